import { ALWAYS, type Branches, compatible, covers, together } from '../../src/calls/branches.ts';

/** `'a1 b2'`: branch 1 of the choose `a` and branch 2 of `b`. */
function branches(text: string): Branches {
  return text
    .split(' ')
    .flatMap((one) => (one === '' ? [] : [{ choose: one.charAt(0), branch: Number(one.slice(1)) }]));
}

describe('branches of choose', () => {
  it.each([
    ['', '', true],
    ['', 'a1', true],
    ['a1', '', true],
    ['a1', 'a1', true],
    ['a1', 'a2', false],
    ['a1', 'b1', true],
    ['a1', 'b2', true],
    ['a1 b1', 'a1 b2', false],
    ['b1 a1', 'b2 a1', false],
    ['a1 b1', 'c1 b2', false],
    ['a1 b1', 'c1 d2', true],
  ])('%j and %j may happen in one call: %s', (one, other, expected) => {
    expect(compatible(branches(one), branches(other))).toBe(expected);
  });

  it.each([
    ['', '', true],
    ['a1', '', true],
    ['', 'a1', false],
    ['a1', 'a1', true],
    ['a1 b1', 'b1', true],
    ['a1', 'a2', false],
    ['a1', 'b1', false],
    ['a1', 'a1 b1', false],
    ['b2 a1', 'a1 b2', true],
  ])('what runs in %j runs what stands in %j: %s', (place, part, expected) => {
    expect(covers(branches(place), branches(part))).toBe(expected);
  });

  it.each([
    ['', 'a1', 'a1'],
    ['a1', '', 'a1'],
    ['a1', 'a1', 'a1'],
    ['a1', 'b1', 'a1 b1'],
    ['a1 b1', 'b1 c2', 'a1 b1 c2'],
  ])('%j and %j together are %j', (one, other, expected) => {
    expect(together(branches(one), branches(other))).toEqual(branches(expected));
  });

  it('are none for what always runs', () => {
    expect(ALWAYS).toEqual([]);
  });
});
