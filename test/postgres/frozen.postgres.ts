/** A database server that stops answering, without closing anything, holds nothing back. */
import { connect, createServer, type Socket } from 'node:net';
import { databaseFault } from '../../src/reminders/store/database-fault.ts';
import { openPostgres } from '../../src/reminders/store/postgres.ts';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { type OwnDatabase, ownDatabase } from './support.ts';

let database: OwnDatabase;
let way: Awaited<ReturnType<typeof wayTo>>;
let running: BotProcess | undefined;

/** A way to a server that can be frozen: nothing passes any more, in either direction. */
async function wayTo(address: URL) {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((near) => {
    const far = connect(Number(address.port), address.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    near.on('data', (chunk) => isFrozen || far.write(chunk));
    far.on('data', (chunk) => isFrozen || near.write(chunk));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(address);
  through.port = String((server.address() as { port: number }).port);
  return {
    url: through.href,
    freeze: () => {
      isFrozen = true;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

beforeAll(async () => {
  database = await ownDatabase();
});

beforeEach(async () => {
  way = await wayTo(new URL(database.url));
});

afterEach(async () => {
  await running?.kill();
  running = undefined;
  await way.close();
});

afterAll(() => database.drop());

it('the bot stops in spite of it, and says what it gave up', async () => {
  running = startBotProcess({ AZURE_SIGN_IN: 'default', DATABASE_URL: way.url });
  await running.port;
  await running.until(/looked for what is due|the scan could not be completed/);
  way.freeze();
  running.send('SIGTERM');
  expect(await running.ended).toBe(1);
  expect(running.err).toContain('"for":"reminders and their database","msg":"stopped without waiting any longer"');
});

it('the bot stops while it is still opening', async () => {
  way.freeze();
  running = startBotProcess({ AZURE_SIGN_IN: 'default', DATABASE_URL: way.url });
  const port = await running.port;
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  running.send('SIGTERM');
  expect([0, 1]).toContain(await running.ended);
});

it('a statement is given up, alone and in a transaction, and said to be without an answer', async () => {
  const store = await openPostgres(way.url, () => {}, { statementLimit: 300 });
  way.freeze();
  const alone = await store.query('select 1').catch((error: unknown) => error);
  const together = await store.transaction(({ query }) => query('select 1')).catch((error: unknown) => error);
  for (const error of [alone, together]) {
    expect(databaseFault(error).why).toBe('The server of DATABASE_URL did not answer in time.');
  }
  await way.close();
  await store.close();
});
