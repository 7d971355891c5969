/** The embedded database on a real folder: what is there is never taken for something else, and every failure says what it is. CI alone runs it. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { realClock } from '../../src/app/real-clock.ts';
import { databaseFault } from '../../src/reminders/store/database-fault.ts';
import { openStore, openStoreOnce } from '../../src/reminders/store/open-store.ts';
import { defaultStoreSettings } from '../../src/reminders/store/settings.ts';
import type { Store } from '../../src/reminders/store/store.ts';
import { NOW, sighting } from '../reminders/store/support.ts';
import { rememberedLog } from '../support/conversation.ts';
import { copyEmptyStore } from '../support/empty-database.ts';
import { until } from '../support/until.ts';

const home = mkdtempSync(path.join(tmpdir(), 'folder-'));
const whole = path.join(home, 'whole');
let folder: string;
let count = 0;

const open = (dataFolder: string): Promise<Store> =>
  openStoreOnce({
    settings: { ...defaultStoreSettings, dataFolder },
    clock: realClock(),
    log: rememberedLog(),
    onLost: () => {},
  });
const refusal = (dataFolder: string): Promise<string> =>
  open(dataFolder).then(
    async (store) => {
      await store.database.close();
      return 'opened';
    },
    (error: Error) => error.message,
  );
const inFolder = (...names: string[]) => path.join(folder, ...names);

beforeAll(async () => {
  await copyEmptyStore(whole);
  const store = await open(whole);
  await store.places.seen(sighting(), NOW);
  await store.database.close();
});

beforeEach(() => {
  count += 1;
  folder = path.join(home, `case-${count}`, 'data');
  mkdirSync(path.dirname(folder));
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('a folder that cannot be used is refused in one sentence, and nothing is written', () => {
  it('the root of the file system', async () => {
    const before = readdirSync('/');
    expect(await refusal('/')).toMatch(/^The data folder must not be \/: give DATA_FOLDER a folder of its own/);
    expect(readdirSync('/')).toEqual(before);
  });

  it.each<[string, () => void, RegExp]>([
    ['a file', () => writeFileSync(folder, 'mine'), /is a file: give DATA_FOLDER a folder of its own\.$/],
    [
      'a folder of somebody else',
      () => {
        mkdirSync(folder);
        writeFileSync(inFolder('thesis.txt'), 'mine');
      },
      /holds other things than a database of this bot/,
    ],
    [
      'a database without its version',
      () => {
        cpSync(whole, folder, { recursive: true });
        rmSync(inFolder('PG_VERSION'));
      },
      /holds a database that is not whole: its file PG_VERSION is missing\. Put back a copy/,
    ],
  ])('%s', async (_, make, sentence) => {
    make();
    const files = () =>
      readdirSync(path.dirname(folder), { recursive: true, encoding: 'utf8' })
        .map((file) => `${file} ${statSync(path.join(path.dirname(folder), file)).mtimeMs}`)
        .toSorted();
    const before = files();
    expect(await refusal(folder)).toMatch(sentence);
    expect(files()).toEqual(before);
  });

  it('a folder below a file', async () => {
    writeFileSync(path.dirname(folder).concat('.txt'), 'mine');
    expect(await refusal(path.join(path.dirname(folder).concat('.txt'), 'data'))).toMatch(
      /cannot be made: .* is a file/,
    );
  });
});

describe('a failed open', () => {
  it('leaves no lock behind, blames nobody else, and succeeds once what was wrong is put right', async () => {
    cpSync(whole, folder, { recursive: true });
    const control = readFileSync(inFolder('global', 'pg_control'));
    writeFileSync(inFolder('global', 'pg_control'), 'garbage');
    const damaged = /^The database in the data folder is damaged, or of another version/;
    expect(await refusal(folder)).toMatch(damaged);
    expect(await refusal(folder)).toMatch(damaged);
    expect(existsSync(`${folder}.lock`)).toBe(false);

    writeFileSync(inFolder('global', 'pg_control'), control);
    const store = await open(folder);
    expect(await store.places.all()).toHaveLength(1);
    await store.database.close();
  });

  it('that comes from a damaged table says so', async () => {
    cpSync(whole, folder, { recursive: true });
    const tables = readdirSync(inFolder('base', '5')).filter((file) => /^1\d{4}$/.test(file));
    for (const table of tables) {
      const file = inFolder('base', '5', table);
      writeFileSync(file, Buffer.alloc(statSync(file).size, 7));
    }
    expect(await refusal(folder)).toBe('The database is damaged: put back a copy of it.');
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  it('after a process that was killed while it made the folder begins anew', async () => {
    mkdirSync(`${folder}.new`);
    writeFileSync(path.join(`${folder}.new`, 'PG_VERSION'), '18\n');
    expect(await refusal(folder)).toBe('opened');
    expect(readdirSync(path.dirname(folder))).toEqual(['data']);
  });
});

describe('a fault that nobody foresaw', () => {
  it('is told by its code, never by a message', () => {
    expect(databaseFault(Object.assign(new Error('postgres://bot:s3cret@db'), { code: '99999' }))).toEqual({
      error: '99999',
      why: undefined,
    });
  });
});

describe('a database that breaks while it is used', () => {
  it('answers nothing any more, gives the folder up, and is opened anew by itself', async () => {
    cpSync(whole, folder, { recursive: true });
    const log = rememberedLog();
    const settings = { ...defaultStoreSettings, dataFolder: folder };
    const handle = openStore({ settings, clock: realClock(), log, announce: () => {} });
    const first = await until(() => handle.store);
    renameSync(inFolder('pg_wal'), inFolder('pg_away'));
    const written = first.database
      .query('select pg_switch_wal()')
      .then(() => first.places.seen(sighting({ conversationId: 'a:2' }), NOW));
    await expect(written).rejects.toMatchObject({ code: '58P01' });
    renameSync(inFolder('pg_away'), inFolder('pg_wal'));
    await expect(first.places.all()).rejects.toThrow('does not answer');
    expect(log.lines).toContainEqual({
      level: 'error',
      event: 'the database is not used any more',
      fields: { why: 'it broke' },
    });

    const second = await until(() => (handle.store === first ? undefined : handle.store));
    expect(await second.places.all()).toHaveLength(1);
    await handle.close();
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });
});

/** A small disk of its own, where this process may mount one. */
const disk = mkdtempSync(path.join(tmpdir(), 'disk-'));
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'none', disk]).status === 0;
const onDisk = isMounted ? it : it.skip;

describe('a full disk', () => {
  afterAll(() => {
    if (isMounted) spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });

  onDisk(
    'is told in one sentence, before a database is made and while one is used',
    async () => {
      const data = path.join(disk, 'data');
      const filler = path.join(disk, 'filler');
      writeFileSync(filler, Buffer.alloc(100_000_000));
      expect(await refusal(data)).toMatch(
        /^The disk of the data folder .* is full: \d+ MB are left, and 100 MB are needed\.$/,
      );
      expect(readdirSync(disk)).toEqual(['filler']);
      rmSync(filler);

      await copyEmptyStore(data);
      const { database } = await open(data);
      writeFileSync(filler, Buffer.alloc(statfsSync(disk).bavail * statfsSync(disk).bsize - 3_000_000));
      await database.query('create table filler (bytes text)');
      const text = "string_agg(md5(random()::text), '') from generate_series(1, 200000)";
      const error = await database.query(`insert into filler select ${text}`).catch((reason: unknown) => reason);
      expect(databaseFault(error)).toEqual({ error: '53100', why: 'The disk of the database is full.' });
      await database.close().catch(() => undefined);
    },
    60_000,
  );
});
