/** Waivers and declarations, kept in the storage: who may decide, for how long, and who hears of it. */

import { idKey } from '../../model/arm.ts';
import type { Asker } from '../../model/channel.ts';
import type { Clock } from '../../model/clock.ts';
import { addDays, dayAt } from '../../model/days.ts';
import { type Decision, declarationOf, holdsOn } from '../../model/decision.ts';
import type { Declaration } from '../../model/declaration.ts';
import type { Decisions } from '../ports/decisions-port.ts';
import { type DecisionSettings, mayDecide, remindersSilencedBy } from '../rules/authority.ts';
import { type DecisionMessage, decisionMessage } from '../rules/decision-message.ts';
import { personOf } from '../rules/place.ts';
import type { TitledRequirement } from '../rules/reminder-message.ts';
import type { Subscription } from '../rules/subscription.ts';
import type { Store } from '../store/store.ts';
import { readStore, type StoreSource, storeOf } from './store-source.ts';

/** What keeping decisions stands on. */
export interface DecisionParts {
  readonly handle: StoreSource;
  readonly settings: DecisionSettings;
  readonly requirements: readonly TitledRequirement[];
  readonly clock: Pick<Clock, 'instant'>;
  /** Called with the ids of messages that were prepared, so that they go out soon. */
  readonly onTold: (ids: readonly string[]) => void;
}

/** Makes the port. Every method waits for a storage that is still being opened, and rejects while it is away. */
export function createStoredDecisions({ handle, settings, requirements, clock, onTold }: DecisionParts): Decisions {
  const refusal = { kind: 'not-allowed', administrators: settings.decidedBy === 'administrators' } as const;

  return {
    async decide({ decision, instance, by, address }) {
      const store = await storeOf(handle);
      const at = clock.instant();
      const subscriptions = await store.subscriptions.live();
      if (!mayDecide(by, instance, subscriptions, settings)) return refusal;
      if (decision.kind === 'waiver') {
        if (!requirements.some(({ id }) => id === decision.requirement)) return { kind: 'unknown-requirement' };
        const latest = addDays(dayAt(at), settings.waiverDays);
        if (decision.until > latest) return { kind: 'too-long', latest };
      }
      const made = await store.decisions.decide({ ...decision, instanceId: instance.id, by: personOf(by), at });
      const place = await store.places.byConversation(address.conversationId);
      const told = await tell(store, made, 'made', by, remindersSilencedBy(instance, subscriptions, place?.id));
      return { kind: 'done', decision: made, told };
    },
    async withdraw({ id, by, address, instances }) {
      const store = await storeOf(handle);
      const known = await store.decisions.byId(id);
      if (known === undefined) return { kind: 'gone' };
      const subscriptions = await store.subscriptions.live();
      const instance = instances.find((one) => idKey(one.id) === idKey(known.instanceId));
      const isOwn = by.id !== '' && known.by.id === by.id;
      // What cannot be seen where it is said does not exist there, but for whoever decided it, and for administrators.
      if (!isOwn && !mayDecide(by, instance, subscriptions, settings)) {
        return instance === undefined ? { kind: 'gone' } : refusal;
      }
      const withdrawn = await store.decisions.withdraw(id, personOf(by), clock.instant());
      if (withdrawn === undefined) return { kind: 'gone' };
      const place = await store.places.byConversation(address.conversationId);
      const others = instance === undefined ? [] : remindersSilencedBy(instance, subscriptions, place?.id);
      return { kind: 'done', decision: withdrawn, told: await tell(store, withdrawn, 'withdrawn', by, others) };
    },
    async inForce(day, instanceIds) {
      const all = await readStore(handle, [], (store) => store.decisions.decisions(instanceIds));
      return all.filter((one) => holdsOn(one, day));
    },
  };

  async function tell(
    store: Store,
    decision: Decision,
    act: DecisionMessage['act'],
    by: Asker,
    subscriptions: readonly Subscription[],
  ): Promise<number> {
    const now = clock.instant();
    const made = await store.deliveries.add(
      subscriptions.map((subscription) => ({
        kind: 'decision' as const,
        subscriptionId: subscription.id,
        placeId: subscription.placeId,
        instanceId: decision.instanceId,
        decisionId: decision.id,
        act,
        day: dayAt(now),
        message: decisionMessage(decision, { act, by: personOf(by) }, subscription, requirements),
      })),
      now,
    );
    if (made.length > 0) onTold(made);
    return made.length;
  }
}

/** What people declared about the calls of one instance, for the judges. Rejects while storage is away. */
export function createDeclarations(handle: StoreSource): (instanceId: string) => Promise<readonly Declaration[]> {
  return async (instanceId) => {
    const kept = await readStore(handle, [], (store) => store.decisions.decisions([instanceId]));
    return kept.flatMap((one) => (one.kind === 'declaration' ? [declarationOf(one)] : []));
  };
}
