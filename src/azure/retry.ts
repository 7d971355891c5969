/** Asking again: when, how often, and when to give up. The clients' own retries were measured, and do not do. */
import { backoff } from '../model/backoff.ts';
import { abortAfter, type Clock } from '../model/clock.ts';
import { brokenConnection, type Failure, type RequestOutcome } from './failure.ts';

/** How patient we are with one request. All times in milliseconds. */
export interface RetryRules {
  /** How many requests are sent at most, the first one included. */
  readonly attempts: number;
  /** First pause where Azure names none; doubles each time. */
  readonly firstDelayMs: number;
  /** Longest single pause, whatever Azure asks for. */
  readonly longestDelayMs: number;
  /** No further attempt starts later than this after the first one. */
  readonly patienceMs: number;
  /** One attempt that takes longer counts as a cut connection. */
  readonly attemptTimeoutMs: number;
}

/** The rules unless settings say otherwise: at most about a minute for one read. */
export const RETRY_RULES: RetryRules = {
  attempts: 6,
  firstDelayMs: 500,
  longestDelayMs: 20_000,
  patienceMs: 60_000,
  attemptTimeoutMs: 30_000,
};

/**
 * The pause before the next attempt, in milliseconds; undefined to give up.
 * `attempt` counts from 1, `elapsedMs` since the first attempt, `random` from 0 up to 1.
 */
export function nextDelay(
  rules: RetryRules,
  failure: Failure,
  attempt: number,
  elapsedMs: number,
  random: number,
): number | undefined {
  if (!failure.transient || attempt >= rules.attempts) return undefined;
  const wish =
    failure.retryAfter === undefined
      ? backoff(rules.firstDelayMs, rules.longestDelayMs, attempt, random)
      : failure.retryAfter + random * Math.min(rules.firstDelayMs, failure.retryAfter);
  const delay = Math.min(wish, rules.longestDelayMs);
  return elapsedMs + delay > rules.patienceMs ? undefined : delay;
}

/** One attempt. Throws only when its signal is aborted; every other trouble is a failure. */
export type Attempt<T> = (signal: AbortSignal) => Promise<RequestOutcome<T>>;

/**
 * Runs attempts until one works, fails for good or patience ends; then the last failure is the outcome.
 * Each attempt waits for `admit` anew, outside of its own time limit. Throws the signal's reason when the caller aborts.
 */
export async function withRetries<T>(
  attempt: Attempt<T>,
  rules: RetryRules,
  clock: Clock,
  signal: AbortSignal | undefined,
  admit: (task: () => Promise<RequestOutcome<T>>) => Promise<RequestOutcome<T>> = (task) => task(),
): Promise<RequestOutcome<T>> {
  const startedAt = clock.now();
  for (let count = 1; ; count += 1) {
    signal?.throwIfAborted();
    const outcome = await admit(() => inTime(attempt, rules.attemptTimeoutMs, clock, signal));
    if (outcome.ok) return outcome;
    const delay = nextDelay(rules, outcome.failure, count, clock.now() - startedAt, Math.random());
    if (delay === undefined) return outcome;
    await clock.sleep(delay, signal);
  }
}

/** One attempt, which counts as a cut connection where it takes too long. */
function inTime<T>(
  attempt: Attempt<T>,
  limitMs: number,
  clock: Pick<Clock, 'limit'>,
  signal: AbortSignal | undefined,
): Promise<RequestOutcome<T>> {
  const late = (): RequestOutcome<T> => ({ ok: false, failure: brokenConnection('Timeout') });
  return abortAfter(clock, limitMs, attempt, late, signal).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
}
