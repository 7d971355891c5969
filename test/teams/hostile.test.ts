/** Requests that nobody should send, one after the other against one running bot: each is refused, none reaches a handler. */

import { createHmac, generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import type { Conversation } from '../../src/conversation/conversation.ts';
import { everything } from '../../src/model/scope.ts';
import { settle } from '../support/clock.ts';
import {
  APP,
  type Connector,
  ISSUER,
  issuerKey,
  messageActivity,
  OTHER_TENANT,
  startConnector,
  TENANT,
  type TokenChange,
} from '../support/connector.ts';
import { rememberedLog } from '../support/conversation.ts';
import { openBot, registration, type TestBot } from '../support/teams-bot.ts';

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const log = rememberedLog();
const reached: string[] = [];
const noise = jest.spyOn(console, 'error');
let connector: Connector;
let running: TestBot;

const conversation: Conversation = {
  answer: async () => void reached.push('answer'),
  act: async () => void reached.push('act'),
  handOver: async () => void reached.push('handOver'),
  welcome: async () => void reached.push('welcome'),
  instanceSearch: new Proxy({} as Conversation['instanceSearch'], {
    get: (_, name) => async () => void reached.push(`instanceSearch.${String(name)}`),
  }),
};

beforeAll(async () => {
  connector = await startConnector();
  running = await openBot(
    log,
    {},
    {
      ...registration(connector),
      host: '127.0.0.1',
      conversation,
      callerLimits: { atOnce: 1_000, perSecond: 0 },
      serverLimits: { connections: 100, headers: 300, request: 300, lookEvery: 50 },
    },
  );
});

beforeEach(() => reached.splice(0));

afterAll(async () => {
  await running.bot.stop();
  await connector.stop();
  noise.mockRestore();
});

/** What is sent, as far as it differs from a right question. */
interface Hostile {
  readonly method?: string;
  readonly path?: string;
  readonly authorization?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly activity?: Readonly<Record<string, unknown>>;
  /** Instead of an activity. */
  readonly body?: string | Buffer;
}

type Case = readonly [name: string, status: number, hostile: () => Hostile];

function send({ method = 'POST', path = '/api/messages', headers, activity, body, ...rest }: Hostile): Promise<number> {
  const authorization = 'authorization' in rest ? rest.authorization : connector.bearer();
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: running.bot.port,
        path,
        method,
        headers: {
          'content-type': 'application/json',
          ...(authorization === undefined ? {} : { authorization }),
          ...headers,
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    // A refusal may arrive before the whole body has left.
    sent.on('error', reject);
    sent.end(body ?? JSON.stringify(messageActivity(connector.serviceUrl, activity)));
  });
}

/** Sends bytes as they are; resolves with the status of the answer, or 0 where the connection was closed without one. */
function sendBytes(bytes: string): Promise<number> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(running.bot.port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? 0)));
  });
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (change: Record<string, unknown> = {}) => ({
  serviceurl: connector.serviceUrl,
  iss: ISSUER,
  aud: APP,
  exp: Math.floor(Date.now() / 1000) + 300,
  ...change,
});

/** A token put together by hand, with a header that no library would make. */
function crafted(
  header: Record<string, unknown>,
  signature: (input: string) => Buffer | string,
  claims: Record<string, unknown> = {},
): string {
  const input = `${base64url(header)}.${base64url(claimsOf(claims))}`;
  const made = signature(input);
  return `Bearer ${input}.${typeof made === 'string' ? made : made.toString('base64url')}`;
}

const rsa = (pair: { privateKey: KeyObject }) => (input: string) =>
  signBytes('sha256', Buffer.from(input), pair.privateKey);
const token = (change?: TokenChange) => (): Hostile => ({ authorization: connector.bearer(change) });
const claims = (change: Record<string, unknown>) => token({ claims: change });
const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow;
const publicPem = () => issuerKey().publicKey.export({ type: 'spki', format: 'pem' });

const tokens: readonly Case[] = [
  ['no token', 401, () => ({ authorization: undefined })],
  ['an empty header', 401, () => ({ authorization: '' })],
  ['a scheme without a token', 401, () => ({ authorization: 'Bearer' })],
  ['another scheme', 401, () => ({ authorization: 'Basic YWRtaW46YWRtaW4=' })],
  ['a word', 401, () => ({ authorization: 'Bearer abc' })],
  ['three empty parts', 401, () => ({ authorization: 'Bearer ..' })],
  ['three letters', 401, () => ({ authorization: 'Bearer a.b.c' })],
  ['four parts', 401, () => ({ authorization: `${connector.bearer()}.x` })],
  ['no signature', 401, () => ({ authorization: connector.bearer().replace(/[^.]*$/, '') })],
  ['half a signature', 401, () => ({ authorization: connector.bearer().slice(0, -40) })],
  ['two tokens', 401, () => ({ authorization: `${connector.bearer()} ${connector.bearer()}` })],
  ['the scheme in small letters', 401, () => ({ authorization: connector.bearer().replace('Bearer', 'bearer') })],
  ['12 KB of nothing', 401, () => ({ authorization: `Bearer ${'x'.repeat(12_000)}` })],
  ['20 KB of nothing', 431, () => ({ authorization: `Bearer ${'x'.repeat(20_000)}` })],
  [
    'the token in the address',
    401,
    () => ({ authorization: undefined, path: `/api/messages?access_token=${connector.bearer().slice(7)}` }),
  ],
  [
    'the token in a cookie',
    401,
    () => ({ authorization: undefined, headers: { cookie: connector.bearer().slice(7) } }),
  ],
  ['the key of somebody else', 401, token({ otherKey: true })],
  ['an unknown key', 401, token({ keyid: 'k9' })],
  ['a key of another channel', 401, token({ keyid: 'k-slack' })],
  ['a key id that is a path', 401, token({ keyid: '../../../../dev/null' })],
  [
    'a key id that is an object',
    401,
    () => ({ authorization: crafted({ alg: 'RS256', kid: { $ne: 1 } }, rsa(issuerKey())) }),
  ],
  ['no key id', 401, () => ({ authorization: crafted({ alg: 'RS256' }, rsa(issuerKey())) })],
  [
    'its own key in the header',
    401,
    () => ({
      authorization: crafted(
        { alg: 'RS256', kid: 'k1', jwk: stranger.publicKey.export({ format: 'jwk' }) },
        rsa(stranger),
      ),
    }),
  ],
  [
    'the address of its own keys',
    401,
    () => ({ authorization: crafted({ alg: 'RS256', kid: 'k9', jku: `${connector.serviceUrl}/jwks` }, rsa(stranger)) }),
  ],
  ['no algorithm', 401, token({ algorithm: 'none' })],
  ['no algorithm, written NONE', 401, () => ({ authorization: crafted({ alg: 'NONE', kid: 'k1' }, () => 'AA') })],
  ['HS256 by a secret', 401, token({ algorithm: 'HS256' })],
  [
    'HS256 by the public key',
    401,
    () => ({
      authorization: crafted({ alg: 'HS256', kid: 'k1' }, (input) =>
        createHmac('sha256', publicPem()).update(input).digest(),
      ),
    }),
  ],
  ['ES256', 401, () => ({ authorization: crafted({ alg: 'ES256', kid: 'k1' }, rsa(curve)) })],
  ['PS256', 401, () => ({ authorization: crafted({ alg: 'PS256', kid: 'k1' }, rsa(issuerKey())) })],
  [
    'an algorithm that is a list',
    401,
    () => ({ authorization: crafted({ alg: ['RS256'], kid: 'k1' }, rsa(issuerKey())) }),
  ],
  ['RS512 said of RS256', 401, () => ({ authorization: crafted({ alg: 'RS512', kid: 'k1' }, rsa(issuerKey())) })],
  ['expired', 401, claims({ exp: seconds(-3_600) })],
  ['expired a moment beyond what clocks may differ', 401, claims({ exp: seconds(-301) })],
  [
    'never expiring',
    401,
    () => ({ authorization: crafted({ alg: 'RS256', kid: 'k1' }, rsa(issuerKey()), { exp: undefined }) }),
  ],
  [
    'an expiry in words',
    401,
    () => ({ authorization: crafted({ alg: 'RS256', kid: 'k1' }, rsa(issuerKey()), { exp: 'never' }) }),
  ],
  ['not valid yet', 401, claims({ nbf: seconds(3_600) })],
  ['for another bot', 401, claims({ aud: '99999999-1111-4111-8111-111111111111' })],
  ['for nobody', 401, claims({ aud: undefined })],
  ['for several', 401, claims({ aud: [APP, 'https://management.azure.com'] })],
  ['by another issuer', 401, claims({ iss: 'https://evil.example' })],
  ['by no issuer', 401, claims({ iss: undefined })],
  ['by a list of issuers', 401, claims({ iss: [ISSUER] })],
  ['by the issuer of another cloud', 401, claims({ iss: 'https://api.botframework.us' })],
  [
    'of the emulator',
    401,
    claims({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', appid: APP, ver: '1.0' }),
  ],
  [
    'of another bot, as a skill',
    401,
    claims({ iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, azp: 'other', ver: '2.0' }),
  ],
  ['for no service address', 401, claims({ serviceurl: undefined })],
  ['for another service address', 401, claims({ serviceurl: 'https://smba.trafficmanager.net/teams/' })],
];

const channels: readonly Case[] = [
  'emulator',
  'directline',
  'webchat',
  'AseChannel',
  'slack',
  'MSTEAMS',
  '',
  7,
  null,
  {},
].map((channelId): Case => [`channel ${JSON.stringify(channelId)}`, 401, () => ({ activity: { channelId } })]);

const places = (activity: Record<string, unknown>) => () => ({ activity });
const tenants: readonly Case[] = [
  ['another tenant of the conversation', 403, places({ conversation: { id: 'a:one', tenantId: OTHER_TENANT } })],
  ['another tenant of the channel', 403, places({ channelData: { tenant: { id: OTHER_TENANT } } })],
  ['another tenant of the asker', 403, places({ from: { id: '29:eve', tenantId: OTHER_TENANT } })],
  ['no tenant', 403, places({ conversation: { id: 'a:one' }, channelData: {} })],
  ['a tenant that is a list', 403, places({ conversation: { id: 'a:one', tenantId: [TENANT] }, channelData: {} })],
  ['no conversation', 400, places({ conversation: undefined })],
  ['a conversation without an id', 400, places({ conversation: { tenantId: TENANT } })],
  ['a conversation whose id is a number', 400, places({ conversation: { id: 7, tenantId: TENANT } })],
  ['no type', 400, places({ type: undefined })],
  ['a type that is an object', 400, places({ type: { toString: 'message' } })],
];

/** The token is right for that address, so that only the bot's own list stands between it and the bot's token. */
const serviceUrls: readonly Case[] = [
  'https://evil.example/',
  'https://smba.trafficmanager.net.evil.example/',
  'https://evil.example/?smba.trafficmanager.net',
  'https://evil.example/#smba.trafficmanager.net',
  'https://smba.trafficmanager.net@evil.example/',
  'https://127.0.0.1@evil.example/',
  'https://user:password@127.0.0.1/',
  'https://smba.trafficmanager.net\\@evil.example/',
  'http://smba.trafficmanager.net/teams/',
  'http://169.254.169.254/metadata/identity/oauth2/token',
  'http://[::1]/',
  'http://localhost/',
  'http://0x7f000002/',
  'http://2130706434/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ftp://127.0.0.1/',
  '//evil.example/',
  '/teams',
].map(
  (serviceUrl): Case => [
    `service address ${serviceUrl}`,
    403,
    () => ({ activity: { serviceUrl }, authorization: connector.bearer({ claims: { serviceurl: serviceUrl } }) }),
  ],
);

/** botbuilder lets an activity without an address pass. */
const withoutAddress: readonly Case[] = [
  ['no service address', 403, places({ serviceUrl: undefined })],
  ['an empty service address', 403, places({ serviceUrl: '' })],
  ['a service address that is a number', 401, places({ serviceUrl: 7 })],
  ['a service address that is a list', 401, places({ serviceUrl: ['http://127.0.0.1/'] })],
];

const json = (body: string | Buffer) => (): Hostile => ({ body });
const bodies: readonly Case[] = [
  ['no body', 400, json('')],
  ['half an object', 400, json('{"type":"message"')],
  ['a list', 400, json('[]')],
  ['a list of activities', 400, () => ({ body: JSON.stringify([messageActivity(connector.serviceUrl)]) })],
  ['null', 400, json('null')],
  ['a text', 400, json('"message"')],
  ['100,000 lists in each other', 400, json(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
  ['60,000 objects in each other, not closed', 400, json('{"a":'.repeat(50_000))],
  ['UTF-16', 400, () => ({ body: Buffer.from(JSON.stringify(messageActivity(connector.serviceUrl)), 'utf16le') })],
  ['bytes', 400, json(Buffer.from([0, 255, 254, 0, 128]))],
  ['a prototype', 400, json('{"__proto__":{"type":"message","conversation":{"id":"a:one"}}}')],
  ['a constructor', 400, json('{"constructor":{"prototype":{"type":"message"}},"conversation":{"id":"a:one"}}')],
  ['256 KB and more', 413, json(JSON.stringify({ text: 'x'.repeat(256 * 1024) }))],
  ['a form', 415, () => ({ headers: { 'content-type': 'application/x-www-form-urlencoded' } })],
  ['plain text', 415, () => ({ headers: { 'content-type': 'text/plain' } })],
  [
    'XML',
    415,
    () => ({
      headers: { 'content-type': 'application/xml' },
      body: '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
    }),
  ],
  ['several parts', 415, () => ({ headers: { 'content-type': 'multipart/form-data; boundary=x' } })],
  ['something packed', 415, () => ({ headers: { 'content-encoding': 'gzip' } })],
];

const paths: readonly Case[] = [
  ...['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'].map(
    (method): Case => [`${method} /api/messages`, 405, () => ({ method, body: '' })],
  ),
  ...[
    '/',
    '/api',
    '/api/messages/x',
    '/api/messages/../../.env',
    '/.env',
    '/admin',
    '/api/notify',
    '/API/MESSAGES',
    '/api//messages',
  ].map((path): Case => [`POST ${path}`, 404, () => ({ path })]),
  ['POST /healthz', 405, () => ({ path: '/healthz' })],
];

const line = 'POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n';
const bytes: readonly (readonly [name: string, status: number, bytes: () => string])[] = [
  ['no HTTP', 400, () => 'hello\r\n\r\n'],
  ['a TLS handshake', 400, () => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['HTTP/2 without asking', 400, () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['HTTP/9.9', 400, () => 'POST /api/messages HTTP/9.9\r\nHost: bot\r\n\r\n'],
  ['no host', 400, () => 'POST /api/messages HTTP/1.1\r\nContent-Length: 0\r\n\r\n'],
  ['two lengths', 400, () => `${line}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
  ['a length and chunks', 400, () => `${line}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['a length below nothing', 400, () => `${line}Content-Length: -1\r\n\r\n`],
  [
    'chunks that are none',
    400,
    () => `${line}Authorization: ${connector.bearer()}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
  ],
  ['a header without a colon', 400, () => `${line}nonsense\r\n\r\n`],
  ['a header with a zero', 400, () => `${line}X: a\x00b\r\n\r\n`],
  ['1,900 headers', 431, () => `${line}${'A: b\r\n'.repeat(1_900)}Connection: close\r\n\r\n`],
  ['headers of 100 KB', 431, () => `${line}X: ${'x'.repeat(100_000)}\r\n\r\n`],
  [
    'two tokens in two headers, the forged one first',
    401,
    () =>
      `${line}Authorization: ${connector.bearer({ otherKey: true })}\r\nAuthorization: ${connector.bearer()}\r\nContent-Length: 0\r\n\r\n`,
  ],
  ['a wish for WebSockets', 400, () => `${line}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`],
  ['a tunnel', 0, () => 'CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: bot\r\n\r\n'],
  ['a body that never comes', 408, () => `${line}Authorization: ${connector.bearer()}\r\nContent-Length: 200\r\n\r\n`],
];

const invoke = (name: string, change: Record<string, unknown> = {}) => ({
  type: 'invoke',
  name,
  text: undefined,
  value: { token: 's3cret', state: '123456', action: 'accept', context: { kind: 'export', scope: everything } },
  ...change,
});
const elsewhere = {
  conversation: { id: 'a:one', conversationType: 'personal', tenantId: OTHER_TENANT },
  channelData: { tenant: { id: OTHER_TENANT } },
};
/** What people never typed: buttons, files, searches and sign-ins. Sign-ins mean nothing here, whoever sends them. */
const invokes: readonly Case[] = [
  ...[
    'signin/verifyState',
    'signin/tokenExchange',
    'signin/failure',
    'fileConsent/invoke',
    'adaptiveCard/action',
    'composeExtension/query',
    'composeExtension/queryLink',
    'message/submitAction',
    'task/fetch',
  ].flatMap((name): readonly Case[] => [
    [`${name}, forged`, 401, () => ({ authorization: connector.bearer({ otherKey: true }), activity: invoke(name) })],
    [`${name}, of another tenant`, 403, () => ({ activity: invoke(name, elsewhere) })],
  ]),
  ['signin/verifyState of somebody of ours', 501, () => ({ activity: invoke('signin/verifyState') })],
  ['signin/tokenExchange of somebody of ours', 501, () => ({ activity: invoke('signin/tokenExchange') })],
];

/** Whatever was sent: nobody was asked, nothing was sent to anybody, nothing was written to the console. */
async function expectNothing(): Promise<void> {
  await settle(5);
  expect(reached).toEqual([]);
  expect(connector.heard).toEqual([]);
  expect(connector.lookedUp).toEqual([]);
  expect(noise.mock.calls).toEqual([]);
}

describe.each([
  ['a token', tokens],
  ['a channel', channels],
  ['a place', tenants],
  ['an address to answer to', [...serviceUrls, ...withoutAddress]],
  ['an invoke', invokes],
  ['a body', bodies],
  ['a path', paths],
])('%s', (_, cases) => {
  it.each(cases)('%s is answered with %i, and nothing else happens', async (_name, status, hostile) => {
    expect(await send(hostile())).toBe(status);
    await expectNothing();
  });
});

describe('bytes', () => {
  it.each(bytes)('%s: answered with %i, and nothing else happens', async (_, status, made) => {
    expect(await sendBytes(made())).toBe(status);
    await expectNothing();
  });
});

describe('after all of it', () => {
  it('the bot lives, has counted its refusals, has kept no token in its log, and answers a right question', async () => {
    const count = [...running.bot.refused.values()].reduce((sum, more) => sum + more, 0);
    expect(count).toBeGreaterThan(60);
    expect(JSON.stringify(log.lines)).not.toMatch(/eyJ|s3cret/);
    expect(await send({})).toBe(200);
    await settle();
    expect(reached).toEqual(['answer']);
  });
});
