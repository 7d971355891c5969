/** What a connection has sent so far: for benchmarks, logs and tests. */
import type { Clock } from '../model/clock.ts';

/** Counts since the connection was made. */
export interface Statistics {
  /** GET requests to Azure Resource Manager, repeated ones included. */
  readonly armRequests: number;
  /** Resource Graph queries, pages and repeated ones included. */
  readonly graphRequests: number;
  /** How many of all requests were answered 429. */
  readonly throttled: number;
  /** How many requests failed in any way, throttled ones included. */
  readonly failed: number;
  /** Length of the longest chain in which each request started only after another had ended. */
  readonly sequentialRoundTrips: number;
}

/** Told after every request: for a log. Holds no token, no query text and no body. */
export interface Exchange {
  readonly service: 'arm' | 'graph';
  /** The path; for Resource Graph the table. */
  readonly path: string;
  /** undefined when no answer came. */
  readonly status: number | undefined;
  readonly milliseconds: number;
}

/** Counts requests. */
export interface Recorder {
  readonly statistics: Statistics;
  /** Call when a request starts, and the result when it has ended. */
  begin(service: Exchange['service'], path: string): (status: number | undefined) => void;
}

/** Makes a recorder; `observe` hears of every request. */
export function createRecorder(clock: Pick<Clock, 'now'>, observe?: (exchange: Exchange) => void): Recorder {
  const counts = { armRequests: 0, graphRequests: 0, throttled: 0, failed: 0, sequentialRoundTrips: 0 };
  return {
    statistics: counts,
    begin(service, path) {
      if (service === 'arm') counts.armRequests += 1;
      else counts.graphRequests += 1;
      const depth = counts.sequentialRoundTrips + 1;
      const startedAt = clock.now();
      return (status) => {
        counts.sequentialRoundTrips = Math.max(counts.sequentialRoundTrips, depth);
        if (status === 429) counts.throttled += 1;
        if (status !== 200) counts.failed += 1;
        observe?.({ service, path, status, milliseconds: clock.now() - startedAt });
      };
    },
  };
}
