import { catalogueFault } from '../../src/languages/catalogue-faults.ts';
import { completeLanguages } from '../../src/languages/languages.ts';
import { faultsOf, sentencesIn, textsOfSources } from '../../src/tools/texts.ts';

const texts = textsOfSources();

describe('the sentences of the sources', () => {
  it('are found', () => {
    expect(texts.templates.size).toBeGreaterThan(400);
    expect([...texts.templates.keys()]).toContain('Reader is missing here.');
    expect(texts.templates.get('{count} policies')).toEqual({ one: '{count} policy', other: '{count} policies' });
  });

  it('are constants, so that each can be translated', () => {
    expect(texts.faults).toEqual([]);
  });
});

describe.each(completeLanguages)('the catalogue %s', (language) => {
  // A sentence that is not translated yet is said in English: `npm run texts -- --check` names it.
  it('says nothing that nobody asks for, and the same placeholders; run npm run texts -- --tidy', () => {
    const faults = faultsOf({ ...texts, faults: [] }, [language]);

    expect(faults.filter((fault) => !fault.startsWith(`${language}: missing: `))).toEqual([]);
  });
});

describe('reading a source', () => {
  const header = "import { count as many, say } from '../model/text.ts';\n";

  it.each([
    ["say('A {b}', { b })", 'A {b}'],
    ['say("Advisor\'s list")', "Advisor's list"],
    ["many(2, { one: 'one', other: '{count}' })", { one: 'one', other: '{count}' }],
    ['say(template)', undefined],
    ["say('a' + b)", undefined],
    ['say(`a $' + '{b}`)', undefined],
    ["say(yes ? 'a' : 'b')", undefined],
    ['many(2, forms)', undefined],
    ["many(2, { one, other: 'b' })", undefined],
  ])('%s', (call, sentence) => {
    expect(sentencesIn(`/** Ünicode before it. */\n${header}const text = ${call};\n`)).toEqual([{ line: 3, sentence }]);
  });

  it('leaves calls alone that only have the name, and the registry of reasons', () => {
    expect(sentencesIn("import { say } from './speech.ts';\nsay(template); count(rows);\n")).toEqual([]);
    expect(sentencesIn(`${header}say(reasonSentence('FORBIDDEN'));\n`)).toEqual([]);
  });
});

describe('holding a catalogue against the sentences', () => {
  const templates = new Map<string, string | { one: string; other: string }>([
    ['Hello {name}', 'Hello {name}'],
    ['{count} of {all} rules', { one: '{count} rule', other: '{count} of {all} rules' }],
  ]);
  const good = {
    'Hello {name}': '{name}, hallo',
    '{count} of {all} rules': { one: '{count} Regel', other: '{count} von {all} Regeln' },
  };

  it('finds nothing wrong with a good one', () => {
    expect(catalogueFault('de', good, templates)).toEqual([]);
    expect(catalogueFault('ja', { ...good, '{count} of {all} rules': { other: '{all}: {count}' } }, templates)).toEqual(
      [],
    );
  });

  it.each([
    ['a missing sentence', 'de', { 'Hello {name}': undefined }, 'missing: Hello {name}'],
    ['one that nobody says', 'de', { Bye: 'Tschüss' }, 'superfluous: Bye'],
    ['an empty one', 'de', { 'Hello {name}': ' ' }, 'empty: Hello {name}'],
    ['a lost placeholder', 'de', { 'Hello {name}': 'Hallo' }, 'placeholders none instead of {name}: Hello {name}'],
    [
      'a strange placeholder',
      'de',
      { 'Hello {name}': '{Name}' },
      'placeholders {Name} instead of {name}: Hello {name}',
    ],
    [
      'forms without a count',
      'de',
      { 'Hello {name}': { other: '{name}' } },
      'counts where English does not: Hello {name}',
    ],
    [
      'a missing form',
      'de',
      { '{count} of {all} rules': { other: '{count} {all}' } },
      'needs the forms one, other: {count} of {all} rules',
    ],
    ['no forms', 'ja', { '{count} of {all} rules': '{count} {all}' }, 'needs the forms other: {count} of {all} rules'],
    [
      'a form that the language lacks',
      'fr',
      { '{count} of {all} rules': { one: '{count}', other: '{count} {all}', many: '{count} {all}' } },
      'needs the forms one, other: {count} of {all} rules',
    ],
    [
      'a placeholder that only another form has',
      'de',
      { '{count} of {all} rules': { one: '{count} {all}', other: '{count} {all}' } },
      'placeholders {all} {count} instead of {count}: {count} of {all} rules (one)',
    ],
  ])('finds %s', (_, tag, change, fault) => {
    const changed = Object.fromEntries(
      Object.entries({ ...good, ...change }).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );

    expect(catalogueFault(tag, changed, templates)).toContain(fault);
  });
});
