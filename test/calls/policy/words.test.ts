import { constantOf, literal, literalsOf, type Template, variablesOf } from '../../../src/calls/policy/template.ts';
import { tokensOf } from '../../../src/calls/policy/tokens.ts';
import {
  argumentsOf,
  closingOf,
  computedBy,
  isName,
  isSign,
  type Locals,
  splitAt,
  topLevel,
} from '../../../src/calls/policy/words.ts';

const tokens = (code: string) => tokensOf(code) ?? [];
const written = (some: readonly { readonly text: string }[]) => some.map(({ text }) => text).join('');
const NONE: Locals = new Map();

describe('a stretch of words', () => {
  it('knows signs and names by kind, names in any case', () => {
    const [name, sign, string] = tokens('Return ( "return"');
    expect([isName(name, 'return'), isName(name, 'else'), isName(string, 'return'), isName(undefined, 'x')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([isSign(sign, '(', ')'), isSign(sign, ')'), isSign(name, 'Return'), isSign(undefined, '(')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['a + b', 'a+b'],
    ['a(b) + c', 'a()+c'],
    ['a[b({c})].d', 'a[].d'],
    ['"(" + a', '"("+a'],
    ['a ")" (b)', 'a")"()'],
  ])('%j has %j outside any bracket', (code, expected) => {
    const all = tokens(code);
    expect(written(topLevel(all).flatMap((place) => all[place] ?? []))).toBe(expected);
  });

  it.each([
    ['(a) b', 2],
    ['((a) b) c', 5],
    ['([{}])', 5],
    ['(")" a)', 3],
    ['(a', -1],
    ['((a)', -1],
  ])('%j has its first bracket closed at word %d', (code, expected) => {
    expect(closingOf(tokens(code), 0)).toBe(expected);
  });

  it('closes the bracket that was asked about', () => {
    expect(closingOf(tokens('(a) (b) (c)'), 3)).toBe(5);
  });

  it.each([
    ['a + b + c', [1, 3], ['a', 'b', 'c']],
    ['a + ', [1], ['a', '']],
    ['a', [], ['a']],
  ])('%j is split at %j', (code, places, expected) => {
    expect(splitAt(tokens(code), places).map(written)).toEqual(expected);
  });

  it.each([
    ['', []],
    ['a', ['a']],
    ['a, b(c, d), "e,f"', ['a', 'b(c,d)', '"e,f"']],
  ])('%j is the arguments %j', (code, expected) => {
    expect(argumentsOf(tokens(code)).map(written)).toEqual(expected);
  });
});

describe('code that is not understood', () => {
  it.each<[string, readonly string[]]>([
    ['context.Variables["a"]', ['a']],
    ['context.Variables.GetValueOrDefault<string>("a", "b")', ['a']],
    ['context.Variables.ContainsKey("a") + context.Variables["b"] + context.Variables["a"]', ['a', 'b']],
    ['context.Variables[name]', ['*']],
    ['context.Variables[$"{name}"]', ['*']],
    ['context.Variables', ['*']],
    ['"a" + context.Variables', ['*']],
    ['context.Request.Headers["a"]', []],
    ['variables["a"]', ['*']],
    ['Foo("a")', ['*']],
    ['1 + 2', []],
    ['"a" + "b"', []],
  ])('%j reads the variables %j', (code, expected) => {
    expect(variablesOf(computedBy(tokens(code), NONE))).toEqual(expected);
  });

  it('behind a value works on that value alone', () => {
    expect(variablesOf(computedBy(tokens('.Foo(bar)'), NONE, true))).toEqual([]);
    expect(variablesOf(computedBy(tokens('.Foo(bar)'), NONE))).toEqual(['*']);
  });

  it('keeps its constants, and those of the locals in it with their variables', () => {
    const local: Template = [[{ kind: 'variable', name: 'v', fallback: literal('d') }]];
    const found = computedBy(tokens('Foo(u, "a", @"b""c")'), new Map([['u', local]]));
    expect(literalsOf(found)).toEqual(['a', 'b"c', 'd']);
    expect(variablesOf(found)).toEqual(['v']);
    expect(constantOf(found)).toBeUndefined();
  });
});
