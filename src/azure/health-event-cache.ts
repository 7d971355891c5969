/**
 * Service Health's events, kept for some minutes: everybody who asks about an instance of a subscription asks for the same,
 * and they change no verdict (docs/rules.md#azure-also-says). Whatever decides a verdict is asked anew.
 */
import { LRUCache } from 'lru-cache';
import { agesBy, type Clock } from '../model/clock.ts';
import type { RowAnswer } from './question-batch.ts';
import { questionKey } from './questions.ts';
import type { SharedRows } from './shared-rows.ts';

/** How long events hold, milliseconds. */
const HOLDS = 5 * 60_000;
/** Events of all subscriptions that are kept at most: some megabytes. */
const MOST_EVENTS = 1_000;

/** The same rows, with the events of a subscription kept. What could not be read is not kept; `fresh` asks anew. */
export function cacheHealthEvents(rows: SharedRows, clock: Pick<Clock, 'now'>): SharedRows {
  const kept = new LRUCache<string, RowAnswer>({
    ...agesBy(clock),
    ttl: HOLDS,
    maxSize: MOST_EVENTS,
    sizeCalculation: (answer) => 1 + (answer.ok ? [answer.value].flat().length : 0),
  });
  return {
    async ask(question, asker, options = {}) {
      if (question.kind !== 'healthEvents') return await rows.ask(question, asker, options);
      const key = questionKey(question);
      const known = options.fresh === true ? undefined : kept.get(key);
      if (known !== undefined) return known;
      const answer = await rows.ask(question, asker, options);
      if (answer?.ok === true) kept.set(key, answer);
      return answer;
    },
  };
}
