/** What buttons carry: a verb and an id. The bot looks everything else up, so an old card never brings old data. */

/** Check one instance (again). */
export interface CheckAction {
  readonly verb: 'check';
  /** The instance's ARM id. */
  readonly instance: string;
  /** `YYYY-MM`, or absent when no month was asked for. */
  readonly month?: string;
}

/** Ask a question, as if it had been typed. */
export interface AskAction {
  readonly verb: 'ask';
  readonly question: string;
}

/** Everything that a button may ask of the bot. */
export type CardAction = CheckAction | AskAction;
