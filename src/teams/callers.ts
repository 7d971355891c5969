/** How often somebody may try who has not proven anything. */
import { createHash } from 'node:crypto';

/** Knows how often callers have tried. */
export interface Callers {
  /** Whether a caller's header may be looked at now. One that was proven before may, whoever else tries from there. */
  mayTry(address: string, authorization: string | undefined): boolean;
  /** The header was right. */
  proven(authorization: string): void;
}

/** How many headers without proof an address may send. */
export interface CallerLimits {
  readonly atOnce: number;
  readonly perSecond: number;
}

const usualLimits: CallerLimits = { atOnce: 200, perSecond: 20 };

/** How many addresses and proven headers are kept; the oldest is forgotten first. */
const mostAddresses = 10_000;
const mostProofs = 1_000;

/** Starts counting. `now` are milliseconds that never go back. */
export function createCallers(now: () => number, { atOnce, perSecond }: CallerLimits = usualLimits): Callers {
  const left = new Map<string, { readonly tries: number; readonly at: number }>();
  const proofs = new Set<string>();

  return {
    mayTry(address, authorization) {
      if (authorization !== undefined && proofs.has(digest(authorization))) return true;
      const { tries, at } = left.get(address) ?? { tries: atOnce, at: now() };
      const mine = Math.min(atOnce, tries + ((now() - at) / 1_000) * perSecond);
      left.delete(address);
      left.set(address, { tries: mine < 1 ? mine : mine - 1, at: now() });
      forgetOldest(left, mostAddresses);
      return mine >= 1;
    },
    proven(authorization) {
      proofs.add(digest(authorization));
      forgetOldest(proofs, mostProofs);
    },
  };
}

function digest(authorization: string): string {
  return createHash('sha256').update(authorization).digest('base64');
}

function forgetOldest(kept: Map<string, unknown> | Set<string>, most: number): void {
  const [oldest] = kept.size > most ? kept.keys() : [];
  if (oldest !== undefined) kept.delete(oldest);
}
