/** Who may import whom, and who may touch the world. Read from the import lines, so that no prose about it can rot. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..');

interface Source {
  /** Path from the root, with forward slashes. */
  readonly file: string;
  readonly folder: string;
  readonly text: string;
  /** Import specifiers; relative ones as paths from the root. */
  readonly imports: readonly { readonly target: string }[];
}

/** `src/network/way.ts` is in `src/network`, `src/app/config.ts` in `src/app/config.ts`, `cards/x.ts` in `cards`. */
function roomOf(file: string): string {
  return file.startsWith('src/') ? file.split('/').slice(0, 2).join('/') : (file.split('/')[0] ?? '');
}

/** The room, or in the wing of reminders the folder in it: its rules are pure, its storage is not. */
function folderOf(file: string): string {
  return /^src\/reminders\/(?:rules|ports|adapters|store|jobs|delivery)\b/.exec(file)?.[0] ?? roomOf(file);
}

function read(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found = text.matchAll(/^(?:import|export)\s+(?:type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)';/gm);
  const later = text.matchAll(/\bimport\('([^']+)'\)/g);
  const resolve = (specifier: string) =>
    specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier;
  return {
    file,
    folder: folderOf(file),
    text,
    imports: [
      ...[...found].map(([, specifier = '']) => ({ target: resolve(specifier) })),
      ...[...later].map(([, specifier = '']) => ({ target: resolve(specifier) })),
    ],
  };
}

const sources: readonly Source[] = ['src', 'cards']
  .flatMap((top) =>
    readdirSync(path.join(root, top), { recursive: true, encoding: 'utf8' }).map((file) => `${top}/${file}`),
  )
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .map(read);

type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** Who imports whom, with the files of one place (a file, a room) taken together. */
function arrowsBetween(placeOf: (file: string) => string): Arrows {
  const arrows = new Map<string, ReadonlySet<string>>();
  for (const { file, imports } of sources) {
    const place = placeOf(file);
    const targets = imports
      .filter(({ target }) => /^(?:src|cards)\//.test(target))
      .map(({ target }) => placeOf(target));
    arrows.set(place, new Set([...(arrows.get(place) ?? []), ...targets.filter((target) => target !== place)]));
  }
  return arrows;
}

/** The circles that a walk along all arrows runs into; none where there is none. Each place is walked from once. */
function circlesOf(arrows: Arrows): readonly string[] {
  const done = new Set<string>();
  const walk = (place: string, way: readonly string[]): readonly string[] => {
    if (way.includes(place)) return [[...way.slice(way.indexOf(place)), place].join(' → ')];
    if (done.has(place)) return [];
    const circles = [...(arrows.get(place) ?? [])].flatMap((next) => walk(next, [...way, place]));
    done.add(place);
    return circles;
  };
  return [...arrows.keys()].flatMap((place) => walk(place, []));
}

const pure = [
  'src/model',
  'src/languages',
  'src/instance',
  'src/network',
  'src/calls',
  'src/retirements',
  'src/fixes',
  'src/reminders/rules',
  'src/reminders/ports',
  'src/exports',
  'src/conversation',
  'cards',
];

const among = (folders: readonly string[]) => sources.filter(({ folder }) => folders.includes(folder));
const offences = (files: readonly Source[], wrong: (source: Source) => readonly string[]) =>
  files.flatMap((source) => wrong(source).map((what) => `${source.file}: ${what}`));

/** Who adds an arrow on purpose raises this, and says why in the commit. */
const MOST_ARROWS = 83;

describe('the house', () => {
  it('has source files to look at', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(among(['src/conversation']).flatMap(({ imports }) => imports).length).toBeGreaterThan(20);
  });

  it('lets nobody but src/teams import botbuilder or restify', () => {
    const others = sources.filter(({ folder }) => folder !== 'src/teams');
    expect(
      offences(others, ({ imports }) =>
        imports.map(({ target }) => target).filter((target) => /^(?:botbuilder|botframework|restify)/.test(target)),
      ),
    ).toEqual([]);
  });

  it('keeps what is pure away from files, network, process and Azure', () => {
    const allowed = new Set([
      'chrono-node',
      'csv-stringify/sync',
      'fastest-levenshtein',
      'ipaddr.js',
      'lru-cache',
      'saxes',
      'luxon',
      'valibot',
      // For fingerprints alone: what gives chance is caught by the next test.
      'node:crypto',
      '@microsoft/teams.cards',
    ]);
    expect(
      offences(among(pure), ({ imports }) =>
        imports
          .map(({ target }) => target)
          .filter((target) => !/^(?:src|cards)\//.test(target) && !allowed.has(target)),
      ),
    ).toEqual([]);
  });

  it('keeps what is pure away from the clock, chance, the environment and the console', () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bconsole\.|\bperformance\.|\bsetTimeout\(|\bfetch\(|\brandom(?:UUID|Bytes|Int)\b/g;
    expect(offences(among(pure), ({ text }) => text.match(impure) ?? [])).toEqual([]);
  });

  it('lets what is pure import only what is pure, and the words of src/readiness', () => {
    expect(
      offences(among(pure), ({ imports }) =>
        imports
          .filter(({ target }) => /^(?:src|cards)\//.test(target))
          .filter(({ target }) => !pure.includes(folderOf(target)) && folderOf(target) !== 'src/readiness')
          .map(({ target }) => target),
      ),
    ).toEqual([]);
  });

  it('lets only the store and the jobs know how things are kept', () => {
    const others = sources.filter(({ folder }) => folder !== 'src/reminders/store' && folder !== 'src/reminders/jobs');
    expect(
      offences(others, ({ imports }) =>
        imports
          .map(({ target }) => target)
          .filter((target) => target === 'pg' || target === 'pg-boss' || target.startsWith('@electric-sql/')),
      ),
    ).toEqual([]);
  });

  it('joins storage, jobs and the bot in src/reminders, src/app and the command line alone', () => {
    const joining = new Set([
      'src/reminders/store',
      'src/reminders/jobs',
      'src/reminders/delivery',
      'src/reminders/adapters',
      'src/reminders',
      'src/terminal',
      'src/app',
    ]);
    const others = sources.filter(({ folder }) => !joining.has(folder));
    const settings = 'src/reminders/store/settings.ts';
    expect(
      offences(others, ({ imports }) =>
        imports
          .map(({ target }) => target)
          .filter((target) => /^src\/reminders\/(?!rules\/|ports\/)/.test(target) && target !== settings),
      ),
    ).toEqual([]);
  });

  it('writes every number, text and pattern of a module in capitals', () => {
    const small = /^(?:export )?const [a-z]\w*(?:: [^=\n]+)? =\s*(?:['"`/]|-?\d).*$/gm;
    expect(offences(sources, ({ text }) => text.match(small) ?? [])).toEqual([]);
  });

  it('has one type of each name', () => {
    const named = sources.flatMap(({ text }) =>
      [...text.matchAll(/^(?:export )?(?:abstract )?(?:type|interface|class) ([A-Z]\w*)/gm)].map(
        ([, name = '']) => name,
      ),
    );
    expect(named.filter((name, index) => named.indexOf(name) !== index)).toEqual([]);
  });

  it('sorts no array in place', () => {
    expect(offences(sources, ({ text }) => text.match(/\.sort\(/g) ?? [])).toEqual([]);
  });

  it('has no circles between folders', () => {
    expect(circlesOf(arrowsBetween(roomOf))).toEqual([]);
  });

  it('has few arrows between folders: one more is one more that a newcomer has to know', () => {
    const arrows = [...arrowsBetween(roomOf).values()].reduce((sum, targets) => sum + targets.size, 0);
    expect(arrows).toBeLessThanOrEqual(MOST_ARROWS);
  });

  it('has no circles between files, not even of types', () => {
    expect(circlesOf(arrowsBetween((file) => file))).toEqual([]);
  });

  it('has no circles between the folders of the conversation and of the reminders', () => {
    const inside = (file: string) =>
      /^src\/(?:conversation|reminders)\//.test(file) ? path.posix.dirname(file) : roomOf(file);
    expect(circlesOf(arrowsBetween(inside))).toEqual([]);
  });

  it('would notice a circle', () => {
    const arrows = new Map([
      ['a', new Set(['b', 'd'])],
      ['b', new Set(['c'])],
      ['c', new Set(['b'])],
      ['d', new Set(['b'])],
    ]);
    expect(circlesOf(arrows)).toEqual(['b → c → b']);
  });
});
