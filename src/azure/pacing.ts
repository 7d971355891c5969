/** How fast we may ask. Pure: every function is told the time. Limits: azure-api 3.2. */

/** What response headers tell about a limit. */
export interface Allowance {
  /** Requests left. */
  readonly remaining: number;
  /** Milliseconds until the allowance is whole again, where told. */
  readonly resetsAfterMs?: number | undefined;
}

/** A pace to keep. All times are milliseconds of one clock. */
export interface Pace {
  /** 0: go, and the request is counted. Otherwise how long to wait before asking again. */
  take(now: number): number;
  /** Takes in what a response told. Call before `done`. */
  learn(now: number, allowance: Allowance): void;
  /** Lets nobody go before `until`. */
  hold(until: number): void;
  /** A request that was let go has ended. */
  done(): void;
}

/** A bucket of tokens that refills steadily: Azure Resource Manager's limit per subscription. */
export function tokenBucket(capacity: number, perSecond: number): Pace {
  let tokens = capacity;
  let filledAt = 0;
  let heldUntil = 0;
  const fill = (now: number) => {
    tokens = Math.min(capacity, tokens + (Math.max(0, now - filledAt) * perSecond) / 1000);
    filledAt = now;
  };
  return {
    take(now) {
      fill(now);
      if (now < heldUntil) return heldUntil - now;
      if (tokens < 1) return Math.ceil(((1 - tokens) * 1000) / perSecond);
      tokens -= 1;
      return 0;
    },
    learn(now, { remaining }) {
      fill(now);
      tokens = Math.min(tokens, remaining);
    },
    hold(until) {
      heldUntil = Math.max(heldUntil, until);
    },
    done() {},
  };
}

/** An allowance per window of time: Resource Graph's quota per principal. The size is corrected by what Azure tells. */
export function quotaWindow(size: number, windowMs: number): Pace {
  let limit = size;
  let remaining = 0;
  let resetsAt = 0;
  let inFlight = 0;
  let heldUntil = 0;
  let started = false;
  return {
    take(now) {
      if (now < heldUntil) return heldUntil - now;
      if (!started || now >= resetsAt) {
        started = true;
        remaining = Math.max(1, limit - inFlight);
        resetsAt = now + windowMs;
      }
      if (remaining < 1) return Math.max(1, resetsAt - now);
      remaining -= 1;
      inFlight += 1;
      return 0;
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
  };
}
