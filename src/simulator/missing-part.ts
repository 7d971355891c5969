/** The simulator stands on development dependencies; where they are left out, it says so instead of failing oddly. */

/** The error of a start without the package `name`; its message is one sentence for the person who starts it. */
export function missingPart(name: string): Error {
  return new Error(`The simulated Azure needs the development dependency ${name}; install without --omit=dev.`);
}
