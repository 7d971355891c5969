/**
 * Questions to Resource Graph of everybody who asks at the same time, sent together: its quota counts queries, not what is
 * asked in them. Each question gets its own rows; rows that nobody asked for are not kept.
 */
import type { ArmResource } from '../model/arm.ts';
import type { Clock } from '../model/clock.ts';
import type { Read } from '../model/estate.ts';
import { mostUrgent, type Priority } from '../model/priority.ts';
import type { ReadsUnderWay } from './arm-client.ts';
import type { Failure } from './failure.ts';
import { type GraphTable, LONGEST_LIST, rowsQuery } from './queries.ts';
import { answerFrom, filtersFor, type GraphQuestion, questionKey, tableOf } from './questions.ts';
import type { Waiting } from './request-queue.ts';
import type { ResourceGraph } from './resource-graph.ts';

/** What rows say to one question. */
export type RowAnswer = Read<ArmResource | readonly ArmResource[]>;

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

interface Asked {
  readonly question: GraphQuestion;
  readonly priorities: Set<() => Priority>;
  readonly answer: PromiseWithResolvers<RowAnswer | undefined>;
}

/** Questions to one table that may go out together, until the quota lets the query go that takes them along. */
interface Gathering {
  readonly table: GraphTable;
  readonly asked: Map<string, Asked>;
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
/** A query for several questions is not tried more often: what breaks it may concern one of them alone. */
const SHARED_ATTEMPTS = 3;
/** Failed queries at most after which the questions of one query share the failure. */
const MOST_FAILURES = 40;

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
  const open = new Map<string, Asked>();

  const placeOf = (table: GraphTable, asker: object): object | GraphTable => {
    if (share) return table;
    const tables = alone.get(asker) ?? new Map<GraphTable, object>();
    alone.set(asker, tables);
    const place = tables.get(table) ?? {};
    tables.set(table, place);
    return place;
  };

  const priorityOf = (asked: Iterable<Asked>): Priority =>
    mostUrgent([...asked].flatMap(({ priorities }) => [...priorities].map((priority) => priority())));

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

  const send = async (place: object | GraphTable, gathering: Gathering) => {
    let batch: readonly Asked[] = [];
    try {
      await read(place, gathering, (taken) => {
        batch = taken;
      });
    } catch (error) {
      // A fault of our own must not leave anybody waiting.
      for (const { question, answer } of batch) {
        open.delete(questionKey(question));
        answer.reject(error);
      }
    }
  };

  const read = async (
    place: object | GraphTable,
    { table, asked }: Gathering,
    took: (batch: readonly Asked[]) => void,
  ) => {
    let batch: readonly Asked[] = [];
    const text = () => {
      batch = taken(asked);
      took(batch);
      gatherings.delete(place);
      if (asked.size > 0) {
        const rest: Gathering = { table, asked, due: undefined };
        gatherings.set(place, rest);
        void send(place, rest);
      }
      return textOf(table, batch);
    };
    const answer = await graph.query(text, {
      priority: () => priorityOf(batch.length > 0 ? batch : asked.values()),
      attempts: asked.size > 1 ? SHARED_ATTEMPTS : undefined,
    });
    await settle(table, batch, answer, { left: MOST_FAILURES });
  };

  /** Hands out what was read; where a query broke, the halves of the rest are asked by themselves: it spoils only what rests on it. */
  const settle = async (
    table: GraphTable,
    batch: readonly Asked[],
    { rows, failure }: Awaited<ReturnType<ResourceGraph['query']>>,
    failures: { left: number },
  ): Promise<void> => {
    const find = answerFrom(rows, failure);
    const unread: Asked[] = [];
    for (const one of batch) {
      const answer = find(one.question);
      if (failure !== undefined && (answer === undefined || !answer.ok)) unread.push(one);
      else give(one, answer);
    }
    if (failure === undefined || unread.length === 0) return;
    failures.left -= 1;
    if (batch.length === 1 || failures.left <= 0 || !mayConcernOne(failure)) {
      for (const one of unread) give(one, find(one.question));
      return;
    }
    const middle = Math.ceil(unread.length / 2);
    await Promise.all(
      [unread.slice(0, middle), unread.slice(middle)].map(async (half) => {
        if (half.length === 0) return;
        const answer = await graph.query(textOf(table, half), {
          priority: () => priorityOf(half),
          attempts: half.length > 1 ? SHARED_ATTEMPTS : undefined,
        });
        await settle(table, half, answer, failures);
      }),
    );
  };

  const give = ({ question, answer }: Asked, read: RowAnswer | undefined) => {
    open.delete(questionKey(question));
    answer.resolve(read);
  };

  return {
    async ask(question, asker, { signal, priority = (): Priority => 'question' } = {}) {
      signal?.throwIfAborted();
      const key = questionKey(question);
      const known = share ? open.get(key) : undefined;
      const asked: Asked = known ?? { question, priorities: new Set(), answer: Promise.withResolvers() };
      asked.priorities.add(priority);
      const table = tableOf(question);
      const place = placeOf(table, asker);
      if (known === undefined) {
        if (share) open.set(key, asked);
        const gathering = gatherings.get(place) ?? {
          table,
          asked: new Map<string, Asked>(),
          due: Number.POSITIVE_INFINITY,
        };
        gatherings.set(place, gathering);
        gathering.asked.set(key, asked);
      }
      const gathering = gatherings.get(place);
      if (gathering?.asked.has(key) && gathering.due !== undefined) schedule(place, gathering, priority());
      return await unlessAborted(asked.answer.promise, signal);
    },
  };
}

/** Whether a failure may come from what one question asks for; a limit or the sign-in concerns everybody. */
function mayConcernOne({ reason, status }: Failure): boolean {
  return reason !== 'THROTTLED' && reason !== 'FORBIDDEN' && status !== 401;
}

/** Takes as many questions as fit into one query: no list in it may be longer than allowed. */
function taken(asked: Map<string, Asked>): readonly Asked[] {
  const counts = new Map<string, number>();
  const batch: Asked[] = [];
  for (const [key, one] of asked) {
    const { kind } = one.question;
    const count = counts.get(kind) ?? 0;
    if (count >= LONGEST_LIST) continue;
    counts.set(kind, count + 1);
    asked.delete(key);
    batch.push(one);
  }
  return batch;
}

function textOf(table: GraphTable, batch: readonly Asked[]): string {
  const filters = filtersFor(batch.map(({ question }) => question));
  return rowsQuery(
    table,
    filters.map((filter) => filter.condition),
  );
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
