/** Phrasings that ask for the same. */

/** What phrasings ask for. */
export type Intent =
  | 'check'
  | 'why'
  | 'fix'
  | 'evidence'
  | 'what-if'
  | 'fleet'
  | 'list'
  | 'explain'
  | 'requirements'
  | 'retirements'
  | 'changes'
  | 'readers'
  | 'month'
  | 'remind'
  | 'summary'
  | 'reminders'
  | 'change-reminders'
  | 'waive'
  | 'waivers'
  | 'greeting'
  | 'help';

/** Phrasings of one intent. */
export interface Family {
  readonly intent: Intent;
  /** Values that every phrasing of the family brings along, beside what its slots find. */
  readonly values?: Readonly<Record<string, string>>;
  readonly notations: readonly string[];
}
