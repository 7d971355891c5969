/** The two charts of a summary, and the words that say the same where no chart is drawn. */

import type { CardElement, ChartColor, IDonutChart, ILineChart, ITextBlock } from '@microsoft/teams.cards';
import { dayInWords } from '../../src/model/days.ts';
import { type Verdict, verdictsWorstFirst } from '../../src/model/finding.ts';
import { numberFormat } from '../../src/model/formats.ts';
import { say, type Text } from '../../src/model/text.ts';
import type { SummaryMessage, TrendPoint } from '../../src/reminders/rules/summary-message.ts';
import { bold, escapeMarkdown } from '../wording/escape-markdown.ts';
import { uncheckedCount } from '../wording/reminder.ts';
import { verdictCount } from '../wording/verdict.ts';
import type { Writer } from '../wording/writer.ts';
import { quiet } from './elements.ts';

const COLORS: Readonly<Record<Verdict, ChartColor>> = {
  'not-ready': 'attention',
  undecided: 'categoricalPurple',
  'action-needed': 'warning',
  ready: 'good',
};

/** Points of the line, and days that the words name. */
const MOST_POINTS = 24;
const MOST_DAYS = 4;

/**
 * `drawn`: charts whose `fallback` is the words, for clients that draw them. `told`: the words alone. The parser of Adaptive
 * Cards knows no chart and complains of every one of them, whatever stands beside it; Teams draws them all the same.
 */
export type ChartForm = 'drawn' | 'told';

/** The counts as a donut: how large a share of the instances has which verdict. */
export function verdictDonut(message: SummaryMessage, form: ChartForm, writer: Writer): readonly CardElement[] {
  const { counts, total } = message;
  const percent = numberFormat(writer.language, { style: 'percent' });
  const segments = segmentsOf(message).filter(({ number }) => number > 0);
  if (segments.length === 0) return [];
  const shares = segments.map(({ number, share }) => writer.plain(share(percent.format(number / total))));
  const words = quiet(writer.markdown(say('Shares: {shares}', { shares: listed(shares, writer) })));
  const donut: IDonutChart = {
    type: 'Chart.Donut',
    title: writer.plain(say('Instances by verdict')),
    maxWidth: '420px',
    value: percent.format(counts.ready / total),
    data: segments.map(({ number, legend, color }) => ({ legend: writer.plain(legend), value: number, color })),
    fallback: words,
  };
  return inForm(donut, words, form);
}

interface Segment {
  readonly number: number;
  readonly color: ChartColor;
  /** With the number in it, so that nothing hangs on the colour. */
  readonly legend: Text;
  readonly share: (percent: string) => Text;
}

function segmentsOf({ counts }: SummaryMessage): readonly Segment[] {
  return [
    ...verdictsWorstFirst.map((verdict) => ({
      number: counts[verdict],
      color: COLORS[verdict],
      legend: verdictCount(verdict, counts[verdict]),
      share: (percent: string) => shareOf(verdict, percent),
    })),
    {
      number: counts.unchecked,
      color: 'neutral',
      legend: uncheckedCount(counts.unchecked),
      share: (percent: string) => say('{share} not checked yet', { share: percent }),
    },
  ];
}

/** How many are ready, over the days. Nothing before the second day. */
export function readyTrend({ trend }: SummaryMessage, form: ChartForm, writer: Writer): readonly CardElement[] {
  if (trend.length < 2) return [];
  const days = sampled(trend, MOST_DAYS).map(({ day, counts }) =>
    writer.plain(say('{number} on {day}', { number: counts.ready, day: dayInWords(day) })),
  );
  const label = say('Ready instances by day');
  const words = quiet(escapeMarkdown(listed(days, writer)), { spacing: 'None' });
  const line: ILineChart = {
    type: 'Chart.Line',
    title: writer.plain(label),
    maxWidth: '640px',
    yMin: 0,
    data: [
      {
        legend: writer.plain(say('Ready')),
        color: 'good',
        values: sampled(trend, MOST_POINTS).map(({ day, counts }) => ({ x: day, y: counts.ready })),
      },
    ],
    fallback: words,
  };
  // Not every client shows the title of a chart.
  return [quiet(bold(writer.plain(label)), { spacing: 'Medium' }), ...inForm(line, words, form)];
}

function inForm(chart: IDonutChart | ILineChart, words: ITextBlock, form: ChartForm): readonly CardElement[] {
  return form === 'drawn' ? [chart] : [words];
}

function shareOf(verdict: Verdict, share: string): Text {
  switch (verdict) {
    case 'not-ready':
      return say('{share} not ready', { share });
    case 'undecided':
      return say('{share} undecided', { share });
    case 'action-needed':
      return say('{share} in need of action', { share });
    case 'ready':
      return say('{share} ready', { share });
  }
}

function listed(words: readonly string[], writer: Writer): string {
  return writer.list(words);
}

/** At most so many points, evenly spread, the first and the last among them. */
function sampled(points: readonly TrendPoint[], most: number): readonly TrendPoint[] {
  if (points.length <= most) return points;
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => points[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  );
}
