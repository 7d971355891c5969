import { given } from '../../src/model/given.ts';

it('leaves out the fields without a value, and keeps the others in their order', () => {
  const fields = given({ b: 0, a: undefined as string | undefined, d: '', c: null });

  expect(fields).toStrictEqual({ b: 0, d: '', c: null });
  expect(Object.keys(fields)).toEqual(['b', 'd', 'c']);
});
