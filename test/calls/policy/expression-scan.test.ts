import {
  characterEnd,
  commentEnd,
  expressionEnd,
  expressionStarts,
  stringEnd,
  stringStarts,
} from '../../../src/calls/policy/expression-scan.ts';

/** What stands between the place `at` and the end that was found; undefined where it never ends. */
function taken(end: (text: string, at: number) => number, text: string, at: number): string | undefined {
  const found = end(text, at);
  return found < 0 ? undefined : text.slice(at, found);
}

describe('where an expression starts', () => {
  it.each([
    ['@(', true],
    ['@{', true],
    ['@', false],
    ['@@(', false],
    ['@[', false],
    ['a(', false],
    ['(', false],
  ])('%s: %s', (text, expected) => {
    expect(expressionStarts(`x${text}`, 1)).toBe(expected);
  });
});

describe('where a C# string starts', () => {
  it.each(['"', '@"', '$"', '@$"', '$@"'])('is at %s', (mark) => {
    expect(stringStarts(`x = ${mark}text"`, 4)).toBe(true);
  });

  it.each(['@@"', '$$"', '@$x', '$@', '@x"', 'x"', "'\"'", '$'])('is not at %s', (mark) => {
    expect(stringStarts(`x = ${mark}`, 4)).toBe(false);
  });
});

describe('a C# string', () => {
  it.each([
    ['"a"b"', '"a"'],
    ['""', '""'],
    ['"a\\"b" + "c"', '"a\\"b"'],
    ['"a\\\\" + "c"', '"a\\\\"'],
    ['"{" + "}"', '"{"'],
    ['@"a""b\\" + "c"', '@"a""b\\"'],
    ['$"a{b}c" + "d"', '$"a{b}c"'],
    ['$"a{Foo("x")}c" + "d"', '$"a{Foo("x")}c"'],
    ['$"a{b("x") + {"y"}}c" + "d"', '$"a{b("x") + {"y"}}c"'],
    ['$"a}b{c}" + "d"', '$"a}b{c}"'],
    ['$"{{" + "}"', '$"{{"'],
    ['$"a\\"{b}" + "c"', '$"a\\"{b}"'],
    ['$@"a""{b}" + "c"', '$@"a""{b}"'],
    ['$"{a}{b}" + "c"', '$"{a}{b}"'],
  ])('%s is over with %s', (text, expected) => {
    expect(taken(stringEnd, `x${text}`, 1)).toBe(expected);
  });

  it.each(['"a', '"a\\"', '@"a""', '$"a{b', '$"a{"b', '$"a{"b"', '$"{"'])('%s never ends', (text) => {
    expect(taken(stringEnd, `x${text}`, 1)).toBeUndefined();
  });
});

describe('a comment', () => {
  it.each([
    ['// a\nb', '// a\n'],
    ['// a', '// a'],
    ['//\n', '//\n'],
    ['/* a */b', '/* a */'],
    ['/**/b', '/**/'],
    ['/*/ a */b', '/*/ a */'],
    ['/* a\n*/b', '/* a\n*/'],
    ['/ a', ''],
    ['*/ a', ''],
    ['a // b', ''],
    ['a /* b */', ''],
  ])('at the start of %j is %j', (text, expected) => {
    expect(taken(commentEnd, `x${text}`, 1)).toBe(expected);
  });

  it.each(['/* a', '/*', '/*/'])('%j never ends', (text) => {
    expect(taken(commentEnd, `x${text}`, 1)).toBeUndefined();
  });
});

it.each([
  ["'a'b", "'a'"],
  ["'\\''b", "'\\''"],
  ["'\\u0041'b", "'\\u0041'"],
  ["'\"'b", "'\"'"],
  ["'ab'", ''],
  ["'", ''],
  ["''", ''],
  ['a', ''],
])('a character at the start of %j is %j', (text, expected) => {
  expect(taken(characterEnd, `x${text}`, 1)).toBe(expected);
});

describe('an expression', () => {
  it.each([
    ['@(a) b)', '@(a)'],
    ['@((a)(b)) c', '@((a)(b))'],
    ['@{ a } }', '@{ a }'],
    ['@(a[b({c})]) d', '@(a[b({c})])'],
    ['@(")") a', '@(")")'],
    ['@("\\")") a', '@("\\")")'],
    ["@(')') a", "@(')')"],
    ['@(/* ) */ a) b', '@(/* ) */ a)'],
    ['@(a // )\n) b', '@(a // )\n)'],
    ['@(a / b) c', '@(a / b)'],
  ])('%j is over with %j', (text, expected) => {
    expect(taken(expressionEnd, `x${text}`, 1)).toBe(expected);
  });

  it.each(['@(a', '@((a)', '@(a]', '@(a}', '@([a)', '@("a)', '@(/* a)', '@(', "@('"])('%j never ends', (text) => {
    expect(taken(expressionEnd, `x${text}`, 1)).toBeUndefined();
  });
});
