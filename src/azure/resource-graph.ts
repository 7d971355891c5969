/** Resource Graph through Azure's own client, with the paging, pacing and patience that it lacks. */
import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import type { TokenCredential } from '@azure/core-auth';
import { isRestError, redirectPolicyName } from '@azure/core-rest-pipeline';
import type { ArmResource } from '../model/arm.ts';
import { idKey } from '../model/arm.ts';
import { isObject, type Json } from '../model/json.ts';
import type { Clock } from './clock.ts';
import {
  durationMs,
  type Failure,
  failureOf,
  type HeaderReader,
  type Outcome,
  refusal,
  unexpectedBody,
} from './failure.ts';
import { quotaWindow } from './rate-limit.ts';
import { createRequestQueue, type Waiting } from './request-queue.ts';
import { rowFrom } from './resource-shape.ts';
import { persist, type RetryRules } from './retry.ts';
import type { Recorder } from './statistics.ts';
import { classify } from './thrown.ts';

/** What a query yielded. */
export interface GraphAnswer {
  /** Every row read, each id once, by id. */
  readonly rows: readonly ArmResource[];
  /** undefined when these are all rows there are; otherwise why they are not. */
  readonly failure: Failure | undefined;
}

/** Queries Resource Graph. */
export interface ResourceGraph {
  /**
   * All pages of a query. It must project `id` and be ordered by it; a function is asked for it when the quota lets it go.
   * Throws only when the signal is aborted.
   */
  query(text: string | (() => string), options?: QueryOptions): Promise<GraphAnswer>;
  /** What part of the quota of this moment is used up, from 0 up to 1. */
  readonly load: number;
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

interface Page {
  readonly rows: readonly ArmResource[];
  readonly skipToken: string | undefined;
  readonly totalRecords: number;
  readonly truncated: boolean;
}

const ROWS_PER_PAGE = 1000;

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

  const send = async (
    text: string,
    top: number,
    skipToken: string | undefined,
    signal: AbortSignal,
  ): Promise<Outcome<Page>> => {
    const end = recorder.begin('graph', /^\w+/.exec(text)?.[0] ?? '');
    let status: number | undefined;
    let header: HeaderReader = () => undefined;
    let body: unknown;
    try {
      await client.resources(
        {
          query: text,
          ...(options.subscriptions === undefined ? {} : { subscriptions: [...options.subscriptions] }),
          options: { top, resultFormat: 'objectArray', ...(skipToken === undefined ? {} : { skipToken }) },
        },
        {
          abortSignal: signal,
          onResponse: (response) => {
            status = response.status;
            header = (name) => response.headers.get(name);
            body = response.parsedBody ?? response.bodyAsText;
            const remaining = Number(header('x-ms-user-quota-remaining') ?? Number.NaN);
            const resetsAfterMs = durationMs(header('x-ms-user-quota-resets-after'));
            if (!Number.isNaN(remaining)) rate.learn(clock.now(), { remaining, resetsAfterMs });
          },
        },
      );
    } catch (error) {
      // A client that stumbles over a well-formed answer of another shape is judged by the shape below.
      const unanswered = status === undefined || (status === 200 && isRestError(error));
      if (unanswered || signal.aborted) return { ok: false, failure: classify(error, signal) };
    } finally {
      end(status);
    }
    if (status !== 200) {
      const failure = refusalOfQuery(refusal(status ?? 0, body, header, clock.date()));
      if (status === 429 && failure.retryAfterMs !== undefined) {
        rate.hold(clock.now() + Math.min(failure.retryAfterMs, options.retry.longestDelayMs));
      }
      return { ok: false, failure };
    }
    const page = pageOf(body, header);
    return page === undefined ? { ok: false, failure: unexpectedBody() } : { ok: true, value: page };
  };

  return {
    get waiting() {
      return queue.length;
    },
    get underWay() {
      return underWay;
    },
    get load() {
      return rate.load(clock.now());
    },
    async query(query, { attempts, ...waiting } = {}) {
      let text: string | undefined;
      const retry = {
        ...options.retry,
        attempts: Math.min(options.retry.attempts, attempts ?? options.retry.attempts),
      };
      const rows = new Map<string, ArmResource>();
      let read = 0;
      let top = ROWS_PER_PAGE;
      let skipToken: string | undefined;
      let truncated = false;
      const answer = (failure: Failure | undefined): GraphAnswer => ({
        rows: [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row),
        failure,
      });
      for (let pages = 1; ; pages += 1) {
        const attempt = (within: AbortSignal) => {
          text ??= typeof query === 'string' ? query : query();
          return send(text, top, skipToken, within);
        };
        underWay += 1;
        const outcome = await persist(attempt, retry, clock, waiting.signal, (task) =>
          queue.run(task, waiting),
        ).finally(() => {
          underWay -= 1;
        });
        if (!outcome.ok) {
          if (outcome.failure.detail === 'ResponsePayloadTooLarge' && top > 1) {
            top = Math.floor(top / 2);
            continue;
          }
          const later = rows.size > 0 && outcome.failure.reason !== 'THROTTLED';
          return answer(later ? failureOf('PAGE_CUT', outcome.failure.detail) : outcome.failure);
        }
        const page = outcome.value;
        for (const row of page.rows) rows.set(idKey(row.id), row);
        read += page.rows.length;
        truncated ||= page.truncated;
        if (page.skipToken === undefined) {
          const lost = truncated || read < page.totalRecords;
          return answer(lost ? failureOf('PAGE_CUT', 'ResultTruncated') : undefined);
        }
        if (page.skipToken === skipToken || pages >= options.pageCap)
          return answer(failureOf('PAGE_CUT', 'TooManyPages'));
        skipToken = page.skipToken;
      }
    },
  };
}

/** A query that is not found says nothing about the resources that it would have shown. */
function refusalOfQuery(failure: Failure): Failure {
  return failure.reason === 'NOT_FOUND' ? { ...failure, reason: 'READ_FAILED' } : failure;
}

/** Reads a page; undefined when it does not look as documented. `resultTruncated` is a word, not a boolean. */
function pageOf(body: unknown, header: HeaderReader): Page | undefined {
  if (!isObject(body) || !Array.isArray(body.data) || typeof body.totalRecords !== 'number') return undefined;
  const rows = (body.data as readonly Json[]).map(rowFrom);
  if (rows.some((row) => row === undefined)) return undefined;
  const skipToken = body.$skipToken;
  const hasNext = typeof skipToken === 'string' && skipToken !== '';
  const tooManySubscriptions = header('x-ms-tenant-subscription-limit-hit')?.toLowerCase() === 'true';
  return {
    rows: rows.filter((row) => row !== undefined),
    skipToken: hasNext ? skipToken : undefined,
    totalRecords: body.totalRecords,
    truncated: tooManySubscriptions || (!hasNext && String(body.resultTruncated).toLowerCase() === 'true'),
  };
}
