/** What those who wait for a reading are told meanwhile: how far it is, and the first part of the answer. */
import type { Report } from '../model/finding.ts';
import { verdictOf } from './assess.ts';
import type { Assessment, AssessmentRequest, Progress } from './assessor.ts';

/** Ids of policies, whose number is what makes an assessment long. */
const POLICY = /\/policies\/[^/]+$/i;

/** Who waits for a reading; more may join while it is under way. */
export type Listeners = ReadonlySet<AssessmentRequest>;

/** Tells those who wait. */
export interface Teller {
  /** What was read so far was judged, and came to this. */
  onJudged(reports: readonly Report[], progress: Progress): void;
  /** Reading goes on with what was asked for. */
  onRound(): void;
  /** A resource (its ARM id) was read, or refused. */
  onResource(id: string): void;
}

/** Findings that are all read; the others wait for the search of the policies. Half an answer is never "ready". */
function settled(report: Report): Report {
  const findings = report.findings.filter(({ items }) => items.every(({ reason }) => reason !== 'PENDING'));
  return { ...report, findings, verdict: verdictOf(findings) === 'not-ready' ? 'not-ready' : 'undecided' };
}

function findingsIn(reports: readonly Report[]): number {
  return reports.flatMap(({ findings }) => findings).length;
}

/** Makes the teller. `partial` is the answer to one who waits, of reports of which a part is still missing. */
export function createTeller(
  listeners: Listeners,
  partial: (reports: readonly Report[], listener: AssessmentRequest) => Assessment,
): Teller {
  let reports: readonly Report[] = [];
  let progress: Progress = { scanned: 0, known: 0 };
  let readSince = 0;
  let toldProgress = '';
  let isFirstTold = false;

  const tellProgress = () => {
    const { known } = progress;
    const scanned = Math.min(progress.scanned + readSince, known);
    const line = `${scanned}/${known}`;
    if (known === 0 || line === toldProgress) return;
    toldProgress = line;
    for (const listener of listeners) listener.onProgress?.({ scanned, known });
  };

  const tellFirst = () => {
    const waiting = [...listeners].filter(({ onFirst }) => onFirst !== undefined);
    if (isFirstTold || waiting.length === 0) return;
    const first = reports.map(settled);
    const [all, ready] = [findingsIn(reports), findingsIn(first)];
    // Worth showing once most of it stands; the policies are what takes long.
    if (ready === all || ready * 2 < all) return;
    isFirstTold = true;
    for (const listener of waiting) listener.onFirst?.(partial(first, listener));
  };

  return {
    onJudged(judged, made) {
      [reports, progress, readSince] = [judged, made, 0];
    },
    onRound() {
      tellProgress();
      tellFirst();
    },
    onResource(id) {
      if (!POLICY.test(id)) return;
      readSince += 1;
      tellProgress();
    },
  };
}
