/** How an export may be written. */
export const fileFormats = ['html', 'csv', 'json', 'markdown'] as const;

/** How an export is written. */
export type FileFormat = (typeof fileFormats)[number];
