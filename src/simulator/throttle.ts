/** The two limits that Azure puts on readers. Clocks are in milliseconds and only go forward. */

/** What a limit says about one request. */
export interface Admission {
  readonly admitted: boolean;
  /** Requests left. */
  readonly remaining: number;
  /** Whole seconds until it is worth to try again, at least 1. */
  readonly retryAfter: number;
}

/** Resource Graph: 15 queries in each window of 5 seconds. */
export function createQueryQuota(clock: () => number, queries = 15, windowMs = 5000): () => Admission {
  let start = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    const now = clock();
    if (now - start >= windowMs) {
      start = now;
      used = 0;
    }
    const admitted = used < queries;
    if (admitted) used++;
    return { admitted, remaining: queries - used, retryAfter: wholeSeconds(start + windowMs - now) };
  };
}

/** ARM reads: for each subscription a bucket of 250 that fills by 25 a second. */
export function createReadBuckets(
  clock: () => number,
  size = 250,
  perSecond = 25,
): (subscriptionId: string) => Admission {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (subscriptionId) => {
    const now = clock();
    const bucket = buckets.get(subscriptionId) ?? { tokens: size, at: now };
    const filled = Math.min(size, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    const admitted = filled >= 1;
    const tokens = admitted ? filled - 1 : filled;
    buckets.set(subscriptionId, { tokens, at: now });
    return { admitted, remaining: Math.floor(tokens), retryAfter: wholeSeconds(((1 - tokens) / perSecond) * 1000) };
  };
}

function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
