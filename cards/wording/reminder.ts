/** The words of reminders and summaries, shared by their cards. */

import { languageOf } from '../../src/languages/languages.ts';
import { suggestionsIn } from '../../src/languages/suggestions.ts';
import { dayInWords } from '../../src/model/days.ts';
import type { Impact, Status, Verdict } from '../../src/model/finding.ts';
import { dateFormat } from '../../src/model/formats.ts';
import type { Timing } from '../../src/model/reminder.ts';
import { count, say, type Text } from '../../src/model/text.ts';
import type { Person, PlaceTrouble } from '../../src/reminders/rules/place.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown } from './escape-markdown.ts';
import { statusSymbol, statusWithImpact } from './status.ts';
import { verdictCount, verdictSymbol } from './verdict.ts';
import type { CardView, Writer } from './writer.ts';

/** Longest reason, name or scope that is shown whole, in characters. */
const LENGTH = 200;

/** Somebody's name, as it stands in a sentence. */
export function nameOfPerson(person: Pick<Person, 'name'>): Text {
  return person.name === undefined ? say('somebody') : say('{name}', { name: clipped(person.name, 80) });
}

/** What a card needs to know of a waiver. */
export interface ShownWaiver {
  readonly requirement: string;
  readonly by: Pick<Person, 'name'>;
  /** Last UTC day on which it holds. */
  readonly until: string;
  readonly reason: string;
}

/** Who took the responsibility, for how long and why: said wherever the requirement is, so that no waiver is silent. */
export function waivedBy({ by, until, reason }: Omit<ShownWaiver, 'requirement'>): Text {
  return say('Waived by {name} until {until}: {reason}', {
    name: nameOfPerson(by),
    until: dayInWords(until),
    reason: clipped(reason, LENGTH),
  });
}

/** What has been answered to a reminder. `until`: first UTC day on which reminders come again. */
export type ReminderReply =
  | { readonly kind: 'snooze' | 'acknowledge'; readonly by: Pick<Person, 'name'>; readonly until: string }
  | { readonly kind: 'stop'; readonly by: Pick<Person, 'name'> };

/** Who answered what to a reminder. */
export function repliedBy(reply: ReminderReply): Text {
  const name = nameOfPerson(reply.by);
  if (reply.kind === 'stop') return say('Stopped by {name}: no more reminders come of this.', { name });
  const values = { name, until: dayInWords(reply.until) };
  return reply.kind === 'snooze'
    ? say('Snoozed by {name}: the next reminder comes on {until} at the earliest.', values)
    : say('{name} is on it: the next reminder comes on {until} at the earliest.', values);
}

/** "❌ **Not met (outage)**: Every key vault …" */
export function requirementLine(status: Status, impact: Impact | undefined, title: Text, writer: Writer): Markdown {
  const word = bold(writer.plain(statusWithImpact(status, impact)));
  const shown = escapeMarkdown(clipped(writer.plain(title), LENGTH));
  return joined([joined([statusSymbol(status) as Markdown, word], ' '), shown], writer.colon);
}

/** How many instances were never assessed. */
export function uncheckedCount(number: number): Text {
  return count(number, { one: '{count} not checked yet', other: '{count} not checked yet' });
}

/** How many instances have a verdict, with its symbol: "❌ 3 not ready". */
export function verdictCountLine(verdict: Verdict, number: number): Text {
  return say('{symbol} {number}', { symbol: verdictSymbol(verdict), number: verdictCount(verdict, number) });
}

/** ISO weekdays in words: "every day", "weekdays", else their names. */
export function daysWords(days: readonly number[], writer: Writer): Text {
  if (days.length === 7) return say('every day');
  if (days.length === 5 && days.every((day) => day <= 5)) return say('on weekdays');
  const names = days.map((day) => weekdayName(day, writer));
  return say('every {days}', { days: writer.listAll(names) });
}

/** The name of an ISO weekday: 1 is Monday. */
function weekdayName(day: number, writer: Writer): string {
  const date = new Date(Date.UTC(2024, 0, day)); // 1 January 2024 was a Monday.
  return dateFormat(writer.language, { weekday: 'long', timeZone: 'UTC' }).format(date);
}

/** When something is said: "every Monday at 09:00 (Europe/Berlin)", "once on 12 December 2026 at 10:00 (UTC)". */
export function scheduleWords(schedule: Timing | undefined, timeZone: string, writer: Writer): Text {
  if (schedule === undefined) return say('as the day comes closer, then weekly and monthly');
  const values = { time: schedule.time, zone: clipped(timeZone, 60) };
  if ('on' in schedule) return say('once on {day} at {time} ({zone})', { ...values, day: dayInWords(schedule.on) });
  const days = schedule.weeks === undefined ? daysWords(schedule.days, writer) : otherDaysWords(schedule.days, writer);
  return say('{days} at {time} ({zone})', { ...values, days });
}

/** "every other Friday". */
export function otherDaysWords(days: readonly number[], writer: Writer): Text {
  const names = days.map((day) => weekdayName(day, writer));
  return say('every other {days}', {
    days: writer.listAll(names),
  });
}

/** Why nothing is sent to a place any more, and what brings it back. */
export function troubleWords(trouble: PlaceTrouble | undefined): Text {
  switch (trouble) {
    case 'blocked':
      return say('The bot is blocked there. It goes on as soon as somebody writes to it again.');
    case 'gone':
      return say(
        'Teams does not know this conversation any more. It goes on as soon as somebody writes to the bot there.',
      );
    case 'uninstalled':
      return say('The bot was uninstalled there. It goes on when it is installed again.');
    case 'deleted':
      return say('The channel was deleted.');
    case undefined:
      return say('The last message was refused. It goes on as soon as somebody writes to the bot there.');
  }
}

/** How a reminder can be asked for in a message, in the reader's words. */
export function remindExample({ locale }: CardView): string {
  return suggestionsIn(languageOf(locale)).remind.replace('{name}', 'apim-prod');
}
