/** How often somebody may try who has not proven anything. */

import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../model/clock.ts';
import { type BucketLimits, createBuckets } from './buckets.ts';

/** Knows how often callers have tried. */
export interface Callers {
  /** Whether a caller's header may be looked at now. One that was proven before may, whoever else tries from there. */
  mayTry(address: string, authorization: string | undefined): boolean;
  /** The header was right. */
  proven(authorization: string): void;
}

/** Headers without proof that an address may send. */
const USUAL_LIMITS: BucketLimits = { atOnce: 200, perSecond: 20 };

/** How many proven headers are kept; the one that was used longest ago is forgotten first. */
const MOST_PROOFS = 1_000;

/** Starts counting. */
export function createCallers(clock: Pick<Clock, 'now'>, limits: BucketLimits = USUAL_LIMITS): Callers {
  const tries = createBuckets(clock, limits);
  const proofs = new LRUCache<string, true>({ max: MOST_PROOFS });
  return {
    mayTry: (address, authorization) =>
      (authorization !== undefined && proofs.get(digest(authorization)) === true) || tries.take(address),
    proven(authorization) {
      proofs.set(digest(authorization), true);
    },
  };
}

function digest(authorization: string): string {
  return createHash('sha256').update(authorization).digest('base64');
}
