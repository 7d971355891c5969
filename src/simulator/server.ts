/** Starts the simulated Azure on loopback: Resource Manager, Resource Graph, Microsoft Graph, sign-in and managed identity. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpAnswer } from './answer.ts';
import { failure } from './answer.ts';
import { answerGet } from './arm.ts';
import type { ArmSetting } from './arm-setting.ts';
import { makeCertificate } from './certificate.ts';
import { answerDirectory, DIRECTORY_ROOT, type DirectorySetting } from './directory.ts';
import type { ParsedEstate } from './estate.ts';
import { isObject } from './estate.ts';
import type { Fault, LoggedRequest } from './faults.ts';
import { BROKEN_PAGE, createFaults, faultyAnswer } from './faults.ts';
import { answerQuery, GRAPH_PATH, type GraphSetting } from './graph.ts';
import type { IncomingRequest } from './http.ts';
import { close, header, listen, read, write } from './http.ts';
import { languageScripts } from './kusto/language.ts';
import { compileQuery } from './kusto/query.ts';
import { type Landscape, landscape } from './landscape.ts';
import { resourcePath } from './resource-id.ts';
import { graphRows } from './rows.ts';
import { createQueryQuota, createReadBuckets } from './throttle.ts';
import { answerIdentity, answerSignIn, createIssuer, MICROSOFT_GRAPH, type TokenPerson } from './tokens.ts';

export type { Fault, LoggedRequest } from './faults.ts';

export interface SimulatorOptions {
  /** Keeps every request in `requests`, for tests; off without it, because it grows for ever. */
  readonly record?: boolean;
  /** Milliseconds before every answer; 0 without it. */
  readonly latencyMs?: number;
  /** Enforces Azure's read limits; off without it. */
  readonly throttle?: boolean;
  readonly faults?: readonly Fault[];
  /** What people may read with their own rights, by object id; nobody else's token reads anything. Apps read all of the estate. */
  readonly people?: ReadonlyMap<string, ParsedEstate> | undefined;
  /** What Microsoft Graph knows of groups; without it no app may ask. */
  readonly directory?: DirectorySetting | undefined;
  /** The clock of the tokens and of Azure Monitor; the real one without it. */
  readonly now?: () => Date;
  /** The clock of the read limits, in milliseconds that never go back; the real one without it. */
  readonly clock?: () => number;
  /** Members per page of an ARM list; 100 without it. */
  readonly pageSize?: number;
  /** Rows per page of Resource Graph at most; 1000 without it, which is Azure's own limit. */
  readonly graphPageSize?: number;
}

export interface Simulator {
  /** `https://127.0.0.1:PORT`: Resource Manager, Resource Graph and Microsoft Graph. */
  readonly endpoint: string;
  /** For `authorityHost` of a credential, with `disableInstanceDiscovery`. */
  readonly authorityHost: string;
  /** For the environment variable IDENTITY_ENDPOINT. */
  readonly identityEndpoint: string;
  /** For the environment variable IDENTITY_HEADER. */
  readonly identityHeader: string;
  /** PEM of the authority that clients have to trust. */
  readonly ca: string;
  readonly tenantId: string;
  /** Every request so far, sign-in included, in order of arrival; empty without `record`. */
  readonly requests: LoggedRequest[];
  /** How many requests came so far. */
  readonly counts: RequestCounts;
  /** Replaces the faults from the next request on. */
  setFaults(faults: readonly Fault[]): void;
  /** Serves another estate of the same tenant from the next request on: somebody changed something. */
  setEstate(estate: ParsedEstate): void;
  /** What a person signs in to an app with. */
  userToken(person: TokenPerson, audience: string): string;
  stop(): Promise<void>;
}

/** Requests by what they asked for, sign-in left out. */
export interface RequestCounts {
  /** GETs to Resource Manager, and queries to Resource Graph. */
  readonly arm: number;
  readonly graph: number;
  /** How many of them were answered with 429. */
  readonly throttled: number;
}

/** @throws Error with one sentence when a development dependency is missing */
export async function startSimulator(estate: ParsedEstate, options: SimulatorOptions = {}): Promise<Simulator> {
  languageScripts();
  const { key, cert } = await makeCertificate();
  const served = landscape(estate);
  const nothing: ParsedEstate = { ...estate, resources: new Map() };
  const requests: LoggedRequest[] = [];
  const counts = { arm: 0, graph: 0, throttled: 0 };
  const identityHeader = randomUUID();
  const clock = options.clock ?? (() => performance.now());
  const admitQuery = createQueryQuota(clock);
  const admitRead = createReadBuckets(clock);
  const stopping = new AbortController();
  let chooseFault = createFaults(options.faults ?? []);

  const secure = createServer({ key, cert }, (request, response) => void serve(request, response, answerAzure));
  const plain = createPlainServer((request, response) => void serve(request, response, answerManagedIdentity));
  const endpoint = `https://127.0.0.1:${await listen(secure)}`;
  const identityEndpoint = `http://127.0.0.1:${await listen(plain)}/msi/token`;
  const now = options.now ?? (() => new Date());
  const issuer = createIssuer(estate.tenantId, endpoint, now);
  const settingsOf = (shown: Landscape): { readonly arm: ArmSetting; readonly graph: GraphSetting } => ({
    arm: { landscape: shown, endpoint, pageSize: options.pageSize ?? 100, now },
    graph: {
      landscape: shown,
      rows: graphRows(shown),
      compile: compileQuery,
      pageSize: options.graphPageSize ?? 1000,
    },
  });
  let ofApps = settingsOf(served);
  const ofPeople = new Map<string, ReturnType<typeof settingsOf>>();

  /** Everybody reads what they may, and an app everything. */
  function settingFor(incoming: IncomingRequest): ReturnType<typeof settingsOf> {
    const person = issuer.personOf(header(incoming.request, 'authorization')?.slice('Bearer '.length));
    if (person === undefined) return ofApps;
    const known = ofPeople.get(person.oid) ?? settingsOf(landscape(options.people?.get(person.oid) ?? nothing));
    ofPeople.set(person.oid, known);
    return known;
  }

  function answerManagedIdentity({ request, url }: IncomingRequest): HttpAnswer {
    return answerIdentity(issuer, identityHeader, header(request, 'x-identity-header'), url.searchParams);
  }

  function answerAzure(incoming: IncomingRequest): HttpAnswer {
    const { request, url, path, body } = incoming;
    const method = request.method ?? 'GET';
    const signIn = answerSignIn(issuer, estate.tenantId, endpoint, { method, path, body });
    if (signIn !== undefined) return signIn;
    if (url.searchParams.get('$skiptoken') === BROKEN_PAGE)
      return failure(500, 'InternalServerError', 'The page is broken.');
    return path.startsWith(DIRECTORY_ROOT) ? directoryAnswer(incoming) : controlPlaneAnswer(incoming);
  }

  function controlPlaneAnswer(incoming: IncomingRequest): HttpAnswer {
    const { request, path } = incoming;
    const method = request.method ?? 'GET';
    const refusal = issuer.refusal(header(request, 'authorization'));
    if (refusal !== undefined) return refusal;
    const isQuery = path.toLowerCase() === GRAPH_PATH;
    if (method !== (isQuery ? 'POST' : 'GET')) {
      return failure(405, 'MethodNotAllowed', `The simulated Azure only reads: ${method} is refused.`);
    }
    return isQuery ? graphAnswer(incoming) : armAnswer(incoming);
  }

  function directoryAnswer({ request, path, json }: IncomingRequest): HttpAnswer {
    const refusal = issuer.refusal(header(request, 'authorization'), MICROSOFT_GRAPH);
    return refusal ?? answerDirectory(options.directory, request.method ?? 'GET', path, json);
  }

  function graphAnswer(incoming: IncomingRequest): HttpAnswer {
    const { url, json } = incoming;
    const { graph } = settingFor(incoming);
    if (options.throttle !== true) return withHeaders(answerQuery(graph, url.searchParams, json), quotaHeaders(15, 5));
    const { admitted, remaining, retryAfter } = admitQuery();
    if (admitted) return withHeaders(answerQuery(graph, url.searchParams, json), quotaHeaders(remaining, retryAfter));
    const headers = { ...quotaHeaders(0, retryAfter), 'retry-after': String(retryAfter) };
    return failure(429, 'RateLimiting', 'Please provide fewer requests: the quota of queries is used up.', headers);
  }

  function armAnswer(incoming: IncomingRequest): HttpAnswer {
    const { path, url } = incoming;
    const { arm } = settingFor(incoming);
    if (options.throttle !== true) return answerGet(arm, path, url.searchParams);
    const { admitted, remaining, retryAfter } = admitRead(resourcePath(path).subscriptionId ?? 'tenant');
    if (!admitted) {
      const message = 'Number of read requests for the subscription exceeded the limit.';
      return failure(429, 'SubscriptionRequestsThrottled', message, { 'retry-after': String(retryAfter) });
    }
    const headers = { 'x-ms-ratelimit-remaining-subscription-reads': String(remaining) };
    return withHeaders(answerGet(arm, path, url.searchParams), headers);
  }

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (incoming: IncomingRequest) => HttpAnswer,
  ) {
    const startedAt = Date.now();
    try {
      const incoming = await read(request, endpoint);
      const entry = logEntry(incoming, startedAt);
      if (options.record === true) requests.push(entry);
      const fault = chooseFault(entry);
      const wait = (options.latencyMs ?? 0) + delayOf(fault);
      if (wait > 0) await sleep(wait, undefined, { signal: stopping.signal });
      const honest = () => answer(incoming);
      const given = fault === undefined ? honest() : faultyAnswer(fault, honest, incoming.url);
      const status = write(response, given, fault?.kind);
      Object.assign(entry, { endedAt: Date.now(), status });
      countIn(counts, entry);
    } catch (error) {
      if (response.headersSent || response.destroyed || stopping.signal.aborted) response.destroy();
      else write(response, simulatorFailure(error), undefined);
    }
  }

  return {
    endpoint,
    authorityHost: endpoint,
    identityEndpoint,
    identityHeader,
    ca: cert,
    tenantId: estate.tenantId,
    requests,
    counts,
    setFaults: (faults) => {
      chooseFault = createFaults(faults);
    },
    setEstate: (changed) => {
      ofApps = settingsOf(landscape(changed));
    },
    userToken: (person, audience) => issuer.issue(audience, person).token,
    stop: async () => {
      stopping.abort();
      await Promise.all([close(secure), close(plain)]);
    },
  };
}

/** How long a fault holds an answer back, in milliseconds. */
function delayOf(fault: Fault | undefined): number {
  return fault?.delayMs ?? (fault?.kind === 'slow' ? 1000 : 0);
}

function simulatorFailure(error: unknown): HttpAnswer {
  return failure(500, 'SimulatorError', error instanceof Error ? error.message : String(error));
}

function logEntry({ request, url, path, json }: IncomingRequest, startedAt: number): LoggedRequest {
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

function countIn(
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

function quotaHeaders(remaining: number, seconds: number): Record<string, string> {
  return {
    'x-ms-user-quota-remaining': String(remaining),
    'x-ms-user-quota-resets-after': `00:00:${String(seconds).padStart(2, '0')}`,
  };
}

function withHeaders(answer: HttpAnswer, headers: Readonly<Record<string, string>>): HttpAnswer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
