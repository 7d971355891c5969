import { tokensOf } from '../../../src/calls/policy/tokens.ts';

/** The words of a code, each as `kind:text`; undefined where they cannot be told. */
const words = (code: string) => tokensOf(code)?.map(({ kind, text }) => `${kind}:${text}`);

describe('the words of a C# expression', () => {
  it.each([
    ['', []],
    ['  \n ', []],
    ['abc _d1', ['name:abc', 'name:_d1']],
    ['1 2.5f 0x1F', ['number:1', 'number:2.5f', 'number:0x1F']],
    ['a1', ['name:a1']],
    ['"a b"c', ['string:"a b"', 'name:c']],
    ['@$"a"', ['string:@$"a"']],
    ["'a'b", ["character:'a'", 'name:b']],
    ['a/*b*/c', ['name:a', 'name:c']],
    ['a//b\nc', ['name:a', 'name:c']],
    ['a/b', ['name:a', 'sign:/', 'name:b']],
    ['a??b', ['name:a', 'sign:??', 'name:b']],
    ['a?.b', ['name:a', 'sign:?.', 'name:b']],
    ['a?b:c', ['name:a', 'sign:?', 'name:b', 'sign::', 'name:c']],
    ['a+=b', ['name:a', 'sign:+=', 'name:b']],
    ['a+b', ['name:a', 'sign:+', 'name:b']],
    ['a=>b==c', ['name:a', 'sign:=>', 'name:b', 'sign:==', 'name:c']],
    ['(!)', ['sign:(', 'sign:!', 'sign:)']],
    ["'", ["sign:'"]],
    ['$a', ['sign:$', 'name:a']],
  ])('%j are %j', (code, expected) => {
    expect(words(code)).toEqual(expected);
  });

  it.each(['"a', 'a + @"b', 'a /* b', '$"{a'])('%j cannot be told', (code) => {
    expect(words(code)).toBeUndefined();
  });
});
