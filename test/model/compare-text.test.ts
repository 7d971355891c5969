import { compareText } from '../../src/model/compare-text.ts';

it.each([
  ['a', 'b', -1],
  ['b', 'a', 1],
  ['a', 'a', 0],
  ['Z', 'a', -1],
  ['2026-09-30', '2026-10-01', -1],
])('%s against %s is %d, whatever the language of the machine', (a, b, expected) => {
  expect(compareText(a, b)).toBe(expected);
});
