/** HTTP requests that went wrong, whoever sent them and whatever its client threw. */
import type { Clock } from './clock.ts';

/** A request that was answered with anything but what it asked for, or not at all. */
export interface HttpFailure {
  /** HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** How long the other side asks to wait, in milliseconds; undefined where it does not say. */
  readonly retryAfter: number | undefined;
}

/** The headers of an answer, by lower-case name. */
export type HeaderReader = (name: string) => string | null | undefined;

/** What the clients of Azure, of Teams and of servers throw says of the answer; an error of another kind says nothing. */
export function httpFailureOf(error: unknown, clock?: Pick<Clock, 'instant'>): HttpFailure {
  const status = inside(error, 'statusCode');
  const headers = inside(inside(error, 'response'), 'headers');
  const header = (name: string) => {
    const value = hasGet(headers) ? headers.get(name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { status: typeof status === 'number' ? status : undefined, retryAfter: retryAfterOf(header, clock) };
}

/** A property of whatever was thrown: some errors have their status from their class. */
function inside(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function hasGet(headers: unknown): headers is { get(name: string): unknown } {
  return typeof headers === 'object' && headers !== null && 'get' in headers && typeof headers.get === 'function';
}

/** How long to wait, in milliseconds, in any of the forms that Azure and Teams use. A date says something only by a clock. */
export function retryAfterOf(header: HeaderReader, clock?: Pick<Clock, 'instant'>): number | undefined {
  const told = (name: string) => header(name)?.trim() ?? '';
  for (const [name, factor] of [
    ['retry-after-ms', 1],
    ['x-ms-retry-after-ms', 1],
    ['retry-after', 1000],
  ] as const) {
    if (/^\d+(\.\d+)?$/.test(told(name))) return Number(told(name)) * factor;
  }
  const date = Date.parse(told('retry-after'));
  if (clock !== undefined && !Number.isNaN(date)) return Math.max(0, date - Date.parse(clock.instant()));
  return durationMs(told('x-ms-user-quota-resets-after'));
}

/** Milliseconds of a duration such as `00:00:05` or `00:00:05.250`; undefined for anything else. */
export function durationMs(duration: string): number | undefined {
  const match = /^(\d+):(\d{2}):(\d{2}(?:\.\d+)?)$/.exec(duration);
  if (match === null) return undefined;
  return Math.round((Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])) * 1000);
}
