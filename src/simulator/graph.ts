/** The simulated Azure Resource Graph. */
import { createHash } from 'node:crypto';
import type { HttpAnswer } from './answer.ts';
import { apiVersionFailure, authorizationFailure, failure } from './answer.ts';
import { isObject } from './estate.ts';
import type { GraphRow } from './kusto/plan.ts';
import { InvalidQueryError } from './kusto/plan.ts';
import type { CompiledQuery, CompileQuery } from './kusto/query.ts';
import type { Landscape } from './landscape.ts';
import { resourceKey, resourcePath } from './resource-id.ts';

/** Path of the query endpoint, lower-case. */
export const GRAPH_PATH = '/providers/microsoft.resourcegraph/resources';

/** Rows per page at most, and bytes per answer at most. */
const PAGE_MOST = 1000;
const ANSWER_BYTES_MOST = 16 * 1024 * 1024;

const ABOVE = new Set(['AtScopeAndAbove', 'AtScopeAboveAndBelow']);
const SCOPE_FILTERS = new Set(['AtScopeAndBelow', 'AtScopeExact', ...ABOVE]);

/** What the endpoint needs to answer. */
export interface GraphSetting {
  readonly landscape: Landscape;
  /** By table; `graphRows` makes them. */
  readonly rows: ReadonlyMap<string, readonly GraphRow[]>;
  readonly compile: CompileQuery;
  /** Rows per page, 1 to 1000. */
  readonly pageSize: number;
}

/** Answers one query. Whatever Resource Graph would not run is a 400, never an empty answer. */
export function answerQuery(setting: GraphSetting, query: URLSearchParams, body: unknown): HttpAnswer {
  const versionFailure = apiVersionFailure(query);
  if (versionFailure !== undefined) return versionFailure;
  try {
    const request = readRequest(body, setting.pageSize);
    const compiled = setting.compile(request.text);
    const scope = scopeOf(setting.landscape, request);
    if (scope === undefined) return authorizationFailure('Microsoft.ResourceGraph/resources/read', 'the subscriptions');
    const rows = compiled.run((setting.rows.get(compiled.table) ?? []).filter(scope));
    return page(request, compiled, rows);
  } catch (error) {
    if (error instanceof InvalidQueryError) return badRequest('InvalidQuery', error.problems);
    throw error;
  }
}

interface GraphRequest {
  readonly text: string;
  readonly subscriptions: readonly string[] | undefined;
  readonly top: number;
  readonly offset: number;
  readonly scopeFilter: string;
}

/** @throws InvalidQueryError when the body is not one that Resource Graph takes */
function readRequest(body: unknown, pageSize: number): GraphRequest {
  if (!isObject(body) || typeof body.query !== 'string') return refuse('The body must hold a query.');
  const { query: text, subscriptions, managementGroups } = body;
  if (managementGroups !== undefined)
    return refuse('The simulator takes subscriptions or no scope, no management groups.');
  if (subscriptions !== undefined && !isTextList(subscriptions))
    return refuse('"subscriptions" must be a list of ids.');
  const options = isObject(body.options) ? body.options : {};
  const { resultFormat = 'objectArray', authorizationScopeFilter: scopeFilter = 'AtScopeAndBelow' } = options;
  if (resultFormat !== 'objectArray') return refuse('The simulator answers in the format objectArray.');
  if (typeof scopeFilter !== 'string' || !SCOPE_FILTERS.has(scopeFilter))
    return refuse('Unknown authorizationScopeFilter.');
  const top = options.$top ?? PAGE_MOST;
  if (typeof top !== 'number' || !Number.isInteger(top) || top < 1 || top > PAGE_MOST) {
    return refuse(`$top must be between 1 and ${PAGE_MOST}.`);
  }
  return {
    text,
    subscriptions: subscriptions?.map((id) => id.toLowerCase()),
    top: Math.min(top, pageSize),
    offset: offsetOf(options.$skipToken, options.$skip, text),
    scopeFilter,
  };
}

/** Rows that the request's scope lets through; undefined when none of the subscriptions named can be read (docs/rules.md#reads). */
function scopeOf(landscape: Landscape, request: GraphRequest): ((row: GraphRow) => boolean) | undefined {
  const { subscriptions } = request;
  const above = ABOVE.has(request.scopeFilter);
  const readable = (id: string) => {
    const key = resourceKey(`/subscriptions/${id}`);
    return landscape.items.has(key) && !landscape.isDenied(key);
  };
  if (subscriptions !== undefined && subscriptions.length > 0 && !subscriptions.some(readable)) return undefined;
  return (row) => {
    const { subscriptionId } = resourcePath(String(row.id));
    if (subscriptionId === undefined) return above;
    return subscriptions === undefined || subscriptions.length === 0 || subscriptions.includes(subscriptionId);
  };
}

function page(request: GraphRequest, compiled: CompiledQuery, rows: readonly GraphRow[]): HttpAnswer {
  const end = request.offset + request.top;
  const data = rows.slice(request.offset, end);
  const more = rows.length > end;
  // Without the id there is no stable order to go on from (examples/ResourcesFirstPageQuery.json).
  const pageable = compiled.columns.includes('id');
  const body = {
    totalRecords: rows.length,
    count: data.length,
    resultTruncated: more && !pageable ? 'true' : 'false',
    ...(more && pageable ? { $skipToken: skipToken(request.text, end) } : {}),
    facets: [],
    data,
  };
  if (Buffer.byteLength(JSON.stringify(data)) > ANSWER_BYTES_MOST) {
    return badRequest('ResponsePayloadTooLarge', [
      `Response payload size is larger than ${ANSWER_BYTES_MOST} bytes. Select fewer columns or a smaller page.`,
    ]);
  }
  return { status: 200, body };
}

function skipToken(text: string, offset: number): string {
  return Buffer.from(JSON.stringify({ query: digest(text), offset })).toString('base64');
}

function offsetOf(token: unknown, skip: unknown, text: string): number {
  if (token === undefined) return typeof skip === 'number' && Number.isInteger(skip) && skip > 0 ? skip : 0;
  try {
    const { query, offset } = JSON.parse(Buffer.from(String(token), 'base64').toString()) as Record<string, unknown>;
    if (query === digest(text) && typeof offset === 'number') return offset;
  } catch {
    // An unreadable token is refused like one of another query.
  }
  return refuse('The $skipToken does not belong to this query.');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function badRequest(code: string, messages: readonly string[]): HttpAnswer {
  const message = 'Please provide below info when asking for support: timestamp, correlationId.';
  const { status, body } = failure(400, 'BadRequest', message);
  const details = messages.map((detail) => ({ code, message: detail }));
  return { status, body: { error: { ...(body as { error: object }).error, details } } };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function refuse(problem: string): never {
  throw new InvalidQueryError([problem]);
}
