/** The instances that can be seen, for understanding names; never worth a long wait. */
import { sameId } from '../../model/arm.ts';
import { type Clock, within } from '../../model/clock.ts';
import type { Assessor, DiscoveredInstance } from '../../readiness/assessor.ts';

/** Names so old are read anew, while the old ones still serve; milliseconds. */
const FRESH = 60_000;
/** Longest wait for the first names, milliseconds; without them a message is still understood, only less well. */
const PATIENCE = 8_000;

/** Tells which instances there are. */
export interface KnownNames {
  /** As they were told last; `undefined` before that. Old ones are read anew for the next time. */
  known(): readonly DiscoveredInstance[] | undefined;
  /** The only one that is called exactly so, by names that are not old yet: an answer about it needs no new list. */
  called(name: string): DiscoveredInstance | undefined;
  /** Waits for them; `undefined` where Azure does not tell soon enough, or at all. */
  read(): Promise<readonly DiscoveredInstance[] | undefined>;
}

/** Keeps the names that Azure told last. */
export function createKnownNames(
  assessor: Pick<Assessor, 'instances'>,
  clock: Pick<Clock, 'now' | 'limit'>,
): KnownNames {
  let known: { readonly at: number; readonly instances: readonly DiscoveredInstance[] } | undefined;
  let reading: Promise<readonly DiscoveredInstance[] | undefined> | undefined;

  function read(): Promise<readonly DiscoveredInstance[] | undefined> {
    reading ??= assessor
      .instances()
      .then((instances) => {
        known = { at: clock.now(), instances };
        return instances;
      })
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  return {
    known() {
      if (known === undefined || clock.now() - known.at >= FRESH) void read();
      return known?.instances;
    },
    called(name) {
      if (known === undefined || clock.now() - known.at >= FRESH) return undefined;
      const [only, other] = known.instances.filter((instance) => sameId(instance.name, name));
      return other === undefined ? only : undefined;
    },
    read: () => within(clock, PATIENCE, read(), () => undefined),
  };
}
