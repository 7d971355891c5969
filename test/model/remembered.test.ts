import { once, remembered, rememberedBy } from '../../src/model/remembered.ts';
import { claimsOf } from '../../src/model/token-claims.ts';

/** A function that counts its calls, and throws at its first where it is told so. */
function counting(throwsFirst = false) {
  let calls = 0;
  return () => {
    calls += 1;
    if (throwsFirst && calls === 1) throw new Error('first');
    return calls;
  };
}

describe('what is worked out once for an object', () => {
  it('is worked out once for each, and never remembered where it throws', () => {
    const find = remembered<object, number>(counting());
    const [a, b] = [{}, {}];

    expect([find(a), find(a), find(b), find(a)]).toEqual([1, 1, 2, 1]);
    const failing = remembered<object, number>(counting(true));
    expect(() => failing(a)).toThrow('first');
    expect([failing(a), failing(a)]).toEqual([2, 2]);
  });

  it('is worked out once for each word too', () => {
    const find = rememberedBy<object, string, number>(counting());
    const [a, b] = [{}, {}];

    expect([find(a, 'x'), find(a, 'y'), find(a, 'x'), find(b, 'x'), find(a, 'y')]).toEqual([1, 2, 1, 3, 2]);
  });

  it('is worked out when it is asked for, and then never again', () => {
    const find = once(counting(true));

    expect(find).toThrow('first');
    expect([find(), find()]).toEqual([2, 2]);
  });
});

describe('the claims of a token', () => {
  const token = (claims: unknown) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

  it.each([
    [token({ oid: 'x' }), { oid: 'x' }],
    [token([]), {}],
    [token('text'), {}],
    ['h.nonsense.s', {}],
    ['none', {}],
    ['', {}],
  ])('of %s are %j', (text, expected) => {
    expect(claimsOf(text)).toEqual(expected);
  });
});
