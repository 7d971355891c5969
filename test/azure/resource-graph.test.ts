import { realClock } from '../../src/app/real-clock.ts';
import { createResourceGraph, type ResourceGraph } from '../../src/azure/resource-graph.ts';
import { createRecorder } from '../../src/azure/statistics.ts';
import { armId, keyVault } from '../support/resources.ts';
import { type CannedAnswer, type CannedServer, CREDENTIAL, cannedServer } from './server.ts';
import { dataRequests, HASTY, simulate } from './support.ts';

const clock = realClock();
const QUERY = "resources\n| where type =~ 'microsoft.keyvault/vaults'\n| project id, name, type\n| order by id asc";

const row = (name: string) => ({
  id: armId(`Microsoft.KeyVault/vaults/${name}`),
  name,
  type: 'microsoft.keyvault/vaults',
});

interface PageParts {
  readonly totalRecords?: number;
  readonly resultTruncated?: unknown;
  readonly $skipToken?: string;
}

const page = (names: readonly string[], parts: PageParts = {}): CannedAnswer => ({
  body: {
    totalRecords: names.length,
    count: names.length,
    resultTruncated: 'false',
    data: names.map(row),
    ...parts,
  },
});

describe('createResourceGraph', () => {
  let azure: CannedServer;
  let graph: ResourceGraph;

  beforeAll(async () => {
    azure = await cannedServer();
  });
  afterAll(() => azure.stop());
  beforeEach(() => {
    azure.requests.length = 0;
    graph = client();
  });

  const client = (options: Partial<Parameters<typeof createResourceGraph>[0]> = {}) =>
    createResourceGraph({
      credential: CREDENTIAL,
      endpoint: azure.endpoint,
      scope: 'https://management.azure.com/.default',
      ca: azure.ca,
      userAgent: 'test',
      retry: HASTY,
      backgroundShare: 0.5,
      pageCap: 5,
      clock,
      recorder: createRecorder(clock),
      ...options,
    });

  const sent = () =>
    azure.requests.map(({ body }) => JSON.parse(body).options as { $top: number; $skipToken?: string });
  const names = async () => {
    const { rows, failure } = await graph.query(QUERY);
    return { names: rows.map((each) => each.name), failure: failure && [failure.reason, failure.detail] };
  };

  it('reads every page, each row once, in the order of ids', async () => {
    azure.answer((_, body) => {
      const token = JSON.parse(body).options.$skipToken;
      return token === 'next'
        ? page(['b', 'A'], { totalRecords: 4 })
        : page(['c', 'b'], { totalRecords: 4, $skipToken: 'next', resultTruncated: 'true' });
    });
    expect(await names()).toEqual({ names: ['A', 'b', 'c'], failure: undefined });
    expect(sent()).toEqual([
      expect.objectContaining({ $top: 1000 }),
      expect.objectContaining({ $top: 1000, $skipToken: 'next' }),
    ]);
  });

  it.each<readonly [string, CannedAnswer]>([
    ['a result that says it is truncated', page(['a'], { resultTruncated: 'true' })],
    ['fewer rows than Azure counts', page(['a'], { totalRecords: 2 })],
    [
      'a tenant with too many subscriptions',
      { ...page(['a']), headers: { 'x-ms-tenant-subscription-limit-hit': 'true' } },
    ],
    ['a token that repeats itself', page(['a'], { $skipToken: 'again' })],
  ])('keeps the rows but tells that the list is cut: %s', async (_, answer) => {
    azure.answer(() => answer);
    expect(await names()).toMatchObject({ names: ['a'], failure: ['PAGE_CUT', expect.any(String)] });
  });

  it('tells that the list is cut when a later page fails', async () => {
    azure.answer((_, body) =>
      JSON.parse(body).options.$skipToken ? { status: 500 } : page(['a'], { $skipToken: 'next' }),
    );
    expect(await names()).toEqual({ names: ['a'], failure: ['PAGE_CUT', '500'] });
  });

  it('asks for fewer rows while the answer is too large', async () => {
    azure.answer((_, body) =>
      JSON.parse(body).options.$top > 300
        ? {
            status: 400,
            body: {
              error: { code: 'BadRequest', details: [{ code: 'ResponsePayloadTooLarge', message: 'too large' }] },
            },
          }
        : page(['a']),
    );
    expect(await names()).toEqual({ names: ['a'], failure: undefined });
    expect(sent().map((options) => options.$top)).toEqual([1000, 500, 250]);
  });

  it.each<readonly [string, CannedAnswer]>([
    ['no data', { body: { totalRecords: 0 } }],
    ['data as a table', { body: { totalRecords: 1, data: { columns: [], rows: [] } } }],
    ['rows without an id', { body: { totalRecords: 1, data: [{ name: 'a' }] } }],
    ['a word', { body: '"ok"' }],
    ['nothing', { body: '' }],
  ])('takes %s for a failure, not for an empty result', async (_, answer) => {
    azure.answer(() => answer);
    expect(await names()).toEqual({ names: [], failure: ['READ_FAILED', 'UnexpectedBody'] });
  });

  it.each([
    [403, { error: { code: 'AuthorizationFailed' } }, ['FORBIDDEN', 'AuthorizationFailed'], 1],
    [404, {}, ['READ_FAILED', '404'], 1],
    [400, { error: { code: 'BadRequest', details: [{ code: 'InvalidQuery' }] } }, ['READ_FAILED', 'InvalidQuery'], 1],
    [500, 'not json', ['READ_FAILED', '500'], 3],
    [429, { error: { code: 'RateLimiting' } }, ['THROTTLED', 'RateLimiting'], 3],
  ])('maps %i %j to %j after %i requests', async (status, body, failure, times) => {
    azure.answer(() => ({ status, body }));
    expect(await names()).toEqual({ names: [], failure });
    expect(azure.requests).toHaveLength(times);
  });

  it('waits for the quota to reset when a refusal names nothing else', async () => {
    graph = client({ retry: { ...HASTY, longestDelayMs: 20_000 } });
    let count = 0;
    azure.answer(() => {
      count += 1;
      return count === 1
        ? { status: 429, headers: { 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': '00:00:01' } }
        : page(['a']);
    });
    const started = performance.now();
    expect(await names()).toEqual({ names: ['a'], failure: undefined });
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
  });

  it('stops when aborted while it waits', async () => {
    graph = client({ retry: { ...HASTY, longestDelayMs: 20_000, patienceMs: 60_000 } });
    azure.answer(() => ({ status: 429, headers: { 'retry-after': '30' } }));
    await expect(graph.query(QUERY, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('asks only the subscriptions that it is told', async () => {
    graph = client({ subscriptions: ['s-1'] });
    azure.answer(() => page([]));
    await names();
    // What an earlier test gave up may still arrive.
    const asked = azure.requests.map(({ body }) => JSON.parse(body === '' ? '{}' : body).subscriptions);
    expect(asked).toContainEqual(['s-1']);
  });
});

describe('createResourceGraph against the simulator', () => {
  it('reads many small pages', async () => {
    const vaults = Array.from({ length: 25 }, (_, index) => keyVault(`kv-${String(index).padStart(2, '0')}`));
    const { simulator, connect } = await simulate(vaults, { graphPageSize: 10 });
    try {
      const { rows, failure } = await connect().graph.query(QUERY);
      expect(rows.map((each) => each.name)).toEqual(vaults.map((vault) => vault.name));
      expect(failure).toBeUndefined();
      expect(dataRequests(simulator)).toHaveLength(3);
    } finally {
      await simulator.stop();
    }
  });
});
