/** Reads one instance in rounds and judges it, telling those who wait how far it is. */

import { rehearse } from '../fixes/rehearse.ts';
import type { WaySubject } from '../fixes/way-in-option.ts';
import { whatIfChanges } from '../fixes/what-if-changes.ts';
import type { AzureSays } from '../model/announcement.ts';
import type { Clock } from '../model/clock.ts';
import type { Day, Instant } from '../model/days.ts';
import type { Declaration } from '../model/declaration.ts';
import { type Estate, type EstateQuestion, estateBy, failed, mapEstate } from '../model/estate.ts';
import type { Instance, Report, Scanned } from '../model/finding.ts';
import { mostUrgent } from '../model/priority.ts';
import { readableEstate } from '../model/readable.ts';
import type { Cloud, Requirement, Settings, Subject } from '../model/requirement.ts';
import type { Retirement } from '../model/retirement.ts';
import { say, type Text } from '../model/text.ts';
import { readWhatIf, type WhatIfText } from '../model/what-if.ts';
import { assess, type SubjectBase, verdictOf } from './assess.ts';
import type { Assessment, AssessmentRequest, DiscoveredInstance, Progress } from './assessor.ts';
import { azureSays } from './azure-says.ts';
import type { AzureSource } from './azure-source.ts';
import { createFoundations, type Foundations } from './change-log.ts';
import { type Plan, planOf } from './plan.ts';

/** What reads and judges an instance. Everything that decides is handed in. */
export interface ReadingParts {
  readonly azure: AzureSource;
  readonly requirements: readonly Requirement[];
  readonly retirements: readonly Retirement[];
  readonly settings: Settings;
  readonly cloud: Cloud;
  readonly scanned: (subject: Subject) => Scanned;
  readonly progress: (subject: SubjectBase) => Progress;
  /** What is asked about an instance whatever it is like, to be read with the instance itself. */
  readonly ahead: (instance: Instance) => readonly EstateQuestion[];
  /** What an answer tells beside its findings. */
  readonly remarks: (subject: Subject) => readonly Text[];
  readonly clock: Clock;
}

/** Ids of policies, whose number is what makes an assessment long. */
const POLICY = /\/policies\/[^/]+$/i;

/** An instance that was read whole. */
export interface Reading {
  readonly reports: readonly Report[];
  /** By retirement, where plans were asked for. */
  readonly plans?: ReadonlyMap<string, Plan>;
  readonly azureSays?: AzureSays;
  readonly checkedAt: Instant;
  readonly restsOn: readonly string[];
}

/** What judging gives of it. */
type JudgedReading = Pick<Reading, 'reports' | 'plans' | 'azureSays'>;

/** Findings that are all read; the others wait for the search of the policies. Half an answer is never "ready". */
function settled(report: Report): Report {
  const findings = report.findings.filter((finding) => finding.items.every((item) => item.reason !== 'PENDING'));
  return { ...report, findings, verdict: verdictOf(findings) === 'not-ready' ? 'not-ready' : 'undecided' };
}

function isPending(reports: readonly Report[]): boolean {
  return reports.some(({ findings }) => findings.some(({ items }) => items.some(({ reason }) => reason === 'PENDING')));
}

/** How far the search is; none to tell where counting breaks down, which must not end the assessment. */
function progressOf(parts: ReadingParts, subject: SubjectBase): Progress {
  try {
    return parts.progress(subject);
  } catch {
    return { scanned: 0, known: 0 };
  }
}

/** What is read of an instance, and how it is judged. */
export interface ReadingRequest {
  readonly instance: DiscoveredInstance;
  readonly day: Day;
  /** What people declared; undefined where that could not be read. */
  readonly declared: readonly Declaration[] | undefined;
  readonly judged: readonly Retirement[];
  /** Whether plans are made too. */
  readonly plan: boolean;
  /** Takes nothing that is kept of an earlier answer. */
  readonly fresh: boolean;
  /** What somebody wants to try. */
  readonly change: WhatIfText | undefined;
}

/** Who waits for a reading; more may join while it is under way. */
export interface Audience {
  readonly listeners: ReadonlySet<AssessmentRequest>;
  /** What a listener is told of a reading of which a part is still missing. */
  readonly partial: (reading: Reading, listener: AssessmentRequest) => Assessment;
}

/** Reads and judges. Never rejects: where our own code breaks, nothing about the instance is proven. */
export function readInstance(
  parts: ReadingParts,
  { instance, day, declared, judged, plan: withPlans, fresh, change }: ReadingRequest,
  { listeners, partial }: Audience,
): Promise<Reading> {
  const foundations = createFoundations();
  foundations.add(instance.id);
  let latest: { reports: readonly Report[]; progress: Progress } | undefined;
  let read = 0;
  let told = '';
  let firstSent = false;

  const tell = () => {
    if (latest === undefined || latest.progress.known === 0) return;
    const { known } = latest.progress;
    const progress = { scanned: Math.min(latest.progress.scanned + read, known), known };
    const line = `${progress.scanned}/${known}`;
    if (line === told) return;
    told = line;
    for (const listener of listeners) listener.onProgress?.(progress);
  };

  const remarks = (subject: Subject) => [
    ...(declared === undefined ? [say('What people declared could not be read, so it counts for nothing here.')] : []),
    ...parts.remarks(subject),
  ];

  const ahead = parts.ahead(instance);
  const judge = (answered: Estate): JudgedReading => {
    answered.prefetch(ahead);
    const estate = readableEstate(noting(answered, foundations));
    const base = {
      instance: {
        id: instance.id,
        name: instance.name,
        resourceGroup: instance.resourceGroup,
        subscriptionId: instance.subscriptionId,
        location: instance.location,
        sku: instance.sku,
      },
      tenantId: instance.tenantId,
      estate,
      today: day,
      settings: parts.settings,
      declarations: declared ?? [],
      cloud: parts.cloud,
    };
    const reports = judged.map((retirement) => assess(base, parts.requirements, retirement, parts.scanned, remarks));
    latest = { reports, progress: progressOf(parts, base) };
    read = 0;
    // A plan is made once everything about the instance is read; what it asks beyond that is read in further rounds.
    const says = azureSays(base, parts.retirements);
    const found = says === undefined ? { reports } : { reports, azureSays: says };
    if (isPending(reports)) return found;
    const again = (retirement: Retirement) => (changed: Estate) =>
      assess({ ...base, estate: changed }, parts.requirements, retirement, parts.scanned);
    const thought =
      change === undefined ? found : { ...found, reports: rehearsing(change, base, reports, judged.map(again)) };
    if (!withPlans) return thought;
    const plans = judged.map((one): [string, Plan] => [one.id, planOf(estate, again(one), day, base)]);
    return { ...thought, plans: new Map(plans) };
  };

  /** The reports, each with what a change would make of it; `again` judges as the report of the same place was judged. */
  const rehearsing = (
    change: WhatIfText,
    base: WaySubject,
    reports: readonly Report[],
    again: readonly ((changed: Estate) => Report)[],
  ): readonly Report[] => {
    const asked = readWhatIf(change);
    const tried = asked === undefined ? { changes: [] } : whatIfChanges(asked, base);
    const changes = 'changes' in tried ? tried.changes : [];
    const changed = rehearse(base.estate, changes, day);
    const then = again.map((judgeAgain) => judgeAgain(changed));
    return reports.map((report, index) => ({
      ...report,
      rehearsed: {
        change,
        findings: then[index]?.findings ?? [],
        verdict: then[index]?.verdict ?? report.verdict,
        changes,
        ...('untried' in tried ? { untried: tried.untried } : {}),
      },
    }));
  };

  const reading = (found: JudgedReading): Reading => ({
    ...found,
    checkedAt: parts.clock.instant(),
    restsOn: foundations.ids,
  });

  const onRound = () => {
    if (latest === undefined) return;
    const { reports } = latest;
    tell();
    if (firstSent || ![...listeners].some(({ onFirst }) => onFirst !== undefined)) return;
    const first = reports.map(settled);
    const total = reports.reduce((sum, report) => sum + report.findings.length, 0);
    const ready = first.reduce((sum, report) => sum + report.findings.length, 0);
    // Worth showing once most of it stands; the policies are what takes long.
    if (ready === total || ready * 2 < total) return;
    firstSent = true;
    for (const listener of listeners) listener.onFirst?.(partial(reading({ reports: first }), listener));
  };

  const onResource = (id: string) => {
    if (!POLICY.test(id)) return;
    read += 1;
    tell();
  };
  const priority = () => mostUrgent([...listeners].map((listener) => listener.priority ?? 'question'));
  return (
    parts.azure
      .collect(judge, { onRound, onResource, priority, fresh })
      // A fault of our own: nothing about the instance is proven, and the other instances of its fleet go on.
      .catch((error: unknown) => judge(unreadable(error instanceof Error ? error.name : 'Error')))
      .then(reading)
  );
}

/** The estate, noting each resource that a judgement has seen. */
function noting(estate: Estate, foundations: Foundations): Estate {
  const noted = mapEstate(
    estate,
    (read) => {
      if (read.ok) foundations.add(read.value.id);
      return read;
    },
    (read) => {
      if (read.ok) for (const { id } of read.value) foundations.add(id);
      return read;
    },
  );
  return { ...noted, answers: estate.answers };
}

/** An estate in which nothing can be read. */
function unreadable(detail: string): Estate {
  const no = () => failed('READ_FAILED', detail);
  return estateBy(no, no, () => {});
}
