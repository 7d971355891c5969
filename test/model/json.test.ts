import { at, flag, isObject, list, same, text, texts } from '../../src/model/json.ts';

const json = { a: { b: 'x', empty: '', none: null, list: ['x', '', 3, null, 'y'] } };

describe("a field of Azure's JSON", () => {
  it('is found by its path, and absent where the path leaves the JSON', () => {
    expect(at(json, 'a', 'b')).toBe('x');
    expect(at(json, 'a', 'b', 'c')).toBeUndefined();
    expect(at(json, 'toString')).toBeUndefined();
    expect(at(null, 'a')).toBeUndefined();
  });

  it('is a text only where it is one that says something', () => {
    expect(text(json, 'a', 'b')).toBe('x');
    for (const key of ['empty', 'none', 'list', 'absent']) expect(text(json, 'a', key)).toBeUndefined();
  });

  it('is a list only where it is one, and texts are the members that say something', () => {
    expect(list(json, 'a', 'list')).toHaveLength(5);
    expect(list(json, 'a', 'b')).toEqual([]);
    expect(texts(json, 'a', 'list')).toEqual(['x', 'y']);
  });

  it.each([
    [{}, true],
    [[], false],
    [null, false],
    ['x', false],
    [undefined, false],
  ])('%j is an object: %s', (value, expected) => {
    expect(isObject(value)).toBe(expected);
  });

  it.each([
    [true, true],
    [false, false],
    ['True', true],
    [' FALSE ', false],
    ['yes', undefined],
    [1, undefined],
    [null, undefined],
  ])('%j as a flag is %s', (value, expected) => {
    expect(flag({ value }, 'value')).toBe(expected);
  });

  it.each([
    ['Deny', 'deny', true],
    ['Deny', 'Allow', false],
    [undefined, undefined, false],
    ['a', undefined, false],
    [undefined, 'a', false],
  ])('%j and %j are the same word: %s', (one, other, expected) => {
    expect(same(one, other)).toBe(expected);
  });
});
