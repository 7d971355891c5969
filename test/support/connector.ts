/** A Bot Connector on loopback: the public v3 API as Teams offers it, with an issuer of tokens of its own. */

import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';

export const APP = '11111111-1111-4111-8111-111111111111';
export const TENANT = '22222222-2222-4222-8222-222222222222';
export const OTHER_TENANT = '99999999-9999-4999-8999-999999999999';
export const ISSUER = 'https://api.botframework.com';
export const BOT = `28:${APP}`;

/** One request that the bot made. */
export interface Heard {
  readonly method: string;
  /** Path below the service address, decoded. */
  readonly path: string;
  readonly authorization: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies by path.
  readonly body: any;
}

/** How the connector answers one request, instead of taking it. */
export interface Fault {
  readonly method?: string;
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Connector {
  /** The service address to put into activities. */
  readonly serviceUrl: string;
  /** Where the keys of the issuer are described. */
  readonly openIdMetadataUrl: string;
  /** Everything heard so far, in order; requests for keys and members are not among it. */
  readonly heard: readonly Heard[];
  /** Ids of members that were looked up. */
  readonly lookedUp: readonly string[];
  /** Forgets what was heard and looked up. */
  forget(): void;
  /** How often the keys of the issuer, or the address of them, were asked for. */
  readonly keyRequests: number;
  /** What becomes of such requests from now on. */
  keys(state: 'served' | 'hanging' | 'broken'): void;
  /** The next request of that method (or any) fails so, once. */
  fail(fault: Fault): void;
  /** Who is a member, and of which tenant. */
  member(id: string, tenantId: string, userRole?: string): void;
  /** Somebody is no member any more. */
  forgetMember(id: string): void;
  /** From now on nobody is told who is a member. */
  hideMembers(): void;
  /** The bot is not in that conversation: there it may neither speak nor look anybody up. */
  leave(conversationId: string): void;
  /** Waits until so many requests were heard; throws after two seconds. */
  until(count: number): Promise<readonly Heard[]>;
  /** The header of a token as the channel would sign it, with what is changed about it. */
  bearer(change?: TokenChange): string;
  stop(): Promise<void>;
}

export interface TokenChange {
  readonly claims?: Record<string, unknown>;
  /** Signs with a key that the issuer does not publish, under the published key id. */
  readonly otherKey?: boolean;
  /** The id of the key: `k1` by default; `k-slack` may sign for another channel only. */
  readonly keyid?: string;
  readonly algorithm?: 'RS256' | 'HS256' | 'none';
}

/** The issuer's key, made when it is first asked for; forgers know its public half. */
export const issuerKey = keyPair();
const otherKey = keyPair();

function keyPair(): () => { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  let made: ReturnType<ReturnType<typeof keyPair>> | undefined;
  return () => {
    made ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
    return made;
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

const OUTSIDE: Answer = {
  status: 403,
  body: { error: { code: 'BotNotInConversationRoster', message: 'The bot is not part of the conversation.' } },
};

/** Starts a connector. */
export async function startConnector(): Promise<Connector> {
  const heard: Heard[] = [];
  const lookedUp: string[] = [];
  const faults: Fault[] = [];
  const members = new Map<string, { readonly tenantId: string; readonly userRole: string | undefined }>();
  const left = new Set<string>();
  let areMembersHidden = false;
  const waiting = new Set<() => void>();
  let next = 1;
  let keyRequests = 0;
  let keyState: 'served' | 'hanging' | 'broken' = 'served';

  const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** What the issuer answers; undefined: nothing at all. */
  const keyAnswer = (path: string): Answer | undefined => {
    keyRequests += 1;
    if (keyState === 'hanging') return undefined;
    if (keyState === 'broken') return { status: 500, body: {} };
    if (path === '/keys/openid') return { status: 200, body: { issuer: ISSUER, jwks_uri: `${base()}/keys/jwks` } };
    const jwk = {
      ...issuerKey().publicKey.export({ format: 'jwk' }),
      kid: 'k1',
      use: 'sig',
      endorsements: ['msteams'],
    };
    return { status: 200, body: { keys: [jwk, { ...jwk, kid: 'k-slack', endorsements: ['slack'] }] } };
  };

  const memberAnswer = (member: string, isOutside: boolean): Answer => {
    lookedUp.push(member);
    const away = { error: { code: 'ServiceUnavailable' } };
    if (areMembersHidden) return { status: 503, body: away, headers: { 'retry-after': '0' } };
    if (isOutside) return OUTSIDE;
    const known = members.get(member);
    return known === undefined
      ? { status: 404, body: { error: { code: 'MemberNotFound' } } }
      : { status: 200, body: { id: member, ...known } };
  };

  const messageAnswer = (method: string, path: string, isOutside: boolean): Answer => {
    const at = faults.findIndex((fault) => fault.method === undefined || fault.method === method);
    const [fault] = at < 0 ? [] : faults.splice(at, 1);
    if (fault !== undefined) return { body: { error: { code: 'Fault' } }, ...fault };
    if (isOutside) return OUTSIDE;
    if (method === 'POST') return { status: 201, body: { id: `m${next++}` } };
    if (method === 'PUT') return { status: 200, body: { id: path.split('/').at(-1) } };
    return { status: method === 'DELETE' ? 200 : 405, body: {} };
  };

  const answerTo = async (request: IncomingMessage): Promise<Answer | undefined> => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    if (path.startsWith('/keys/')) return keyAnswer(path);
    const isOutside = left.has(/\/v3\/conversations\/([^/]+)/.exec(path)?.[1] ?? '');
    const member = /\/v3\/conversations\/[^/]+\/members\/([^/]+)$/.exec(path)?.[1];
    if (member !== undefined) return memberAnswer(member, isOutside);
    const body = await bodyOf(request);
    const method = request.method ?? '';
    heard.push({ method, path: path.replace(/^\/teams/, ''), authorization: request.headers.authorization, body });
    for (const wake of waiting) wake();
    return messageAnswer(method, path, isOutside);
  };

  const server = createServer(async (request, response) => {
    const answer = await answerTo(request);
    if (answer === undefined) return;
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `${base()}/teams`;

  return {
    serviceUrl,
    openIdMetadataUrl: `${base()}/keys/openid`,
    heard,
    lookedUp,
    forget() {
      heard.length = 0;
      lookedUp.length = 0;
    },
    get keyRequests() {
      return keyRequests;
    },
    keys: (state) => {
      keyState = state;
    },
    fail: (fault) => void faults.push(fault),
    member: (id, tenantId, userRole) => void members.set(id, { tenantId, userRole }),
    forgetMember: (id) => void members.delete(id),
    hideMembers: () => {
      areMembersHidden = true;
    },
    leave: (conversationId) => void left.add(conversationId),
    async until(count) {
      const { promise, resolve, reject } = Promise.withResolvers<readonly Heard[]>();
      const wake = () => heard.length >= count && resolve(heard);
      const timer = setTimeout(() => reject(new Error(`Heard ${heard.length} requests, not ${count}.`)), 100_000);
      waiting.add(wake);
      wake();
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(wake);
      });
    },
    bearer: (change = {}) => `Bearer ${sign(serviceUrl, change)}`,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function sign(serviceUrl: string, { claims, otherKey: other, keyid = 'k1', algorithm = 'RS256' }: TokenChange): string {
  const payload = {
    serviceurl: serviceUrl,
    iss: ISSUER,
    aud: APP,
    exp: Math.floor(Date.now() / 1000) + 300,
    ...claims,
  };
  const pem = (pair: { privateKey: KeyObject }) => pair.privateKey.export({ type: 'pkcs8', format: 'pem' });
  if (algorithm === 'none') return jwt.sign(payload, '', { algorithm });
  if (algorithm === 'HS256') return jwt.sign(payload, 'secret', { algorithm, keyid });
  return jwt.sign(payload, pem(other === true ? otherKey() : issuerKey()), { algorithm, keyid });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}

/** A message of a person to the bot, as Teams delivers it, with what is different about it. */
export function messageActivity(serviceUrl: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: 'a1',
    text: 'is apim-prod ready for March 2026?',
    channelId: 'msteams',
    serviceUrl,
    locale: 'en-GB',
    from: { id: '29:ann', name: 'Ann', aadObjectId: '33333333-3333-4333-8333-333333333333' },
    recipient: { id: BOT, name: 'Readiness' },
    conversation: { id: 'a:one', conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    entities: [{ type: 'clientInfo', locale: 'en-GB', timezone: 'Europe/Stockholm' }],
    ...change,
  };
}
