import { RestError } from '@azure/core-rest-pipeline';
import { durationMs, httpFailureOf, retryAfterOf } from '../../src/model/http-failure.ts';

const clock = { instant: () => '2026-02-13T10:00:00Z' as const };

describe('retryAfterOf', () => {
  it.each<readonly [Readonly<Record<string, string>>, number | undefined]>([
    [{ 'retry-after': '3' }, 3_000],
    [{ 'retry-after': ' 0.5 ' }, 500],
    [{ 'retry-after': 'Fri, 13 Feb 2026 10:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Fri, 13 Feb 2026 09:00:00 GMT' }, 0],
    [{ 'x-ms-retry-after-ms': '120', 'retry-after': '7' }, 120],
    [{ 'retry-after-ms': '80', 'retry-after': '7' }, 80],
    [{ 'x-ms-user-quota-resets-after': '00:01:05' }, 65_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{}, undefined],
  ])('reads from %j to wait %s ms', (headers, expected) => {
    expect(retryAfterOf((name) => headers[name], clock)).toBe(expected);
  });

  it('takes nothing from a date without a clock', () => {
    expect(retryAfterOf(() => 'Fri, 13 Feb 2026 10:00:30 GMT')).toBeUndefined();
  });
});

describe('httpFailureOf', () => {
  const headers = new Headers({ 'retry-after': '3' });

  it('reads what a client threw', () => {
    const thrown = Object.assign(new Error('Too many'), { statusCode: 429, response: { headers } });
    expect(httpFailureOf(thrown)).toEqual({ status: 429, retryAfter: 3_000 });
    expect(httpFailureOf(new RestError('Gone', { statusCode: 404 }))).toEqual({ status: 404, retryAfter: undefined });
  });

  it('reads a status that an error has from its class', () => {
    class NotAllowed extends Error {}
    Object.assign(NotAllowed.prototype, { statusCode: 405 });
    expect(httpFailureOf(new NotAllowed()).status).toBe(405);
  });

  it('takes nothing from a header that is no text', () => {
    const thrown = { statusCode: 503, response: { headers: { get: () => 3 } } };
    expect(httpFailureOf(thrown)).toEqual({ status: 503, retryAfter: undefined });
  });

  it.each([
    new Error('socket hang up'),
    { statusCode: '429', response: { headers: { 'retry-after': '3' } } },
    { response: null },
    'a text',
    null,
    undefined,
  ])('knows no answer from %p', (thrown) => {
    expect(httpFailureOf(thrown)).toEqual({ status: undefined, retryAfter: undefined });
  });
});

it.each([
  ['00:00:05', 5_000],
  ['01:00:00.250', 3_600_250],
  ['5', undefined],
  ['', undefined],
])('durationMs(%s) is %s', (text, expected) => {
  expect(durationMs(text)).toBe(expected);
});
