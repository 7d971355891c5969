/**
 * Cards that people inserted into their own messages. The bot cannot update those, and mostly is not even in the
 * conversation: all it can do is to answer the button itself, for the one who pressed, within the time that Teams waits.
 */

import { LRUCache } from 'lru-cache';
import type { Reply } from '../conversation/ports/channel-port.ts';
import type { Outgoing } from '../model/channel.ts';
import { agesBy, type Clock, within } from '../model/clock.ts';
import { isObject, text } from '../model/json.ts';

/** What marks the buttons of such a card, in their data. */
const MARK = 'inserted';

/** Reminders go to the conversation, where the bot mostly is not. */
function isReminding(element: unknown): boolean {
  return text(element, 'data', 'kind') === 'remind-form';
}

/** A card whose buttons say that it was inserted; so do those of every card that answers them. None sets up a reminder. */
export function insertedCard(card: unknown): unknown {
  if (Array.isArray(card)) return card.filter((one) => !isReminding(one)).map(insertedCard);
  if (!isObject(card)) return card;
  const copy = Object.fromEntries(Object.entries(card).map(([key, value]) => [key, insertedCard(value)]));
  const isAsking = copy.type === 'Action.Execute' || copy.type === 'Action.Submit';
  return isAsking && isObject(copy.data) ? { ...copy, data: { ...copy.data, [MARK]: true } } : copy;
}

/** Whether a button was on an inserted card. */
export function isInserted(data: unknown): boolean {
  return isObject(data) && data[MARK] === true;
}

/** The answer to a button: the last message of it (none where the same delivery was answered before), or not there yet. */
export type InsertedAnswer =
  | { readonly kind: 'finished'; readonly message: Outgoing | undefined }
  | { readonly kind: 'late' };

/** Answers buttons of inserted cards. */
export interface InsertedAnswers {
  /**
   * Waits for the end of an answer, but not for longer than Teams would. A late one goes on, and who asks again under the
   * same key finds it: `run` is called only where nothing of that key is under way, or was finished after its time.
   */
  answer(key: string, run: (reply: Reply) => Promise<void>): Promise<InsertedAnswer>;
}

/** Limits of the answers. */
export interface InsertedLimits {
  /** How long a button waits, in milliseconds. Teams gives an invoke about ten seconds. */
  readonly wait: number;
  /** How long a finished answer is kept for those who pressed too early, in milliseconds. */
  readonly keep: number;
  /** How many answers at most; what was asked for longest ago is forgotten first. */
  readonly most: number;
}

/** What holds for Teams. */
const INSERTED_LIMITS: InsertedLimits = { wait: 8_000, keep: 60_000, most: 200 };

interface Kept {
  readonly answer: Promise<InsertedAnswer>;
  /** Whether somebody was told to come back for it. */
  isAwaited: boolean;
  isFinished: boolean;
}

/** Makes the answers. `goOn` takes over work that outlives its button. */
export function createInsertedAnswers(
  clock: Pick<Clock, 'now' | 'limit'>,
  goOn: (work: Promise<void>) => void,
  { wait, keep, most }: InsertedLimits = INSERTED_LIMITS,
): InsertedAnswers {
  // What is under way has no end; what is finished is kept for a while.
  const kept = new LRUCache<string, Kept>({ ...agesBy(clock), max: most });

  return {
    async answer(key, run) {
      const entry = kept.get(key) ?? start(key, run);
      const first = await within(clock, wait, entry.answer, (): InsertedAnswer => ({ kind: 'late' }));
      if (first.kind === 'late') entry.isAwaited = true;
      // Who presses again after the answer wants news, not the same once more.
      else if (entry.isFinished) kept.delete(key);
      return first;
    },
  };

  function start(key: string, run: (reply: Reply) => Promise<void>): Kept {
    let latest: Outgoing | undefined;
    const show = async (message: Outgoing) => {
      latest = message;
      return { id: '' };
    };
    const reply: Reply = {
      send: show,
      update: async (_, message) => void (await show(message)),
      typing: () => Promise.resolve(),
    };
    const work = run(reply);
    const entry: Kept = {
      answer: work.then(() => ({ kind: 'finished', message: latest })),
      isAwaited: false,
      isFinished: false,
    };
    kept.set(key, entry);
    goOn(
      work
        .catch(() => undefined)
        .then(() => {
          entry.isFinished = true;
          if (kept.peek(key) !== entry) return;
          if (entry.isAwaited) kept.set(key, entry, { ttl: keep });
          else kept.delete(key);
        }),
    );
    return entry;
  }
}
