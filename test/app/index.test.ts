/** `npm start` as a process: what comes in over the wire, and signals. */
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';

/** Real settings, with a database that nobody runs. */
const SETTINGS = { AZURE_SIGN_IN: 'default', DATABASE_URL: 'postgres://bot@127.0.0.1:1/readiness' };

let running: BotProcess | undefined;
const start = (settings: Readonly<Record<string, string>> = SETTINGS) => {
  running = startBotProcess(settings);
  return running;
};

afterEach(async () => {
  await running?.kill();
  running = undefined;
});

/** Sends bytes, and resolves with the first line of the answer once the other side has closed. */
function spoken(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
  });
}

const upgrade = (protocol: string) =>
  `GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`;

describe('a request to change the protocol', () => {
  it('is refused and closed, and keeps no descriptor and no process', async () => {
    const bot = start();
    const port = await bot.port;
    const before = bot.descriptors();
    const wishes = ['websocket', 'h2c', 'TLS/1.0'].flatMap((protocol) => Array(100).fill(upgrade(protocol)));

    const answers = await Promise.all(wishes.map((wish) => spoken(port, wish)));
    expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 400 Bad Request']));
    expect(bot.descriptors() - before).toBeLessThan(20);

    expect(await spoken(port, 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n')).toBe('');
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    bot.send('SIGTERM');
    expect(await bot.ended).toBe(0);
  });

  it('that is left open by the client does not keep the process', async () => {
    const bot = start();
    const port = await bot.port;
    const sockets = Array.from({ length: 20 }, () => connect({ port, host: '127.0.0.1', allowHalfOpen: true }));
    for (const socket of sockets) socket.on('error', () => undefined).write(upgrade('websocket'));
    await spoken(port, upgrade('websocket'));
    bot.send('SIGTERM');
    expect(await bot.ended).toBe(0);
    for (const socket of sockets) socket.destroy();
  });
});

describe('settings that cannot be', () => {
  it('end the start with one sentence each, all at once, and write nothing', async () => {
    const before = readdirSync('/');
    const bot = start({
      AZURE_SIGN_IN: 'default',
      AZURE_FEDERATED_TOKEN_FILE: '/nowhere/token',
      AZURE_CLIENT_SECRET: 's3cret',
      MicrosoftAppId: '11111111-1111-4111-8111-111111111111',
      MicrosoftAppTenantId: '22222222-2222-4222-8222-222222222222',
      MicrosoftAppFederatedClientId: 'my-identity',
      DATA_FOLDER: '/',
    });
    expect(await bot.ended).toBe(1);
    expect(bot.out).toBe('');
    expect(bot.err.trim().split('\n')).toEqual([
      'MicrosoftAppFederatedClientId, the client id of a managed identity, is not a GUID.',
      'AZURE_CLIENT_SECRET and AZURE_FEDERATED_TOKEN_FILE exclude each other: remove one of them.',
      'AZURE_CLIENT_SECRET needs AZURE_CLIENT_ID and AZURE_TENANT_ID beside it.',
      'AZURE_FEDERATED_TOKEN_FILE needs AZURE_CLIENT_ID and AZURE_TENANT_ID beside it.',
      'AZURE_FEDERATED_TOKEN_FILE names /nowhere/token, which is no file that the bot can read.',
      'The data folder must not be /: give DATA_FOLDER a folder of its own, for example ./data.',
    ]);
    expect(readdirSync('/')).toEqual(before);
  });
});

describe('a database that is away', () => {
  it('is told whoever starts the bot, in one sentence, and questions are answered', async () => {
    const bot = start();
    const port = await bot.port;
    await bot.until(
      /^Reminders wait, and questions are answered without them: Nobody listens at the address of DATABASE_URL\.$/m,
    );
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', without: ['reminders'] }]);
  });
});
