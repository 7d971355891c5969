import { ALWAYS, type Branches } from '../../src/calls/branches.ts';
import type { KnownText } from '../../src/calls/policy/host-of-url.ts';
import { templateOf } from '../../src/calls/policy/read-value.ts';
import { computed, either, join, literal, type Template, type TemplatePiece } from '../../src/calls/policy/template.ts';
import {
  type Alternative,
  outsideCalls,
  PIECES,
  resolvedTexts,
  resolveTemplate,
  textsOutsideCalls,
  type ValueScope,
  type VariableValues,
} from '../../src/calls/resolve-value.ts';
import { failed, ok } from '../../src/model/estate.ts';

const A1: Branches = [{ choose: 'a', branch: 1 }];
const A2: Branches = [{ choose: 'a', branch: 2 }];
const B1: Branches = [{ choose: 'b', branch: 1 }];

const NAMED = new Map([
  ['plain', 'x'],
  ['nested', '{{plain}}'],
  ['expression', '@("a" + "b")'],
  ['block', '@{ return "c"; }'],
  ['letters', '@ (a)'],
]);

function scopeOf(rest: Partial<ValueScope> = {}): ValueScope {
  return {
    namedValue: (name) => {
      const value = NAMED.get(name);
      return value === undefined ? failed('SECRET_NAMED_VALUE') : ok(value);
    },
    branches: ALWAYS,
    variable: () => ({ values: [], always: false, hidden: false }),
    hasTokens: false,
    address: () => [],
    budget: { left: PIECES },
    ...rest,
  };
}

/** A text in one line: what is known, and `<reason constants>` for what is not; `!` where it may be a token, `?` where nothing sets it. */
function show(text: KnownText): string {
  return text
    .map((part) => {
      if (typeof part === 'string') return part;
      const tokens = (part.tokens ?? []).map(({ clientIds }) => `token ${clientIds?.join('/') ?? '*'}`);
      const inside = [part.reason, ...part.literals, ...tokens].join(' ');
      return `<${inside}${part.mayBeToken === true ? '!' : ''}${part.unset === true ? '?' : ''}>`;
    })
    .join('');
}

const where = (branches: Branches) => branches.map(({ choose, branch }) => ` [${choose}${branch}]`).join('');
const shown = (all: readonly Alternative[]) => all.map(({ text, branches }) => `${show(text)}${where(branches)}`);
const resolved = (value: string | Template, rest: Partial<ValueScope> = {}) =>
  shown(resolveTemplate(typeof value === 'string' ? templateOf(value) : value, scopeOf(rest)));

/** A variable that may hold some texts, each in branches of its own. */
function variable(
  values: readonly (readonly [string, Branches?])[],
  { always = false, hidden = false }: Partial<VariableValues> = {},
): Partial<ValueScope> {
  const inner = scopeOf();
  return {
    variable: (name) =>
      name === 'v'
        ? {
            values: values.map(([text, branches = ALWAYS]) => ({ value: templateOf(text), branches, scope: inner })),
            always,
            hidden,
          }
        : { values: [], always: false, hidden },
  };
}

const V = '@((string)context.Variables["v"])';
const OR = '@(context.Variables.GetValueOrDefault("v", "d"))';

describe('a value at a place', () => {
  it.each<[string, readonly string[]]>([
    ['', ['']],
    ['a', ['a']],
    ['a{{plain}}b', ['axb']],
    ['{{secret}}', ['<SECRET_NAMED_VALUE>']],
    // The names in a named value are not looked up again.
    ['{{nested}}', ['<G-UNRESOLVED>']],
    ['{{expression}}/{{block}}', ['ab/c']],
    ['{{letters}}', ['@ (a)']],
    ['@(a ? "b" : "c")', ['b', 'c']],
    ['@(Foo("b"))', ['<EXPRESSION_URL b>']],
  ])('of %s is %j', (value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it.each<[string, string, Partial<ValueScope>, readonly string[]]>([
    ['what always is set', V, variable([['a'], ['b']], { always: true }), ['a', 'b']],
    ['what may be set, for else the request ends', V, variable([['a', A1]]), ['a [a1]']],
    ['anything where nothing sets it', V, variable([]), ['<EXPRESSION_URL!?>']],
    ['anything beside, where it cannot be told', V, variable([['a']], { hidden: true }), ['a', '<EXPRESSION_URL!>']],
    ['what always is set, in spite of that', V, variable([['a']], { always: true, hidden: true }), ['a']],
    ['its default beside what may be set', OR, variable([['a', A1]]), ['a [a1]', 'd']],
    ['its default where nothing sets it', OR, variable([]), ['d']],
    ['never its default where something always sets it', OR, variable([['a']], { always: true }), ['a']],
    ['all three where it cannot be told', OR, variable([['a']], { hidden: true }), ['a', '<EXPRESSION_URL!>', 'd']],
    [
      'only that of branches that can be',
      V,
      {
        ...variable([
          ['a', A1],
          ['b', A2],
        ]),
        branches: A1,
      },
      ['a [a1]'],
    ],
    ['in its branches, of the place or not', V, { ...variable([['a', A1]]), branches: B1 }, ['a [a1]']],
  ])('that a variable holds is %s', (_, value, rest, expected) => {
    expect(resolved(value, rest)).toEqual(expected);
  });

  it('keeps what stands in one branch together', () => {
    const both = variable([
      ['1', A1],
      ['2', A2],
    ]);
    expect(resolved(`${V}-${V}`, both)).toEqual(['1-1 [a1]', '2-2 [a2]']);
  });

  it('may be the token that an identity minted, or any of a cache', () => {
    const token = (clientId: string | undefined): TemplatePiece => ({
      kind: 'token',
      token: {
        clientId: clientId === undefined ? undefined : templateOf(clientId),
        audience: undefined,
        workload: false,
      },
    });
    expect(resolved([[token(undefined)]])).toEqual(['<EXPRESSION_URL token >']);
    expect(resolved([[token('{{plain}}')]])).toEqual(['<EXPRESSION_URL token x>']);
    expect(resolved([[token('{{secret}}')]])).toEqual(['<EXPRESSION_URL token *>']);
    expect(resolved([[{ kind: 'cached' }]])).toEqual(['<EXPRESSION_URL!>']);
  });

  it('knows whom a token is made out for', () => {
    const token = (audience: Template | undefined) =>
      resolveTemplate([[{ kind: 'token', token: { clientId: undefined, audience, workload: true } }]], scopeOf());
    expect(token(literal('a'))[0]?.text).toMatchObject([{ tokens: [{ audiences: ['a'], workload: true }] }]);
    expect(token(computed())[0]?.text).toMatchObject([{ tokens: [{ audiences: undefined }] }]);
    expect(token(undefined)[0]?.text).toMatchObject([{ tokens: [{ audiences: undefined }] }]);
  });

  it.each<[string, string, Partial<ValueScope>, readonly string[]]>([
    ['a token that one of its variables holds', 'Foo(context.Variables["v"])', variable([]), ['<EXPRESSION_URL v!>']],
    [
      'no token of a plain one',
      'Foo(context.Variables["v"])',
      variable([['a']], { always: true }),
      ['<EXPRESSION_URL v>'],
    ],
    [
      'a token by a computed name where one was minted',
      'context.Variables[x]',
      { hasTokens: true },
      ['<EXPRESSION_URL!>'],
    ],
    ['no token by a computed name where none was', 'context.Variables[x]', { hasTokens: false }, ['<EXPRESSION_URL>']],
    ['no token where no variable is read', 'context.RequestId', { hasTokens: true }, ['<EXPRESSION_URL>']],
  ])('that is computed may be %s', (_, code, rest, expected) => {
    expect(resolved(`@(${code})`, rest)).toEqual(expected);
  });

  it.each<[string, readonly KnownText[], readonly string[]]>([
    ['context.Request.Url', [['https://a.b/c']], ['https://a.b/c']],
    ['context.Request.Url.Host', [['https://a.b/c'], ['https://d.e?f']], ['a.b', 'd.e']],
    ['context.Request.Url.Host', [['a.b/c']], ['<EXPRESSION_URL a.b/c>']],
    ['context.Request.Url.Host', [[{ reason: 'G-UNRESOLVED', literals: ['x'] }]], ['<EXPRESSION_URL x>']],
    ['context.Request.Url.Host', [[]], ['<EXPRESSION_URL>']],
    ['context.Request.Url', [], ['<EXPRESSION_URL>']],
  ])('is the address %s of %j', (code, addresses, expected) => {
    const address = () => addresses.map((text) => ({ text, branches: ALWAYS }));
    expect(resolved(`@(${code})`, { address })).toEqual(expected);
  });

  it('is of the branches that lead to the place', () => {
    const address = () => [
      { text: ['a'], branches: A1 },
      { text: ['b'], branches: A2 },
    ];
    expect(resolved('@(context.Request.Url)', { address, branches: A2 })).toEqual(['b [a2]']);
    expect(resolved('@(context.Request.Url)', { address, branches: B1 })).toEqual(['a [a1]', 'b [a2]']);
  });

  it('is looked up within a budget, past which it may be whatever a variable holds', () => {
    expect(resolved('a{{plain}}', { budget: { left: 3 } })).toEqual(['ax']);
    expect(resolved('a{{plain}}', { budget: { left: 2 } })).toEqual(['a<EXPRESSION_URL x>']);
    expect(resolved('a{{plain}}', { budget: { left: 1 } })).toEqual(['a<EXPRESSION_URL>']);
    expect(resolved('@("b")', { budget: { left: 0 }, hasTokens: true })).toEqual(['<EXPRESSION_URL b!>']);
  });
});

describe('more texts than are told one by one', () => {
  const choices = (number: number, text: (index: number) => string) =>
    variable(
      Array.from({ length: number }, (_, index) => [text(index), [{ choose: 'a', branch: index }]] as const),
      { always: true },
    );

  it('are told up to 32', () => {
    expect(
      resolved(
        V,
        choices(32, (index) => `${index}`),
      ),
    ).toHaveLength(32);
    expect(
      resolved(
        V,
        choices(33, (index) => `${index}`),
      ),
    ).toEqual([`<EXPRESSION_URL ${Array.from({ length: 33 }, (_, index) => index).join(' ')}>`]);
  });

  it('are told by their hosts, in whatever branch, and one that is alone as it is', () => {
    const found = resolved(
      V,
      choices(33, (index) => (index === 32 ? 'https://c/x' : `https://${index % 2}/${index}`)),
    );
    expect(found.map((one) => one.replace(/<.*>/, '<…>'))).toEqual([
      'https://0/<…>',
      'https://1/<…>',
      'https://c/<…> [a32]',
    ]);
    expect(found[0]).toContain('https://0/30');
  });

  it('keep their known beginning where there are too many ways to go on', () => {
    const some = variable(
      Array.from({ length: 6 }, (_, index) => [`${index}`, [{ choose: 'a', branch: index }]] as const),
      { always: true },
    );
    const other = (name: string) =>
      name === 'v'
        ? (some.variable?.('v') ?? { values: [], always: false, hidden: false })
        : {
            values: Array.from({ length: 6 }, (_, index) => ({
              value: literal(`-${index}`),
              branches: [{ choose: 'b', branch: index }],
              scope: scopeOf(),
            })),
            always: true,
            hidden: false,
          };
    const found = resolved(join([templateOf(V), templateOf('@((string)context.Variables["w"])')]), { variable: other });
    expect(found).toEqual(
      Array.from({ length: 6 }, (_, index) => `${index}<EXPRESSION_URL -0 -1 -2 -3 -4 -5> [a${index}]`),
    );
  });

  it('keep what may be a token in them', () => {
    const many = Array.from({ length: 33 }, (_, index) => literal(`${index}`));
    const cached: Template = [[{ kind: 'cached' }]];
    expect(resolved([...many.flat(), ...cached])[0]).toMatch(/^<EXPRESSION_URL 0 .* 32!>$/);
    const minted: Template = [
      [{ kind: 'token', token: { clientId: undefined, audience: undefined, workload: false } }],
    ];
    expect(resolved([...many.flat(), ...minted])[0]).toMatch(/ 32 token >$/);
    expect(resolved([...many.flat(), ...computed(['x'])])[0]).toMatch(/ 32 x>$/);
  });
});

describe('the texts of a value', () => {
  it('are told where all of them are known in full', () => {
    expect(resolvedTexts(either(literal('a'), templateOf('b{{plain}}')), scopeOf())).toEqual(['a', 'bx']);
    expect(resolvedTexts(either(literal('a'), computed()), scopeOf())).toBeUndefined();
    expect(resolvedTexts(templateOf('a{{secret}}'), scopeOf())).toBeUndefined();
  });

  it('outside any call hold named values, but no variable, address or token', () => {
    const { namedValue } = scopeOf();
    const outside = (value: string) => textsOutsideCalls(value, namedValue).map(show);
    expect(outside('https://{{plain}}/')).toEqual(['https://x/']);
    expect(outside(V)).toEqual(['<EXPRESSION_URL!>']);
    expect(outside('@(context.Request.Url)')).toEqual(['<EXPRESSION_URL>']);
    expect(outside('@(context.Variables[x])')).toEqual(['<EXPRESSION_URL>']);
    expect(outsideCalls(namedValue).branches).toEqual(ALWAYS);
  });
});
