/** Turns what is due into messages. */

import { idKey } from '../../model/arm.ts';
import type { Report } from '../../model/finding.ts';
import { mainOf, type Retirement } from '../../model/retirement.ts';
import { later } from '../delivery/wall-clock.ts';
import type { DueReminder, ReminderState } from '../rules/due-reminders.ts';
import { type DueSummary, lastSummary } from '../rules/due-summaries.ts';
import { reminderMessage, type TitledRequirement } from '../rules/reminder-message.ts';
import { concerns, type ScopedInstance, type Subscription } from '../rules/subscription.ts';
import { type SummaryMessage, summaryMessage } from '../rules/summary-message.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import type { Store } from '../store/store.ts';

/** What messages are made of. */
export interface MakingParts {
  readonly store: Store;
  readonly requirements: readonly TitledRequirement[];
  readonly retirements: readonly Retirement[];
}

const TREND_DAYS = 30;
const DAY = 24 * 60 * 60_000;

/** A reminder that is due, with the report that it rests on; undefined for a retirement that is no longer known. */
export async function makeOutReminder(
  { store, requirements, retirements }: MakingParts,
  { waivers, pauses, marks }: ReminderState,
  due: DueReminder,
  report: Report,
): Promise<NewDelivery | undefined> {
  const { subscription, standing, instance, milestone, today } = due;
  const retirement = retirements.find(({ id }) => id === standing.retirement);
  if (retirement === undefined) return undefined;
  const about = { instanceId: instance.id, retirement: retirement.id };
  // The thread belongs to the place, so what was told in it by another subscription counts too.
  const last = marks.findLast(
    (mark) => mark.kind === 'reminder' && mark.placeId === subscription.placeId && isSameCase(mark, about),
  );
  const before = last === undefined ? [] : await store.snapshots.at(last.at, instance.id);
  const message = reminderMessage({
    due,
    report,
    retirement,
    requirements,
    before: before.find((snapshot) => snapshot.retirement === retirement.id),
    waivers,
    pause: pauses.find((pause) => pause.subscriptionId === subscription.id && isSameCase(pause, about)),
  });
  const { id: subscriptionId, placeId } = subscription;
  return { kind: 'reminder', subscriptionId, placeId, ...about, milestone, day: today, message };
}

/** A summary that is due. */
export async function makeOutSummary(
  parts: MakingParts,
  state: ReminderState,
  { subscription, local }: DueSummary,
  now: string,
): Promise<NewDelivery | undefined> {
  const message = await summaryOf(parts, state, subscription, now);
  if (message === undefined) return undefined;
  const { id: subscriptionId, placeId } = subscription;
  return { kind: 'summary', subscriptionId, placeId, local, day: message.today, message };
}

/** A summary of what is known now. Undefined when nothing retires. */
async function summaryOf(
  { store, requirements, retirements }: MakingParts,
  state: Pick<ReminderState, 'instances' | 'standings' | 'waivers' | 'marks'>,
  subscription: Subscription,
  now: string,
): Promise<SummaryMessage | undefined> {
  const today = now.slice(0, 10);
  const retirement = retirementToday(retirements, today);
  if (retirement === undefined) return undefined;
  const instances = state.instances.filter((instance: ScopedInstance) => concerns(subscription, instance));
  const at = lastSummary(state.marks, subscription.id)?.at;
  const ofRetirement = <T extends { readonly retirement: string }>(some: readonly T[]) =>
    some.filter((one) => one.retirement === retirement.id);
  return summaryMessage({
    subscription,
    today,
    retirement,
    instances,
    now: ofRetirement(state.standings.map(({ latest }) => latest)),
    before: at === undefined ? undefined : { at, snapshots: ofRetirement(await store.snapshots.at(at)) },
    trend: await store.snapshots.trend(
      instances.map(({ id }) => id),
      retirement.id,
      later(now, -TREND_DAYS * DAY).slice(0, 10),
    ),
    waivers: state.waivers,
    requirements,
  });
}

/** The main one that is next ahead, else the latest past one. */
function retirementToday(retirements: readonly Retirement[], today: string): Retirement | undefined {
  const inOrder = mainOf(retirements).toSorted((a, b) => (a.effective < b.effective ? -1 : 1));
  return inOrder.find(({ effective }) => effective >= today) ?? inOrder.at(-1);
}

interface About {
  readonly instanceId: string;
  readonly retirement: string;
}

function isSameCase(one: About, other: About): boolean {
  return idKey(one.instanceId) === idKey(other.instanceId) && one.retirement === other.retirement;
}
