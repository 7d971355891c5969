/** What Azure Monitor counted, as data: a question about one resource, and the series that answer it. */

/** One read of Azure Monitor: hourly counts of a resource over a span of time. */
export interface MetricsQuestion {
  /** ARM id. */
  readonly resource: string;
  /** Names of metrics as Azure Monitor's reference writes them; all of them know the aggregation. */
  readonly metrics: readonly string[];
  readonly aggregation: 'Count' | 'Total';
  /** Splits the counts by the values of this dimension. */
  readonly dimension?: string;
  /** The first hour, ISO. */
  readonly from: string;
  /** The end, ISO; what happened then or later is not counted. */
  readonly until: string;
}

/** The counts of one hour. */
export interface MetricPoint {
  /** The beginning of the hour, milliseconds since 1970. */
  readonly at: number;
  readonly count: number;
}

/** The counts of one metric, of one value of the dimension where there is one. An hour without a count is left out. */
export interface MetricSeries {
  readonly metric: string;
  readonly value?: string;
  readonly points: readonly MetricPoint[];
}
