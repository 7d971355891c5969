/** Resource Graph through Azure's own client, with the paging, pacing and patience that it lacks. */

import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import type { TokenCredential } from '@azure/core-auth';
import { isRestError, redirectPolicyName } from '@azure/core-rest-pipeline';
import type { Clock } from '../model/clock.ts';
import { durationMs, type HeaderReader } from '../model/http-failure.ts';
import { failureOfError } from './client-errors.ts';
import { type Failure, type RequestOutcome, refusal, unexpectedBody } from './failure.ts';
import { type GraphAnswer, type GraphPage, GraphPages, type PageQuery, pageOf } from './graph-pages.ts';
import { quotaWindow } from './rate-limit.ts';
import { createRequestQueue, type Waiting } from './request-queue.ts';
import { type RetryRules, withRetries } from './retry.ts';
import type { Recorder } from './statistics.ts';

/** Queries Resource Graph. */
export interface ResourceGraph {
  /**
   * All pages of a query. It must project `id` and be ordered by it; a function is asked for it when the quota lets it go.
   * Throws only when the signal is aborted.
   */
  query(text: string | (() => string), options?: QueryOptions): Promise<GraphAnswer>;
  /** What part of the quota of the present window is used up, from 0 up to 1. */
  readonly used: number;
  /** The same of the last seconds, as many as a window has: it does not fall where a new window begins. */
  readonly usedLately: number;
  /** How many queries are not answered yet, those that wait included. */
  readonly underWay: number;
  /** How many queries wait for their turn. */
  readonly waiting: number;
}

/** How one query waits, and how patient it is. */
export interface QueryOptions extends Waiting {
  /** Attempts for each page at most, where fewer than usual are worth it. */
  readonly attempts?: number | undefined;
}

/** What the client is made from. */
export interface ResourceGraphOptions {
  readonly credential: TokenCredential;
  readonly endpoint: string;
  readonly scope: string;
  readonly ca?: string | undefined;
  readonly userAgent: string;
  /** Ids of the subscriptions to look at; undefined for all that the credential may read. */
  readonly subscriptions?: readonly string[] | undefined;
  readonly retry: RetryRules;
  /** What share of the quota queries may use that nobody waits for, from 0 up to 1. */
  readonly backgroundShare: number;
  readonly pageCap: number;
  readonly clock: Clock;
  readonly recorder: Recorder;
}

/** What came of it. */
interface Came {
  /** undefined where no answer came. */
  readonly status: number | undefined;
  readonly header: HeaderReader;
  readonly body?: unknown;
  /** What the client threw, also where an answer came. */
  readonly error?: unknown;
}

/** Queries in a window for one principal; each page counts. Azure's headers correct the number. */
const QUOTA = { queries: 15, windowMs: 5_000 } as const;

/** Queries on their way at once. */
const WIDTH = 5;

/** Makes the client. Nothing is sent until it is asked. */
export function createResourceGraph(options: ResourceGraphOptions): ResourceGraph {
  const { clock, recorder } = options;
  const client = new ResourceGraphClient(options.credential, {
    endpoint: options.endpoint,
    credentials: { scopes: [options.scope] },
    userAgentOptions: { userAgentPrefix: options.userAgent },
    retryOptions: { maxRetries: 0 },
    ...(options.ca === undefined ? {} : { tlsOptions: { ca: options.ca } }),
  });
  client.pipeline.removePolicy({ name: redirectPolicyName });
  const rate = quotaWindow(QUOTA.queries, QUOTA.windowMs);
  const background = quotaWindow(Math.max(1, Math.floor(QUOTA.queries * options.backgroundShare)), QUOTA.windowMs);
  const queue = createRequestQueue({ width: WIDTH, clock, rate, background });
  let underWay = 0;

  /** Sends a query for one page. Never rejects: what was thrown stands in what came. */
  const ask = async ({ text, top, skipToken }: PageQuery, signal: AbortSignal): Promise<Came> => {
    const end = recorder.begin('graph', /^\w+/.exec(text)?.[0] ?? '');
    const { subscriptions } = options;
    const paging = skipToken === undefined ? {} : { skipToken };
    let came: Came = { status: undefined, header: () => undefined };
    try {
      await client.resources(
        {
          query: text,
          ...(subscriptions === undefined ? {} : { subscriptions: [...subscriptions] }),
          options: { top, resultFormat: 'objectArray', ...paging },
        },
        {
          abortSignal: signal,
          onResponse: ({ status, headers, parsedBody, bodyAsText }) => {
            came = { status, header: (name) => headers.get(name), body: parsedBody ?? bodyAsText };
          },
        },
      );
      return came;
    } catch (error) {
      return { ...came, error };
    } finally {
      end(came.status);
    }
  };

  /** Keeps the pace that the headers of an answer ask for. */
  const learn = (header: HeaderReader) => {
    const remaining = Number(header('x-ms-user-quota-remaining') ?? Number.NaN);
    const resetsAfterMs = durationMs(header('x-ms-user-quota-resets-after') ?? '');
    if (!Number.isNaN(remaining)) rate.learn(clock.now(), { remaining, resetsAfterMs });
  };

  const refused = ({ status, body, header }: Came): RequestOutcome<never> => {
    const failure = refusalOfQuery(refusal(status ?? 0, body, header, clock));
    if (status === 429 && failure.retryAfter !== undefined) {
      rate.hold(clock.now() + Math.min(failure.retryAfter, options.retry.longestDelayMs));
    }
    return { ok: false, failure };
  };

  const send = async (query: PageQuery, signal: AbortSignal): Promise<RequestOutcome<GraphPage>> => {
    const came = await ask(query, signal);
    learn(came.header);
    if (came.error !== undefined && (isUnanswered(came) || signal.aborted)) {
      return { ok: false, failure: failureOfError(came.error, signal) };
    }
    if (came.status !== 200) return refused(came);
    const page = pageOf(came.body, came.header);
    return page === undefined ? { ok: false, failure: unexpectedBody() } : { ok: true, value: page };
  };

  /** One page, however often it has to be asked for. The query is written when the quota lets it go. */
  const read = async (
    next: () => PageQuery,
    { attempts, ...waiting }: QueryOptions,
  ): Promise<RequestOutcome<GraphPage>> => {
    const most = options.retry.attempts;
    const retry = { ...options.retry, attempts: Math.min(most, attempts ?? most) };
    const attempt = (within: AbortSignal) => send(next(), within);
    underWay += 1;
    return await withRetries(attempt, retry, clock, waiting.signal, (task) => queue.run(task, waiting)).finally(() => {
      underWay -= 1;
    });
  };

  return {
    get waiting() {
      return queue.length;
    },
    get underWay() {
      return underWay;
    },
    get used() {
      return rate.used(clock.now());
    },
    get usedLately() {
      return rate.usedLately(clock.now());
    },
    async query(query, how = {}) {
      const pages = new GraphPages(query, options.pageCap);
      for (;;) {
        const answer = pages.take(await read(() => pages.next(), how));
        if (answer !== undefined) return answer;
      }
    },
  };
}

/** A client that stumbles over a well-formed answer of another shape is judged by that shape. */
function isUnanswered({ status, error }: Came): boolean {
  return status === undefined || (status === 200 && isRestError(error));
}

/** A query that is not found says nothing about the resources that it would have shown. */
function refusalOfQuery(failure: Failure): Failure {
  return failure.reason === 'NOT_FOUND' ? { ...failure, reason: 'READ_FAILED' } : failure;
}
