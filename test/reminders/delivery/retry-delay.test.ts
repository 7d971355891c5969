import { retryDelay } from '../../../src/reminders/delivery/retry-delay.ts';

describe('retryDelay', () => {
  it('doubles up to a quarter of an hour, half of it by chance', () => {
    expect([1, 2, 3, 30].map((attempt) => retryDelay(2_000, attempt, undefined, () => 0))).toEqual([
      1_000, 2_000, 4_000, 450_000,
    ]);
    expect([1, 2, 3, 30].map((attempt) => retryDelay(2_000, attempt, undefined, () => 1))).toEqual([
      2_000, 4_000, 8_000, 900_000,
    ]);
  });

  it('is never shorter than was asked for', () => {
    expect(retryDelay(2_000, 1, 60_000, () => 1)).toBe(60_000);
    expect(retryDelay(2_000, 10, 1, () => 0)).toBe(450_000);
  });
});
