/** The assessor: reads an instance once for all who ask at the same time, judges it, picks what the question was about. */

import { LRUCache } from 'lru-cache';
import { rehearse } from '../fixes/rehearse.ts';
import type { WaySubject } from '../fixes/way-in-option.ts';
import { whatIfChanges } from '../fixes/what-if-changes.ts';
import type { AzureSays } from '../model/announcement.ts';
import { idKey } from '../model/arm.ts';
import { type Day, dayAt, type Instant, instantAt, monthInWords, since } from '../model/days.ts';
import type { Declaration } from '../model/declaration.ts';
import { type Estate, type EstateQuestion, estateBy, failed, mapEstate, ok, type Read } from '../model/estate.ts';
import type { Instance, Report, Scanned } from '../model/finding.ts';
import type { MetricSeries, MetricsQuestion } from '../model/metrics.ts';
import { mostUrgent, type Priority } from '../model/priority.ts';
import { readableEstate } from '../model/readable.ts';
import type { Cloud, Requirement, Settings, Subject } from '../model/requirement.ts';
import type { Retirement } from '../model/retirement.ts';
import { say, type Text } from '../model/text.ts';
import { readWish, type WhatIfChange } from '../model/what-if.ts';
import { assess, type SubjectBase, verdictOf } from './assess.ts';
import type {
  Assessment,
  AssessmentRequest,
  Assessor,
  DiscoveredInstance,
  KnownVerdict,
  Progress,
} from './assessor.ts';
import { azureSays } from './azure-says.ts';
import { type ChangeLog, createFoundations, type Foundations, resourcesBehind } from './change-log.ts';
import { withChanges } from './live-changes.ts';
import { answerKey, metricsQuestions, withNumbers } from './live-metrics.ts';
import { type Plan, planOf } from './plan.ts';
import { besides, candidates, judgedFor, selectReports } from './which-retirements.ts';

/** Where Azure's answers come from; `src/azure` is behind it. */
export interface AzureSource {
  /** Every instance that can be seen. Throws `AzureUnreachable`. */
  discover(signal?: AbortSignal): Promise<readonly DiscoveredInstance[]>;
  /** Runs `judge` over an estate, in rounds, until it asks for nothing new. Answers are read once per call. */
  collect<T>(
    judge: (estate: Estate) => T,
    options: {
      readonly onRound?: () => void;
      readonly onResource?: (id: string) => void;
      /** How urgent it is now; it may become more urgent when somebody else asks for the same. */
      readonly priority?: () => Priority;
      /** Takes nothing that is kept of an earlier answer. */
      readonly fresh?: boolean;
    },
  ): Promise<T>;
  /** What Azure Monitor counted. A failure is an answer too. */
  metrics(
    question: MetricsQuestion,
    options: { readonly priority: () => Priority },
  ): Promise<Read<readonly MetricSeries[]>>;
  /** Who changed what. */
  readonly changeLog: Pick<ChangeLog, 'behind' | 'recent'>;
  /** In whose name Azure is read, for people. */
  readonly checkedAs: Text | string;
  /** The same for machines, never the same for two identities: what one may see is never answered to another. */
  readonly readAs: string;
}

/** What an assessor is made of. Everything that decides is handed in. */
export interface AssessorParts {
  readonly azure: AzureSource;
  readonly requirements: readonly Requirement[];
  readonly retirements: readonly Retirement[];
  readonly settings: Settings;
  readonly cloud: Cloud;
  readonly scanned: (subject: Subject) => Scanned;
  readonly progress: (subject: SubjectBase) => Progress;
  /** What is asked about an instance whatever it is like, to be read with the instance itself. */
  readonly ahead: (instance: Instance) => readonly EstateQuestion[];
  /** What people declared about the calls of an instance. A rejection is told in the answer. */
  readonly declarations: (instanceId: string) => Promise<readonly Declaration[]>;
  /** What an answer tells beside its findings. */
  readonly remarks: (subject: Subject) => readonly Text[];
  readonly now: () => Date;
  /** Milliseconds that never go back, for the age of answers; this machine's without it. */
  readonly ticks?: (() => number) | undefined;
  /** Judges as of this day instead of today's. */
  readonly today?: Day | undefined;
}

/** Ids of policies, whose number is what makes an assessment long. */
const POLICY = /\/policies\/[^/]+$/i;

/** An instance that was read whole. */
interface Reading {
  readonly reports: readonly Report[];
  /** By retirement, where plans were asked for. */
  readonly plans?: ReadonlyMap<string, Plan>;
  readonly azureSays?: AzureSays;
  readonly checkedAt: Instant;
  readonly restsOn: readonly string[];
}

/** What judging gives of it. */
type JudgedReading = Pick<Reading, 'reports' | 'plans' | 'azureSays'>;

/** A reading under way. */
interface Job {
  readonly result: Promise<Reading>;
  readonly listeners: Set<AssessmentRequest>;
  /** When it began, in ticks. */
  readonly began: number;
}

/** An answer so young is given again, milliseconds. */
const ANSWER_HOLDS = 60_000;
/** A list of instances so young is given again, milliseconds: each costs two of the 15 queries of five seconds. */
const LIST_HOLDS = 5_000;
/** Items in all answers that are kept at most: about 1,000 instances, some 40 MB. */
const MOST_ITEMS = 40_000;
/** How long a verdict is known, milliseconds, and of how many instances. */
const VERDICT_HOLDS = 24 * 60 * 60_000;
const MOST_VERDICTS = 20_000;
/** Who wants a new answer joins a reading that began no longer ago, milliseconds: what was changed before the click is in it. */
const JUST_BEGUN = 2_000;

/** Findings that are all read; the others wait for the search of the policies. Half an answer is never "ready". */
function settled(report: Report): Report {
  const findings = report.findings.filter((finding) => finding.items.every((item) => item.reason !== 'PENDING'));
  return { ...report, findings, verdict: verdictOf(findings) === 'not-ready' ? 'not-ready' : 'undecided' };
}

function isPending(reports: readonly Report[]): boolean {
  return reports.some(({ findings }) => findings.some(({ items }) => items.some(({ reason }) => reason === 'PENDING')));
}

/** How far the search is; none to tell where counting breaks down, which must not end the assessment. */
function progressOf(parts: AssessorParts, subject: SubjectBase): Progress {
  try {
    return parts.progress(subject);
  } catch {
    return { scanned: 0, known: 0 };
  }
}

/** Makes the assessor. */
export function createAssessor(parts: AssessorParts): Assessor {
  const jobs = new Map<string, Job>();
  const ticks = parts.ticks ?? (() => performance.now());
  const time = { perf: { now: ticks }, ttlResolution: 0 };
  const answers = new LRUCache<string, Reading>({
    ...time,
    ttl: ANSWER_HOLDS,
    maxSize: MOST_ITEMS,
    sizeCalculation: ({ reports }) =>
      1 + reports.flatMap(({ findings }) => findings).flatMap(({ items }) => items).length,
  });
  const verdicts = new LRUCache<string, KnownVerdict>({ ...time, ttl: VERDICT_HOLDS, max: MOST_VERDICTS });
  let discovery: Promise<readonly DiscoveredInstance[]> | undefined;
  let listed:
    | { readonly instances: readonly DiscoveredInstance[]; readonly readAs: string; readonly at: number }
    | undefined;

  const today = () => parts.today ?? dayAt(parts.now());

  /** The reports that answer a question; the first says in a line what else is unmet, where no month was asked for. */
  const told = (reports: readonly Report[], day: Day, month: string | undefined): readonly Report[] => {
    const selected = selectReports(candidates(reports, parts.retirements, month), day, month);
    const [first, ...rest] = selected;
    if (first === undefined || month !== undefined) return selected;
    const others = besides(reports, selected, day).map(noteAbout);
    return others.length === 0 ? selected : [{ ...first, notes: [...first.notes, ...others] }, ...rest];
  };

  /** A retirement that was not asked about, in a line. */
  const noteAbout = ({ retirement, effective }: Report): Text => {
    const what = parts.retirements.find(({ id }) => id === retirement)?.what ?? say('{retirement}', { retirement });
    return say('Beside this, something is unmet: {what} {since}. Ask about {month} to see it.', {
      what,
      since: since(effective, today()),
      month: monthInWords(effective.slice(0, 7)),
    });
  };

  const discover = async (signal: AbortSignal | undefined) => {
    const { readAs } = parts.azure;
    const instances = await parts.azure.discover(signal);
    listed = { instances, readAs, at: ticks() };
    return instances;
  };

  const keyOf = (id: string, day: Day) => `${parts.azure.readAs} ${day} ${idKey(id)}`;

  const assessment = (
    { reports, plans, azureSays: says, checkedAt, restsOn }: Reading,
    request: AssessmentRequest,
    day: Day,
    partial: boolean,
  ): Assessment => {
    const selected = request.catalogue === true ? reports : told(reports, day, request.month);
    const [first, ...rest] = selected;
    const others = request.catalogue === true ? [] : besides(reports, selected, day);
    return {
      checkedAt,
      today: day,
      reports: first === undefined || says === undefined ? selected : [{ ...first, azureSays: says }, ...rest],
      ...(others.length === 0 ? {} : { besides: others }),
      ...(plans === undefined ? {} : { plans: selected.flatMap(({ retirement }) => plans.get(retirement) ?? []) }),
      restsOn,
      checkedAs: parts.azure.checkedAs,
      partial,
    };
  };

  const start = (
    instance: DiscoveredInstance,
    day: Day,
    declared: readonly Declaration[] | undefined,
    judged: readonly Retirement[],
    {
      plan: withPlans,
      fresh,
      change,
    }: { readonly plan: boolean; readonly fresh: boolean; readonly change: WhatIfChange | undefined },
  ): Job => {
    const listeners = new Set<AssessmentRequest>();
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
      ...(declared === undefined
        ? [say('What people declared could not be read, so it counts for nothing here.')]
        : []),
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
      change: WhatIfChange,
      base: WaySubject,
      reports: readonly Report[],
      again: readonly ((changed: Estate) => Report)[],
    ): readonly Report[] => {
      const wish = readWish(change);
      const tried = wish === undefined ? { changes: [] } : whatIfChanges(wish, base);
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
      checkedAt: instantAt(parts.now()),
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
      for (const listener of listeners)
        listener.onFirst?.(assessment(reading({ reports: first }), listener, day, true));
    };

    const onResource = (id: string) => {
      if (!POLICY.test(id)) return;
      read += 1;
      tell();
    };
    const priority = () => mostUrgent([...listeners].map((listener) => listener.priority ?? 'question'));
    const result = parts.azure
      .collect(judge, { onRound, onResource, priority, fresh })
      // A fault of our own: nothing about the instance is proven, and the other instances of its fleet go on.
      .catch((error: unknown) => judge(unreadable(error instanceof Error ? error.name : 'Error')))
      .then(reading);
    return { result, listeners, began: ticks() };
  };

  const numbered = new WeakMap<Reading, Promise<Reading>>();

  /** The reading with Azure Monitor's numbers, which are read once for it. */
  const live = (
    read: Reading,
    { tenantId }: Pick<DiscoveredInstance, 'tenantId'>,
    priority: Priority = 'question',
  ): Promise<Reading> => {
    const known = numbered.get(read);
    if (known !== undefined) return known;
    const now = parts.now().getTime();
    const ask = async (question: MetricsQuestion) => {
      const answer = await parts.azure
        .metrics(question, { priority: () => priority })
        .catch((error: unknown) => failed('READ_FAILED', error instanceof Error ? error.name : 'Error'));
      return [answerKey(question), answer] as const;
    };
    const made = Promise.all([
      Promise.all(metricsQuestions(read.reports, now).map(ask)),
      changesBehind(read.reports, priority),
    ]).then(([answers, changes]) => ({
      ...read,
      reports: withChanges(withNumbers(read.reports, new Map(answers), now, { cloud: parts.cloud, tenantId }), changes),
    }));
    numbered.set(read, made);
    return made;
  };

  const changesBehind = async (reports: readonly Report[], priority: Priority) => {
    const resources = reports.flatMap(({ findings }) => findings.flatMap(resourcesBehind));
    if (resources.length === 0) return ok([]);
    return await parts.azure.changeLog
      .recent([...new Set(resources)], priority)
      .catch((error: unknown) => failed('READ_FAILED', error instanceof Error ? error.name : 'Error'));
  };

  const keep = (key: string, verdictKey: string, read: Reading) => {
    answers.set(key, read);
    const [report] = told(read.reports, today(), undefined);
    if (report === undefined) return;
    verdicts.set(verdictKey, { verdict: report.verdict, effective: report.effective, checkedAt: read.checkedAt });
  };

  /** The reading under way that may be joined. */
  const running = (key: string, fresh: boolean): Job | undefined => {
    const job = jobs.get(key);
    return job !== undefined && (!fresh || ticks() - job.began <= JUST_BEGUN) ? job : undefined;
  };

  const begin = (key: string, verdictKey: string, job: Job): Job => {
    jobs.set(key, job);
    const forget = () => {
      if (jobs.get(key) === job) jobs.delete(key);
    };
    job.result
      .then((read) => {
        if (jobs.get(key) === job) keep(key, verdictKey, read);
      })
      .then(forget, forget);
    return job;
  };

  return {
    async instances(signal) {
      const isYoung = listed?.readAs === parts.azure.readAs && ticks() - listed.at < LIST_HOLDS;
      if (listed !== undefined && isYoung) return listed.instances;
      discovery ??= discover(signal).finally(() => {
        discovery = undefined;
      });
      return await discovery;
    },
    async assess(instance, request) {
      const day = today();
      const verdictKey = keyOf(instance.id, day);
      // What people declared changes the answer, so it is part of what an answer is kept by.
      const declared = await parts.declarations(instance.id).catch(() => undefined);
      const withPlans = request.plan === true;
      const judged = request.catalogue === true ? parts.retirements : judgedFor(request.month, parts.retirements);
      const key = JSON.stringify([verdictKey, withPlans, request.whatIf, declared, judged.map(({ id }) => id)]);
      const fresh = request.fresh === true;
      const kept = fresh ? undefined : answers.get(key);
      const answered = async (read: Reading) =>
        assessment(request.live === true ? await live(read, instance, request.priority) : read, request, day, false);
      if (kept !== undefined) return await answered(kept);
      const job =
        running(key, fresh) ??
        begin(
          key,
          verdictKey,
          start(instance, day, declared, judged, { plan: withPlans, fresh, change: request.whatIf }),
        );
      job.listeners.add(request);
      return await answered(await job.result);
    },
    changesBehind: ({ id }, resources, since, priority) => parts.azure.changeLog.behind(id, resources, since, priority),
    known: ({ id }) => verdicts.get(keyOf(id, today())),
  };
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
