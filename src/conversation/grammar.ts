/** The one grammar: every phrasing that is understood, from its first word to its last. Notation: `phrasing.ts`. */
import { explanations, helps, meanings } from './grammar/explanations.ts';
import type { Family, Intent } from './grammar/family.ts';
import { pieces } from './grammar/pieces.ts';
import { readiness } from './grammar/readiness.ts';
import { reminderFamilies } from './grammar/reminders.ts';
import { neededWords, type Phrasing, phrasing, vocabularyOf } from './phrasing.ts';
import { slips } from './typos.ts';

/** A phrasing with its intent. */
export interface Rule {
  readonly intent: Intent;
  /** Values that the phrasing itself stands for. */
  readonly values: Readonly<Record<string, string>>;
  readonly phrasing: Phrasing;
  /** Of each set the message must have a word. */
  readonly needs: readonly ReadonlySet<string>[];
}

function rulesOf({ intent, values = {}, notations }: Family): readonly Rule[] {
  return notations.map((notation) => {
    const isAlone = intent === 'help' || intent === 'greeting';
    const whole = phrasing(isAlone ? `[please] ${notation} [please]` : `$before ${notation} $after`, pieces);
    return { intent, values, phrasing: whole, needs: neededWords(whole) };
  });
}

/** All rules. Where two fit equally well, the first one counts. */
const rules: readonly Rule[] = [...helps, ...meanings, ...readiness, ...explanations, ...reminderFamilies].flatMap(
  rulesOf,
);

/** Our own words. None of them is taken for the name of an instance, unless it stands in quotes. */
export const vocabulary: ReadonlySet<string> = vocabularyOf(rules.map((entry) => entry.phrasing));

/** The rules that words like these may fit. */
export function rulesFor(words: readonly string[]): readonly Rule[] {
  const near = new Set(words.flatMap((word) => (vocabulary.has(word) ? [word] : oursNear(word))));
  return rules.filter(({ needs }) => needs.every((set) => [...near].some((word) => set.has(word))));
}

function oursNear(word: string): readonly string[] {
  return [...vocabulary].filter((ours) => slips(word, ours) !== undefined);
}
