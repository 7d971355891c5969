/** The assessor: reads an instance once for all who ask at the same time, judges it, picks what the question was about. */
import type { Declaration } from '../model/declaration.ts';
import type { Estate } from '../model/estate.ts';
import type { Report, Scanned } from '../model/finding.ts';
import type { Cloud, Requirement, Settings, Subject } from '../model/requirement.ts';
import type { Retirement } from '../model/retirement.ts';
import { say, type Text } from '../model/text.ts';
import { assess, verdictOf } from './assess.ts';
import type { Assessment, AssessmentRequest, Assessor, DiscoveredInstance, Progress } from './assessor.ts';
import { selectReports } from './select.ts';

/** Where Azure's answers come from; `src/azure` is behind it. */
export interface AzureSource {
  /** Every instance that can be seen. Throws `AzureUnreachable`. */
  discover(signal?: AbortSignal): Promise<readonly DiscoveredInstance[]>;
  /** Runs `judge` over an estate, in rounds, until it asks for nothing new. Answers are read once per call. */
  collect<T>(
    judge: (estate: Estate) => T,
    options: { readonly onRound?: () => void; readonly onResource?: (id: string) => void },
  ): Promise<T>;
  /** In whose name Azure is read, for people. */
  readonly checkedAs: Text | string;
}

/** What an assessor is made of. Everything that decides is handed in. */
export interface AssessorParts {
  readonly azure: AzureSource;
  readonly requirements: readonly Requirement[];
  readonly retirements: readonly Retirement[];
  readonly settings: Settings;
  readonly cloud: Cloud;
  readonly scanned: (subject: Subject) => Scanned;
  readonly progress: (subject: Subject) => Progress;
  /** What people declared about the calls of an instance. A rejection is told in the answer. */
  readonly declarations: (instanceId: string) => Promise<readonly Declaration[]>;
  /** What an answer tells beside its findings. */
  readonly remarks: (subject: Subject) => readonly Text[];
  readonly now: () => Date;
  /** Judges as of this UTC day instead of today's. */
  readonly today?: string | undefined;
}

/** Ids of policies, whose number is what makes an assessment long. */
const POLICY = /\/policies\/[^/]+$/i;

interface Job {
  readonly result: Promise<readonly Report[]>;
  readonly listeners: Set<AssessmentRequest>;
}

/** Findings that are all read; the others wait for the search of the policies. Half an answer is never "ready". */
function settled(report: Report): Report {
  const findings = report.findings.filter((finding) => finding.items.every((item) => item.reason !== 'PENDING'));
  return { ...report, findings, verdict: verdictOf(findings) === 'not-ready' ? 'not-ready' : 'undecided' };
}

/** How far the search is; none to tell where counting breaks down, which must not end the assessment. */
function progressOf(parts: AssessorParts, subject: Subject): Progress {
  try {
    return parts.progress(subject);
  } catch {
    return { scanned: 0, known: 0 };
  }
}

/** Makes the assessor. */
export function createAssessor(parts: AssessorParts): Assessor {
  const jobs = new Map<string, Job>();
  let discovery: Promise<readonly DiscoveredInstance[]> | undefined;

  const today = () => parts.today ?? parts.now().toISOString().slice(0, 10);

  const assessment = (
    reports: readonly Report[],
    request: AssessmentRequest,
    day: string,
    partial: boolean,
  ): Assessment => ({
    checkedAt: parts.now().toISOString(),
    today: day,
    reports: selectReports(reports, day, request.month),
    checkedAs: parts.azure.checkedAs,
    partial,
  });

  const start = (instance: DiscoveredInstance, day: string): Job => {
    let declared: readonly Declaration[] | undefined;
    const listeners = new Set<AssessmentRequest>();
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

    const judge = (estate: Estate): readonly Report[] => {
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
      const reports = parts.retirements.map((retirement) =>
        assess(base, parts.requirements, retirement, parts.scanned, remarks),
      );
      const subject: Subject = { ...base, finding: () => ({ status: 'unknown', items: [] }) };
      latest = { reports, progress: progressOf(parts, subject) };
      read = 0;
      return reports;
    };

    const onRound = () => {
      if (latest === undefined) return;
      const { reports } = latest;
      tell();
      const first = reports.map(settled);
      const total = reports.reduce((sum, report) => sum + report.findings.length, 0);
      const ready = first.reduce((sum, report) => sum + report.findings.length, 0);
      // Worth showing once most of it stands; the policies are what takes long.
      if (firstSent || ready === total || ready * 2 < total) return;
      firstSent = true;
      for (const listener of listeners) listener.onFirst?.(assessment(first, listener, day, true));
    };

    const onResource = (id: string) => {
      if (!POLICY.test(id)) return;
      read += 1;
      tell();
    };
    const result = parts
      .declarations(instance.id)
      .then((found) => {
        declared = found;
      })
      .catch(() => undefined)
      .then(() => parts.azure.collect(judge, { onRound, onResource }));
    return { result, listeners };
  };

  return {
    instances(signal) {
      discovery ??= parts.azure.discover(signal).finally(() => {
        discovery = undefined;
      });
      return discovery;
    },
    async assess(instance, request) {
      const day = today();
      const key = `${day} ${instance.id.toLowerCase()}`;
      let job = jobs.get(key);
      if (job === undefined) {
        job = start(instance, day);
        jobs.set(key, job);
        const forget = () => jobs.delete(key);
        job.result.then(forget, forget);
      }
      job.listeners.add(request);
      return assessment(await job.result, request, day, false);
    },
  };
}
