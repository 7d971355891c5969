/**
 * What Azure itself counted, beside each dependency. Evidence, never proof: no status and no verdict becomes better by a number, and
 * only the instance's own make one worse (docs/rules.md#live-numbers). Pure.
 */

import type { PortalContext } from '../fixes/portal-links.ts';
import { idKey, nameOf, parseArmId, sameId } from '../model/arm.ts';
import type { Read } from '../model/estate.ts';
import { type Finding, type Item, itemsOf, type Report } from '../model/finding.ts';
import type { MetricSeries, MetricsQuestion } from '../model/metrics.ts';
import { GATEWAY_DEPENDENCIES, NETWORK_STATUS } from '../model/requirement-ids.ts';
import { say, type Text } from '../model/text.ts';
import { findingOf, verdictOf } from './assess.ts';
import {
  decidedByConnectivity,
  decidedByEvents,
  isUntoldStatus,
  numbersOfLoggers,
  requestsNote,
} from './instance-metrics.ts';
import { LOGGER_EVENTS, metricKindOf, NETWORK_CONNECTIVITY, REQUESTS } from './metric-kinds.ts';
import { spanOf, type Window, windowOf } from './metric-sums.ts';
import { numbersOfTarget } from './target-metrics.ts';

/** The answers by `answerKey`. */
export type MetricAnswers = ReadonlyMap<string, Read<readonly MetricSeries[]>>;

/** Targets that are asked about for one instance, worst first. */
const MOST_TARGETS = 20;

/** The key of a question's answer: an instance is asked more than once. */
export function answerKey({ resource, metrics }: Pick<MetricsQuestion, 'resource' | 'metrics'>): string {
  return `${idKey(resource)} ${metrics.join()}`;
}

function callsOf({ findings }: Pick<Report, 'findings'>): readonly Item[] {
  return itemsOf(findings, GATEWAY_DEPENDENCIES).filter(({ status }) => status !== 'not-applicable');
}

/** A call that stands in a logger: what was seen of it begins there. */
function isOfLogger({ evidence }: Item): boolean {
  return evidence.some(({ resource }) => /\/loggers\/[^/]+$/i.test(resource));
}

/** The v2 tiers count neither events nor connections. */
function isClassic({ instance: { sku } }: Report): boolean {
  return !/v2$/i.test(sku);
}

function hasUntoldStatus({ findings }: Report): boolean {
  return itemsOf(findings, NETWORK_STATUS).some(isUntoldStatus);
}

/**
 * What to ask Azure Monitor about reports of one instance: each target that is called, once; the instance where a logger sends; and
 * its connections where its network status was not told, else its requests. Nothing where nothing is called. `now` in milliseconds
 * since 1970.
 */
export function metricsQuestions(reports: readonly Report[], now: number): readonly MetricsQuestion[] {
  const span = spanOf(windowOf(now));
  const questions = new Map<string, MetricsQuestion>();
  for (const report of reports) {
    for (const item of callsOf(report)) {
      const kind = metricKindOf(parseArmId(item.subject)?.type);
      const key = idKey(item.subject);
      if (kind === undefined || questions.has(key) || questions.size >= MOST_TARGETS) continue;
      const { metrics, aggregation, dimensions } = kind;
      questions.set(key, { resource: item.subject, metrics, aggregation, dimensions, ...span });
    }
  }
  const calling = reports.find((report) => callsOf(report).some(({ subject }) => !sameId(subject, report.instance.id)));
  if (calling === undefined) return [...questions.values()];
  const own = (what: Pick<MetricsQuestion, 'metrics' | 'aggregation' | 'dimensions'>) => ({
    resource: calling.instance.id,
    ...what,
    ...span,
  });
  const logs = reports.some((report) => isClassic(report) && callsOf(report).some(isOfLogger));
  const isUntold = isClassic(calling) && reports.some(hasUntoldStatus);
  return [
    ...questions.values(),
    ...(logs ? [own(LOGGER_EVENTS)] : []),
    own(isUntold ? NETWORK_CONNECTIVITY : REQUESTS),
  ];
}

/** The resources whose numbers could not be read, in one sentence. */
function unreadNote(answers: MetricAnswers, asked: readonly MetricsQuestion[]): readonly Text[] {
  const unread = asked.flatMap((question) => {
    const answer = answers.get(answerKey(question));
    return answer === undefined || answer.ok ? [] : [{ resource: question.resource, reason: answer.reason }];
  });
  const [first] = unread;
  if (first === undefined) return [];
  const names = [...new Set(unread.map(({ resource }) => nameOf(resource)))].join(', ');
  return [
    say('Azure Monitor did not show the numbers of {names} ({reason}). Nothing that was judged depends on them.', {
      names,
      reason: first.reason,
    }),
  ];
}

/** What is known of one instance. */
interface MeasuredReport {
  readonly report: Report;
  readonly window: Window;
  readonly portal: PortalContext;
  /** The series of an answer; undefined where there is none. */
  readonly series: (of: Pick<MetricsQuestion, 'resource' | 'metrics'>) => readonly MetricSeries[] | undefined;
}

function toldCall(item: Item, { report, window, portal, series }: MeasuredReport): Item {
  const { id } = report.instance;
  const kind = sameId(item.subject, id) ? undefined : metricKindOf(parseArmId(item.subject)?.type);
  const target = kind === undefined ? undefined : series({ resource: item.subject, metrics: kind.metrics });
  const events = isOfLogger(item) ? series({ resource: id, metrics: LOGGER_EVENTS.metrics }) : undefined;
  const numbers = [
    ...(target === undefined ? [] : [numbersOfTarget(item, target, window)]),
    ...(events === undefined ? [] : [numbersOfLoggers(item, id, events, window)]),
  ];
  if (numbers.length === 0) return item;
  const told: Item = {
    ...item,
    numbers: numbers.flatMap(({ sentences }) => sentences),
    evidence: [...item.evidence, ...numbers.flatMap(({ evidence }) => evidence)],
  };
  if (events === undefined) return told;
  const there = callsOf(report).filter((other) => isOfLogger(other) && other.location === item.location).length;
  return decidedByEvents(told, there, id, events, window, portal);
}

function told(finding: Finding, known: MeasuredReport): Finding {
  const { id } = known.report.instance;
  if (finding.requirement === GATEWAY_DEPENDENCIES) {
    const items = finding.items.map((item) => (item.status === 'not-applicable' ? item : toldCall(item, known)));
    return findingOf(finding.requirement, items);
  }
  const connectivity = known.series({ resource: id, metrics: NETWORK_CONNECTIVITY.metrics });
  if (finding.requirement !== NETWORK_STATUS || connectivity === undefined) return finding;
  const items = finding.items.map((item) => decidedByConnectivity(item, id, connectivity, known.portal));
  return findingOf(finding.requirement, items);
}

/**
 * The reports with what Azure Monitor counted beside each call. `now` is the instant of the questions, in milliseconds since 1970;
 * `portal` is where links lead.
 */
export function withNumbers(
  reports: readonly Report[],
  answers: MetricAnswers,
  now: number,
  portal: PortalContext,
): readonly Report[] {
  const window = windowOf(now);
  const note = unreadNote(answers, metricsQuestions(reports, now));
  const series: MeasuredReport['series'] = (of) => {
    const answer = answers.get(answerKey(of));
    return answer?.ok === true ? answer.value : undefined;
  };
  return reports.map((report) => {
    const findings = report.findings.map((finding) => told(finding, { report, window, portal, series }));
    const requests = series({ resource: report.instance.id, metrics: REQUESTS.metrics });
    const own = requests === undefined ? [] : requestsNote(requests, window);
    return { ...report, findings, verdict: verdictOf(findings), notes: [...report.notes, ...own, ...note] };
  });
}
