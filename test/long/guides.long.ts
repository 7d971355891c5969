/** CI alone runs it. Every line of the guides for administrators is run here, or by the test that is named, or needs what is not here. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyEmptyStore } from '../support/empty-database.ts';

const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;
const root = process.cwd();

/** Programs that speak to a cloud, or that build for one. */
const ELSEWHERE = /^(?:az|azd|terraform|docker) /;
/** Lines that another test runs. */
const COVERED: Readonly<Record<string, string>> = {
  'npm ci --omit=dev --omit=optional': 'test/postgres/image.postgres.ts',
  'deploy/entra groups OBJECT_ID': 'test/deploy/entra.test.ts',
  'deploy/entra app "APIM Readiness"': 'test/deploy/entra.test.ts',
  'deploy/entra trust APP_ID OBJECT_ID': 'test/deploy/entra.test.ts',
  'npm start': 'test/app/index.test.ts',
  'npm run -s doctor': 'test/long/doctor.long.ts',
};
/** What the settings of an administrator would be. */
const SETTINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  package: { MicrosoftAppId: '11111111-1111-4111-8111-111111111111', BOT_HOST: 'bot.example.com' },
};

const lines = ['docs/install.md', 'docs/operations.md']
  .flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^ *```sh\n([\s\S]*?)```/gm)].map(([, block = '']) => block),
  )
  .flatMap((block) =>
    block
      .replaceAll(/\\\n\s*/g, '')
      .trim()
      .split(/\n\s*/),
  );
const here = lines.filter((line) => !ELSEWHERE.test(line) && COVERED[line] === undefined);

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'guides-'));
  await copyEmptyStore(path.join(folder, 'data'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(here)('%s', (line) => {
  const copied = /^cp (\S+) \S+$/.exec(line)?.[1];
  if (copied !== undefined) return expect(existsSync(copied)).toBe(true);
  const [, name = '', words = ''] = /^npm run (?:-s )?(\S+)(?: -- (.*))?$/.exec(line) ?? [];
  const command = scripts[name] ?? `unknown script in: ${line}`;
  const resolved = command.replaceAll(/\.?\/?(src\/\S+)/g, (_, file: string) => path.join(root, file));
  const { status, stdout, stderr } = spawnSync('sh', ['-c', `${resolved} ${words}`], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 110_000,
    env: {
      PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
      NODE_NO_WARNINGS: '1',
      DATA_FOLDER: path.join(folder, 'data'),
      ...SETTINGS[name],
    },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).not.toBe('');
});

it.each(Object.entries(COVERED))('%s is run by %s', (line, test) => {
  expect([lines.includes(line), existsSync(test)]).toEqual([true, true]);
});
