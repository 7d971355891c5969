/** The simulated Azure Monitor: hourly counts of resources, refused as Azure refuses what it does not know. */
import type { HttpAnswer } from './answer.ts';
import { failure } from './answer.ts';
import type { MetricCount, ParsedEstate } from './estate.ts';
import { resourceKey, resourcePath, typeOf } from './resource-id.ts';

/** What is known of a metric, as in Microsoft's "Supported metrics with Azure Monitor". */
interface Definition {
  readonly unit: string;
  readonly aggregations: readonly string[];
  readonly dimensions: readonly string[];
}

const counted = (...dimensions: readonly string[]): Definition => ({
  unit: 'Count',
  aggregations: ['Total'],
  dimensions,
});
const messaging = {
  IncomingRequests: counted('EntityName', 'OperationResult'),
  SuccessfulRequests: counted('EntityName', 'OperationResult'),
  UserErrors: counted('EntityName', 'OperationResult'),
  ServerErrors: counted('EntityName', 'OperationResult'),
};

/** By type, lower case: those metrics of the types that the gateway calls which count calls. */
const DEFINITIONS: Readonly<Record<string, Readonly<Record<string, Definition>>>> = {
  'microsoft.apimanagement/service': {
    EventHubTotalEvents: counted('Location'),
    EventHubSuccessfulEvents: counted('Location'),
    EventHubTotalFailedEvents: counted('Location'),
    EventHubDroppedEvents: counted('Location'),
    EventHubRejectedEvents: counted('Location'),
    Requests: counted(
      'Location',
      'Hostname',
      'LastErrorReason',
      'BackendResponseCode',
      'GatewayResponseCode',
      'BackendResponseCodeCategory',
      'GatewayResponseCodeCategory',
      'ApiId',
    ),
    NetworkConnectivity: { unit: 'Count', aggregations: ['Average'], dimensions: ['Location', 'ResourceType'] },
  },
  'microsoft.keyvault/vaults': {
    ServiceApiHit: { unit: 'Count', aggregations: ['Count'], dimensions: ['ActivityType', 'ActivityName'] },
    ServiceApiResult: {
      unit: 'Count',
      aggregations: ['Count'],
      dimensions: ['ActivityType', 'ActivityName', 'StatusCode', 'StatusCodeClass'],
    },
  },
  'microsoft.storage/storageaccounts': {
    Transactions: counted('ResponseType', 'GeoType', 'ApiName', 'Authentication'),
  },
  'microsoft.servicebus/namespaces': messaging,
  'microsoft.eventhub/namespaces': messaging,
  'microsoft.containerregistry/registries': { TotalPullCount: counted(), SuccessfulPullCount: counted() },
};

const HOUR = 3_600_000;
/** Days for which Azure Monitor keeps platform metrics. */
const RETENTION = 93;

/** Azure Monitor's errors have no `error` around them. */
function refused(message: string): HttpAnswer {
  return { status: 400, body: { code: 'BadRequest', message } };
}

/** True for the path of a resource's metrics. */
export function isMetricsPath(path: string): boolean {
  const { namespace, trail, scope } = resourcePath(path);
  return namespace === 'microsoft.insights' && trail.length === 1 && trail[0] === 'metrics' && scope !== '';
}

interface Span {
  readonly from: number;
  readonly until: number;
  readonly text: string;
}

function spanOf(timespan: string | null, now: number): Span | HttpAnswer {
  if (timespan === null) return { from: now - HOUR, until: now, text: '' };
  const [from, until] = timespan.split('/').map((instant) => Date.parse(instant));
  if (from === undefined || until === undefined || !(from < until)) return refused(`Invalid timespan: ${timespan}.`);
  if (from < now - RETENTION * 24 * HOUR)
    return refused(`Start time is outside of the retention of ${RETENTION} days: ${timespan}.`);
  return { from, until, text: timespan };
}

/** The count of one hour; undefined where nothing was counted. */
function countOf(counts: readonly MetricCount[], hour: number, now: number): number | undefined {
  const fitting = counts.filter(({ hours }) => hour < now && hour >= now - hours * HOUR);
  return fitting.length === 0 ? undefined : fitting.reduce((sum, { perHour }) => sum + perHour, 0);
}

interface MetricGroup {
  /** Of each dimension that was asked for. */
  readonly values: readonly string[];
  readonly members: readonly MetricCount[];
}

function groupsOf(counts: readonly MetricCount[], dimensions: readonly string[]): readonly MetricGroup[] {
  const valuesOf = (of: MetricCount['dimensions']) =>
    dimensions.map((one) => Object.entries(of).find(([name]) => name.toLowerCase() === one)?.[1] ?? '');
  const groups = Map.groupBy(counts, ({ dimensions: own }) => JSON.stringify(valuesOf(own)));
  return [...groups.values()].map((members) => ({ values: valuesOf(members[0]?.dimensions ?? {}), members }));
}

/** The dimensions (lower case) whose values are told apart; undefined for a filter of another form. */
function dimensionsOf(filter: string | null): readonly string[] | undefined {
  if (filter === null) return [];
  const found = filter.split(' and ').map((part) => /^(\w+) eq '\*'$/.exec(part)?.[1]?.toLowerCase());
  const known = found.filter((one) => one !== undefined);
  return known.length === found.length ? known : undefined;
}

/** Answers `GET {id}/providers/Microsoft.Insights/metrics` in steps of an hour. */
export function answerMetrics(
  { items, metrics }: { readonly items: ReadonlyMap<string, unknown>; readonly metrics: ParsedEstate['metrics'] },
  path: string,
  query: URLSearchParams,
  now: number,
): HttpAnswer {
  const id = path.replace(/\/providers\/microsoft\.insights\/metrics\/*$/i, '');
  const key = resourceKey(id);
  if (!items.has(key)) return failure(404, 'ResourceNotFound', `The Resource '${id}' was not found.`);
  const place = resourcePath(id);
  const type = typeOf(place) ?? '';
  const span = spanOf(query.get('timespan'), now);
  if ('status' in span) return span;
  if (query.get('interval') !== 'PT1H') return refused('The simulator counts by the hour: interval=PT1H.');
  const aggregation = query.get('aggregation') ?? '';
  const filter = query.get('$filter');
  const dimensions = dimensionsOf(filter);
  if (dimensions === undefined) return refused(`The filter '${filter}' is not supported.`);
  const most = Number(query.get('top') ?? 10);
  const value: unknown[] = [];
  for (const asked of (query.get('metricnames') ?? '').split(',')) {
    const defined = definedMetric(type, asked, aggregation, dimensions);
    if ('status' in defined) return defined;
    const { name, unit } = defined;
    const counts = (metrics.get(key) ?? []).filter(({ metric }) => metric.toLowerCase() === name.toLowerCase());
    const timeseries = groupsOf(counts, dimensions)
      .slice(0, most)
      .map(({ values, members }) => ({
        metadatavalues: dimensions.map((one, index) => ({
          name: { value: one, localizedValue: one },
          value: values[index],
        })),
        data: hoursOf(span).map((hour) => {
          const sum = countOf(members, hour, now);
          const timeStamp = new Date(hour).toISOString().replace('.000Z', 'Z');
          return sum === undefined ? { timeStamp } : { timeStamp, [aggregation.toLowerCase()]: sum };
        }),
      }));
    value.push({
      id: `${id}/providers/Microsoft.Insights/metrics/${name}`,
      type: 'Microsoft.Insights/metrics',
      name: { value: name, localizedValue: name },
      unit,
      timeseries,
      errorCode: 'Success',
    });
  }
  return { status: 200, body: { cost: 0, timespan: span.text, interval: 'PT1H', namespace: type, value } };
}

/** A metric that a type has, as it is written there, with its unit; a refusal where it has none such or counts it otherwise. */
function definedMetric(
  type: string,
  asked: string,
  aggregation: string,
  dimensions: readonly string[],
): { readonly name: string; readonly unit: string } | HttpAnswer {
  const definitions = DEFINITIONS[type] ?? {};
  const [name, definition] =
    Object.entries(definitions).find(([known]) => known.toLowerCase() === asked.toLowerCase()) ?? [];
  if (name === undefined || definition === undefined) {
    const [provider, ...types] = type.split('/');
    const valid = Object.keys(definitions).join(',');
    return refused(
      `Failed to find metric configuration for provider: ${provider}, resource Type: ${types.join('/')}, metric: ${asked}, Valid metrics: ${valid}`,
    );
  }
  if (!definition.aggregations.includes(aggregation))
    return refused(
      `Metric: ${name} does not support requested aggregation: ${aggregation}, supported ones are: ${definition.aggregations.join(',')}`,
    );
  const isKnown = (dimension: string) => definition.dimensions.some((one) => one.toLowerCase() === dimension);
  if (!dimensions.every(isKnown))
    return refused(
      `Metric: ${name} does not support requested dimension combination: ${dimensions.join(',')}, supported ones are: ${definition.dimensions.join(',')}`,
    );
  return { name, unit: definition.unit };
}

function hoursOf({ from, until }: Span): readonly number[] {
  const hours: number[] = [];
  for (let hour = Math.floor(from / HOUR) * HOUR; hour < until; hour += HOUR) hours.push(hour);
  return hours;
}
