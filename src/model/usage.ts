/** What people had answered and done: for an audit trail, for counting, and for telling what one question caused. */
import type { Asker, Delivery } from './channel.ts';

/** What somebody did beyond asking. */
export type Act =
  | 'waived'
  | 'declared'
  | 'withdrew'
  | 'shared'
  | 'set-up'
  | 'changed-reminders'
  | 'listed-scope'
  | 'unlisted-scope';

/** One act, with what it was about where the question does not tell. */
export interface PerformedAct {
  readonly act: Act;
  /** ARM ids, or what a scope is called. */
  readonly about?: readonly string[] | undefined;
  /** A requirement, a policy, a channel, a way to change a reminder: a name, never what somebody wrote. */
  readonly detail?: string | undefined;
}

/** How an answer ended. `undelivered`: the channel did not take it. */
export type AnswerOutcome = 'answered' | 'azure-away' | 'failed' | 'undelivered';

/** One answer. No text of a message is in it. */
export interface AnswerRecord {
  readonly activityId: string;
  readonly asker: Asker;
  readonly address: Delivery['address'];
  /** What was asked for: the kind of the question, in words or on a button. */
  readonly intent: string;
  readonly act: 'asked' | Act;
  readonly about: readonly string[];
  readonly detail: string | undefined;
  readonly outcome: AnswerOutcome;
  /** The message that holds the answer, where the channel told its id. */
  readonly messageId: string | undefined;
  readonly milliseconds: number;
}

/** What somebody thinks of an answer. */
export interface Feedback {
  readonly asker: Asker;
  readonly address: Delivery['address'];
  /** The message that holds the answer. */
  readonly messageId: string;
  readonly reaction: 'like' | 'dislike';
  /** What they wrote about it. Kept only where a setting allows it. */
  readonly text: string | undefined;
}

/** Hears of answers. Nothing here throws or is waited for. */
export interface AnswerObserver {
  /** Runs the work of one answer, so that what it causes can be told apart. */
  answering<T>(intent: string, work: () => Promise<T>): Promise<T>;
  answered(record: AnswerRecord): void;
}

/** Nobody watches. */
export const unobserved: AnswerObserver = { answering: (_intent, work) => work(), answered: () => undefined };
