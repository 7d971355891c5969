/** What `npm ci --omit=dev` leaves, and an older Node: each command works, or says in one sentence what it takes. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { NODE_COMPILE_CACHE } from '../support/cache.ts';

const root = path.resolve('.');
const home = mkdtempSync(path.join(tmpdir(), 'production-'));

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: true; readonly devOptional?: true }>>;
}

/** The sources, and links to the packages that are no development dependencies. */
beforeAll(() => {
  for (const part of ['src', 'cards', 'package.json'])
    cpSync(path.join(root, part), path.join(home, part), { recursive: true });
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  for (const [place, { dev, devOptional }] of Object.entries(packages)) {
    const isTop = /^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(place);
    if (!isTop || dev === true || devOptional === true || !existsSync(place)) continue;
    mkdirSync(path.dirname(path.join(home, place)), { recursive: true });
    symlinkSync(path.join(root, place), path.join(home, place));
  }
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs a script of package.json as npm would, with Node's words first. */
function run(
  script: string,
  words: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
  preload: readonly string[] = [],
) {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
  const [, ...own] = (scripts[script] ?? '').split(' ');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...preload, '--disable-warning=ExperimentalWarning', ...own, ...words],
    {
      cwd: home,
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE, ...environment },
      encoding: 'utf8',
      timeout: 100_000,
    },
  );
  return { status, stdout, stderr };
}

describe('without development dependencies', () => {
  let bot: BotProcess | undefined;

  afterEach(async () => {
    await bot?.kill();
  });

  it('the bot starts with real settings', async () => {
    const settings = { AZURE_SIGN_IN: 'default', DATABASE_URL: 'postgres://bot@127.0.0.1:1/readiness' };
    bot = startBotProcess(settings, { words: [path.join(home, 'src/app/index.ts')] });
    expect((await fetch(`http://127.0.0.1:${await bot.port}/healthz`)).status).toBe(200);
  });

  it('the demo says what it needs', () => {
    const { status, stderr } = run('start');
    expect(stderr).toMatch(
      /^Nothing is configured, and the demo cannot start\. This needs the development dependency \S+: install with `npm ci`, without --omit=dev\. Or fill in \.env \(see \.env\.example\)\.\n$/,
    );
    expect(status).toBe(1);
  });

  it('the package of the app is written', () => {
    const settings = {
      BOT_HOST: 'bot.example.com',
      APP_PUBLISHER: 'Operations',
      MicrosoftAppId: '11111111-1111-4111-8111-111111111111',
    };
    const { status, stdout, stderr } = run('package', [], settings);
    expect([stderr, status]).toEqual(['', 0]);
    expect(stdout).toMatch(/^Wrote apim-readiness\.zip/);
  });

  it('the doctor says what the demo needs', () => {
    const { status, stderr } = run('doctor');
    expect([stderr.split(':')[0], status]).toEqual([
      expect.stringMatching(/^This needs the development dependency \S+$/),
      64,
    ]);
  });

  it.each([
    ['check', ['apim-prod', '--estate', 'estate.json']],
    ['ask', ['is apim-prod ready?', '--estate', 'estate.json']],
  ])('%s --estate says what it needs, and counts as a mistake in the call', (script, words) => {
    writeFileSync(path.join(home, 'estate.json'), JSON.stringify({ resources: [] }));
    const { status, stdout, stderr } = run(script, words);
    expect(stderr).toMatch(
      /^This needs the development dependency \S+: install with `npm ci`, without --omit=dev\.\n$/,
    );
    expect([stdout, status]).toEqual(['', 64]);
  });
});

describe('on an older Node', () => {
  it.each(['start', 'check', 'ask', 'reminders', 'doctor', 'estate', 'package'])(
    '%s says which one it takes',
    (script) => {
      const older = path.join(home, 'older.cjs');
      writeFileSync(older, "Object.defineProperty(process.versions, 'node', { value: '20.19.0' });");
      const { status, stdout, stderr } = run(script, [], {}, ['-r', older]);
      expect(stderr).toBe(
        'This needs Node 24 or later, and here is 20.19.0: install Node 24, or run `npm ci` with the development dependencies, which bring it.\n',
      );
      expect([stdout, status]).toEqual(['', 78]);
    },
  );
});
