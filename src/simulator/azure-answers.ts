/** How the simulated Azure answers a request: sign-in, Resource Manager, Resource Graph or Microsoft Graph, to whom may ask, within its limits. */
import type { HttpAnswer } from './answer.ts';
import { failure } from './answer.ts';
import { answerGet } from './arm.ts';
import type { ArmSetting } from './arm-setting.ts';
import { answerDirectory, DIRECTORY_ROOT, type DirectorySetting } from './directory.ts';
import type { ParsedEstate } from './estate.ts';
import { BROKEN_PAGE } from './faults.ts';
import { answerQuery, GRAPH_PATH, type GraphSetting } from './graph.ts';
import { header, type IncomingRequest } from './http.ts';
import { compileQuery } from './kusto/query.ts';
import { type Landscape, landscape } from './landscape.ts';
import { resourcePath } from './resource-id.ts';
import { graphRows } from './rows.ts';
import { createQueryQuota, createReadBuckets } from './throttle.ts';
import { answerSignIn, MICROSOFT_GRAPH, type TokenIssuer } from './tokens.ts';

/** What answers may depend on, beside the estate. */
export interface AnswerOptions {
  /** What people may read with their own rights, by object id; nobody else's token reads anything. Apps read all of the estate. */
  readonly people?: ReadonlyMap<string, ParsedEstate> | undefined;
  /** What Microsoft Graph knows of groups; without it no app may ask. */
  readonly directory?: DirectorySetting | undefined;
  /** Enforces Azure's read limits; off without it. */
  readonly throttle?: boolean;
  /** The clock of the read limits, in milliseconds that never go back; the real one without it. */
  readonly clock?: () => number;
  /** Members per page of an ARM list; 100 without it. */
  readonly pageSize?: number;
  /** Rows per page of Resource Graph at most; 1000 without it, which is Azure's own limit. */
  readonly graphPageSize?: number;
}

/** Where it answers, and by whose tokens. */
interface Surroundings {
  readonly endpoint: string;
  readonly issuer: TokenIssuer;
  readonly now: () => Date;
}

/** Answers requests. */
export interface AzureAnswers {
  answer(incoming: IncomingRequest): HttpAnswer;
  /** Answers from another estate of the same tenant from now on. */
  setEstate(estate: ParsedEstate): void;
}

/** Makes the answers of one estate. */
export function createAzureAnswers(
  estate: ParsedEstate,
  { people, directory, throttle = false, pageSize = 100, graphPageSize = 1000, ...rest }: AnswerOptions & Surroundings,
): AzureAnswers {
  const { endpoint, issuer, now, clock = () => performance.now() } = rest;
  const nothing: ParsedEstate = { ...estate, resources: new Map() };
  const admitQuery = createQueryQuota(clock);
  const admitRead = createReadBuckets(clock);

  const settingsOf = (shown: Landscape): { readonly arm: ArmSetting; readonly graph: GraphSetting } => ({
    arm: { landscape: shown, endpoint, pageSize, now },
    graph: {
      landscape: shown,
      rows: graphRows(shown),
      compile: compileQuery,
      pageSize: graphPageSize,
    },
  });
  let ofApps = settingsOf(landscape(estate));
  const ofPeople = new Map<string, ReturnType<typeof settingsOf>>();

  /** Everybody reads what they may, and an app everything. */
  function settingFor(incoming: IncomingRequest): ReturnType<typeof settingsOf> {
    const person = issuer.personOf(header(incoming.request, 'authorization')?.slice('Bearer '.length));
    if (person === undefined) return ofApps;
    const known = ofPeople.get(person.oid) ?? settingsOf(landscape(people?.get(person.oid) ?? nothing));
    ofPeople.set(person.oid, known);
    return known;
  }

  function answer(incoming: IncomingRequest): HttpAnswer {
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
    return refusal ?? answerDirectory(directory, request.method ?? 'GET', path, json);
  }

  function graphAnswer(incoming: IncomingRequest): HttpAnswer {
    const { url, json } = incoming;
    const { graph } = settingFor(incoming);
    if (!throttle) return withHeaders(answerQuery(graph, url.searchParams, json), quotaHeaders(15, 5));
    const { admitted, remaining, retryAfter } = admitQuery();
    if (admitted) return withHeaders(answerQuery(graph, url.searchParams, json), quotaHeaders(remaining, retryAfter));
    const headers = { ...quotaHeaders(0, retryAfter), 'retry-after': String(retryAfter) };
    return failure(429, 'RateLimiting', 'Please provide fewer requests: the quota of queries is used up.', headers);
  }

  function armAnswer(incoming: IncomingRequest): HttpAnswer {
    const { path, url } = incoming;
    const { arm } = settingFor(incoming);
    if (!throttle) return answerGet(arm, path, url.searchParams);
    const { admitted, remaining, retryAfter } = admitRead(resourcePath(path).subscriptionId ?? 'tenant');
    if (!admitted) {
      const message = 'Number of read requests for the subscription exceeded the limit.';
      return failure(429, 'SubscriptionRequestsThrottled', message, { 'retry-after': String(retryAfter) });
    }
    const headers = { 'x-ms-ratelimit-remaining-subscription-reads': String(remaining) };
    return withHeaders(answerGet(arm, path, url.searchParams), headers);
  }

  return {
    answer,
    setEstate(changed) {
      ofApps = settingsOf(landscape(changed));
    },
  };
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
