/** Several instances at a glance: counted, worst first, a page at a time. */

import type { CardElement } from '@microsoft/teams.cards';
import { type Instant, monthInWords } from '../src/model/days.ts';
import { verdictsWorstFirst } from '../src/model/finding.ts';
import { given } from '../src/model/given.ts';
import type { FleetQuestion } from '../src/model/question.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { FleetRow } from '../src/readiness/fleet.ts';
import type { AnswerPlacement } from './parts/actions.ts';
import { firstThatFits } from './parts/card-size.ts';
import {
  adaptiveCard,
  askButton,
  type CardMessage,
  heading,
  paragraph,
  quiet,
  rowWithButton,
} from './parts/elements.ts';
import { checkedWhen } from './wording/answer.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown } from './wording/escape-markdown.ts';
import { linkedText } from './wording/linked-text.ts';
import { verdictCount, verdictSymbol, verdictWord } from './wording/verdict.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface FleetCardOptions {
  /** Every row that was asked for, worst first. */
  readonly rows: readonly FleetRow[];
  /** What was asked: "subscription Northwind Production"; absent for all. */
  readonly scope?: Text | undefined;
  /** What "Next" and "Check again" ask for; its page is the one to show. */
  readonly action: FleetQuestion & AnswerPlacement;
  /** Rows that were left out because only some verdicts were asked for. */
  readonly hidden: number;
  /** The real instant of the reading. */
  readonly checkedAt: Instant;
  /** In whose name Azure was read, for people. */
  readonly checkedAs: Text | string;
  readonly view: CardView;
}

/** Rows on a page. */
export const PAGE = 8;

function titleFor({ rows, scope, action, hidden }: FleetCardOptions, writer: Writer): Text {
  const total = rows.length;
  const counts = verdictsWorstFirst.flatMap((verdict) => {
    const number = rows.filter((row) => row.verdict === verdict).length;
    return number === 0 ? [] : [writer.plain(verdictCount(verdict, number))];
  });
  const list = writer.list(counts);
  const what = count(total, { one: '{count} instance', other: '{count} instances' });
  if (total === 0) return nothingOf(action, hidden, scope);
  return scope === undefined
    ? say('{what}: {list}', { what, list })
    : say('{what} in {scope}: {list}', { what, scope, list });
}

function nothingOf({ only }: FleetQuestion, hidden: number, scope: Text | undefined): Text {
  if (only === 'unmet') {
    return scope === undefined
      ? count(hidden, { one: 'The {count} instance is ready', other: 'Every one of {count} instances is ready' })
      : count(
          hidden,
          {
            one: 'The {count} instance in {scope} is ready',
            other: 'Every one of {count} instances in {scope} is ready',
          },
          { scope },
        );
  }
  return only === 'ready'
    ? count(hidden, { one: 'The {count} instance is not ready', other: 'None of {count} instances is ready' })
    : count(hidden, { one: 'The {count} instance is not undecided', other: 'None of {count} instances is undecided' });
}

function rowElement(row: FleetRow, month: string | undefined, length: number, writer: Writer): CardElement {
  const { instance, verdict, first } = row;
  const button = askButton(writer.plain(say('Check')), {
    kind: 'check',
    instance: instance.id,
    ...given({ month }),
    place: 'new',
  });
  const head = joined(
    [verdictSymbol(verdict) as Markdown, bold(clipped(instance.name, 60)), writer.markdown(verdictWord(verdict))],
    ' ',
  );
  return rowWithButton(
    [
      paragraph(head),
      quiet(escapeMarkdown(clipped(writer.plain(openCounts(row)), 160)), { spacing: 'None' }),
      ...(first === undefined
        ? []
        : [quiet(linkedText(say('First: {first}', { first }), writer, length), { spacing: 'None' })]),
    ],
    { ...button, tooltip: writer.plain(say('Check {name}', { name: instance.name })) },
  );
}

/** Counts, and where the instance lives, so that two of one name can be told apart. */
function openCounts({ unmet, unseen, instance }: FleetRow): Text {
  const place = say('{subscription} · {resourceGroup}', {
    subscription: instance.subscriptionName ?? instance.subscriptionId,
    resourceGroup: instance.resourceGroup,
  });
  const notMet = count(unmet, { one: '{count} unmet', other: '{count} unmet' });
  const notSeen = count(unseen, { one: '{count} not seen', other: '{count} not seen' });
  if (unmet === 0 && unseen === 0) return place;
  if (unseen === 0) return say('{notMet} · {place}', { notMet, place });
  if (unmet === 0) return say('{notSeen} · {place}', { notSeen, place });
  return say('{notMet}, {notSeen} · {place}', { notMet, notSeen, place });
}

function rowLine({ instance, verdict, first }: FleetRow): Text {
  const values = { symbol: verdictSymbol(verdict), name: instance.name, verdict: verdictWord(verdict) };
  return first === undefined
    ? say('{symbol} {name} {verdict}', values)
    : say('{symbol} {name} {verdict}. First: {first}', { ...values, first });
}

/** How several instances stand. "Check" answers below the list, which stays. */
export function fleetCard(options: FleetCardOptions): CardMessage {
  const { rows, action, hidden, view } = options;
  const writer = writerFor(view);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  const page = Math.min(Math.max(1, action.page ?? 1), pages);
  const shown = rows.slice((page - 1) * PAGE, page * PAGE);
  const summary = clipped(writer.plain(titleFor(options, writer)), 300);
  const { month } = action;
  const notes = [
    ...(month === undefined ? [] : [say('Asked for {month}', { month: monthInWords(month) })]),
    ...(hidden > 0 && rows.length > 0
      ? [count(hidden, { one: '{count} other is left out', other: '{count} others are left out' })]
      : []),
    ...(pages > 1 ? [say('Page {page} of {pages}', { page, pages })] : []),
  ];
  const { page: _, ...again } = action;
  const turn = (title: Text, to: number) => askButton(writer.plain(title), { ...action, page: to });
  const title = escapeMarkdown(summary);
  const [worst] = rows;
  return firstThatFits([110, 60], (length) => ({
    card: adaptiveCard({
      body: [
        heading(worst === undefined ? title : joined([verdictSymbol(worst.verdict) as Markdown, title], ' ')),
        ...notes.map((note) => quiet(writer.markdown(note))),
        ...shown.map((row) => rowElement(row, month, length, writer)),
        quiet(writer.markdown(checkedWhen(options, writer)), {
          separator: true,
          spacing: 'Medium',
        }),
      ],
      actions: [
        ...(page < pages ? [turn(say('Next'), page + 1)] : []),
        ...(page > 1 ? [turn(say('Back'), page - 1)] : []),
        askButton(writer.plain(say('Check again')), again),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [
      summary,
      ...shown.map((row) => clipped(writer.plain(rowLine(row)), 240)),
      ...(pages > 1 ? [writer.plain(say('Page {page} of {pages}', { page, pages }))] : []),
    ].join('\n'),
  }));
}
