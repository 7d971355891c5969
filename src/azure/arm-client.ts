/**
 * A thin client for Azure Resource Manager that can only read. Azure's own management client is not used because it
 * fills in what the answer did not hold.
 */
import type { TokenCredential } from '@azure/core-auth';
import { createDefaultHttpClient, createPipelineRequest } from '@azure/core-rest-pipeline';
import type { Clock } from '../model/clock.ts';
import { isObject, type Json } from '../model/json.ts';
import { failureOfError } from './client-errors.ts';
import { type Failure, failureOf, type RequestOutcome, unexpectedBody } from './failure.ts';
import { createPipeline, outcomeOf } from './pipeline.ts';
import { type RateLimit, tokenBucket } from './rate-limit.ts';
import { createRequestQueue, type RequestQueue, type Waiting } from './request-queue.ts';
import { type RetryRules, withRetries } from './retry.ts';
import type { Recorder } from './statistics.ts';

/** Query parameters beside the api-version. */
export type Query = Readonly<Record<string, string>>;

/** Reads Azure Resource Manager. Both methods throw only when the signal is aborted. */
export interface ArmClient {
  /** The JSON body of one GET. `path` is an ARM id or a path below the endpoint, not percent-encoded. */
  get(path: string, apiVersion: string, query?: Query, waiting?: Waiting): Promise<RequestOutcome<Json>>;
  /** The items of all pages of a list. Where a page is missing the whole list fails; there are no shorter lists. */
  list(path: string, apiVersion: string, query?: Query, waiting?: Waiting): Promise<RequestOutcome<readonly Json[]>>;
  /** How many requests wait for their turn. */
  readonly waiting: number;
  /** How many reads are not answered yet, those that wait included. */
  readonly underWay: ReadsUnderWay;
}

/** Reads that are not answered yet. */
export interface ReadsUnderWay {
  readonly all: number;
  /** Those of them that a person was waiting for when they began. */
  readonly urgent: number;
}

/** What the client is made from. */
export interface ArmClientOptions {
  readonly credential: TokenCredential;
  /** For example `https://management.azure.com`. The token is sent to this origin only. */
  readonly endpoint: string;
  readonly scope: string;
  readonly ca?: string | undefined;
  readonly userAgent: string;
  readonly retry: RetryRules;
  /** Requests at once for one subscription. */
  readonly inFlight: number;
  /** What share of the limit reads may use that nobody waits for, from 0 up to 1. */
  readonly backgroundShare: number;
  /** Pages of one list at most; a longer one fails with PAGE_CUT. */
  readonly pageCap: number;
  readonly clock: Clock;
  readonly recorder: Recorder;
}

/** What reads of one subscription share. */
interface SubscriptionReads {
  readonly queue: RequestQueue;
  readonly rate: RateLimit;
}

/**
 * 250 reads at once, 25 more each second, for each subscription and principal. A few of them are left alone,
 * because requests do not arrive at the same distance from each other as they were sent.
 */
const READS = { atOnce: 250 - 8, perSecond: 25 } as const;

const REMAINING = 'x-ms-ratelimit-remaining-subscription-reads';

/** Requests at once to all subscriptions together: more would only cost memory, and a handshake each. */
const MOST_AT_ONCE = 64;

/** Makes a client. Nothing is sent until it is asked. */
export function createArmClient(options: ArmClientOptions): ArmClient {
  const { clock, recorder } = options;
  const pipeline = createPipeline(options);
  const http = createDefaultHttpClient();
  const subscriptions = new Map<string, SubscriptionReads>();
  const connections = createRequestQueue({ width: MOST_AT_ONCE, clock });
  const underWay = { urgent: 0, other: 0 };

  const readsOf = (url: URL): SubscriptionReads => {
    const key = /^\/subscriptions\/([^/]+)/i.exec(url.pathname)?.[1]?.toLowerCase() ?? '';
    const known = subscriptions.get(key);
    if (known !== undefined) return known;
    const { inFlight: width, backgroundShare: share } = options;
    const rate = tokenBucket(READS.atOnce, READS.perSecond);
    const background = tokenBucket(READS.atOnce * share, READS.perSecond * share);
    const made = { rate, queue: createRequestQueue({ width, clock, rate, background }) };
    subscriptions.set(key, made);
    return made;
  };

  const send = async (url: URL, rate: RateLimit, signal: AbortSignal): Promise<RequestOutcome<Json>> => {
    const end = recorder.begin('arm', url.pathname);
    let status: number | undefined;
    try {
      const request = createPipelineRequest({
        url: url.href,
        method: 'GET',
        abortSignal: signal,
        timeout: 0,
      });
      request.headers.set('accept', 'application/json');
      const response = await pipeline.sendRequest(http, request);
      status = response.status;
      const remaining = response.headers.get(REMAINING);
      if (remaining !== undefined && /^\d+$/.test(remaining)) rate.learn(clock.now(), { remaining: Number(remaining) });
      const outcome = outcomeOf(response, clock);
      if (status === 429 && !outcome.ok && outcome.failure.retryAfter !== undefined) {
        rate.hold(clock.now() + Math.min(outcome.failure.retryAfter, options.retry.longestDelayMs));
      }
      return outcome;
    } catch (error) {
      return { ok: false, failure: failureOfError(error, signal) };
    } finally {
      end(status);
    }
  };

  const read = async (url: URL, waiting: Waiting): Promise<RequestOutcome<Json>> => {
    const { queue, rate } = readsOf(url);
    // Each attempt takes a place of its own, so that nobody waits behind a pause.
    const attempt = (within: AbortSignal) => send(url, rate, within);
    const kind = (waiting.priority?.() ?? 'question') === 'question' ? 'urgent' : 'other';
    underWay[kind] += 1;
    return await withRetries(attempt, options.retry, clock, waiting.signal, (task) =>
      queue.run(() => connections.run(task, waiting), waiting),
    ).finally(() => {
      underWay[kind] -= 1;
    });
  };

  return {
    get waiting() {
      return [...subscriptions.values()].reduce((sum, { queue }) => sum + queue.length, connections.length);
    },
    get underWay() {
      const { urgent, other } = underWay;
      return { all: urgent + other, urgent };
    },
    async get(path, apiVersion, query, waiting = {}) {
      const url = addressOf(options.endpoint, path, apiVersion, query);
      return url === undefined ? invalidPath() : await read(url, waiting);
    },
    async list(path, apiVersion, query, waiting = {}) {
      const first = addressOf(options.endpoint, path, apiVersion, query);
      if (first === undefined) return invalidPath();
      return await everyPage(first, options.pageCap, (url) => read(url, waiting));
    },
  };
}

/** Reads a list page by page, so many at most. */
async function everyPage(
  first: URL,
  most: number,
  read: (url: URL) => Promise<RequestOutcome<Json>>,
): Promise<RequestOutcome<readonly Json[]>> {
  const items: Json[] = [];
  const seen = new Set<string>();
  let url: URL | undefined = first;
  while (url !== undefined) {
    if (seen.has(url.href)) return cut('RepeatedNextLink');
    if (seen.size >= most) return cut('TooManyPages');
    seen.add(url.href);
    const page = pageOf(await read(url), url);
    if (!page.ok) return seen.size === 1 ? page : cutBy(page.failure);
    items.push(...page.value.items);
    url = page.value.next;
    // The next page's address comes from outside; the token must not follow it to another host.
    if (url !== undefined && url.origin !== first.origin) return cut('ForeignNextLink');
  }
  return { ok: true, value: items };
}

/** One page of a list. */
interface ListPage {
  readonly items: readonly Json[];
  /** The address of the next page; undefined on the last one. */
  readonly next: URL | undefined;
}

function pageOf(outcome: RequestOutcome<Json>, url: URL): RequestOutcome<ListPage> {
  if (!outcome.ok) return outcome;
  const page = outcome.value;
  if (!isObject(page) || !Array.isArray(page.value)) return { ok: false, failure: unexpectedBody() };
  return { ok: true, value: { items: page.value as readonly Json[], next: nextAfter(url, page.nextLink ?? '') } };
}

/** What is no address leads nowhere that a token may go. */
const NOWHERE = new URL('about:blank');

function nextAfter(url: URL, link: Json): URL | undefined {
  if (link === '') return undefined;
  return (typeof link === 'string' ? URL.parse(link, url.href) : null) ?? NOWHERE;
}

/** Once a page was read, a later failure means a list without its end; throttling is told as such. */
function cutBy(failure: Failure): RequestOutcome<never> {
  return failure.reason === 'THROTTLED' ? { ok: false, failure } : cut(failure.detail);
}

/** The address of a path; undefined where the path would lead out of itself. */
function addressOf(endpoint: string, path: string, apiVersion: string, query: Query = {}): URL | undefined {
  const segments = path.replace(/^\/+|\/+$/g, '').split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) return undefined;
  const url = new URL(`/${segments.map(encodeURIComponent).join('/')}`, endpoint);
  for (const [name, value] of Object.entries({ ...query, 'api-version': apiVersion }))
    url.searchParams.set(name, value);
  return url;
}

function cut(detail: string): RequestOutcome<never> {
  return { ok: false, failure: failureOf('PAGE_CUT', detail) };
}

function invalidPath(): RequestOutcome<never> {
  return { ok: false, failure: failureOf('READ_FAILED', 'InvalidResourceId') };
}
