import { errorCode, type Failure, failureOf, refusal } from '../../src/azure/failure.ts';
import { nextDelay, RETRY_RULES } from '../../src/azure/retry.ts';

const rules = { ...RETRY_RULES, attempts: 4, firstDelayMs: 500, longestDelayMs: 20_000, patienceMs: 60_000 };
const busy = failureOf('READ_FAILED', '503', true);
const asked = (retryAfter: number): Failure => ({ ...busy, reason: 'THROTTLED', retryAfter });

describe('nextDelay', () => {
  it.each<readonly [string, number | undefined, Parameters<typeof nextDelay>]>([
    ['starts with half of the first pause up to all of it', 250, [rules, busy, 1, 0, 0]],
    ['doubles', 1_500, [rules, busy, 3, 0, 0.5]],
    ['waits as long as Azure asks', 3_000, [rules, asked(3_000), 1, 0, 0]],
    ['adds a little, so that not all come back at once', 3_250, [rules, asked(3_000), 1, 0, 0.5]],
    ['never waits longer than its cap', 20_000, [rules, asked(600_000), 1, 0, 0]],
    ['gives up when patience would end meanwhile', undefined, [rules, asked(20_000), 2, 40_001, 0]],
    ['gives up after the last attempt', undefined, [rules, busy, 4, 0, 0]],
    ['gives up at once where waiting cannot help', undefined, [rules, failureOf('FORBIDDEN', '403'), 1, 0, 0]],
  ])('%s', (_, expected, parameters) => {
    expect(nextDelay(...parameters)).toBe(expected);
  });
});

describe('refusal', () => {
  const clock = { instant: () => '2026-11-22T10:00:00Z' as const };
  it.each([
    [429, 7_000],
    [503, 7_000],
    [403, undefined],
  ])('of status %i says when to ask again: %s ms', (status, expected) => {
    expect(refusal(status, {}, (name) => (name === 'retry-after' ? '7' : undefined), clock).retryAfter).toBe(expected);
  });
});

describe('errorCode', () => {
  it.each([
    [{ error: { code: 'BadRequest', details: [{ code: 'InvalidQuery' }] } }, 'InvalidQuery'],
    [{ error: { code: 'Forbidden', details: null } }, 'Forbidden'],
    [{ error: { code: 'Bearer eyJ0 was wrong' } }, undefined],
    ['<html>', undefined],
    [undefined, undefined],
  ])('of %j is %s', (body, expected) => {
    expect(errorCode(body)).toBe(expected);
  });
});
