/** What buttons carry: a question, with ids in it. The bot looks everything else up, so an old card never brings old data. */
import type { Question } from '../../src/model/question.ts';

/** Ask a question, as if it had been typed. */
export interface AskAction {
  readonly kind: 'ask';
  readonly question: string;
}

/** Where the answer goes. */
export interface AnswerPlacement {
  /** Below the card, as a message of its own; else it takes the place of the card (lists stay what they are). */
  readonly place?: 'new';
  /** Page of the answer to show, from 1. */
  readonly page?: number;
}

/** What a button asks, and where the answer goes. Its data are exactly this, as JSON. */
export type CardAction = (Question | AskAction) & AnswerPlacement;

/** Names the input that ticks off a step of a fix plan. */
export const TICK = 'done-';
