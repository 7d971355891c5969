/** Reads one instance in rounds and judges it, telling those who wait how far it is. */

import { estateAfter } from '../fixes/estate-after.ts';
import { whatIfChanges } from '../fixes/what-if-changes.ts';
import type { AzureSays } from '../model/announcement.ts';
import type { Clock } from '../model/clock.ts';
import type { Day, Instant } from '../model/days.ts';
import type { Declaration } from '../model/declaration.ts';
import { type Estate, type EstateQuestion, estateBy, failed, mapEstate } from '../model/estate.ts';
import { faultName } from '../model/fault-fields.ts';
import type { Instance, Report, Scanned } from '../model/finding.ts';
import { given } from '../model/given.ts';
import { mostUrgent } from '../model/priority.ts';
import { readableEstate } from '../model/readable.ts';
import type { Cloud, Requirement, Settings, Subject } from '../model/requirement.ts';
import type { Retirement } from '../model/retirement.ts';
import { say, type Text } from '../model/text.ts';
import { readWhatIf, type WhatIfText } from '../model/what-if.ts';
import { assess, type SubjectBase } from './assess.ts';
import type { Assessment, AssessmentRequest, DiscoveredInstance, Progress } from './assessor.ts';
import { azureSays } from './azure-says.ts';
import type { AzureSource } from './azure-source.ts';
import { createFoundations, type Foundations } from './change-log.ts';
import { type Plan, planOf } from './plan.ts';
import { createTeller, type Listeners } from './tell-waiting.ts';

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

/** Who waits for a reading, and what one of them is told of a reading of which a part is still missing. */
export interface Audience {
  readonly listeners: Listeners;
  readonly partial: (reading: Reading, listener: AssessmentRequest) => Assessment;
}

/** What every judgement of an instance starts from; `estate` is what was read of it so far. */
function baseOf(
  { settings, cloud }: Pick<ReadingParts, 'settings' | 'cloud'>,
  { instance, day, declared }: ReadingRequest,
  estate: Estate,
): SubjectBase {
  const { id, name, resourceGroup, subscriptionId, location, sku, tenantId } = instance;
  return {
    instance: { id, name, resourceGroup, subscriptionId, location, sku },
    tenantId,
    estate,
    today: day,
    settings,
    declarations: declared ?? [],
    cloud,
  };
}

/** One retirement, judged; `again` judges another estate in the same way. */
interface RetirementJudgement {
  readonly report: Report;
  readonly again: (changed: Estate) => Report;
}

function judgementsOf(
  { requirements, scanned, remarks }: ReadingParts,
  { declared, judged }: ReadingRequest,
  base: SubjectBase,
): readonly RetirementJudgement[] {
  const told = (subject: Subject) => [
    ...(declared === undefined ? [say('What people declared could not be read, so it counts for nothing here.')] : []),
    ...remarks(subject),
  ];
  return judged.map((retirement) => ({
    report: assess(base, requirements, retirement, scanned, told),
    again: (changed) => assess({ ...base, estate: changed }, requirements, retirement, scanned),
  }));
}

/** The reports, each with what a change that somebody wants to try would make of it. */
function tried(change: WhatIfText, base: SubjectBase, judgements: readonly RetirementJudgement[]): readonly Report[] {
  const asked = readWhatIf(change);
  const outcome = asked === undefined ? { changes: [] } : whatIfChanges(asked, base);
  const made = 'changes' in outcome ? outcome : { changes: [], untried: outcome.untried };
  const changed = estateAfter(base.estate, made.changes, base.today);
  return judgements.map(({ report, again }) => {
    const { findings, verdict } = again(changed);
    return { ...report, tried: { change, findings, verdict, ...made } };
  });
}

/**
 * Reads and judges. Plans are made, and a change is tried, once everything about the instance is read; what that asks beyond is read
 * in further rounds. Never rejects: where our own code breaks, nothing about the instance is proven.
 */
export function readInstance(
  parts: ReadingParts,
  request: ReadingRequest,
  { listeners, partial }: Audience,
): Promise<Reading> {
  const { azure, clock, retirements } = parts;
  const { instance, day, plan: withPlans, fresh, change } = request;
  const foundations = createFoundations();
  foundations.add(instance.id);
  const reading = (found: JudgedReading): Reading => ({
    ...found,
    checkedAt: clock.instant(),
    restsOn: foundations.ids,
  });
  const teller = createTeller(listeners, (reports, listener) => partial(reading({ reports }), listener));

  const ahead = parts.ahead(instance);
  const judge = (answered: Estate): JudgedReading => {
    answered.prefetch(ahead);
    const base = baseOf(parts, request, readableEstate(noting(answered, foundations)));
    const judgements = judgementsOf(parts, request, base);
    const reports = judgements.map(({ report }) => report);
    teller.onJudged(reports, progressOf(parts, base));
    const found = { reports, ...given({ azureSays: azureSays(base, retirements) }) };
    if (isPending(reports)) return found;
    const whole = change === undefined ? found : { ...found, reports: tried(change, base, judgements) };
    if (!withPlans) return whole;
    const plans = judgements.map(
      ({ report, again }) => [report.retirement, planOf(base.estate, again, day, base)] as const,
    );
    return { ...whole, plans: new Map(plans) };
  };

  const priority = () => mostUrgent([...listeners].map((listener) => listener.priority ?? 'question'));
  return (
    azure
      .collect(judge, { onRound: teller.onRound, onResource: teller.onResource, priority, fresh })
      // A fault of our own: nothing about the instance is proven, and the other instances of its fleet go on.
      .catch((error: unknown) => judge(unreadable(faultName(error))))
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
