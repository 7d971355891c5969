/** What the simulated Azure was asked: each request, for tests, and how many there were. */
import { isObject } from './estate.ts';
import type { IncomingRequest } from './http.ts';
import { compileQuery } from './kusto/query.ts';

/** One request as the simulator saw it. */
export interface LoggedRequest {
  readonly method: string;
  /** As it was asked for, percent-encoding removed. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The query's text, for Resource Graph only. */
  readonly kql?: string;
  /** The table that the query reads, when the query is valid. */
  readonly table?: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970; 0 while the request is under way. */
  readonly endedAt: number;
  /** HTTP status; 0 while the request is under way, and for an answer that was cut. */
  readonly status: number;
}

/** Requests by what they asked for, sign-in left out. */
export interface RequestCounts {
  /** GETs to Resource Manager, and queries to Resource Graph. */
  readonly arm: number;
  readonly graph: number;
  /** How many of them were answered with 429. */
  readonly throttled: number;
}

/** The entry of a request that has just come. */
export function logEntry({ request, url, path, json }: IncomingRequest, startedAt: number): LoggedRequest {
  const kql = isObject(json) && typeof json.query === 'string' ? json.query : undefined;
  const table = kql === undefined ? undefined : tableOf(kql);
  return {
    method: request.method ?? 'GET',
    path,
    query: Object.fromEntries(url.searchParams),
    ...(kql === undefined ? {} : { kql }),
    ...(table === undefined ? {} : { table }),
    startedAt,
    endedAt: 0,
    status: 0,
  };
}

/** Counts a request that was answered. */
export function countIn(
  counts: { -readonly [name in keyof RequestCounts]: number },
  { kql, path, status }: LoggedRequest,
): void {
  if (kql !== undefined) counts.graph += 1;
  else if (/^\/(subscriptions|providers)\b/i.test(path)) counts.arm += 1;
  else return;
  if (status === 429) counts.throttled += 1;
}

function tableOf(kql: string): string | undefined {
  try {
    return compileQuery(kql).table;
  } catch {
    return undefined;
  }
}
