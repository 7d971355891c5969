/**
 * What Azure itself counted, beside each dependency. Evidence, never proof: numbers are only ever added to an item, and no status
 * or verdict depends on them (docs/rules.md#live-numbers). Pure.
 */
import { idKey, nameOf, parseArmId, sameId, shortLocation } from '../model/arm.ts';
import type { Read } from '../model/estate.ts';
import type { Evidence, Item, Report } from '../model/finding.ts';
import type { MetricSeries, MetricsQuestion } from '../model/metrics.ts';
import { count, say, type Text } from '../model/text.ts';
import { LOGGER_EVENTS, type MetricKind, metricKindOf } from './metric-kinds.ts';

/** The answers by the resource asked about (`idKey`). */
export type MetricAnswers = ReadonlyMap<string, Read<readonly MetricSeries[]>>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Days that are looked back; Azure Monitor keeps 93. */
const DAYS = 30;
/** Targets that are asked about for one instance, worst first. */
const MOST_TARGETS = 20;

/** Whole hours only: the running one is still being counted. */
function spanUntil(now: number): Pick<MetricsQuestion, 'from' | 'until'> {
  const until = Math.floor(now / HOUR) * HOUR;
  const instant = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');
  return { from: instant(until - DAYS * DAY), until: instant(until) };
}

function callsOf(report: Report): readonly Item[] {
  return report.findings
    .filter(({ requirement }) => requirement === 'gateway-dependencies')
    .flatMap(({ items }) => items)
    .filter(({ status }) => status !== 'not-applicable');
}

/** A call that stands in a logger: what was seen of it begins there. */
function isOfLogger({ evidence }: Item): boolean {
  return evidence.some(({ resource }) => /\/loggers\/[^/]+$/i.test(resource));
}

function countsLoggers({ instance: { sku } }: Report): boolean {
  return !/v2$/i.test(sku);
}

/**
 * What to ask Azure Monitor about reports of one instance: each target that is called, once, and the instance where a logger
 * sends. Nothing where nothing is called. `now` in milliseconds since 1970.
 */
export function metricsQuestions(reports: readonly Report[], now: number): readonly MetricsQuestion[] {
  const span = spanUntil(now);
  const questions = new Map<string, MetricsQuestion>();
  for (const report of reports) {
    for (const item of callsOf(report)) {
      const kind = metricKindOf(parseArmId(item.subject)?.type);
      const key = idKey(item.subject);
      if (kind === undefined || questions.has(key) || questions.size >= MOST_TARGETS) continue;
      const { metrics, aggregation, dimension } = kind;
      const split = dimension === undefined ? {} : { dimension };
      questions.set(key, { resource: item.subject, metrics, aggregation, ...split, ...span });
    }
  }
  const [logging] = reports.filter((report) => countsLoggers(report) && callsOf(report).some(isOfLogger));
  const own = logging === undefined ? [] : [{ resource: logging.instance.id, ...LOGGER_EVENTS, ...span }];
  return [...questions.values(), ...own];
}

/** The numbers of some series in a stretch of time, from its beginning up to its end. */
function sum(series: readonly MetricSeries[], from: number, factor: (one: MetricSeries) => number): number {
  const total = series.reduce(
    (whole, one) =>
      whole + factor(one) * one.points.reduce((part, { at, count: counted }) => (at < from ? part : part + counted), 0),
    0,
  );
  return Math.max(0, Math.round(total));
}

/** The first hour in which more than nothing failed; undefined where nothing did. */
function firstFailure(series: readonly MetricSeries[], factor: (one: MetricSeries) => number): number | undefined {
  const hours = new Map<number, number>();
  for (const one of series)
    for (const { at, count: counted } of one.points) hours.set(at, (hours.get(at) ?? 0) + factor(one) * counted);
  const failing = [...hours].filter(([, failed]) => failed > 0).map(([at]) => at);
  return failing.length === 0 ? undefined : Math.min(...failing);
}

interface Numbers {
  readonly sentences: readonly Text[];
  readonly evidence: readonly Evidence[];
}

const NONE: Numbers = { sentences: [], evidence: [] };

/** A number as it is written in each language. */
function written(number: number): Text {
  return count(number, { one: '{count}', other: '{count}' });
}

/** The small line for the whole span; none where nothing failed. */
function monthOf(all: number, failed: number, first: number | undefined, from: number): readonly Text[] {
  if (failed === 0 || first === undefined) return [];
  const values = { failed: written(failed), all: written(all) };
  if (first < from + DAY) return [say('Last 30 days: {failed} of {all} failed, from the first day on.', values)];
  const day = { calendar: new Date(first).toISOString().slice(0, 10) };
  return [say('Last 30 days: {failed} of {all} failed, first on {day}.', { ...values, day })];
}

function dayOf(kind: MetricKind, all: number, failed: number, target: string): Text {
  const values = { failed: written(failed), target, code: kind.code };
  if (all === 0 && failed === 0) return say('Last 24 hours: nobody called {target}.', { target });
  switch (kind.failure) {
    case 'refused':
      return count(
        all,
        {
          one: 'Last 24 hours: {failed} of {count} call to {target} refused ({code}), whoever called.',
          other: 'Last 24 hours: {failed} of {count} calls to {target} refused ({code}), whoever called.',
        },
        values,
      );
    case 'user-error':
      return count(
        all,
        {
          one: 'Last 24 hours: {failed} of {count} request to {target} failed by its sender ({code}), whoever sent it.',
          other:
            'Last 24 hours: {failed} of {count} requests to {target} failed by their senders ({code}), whoever sent them.',
        },
        values,
      );
    case 'failed-pull':
      return count(
        all,
        {
          one: 'Last 24 hours: {failed} of {count} pull from {target} failed, whoever pulled.',
          other: 'Last 24 hours: {failed} of {count} pulls from {target} failed, whoever pulled.',
        },
        values,
      );
  }
}

/** Said where the rules and the numbers do not agree: that is how mistakes of ours are found. */
function doubt(item: Item, kind: MetricKind, all: number, failed: number): readonly Text[] {
  // Only where a firewall's refusal is counted: a connection that Service Bus or Event Hubs does not take is no request to them.
  if (item.status !== 'fail' || kind.failure !== 'refused' || all === 0 || failed > 0) return [];
  return [
    say(
      'The rules say that this call cannot get in, yet none failed: either the gateway did not call, or the rules are judged wrongly here.',
    ),
  ];
}

function ofTarget(item: Item, series: readonly MetricSeries[], { from, until }: Window): Numbers {
  const kind = metricKindOf(parseArmId(item.subject)?.type);
  if (kind === undefined) return NONE;
  const all = (one: MetricSeries) => kind.counts(one).all;
  const failed = (one: MetricSeries) => kind.counts(one).failed;
  const day = until - DAY;
  const [calls, failures] = [sum(series, day, all), sum(series, day, failed)];
  const [month, monthly] = [sum(series, from, all), sum(series, from, failed)];
  const name = kind.metrics.join(', ');
  const observed = (wrong: number, whole: number) => `${wrong} of ${whole} (${kind.code})`;
  return {
    sentences: [
      dayOf(kind, calls, failures, nameOf(item.subject)),
      ...monthOf(month, monthly, firstFailure(series, failed), from),
      ...doubt(item, kind, calls, failures),
    ],
    evidence: [
      { resource: item.subject, property: `${name} (24 h)`, observed: observed(failures, calls) },
      { resource: item.subject, property: `${name} (30 d)`, observed: observed(monthly, month) },
    ],
  };
}

/** What loggers sent from one location. Several loggers of an instance are counted together. */
function ofLoggers(item: Item, instanceId: string, series: readonly MetricSeries[], { from, until }: Window): Numbers {
  const { location } = item;
  const here = series.filter(({ value }) => value !== undefined && shortLocation(value) === location);
  const [arrived, lost, skipped] = LOGGER_EVENTS.metrics;
  const only =
    (...names: readonly string[]) =>
    (one: MetricSeries) =>
      names.some((name) => sameName(name, one)) ? 1 : 0;
  const day = until - DAY;
  const sent = sum(here, day, only(arrived));
  const failed = sum(here, day, only(lost));
  const dropped = sum(here, day, only(skipped));
  const place = location ?? '';
  const all = sent + failed;
  const sentence =
    all + dropped === 0
      ? say('Last 24 hours: no logger sent an event from {place}.', { place })
      : count(
          all,
          {
            one: 'Last 24 hours: {failed} of {count} event of loggers in {place} failed, {dropped} dropped.',
            other: 'Last 24 hours: {failed} of {count} events of loggers in {place} failed, {dropped} dropped.',
          },
          { failed: written(failed), place, dropped: written(dropped) },
        );
  const observed = `${failed} failed, ${dropped} dropped, ${sent} arrived`;
  const disagrees = (item.status === 'fail' && sent > 0) || (item.status === 'pass' && sent === 0 && failed > 0);
  return {
    sentences: [
      sentence,
      ...monthOf(
        sum(here, from, only(arrived, lost)),
        sum(here, from, only(lost)),
        firstFailure(here, only(lost)),
        from,
      ),
      ...(disagrees
        ? [say('The rules and these events do not agree: look at the settings and roles of each logger there.')]
        : []),
    ],
    evidence: [{ resource: instanceId, property: `${LOGGER_EVENTS.metrics.join(', ')} (${place}, 24 h)`, observed }],
  };
}

function sameName(name: string, { metric }: MetricSeries): boolean {
  return name.toLowerCase() === metric.toLowerCase();
}

interface Window {
  readonly from: number;
  readonly until: number;
}

function windowOf(now: number): Window {
  const { from, until } = spanUntil(now);
  return { from: Date.parse(from), until: Date.parse(until) };
}

/** The resources whose numbers could not be read, in one sentence. */
function unreadNote(answers: MetricAnswers, asked: readonly MetricsQuestion[]): readonly Text[] {
  const unread = asked.flatMap(({ resource }) => {
    const answer = answers.get(idKey(resource));
    return answer === undefined || answer.ok ? [] : [{ resource, reason: answer.reason }];
  });
  const [first] = unread;
  if (first === undefined) return [];
  const names = unread.map(({ resource }) => nameOf(resource)).join(', ');
  return [
    say('Azure Monitor did not show the numbers of {names} ({reason}). Nothing that was judged depends on them.', {
      names,
      reason: first.reason,
    }),
  ];
}

/**
 * The reports with what Azure Monitor counted beside each call. Nothing else about them changes. `now` is the instant of the
 * questions, in milliseconds since 1970.
 */
export function withNumbers(reports: readonly Report[], answers: MetricAnswers, now: number): readonly Report[] {
  const window = windowOf(now);
  const asked = metricsQuestions(reports, now);
  const note = unreadNote(answers, asked);
  return reports.map((report) => {
    const { id } = report.instance;
    const told = (item: Item): Item => {
      const target = answers.get(idKey(item.subject));
      const own = answers.get(idKey(id));
      const numbers = [
        ...(target?.ok === true && !sameId(item.subject, id) ? [ofTarget(item, target.value, window)] : []),
        ...(own?.ok === true && isOfLogger(item) ? [ofLoggers(item, id, own.value, window)] : []),
      ];
      const sentences = numbers.flatMap((one) => one.sentences);
      const evidence = numbers.flatMap((one) => one.evidence);
      return numbers.length === 0 ? item : { ...item, numbers: sentences, evidence: [...item.evidence, ...evidence] };
    };
    const calls = new Set(callsOf(report));
    const findings = report.findings.map((finding) => ({
      ...finding,
      items: finding.items.map((item) => (calls.has(item) ? told(item) : item)),
    }));
    return { ...report, findings, notes: [...report.notes, ...note] };
  });
}
