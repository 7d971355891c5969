/** The HTTP edge: one endpoint for Teams, two for whoever watches the process. Until a caller has proven itself, nothing costs much. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Activity, InvokeResponse } from 'botbuilder';
import restify from 'restify';
import { faultFields } from '../model/fault-fields.ts';
import { httpFailureOf } from '../model/http-failure.ts';
import type { Log } from '../model/log.ts';
import { couldBeActivity, isWhole } from './activity-shape.ts';
import type { TeamsAdapter } from './adapter.ts';
import type { Callers } from './callers.ts';
import { readJson } from './read-json.ts';
import type { Refusals } from './refusals.ts';
import { KeysAway } from './signing-keys.ts';
import type { TokenCheck } from './token-check.ts';
import { isLoopback, refusal, type Trust } from './trust.ts';

/** What the server stands on. */
export interface ServerParts {
  readonly adapter: TeamsAdapter;
  readonly trust: Trust;
  /** Checks tokens; `undefined` for a bot without a registration: then only loopback is heard. */
  readonly check: TokenCheck | undefined;
  readonly callers: Callers;
  readonly refusals: Refusals;
  /** Runs a turn. `answered` resolves when the HTTP answer is out. Must not throw. */
  readonly turn: (
    authenticated: Awaited<ReturnType<TeamsAdapter['authenticate']>>,
    activity: Activity,
    answered: Promise<void>,
  ) => Promise<InvokeResponse | undefined>;
  /** Why nothing can be answered now, and what is answered without; both as constants, empty when all is well. */
  readonly readiness: () => Readiness;
  readonly log: Log;
  readonly limits?: ServerLimits | undefined;
}

/** How able the bot is to answer. */
export interface Readiness {
  /** Why it answers nothing: whoever shares out requests should leave it out. */
  readonly missing: readonly string[];
  /** What it answers without. */
  readonly without: readonly string[];
}

/** What one caller may take up. Times are in milliseconds. */
export interface ServerLimits {
  /** Connections at once; more are closed at once. */
  readonly connections: number;
  /** From the first byte, or the connection, to the end of the headers. */
  readonly headers: number;
  /** From there to the end of the body. */
  readonly request: number;
  /** How often both are looked at. */
  readonly lookEvery: number;
}

const USUAL_LIMITS: ServerLimits = { connections: 500, headers: 10_000, request: 15_000, lookEvery: 2_000 };

/** An answer to Teams: a status, and a body for an invoke. */
interface ServerAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** Largest activity that is read, in bytes. Teams sends a few kilobytes. */
const LARGEST_BODY = 256 * 1024;

/** What a browser is to make of an answer, should one ever see it: nothing. */
const HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'X-Content-Type-Options': 'nosniff',
};

/** Headers of refusals: what the caller may try next. */
const HINTS: Readonly<Record<number, readonly [string, string]>> = {
  401: ['WWW-Authenticate', 'Bearer'],
  429: ['Retry-After', '10'],
  503: ['Retry-After', '5'],
};

/** Makes the server; it does not listen yet. */
export function createServer(parts: ServerParts): restify.Server {
  const { limits = USUAL_LIMITS, log } = parts;
  const server = restify.createServer({ name: '', ignoreTrailingSlash: true, noWriteContinue: true });
  server.server.maxConnections = limits.connections;
  server.server.headersTimeout = limits.headers;
  server.server.requestTimeout = limits.headers + limits.request;
  // An option of `http.createServer` that restify has no way to pass; it is read when listening begins.
  Object.assign(server.server, { connectionsCheckingInterval: limits.lookEvery });
  server.on('upgrade', refuseUpgrade);
  server.pre((_request, response, next) => {
    for (const [name, value] of Object.entries(HEADERS)) response.header(name, value);
    next();
  });
  // restify's own answers repeat the address that was asked for, or the message of an error.
  server.on('restifyError', (_request, response, error: unknown, done: () => void) => {
    const status = at4xx(error) ?? 500;
    if (status === 500) log.error('a request failed', faultFields(error));
    response.send(status);
    done();
  });
  server.get('/healthz', async (_request: restify.Request, response: restify.Response) => {
    response.send(200, { status: 'ok' });
  });
  server.get('/readyz', async (_request: restify.Request, response: restify.Response) => {
    const { missing, without } = parts.readiness();
    if (missing.length === 0) response.send(200, { status: 'ready', without });
    else response.send(503, { status: 'not ready', missing });
  });
  server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
    const answered = Promise.withResolvers<void>();
    response.once('close', () => answered.resolve());
    const { status, body } = await answerTo(request, response, answered.promise, parts);
    const hint = HINTS[status];
    if (hint !== undefined) response.header(...hint);
    // A caller that was refused pays for a new connection, and for no body that is still on its way.
    if (status >= 400) response.header('Connection', 'close');
    if (body === undefined) response.send(status);
    else response.send(status, body);
  });
  return server;
}

/**
 * restify passes a wish to change the protocol on to whoever listens. Where nobody did, the socket belonged to no one: Node
 * neither times it out nor closes it at the end.
 */
function refuseUpgrade(_request: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => undefined);
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () => socket.destroy());
}

async function answerTo(
  request: restify.Request,
  response: restify.Response,
  answered: Promise<void>,
  parts: ServerParts,
): Promise<ServerAnswer> {
  const stranger = await refuseStranger(request, parts);
  if (stranger !== undefined) return { status: stranger };
  if (request.headers.expect !== undefined) response.writeContinue();
  const read = await readJson(request, LARGEST_BODY);
  if (!read.ok) return refused(parts, read.status, 'body that is none');
  if (!couldBeActivity(read.value)) return refused(parts, 400, 'no activity');
  return react(read.value, request.headers.authorization ?? '', answered, parts);
}

/** The status for a caller that has not proven to be the channel; nothing but its headers is read. */
async function refuseStranger(request: restify.Request, parts: ServerParts): Promise<number | undefined> {
  const { check, callers } = parts;
  if (check === undefined) return isLoopback(hostOf(request)) ? undefined : refused(parts, 403, 'another host').status;
  const { authorization } = request.headers;
  if (!callers.mayTry(request.socket.remoteAddress ?? '', authorization)) {
    return refused(parts, 429, 'too many tries').status;
  }
  try {
    const why = await check(authorization);
    if (why !== undefined) return refused(parts, 401, why).status;
  } catch (error) {
    if (!(error instanceof KeysAway)) throw error;
    return refused(parts, 503, 'the keys are away', faultFields(error.cause)).status;
  }
  if (authorization !== undefined) callers.proven(authorization);
  return undefined;
}

async function react(
  activity: Activity,
  authorization: string,
  answered: Promise<void>,
  parts: ServerParts,
): Promise<ServerAnswer> {
  const { adapter, trust, check, turn } = parts;
  const activityId = activity.id;
  // Another channel would be checked by another validator, which does not bind the token to a service address.
  if (check !== undefined && activity.channelId !== 'msteams') return refused(parts, 401, 'another channel');
  let authenticated: Awaited<ReturnType<TeamsAdapter['authenticate']>>;
  try {
    authenticated = await adapter.authenticate(activity, authorization);
  } catch (error) {
    return refused(parts, 401, 'by botbuilder', { activityId, ...faultFields(error) });
  }
  const why = refusal(activity, trust);
  if (why !== undefined) return refused(parts, 403, why, { activityId });
  if (!isWhole(activity)) return refused(parts, 400, 'a field of another type', { activityId });
  const response = await turn(authenticated, activity, answered);
  return response === undefined ? { status: 200 } : { status: response.status, body: response.body };
}

function refused({ refusals }: ServerParts, status: number, why: string, fields?: Parameters<Refusals['add']>[1]) {
  refusals.add(why, { status, ...fields });
  return { status };
}

function at4xx(error: unknown): number | undefined {
  const { status } = httpFailureOf(error);
  return status !== undefined && status >= 400 && status < 500 ? status : undefined;
}

/** Pages that a browser on this machine has open may reach loopback under a name of theirs. */
function hostOf(request: restify.Request): string {
  const { host } = request.headers;
  return host !== undefined && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
}
