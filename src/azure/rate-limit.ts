/** How fast we may ask. Pure: every function is told the time. Limits: Azure's headers, with its documented numbers until one is seen. */

/** What response headers tell about a limit. */
export interface Allowance {
  /** Requests left. */
  readonly remaining: number;
  /** Milliseconds until the allowance is whole again, where told. */
  readonly resetsAfterMs?: number | undefined;
}

/** A limit to keep. All times are milliseconds of one clock. */
export interface RateLimit {
  /** How long to wait before the next request; 0: it may go now; infinite: until one has ended. */
  wait(now: number): number;
  /** Counts a request that goes now. */
  take(now: number): void;
  /** Takes in what a response told. Call before `done`. */
  learn(now: number, allowance: Allowance): void;
  /** Lets nobody go before `until`. */
  hold(until: number): void;
  /** A request that was let go has ended. */
  done(now: number): void;
}

/**
 * A bucket of tokens that refills steadily: Azure Resource Manager's limit per subscription. Azure's own bucket stays full until
 * the first request arrives there, so ours refills only once an answer shows that it has: otherwise many that take long
 * to arrive, and some that do not, would be more than Azure lets go.
 */
export function tokenBucket(capacity: number, perSecond: number): RateLimit {
  let tokens = capacity;
  let filledAt = 0;
  let heldUntil = 0;
  /** Whether the first out of a full bucket has gone and nothing has been answered since. */
  let isOnTheWay = false;
  const fill = (now: number) => {
    const filled = isOnTheWay ? 0 : (Math.max(0, now - filledAt) * perSecond) / 1000;
    tokens = Math.min(capacity, tokens + filled);
    filledAt = now;
  };
  return {
    wait(now) {
      fill(now);
      if (now < heldUntil) return heldUntil - now;
      if (tokens >= 1) return 0;
      return isOnTheWay ? Number.POSITIVE_INFINITY : Math.ceil(((1 - tokens) * 1000) / perSecond);
    },
    take(now) {
      fill(now);
      if (tokens >= capacity) isOnTheWay = true;
      tokens -= 1;
    },
    learn(now, { remaining }) {
      fill(now);
      tokens = Math.min(tokens, remaining);
    },
    hold(until) {
      heldUntil = Math.max(heldUntil, until);
    },
    done(now) {
      fill(now);
      isOnTheWay = false;
    },
  };
}

/** A limit that tells how near it is. */
export interface QuotaWindow extends RateLimit {
  /** What part of the window's allowance is used up, from 0 up to 1. */
  used(now: number): number;
  /** The same of the time of one window up to now: it does not fall where a new window begins. */
  usedLately(now: number): number;
}

/** An allowance per window of time: Resource Graph's quota per principal. The size is corrected by what Azure tells. */
export function quotaWindow(size: number, windowMs: number): QuotaWindow {
  let limit = size;
  let remaining = 0;
  let resetsAt = 0;
  let inFlight = 0;
  let heldUntil = 0;
  let started = false;
  /** When the last requests went, oldest first; as many as an allowance at most. */
  let taken: readonly number[] = [];
  const renew = (now: number) => {
    if (started && now < resetsAt) return;
    started = true;
    remaining = Math.max(1, limit - inFlight);
    resetsAt = now + windowMs;
  };
  const used = (now: number) => (started && now < resetsAt ? Math.min(1, Math.max(0, 1 - remaining / limit)) : 0);
  return {
    wait(now) {
      if (now < heldUntil) return heldUntil - now;
      return started && now < resetsAt && remaining < 1 ? Math.max(1, resetsAt - now) : 0;
    },
    take(now) {
      renew(now);
      remaining -= 1;
      inFlight += 1;
      taken = [...taken, now].slice(-limit);
    },
    learn(now, told) {
      // Those still on their way may not be counted by Azure yet.
      remaining = Math.max(0, told.remaining - Math.max(0, inFlight - 1));
      limit = Math.max(limit, told.remaining + 1);
      if (told.resetsAfterMs !== undefined) resetsAt = now + told.resetsAfterMs;
    },
    hold(until) {
      heldUntil = Math.max(heldUntil, until);
    },
    done() {
      inFlight = Math.max(0, inFlight - 1);
    },
    used,
    // Azure counts also what others ask in the same name.
    usedLately: (now) => Math.max(used(now), taken.filter((at) => now - at < windowMs).length / limit),
  };
}
