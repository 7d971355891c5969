/** The simulator and the playground stand on development dependencies; where they are left out, they say so instead of failing oddly. */

/** A development dependency is not installed; the message is one sentence for whoever needs it. */
export class MissingPart extends Error {}

/** The error of a start without the package `name`. */
export function missingPart(name: string): MissingPart {
  return new MissingPart(`This needs the development dependency ${name}: install with \`npm ci\`, without --omit=dev.`);
}
