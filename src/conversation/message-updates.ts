/** Updating one message in place: news at a calm pace, the end at once and last. */
import type { Clock } from '../model/clock.ts';

/** The updates of one message. */
export interface MessageUpdates<T> {
  /** Shows news when the pace allows it; newer news replaces what still waits. News that cannot be shown is dropped. */
  offer(news: T): void;
  /** Stops all news and shows the end, after whatever is on its way. Rejects when the end cannot be shown. */
  finish(end: T): Promise<void>;
}

/** Paces `show`: at least `pace` milliseconds between one showing and the next news. */
export function createMessageUpdates<T>(
  show: (content: T) => Promise<void>,
  clock: Pick<Clock, 'now' | 'sleep'>,
  pace = 1_000,
): MessageUpdates<T> {
  const stop = new AbortController();
  let last = clock.now();
  let waiting: { readonly news: T } | undefined;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting !== undefined) {
      await clock.sleep(Math.max(0, last + pace - clock.now()), stop.signal);
      const next = waiting;
      waiting = undefined;
      if (next === undefined || stop.signal.aborted) return;
      await show(next.news).catch(() => undefined);
      last = clock.now();
    }
  }

  return {
    offer(news) {
      if (stop.signal.aborted) return;
      waiting = { news };
      running ??= run().finally(() => {
        running = undefined;
      });
    },
    async finish(end) {
      waiting = undefined;
      stop.abort();
      await running;
      await show(end);
    },
  };
}
