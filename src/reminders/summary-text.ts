/** A summary in plain text: the same as its chart and lists, in words. */
import { since } from '../model/days.ts';
import { render, say, type Text } from '../model/text.ts';
import { becauseInWords, type PlainMessage, waivedInWords } from './reminder-text.ts';
import { scopeInWords } from './subscription.ts';
import type { NamedChange, PressingInstance, SummaryMessage } from './summary-message.ts';

/** All of a summary. */
export function summaryText(message: SummaryMessage): PlainMessage {
  const { changes, mostCommon, pressing, waived, since: last } = message;
  const list = (heading: Text, lines: readonly Text[]) =>
    lines.length === 0 ? [] : [heading, ...lines.map((line) => say('• {line}', { line }))];
  const isQuiet = [changes.fixed, changes.new, changes.worse].every((some) => some.length === 0);
  const lines: readonly Text[] = [
    summaryHeadline(message),
    countsInWords(message),
    trendInWords(message),
    ...(last !== undefined && isQuiet ? [say('Nothing has changed since the last summary.')] : []),
    ...list(say('Fixed since the last summary:'), changes.fixed.map(changeInWords)),
    ...list(say('New since the last summary:'), changes.new.map(changeInWords)),
    ...list(say('Worse since the last summary:'), changes.worse.map(changeInWords)),
    ...(mostCommon === undefined
      ? []
      : [say('Most often unmet ({count}): {title}', { count: mostCommon.count, title: mostCommon.title })]),
    ...list(say('These matter most:'), pressing.map(pressingInWords)),
    ...list(
      say('Waived:'),
      waived.map((line) => say('{instance}: {waived}', { instance: line.instance, waived: waivedInWords(line) })),
    ),
    becauseInWords(message.because),
  ];
  return { text: lines.map((line) => render(line)).join('\n'), summary: render(summaryHeadline(message)) };
}

/** The few lines that fit everywhere. */
export function shortSummaryText(message: SummaryMessage): PlainMessage {
  const lines = [summaryHeadline(message), countsInWords(message), becauseInWords(message.because)];
  return { text: lines.map((line) => render(line)).join('\n'), summary: render(summaryHeadline(message)) };
}

/** How many are ready, for what, by when. */
export function summaryHeadline({ counts, total, retirement, today, because }: SummaryMessage): Text {
  const stops = since(retirement.effective, today);
  const values = { ready: counts.ready, total, what: retirement.what, stops, scope: scopeInWords(because.scope) };
  return say('{ready} of {total} ready ({scope}): {what} {stops}', values);
}

/** What the donut shows. */
export function countsInWords({ counts }: SummaryMessage): Text {
  const values = {
    ready: counts.ready,
    action: counts['action-needed'],
    not: counts['not-ready'],
    undecided: counts.undecided,
    unchecked: counts.unchecked,
  };
  return counts.unchecked === 0
    ? say('Ready {ready}, action needed {action}, not ready {not}, undecided {undecided}', values)
    : say(
        'Ready {ready}, action needed {action}, not ready {not}, undecided {undecided}, not checked yet {unchecked}',
        values,
      );
}

/** What the trend line shows: the number that are ready, then and now. */
export function trendInWords({ trend }: SummaryMessage): Text {
  const [first, ...rest] = trend;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return say('No trend yet: this is the first day.');
  const values = { before: first.counts.ready, now: last.counts.ready, day: first.day };
  return say('Ready on {day}: {before}; now: {now}', values);
}

function changeInWords({ instance, title }: NamedChange): Text {
  return say('{instance}: {title}', { instance, title });
}

function pressingInWords({ instance, verdict, outages, unsupported, unseen }: PressingInstance): Text {
  const values = { name: instance.name, outages, unsupported, unseen };
  if (verdict === 'undecided') return say('{name}: undecided, {unseen} could not be seen', values);
  return verdict === 'not-ready'
    ? say('{name}: not ready, {outages} with an outage, {unsupported} unsupported', values)
    : say('{name}: action needed, {unsupported} unsupported', values);
}
