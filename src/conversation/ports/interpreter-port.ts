/** A second opinion on words that are not understood. Optional; it never sees Azure and never writes an answer. */
import type { Only } from '../../model/question.ts';
import type { Condition } from '../../model/scope.ts';

/** What can be asked through an interpreter: what only reads. Reminders, waivers and the like take the words themselves. */
export const draftKinds = [
  'check',
  'why',
  'fix',
  'evidence',
  'what-if',
  'fleet',
  'list',
  'explain',
  'retirements',
  'changes',
  'readers',
  'help',
] as const;

/** A question as an interpreter proposes it. Nothing in it is trusted. */
export interface QuestionDraft {
  readonly kind: (typeof draftKinds)[number];
  /** Names of instances as they stand in the text. */
  readonly instances: readonly string[];
  /** What the instances have in common, as it stands in the text. */
  readonly where: readonly { readonly by: Condition['by']; readonly key: string; readonly value: string }[];
  /** `YYYY-MM`, or empty. */
  readonly month: string;
  /** Id of a requirement, or empty. */
  readonly requirement: string;
  /** Name of a resource, or empty. */
  readonly target: string;
  /** Verdicts to show, or empty. */
  readonly only: Only | '';
  /** `YYYY-MM-DD`, or empty. */
  readonly since: string;
}

/** Proposes questions. */
export interface Interpreter {
  /** `undefined` when the text is none of the questions. Rejects when it cannot be asked; never takes longer than 3 s. */
  interpret(text: string): Promise<QuestionDraft | undefined>;
}
