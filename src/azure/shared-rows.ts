/**
 * Questions to Resource Graph of everybody who asks at the same time, gathered and sent together: its quota counts queries, not what
 * is asked in them. Rows that nobody asked for are not kept.
 */
import type { Clock } from '../model/clock.ts';
import type { Priority } from '../model/priority.ts';
import type { ReadsUnderWay } from './arm-client.ts';
import type { GraphTable } from './queries.ts';
import { answerTogether, type OpenQuestion, type RowAnswer } from './question-batch.ts';
import { type GraphQuestion, questionKey, tableOf } from './questions.ts';
import type { Waiting } from './request-queue.ts';
import type { ResourceGraph } from './resource-graph.ts';

/** Asks Resource Graph. */
export interface SharedRows {
  /**
   * The answer to a question; undefined for a resource that is not among all rows, of which only Resource Manager can tell
   * why. `asker` groups what one assessment asks. Throws only when the signal is aborted; the query goes on for the others.
   */
  ask(question: GraphQuestion, asker: object, options?: AskOptions): Promise<RowAnswer | undefined>;
}

/** How one question is asked. */
export interface AskOptions extends Waiting {
  /** Takes nothing that is kept of an earlier answer. Default false. */
  readonly fresh?: boolean | undefined;
}

/** Questions to one table that may go out together, until the quota lets the query go that takes them along. */
interface Gathering {
  readonly table: GraphTable;
  /** By key. */
  readonly waiting: Map<string, OpenQuestion>;
  /** When it is to go, by the clock; undefined while it waits for the quota already. */
  due: number | undefined;
}

/**
 * How long a person's question waits for others to go with it, milliseconds: hardly at all while one person asks, two
 * fifths of a second where many have used up the quota, which would make the next query wait for several, and some more
 * for each read of theirs under way beyond those of one assessment, since its answer may bring a question that could go along.
 */
const SHORT_WINDOW = 2;
const SHORT_WINDOW_MORE = 400;
const READS_OF_ONE = 16;
const WINDOW_FOR_A_READ = 3;
const CROWD_WINDOW = 500;
/**
 * How long the questions of a fleet gather at most, milliseconds. The third power of how much of a quota went lately: a
 * hundred instances are through before it counts, and a thousand settle at some two queries a second, out of three. A new
 * window of the quota changes nothing about it, or each would begin with many small queries.
 */
const LONG_WINDOW = 8_000;
/** How often a gathering looks whether anything is under way that others could join it after, milliseconds. */
const LOOK = 20;
/** What decides how long questions gather. */
export interface SharedRowsOptions {
  /** With false every asker's questions go out by themselves. */
  readonly share: boolean;
  /** Reads of Resource Manager that are not answered yet: each answer may bring further questions. */
  readonly readsUnderWay: () => ReadsUnderWay;
}

/** Makes it. */
export function createSharedRows(
  graph: ResourceGraph,
  clock: Clock,
  { share, readsUnderWay }: SharedRowsOptions,
): SharedRows {
  const gatherings = new Map<object | GraphTable, Gathering>();
  const alone = new WeakMap<object, Map<GraphTable, object>>();
  /** By question, while it waits or is on its way. */
  const open = new Map<string, OpenQuestion>();

  const placeOf = (table: GraphTable, asker: object): object | GraphTable => {
    if (share) return table;
    const tables = alone.get(asker) ?? new Map<GraphTable, object>();
    alone.set(asker, tables);
    const place = tables.get(table) ?? {};
    tables.set(table, place);
    return place;
  };

  const remember = (key: string, question: OpenQuestion) => {
    open.set(key, question);
    const forget = () => open.delete(key);
    question.answer.promise.then(forget, forget);
  };

  const schedule = (place: object | GraphTable, gathering: Gathering, priority: Priority) => {
    const crowd = Math.min(CROWD_WINDOW, WINDOW_FOR_A_READ * Math.max(0, readsUnderWay().urgent - READS_OF_ONE));
    const short = SHORT_WINDOW + SHORT_WINDOW_MORE * graph.used ** 2 + crowd;
    const window = Math.round(priority === 'question' ? short : Math.max(short, LONG_WINDOW * graph.usedLately ** 3));
    const due = clock.now() + window;
    if (gathering.due !== undefined && gathering.due <= due) return;
    gathering.due = due;
    void gathered(gathering, due).then((isDue) => {
      if (!isDue) return;
      gathering.due = undefined;
      void send(place, gathering);
    });
  };

  /** Waits until it is due, or nothing is under way any more that could bring a question; false where somebody more urgent took it along. */
  const gathered = async (gathering: Gathering, due: number): Promise<boolean> => {
    await clock.sleep(Math.min(SHORT_WINDOW, due - clock.now()));
    while (gathering.due === due) {
      const left = due - clock.now();
      if (left <= 0 || (readsUnderWay().all === 0 && graph.underWay === 0)) return true;
      await clock.sleep(Math.min(LOOK, left));
    }
    return false;
  };

  const send = (place: object | GraphTable, { table, waiting }: Gathering): Promise<void> =>
    answerTogether(graph, table, waiting, () => {
      gatherings.delete(place);
      if (waiting.size === 0) return;
      const rest: Gathering = { table, waiting, due: undefined };
      gatherings.set(place, rest);
      void send(place, rest);
    });

  return {
    async ask(question, asker, { signal, priority = (): Priority => 'question' } = {}) {
      signal?.throwIfAborted();
      const key = questionKey(question);
      const known = share ? open.get(key) : undefined;
      const asked: OpenQuestion = known ?? { question, priorities: new Set(), answer: Promise.withResolvers() };
      asked.priorities.add(priority);
      const table = tableOf(question);
      const place = placeOf(table, asker);
      if (known === undefined) {
        if (share) remember(key, asked);
        const gathering = gatherings.get(place) ?? {
          table,
          waiting: new Map<string, OpenQuestion>(),
          due: Number.POSITIVE_INFINITY,
        };
        gatherings.set(place, gathering);
        gathering.waiting.set(key, asked);
      }
      const gathering = gatherings.get(place);
      if (gathering?.waiting.has(key) && gathering.due !== undefined) schedule(place, gathering, priority());
      return await unlessAborted(asked.answer.promise, signal);
    },
  };
}

async function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await answer;
  const stop = Promise.withResolvers<never>();
  const onAbort = () => stop.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([answer, stop.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
