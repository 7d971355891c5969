import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { realClock } from '../../../src/app/real-clock.ts';
import { openStore, openStoreOnce, type StoreHandle } from '../../../src/reminders/store/open-store.ts';
import { defaultStoreSettings, storeSettingsOf } from '../../../src/reminders/store/settings.ts';
import type { Store } from '../../../src/reminders/store/store.ts';
import { rememberedLog } from '../../support/conversation.ts';
import { copyEmptyStore } from '../../support/empty-database.ts';
import { until } from '../../support/until.ts';
import { sighting } from './support.ts';

const home = mkdtempSync(path.join(tmpdir(), 'open-'));
const settings = { ...defaultStoreSettings, dataFolder: path.join(home, 'data') };

afterAll(() => rmSync(home, { recursive: true, force: true }));

function open(rest: Partial<typeof settings> = {}, announce: (sentence: string) => void = () => {}) {
  const log = rememberedLog();
  const handle = openStore({ settings: { ...settings, ...rest }, clock: realClock(), log, announce });
  return { handle, log };
}

function opened(handle: StoreHandle): Promise<Store> {
  return new Promise((resolve) =>
    handle.onOpen(async (store) => {
      resolve(store);
      return async () => {};
    }),
  );
}

describe('the embedded database', () => {
  it('opens behind the bot’s back, says what it is for, refuses a second process, and keeps what was written', async () => {
    await copyEmptyStore(settings.dataFolder);
    const said: string[] = [];
    const { handle } = open({}, (sentence) => said.push(sentence));
    expect(handle.store).toBeUndefined();
    const store = await opened(handle);
    await store.places.seen(sighting(), '2026-02-13T10:00:00.000Z');
    expect(said).toEqual([expect.stringMatching(/^Reminders are kept in the folder .*trying out.*DATABASE_URL/)]);

    await expect(
      openStoreOnce({ settings, clock: realClock(), log: rememberedLog(), onLost: () => {} }),
    ).rejects.toThrow('in use by another process');
    await handle.close();
    expect(handle.store).toBeUndefined();

    const again = await openStoreOnce({ settings, clock: realClock(), log: rememberedLog(), onLost: () => {} });
    expect(await again.places.all()).toHaveLength(1);
    await again.database.close();
  });
});

describe('a server that is away', () => {
  it('keeps nobody waiting, and its address with the password out of the log', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const { handle, log } = open({ databaseUrl: `postgres://bot:s3cret@127.0.0.1:${port}/readiness` });
    await until(() => log.lines.length > 0);
    expect(handle.store).toBeUndefined();
    await handle.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    expect(JSON.stringify(log.lines)).toContain('the database is away');
    expect(JSON.stringify(log.lines)).not.toContain('s3cret');
  });
});

describe('the settings', () => {
  const read = (environment: Record<string, string>) => {
    const problems: string[] = [];
    return { settings: storeSettingsOf((name) => environment[name], problems), problems };
  };

  it('have defaults', () => {
    expect(read({})).toEqual({ settings: defaultStoreSettings, problems: [] });
  });

  it.each([
    [{ DATABASE_URL: 'mysql://bot:s3cret@host/db' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 's3cret' }, 'DATABASE_URL'],
    [{ SNAPSHOT_DAYS: '0' }, 'SNAPSHOT_DAYS'],
    [{ SNAPSHOT_DAYS: 'forever' }, 'SNAPSHOT_DAYS'],
  ])('that are wrong are named, never shown: %j', (environment, name) => {
    const { problems } = read(environment as Record<string, string>);
    expect(problems).toEqual([expect.stringContaining(name)]);
    expect(problems.join()).not.toContain('s3cret');
  });
});
