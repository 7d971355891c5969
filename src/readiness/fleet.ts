/** Several instances at once: assessing them at a calm pace, and ordering them by how much they need somebody. */
import type { Report, Verdict } from '../model/finding.ts';
import type { Text } from '../model/text.ts';
import type { Assessment, AssessmentRequest, Assessor, DiscoveredInstance } from './assessor.ts';
import { fixPlan } from './fix-plan.ts';

/** How many instances are read at a time; each reads many things at once by itself. */
const AT_ONCE = 4;

/** How far a fleet is. */
export interface FleetProgress {
  readonly done: number;
  readonly total: number;
}

/** What a fleet is assessed for. */
export interface FleetRequest extends Pick<AssessmentRequest, 'month' | 'signal'> {
  /** Called after each instance. */
  readonly onDone?: ((progress: FleetProgress) => void) | undefined;
}

/** Assesses instances, four at a time. The results stand in the order of the instances. */
export async function assessFleet(
  instances: readonly DiscoveredInstance[],
  assessor: Pick<Assessor, 'assess'>,
  { month, signal, onDone }: FleetRequest = {},
): Promise<readonly Assessment[]> {
  const results: Assessment[] = [];
  const queue = [...instances.entries()];
  let done = 0;
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, instance] = next;
      results[index] = await assessor.assess(instance, { month, signal });
      done += 1;
      onDone?.({ done, total: instances.length });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, instances.length) }, worker));
  return results;
}

/** One instance of a fleet, small enough to be kept for a while. */
export interface FleetRow {
  readonly instance: DiscoveredInstance;
  readonly verdict: Verdict;
  /** UTC day of the retirement that was judged. */
  readonly effective: string;
  /** How many requirements are not met, and how many could not be seen. */
  readonly unmet: number;
  readonly unseen: number;
  /** What to do first; absent when there is nothing to do or nothing known that would help. */
  readonly first?: Text;
}

/** How bad a verdict is: 0 is the worst. An outage that is known comes before what is not known (contract 1). */
const RANK: Readonly<Record<Verdict, number>> = { 'not-ready': 0, undecided: 1, 'action-needed': 2, ready: 3 };

/** The worst of some verdicts; `undecided` of none. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return verdicts.toSorted((a, b) => RANK[a] - RANK[b])[0] ?? 'undecided';
}

function rowOf(instance: DiscoveredInstance, report: Report): FleetRow {
  const of = (status: string) => report.findings.filter((finding) => finding.status === status).length;
  const steps = fixPlan([report]);
  // What ends an outage comes before what is merely first in the plan, such as leaving something as it is.
  const step =
    steps.find(({ status, impact }) => status === 'fail' && impact === 'outage') ??
    steps.find(({ status }) => status === 'fail') ??
    steps.find(({ status }) => status === 'unknown');
  const unknown = report.findings.flatMap(({ items }) => items).find(({ status }) => status === 'unknown');
  const first = report.verdict === 'ready' ? undefined : (step?.title ?? unknown?.message);
  return {
    instance,
    verdict: report.verdict,
    effective: report.effective,
    unmet: of('fail'),
    unseen: of('unknown'),
    ...(first === undefined ? {} : { first }),
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
      const worst = reports.toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict])[0];
      return worst === undefined ? [] : [rowOf(instance, worst)];
    })
    .toSorted(
      (a, b) =>
        RANK[a.verdict] - RANK[b.verdict] ||
        b.unmet - a.unmet ||
        b.unseen - a.unseen ||
        a.instance.name.localeCompare(b.instance.name, 'en'),
    );
}
