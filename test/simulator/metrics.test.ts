/** The simulated Azure Monitor answers and refuses in Azure's own shapes. */
import { answerGet } from '../../src/simulator/arm.ts';
import { parseEstate } from '../../src/simulator/estate.ts';
import { landscape } from '../../src/simulator/landscape.ts';
import { service, TENANT, VAULT, vault } from './sample.ts';

const NOW = new Date('2026-11-28T10:30:00Z');
const METRICS = {
  [VAULT.toUpperCase()]: [
    { metric: 'ServiceApiResult', dimensions: { StatusCode: '403' }, perHour: 7, hours: 2 },
    { metric: 'ServiceApiResult', dimensions: { StatusCode: '200' }, perHour: 100, hours: 24 },
  ],
};
const SPAN = 'timespan=2026-11-28T07:00:00Z/2026-11-28T10:00:00Z&interval=PT1H';

function get(query: string, denied: readonly string[] = [], id = VAULT) {
  const estate = { tenantId: TENANT, resources: [service, vault], denied, metrics: METRICS };
  const setting = {
    landscape: landscape(parseEstate(JSON.stringify(estate), 'test.json')),
    endpoint: 'https://sim',
    pageSize: 100,
    now: () => NOW,
  };
  const words = new URLSearchParams(`api-version=2018-01-01&${query}`);
  return answerGet(setting, `${id}/providers/Microsoft.Insights/metrics`, words);
}

it('counts by the hour and by the values of a dimension, and leaves out the number of an hour without any', () => {
  const { status, body } = get(`${SPAN}&metricnames=ServiceApiResult&aggregation=Count&$filter=StatusCode eq '*'`);
  const series = (code: string, ...counts: readonly (number | undefined)[]) => ({
    metadatavalues: [{ name: { value: 'statuscode', localizedValue: 'statuscode' }, value: code }],
    data: counts.map((count, index) => ({
      timeStamp: `2026-11-28T0${7 + index}:00:00Z`,
      ...(count === undefined ? {} : { count }),
    })),
  });

  expect(status).toBe(200);
  expect(body).toMatchObject({
    timespan: '2026-11-28T07:00:00Z/2026-11-28T10:00:00Z',
    interval: 'PT1H',
    value: [
      {
        id: `${VAULT}/providers/Microsoft.Insights/metrics/ServiceApiResult`,
        type: 'Microsoft.Insights/metrics',
        name: { value: 'ServiceApiResult' },
        timeseries: [series('403', undefined, undefined, 7), series('200', 100, 100, 100)],
        errorCode: 'Success',
      },
    ],
  });
});

it('adds everything up where no dimension is asked for', () => {
  const { body } = get(`${SPAN}&metricnames=ServiceApiResult&aggregation=Count`);
  expect(body).toMatchObject({
    value: [{ timeseries: [{ metadatavalues: [], data: [{ count: 100 }, { count: 100 }, { count: 107 }] }] }],
  });
});

it.each([
  [
    'a metric that the type does not have',
    `${SPAN}&metricnames=Transactions&aggregation=Count`,
    /^Failed to find metric configuration for provider: microsoft\.keyvault, resource Type: vaults, metric: Transactions, Valid metrics: .*ServiceApiResult/,
  ],
  [
    'a dimension that the metric does not have',
    `${SPAN}&metricnames=ServiceApiResult&aggregation=Count&$filter=ResponseType eq '*'`,
    /does not support requested dimension combination: responsetype, supported ones are: .*StatusCode/,
  ],
  ['another aggregation', `${SPAN}&metricnames=ServiceApiResult&aggregation=Median`, /Median/],
  [
    'more than 93 days',
    'timespan=2026-01-01T00:00:00Z/2026-11-28T10:00:00Z&interval=PT1H&metricnames=ServiceApiResult&aggregation=Count',
    /93 days/,
  ],
])('refuses %s with an error that has no `error` around it', (_, query, message) => {
  const { status, body } = get(query);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 'BadRequest', message: expect.stringMatching(message) });
});

it('refuses who may not read metrics, and does not know the metrics of what is not there', () => {
  const query = `${SPAN}&metricnames=ServiceApiResult&aggregation=Count`;
  expect(get(query, [`${VAULT}/providers/Microsoft.Insights`])).toMatchObject({
    status: 403,
    body: {
      error: { code: 'AuthorizationFailed', message: expect.stringContaining('microsoft.insights/metrics/read') },
    },
  });
  expect(get(query, [], `${VAULT}-2`).status).toBe(404);
});

it('refuses an estate file whose numbers are none', () => {
  const text = (metrics: unknown) => JSON.stringify({ resources: [], metrics });
  for (const metrics of [[], { [VAULT]: {} }, { [VAULT]: [{ metric: 'ServiceApiResult', perHour: '7', hours: 1 }] }])
    expect(() => parseEstate(text(metrics), 'estate.json')).toThrow('estate.json: "metrics" must give');
});
