/** Questions to offer, in the reader's language. Each of them is understood: a test asks every one. */
import { languages } from '../../languages/language.ts';
import { languageOf, voiceOf } from '../../languages/languages.ts';
import { type Suggestions, suggestionsIn } from '../../languages/suggestions.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import { lexiconOf } from './words/lexicon.ts';

/** The questions of a reader's language; English without a locale. */
export function suggestionsFor(locale: string | undefined): Suggestions {
  return suggestionsIn(languageOf(locale ?? 'en'));
}

/**
 * Up to four questions that work here, made from the instances that can be seen and the latest month that is known.
 * Without an instance they name none, so that no button leads nowhere.
 */
export function exampleQuestions(
  instances: readonly Pick<DiscoveredInstance, 'name'>[],
  knownMonths: readonly string[],
  locale?: string,
): readonly string[] {
  const [first, second = first] = instances.map((instance) => instance.name);
  const month = knownMonths.toSorted().at(-1);
  const { unmet, list, help } = suggestionsFor(locale);
  if (first === undefined || second === undefined) return [unmet, list, help];
  return [readinessQuestion(first, month, locale), readinessQuestion(second, undefined, locale), unmet, list];
}

/** A name as it can be typed: one that is one of our own words, or could be a plain word, goes in quotes. */
function quotedName(name: string): string {
  const isOurs = languages.some((language) => lexiconOf(language).knows(name.toLowerCase()));
  return isOurs || /\s/.test(name) ? `"${name}"` : name;
}

/** "is apim-prod ready for March 2026?" */
export function readinessQuestion(name: string, month?: string, locale?: string): string {
  const { ready, readyFor } = suggestionsFor(locale);
  return month === undefined
    ? suggestionAbout(ready, name)
    : suggestionAbout(readyFor, name).replace('{month}', () => spelledMonth(month, locale));
}

/** A suggestion with the name of an instance in it. */
export function suggestionAbout(suggestion: string, name: string): string {
  return suggestion.replace('{name}', () => quotedName(name));
}

function spelledMonth(month: string, locale: string | undefined): string {
  const { tag } = voiceOf(languageOf(locale ?? 'en'));
  const format = new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
