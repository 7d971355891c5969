/** What a channel summary says, as data. Plain JSON, since it waits in the database. */
import { idKey } from '../../model/arm.ts';
import { type Day, daysBetween, type Instant } from '../../model/days.ts';
import type { Waiver } from '../../model/decision.ts';
import type { Verdict } from '../../model/finding.ts';
import type { ResourceChange } from '../../model/resource-change.ts';
import type { Retirement } from '../../model/retirement.ts';
import type { Text } from '../../model/text.ts';
import { bySeverity, byVerdict } from '../../readiness/assess.ts';
import { byKind, type MovesByKind, movesBetween } from '../../readiness/finding-changes.ts';
import type { Snapshot } from '../../readiness/history.ts';
import {
  type Because,
  becauseOf,
  type OtherRetirement,
  otherOf,
  type TitledRequirement,
  type TitleOf,
  titles,
  type WaivedLine,
} from './reminder-message.ts';
import type { ScopedInstance, Subscription } from './subscription.ts';
import { waiverOf } from './waiver.ts';

/** How many instances have which verdict. `unchecked`: in scope, but never assessed. */
export type VerdictCounts = Readonly<Record<Verdict, number>> & { readonly unchecked: number };

/** One point of the trend. */
export interface TrendPoint {
  readonly day: Day;
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** An instance that needs somebody. */
export interface PressingInstance {
  readonly instance: ScopedInstance;
  readonly verdict: Verdict;
  readonly outages: number;
  readonly unsupported: number;
  readonly unseen: number;
  /** Titles of what is unmet, outages first. */
  readonly unmet: readonly Text[];
}

/** A change by name. */
export interface NamedChange {
  readonly instance: string;
  readonly title: Text;
}

/** A summary of everything in scope for one retirement. */
export interface SummaryMessage {
  readonly kind: 'summary';
  readonly today: Day;
  readonly retirement: Pick<Retirement, 'id' | 'title' | 'what' | 'docs' | 'effective'>;
  /** Days until the retirement; 0 on the day, negative after it. */
  readonly daysLeft: number;
  readonly total: number;
  readonly counts: VerdictCounts;
  /** Oldest first; the last point is today. */
  readonly trend: readonly TrendPoint[];
  /** ISO instant of the summary before; undefined for the first. */
  readonly since: Instant | undefined;
  readonly changes: MovesByKind<NamedChange>;
  /** Who changed what, where something has become unmet: newest first, without names where they are not to be told. */
  readonly changed?: readonly ResourceChange[];
  readonly mostCommon?: { readonly requirement: string; readonly title: Text; readonly count: number };
  /** The five that matter most, worst first. Those that are ready are never among them. */
  readonly pressing: readonly PressingInstance[];
  /** Waived by name, so that nothing is waived silently. */
  readonly waived: readonly (WaivedLine & { readonly instance: string })[];
  /** Other retirements of which something is unmet in scope, in the order of the catalogue. */
  readonly others?: readonly (OtherRetirement & { /** How many instances. */ readonly count: number })[];
  readonly because: Because;
}

/** What a summary is made of. Snapshots are those of one retirement, the latest of each instance. */
export interface SummaryParts {
  readonly subscription: Pick<Subscription, 'id' | 'scope' | 'setUpBy' | 'createdAt'>;
  readonly today: Day;
  readonly retirement: Retirement;
  /** The instances in scope. */
  readonly instances: readonly ScopedInstance[];
  readonly now: readonly Snapshot[];
  /** The latest ones at the time of the summary before. */
  readonly before: { readonly at: Instant; readonly snapshots: readonly Snapshot[] } | undefined;
  readonly trend: readonly TrendPoint[];
  readonly waivers: readonly Waiver[];
  readonly requirements: readonly TitledRequirement[];
  /** On which instances something of other retirements is unmet, any order. */
  readonly others?: readonly { readonly retirement: Retirement; readonly instanceId: string }[];
}

const MOST = 5;

/** Days that the trend of a summary shows. */
export const TREND_DAYS = 30;

/** How much of who changed what is told: the instances that a summary looks up, and the changes that a message names. */
export const MOST_CHANGED = { instances: 10, changes: 2 } as const;

/** The names of the instances in which something has become unmet since the summary before. */
export function newlyUnmet({ changes }: Pick<SummaryMessage, 'changes'>): ReadonlySet<string> {
  return new Set([...(changes.new ?? []), ...(changes.worse ?? [])].map(({ instance }) => instance));
}

/** Makes a summary. */
export function summaryMessage(parts: SummaryParts): SummaryMessage {
  const { subscription, today, retirement, instances, before } = parts;
  const titleOf = titles(parts.requirements);
  const names = new Map(instances.map((instance) => [idKey(instance.id), instance]));
  const now = parts.now.filter(({ instanceId }) => names.has(idKey(instanceId)));
  const known = before?.snapshots.filter(({ instanceId }) => names.has(idKey(instanceId)));
  const moves = known === undefined ? [] : movesBetween(known, now);
  const counts = { ...verdictCounts(now), unchecked: instances.length - now.length };
  const mostCommon = mostCommonUnmet(now);
  const { id, title, what, docs, effective } = retirement;
  const others = [...Map.groupBy(parts.others ?? [], (one) => one.retirement)]
    .map(([one, on]) => ({
      ...otherOf(one),
      count: on.filter(({ instanceId }) => names.has(idKey(instanceId))).length,
    }))
    .filter(({ count }) => count > 0);
  return {
    kind: 'summary',
    today,
    retirement: { id, title, what, docs, effective },
    daysLeft: daysBetween(today, effective),
    total: instances.length,
    counts,
    trend: [
      ...parts.trend.filter((point) => point.day < today && isTelling(point, instances)),
      { day: today, counts: verdictCounts(now) },
    ],
    since: before?.at,
    changes: byKind(moves, ({ instanceId, requirement, now: is }) => ({
      instance: names.get(instanceId)?.name ?? instanceId,
      title: titleOf(requirement, is.status),
    })),
    ...(mostCommon === undefined
      ? {}
      : { mostCommon: { ...mostCommon, title: titleOf(mostCommon.requirement, 'fail') } }),
    pressing: now
      .filter(({ verdict }) => verdict !== 'ready')
      .flatMap((snapshot) => pressingOf(snapshot, names.get(idKey(snapshot.instanceId)), titleOf))
      .toSorted(byWeight)
      .slice(0, MOST),
    waived: now.flatMap((snapshot) => waivedOf(snapshot, names, parts.waivers, today, titleOf)),
    ...(others.length === 0 ? {} : { others }),
    because: becauseOf(subscription),
  };
}

/** A day on which most of them had never been looked at says nothing of how many were ready. */
function isTelling({ counts }: TrendPoint, instances: readonly ScopedInstance[]): boolean {
  const known = Object.values(counts).reduce((sum, number) => sum + number, 0);
  return known * 2 >= instances.length;
}

/** Counts snapshots by verdict. */
function verdictCounts(snapshots: readonly Snapshot[]): Readonly<Record<Verdict, number>> {
  const of = (verdict: Verdict) => snapshots.filter((snapshot) => snapshot.verdict === verdict).length;
  return {
    ready: of('ready'),
    'action-needed': of('action-needed'),
    'not-ready': of('not-ready'),
    undecided: of('undecided'),
  };
}

function mostCommonUnmet(snapshots: readonly Snapshot[]) {
  const counts = new Map<string, number>();
  for (const { requirement, status } of snapshots.flatMap(({ findings }) => findings)) {
    if (status === 'fail') counts.set(requirement, (counts.get(requirement) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return most === undefined ? undefined : { requirement: most[0], count: most[1] };
}

function pressingOf(
  { verdict, findings }: Snapshot,
  instance: ScopedInstance | undefined,
  titleOf: TitleOf,
): readonly PressingInstance[] {
  if (instance === undefined) return [];
  const unmet = findings.filter(({ status }) => status === 'fail').toSorted(bySeverity);
  const outages = unmet.filter(({ impact }) => impact === 'outage').length;
  const unseen = findings.filter(({ status }) => status === 'unknown').length;
  const lines = unmet.map(({ requirement }) => titleOf(requirement, 'fail'));
  return [{ instance, verdict, outages, unsupported: unmet.length - outages, unseen, unmet: lines }];
}

function byWeight(a: PressingInstance, b: PressingInstance): number {
  return (
    byVerdict(a, b) ||
    b.outages - a.outages ||
    b.unsupported - a.unsupported ||
    b.unseen - a.unseen ||
    (a.instance.name < b.instance.name ? -1 : 1)
  );
}

function waivedOf(
  { instanceId, findings }: Snapshot,
  names: ReadonlyMap<string, ScopedInstance>,
  waivers: readonly Waiver[],
  today: Day,
  titleOf: TitleOf,
) {
  return findings.flatMap(({ requirement, status }) => {
    const waiver = status === 'fail' ? waiverOf(waivers, { instanceId, requirement }, today) : undefined;
    if (waiver === undefined) return [];
    const { by, until, reason } = waiver;
    const instance = names.get(idKey(instanceId))?.name ?? instanceId;
    return [{ instance, requirement, title: titleOf(requirement, 'fail'), by, until, reason }];
  });
}
