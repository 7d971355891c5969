/** Turns what is due into messages. */

import { idKey } from '../../model/arm.ts';
import { addDays, type Day, dayAt, type Instant, later } from '../../model/days.ts';
import type { Report } from '../../model/finding.ts';
import type { ChangeAuthors, ResourceChange } from '../../model/resource-change.ts';
import { mainOf, type Retirement } from '../../model/retirement.ts';
import { type ChangeLog, changesTo, resourcesBehind } from '../../readiness/change-log.ts';
import { changesSince } from '../../readiness/finding-changes.ts';
import type { Snapshot } from '../../readiness/history.ts';
import type { DueReminder } from '../rules/due-reminders.ts';
import { type DueSummary, lastSummary } from '../rules/due-summaries.ts';
import { reminderMessage, type TitledRequirement } from '../rules/reminder-message.ts';
import type { ReminderState } from '../rules/reminder-state.ts';
import { concerns, type ScopedInstance, type Subscription } from '../rules/subscription.ts';
import { MOST_CHANGED, newlyUnmet, type SummaryMessage, summaryMessage, TREND_DAYS } from '../rules/summary-message.ts';
import { notWaived } from '../rules/waiver.ts';
import type { NewDelivery } from '../store/delivery-rows.ts';
import type { Store } from '../store/store.ts';

/** What messages are made of. */
export interface PreparationParts {
  readonly store: Store;
  readonly requirements: readonly TitledRequirement[];
  readonly retirements: readonly Retirement[];
  /** Who changed what in Azure; without it no message names it. */
  readonly changeLog?: ChangeLog | undefined;
  /** Where the names of people who changed something are told. */
  readonly changeAuthors?: ChangeAuthors | undefined;
}

/** A reminder that is due, with the report that it rests on; undefined for a retirement that is no longer known. */
export async function prepareReminder(
  parts: PreparationParts,
  { waivers, pauses, prepared }: ReminderState,
  due: DueReminder,
  report: Report,
): Promise<NewDelivery | undefined> {
  const { store, requirements, retirements } = parts;
  const { subscription, provenState, instance, milestone, today } = due;
  const retirement = retirements.find(({ id }) => id === provenState.retirement);
  if (retirement === undefined) return undefined;
  const about = { instanceId: instance.id, retirement: retirement.id };
  // The thread belongs to the place, so what was told in it by another subscription counts too.
  const last = prepared.findLast(
    (mark) => mark.kind === 'reminder' && mark.placeId === subscription.placeId && isSameCase(mark, about),
  );
  const ofRetirement = (some: readonly Snapshot[]) => some.find((one) => one.retirement === retirement.id);
  const before = last === undefined ? undefined : ofRetirement(await store.snapshots.at(last.at, instance.id));
  // What made it so lies between the last look that found it otherwise and the first that found it so.
  const otherwise =
    milestone.kind === 'no-longer-ready'
      ? ofRetirement(await store.snapshots.at(later(provenState.since, -1), instance.id))
      : before;
  const message = reminderMessage({
    due,
    report,
    retirement,
    requirements,
    retirements,
    before,
    changed: otherwise === undefined ? [] : await changesBehind(parts, otherwise, report, subscription.placeId),
    waivers,
    pause: pauses.find((pause) => pause.subscriptionId === subscription.id && isSameCase(pause, about)),
  });
  const { id: subscriptionId, placeId } = subscription;
  return { kind: 'reminder', subscriptionId, placeId, ...about, milestone, day: today, message };
}

/** The latest changes to what has become unmet rests on, since it was found otherwise. */
async function changesBehind(
  parts: PreparationParts,
  before: Snapshot,
  report: Report,
  placeId: string,
): Promise<readonly ResourceChange[]> {
  const { changeLog } = parts;
  const worse = new Set(
    changesSince(before, report).moves.flatMap(({ kind, requirement }) =>
      kind === 'new' || kind === 'worse' ? [requirement] : [],
    ),
  );
  const resources = report.findings.filter(({ requirement }) => worse.has(requirement)).flatMap(resourcesBehind);
  if (changeLog === undefined || resources.length === 0) return [];
  const { changes } = await changeLog.behind(report.instance.id, resources, before.checkedAt, 'background');
  const own = changesTo(resources, changes).slice(0, MOST_CHANGED.changes);
  return await tellable(own, parts, placeId);
}

/** Without names where they are not to be told. */
async function tellable(
  changes: readonly ResourceChange[],
  { store, changeAuthors = 'personal' }: PreparationParts,
  placeId: string,
): Promise<readonly ResourceChange[]> {
  const place = changeAuthors === 'personal' ? await store.places.byId(placeId) : undefined;
  const isTold = changeAuthors === 'everywhere' || place?.kind === 'personal';
  return isTold ? changes : changes.map((change) => ({ ...change, by: { kind: change.by.kind } }));
}

/** A summary that is due. */
export async function prepareSummary(
  parts: PreparationParts,
  state: ReminderState,
  { subscription, local }: DueSummary,
  now: Instant,
): Promise<NewDelivery | undefined> {
  const message = await summaryOf(parts, state, subscription, now);
  if (message === undefined) return undefined;
  const { id: subscriptionId, placeId } = subscription;
  return { kind: 'summary', subscriptionId, placeId, local, day: message.today, message };
}

/** A summary of what is known now. Undefined when nothing retires. */
async function summaryOf(
  parts: PreparationParts,
  state: Pick<ReminderState, 'instances' | 'provenStates' | 'waivers' | 'prepared'>,
  subscription: Subscription,
  now: Instant,
): Promise<SummaryMessage | undefined> {
  const { store, requirements, retirements } = parts;
  const today = dayAt(now);
  const retirement = retirementToday(retirements, today);
  if (retirement === undefined) return undefined;
  const instances = state.instances.filter((instance: ScopedInstance) => concerns(subscription, instance));
  const at = lastSummary(state.prepared, subscription.id)?.at;
  const ofRetirement = <T extends { readonly retirement: string }>(some: readonly T[]) =>
    some.filter((one) => one.retirement === retirement.id);
  const message = summaryMessage({
    subscription,
    today,
    retirement,
    instances,
    now: ofRetirement(state.provenStates.map(({ latest }) => latest)),
    before: at === undefined ? undefined : { at, snapshots: ofRetirement(await store.snapshots.at(at)) },
    trend: await store.snapshots.trend(
      instances.map(({ id }) => id),
      retirement.id,
      addDays(today, -TREND_DAYS),
    ),
    waivers: state.waivers,
    requirements,
    others: retirements
      .filter((one) => one.id !== retirement.id)
      .flatMap((one) =>
        state.provenStates
          .filter(
            (provenState) =>
              provenState.retirement === one.id && notWaived(provenState, state.waivers, today).length > 0,
          )
          .map(({ instanceId }) => ({ retirement: one, instanceId })),
      ),
  });
  const changed = await changesUnder(parts, message, instances, subscription.placeId);
  return changed.length === 0 ? message : { ...message, changed };
}

/** The latest changes to what the instances rest on in which something has become unmet since the summary before. */
async function changesUnder(
  parts: PreparationParts,
  message: Pick<SummaryMessage, 'since' | 'changes'>,
  instances: readonly ScopedInstance[],
  placeId: string,
): Promise<readonly ResourceChange[]> {
  const { store, changeLog } = parts;
  const { since } = message;
  const names = newlyUnmet(message);
  if (changeLog === undefined || since === undefined || names.size === 0) return [];
  const watched = await store.watchedResources.all();
  const resources = instances
    .filter(({ name }) => names.has(name))
    .slice(0, MOST_CHANGED.instances)
    .flatMap(({ id }) => watched.get(idKey(id)) ?? []);
  if (resources.length === 0) return [];
  const read = await changeLog.recent([...new Set(resources)], 'background');
  if (!read.ok) return [];
  const own = changesTo(
    resources,
    read.value.filter(({ at }) => at > since),
  ).slice(0, MOST_CHANGED.changes);
  return await tellable(own, parts, placeId);
}

/** The main one that is next ahead, else the latest past one. */
function retirementToday(retirements: readonly Retirement[], today: Day): Retirement | undefined {
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
