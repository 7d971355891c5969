/** Looks what is due and makes it out. All it needs to know stands in tables, so whatever was missed is found later. */

import { isDeepStrictEqual } from 'node:util';
import { type ArmKey, idKey } from '../../model/arm.ts';
import type { Clock } from '../../model/clock.ts';
import { dayAt, type Instant, millisecondsUntil } from '../../model/days.ts';
import { faultName } from '../../model/fault-fields.ts';
import type { Report, Status } from '../../model/finding.ts';
import type { Log } from '../../model/log.ts';
import { mainOf } from '../../model/retirement.ts';
import type { Assessor, DiscoveredInstance } from '../../readiness/assessor.ts';
import { snapshotOf } from '../../readiness/history.ts';
import type { ProvenState } from '../rules/proven-state.ts';
import { concerns } from '../rules/subscription.ts';
import type { NewDelivery } from '../store/delivery-rows.ts';
import { createChangeWatch } from './changed-instances.ts';
import { type PreparationParts, prepareReminder, prepareSummary } from './prepare-messages.ts';
import { whatIsDue } from './what-is-due.ts';

/** What a scan stands on. */
export interface ScanParts extends PreparationParts {
  readonly assessor: Assessor;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: ScanLimits;
  /** Minutes between two looks for what was changed in Azure; 0, or no log of changes, for none. */
  readonly changesEvery?: number;
}

/** How fresh, and how much at a time. Milliseconds, but for `atOnce`. */
export interface ScanLimits {
  /** An instance that somebody wants to hear of is assessed at least so often: how soon "no longer ready" is noticed. */
  readonly assessEvery: number;
  /** How old an assessment may be that a summary rests on. A reminder rests on one of this very scan. */
  readonly freshForSummary: number;
  /** No assessment begins later than this in a scan; the rest waits for the next. */
  readonly longest: number;
  /** Instances read at a time. */
  readonly atOnce: number;
}

/** Every four hours each; a scan runs every five minutes and stops reading after four. */
export const scanLimits: ScanLimits = {
  assessEvery: 4 * 60 * 60_000,
  freshForSummary: 60 * 60_000,
  longest: 4 * 60_000,
  atOnce: 4,
};

/** Makes the scan. It returns the ids of the messages that it prepared. Rejects when Azure or the database is away. */
export function createScan(parts: ScanParts): () => Promise<readonly string[]> {
  const { store, assessor, retirements, clock, log, limits = scanLimits, changeLog, changesEvery = 0 } = parts;
  const mains = new Set(mainOf(retirements).map(({ id }) => id));
  const changed =
    changeLog === undefined || changesEvery === 0
      ? async () => new Set<ArmKey>()
      : createChangeWatch({ store, changeLog, clock, log, every: changesEvery * 60_000, reach: limits.assessEvery });

  return async () => {
    const start = clock.instant();
    const subscriptions = await store.subscriptions.live();
    if (subscriptions.length === 0) return [];
    const instances = await assessor.instances();
    const reports = new Map<string, Report>();
    const wanted = instances.filter((instance) => subscriptions.some((one) => concerns(one, instance)));

    const touched = await changed(new Set(wanted.map(({ id }) => idKey(id))));
    await assessAll(
      wanted.filter(({ id }) => touched.has(idKey(id))),
      reports,
      start,
      true,
    );
    const old = await olderThan(wanted, limits.assessEvery, start);
    await assessAll(
      old.filter(({ id }) => !isIn(reports, id)),
      reports,
      start,
    );
    const first = await whatIsDue(store, instances, retirements, start);
    // What is told now has to be true now.
    const told = first.reminders.map(({ instance }) => idKey(instance.id));
    const summed = instances.filter((instance) =>
      first.summaries.some(({ subscription }) => concerns(subscription, instance)),
    );
    const again = [
      ...wanted.filter(({ id }) => told.includes(idKey(id)) && !isIn(reports, id)),
      ...(await olderThan(summed, limits.freshForSummary, start)).filter(({ id }) => !told.includes(idKey(id))),
    ];
    await assessAll(again, reports, start);
    const due = again.length === 0 ? first : await whatIsDue(store, instances, retirements, start);

    // Reminders whose instance could not be read in time are left for the next scan.
    const made: (NewDelivery | undefined)[] = [];
    for (const reminder of due.reminders) {
      const report = reports.get(keyOf(reminder.instance.id, reminder.provenState.retirement));
      if (report !== undefined) made.push(await prepareReminder(parts, due.state, reminder, report));
    }
    for (const summary of due.summaries) {
      made.push(await prepareSummary(parts, due.state, summary, start));
    }
    const deliveries = made.filter((delivery) => delivery !== undefined);
    const ids = await store.deliveries.add(deliveries, clock.instant());
    if (ids.length > 0) log.info('messages were made out', { messages: ids.length, instances: instances.length });
    return ids;
  };

  /** By the main retirements, which every reading judges; the others have to have been looked at on this UTC day. */
  async function olderThan(
    some: readonly DiscoveredInstance[],
    age: number,
    now: Instant,
  ): Promise<readonly DiscoveredInstance[]> {
    const isMain = ({ retirement }: Pick<ProvenState, 'retirement'>) => mains.has(retirement);
    const provenStates = (await store.snapshots.provenStates()).filter(({ retirement }) =>
      retirements.some(({ id }) => id === retirement),
    );
    const own = Map.groupBy(provenStates, ({ instanceId }) => instanceId);
    const oldest = (of: readonly ProvenState[]) => of.map(({ latest }) => latest.checkedAt).toSorted()[0];
    const at = ({ id }: DiscoveredInstance) => oldest((own.get(idKey(id)) ?? []).filter(isMain));
    const isOutdated = ({ id }: DiscoveredInstance) =>
      (own.get(idKey(id)) ?? []).some((one) => !isMain(one) && one.latest.checkedAt < dayAt(now));
    return some
      .filter((instance) => {
        const last = at(instance);
        return last === undefined || isOutdated(instance) || millisecondsUntil(now, last) > age;
      })
      .toSorted((a, b) => ((at(a) ?? '') < (at(b) ?? '') ? -1 : 1));
  }

  /** What is kept of a reading of the whole catalogue: the main retirements, and of the others what can be decided, once a day or when it changed. */
  async function record(found: readonly Report[], checkedAt: Instant): Promise<void> {
    const known = new Map(
      (await store.snapshots.provenStates()).map(({ instanceId, retirement, latest }) => [
        keyOf(instanceId, retirement),
        latest,
      ]),
    );
    const snapshots = found
      .map((report) => snapshotOf(report, checkedAt))
      .filter(({ instanceId, retirement, verdict, findings }) => {
        if (mains.has(retirement)) return true;
        const before = known.get(keyOf(instanceId, retirement));
        if (before === undefined) return findings.some(({ status }) => DECIDED.has(status));
        const isSameDay = dayAt(before.checkedAt) === dayAt(checkedAt);
        return !isSameDay || before.verdict !== verdict || !isDeepStrictEqual(before.findings, findings);
      });
    await store.snapshots.record(snapshots);
  }

  async function assessAll(
    some: readonly DiscoveredInstance[],
    reports: Map<string, Report>,
    start: Instant,
    fresh = false,
  ): Promise<void> {
    const queue = [...some];
    const worker = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        if (millisecondsUntil(clock.instant(), start) > limits.longest) return;
        const request = { catalogue: true, priority: 'background', fresh } as const;
        const assessed = await assessor.assess(next, request).catch((error: unknown) => {
          // One instance that breaks must not silence all others.
          log.error('an instance could not be assessed for its reminders', {
            instance: next.id,
            error: faultName(error),
          });
        });
        if (assessed === undefined) continue;
        const { reports: found, checkedAt, restsOn } = assessed;
        await store.watchedResources.keep(next.id, restsOn);
        await record(found, checkedAt);
        for (const report of found) reports.set(keyOf(report.instance.id, report.retirement), report);
      }
    };
    await Promise.all(Array.from({ length: Math.min(limits.atOnce, queue.length) }, worker));
  }
}

/** What proves something about a requirement. */
const DECIDED: ReadonlySet<Status> = new Set<Status>(['pass', 'warn', 'fail']);

function isIn(reports: ReadonlyMap<string, Report>, id: string): boolean {
  return [...reports.keys()].some((key) => key.startsWith(`${idKey(id)} `));
}

function keyOf(instanceId: string, retirement: string): string {
  return `${idKey(instanceId)} ${retirement}`;
}
