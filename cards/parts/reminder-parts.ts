/** What the messages about reminders share: the other retirements, and what their buttons are about. */
import type { CardElement } from '@microsoft/teams.cards';
import { mainOf, retirements } from '../../src/model/retirement.ts';
import type { ReminderMessage } from '../../src/reminders/rules/reminder-message.ts';
import { othersInWords } from '../../src/reminders/rules/reminder-text.ts';
import { clipped, escapeMarkdown } from '../wording/escape-markdown.ts';
import type { Writer } from '../wording/writer.ts';
import type { AboutSubject } from './answer-buttons.ts';
import { quiet } from './elements.ts';

/** The other retirements that are unmet; each is a question away. */
export function othersLine(
  { others, today }: Pick<ReminderMessage, 'others' | 'today'>,
  writer: Writer,
): readonly CardElement[] {
  return othersInWords(others, today).map((line) => quiet(escapeMarkdown(clipped(writer.plain(line), 400))));
}

/** The instance, judged for the month of what the message is about where "is it ready?" alone would ask for something else. */
export function subjectOf({ instance, retirement }: Pick<ReminderMessage, 'instance' | 'retirement'>): AboutSubject {
  const isMain = mainOf(retirements).some(({ id }) => id === retirement.id);
  return { instance, ...(isMain ? {} : { month: retirement.effective.slice(0, 7) }) };
}
