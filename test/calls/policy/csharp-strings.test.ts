import { partsOf, plainText, unescaped } from '../../../src/calls/policy/csharp-strings.ts';

describe('the text of a C# string', () => {
  it.each([
    ['""', ''],
    ['"a"', 'a'],
    ['"a\\"b"', 'a"b'],
    ['@"a""b\\c"', 'a"b\\c'],
    ['$"a{b}"', 'a{b}'],
    ['$@"a\\{b}"', 'a\\{b}'],
  ])('%s is %j', (source, expected) => {
    expect(plainText(source)).toBe(expected);
  });

  it.each([
    ['\\n\\r\\t\\0', '\n\r\t\0'],
    ['\\u0041\\x42', 'AB'],
    ['\\u004', 'u004'],
    ['\\u', 'u'],
    ['\\x', 'x'],
    ['\\q\\\\', 'q\\'],
    ['a/b', 'a/b'],
  ])('%j without its escapes is %j', (written, expected) => {
    expect(unescaped(written)).toBe(expected);
  });

  it('is told from the marks in front', () => {
    expect(partsOf('$@"a"')).toEqual({ marks: '$@', body: 'a' });
  });
});
