/** Several questions in one query to Resource Graph: as many as fit, each answered with its own rows, and halves where the query breaks. */
import type { ArmResource } from '../model/arm.ts';
import type { Read } from '../model/estate.ts';
import { mostUrgent, type Priority } from '../model/priority.ts';
import type { Failure } from './failure.ts';
import type { GraphAnswer } from './graph-pages.ts';
import { type GraphTable, LONGEST_LIST, rowsQuery } from './queries.ts';
import { answerFrom, filtersFor, type GraphQuestion } from './questions.ts';
import type { ResourceGraph } from './resource-graph.ts';

/** What rows say to one question. */
export type RowAnswer = Read<ArmResource | readonly ArmResource[]>;

/** A question that waits for its answer. */
export interface OpenQuestion {
  readonly question: GraphQuestion;
  /** How urgent it is to each who asked it. */
  readonly priorities: Set<() => Priority>;
  readonly answer: PromiseWithResolvers<RowAnswer | undefined>;
}

/** A query for several questions is not tried more often: what breaks it may concern one of them alone. */
const SHARED_ATTEMPTS = 3;
/** Failed queries at most after which the questions of one query share the failure. */
const MOST_FAILURES = 40;

/**
 * Takes questions about one table out of those that wait, by their keys, once the quota lets the query go; `took` is told. Then answers
 * them. Never rejects.
 */
export async function answerTogether(
  graph: ResourceGraph,
  table: GraphTable,
  waiting: Map<string, OpenQuestion>,
  took: () => void,
): Promise<void> {
  let batch: readonly OpenQuestion[] = [];
  const text = () => {
    batch = taken(waiting);
    took();
    return textOf(table, batch);
  };
  try {
    const answer = await graph.query(text, {
      priority: () => priorityOf(batch.length > 0 ? batch : waiting.values()),
      attempts: waiting.size > 1 ? SHARED_ATTEMPTS : undefined,
    });
    await handOut(graph, table, batch, answer, { left: MOST_FAILURES });
  } catch (error) {
    // A fault of our own must not leave anybody waiting.
    for (const { answer } of batch) answer.reject(error);
  }
}

/** Hands out what was read; where a query broke, the halves of the rest are asked by themselves: it spoils only what rests on it. */
async function handOut(
  graph: ResourceGraph,
  table: GraphTable,
  batch: readonly OpenQuestion[],
  { rows, failure }: GraphAnswer,
  failures: { left: number },
): Promise<void> {
  const find = answerFrom(rows, failure);
  const unread: OpenQuestion[] = [];
  for (const one of batch) {
    const answer = find(one.question);
    if (failure !== undefined && (answer === undefined || !answer.ok)) unread.push(one);
    else one.answer.resolve(answer);
  }
  if (failure === undefined || unread.length === 0) return;
  failures.left -= 1;
  if (batch.length === 1 || failures.left <= 0 || !mayConcernOne(failure)) {
    for (const { question, answer } of unread) answer.resolve(find(question));
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
      await handOut(graph, table, half, answer, failures);
    }),
  );
}

/** Whether a failure may come from what one question asks for; a limit or the sign-in concerns everybody. */
function mayConcernOne({ reason, status }: Failure): boolean {
  return reason !== 'THROTTLED' && reason !== 'FORBIDDEN' && status !== 401;
}

function priorityOf(questions: Iterable<OpenQuestion>): Priority {
  return mostUrgent([...questions].flatMap(({ priorities }) => [...priorities].map((priority) => priority())));
}

/** Takes as many questions as fit into one query: no list in it may be longer than allowed. */
function taken(waiting: Map<string, OpenQuestion>): readonly OpenQuestion[] {
  const counts = new Map<string, number>();
  const batch: OpenQuestion[] = [];
  for (const [key, one] of waiting) {
    const { kind } = one.question;
    const count = counts.get(kind) ?? 0;
    if (count >= LONGEST_LIST) continue;
    counts.set(kind, count + 1);
    waiting.delete(key);
    batch.push(one);
  }
  return batch;
}

function textOf(table: GraphTable, batch: readonly OpenQuestion[]): string {
  const filters = filtersFor(batch.map(({ question }) => question));
  return rowsQuery(
    table,
    filters.map((filter) => filter.condition),
  );
}
