/** The instances that can be seen, kept for a while: for understanding names, and for people who search type a letter at a time. */
import { sameId } from '../../model/arm.ts';
import { type Clock, within } from '../../model/clock.ts';
import { faultFields } from '../../model/fault-fields.ts';
import type { Log } from '../../model/log.ts';
import type { Assessor, DiscoveredInstance } from '../../readiness/assessor.ts';

/** A list so old is read anew, while the old one still serves. Milliseconds. */
const FRESH = 60_000;

/** What keeping the instances takes. */
interface KnownInstancesParts {
  readonly assessor: Pick<Assessor, 'instances'>;
  readonly clock: Pick<Clock, 'now' | 'limit'>;
  readonly log: Log;
}

/** Tells which instances there are. Nothing here rejects: a list that Azure does not give is logged, and the one before kept. */
export interface KnownInstances {
  /** As they were listed last; `undefined` before that. */
  known(): readonly DiscoveredInstance[] | undefined;
  /** The only one that is called exactly so, by a list that is not a minute old: an answer about it needs no new one. */
  called(name: string): DiscoveredInstance | undefined;
  /**
   * A list that is no older than `oldest` milliseconds (a minute without it); else the next one: `late` where that takes
   * longer than `patience` milliseconds, `undefined` where Azure does not give it.
   */
  listed(patience: number, oldest?: number): Promise<readonly DiscoveredInstance[] | 'late' | undefined>;
}

/** Keeps the list that Azure gave last. Whoever asks for an older one than a minute has it read anew for the next time. */
export function createKnownInstances({ assessor, clock, log }: KnownInstancesParts): KnownInstances {
  let last: { readonly at: number; readonly instances: readonly DiscoveredInstance[] } | undefined;
  let reading: Promise<readonly DiscoveredInstance[] | undefined> | undefined;

  const age = () => (last === undefined ? Number.POSITIVE_INFINITY : clock.now() - last.at);

  async function read(): Promise<readonly DiscoveredInstance[] | undefined> {
    try {
      const instances = await assessor.instances();
      last = { at: clock.now(), instances };
      return instances;
    } catch (error) {
      log.info('the instances could not be listed', faultFields(error));
      return undefined;
    }
  }

  function renew(): void {
    if (age() < FRESH) return;
    reading ??= read().finally(() => {
      reading = undefined;
    });
  }

  return {
    known() {
      renew();
      return last?.instances;
    },
    called(name) {
      if (age() >= FRESH) return undefined;
      const [only, other] = (last?.instances ?? []).filter((instance) => sameId(instance.name, name));
      return other === undefined ? only : undefined;
    },
    async listed(patience, oldest = FRESH) {
      renew();
      return age() <= oldest || reading === undefined
        ? last?.instances
        : await within(clock, patience, reading, () => 'late' as const);
    },
  };
}
