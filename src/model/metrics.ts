/** What Azure Monitor counted, as data: a question about one resource, and the series that answer it. */

import type { Instant } from './days.ts';

/** One read of Azure Monitor: hourly counts of a resource over a span of time. */
export interface MetricsQuestion {
  /** ARM id. */
  readonly resource: string;
  /** Names of metrics as Azure Monitor's reference writes them; all of them know the aggregation. */
  readonly metrics: readonly string[];
  readonly aggregation: 'Count' | 'Total' | 'Average';
  /** Splits the counts by the values of these dimensions. */
  readonly dimensions: readonly string[];
  /** The first hour. */
  readonly from: Instant;
  /** The end; what happened then or later is not counted. */
  readonly until: Instant;
}

/** The counts of one hour. */
export interface MetricPoint {
  /** The beginning of the hour, milliseconds since 1970. */
  readonly at: number;
  readonly count: number;
}

/** The counts of one metric, of one value of each dimension that was asked for. An hour without a count is left out. */
export interface MetricSeries {
  readonly metric: string;
  /** In the order of the question's dimensions; '' where Azure names none. */
  readonly values: readonly string[];
  readonly points: readonly MetricPoint[];
}
