/** The languages that a fix plan is written in. */

/** A language that changes are written in; `portal` is clicks, a sentence each. */
export const fixFormats = ['az', 'powershell', 'bicep', 'terraform', 'portal'] as const;

/** One of them. */
export type FixFormat = (typeof fixFormats)[number];

/** Whether a word names one of them. */
export function isFixFormat(word: unknown): word is FixFormat {
  return fixFormats.some((format) => format === word);
}
