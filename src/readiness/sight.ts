/** With whose eyes something is answered: what one chat may see, another need not even hear of. */
import { idKey } from '../model/arm.ts';
import type { Assessor, DiscoveredInstance } from './assessor.ts';

/** What can be seen, and in whose name. Two questions with the same sight may share answers; no others may. */
export interface Sight {
  /** Finds and judges what can be seen, and nothing else. */
  readonly assessor: Assessor;
  /** `whole`: all that the bot's identity sees. `listed`: of that, what is listed for a chat. `own`: what the person sees who asks. */
  readonly kind: 'whole' | 'listed' | 'own';
}

/** An assessor to which every instance but those that are shown does not exist. */
export function limitedTo(assessor: Assessor, shows: (instance: DiscoveredInstance) => boolean): Assessor {
  let shown: ReadonlySet<string> = new Set();
  return {
    async instances(signal) {
      const some = (await assessor.instances(signal)).filter(shows);
      shown = new Set(some.map(({ id }) => idKey(id)));
      return some;
    },
    async assess(instance, request) {
      if (!shows(instance)) throw new Error('An instance was to be assessed that is not shown here.');
      return assessor.assess(instance, request);
    },
    known: (instance) => (shown.has(idKey(instance.id)) ? assessor.known(instance) : undefined),
  };
}

/** Sees nothing. */
export const blind: Sight = {
  assessor: {
    instances: async () => [],
    assess: () => Promise.reject(new Error('Nothing can be seen here.')),
    known: () => undefined,
  },
  kind: 'listed',
};
