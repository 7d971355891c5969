import {
  computed,
  computedFrom,
  constantOf,
  either,
  hostIn,
  join,
  literal,
  literalsOf,
  type Sequence,
  type Template,
  type TemplatePiece,
  trimmedEnd,
  variablesOf,
  withNamedValues,
} from '../../../src/calls/policy/template.ts';

const variable = (name: string, fallback?: Template): TemplatePiece => ({
  kind: 'variable',
  name,
  ...(fallback === undefined ? {} : { fallback }),
});
const text = (one: string): TemplatePiece => ({ kind: 'literal', text: one });
const choices = (number: number) => either(...Array.from({ length: number }, (_, index) => literal(`${index}`)));

describe('the constants and variables of a value', () => {
  const value: Template = [
    [text('a'), variable('v', [[text('b'), variable('w')]])],
    [
      { kind: 'computed', literals: ['c'], variables: ['x'] },
      { kind: 'named-value', name: 'n' },
    ],
    [{ kind: 'cached' }, { kind: 'address', of: 'request' }, variable('y')],
  ];

  it('are those of all its pieces, defaults included', () => {
    expect(literalsOf(value)).toEqual(['a', 'b', 'c']);
    expect(variablesOf(value)).toEqual(['v', 'w', 'x', 'y']);
  });

  it('are those of what is computed from it, variables once each', () => {
    expect(computedFrom(value, [[variable('v')], [text('d')]])).toEqual(
      computed(['a', 'b', 'c', 'd'], ['v', 'w', 'x', 'y']),
    );
  });
});

describe('values in a row', () => {
  it('are written in every way', () => {
    expect(join([either(literal('a'), literal('b')), literal('-'), either(literal('c'), literal('d'))])).toEqual(
      ['a-c', 'a-d', 'b-c', 'b-d'].map((one) => [...one].map(text)),
    );
    expect(join([])).toEqual([[]]);
  });

  it('are told one by one up to 32 ways, and with their known beginning past that', () => {
    expect(join([choices(8), choices(4)])).toHaveLength(32);
    const many = join([choices(11), choices(3)]);
    expect(many).toHaveLength(11);
    expect(many[0]).toEqual([text('0'), { kind: 'computed', literals: ['0', '1', '2'], variables: [] }]);
  });
});

describe('one of several values', () => {
  it('is each of up to 32, and computed past that', () => {
    expect(choices(32)).toHaveLength(32);
    expect(choices(33)).toEqual(
      computed(
        Array.from({ length: 33 }, (_, index) => `${index}`),
        [],
      ),
    );
  });
});

describe('a text with named values', () => {
  it.each<[string, Sequence]>([
    ['', []],
    ['a', [text('a')]],
    ['{{n}}', [{ kind: 'named-value', name: 'n' }]],
    ['a{{ n-1.b_c }}', [text('a'), { kind: 'named-value', name: 'n-1.b_c' }]],
    ['{{n}}{{m}}b', [{ kind: 'named-value', name: 'n' }, { kind: 'named-value', name: 'm' }, text('b')]],
    ['{{in ner}}', [text('{{in ner}}')]],
    ['{n}', [text('{n}')]],
  ])('%j is read', (written, expected) => {
    expect(withNamedValues(written)).toEqual([expected]);
  });
});

describe('a constant', () => {
  it.each<[string, Template, string | undefined]>([
    ['is one text', literal('a'), 'a'],
    ['is one text in pieces', [[text('a'), text('b')]], 'ab'],
    ['may be empty', [[]], ''],
    ['is no choice', either(literal('a'), literal('b')), undefined],
    ['is not nothing', [], undefined],
    ['holds nothing else', [[text('a'), variable('v')]], undefined],
    ['is not computed', computed(['a']), undefined],
  ])('%s', (_, value, expected) => {
    expect(constantOf(value)).toBe(expected);
  });
});

describe('the end of a value', () => {
  it.each<[string, Sequence, string, Sequence]>([
    ['loses the letters that are named', [text('a//')], '/', [text('a')]],
    ['loses any of several', [text('a/-/')], '/-', [text('a')]],
    ['keeps others', [text('a/b')], '/', [text('a/b')]],
    ['loses white space where none are named', [text('a \n')], '', [text('a')]],
    ['keeps a slash where none are named', [text('a/')], '', [text('a/')]],
    ['may lose all', [text('//')], '/', [text('')]],
    ['is that of the last piece', [text('a/'), text('b/')], '/', [text('a/'), text('b')]],
    ['is not known behind a variable', [text('a/'), variable('v')], '/', [text('a/'), variable('v')]],
    ['is nothing of nothing', [], '/', []],
  ])('%s', (_, sequence, letters, expected) => {
    expect(trimmedEnd(sequence, letters)).toEqual(expected);
  });
});

describe('the host in a URL', () => {
  it.each<[string, Sequence, Sequence]>([
    ['is that of a constant', [text('https://a.b/c')], [text('a.b')]],
    ['is there with a port and a query', [text('https://a.b:1?c')], [text('a.b:1')]],
    [
      'is that of an address',
      [{ kind: 'address', of: 'request' }],
      [{ kind: 'address', of: 'request', hostOnly: true }],
    ],
    ['is that of a constant with anything behind', [text('https://a.b/'), variable('v')], [text('a.b')]],
    [
      'may go on where nothing ends it',
      [text('https://a.b')],
      [{ kind: 'computed', literals: ['https://a.b'], variables: [] }],
    ],
    [
      'is computed from an address with something behind',
      [{ kind: 'address', of: 'request' }, text('x')],
      [{ kind: 'computed', literals: ['x'], variables: [] }],
    ],
    ['is computed from a variable', [variable('v')], [{ kind: 'computed', literals: [], variables: ['v'] }]],
    ['is not known of nothing', [], [{ kind: 'computed', literals: [], variables: [] }]],
  ])('%s', (_, sequence, expected) => {
    expect(hostIn(sequence)).toEqual(expected);
  });
});
