/** What a person may want to know, once their words are understood. */

/** Is an instance ready? */
export interface CheckQuestion {
  readonly kind: 'check';
  /** A name, `resourceGroup/name` or an ARM id, as it was typed; absent when nobody was named ("are we ready?"). */
  readonly instance?: string;
  /** `YYYY-MM`, when a month was asked for. */
  readonly month?: string;
  /**
   * False when a plain word stood where a name is expected ("lunch ready?"): then it is a question only if an instance
   * has that very name.
   */
  readonly certain: boolean;
}

/** Which instances are there, or which of them are not ready? */
export interface ListQuestion {
  readonly kind: 'list';
  readonly month?: string;
}

/** What can this bot do? */
export interface HelpQuestion {
  readonly kind: 'help';
}

/** Not understood; with two questions, near to the words, that would be. */
export interface UnclearQuestion {
  readonly kind: 'unclear';
  readonly nearest: readonly string[];
}

/** Everything that can be asked. */
export type Question = CheckQuestion | ListQuestion | HelpQuestion | UnclearQuestion;
