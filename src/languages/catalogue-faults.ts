/** Holding a catalogue against the sentences that it is to translate. */
import type { CountedForms } from '../model/text.ts';
import type { Catalogue, Translation } from './languages.ts';

/** English templates by key, with both forms where a sentence counts. */
export type Templates = ReadonlyMap<string, string | CountedForms>;

/** What is wrong with a catalogue, a line for each fault; none when it says everything that English says. */
export function catalogueFault(tag: string, catalogue: Catalogue, templates: Templates): readonly string[] {
  const forms = neededForms(tag);
  return [
    ...[...templates.keys()].filter((key) => !Object.hasOwn(catalogue, key)).map((key) => `missing: ${key}`),
    ...Object.entries(catalogue).flatMap(([key, entry]) => {
      const english = templates.get(key);
      return english === undefined ? [`superfluous: ${key}`] : entryFaults(key, english, entry, forms);
    }),
  ];
}

/** The plural forms that a language needs here. Spanish, French and Portuguese have "many" for millions only. */
function neededForms(tag: string): readonly string[] {
  const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
  return pluralCategories.filter((form) => form !== 'many' || !['es', 'fr', 'pt'].includes(tag.split('-')[0] ?? ''));
}

function entryFaults(
  key: string,
  english: string | CountedForms,
  entry: Translation,
  forms: readonly string[],
): readonly string[] {
  if (typeof english === 'string') {
    return typeof entry === 'string' ? sentenceFaults(key, english, entry) : [`counts where English does not: ${key}`];
  }
  if (typeof entry === 'string') return [`needs the forms ${forms.join(', ')}: ${key}`];
  const given = Object.keys(entry);
  if (given.toSorted().join() !== forms.toSorted().join()) return [`needs the forms ${forms.join(', ')}: ${key}`];
  return Object.entries(entry).flatMap(([form, sentence]) =>
    // Both English forms may differ in what they name: "1 requirement unmet", "3 of 14 requirements unmet".
    sentenceFaults(`${key} (${form})`, form === 'one' ? english.one : english.other, sentence),
  );
}

function sentenceFaults(key: string, english: string, sentence: string): readonly string[] {
  if (sentence.trim() === '') return [`empty: ${key}`];
  const [wanted, found] = [placeholders(english), placeholders(sentence)];
  return wanted === found ? [] : [`placeholders ${found || 'none'} instead of ${wanted || 'none'}: ${key}`];
}

function placeholders(template: string): string {
  return [...new Set(template.match(/\{\w+\}/g))].toSorted().join(' ');
}

/** The file of a catalogue: sorted by key, and without what no sentence asks for. */
export function tidied(catalogue: Catalogue, templates: Templates): string {
  const entries = Object.entries(catalogue)
    .filter(([key]) => templates.has(key))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
