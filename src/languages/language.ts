/** The languages by their tags, without their catalogues. */

/** Every language that has a catalogue, as BCP 47 tags. */
export const languages = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja'] as const;

/** A language that people may be answered in. */
export type Language = (typeof languages)[number];

/** A language with a catalogue. */
export type TranslatedLanguage = Exclude<Language, 'en'>;
