/** Reminders and summaries as the conversation asks for them, kept in the storage. */

import { idKey } from '../../model/arm.ts';
import type { Address } from '../../model/channel.ts';
import type { Clock } from '../../model/clock.ts';
import type { Day, Instant } from '../../model/days.ts';
import type { ListedSubscription } from '../../model/reminder.ts';
import type { Retirement } from '../../model/retirement.ts';
import type { Assessor, DiscoveredInstance } from '../../readiness/assessor.ts';
import type { Reminders, SubscriptionChange, SubscriptionOrder } from '../ports/reminders-port.ts';
import { type Place, personOf } from '../rules/place.ts';
import { isZone, scheduleFrom } from '../rules/schedule.ts';
import { covers, isSameScope, type Subscription } from '../rules/subscription.ts';
import type { Store } from '../store/store.ts';
import { isOver, type KnownToReminders, listedSubscription } from './listed-subscription.ts';
import { type StoreSource, storeOf } from './store-source.ts';

/** What keeping reminders stands on. */
export interface ReminderParts {
  readonly handle: StoreSource;
  readonly assessor: Pick<Assessor, 'instances'>;
  readonly retirements: readonly Retirement[];
  readonly clock: Clock;
  /** Called after something was set up or woken, so that what it rests on is looked at soon. */
  readonly onChange: () => void;
}

/** Makes the port. Every method waits for a storage that is still being opened, and rejects while it is away. */
export function createStoredReminders({ handle, assessor, retirements, clock, onChange }: ReminderParts): Reminders {
  return {
    async subscribe(order) {
      const store = await storeOf(handle);
      const now = clock.instant();
      const place = await store.places.seen(sightingOf(order), now);
      const { scope } = order;
      const known = (await store.subscriptions.at(place.id)).find(
        (one) => one.kind === order.kind && isSameScope(one.scope, scope),
      );
      const made = await store.subscriptions.add(
        {
          kind: order.kind,
          placeId: place.id,
          scope: known?.scope ?? scope,
          schedule:
            order.schedule === undefined
              ? undefined
              : scheduleFrom(order.schedule, isZone(order.timeZone) ? order.timeZone : 'UTC', now),
          setUpBy: personOf(order.by),
        },
        now,
      );
      onChange();
      return listedSubscription(made, place, now, await whatIsKnown(store));
    },
    async list(address) {
      const store = await storeOf(handle);
      const here = await setUpHere(store, address);
      const now = clock.instant();
      const about = await whatIsKnown(store);
      return here.subscriptions
        .filter((one) => !isOver(one, now))
        .map((one) => listedSubscription(one, here.place, now, about));
    },
    async unreachable(by) {
      const store = await storeOf(handle);
      const lost = (await store.places.all()).filter(({ state }) => state === 'unreachable');
      const own = await Promise.all(
        lost.map(async (place) => {
          const subscriptions = await store.subscriptions.at(place.id);
          return subscriptions.some(({ setUpBy }) => setUpBy.id === by.id) ? [place] : [];
        }),
      );
      return own.flat();
    },
    async change(change) {
      const store = await storeOf(handle);
      const now = clock.instant();
      const { place, subscriptions } = await setUpHere(store, change.address);
      if (change.act === 'restore') return restored(store, change, place, now);
      const chosen = subscriptions.filter(({ id }) => change.id === undefined || id === change.id);
      if (chosen.length === 0) return [];
      const changed =
        change.instance === undefined
          ? await asAWhole(store, chosen, change)
          : await aboutOne(store, chosen, subscriptions, { ...change, instance: change.instance }, now);
      if (changed.length > 0 && (change.act === 'resume' || change.act === 'wake')) onChange();
      const about = await whatIsKnown(store);
      return changed.map((one) => listedSubscription(one, place, now, about));
    },
  };

  /** What the next day follows from; where the instances cannot be listed now, the retirements alone. */
  async function whatIsKnown(store: Store): Promise<KnownToReminders> {
    const [provenStates, waivers, instances] = await Promise.all([
      store.snapshots.provenStates(),
      store.decisions.waivers(),
      assessor.instances().catch(() => []),
    ]);
    return { provenStates, waivers, instances, retirements };
  }

  /** Brings back what was stopped at this very place. */
  async function restored(
    store: Store,
    { id = '' }: SubscriptionChange,
    place: Place | undefined,
    now: Instant,
  ): Promise<readonly ListedSubscription[]> {
    const stopped = await store.subscriptions.byId(id);
    if (place === undefined || stopped?.placeId !== place.id) return [];
    const back = await store.subscriptions.restore(id);
    if (back === undefined) return [];
    onChange();
    return [listedSubscription(back, place, now, await whatIsKnown(store))];
  }

  /** Stops, pauses or resumes subscriptions. Silence about everything is a pause of all of it. */
  async function asAWhole(
    store: Store,
    chosen: readonly Subscription[],
    { act, until }: SubscriptionChange,
  ): Promise<readonly Subscription[]> {
    const changeOne = async (one: Subscription) => {
      if (act === 'stop') return (await store.subscriptions.stop(one.id)) === undefined ? undefined : one;
      if (!isWaking(act)) return await store.subscriptions.pause(one.id, until);
      await wake(store, one, undefined);
      return await store.subscriptions.resume(one.id);
    };
    const changed: Subscription[] = [];
    for (const one of chosen) {
      const next = await changeOne(one);
      if (next !== undefined) changed.push(next);
    }
    return changed;
  }

  /**
   * What is set up for this instance alone changes as a whole; what also covers others is silenced about this one. A place is
   * told once of an instance, whichever subscription speaks, so silence and its end are about all that are set up here.
   */
  async function aboutOne(
    store: Store,
    chosen: readonly Subscription[],
    here: readonly Subscription[],
    change: SubscriptionChange & { readonly instance: string },
    now: Instant,
  ): Promise<readonly Subscription[]> {
    const { act, until, instance } = change;
    const isOwn = ({ scope }: Subscription) => isSameScope(scope, { kind: 'instance', instanceId: instance });
    if (act === 'stop' || (act === 'pause' && until === undefined)) {
      return asAWhole(store, chosen.filter(isOwn), change);
    }
    const reminders = here.filter(({ kind }) => kind === 'reminder');
    const about = reminders.every(isOwn) ? undefined : await find(instance);
    const covering = reminders.filter((one) => isOwn(one) || (about !== undefined && covers(one.scope, about)));
    if (isWaking(act)) {
      for (const one of covering) await wake(store, one, change);
      const own = covering.filter((one) => isOwn(one) && chosen.includes(one));
      const resumed = await asAWhole(store, own, { ...change, act: 'resume' });
      return covering.map((one) => resumed.find(({ id }) => id === one.id) ?? one);
    }
    if (until === undefined) return [];
    const silenced = change.retirement === undefined ? retirements.map(({ id }) => id) : [change.retirement];
    await silence(store, covering, silenced, { ...change, until }, now);
    return covering.map((one) => ({ ...one, state: 'paused' as const, pausedUntil: until }));
  }

  async function find(instance: string): Promise<DiscoveredInstance | undefined> {
    return (await assessor.instances()).find(({ id }) => idKey(id) === idKey(instance));
  }
}

/** Whether an act ends a silence. */
function isWaking(act: SubscriptionChange['act']): boolean {
  return act === 'resume' || act === 'wake';
}

/** Silences subscriptions about one instance, for some retirements (ids). */
async function silence(
  store: Store,
  subscriptions: readonly Subscription[],
  about: readonly string[],
  { act, instance, until, by }: SubscriptionChange & { readonly instance: string; readonly until: Day },
  now: Instant,
): Promise<void> {
  const kind = act === 'acknowledge' ? 'acknowledge' : 'snooze';
  const pause = { instanceId: instance, kind, until, by: personOf(by), at: now } as const;
  for (const { id } of subscriptions) {
    for (const retirement of about) await store.decisions.pause({ ...pause, subscriptionId: id, retirement });
  }
}

async function wake(
  store: Store,
  { id }: Subscription,
  about: Pick<SubscriptionChange, 'instance' | 'retirement'> | undefined,
): Promise<void> {
  const { instance, retirement } = about ?? {};
  const silences = (await store.decisions.pauses()).filter(
    (pause) =>
      pause.subscriptionId === id &&
      (instance === undefined || idKey(pause.instanceId) === idKey(instance)) &&
      (retirement === undefined || pause.retirement === retirement),
  );
  for (const silence of silences) await store.decisions.wake(silence);
}

async function setUpHere(
  store: Store,
  { conversationId }: Address,
): Promise<{ readonly place: Place | undefined; readonly subscriptions: readonly Subscription[] }> {
  const place = await store.places.byConversation(conversationId);
  return { place, subscriptions: place === undefined ? [] : await store.subscriptions.at(place.id) };
}

/** Whoever sets something up says in which language and on which clock it is written for a place. */
function sightingOf({ address, place, locale, timeZone }: SubscriptionOrder) {
  return { kind: place, ...address, locale, timeZone: isZone(timeZone) ? timeZone : undefined };
}
