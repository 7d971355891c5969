/** The languages that people are answered in. English is the language of the templates and needs no catalogue. */
import { render, type Text, type Voice } from '../model/text.ts';
import de from './catalogues/de.json' with { type: 'json' };
import es from './catalogues/es.json' with { type: 'json' };
import fr from './catalogues/fr.json' with { type: 'json' };
import ja from './catalogues/ja.json' with { type: 'json' };
import ptBr from './catalogues/pt-br.json' with { type: 'json' };
import type { Language, TranslatedLanguage } from './language.ts';
import { typeset } from './typography.ts';

/**
 * The languages whose catalogues are complete: only these are spoken, since half a translation reads worse than English.
 * A test and `npm run texts -- --check` hold them against the templates.
 */
export const completeLanguages: readonly TranslatedLanguage[] = ['de', 'fr', 'es', 'pt-BR', 'ja'];

/** What stands for an English template: a template, or for a sentence that counts one for each plural form. */
export type Translation = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** Translations by English template. */
export type Catalogue = Readonly<Record<string, Translation>>;

/** The catalogue of each language. */
export const catalogues: Readonly<Record<TranslatedLanguage, Catalogue>> = { de, fr, es, 'pt-BR': ptBr, ja };

/**
 * The language for a reader's locale: BCP 47 in any case (`fr-CA` is French, `pt-PT` Brazilian Portuguese), or as a
 * terminal names it (`de_AT.UTF-8`). English for everything that is not spoken completely.
 */
export function languageOf(locale: string): Language {
  const [wanted] = locale.toLowerCase().split(/[-_.@]/);
  return completeLanguages.find((one) => one.toLowerCase().split('-')[0] === wanted) ?? 'en';
}

/** How a language says things, by a catalogue: its own unless another is given. What is missing there is said in English. */
export function voiceOf(language: Language, catalogue: Catalogue = catalogueOf(language)): Voice {
  return {
    tag: language === 'en' ? 'en-GB' : language,
    translate(template, form) {
      const entry = Object.hasOwn(catalogue, template) ? catalogue[template] : undefined;
      const sentence = typeof entry === 'object' ? ((form && entry[form]) ?? entry.other) : entry;
      return sentence === undefined ? undefined : typeset(sentence, language);
    },
  };
}

function catalogueOf(language: Language): Catalogue {
  return language === 'en' ? {} : catalogues[language];
}

/** A sentence in the language of a reader's locale, outside cards. Without a locale it is English. */
export function renderFor(text: Text, locale: string | undefined): string {
  return render(text, voiceOf(languageOf(locale ?? 'en')));
}
