import { retryDelay } from '../../../src/reminders/delivery/retry-delay.ts';
import { failureOf, retryAfterOf } from '../../../src/reminders/ports/transport.ts';

describe('failureOf', () => {
  it.each([
    [undefined, 'unavailable'],
    [400, 'refused'],
    [401, 'unauthorized'],
    [403, 'blocked'],
    [404, 'gone'],
    [408, 'unavailable'],
    [412, 'unavailable'],
    [413, 'too-big'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [504, 'unavailable'],
  ])('%s is %s', (status, failure) => {
    expect(failureOf(status)).toBe(failure);
  });
});

describe('retryAfterOf', () => {
  const now = Date.parse('2026-02-13T10:00:00Z');
  it.each([
    ['3', 3_000],
    ['0.5', 500],
    ['Fri, 13 Feb 2026 10:00:30 GMT', 30_000],
    ['Fri, 13 Feb 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (header, milliseconds) => {
    expect(retryAfterOf(header, now)).toBe(milliseconds);
  });
});

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
