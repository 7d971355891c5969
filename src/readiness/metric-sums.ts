/** Sums over what Azure Monitor counted by the hour, and the sentences that every kind of count shares. Pure. */
import { dayAt, instantAt } from '../model/days.ts';
import type { Evidence } from '../model/finding.ts';
import type { MetricSeries, MetricsQuestion } from '../model/metrics.ts';
import { count, say, type Text } from '../model/text.ts';

const HOUR = 3_600_000;
/** Milliseconds. */
export const DAY = 24 * HOUR;
/** Days that are looked back; Azure Monitor keeps 93. */
const DAYS = 30;

/** What is counted: from one instant up to another, milliseconds since 1970. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

/** Whole hours only: the running one is still being counted. */
export function windowOf(now: number): Window {
  const until = Math.floor(now / HOUR) * HOUR;
  return { from: until - DAYS * DAY, until };
}

/** The window as a question writes it. */
export function spanOf({ from, until }: Window): Pick<MetricsQuestion, 'from' | 'until'> {
  return { from: instantAt(from), until: instantAt(until) };
}

/** How often a series counts; -1 takes it away. */
export type Factor = (series: MetricSeries) => number;

/** The numbers of some series from an instant on. */
export function sum(series: readonly MetricSeries[], from: number, factor: Factor): number {
  const total = series.reduce(
    (whole, one) =>
      whole + factor(one) * one.points.reduce((part, { at, count: counted }) => (at < from ? part : part + counted), 0),
    0,
  );
  return Math.max(0, Math.round(total));
}

/** The first hour in which more than nothing failed; undefined where nothing did. */
export function firstFailure(series: readonly MetricSeries[], factor: Factor): number | undefined {
  const hours = new Map<number, number>();
  for (const one of series)
    for (const { at, count: counted } of one.points) hours.set(at, (hours.get(at) ?? 0) + factor(one) * counted);
  const failing = [...hours].filter(([, failed]) => failed > 0).map(([at]) => at);
  return failing.length === 0 ? undefined : Math.min(...failing);
}

/** Whether a series is of a metric. */
export function isOf(name: string, { metric }: MetricSeries): boolean {
  return name.toLowerCase() === metric.toLowerCase();
}

/** What stands beside an item. */
export interface Numbers {
  readonly sentences: readonly Text[];
  readonly evidence: readonly Evidence[];
}

/** A number as it is written in each language. */
export function written(number: number): Text {
  return count(number, { one: '{count}', other: '{count}' });
}

/** The small line for the whole span; none where nothing failed. */
export function monthOf(all: number, failed: number, first: number | undefined, from: number): readonly Text[] {
  if (failed === 0 || first === undefined) return [];
  const values = { failed: written(failed), all: written(all) };
  if (first < from + DAY) return [say('Last 30 days: {failed} of {all} failed, from the first day on.', values)];
  const day = { calendar: dayAt(first) };
  return [say('Last 30 days: {failed} of {all} failed, first on {day}.', { ...values, day })];
}
