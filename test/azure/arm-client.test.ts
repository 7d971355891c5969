import { realClock } from '../../src/app/real-clock.ts';
import { type ArmClient, createArmClient } from '../../src/azure/arm-client.ts';
import { createRecorder } from '../../src/azure/statistics.ts';
import { armId } from '../support/resources.ts';
import { type CannedServer, CREDENTIAL, cannedServer } from './server.ts';
import { HASTY } from './support.ts';

const PATH = armId('Microsoft.ApiManagement/service/apim-prod/namedValues');
const clock = realClock();

describe('createArmClient', () => {
  let azure: CannedServer;
  let foreign: CannedServer;
  let arm: ArmClient;

  beforeAll(async () => {
    [azure, foreign] = await Promise.all([cannedServer(), cannedServer()]);
  });
  afterAll(() => Promise.all([azure.stop(), foreign.stop()]));
  beforeEach(() => {
    azure.requests.length = 0;
    foreign.requests.length = 0;
    arm = client();
  });

  const client = (options: Partial<Parameters<typeof createArmClient>[0]> = {}) =>
    createArmClient({
      credential: CREDENTIAL,
      endpoint: azure.endpoint,
      scope: 'https://management.azure.com/.default',
      ca: azure.ca,
      userAgent: 'test',
      retry: HASTY,
      inFlight: 8,
      backgroundShare: 0.5,
      pageCap: 5,
      clock,
      recorder: createRecorder(clock),
      ...options,
    });

  const list = () => arm.list(PATH, '2024-05-01');
  const failure = (reason: string, detail: string) => ({ ok: false, failure: { reason, detail } });
  const items = (...names: readonly string[]) => names.map((name) => ({ id: `${PATH}/${name}`, name }));

  it('has no method but reading ones', () => {
    const methods = Object.entries(arm).filter(([, value]) => typeof value === 'function');
    expect(methods.map(([name]) => name).toSorted()).toEqual(['get', 'list']);
  });

  it('sends the api-version, the query and the token, and encodes each part of the path', async () => {
    azure.answer(() => ({ body: { id: 'x' } }));
    await arm.get('/subscriptions/s/a b/echo;rev=2?x#y', '2024-05-01', { format: 'xml' });
    expect(azure.requests).toMatchObject([
      {
        url: '/subscriptions/s/a%20b/echo%3Brev%3D2%3Fx%23y?format=xml&api-version=2024-05-01',
        authorization: 'Bearer the-token',
      },
    ]);
  });

  it('follows next links to the last page, which may name an empty one', async () => {
    azure.answer((request) =>
      request.url?.includes('page=2')
        ? { body: { value: items('c'), nextLink: '' } }
        : { body: { value: items('a', 'b'), count: 1, nextLink: `${azure.endpoint}${PATH}?page=2` } },
    );
    expect(await list()).toEqual({ ok: true, value: items('a', 'b', 'c') });
  });

  it('never follows a next link to another host, nor sends the token there', async () => {
    azure.answer(() => ({ body: { value: items('a'), nextLink: `${foreign.endpoint}${PATH}?page=2` } }));
    expect(await list()).toMatchObject(failure('PAGE_CUT', 'ForeignNextLink'));
    expect(foreign.requests).toEqual([]);
  });

  it('never follows a redirect', async () => {
    azure.answer(() => ({ status: 307, headers: { location: `${foreign.endpoint}${PATH}` } }));
    expect(await list()).toMatchObject(failure('READ_FAILED', '307'));
    expect(foreign.requests).toEqual([]);
  });

  it.each([
    ['is no address', 'http://[', 'ForeignNextLink'],
    ['is no text', 7, 'ForeignNextLink'],
    ['leads in a circle', 'SELF', 'RepeatedNextLink'],
    ['never ends', 'ENDLESS', 'TooManyPages'],
  ])('cuts a list whose next link %s', async (_, nextLink, detail) => {
    let page = 0;
    azure.answer((request) => {
      page += 1;
      const link = { SELF: `${azure.endpoint}${request.url}`, ENDLESS: `${azure.endpoint}${PATH}?page=${page}` };
      return { body: { value: items('a'), nextLink: link[nextLink as 'SELF'] ?? nextLink } };
    });
    expect(await list()).toMatchObject(failure('PAGE_CUT', detail));
  });

  it.each([
    ['a missing value', {}],
    ['a value that is no list', { value: {} }],
    ['a bare array', []],
    ['a bare word', '"ok"'],
  ])('takes %s for a failed list, not for an empty one', async (_, body) => {
    azure.answer(() => ({ body }));
    expect(await list()).toMatchObject(failure('READ_FAILED', 'UnexpectedBody'));
  });

  it.each([
    [403, { error: { code: 'AuthorizationFailed', message: 'no' } }, 'FORBIDDEN', 'AuthorizationFailed'],
    [404, { error: { code: 'ResourceNotFound' } }, 'NOT_FOUND', 'ResourceNotFound'],
    [404, { error: { code: 'InvalidResourceType' } }, 'READ_FAILED', 'InvalidResourceType'],
    [409, { error: { code: 'ServiceLocked' } }, 'BUSY', 'ServiceLocked'],
    [401, '', 'READ_FAILED', '401'],
    [400, { error: { code: 'a sentence with a secret' } }, 'READ_FAILED', '400'],
    [200, 'not json', 'READ_FAILED', 'UnexpectedBody'],
    [204, '', 'READ_FAILED', '204'],
  ])('maps %i %j to %s', async (status, body, reason, detail) => {
    azure.answer(() => ({ status, body }));
    expect(await arm.get(PATH, '2024-05-01')).toMatchObject(failure(reason, detail));
  });

  it.each([
    [429, 3],
    [503, 3],
    [408, 3],
    [403, 1],
    [501, 1],
  ])('sends a request that answers %i %i times in all', async (status, times) => {
    azure.answer(() => ({ status }));
    await arm.get(PATH, '2024-05-01');
    expect(azure.requests).toHaveLength(times);
  });

  it('waits as long as Azure asks, but no longer than its cap', async () => {
    arm = client({ retry: { ...HASTY, attempts: 2, longestDelayMs: 60 } });
    azure.answer(() => ({ status: 429, headers: { 'retry-after': '30' } }));
    const started = performance.now();
    expect(await arm.get(PATH, '2024-05-01')).toMatchObject(failure('THROTTLED', '429'));
    expect(performance.now() - started).toBeGreaterThanOrEqual(58);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('stops waiting when aborted', async () => {
    arm = client({ retry: { ...HASTY, longestDelayMs: 20_000, patienceMs: 60_000 } });
    azure.answer(() => ({ status: 429, headers: { 'retry-after': '30' } }));
    await expect(arm.get(PATH, '2024-05-01', {}, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('does not trust a certificate of unknown origin, and does not try twice', async () => {
    arm = client({ ca: undefined });
    expect(await arm.get(PATH, '2024-05-01')).toMatchObject({ ok: false, failure: { reason: 'READ_FAILED' } });
    expect(azure.requests).toEqual([]);
  });

  it('tells a failed sign-in by its code', async () => {
    const refused = Object.assign(new Error('a secret'), {
      name: 'AuthenticationError',
      errorResponse: { error: 'invalid_client' },
    });
    arm = client({ credential: { getToken: () => Promise.reject(refused) } });
    expect(await arm.get(PATH, '2024-05-01')).toMatchObject(failure('READ_FAILED', 'invalid_client'));
  });
});
