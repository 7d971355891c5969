/** The HTTP edge: one endpoint for Teams, one for whoever watches the process. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Activity, InvokeResponse } from 'botbuilder';
import restify from 'restify';
import { faultFields } from '../conversation/fault.ts';
import { isObject, text } from '../model/json.ts';
import type { Log } from '../model/log.ts';
import type { TeamsAdapter } from './adapter.ts';
import { couldBeChannelToken, type Gate, isLoopback, refusal } from './gate.ts';
import { readJson } from './read-json.ts';

/** What the server stands on. */
export interface ServerParts {
  readonly adapter: TeamsAdapter;
  readonly gate: Gate;
  /** The issuer of the channel's tokens; `undefined` for a bot without a registration: then only loopback is heard. */
  readonly issuer: string | undefined;
  /** Runs a turn. `answered` resolves when the HTTP answer is out. Must not throw. */
  readonly turn: (
    authenticated: Awaited<ReturnType<TeamsAdapter['authenticate']>>,
    activity: Activity,
    answered: Promise<void>,
  ) => Promise<InvokeResponse | undefined>;
  readonly log: Log;
}

/** An answer to Teams: a status, and a body for an invoke. */
interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** Largest activity that is read, in bytes. Teams sends a few kilobytes. */
const largestBody = 256 * 1024;

/** Makes the server; it does not listen yet. */
export function createServer(parts: ServerParts): restify.Server {
  const server = restify.createServer({ name: 'apim-readiness-bot', ignoreTrailingSlash: true });
  server.on('upgrade', refuseUpgrade);
  server.get('/healthz', async (_request: restify.Request, response: restify.Response) => {
    response.send(200, { status: 'ok' });
  });
  server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
    const answered = Promise.withResolvers<void>();
    response.once('close', () => answered.resolve());
    const { status, body } = await answerTo(request, answered.promise, parts);
    if (status === 401) response.header('WWW-Authenticate', 'Bearer');
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

async function answerTo(request: restify.Request, answered: Promise<void>, parts: ServerParts): Promise<Answer> {
  const { issuer, log } = parts;
  if (issuer === undefined && !isLoopback(hostOf(request))) return { status: 403 };
  const { authorization = '' } = request.headers;
  if (issuer !== undefined && !couldBeChannelToken(authorization, issuer)) {
    log.warn('token refused', { why: 'not a token of the channel' });
    return { status: 401 };
  }
  const read = await readJson(request, largestBody);
  if (!read.ok) return { status: read.status };
  if (!isActivity(read.value)) return { status: 400 };
  return react(read.value, authorization, answered, parts);
}

async function react(
  activity: Activity,
  authorization: string,
  answered: Promise<void>,
  { adapter, gate, issuer, turn, log }: ServerParts,
): Promise<Answer> {
  const activityId = activity.id;
  // Another channel would be checked by another validator, which does not bind the token to a service address.
  if (issuer !== undefined && activity.channelId !== 'msteams') return { status: 401 };
  let authenticated: Awaited<ReturnType<TeamsAdapter['authenticate']>>;
  try {
    authenticated = await adapter.authenticate(activity, authorization);
  } catch (error) {
    const status = isAboutKeys(error) ? 503 : 401;
    log[status === 503 ? 'error' : 'warn']('token refused', { activityId, status, ...faultFields(error) });
    return { status };
  }
  const why = refusal(activity, gate);
  if (why !== undefined) {
    log.warn('turned away', { activityId, why });
    return { status: 403 };
  }
  const response = await turn(authenticated, activity, answered);
  return response === undefined ? { status: 200 } : { status: response.status, body: response.body };
}

/** The keys of the channel could not be fetched: that is no fault of the token, and Teams may deliver again. */
function isAboutKeys(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'FetchError' || /^Failed to load /.test(error.message);
}

/** Pages that a browser on this machine has open may reach loopback under a name of theirs. */
function hostOf(request: restify.Request): string {
  const { host } = request.headers;
  return host !== undefined && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
}

function isActivity(value: unknown): value is Activity {
  return isObject(value) && text(value, 'type') !== undefined && text(value, 'conversation', 'id') !== undefined;
}
