/** Several instances at once: assessing them at a calm pace, and ordering them by how much they need somebody. */

import { sameId } from '../model/arm.ts';
import type { Clock } from '../model/clock.ts';
import type { Day } from '../model/days.ts';
import type { Instance, Report, Verdict } from '../model/finding.ts';
import { given } from '../model/given.ts';
import type { Text } from '../model/text.ts';
import { byVerdict } from './assess.ts';
import type { Assessment, AssessmentRequest, Assessor, DiscoveredInstance } from './assessor.ts';
import { whatToDoFirst } from './first-step.ts';

/**
 * How many instances are read at a time: as many as keep the reads that Azure lets go (25 a second for each subscription)
 * busy while each waits for the rows of its network, and not more than some tens of megabytes of answers.
 */
const AT_ONCE = 160;
const AT_ONCE_IN_SUBSCRIPTION = 20;
/** The pace is worth telling after so many instances. */
const SECONDS_KNOWN_AFTER = 4;

/** How far a fleet is. */
export interface FleetProgress {
  readonly done: number;
  readonly total: number;
  /** How long the rest will take at the pace so far, in seconds; undefined until that can be told. */
  readonly secondsLeft: number | undefined;
}

/** What a fleet is assessed for. */
export interface FleetRequest
  extends Pick<AssessmentRequest, 'month' | 'catalogue' | 'fresh' | 'plan' | 'live' | 'whatIf' | 'priority'> {
  /** Nothing more is begun once it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each answer as it comes, in whatever order. */
  readonly onAnswer?: ((instance: DiscoveredInstance, assessment: Assessment) => void) | undefined;
  /** Called after each instance. */
  readonly onDone?: ((progress: FleetProgress) => void) | undefined;
  /** Tells how long the rest will take; without it nobody does. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
}

/** The instances of each subscription, in their order. */
function queues(instances: readonly DiscoveredInstance[]): readonly (readonly [number, DiscoveredInstance])[][] {
  const groups = Map.groupBy(instances.entries(), ([, { subscriptionId }]) => subscriptionId.toLowerCase());
  return [...groups.values()];
}

/**
 * Assesses instances, many at a time and from all subscriptions alike. The results stand in the order of the instances.
 * Rejects with the signal's reason when that is aborted.
 */
export async function assessFleet(
  instances: readonly DiscoveredInstance[],
  assessor: Pick<Assessor, 'assess'>,
  { onAnswer, onDone, clock, ...asked }: FleetRequest = {},
): Promise<readonly Assessment[]> {
  const results: Assessment[] = [];
  const began = clock?.now() ?? 0;
  let done = 0;
  const assessOne = async ([index, instance]: readonly [number, DiscoveredInstance]) => {
    const assessment = await assessor.assess(instance, { ...asked, priority: asked.priority ?? 'fleet' });
    results[index] = assessment;
    done += 1;
    onAnswer?.(instance, assessment);
    const total = instances.length;
    const secondsLeft =
      clock === undefined || done < SECONDS_KNOWN_AFTER
        ? undefined
        : ((clock.now() - began) / 1000 / done) * (total - done);
    onDone?.({ done, total, secondsLeft });
  };
  const waiting = queues(instances);
  const width = Math.max(1, Math.min(AT_ONCE_IN_SUBSCRIPTION, Math.floor(AT_ONCE / waiting.length)));
  // More subscriptions than places: some of them wait until others are through.
  const line = waiting.flatMap((queue) => Array.from({ length: Math.min(width, queue.length) }, () => queue));
  const place = async () => {
    for (let queue = line.shift(); queue !== undefined; queue = line.shift()) {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        asked.signal?.throwIfAborted();
        await assessOne(next);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, line.length) }, place));
  return results;
}

/** One instance of a fleet, small enough to be kept for a while. */
export interface FleetRow {
  readonly instance: DiscoveredInstance;
  readonly verdict: Verdict;
  /** UTC day of the retirement that was judged. */
  readonly effective: Day;
  /** How many requirements are not met, and how many could not be seen. */
  readonly unmet: number;
  readonly unseen: number;
  /** What to do first; absent when there is nothing to do or nothing known that would help. */
  readonly first?: Text;
}

function rowOf(instance: DiscoveredInstance, report: Report): FleetRow {
  const of = (status: string) => report.findings.filter((finding) => finding.status === status).length;
  const first = whatToDoFirst(report);
  return {
    instance,
    verdict: report.verdict,
    effective: report.effective,
    unmet: of('fail'),
    unseen: of('unknown'),
    ...given({ first }),
  };
}

/**
 * A row for each instance, by its worst report: worst first, then by how much is unmet, then by name. An instance without a
 * report (no known retirement fits the month) has no row.
 */
export function fleetRows(
  instances: readonly DiscoveredInstance[],
  assessments: readonly Assessment[],
): readonly FleetRow[] {
  return instances
    .flatMap((instance, index) => {
      const reports = assessments[index]?.reports ?? [];
      const worst = reports.toSorted(byVerdict)[0];
      return worst === undefined ? [] : [rowOf(instance, worst)];
    })
    .toSorted(
      (a, b) =>
        byVerdict(a, b) ||
        b.unmet - a.unmet ||
        b.unseen - a.unseen ||
        a.instance.name.localeCompare(b.instance.name, 'en'),
    );
}

/** The name of an instance among others: with its resource group where two have one name. */
export function nameAmong({ id, name, resourceGroup }: Instance, all: readonly Instance[]): string {
  const isShared = all.some((other) => other.name.toLowerCase() === name.toLowerCase() && !sameId(other.id, id));
  return isShared ? `${resourceGroup}/${name}` : name;
}
