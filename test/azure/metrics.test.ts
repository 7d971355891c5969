/** Azure Monitor's answers, read over HTTPS: what was counted, or why not. */

import { realClock } from '../../src/app/real-clock.ts';
import { createArmClient } from '../../src/azure/arm-client.ts';
import { readMetrics } from '../../src/azure/metrics.ts';
import { createRecorder } from '../../src/azure/statistics.ts';
import type { MetricsQuestion } from '../../src/model/metrics.ts';
import { armId } from '../support/resources.ts';
import { type CannedServer, CREDENTIAL, cannedServer } from './server.ts';
import { HASTY } from './support.ts';

const VAULT = armId('Microsoft.KeyVault/vaults/kv-prod');
const QUESTION: MetricsQuestion = {
  resource: VAULT,
  metrics: ['ServiceApiResult'],
  aggregation: 'Count',
  dimensions: ['StatusCode'],
  from: '2026-11-28T07:00:00Z',
  until: '2026-11-28T10:00:00Z',
};

/** As Azure writes it: names in any case, hours without a number, and null. */
const ANSWER = {
  cost: 0,
  timespan: '2026-11-28T07:00:00Z/2026-11-28T10:00:00Z',
  interval: 'PT1H',
  value: [
    {
      id: `${VAULT}/providers/Microsoft.Insights/metrics/ServiceApiResult`,
      type: 'Microsoft.Insights/metrics',
      name: { value: 'ServiceApiResult', localizedValue: 'Total Service Api Results' },
      unit: 'Count',
      timeseries: [
        {
          metadatavalues: [{ name: { value: 'statuscode', localizedValue: 'statuscode' }, value: '403' }],
          data: [
            { timeStamp: '2026-11-28T07:00:00Z' },
            { timeStamp: '2026-11-28T08:00:00Z', count: null },
            { timeStamp: '2026-11-28T09:00:00Z', count: 17 },
          ],
        },
      ],
      errorCode: 'Success',
    },
  ],
};

describe('readMetrics', () => {
  const clock = realClock();
  let azure: CannedServer;

  beforeAll(async () => {
    azure = await cannedServer();
  });
  afterAll(() => azure.stop());
  beforeEach(() => {
    azure.requests.length = 0;
  });

  const read = async (body: unknown, status = 200, question = QUESTION) => {
    azure.answer(() => ({ status, body }));
    const arm = createArmClient({
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
    });
    return await readMetrics({ arm }, question);
  };

  it('asks once, hourly, for the values of the dimension', async () => {
    await read(ANSWER);
    expect(azure.requests).toHaveLength(1);
    const url = new URL(azure.requests[0]?.url ?? '', azure.endpoint);
    expect(url.pathname).toBe(`${VAULT}/providers/Microsoft.Insights/metrics`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      timespan: '2026-11-28T07:00:00Z/2026-11-28T10:00:00Z',
      interval: 'PT1H',
      metricnames: 'ServiceApiResult',
      aggregation: 'Count',
      $filter: "StatusCode eq '*'",
      top: '50',
      'api-version': '2018-01-01',
    });
  });

  it('leaves out hours without a number', async () => {
    const points = [{ at: Date.parse('2026-11-28T09:00:00Z'), count: 17 }];
    expect(await read(ANSWER)).toEqual({ ok: true, value: [{ metric: 'ServiceApiResult', values: ['403'], points }] });
  });

  it('knows a metric that counted nothing at all from one that is missing', async () => {
    const nothing = { ...ANSWER, value: [{ ...ANSWER.value[0], timeseries: [] }] };
    expect(await read(nothing)).toEqual({ ok: true, value: [] });
    const missing = { ok: false, reason: 'READ_FAILED', detail: 'MetricMissing' };
    expect(await read({ ...ANSWER, value: [] })).toEqual(missing);
    expect(await read(ANSWER, 200, { ...QUESTION, metrics: ['ServiceApiResult', 'ServiceApiHit'] })).toEqual(missing);
  });

  it('fails where Azure says so of one metric', async () => {
    const broken = { ...ANSWER, value: [{ ...ANSWER.value[0], errorCode: 'InternalError' }] };
    expect(await read(broken)).toEqual({ ok: false, reason: 'READ_FAILED', detail: 'InternalError' });
  });

  it.each([
    [403, { error: { code: 'AuthorizationFailed' } }, 'FORBIDDEN', 'AuthorizationFailed'],
    [429, { code: 'TooManyRequests' }, 'THROTTLED', 'TooManyRequests'],
    // Azure Monitor's own errors have no `error` around them.
    [400, { code: 'BadRequest', message: 'Failed to find metric configuration' }, 'READ_FAILED', 'BadRequest'],
    [200, { value: {} }, 'READ_FAILED', 'UnexpectedBody'],
    [200, [], 'READ_FAILED', 'UnexpectedBody'],
  ])('tells a failure %i %j as %s %s', async (status, body, reason, detail) => {
    expect(await read(body, status)).toEqual({ ok: false, reason, detail });
  });
});
