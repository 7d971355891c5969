/** Until a caller has proven to be Teams it costs little: in the log, at the keys' server, in connections and in time. */
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { TeamsBotOptions } from '../../src/teams/start.ts';
import { APP, type Connector, messageActivity, startConnector, type TokenChange } from '../support/connector.ts';
import { rememberedLog } from '../support/conversation.ts';
import { openBot, registration, signedBy, type TestBot } from '../support/teams-bot.ts';
import { until } from '../support/until.ts';

let connector: Connector;
let running: TestBot | undefined;
let log = rememberedLog();
const sockets: Socket[] = [];

beforeEach(async () => {
  connector = await startConnector();
  log = rememberedLog();
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await running?.bot.stop();
  running = undefined;
  await connector.stop();
});

async function open(options: Partial<TeamsBotOptions> = {}): Promise<TestBot> {
  running = await openBot(log, {}, { ...registration(connector), host: '127.0.0.1', ...options });
  return running;
}

const message = (change?: Record<string, unknown>) => messageActivity(connector.serviceUrl, change);
const signed = (change?: TokenChange) => signedBy(connector, change);
const forged = () => signed({ otherKey: true });
const statuses = (responses: readonly Response[]) => responses.map(({ status }) => status);
const counted = (status: number, all: readonly number[]) => all.filter((one) => one === status).length;

/** The status of a message from another address of this machine. */
function statusFrom(localAddress: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: running?.bot.port, path: '/api/messages', method: 'POST', localAddress };
    request({ ...options, headers: { 'content-type': 'application/json', ...headers } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end(JSON.stringify(message()));
  });
}

/** Opens a connection and writes; resolves with what came back once the other side has closed. */
function heardUntilClosed(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(running?.bot.port ?? 0, '127.0.0.1', () => socket.write(bytes));
    sockets.push(socket);
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard.split('\r\n')[0] ?? ''));
  });
}

const post = (headers: Record<string, string>) =>
  ['POST /api/messages HTTP/1.1', 'Host: bot.example', 'Content-Type: application/json', 'Content-Length: 200']
    .concat(Object.entries(headers).map(([name, value]) => `${name}: ${value}`))
    .join('\r\n')
    .concat('\r\n\r\n');

describe('the log', () => {
  it('takes hardly anything of forged requests, whatever they carry', async () => {
    const { deliver } = await open();
    const id = 'x'.repeat(240_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => deliver(message({ id }), forged())));
    expect(new Set(statuses(answers))).toEqual(new Set([401]));
    expect(JSON.stringify(log.lines).length).toBeLessThan(20_000);
  });

  it('takes the first refusals, and the bot counts all of them', async () => {
    const { deliver, bot } = await open();
    await Promise.all(Array.from({ length: 60 }, () => deliver(message(), forged())));
    await Promise.all(Array.from({ length: 7 }, () => deliver(message())));
    expect(log.lines.filter(({ event }) => event === 'refused')).toHaveLength(20);
    expect(Object.fromEntries(bot.refused)).toEqual({ 'wrong signature': 60, 'no token': 7 });
  });
});

describe('the keys', () => {
  it('are fetched once for 500 forged tokens on a cold start, and for the right one that follows', async () => {
    const { deliver } = await open({ callerLimits: { atOnce: 1_000, perSecond: 0 } });
    const tokens = Array.from({ length: 500 }, (_, index) => signed({ otherKey: true, keyid: `k${index % 5}` }));
    const answers = await Promise.all(tokens.map((token) => deliver(message(), token)));
    expect(counted(401, statuses(answers))).toBe(500);
    expect((await deliver(message(), signed())).status).toBe(200);
    expect(connector.keyRequests).toBe(2);
  });

  it('that cannot be had keep nobody waiting: one fetch, then a pause', async () => {
    connector.keys('hanging');
    const { deliver, bot } = await open({ keyPatience: { limit: 100, pause: 60_000, longestPause: 60_000 } });
    const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(message(), signed())));
    expect(counted(503, statuses(answers))).toBe(50);
    const [answer] = answers;
    expect(answer?.headers.get('retry-after')).toBe('5');
    expect((await deliver(message(), signed())).status).toBe(503);
    // None on a slow machine, where the time was up before the address of the keys had come.
    expect(connector.keyRequests).toBeLessThanOrEqual(1);
    expect((await fetch(`http://127.0.0.1:${bot.port}/healthz`)).status).toBe(200);
    expect(connector.heard).toEqual([]);
  });

  it('are asked for again after the pause, and the token is answered then', async () => {
    connector.keys('broken');
    const { deliver } = await open({ keyPatience: { limit: 1_000, pause: 0, longestPause: 0 } });
    expect((await deliver(message(), signed())).status).toBe(503);
    connector.keys('served');
    expect((await deliver(message(), signed())).status).toBe(200);
  });

  it('that are away make the bot not ready, until they are there', async () => {
    const { deliver, bot } = await open({
      keyPatience: { limit: 1_000, pause: 0, longestPause: 0 },
      without: () => ['reminders'],
    });
    const ready = async () => {
      const response = await fetch(`http://127.0.0.1:${bot.port}/readyz`);
      return [response.status, await response.json()];
    };
    expect(await ready()).toEqual([200, { status: 'ready', without: ['reminders'] }]);
    connector.keys('broken');
    await deliver(message(), signed());
    expect(await ready()).toEqual([503, { status: 'not ready', missing: ['keys of the channel'] }]);
    connector.keys('served');
    await deliver(message(), signed());
    expect(await ready()).toEqual([200, { status: 'ready', without: ['reminders'] }]);
  });

  it('that hang do not keep the bot from stopping', async () => {
    connector.keys('hanging');
    const { deliver, bot } = await open();
    const answer = deliver(message(), signed()).catch(() => 'closed');
    await until(() => connector.keyRequests > 0);
    await bot.stop();
    running = undefined;
    expect(await answer).toBe('closed');
  });
});

describe('tries', () => {
  it('are limited for an address, but not for a token that was proven, nor for another address', async () => {
    const { deliver } = await open({ callerLimits: { atOnce: 5, perSecond: 0 } });
    const right = signed();
    expect((await deliver(message(), right)).status).toBe(200);
    const answers = [];
    for (let index = 0; index < 8; index += 1) answers.push(await deliver(message(), forged()));
    expect(statuses(answers)).toEqual([401, 401, 401, 401, 429, 429, 429, 429]);
    expect(answers.at(-1)?.headers.get('retry-after')).toBe('10');
    expect((await deliver(message({ id: 'a2' }), right)).status).toBe(200);
    expect(await statusFrom('127.0.0.2', forged())).toBe(401);
  });
});

describe('a connection', () => {
  const limits = { connections: 500, headers: 150, request: 150, lookEvery: 20 };

  it('beyond the most there may be is closed', async () => {
    const { bot } = await open({ serverLimits: { ...limits, connections: 3, headers: 60_000 } });
    const idle = Array.from({ length: 3 }, () => connect(bot.port, '127.0.0.1'));
    sockets.push(...idle);
    await Promise.all(idle.map((socket) => new Promise<void>((resolve) => socket.once('connect', () => resolve()))));
    expect(await heardUntilClosed('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')).toBe('');
    for (const socket of idle) socket.destroy();
    const health = () => fetch(`http://127.0.0.1:${bot.port}/healthz`).catch(() => undefined);
    expect((await until(health)).status).toBe(200);
  });

  it.each([
    ['that says nothing', '', 'HTTP/1.1 408 Request Timeout'],
    ['whose headers do not end', 'POST /api/messages HTTP/1.1\r\nX-', 'HTTP/1.1 408 Request Timeout'],
  ])('%s is closed', async (_, bytes, answer) => {
    await open({ serverLimits: limits });
    expect(await heardUntilClosed(bytes)).toBe(answer);
  });

  it('whose body never comes is closed behind a right token, and is not waited for behind any other', async () => {
    await open({ serverLimits: limits });
    expect(await heardUntilClosed(post(signed()))).toBe('HTTP/1.1 408 Request Timeout');
    expect(await heardUntilClosed(post(forged()))).toBe('HTTP/1.1 401 Unauthorized');
    expect(await heardUntilClosed(post({ ...forged(), Expect: '100-continue' }))).toBe('HTTP/1.1 401 Unauthorized');
    // Only who may speak is asked to go on.
    expect(await heardUntilClosed(post({ ...signed(), Expect: '100-continue' }))).toBe('HTTP/1.1 100 Continue');
  });
});

describe('an answer', () => {
  it.each(['/healthz', '/<script>alert(1)</script>', '/api/messages', '/..%2f..%2fetc%2fpasswd'])(
    'about %s says nothing of the bot, repeats nothing, and is nothing to a browser',
    async (path) => {
      const { bot } = await open();
      const response = await fetch(`http://127.0.0.1:${bot.port}${path}`);
      const words = `${JSON.stringify([...response.headers])}${await response.text()}`;
      expect(words).not.toMatch(/script|passwd|restify|apim|node/i);
      expect(words).not.toContain(APP);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
      });
    },
  );
});
