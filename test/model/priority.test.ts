import { goesBefore, mostUrgent, type Priority } from '../../src/model/priority.ts';

const inOrder: readonly Priority[] = ['question', 'fleet', 'background'];

describe('how urgent a read is', () => {
  it.each(inOrder.flatMap((a, i) => inOrder.map((b, j) => [a, b, i < j] as const)))(
    '%s goes before %s: %s',
    (a, b, expected) => {
      expect(goesBefore(a, b)).toBe(expected);
    },
  );

  it.each([
    [['background', 'question', 'fleet'], 'question'],
    [['fleet', 'background'], 'fleet'],
    [['background'], 'background'],
    [[], 'background'],
  ] as const)('is that of the most urgent of %j: %s', (some, expected) => {
    expect(mostUrgent(some)).toBe(expected);
  });
});
