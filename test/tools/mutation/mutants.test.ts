import { runInNewContext } from 'node:vm';
import { mutantsOf, nameOf, withFaults } from '../../../src/tools/mutation/mutants.ts';

const FILE = 'src/model/example.ts';

describe('the faults of a source', () => {
  it.each<[source: string, faults: readonly string[]]>([
    ['if (a) b();', ['a -> true', 'a -> false', 'b(); -> ']],
    ['const c = a === b ? 1 : 2;', ['a === b -> true', 'a === b -> false', '=== -> !==']],
    ['const c = a < 1 && !b;', ['< -> <=', '&& -> ||', '!b -> b']],
    ['const c = a - 1 + b;', ['- -> +', '+ -> -']],
    ['const c = a?.b ?? 1;', ['a?.b ?? 1 -> a?.b', 'a?.b ?? 1 -> 1']],
    ["const c = [true, 'deny', 'other'];", ['true -> false', "'deny' -> 'allow'"]],
    ['const c = a.filter(b).some(d);', ['a.filter(b) -> a', 'some -> every']],
    ["const c = a.startsWith('x');", ['startsWith -> endsWith']],
    ['const c = Math.max(a, b);', ['max -> min']],
  ])('%s', (source, faults) => {
    expect(mutantsOf(FILE, source).map(({ before, after }) => `${before} -> ${after}`)).toEqual(faults);
  });

  it.each([
    "const c = say('a {b}', { b: d > 1 });",
    "log.warn('late', { a: b ?? 1 });",
    "throw new Error(a > 1 ? 'more' : 'less');",
    "const c = a ? 'one thing' : 'another thing';",
    "const c = 'a text ' + a;",
    'interface A { readonly b: true }',
    "import type { A } from './a.ts';",
  ])('are none in what only words a sentence or is for the compiler alone: %s', (source) => {
    expect(mutantsOf(FILE, source)).toEqual([]);
  });

  it('are told by their line, whatever stands before them', () => {
    expect(mutantsOf(FILE, "const ä = 'ö€';\n\nconst c = ä > 1;").map(({ line, before }) => [line, before])).toEqual([
      [3, '>'],
    ]);
  });
});

describe('a source with all its faults', () => {
  const SOURCE = `
    const kinds = [];
    const note = (kind) => { kinds.push(kind); };
    const isWide = ({ size }) => size?.width.max > 10 && !(size.height ?? 0 < 1);
    if (isWide({ size: { width: { max: 11 }, height: 0 } })) note('wide');
    note([1, 2, 3].filter((one) => one > 1).some((one) => one === 1) ? 'one' : 'none');
    kinds.join();`;
  const faulty = withFaults(FILE, SOURCE);
  const run = (awake?: string) => {
    try {
      return runInNewContext(faulty, { isFaulty: (name: string) => name === awake });
    } catch (error) {
      return String(error);
    }
  };

  it('does what it did while all of them are asleep, also where nobody asks for any', () => {
    expect(run()).toBe(runInNewContext(SOURCE));
    expect(runInNewContext(faulty)).toBe(runInNewContext(SOURCE));
  });

  it('does what a source with one fault alone does while that is awake', () => {
    const bytes = Buffer.from(SOURCE);
    const mutants = mutantsOf(FILE, SOURCE);
    const alone = mutants.map(({ start, end, after }) => {
      const broken = Buffer.concat([bytes.subarray(0, start), Buffer.from(after), bytes.subarray(end)]).toString();
      try {
        return runInNewContext(broken);
      } catch (error) {
        return String(error);
      }
    });

    expect(mutants.map((mutant) => run(nameOf(mutant)))).toEqual(alone);
    expect(new Set(alone).size).toBeGreaterThan(3);
  });
});
