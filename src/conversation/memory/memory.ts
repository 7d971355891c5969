/** What a conversation was last about, so that "why?" and "and apim-dev?" mean something. Bounded, and gone after a while. */

import type { CardAction } from '../../../cards/parts/actions.ts';
import type { AboutKind, Only } from '../../model/question.ts';
import type { Scope } from '../../model/scope.ts';
import { type CacheLimits, timedCache } from '../../model/timed-cache.ts';

/** One thing that was offered. */
export interface Offer {
  /** Everything that it may be called by: its name, its place. */
  readonly words: string;
  /** What its button does. */
  readonly action: CardAction;
}

/** What was offered last. */
export interface Offers {
  readonly offers: readonly Offer[];
  /** What brings more of the same. */
  readonly next?: CardAction | undefined;
}

/** The subject of the last question that was answered. */
export interface Remembered {
  readonly asked?: AboutKind | 'fleet';
  /** The one instance that it was about. */
  readonly instance?: string;
  /** The instances that it was about, if several. */
  readonly scope?: Scope;
  readonly only?: Only;
  readonly month?: string;
  /** What was offered, to be pointed at. */
  readonly offered?: Offers;
}

/** Remembers one subject for each conversation. */
export interface Memory {
  recall(conversation: string): Remembered | undefined;
  remember(conversation: string, subject: Remembered): void;
  /** Keeps what was offered beside what is remembered already. */
  offer(conversation: string, offers: Offers): void;
  /** A new question: what was offered before is offered no more. */
  forgetOffers(conversation: string): void;
}

/** Makes a memory. An hour is a long pause in a chat; ten thousand conversations are a few megabytes. */
export function createMemory(now: () => number, limits: CacheLimits = { keep: 60 * 60 * 1000, most: 10_000 }): Memory {
  const subjects = timedCache<Remembered>(now, limits);
  const recall = (conversation: string) => subjects.peek(conversation);

  return {
    recall,
    remember(conversation, subject) {
      const offered = recall(conversation)?.offered;
      subjects.set(conversation, offered === undefined ? subject : { ...subject, offered });
    },
    offer(conversation, offered) {
      subjects.set(conversation, { ...recall(conversation), offered });
    },
    forgetOffers(conversation) {
      const known = recall(conversation);
      if (known?.offered === undefined) return;
      const { offered: _, ...subject } = known;
      subjects.set(conversation, subject);
    },
  };
}
