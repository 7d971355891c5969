/** Reads Azure Monitor's numbers of one resource: one GET, hourly, one page. */

import { failed, ok, type Read } from '../model/estate.ts';
import { at, isObject, type Json, list, same, text } from '../model/json.ts';
import type { MetricPoint, MetricSeries, MetricsQuestion } from '../model/metrics.ts';
import type { AzureConnection } from './connection.ts';
import { unread } from './management-reads.ts';
import type { Waiting } from './request-queue.ts';

/** "Metrics - List" of the Azure Monitor REST API; every cloud has this version. */
const API_VERSION = '2018-01-01';

/** Values of a dimension at most; Azure's default is 10. */
const MOST_SERIES = '50';

function pointOf(point: Json, field: string): readonly MetricPoint[] {
  const when = Date.parse(text(point, 'timeStamp') ?? '');
  const count = at(point, field);
  // An hour in which nothing was measured has no number, or null.
  return Number.isFinite(when) && typeof count === 'number' && Number.isFinite(count) ? [{ at: when, count }] : [];
}

function seriesOf(metric: Json, { aggregation, dimensions }: MetricsQuestion): readonly MetricSeries[] {
  const name = text(metric, 'name', 'value');
  if (name === undefined) return [];
  return list(metric, 'timeseries').map((series) => {
    const named = list(series, 'metadatavalues');
    const valueIn = (dimension: string) =>
      text(
        named.find((one) => same(text(one, 'name', 'value'), dimension)),
        'value',
      ) ?? '';
    const points = list(series, 'data').flatMap((point) => pointOf(point, aggregation.toLowerCase()));
    return { metric: name, values: dimensions.map(valueIn), points };
  });
}

/** The series of all metrics asked for. A metric that Azure could not answer fails the whole read. */
export async function readMetrics(
  azure: Pick<AzureConnection, 'arm'>,
  question: MetricsQuestion,
  waiting?: Waiting,
): Promise<Read<readonly MetricSeries[]>> {
  const { resource, metrics, aggregation, dimensions, from, until } = question;
  const outcome = await azure.arm.get(
    `${resource}/providers/Microsoft.Insights/metrics`,
    API_VERSION,
    {
      timespan: `${from}/${until}`,
      interval: 'PT1H',
      metricnames: metrics.join(','),
      aggregation,
      ...(dimensions.length === 0
        ? {}
        : { $filter: dimensions.map((one) => `${one} eq '*'`).join(' and '), top: MOST_SERIES }),
    },
    waiting,
  );
  if (!outcome.ok) return unread(outcome.failure);
  if (!isObject(outcome.value) || !Array.isArray(outcome.value.value)) return failed('READ_FAILED', 'UnexpectedBody');
  const answers = list(outcome.value, 'value');
  const refused = answers.map((one) => text(one, 'errorCode')).find((code) => code !== undefined && code !== 'Success');
  if (refused !== undefined) return failed('READ_FAILED', /^\w{1,64}$/.test(refused) ? refused : 'MetricFailed');
  const known = answers.filter((one) => metrics.some((name) => same(name, text(one, 'name', 'value'))));
  if (known.length < metrics.length) return failed('READ_FAILED', 'MetricMissing');
  return ok(known.flatMap((one) => seriesOf(one, question)));
}
