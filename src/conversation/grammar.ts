/** The one grammar: every phrasing that is understood, from its first word to its last. Notation: `phrasing.ts`. */
import { explanations, helps, meanings } from './grammar/explanations.ts';
import type { Family, Intent } from './grammar/family.ts';
import { pieces } from './grammar/pieces.ts';
import { readiness } from './grammar/readiness.ts';
import { reminderFamilies } from './grammar/reminders.ts';
import { type Phrasing, phrasing, vocabularyOf } from './phrasing.ts';

/** A phrasing with its intent. */
export interface Rule {
  readonly intent: Intent;
  /** Values that the phrasing itself stands for. */
  readonly values: Readonly<Record<string, string>>;
  readonly phrasing: Phrasing;
}

function rulesOf({ intent, values = {}, notations }: Family): readonly Rule[] {
  return notations.map((notation) => ({
    intent,
    values,
    phrasing: phrasing(
      intent === 'help' || intent === 'greeting' ? `[please] ${notation} [please]` : `$before ${notation} $after`,
      pieces,
    ),
  }));
}

/** All rules. Where two fit equally well, the first one counts. */
export const rules: readonly Rule[] = [
  ...helps,
  ...meanings,
  ...readiness,
  ...explanations,
  ...reminderFamilies,
].flatMap(rulesOf);

/** Our own words. None of them is taken for the name of an instance, unless it stands in quotes. */
export const vocabulary: ReadonlySet<string> = vocabularyOf(rules.map((entry) => entry.phrasing));
