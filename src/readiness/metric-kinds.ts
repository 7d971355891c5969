/**
 * Which of Azure Monitor's metrics tell of refused calls, by type of resource. Names, dimensions and aggregations are those of
 * Microsoft's "Supported metrics" page of each type (docs/rules.md#live-numbers).
 */
import type { MetricSeries, MetricsQuestion } from '../model/metrics.ts';
import { kindOfType, type TargetKind } from '../model/services.ts';

/** What one metric kind counts as calls, and as calls that failed. */
export interface MetricKind extends Pick<MetricsQuestion, 'metrics' | 'aggregation' | 'dimensions'> {
  /** What the failed ones are called. */
  readonly failure: 'refused' | 'user-error' | 'failed-pull';
  /** Azure's own word for the failure, such as a status code. */
  readonly code: string;
  /** How often a count of this series is added to all calls, and to those that failed; -1 takes it away. */
  readonly counts: (series: MetricSeries) => { readonly all: number; readonly failed: number };
}

const ALL = { all: 1, failed: 0 } as const;
const FAILED = { all: 1, failed: 1 } as const;
const NEITHER = { all: 0, failed: 0 } as const;

/** A request that Service Bus or Event Hubs did not process because of its sender; it is among the incoming ones. */
const messaging: MetricKind = {
  metrics: ['IncomingRequests', 'UserErrors'],
  aggregation: 'Total',
  dimensions: [],
  failure: 'user-error',
  code: 'UserErrors',
  counts: ({ metric }) => (metric.toLowerCase() === 'usererrors' ? { all: 0, failed: 1 } : ALL),
};

/** By kind; Managed HSM counts no refused calls (docs/rules.md#live-numbers). */
const METRIC_KINDS: Readonly<Record<TargetKind, MetricKind | undefined>> = {
  'key-vault': {
    metrics: ['ServiceApiResult'],
    aggregation: 'Count',
    dimensions: ['StatusCode'],
    failure: 'refused',
    code: '403',
    // 401 is how a vault asks a client for its token: the same call comes again with one.
    counts: ({ values: [value] }) => (value === '401' ? NEITHER : value === '403' ? FAILED : ALL),
  },
  storage: {
    metrics: ['Transactions'],
    aggregation: 'Total',
    dimensions: ['ResponseType'],
    failure: 'refused',
    code: 'AuthorizationError',
    // SASAuthorizationError and the like are the same with another way to sign in.
    counts: ({ values: [value = ''] }) => (/AuthorizationError$/i.test(value) ? FAILED : ALL),
  },
  'managed-hsm': undefined,
  'service-bus': messaging,
  'event-hubs': messaging,
  'container-registry': {
    metrics: ['TotalPullCount', 'SuccessfulPullCount'],
    aggregation: 'Total',
    dimensions: [],
    failure: 'failed-pull',
    code: 'TotalPullCount - SuccessfulPullCount',
    counts: ({ metric }) => (metric.toLowerCase() === 'totalpullcount' ? FAILED : { all: 0, failed: -1 }),
  },
};

/** The metrics of a type (any case) that count calls and failed calls; undefined where Azure has none. */
export function metricKindOf(type: string | undefined): MetricKind | undefined {
  const kind = kindOfType(type);
  return kind === undefined ? undefined : METRIC_KINDS[kind];
}

/** The instance's own: what its loggers sent to Event Hubs, by location. Not there in the v2 tiers. */
export const LOGGER_EVENTS = {
  metrics: ['EventHubSuccessfulEvents', 'EventHubTotalFailedEvents', 'EventHubDroppedEvents'],
  aggregation: 'Total',
  dimensions: ['Location'],
} as const satisfies Pick<MetricsQuestion, 'metrics' | 'aggregation' | 'dimensions'>;

/** The instance's own: requests by what its backends answered, and by its own last error. Not what any one dependency did. */
export const REQUESTS = {
  metrics: ['Requests'],
  aggregation: 'Total',
  dimensions: ['BackendResponseCode', 'LastErrorReason'],
} as const satisfies Pick<MetricsQuestion, 'metrics' | 'aggregation' | 'dimensions'>;

/** The instance's own: whether it reaches what it depends on itself, by location and kind of resource. Not there in the v2 tiers. */
export const NETWORK_CONNECTIVITY = {
  metrics: ['NetworkConnectivity'],
  aggregation: 'Average',
  dimensions: ['Location', 'ResourceType'],
} as const satisfies Pick<MetricsQuestion, 'metrics' | 'aggregation' | 'dimensions'>;
