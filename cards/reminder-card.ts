/** The root card of a reminder's thread: why it came, what is unmet, what to do first, and every way to answer it. */
import type { Action, CardElement, ContainerStyle } from '@microsoft/teams.cards';
import type { PortalContext } from '../src/fixes/portal-links.ts';
import { dayInWords } from '../src/model/days.ts';
import type { Instance } from '../src/model/finding.ts';
import { say, type Text } from '../src/model/text.ts';
import type { FirstStep, ReminderMessage, UnmetLine } from '../src/reminders/rules/reminder-message.ts';
import { becauseInWords, headline, othersInWords } from '../src/reminders/rules/reminder-text.ts';
import { aboutBelow } from './parts/answer-buttons.ts';
import { firstThatFits } from './parts/card-size.ts';
import { allChanges, changedLines, changeLines } from './parts/change-lines.ts';
import {
  adaptiveCard,
  askButton,
  buttons,
  type CardMessage,
  container,
  fixedWidth,
  heading,
  paragraph,
  quiet,
  toggleButton,
} from './parts/elements.ts';
import { acknowledgeForm, snoozeForm, stopForm, waiveForm } from './parts/reminder-forms.ts';
import { othersLine, subjectOf } from './parts/reminder-parts.ts';
import { andMore } from './wording/answer.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown, markdownLink } from './wording/escape-markdown.ts';
import { nameOfPerson, type ReminderReply, repliedBy, requirementLine, waivedBy } from './wording/reminder.ts';
import { changeText } from './wording/resource-change.ts';
import { statusSymbol, statusWithImpact } from './wording/status.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface ReminderCardOptions {
  readonly message: ReminderMessage;
  /** Drawn into the card when it is updated in place. */
  readonly reply?: ReminderReply | undefined;
  /** Where links into the portal lead; what was changed is told without a link where it is not given. */
  readonly portal?: PortalContext | undefined;
  readonly view: CardView;
}

interface ReminderLayout {
  readonly commands: boolean;
  /** Lines of each list. */
  readonly lines: number;
}

const LAYOUTS: readonly [ReminderLayout, ...ReminderLayout[]] = [
  { commands: true, lines: 20 },
  { commands: true, lines: 6 },
  { commands: false, lines: 6 },
  { commands: false, lines: 3 },
  { commands: false, lines: 1 },
];

/** Everything about one instance and one retirement that is worth a message. For the closing message see `closingCard`. */
export function reminderCard(options: ReminderCardOptions): CardMessage {
  const { message, view } = options;
  const writer = writerFor(view);
  const summary = clipped(writer.plain(headline(message)), 300);
  return firstThatFits(LAYOUTS, (layout) => ({
    card: adaptiveCard({
      body: [
        container([heading(escapeMarkdown(summary)), ...noticeLines(options, writer).map((line) => paragraph(line))], {
          style: styleOf(message),
          bleed: true,
        }),
        ...unmetElements(message, layout, writer),
        ...othersLine(message, writer),
        ...firstElements(message, layout, writer),
        ...changedLines(say('Changed before that'), message.changed ?? [], options.portal, writer),
        ...changeLines(say('Since the last reminder'), message.changes, layout.lines, writer),
        quiet(writer.markdown(becauseInWords(message.because)), { separator: true, spacing: 'Medium' }),
        quiet(writer.markdown(say('Azure was read {when}', { when: writer.instant(message.checkedAt) })), {
          spacing: 'None',
        }),
      ],
      actions: actionsOf(options, writer),
      speak: summary,
      writer,
    }),
    summary,
    text: plainReminder(options, summary, writer),
  }));
}

function styleOf({ unmet }: ReminderMessage): ContainerStyle {
  return unmet.some(({ impact }) => impact === 'outage') ? 'attention' : 'warning';
}

/** What has just ended, or what was answered: the first thing that a second reader should know. */
function noticeLines(options: ReminderCardOptions, writer: Writer): readonly Markdown[] {
  return notices(options).map((notice) => writer.markdown(notice));
}

function notices({ message: { paused }, reply }: ReminderCardOptions): readonly Text[] {
  if (reply !== undefined) return [repliedBy(reply)];
  return paused === undefined ? [] : [pauseEnded(paused)];
}

function pauseEnded({ kind, by, until }: NonNullable<ReminderMessage['paused']>): Text {
  const values = { name: nameOfPerson(by), until: dayInWords(until) };
  return kind === 'snooze'
    ? say('Snoozed by {name}; that ended on {until}.', values)
    : say('{name} was on it; that ended on {until}.', values);
}

function unmetElements(
  { unmet, unseen, waived }: ReminderMessage,
  { lines }: ReminderLayout,
  writer: Writer,
): readonly CardElement[] {
  const left = (all: readonly unknown[]) => linesLeft(all.length - lines, writer);
  return [
    ...unmet.slice(0, lines).flatMap((line) => unmetLines(line, writer)),
    ...left(unmet),
    ...unseen.slice(0, lines).map((title) => paragraph(requirementLine('unknown', undefined, title, writer), NEAR)),
    ...left(unseen),
    ...waived
      .slice(0, lines)
      .flatMap((line) => [
        paragraph(requirementLine('fail', undefined, line.title, writer), NEAR),
        quiet(writer.markdown(waivedBy(line)), { spacing: 'None' }),
      ]),
    ...left(waived),
  ];
}

function linesLeft(left: number, writer: Writer): readonly CardElement[] {
  return left > 0 ? [quiet(writer.markdown(andMore(left)))] : [];
}

const NEAR = { spacing: 'Small' } as const;

function unmetLines({ title, impact, seen }: UnmetLine, writer: Writer): readonly CardElement[] {
  const line = paragraph(requirementLine('fail', impact, title, writer), NEAR);
  const note = say('So it was when it was last seen; now it could not be looked at.');
  return seen ? [line] : [line, quiet(writer.markdown(note), { spacing: 'None' })];
}

/** What to do first, and the ways to everything that has no room on the card. */
function firstElements(
  message: ReminderMessage,
  { commands, lines }: ReminderLayout,
  writer: Writer,
): readonly CardElement[] {
  const { first, instance, waived } = message;
  const ways = [
    aboutBelow('fix', subjectOf(message), writer),
    aboutBelow('why', subjectOf(message), writer),
    ...(waived.length > lines
      ? [askButton(writer.plain(say('All waivers')), { kind: 'waivers', instance: instance.id, place: 'new' })]
      : []),
    ...allChanges(message.changes, message.since, { names: [instance.id], where: [] }, lines, writer),
  ];
  if (first === undefined) return [buttons(ways)];
  const command = commands ? first.command : undefined;
  return [
    container(
      [
        paragraph(joined([bold(writer.plain(say('Do first'))), stepLink(first, writer)], writer.colon)),
        buttons([...(command === undefined ? [] : [toggleButton(writer.plain(say('Command')), 'command')]), ...ways]),
        ...(command === undefined
          ? []
          : [container([fixedWidth(command)], { id: 'command', isVisible: false, spacing: 'Small' })]),
      ],
      { separator: true, spacing: 'Medium' },
    ),
  ];
}

function stepLink({ title, portal, docs }: FirstStep, writer: Writer): Markdown {
  const links = [
    markdownLink(clipped(writer.plain(title), 120), portal),
    markdownLink(writer.plain(say('Documentation')), docs),
  ];
  return joined(links, ' · ');
}

function actionsOf({ message, reply }: ReminderCardOptions, writer: Writer): readonly Action[] {
  const { instance, retirement, because } = message;
  const check = aboutBelow('check', subjectOf(message), writer);
  const about = { id: because.subscriptionId, instance: instance.id, retirement: retirement.id };
  if (reply?.kind === 'stop') return [check, remindAgain(instance, writer)];
  return [
    check,
    ...(reply === undefined
      ? [snoozeForm(message, writer), acknowledgeForm(message, writer)]
      : [askButton(writer.plain(say('Remind me again')), { kind: 'change-reminders', act: 'wake', ...about })]),
    ...(message.unmet.length === 0 ? [] : [waiveForm(message, writer)]),
    stopForm(message, writer),
  ];
}

function remindAgain({ id }: Instance, writer: Writer): Action {
  return askButton(writer.plain(say('Remind me again')), { kind: 'remind-form', what: 'reminder', instance: id });
}

/** Lines of the plain form. */
const PLAIN_LINES = 6;

function plainReminder(options: ReminderCardOptions, summary: string, writer: Writer): string {
  const { unmet, waived, first, changed = [], because, others, today } = options.message;
  const line = (impact: UnmetLine['impact'] | undefined, title: Text) =>
    say('{symbol} {status}: {title}', {
      symbol: statusSymbol('fail'),
      status: statusWithImpact('fail', impact),
      title,
    });
  const lines = [
    ...notices(options),
    ...unmet.slice(0, PLAIN_LINES).map(({ impact, title }) => line(impact, title)),
    ...(unmet.length > PLAIN_LINES ? [andMore(unmet.length - PLAIN_LINES)] : []),
    ...waived
      .slice(0, PLAIN_LINES)
      .map((one) => say('{line}. {waived}', { line: line(undefined, one.title), waived: waivedBy(one) })),
    ...othersInWords(others, today),
    ...changed.map((change) => say('Changed before that: {change}', { change: changeText(change, writer) })),
    ...(first === undefined ? [] : [say('Do first: {step}', { step: first.title })]),
    becauseInWords(because),
  ];
  return [summary, ...lines.map((one) => clipped(writer.plain(one), 300))].join('\n');
}
