/** What may be seen in a chat: elsewhere more may be, and here nobody need even hear of it. */
import { type ArmKey, idKey } from '../model/arm.ts';
import type { Assessor, DiscoveredInstance } from './assessor.ts';

/** What can be seen. Questions with the same visibility may share answers, names and rows; no others may. */
export interface Visibility {
  /** Finds and judges what can be seen, and nothing else. */
  readonly assessor: Assessor;
  /** `whole`: all that the bot's identity sees. `listed`: of that, what is listed for a chat. `own`: what the asker may read in Azure. */
  readonly kind: 'whole' | 'listed' | 'own';
}

/** An assessor to which every instance but those that are shown does not exist. */
export function limitedTo(assessor: Assessor, shows: (instance: DiscoveredInstance) => boolean): Assessor {
  let shown: ReadonlySet<ArmKey> = new Set();
  const isShown = ({ id }: Pick<DiscoveredInstance, 'id'>) => shown.has(idKey(id));
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
    async changesBehind(instance, ...rest) {
      if (!isShown(instance)) throw new Error('Changes were asked for of an instance that is not shown here.');
      return assessor.changesBehind(instance, ...rest);
    },
    known: (instance) => (isShown(instance) ? assessor.known(instance) : undefined),
  };
}

const hidden = () => Promise.reject(new Error('Nothing can be seen here.'));

/** Sees nothing. */
export const nothingVisible: Visibility = {
  assessor: { instances: async () => [], assess: hidden, changesBehind: hidden, known: () => undefined },
  kind: 'listed',
};
