/** A reminder in plain text: what stands where no card is shown, and the short form where a card is too big. */
import { dayInWords, since } from '../model/days.ts';
import { count, render, say, type Text } from '../model/text.ts';
import type { Because, ReminderMessage, UnmetLine, WaivedLine } from './reminder-message.ts';
import { scopeInWords } from './subscription.ts';

/** A message in plain text with line breaks, and the line of its notification. */
export interface PlainMessage {
  readonly text: string;
  readonly summary: string;
}

/** All of a reminder. */
export function reminderText(message: ReminderMessage): PlainMessage {
  const { unmet, waived, unseen, first, changes, paused } = message;
  const list = (heading: Text, lines: readonly Text[]) => (lines.length === 0 ? [] : [heading, ...lines.map(bullet)]);
  const lines: readonly Text[] = [
    headline(message),
    ...(paused === undefined ? [] : [pauseEnded(paused)]),
    ...list(say('Unmet:'), unmet.map(unmetLine)),
    ...(first === undefined ? [] : [say('Do first: {step} {portal}', { step: first.title, portal: first.portal })]),
    ...list(say('Could not be seen:'), unseen),
    ...list(say('Waived:'), waived.map(waivedInWords)),
    ...list(say('Fixed since the last reminder:'), changes.fixed),
    ...list(say('New since the last reminder:'), changes.new),
    ...list(say('Worse since the last reminder:'), changes.worse),
    becauseInWords(message.because),
  ];
  return { text: lines.map((line) => render(line)).join('\n'), summary: render(headline(message)) };
}

/** The few lines that fit everywhere. */
export function shortReminderText(message: ReminderMessage): PlainMessage {
  const rest = say('Ask me about {name} for the rest.', { name: message.instance.name });
  return {
    text: [headline(message), rest, becauseInWords(message.because)].map((line) => render(line)).join('\n'),
    summary: render(headline(message)),
  };
}

/** The sentence that says it all: who, what, when. */
export function headline(message: ReminderMessage): Text {
  const { instance, retirement, today, unmet, occasion } = message;
  const name = instance.name;
  const stops = since(retirement.effective, today);
  const { what } = retirement;
  if (occasion === 'all-met') return say('{name}: all is met now. ({what} {stops})', { name, what, stops });
  const values = { name, what, stops };
  if (occasion === 'no-longer-ready') {
    return count(
      unmet.length,
      {
        one: '{name} is no longer ready: {count} requirement is unmet. ({what} {stops})',
        other: '{name} is no longer ready: {count} requirements are unmet. ({what} {stops})',
      },
      values,
    );
  }
  if (occasion === 'waiver-ended') return say('{name}: a waiver has ended. ({what} {stops})', values);
  if (message.daysLeft <= 0) {
    return count(
      unmet.length,
      {
        one: '{name}: {what} {stops}, and {count} requirement is still unmet.',
        other: '{name}: {what} {stops}, and {count} requirements are still unmet.',
      },
      values,
    );
  }
  return count(
    unmet.length,
    {
      one: '{name}: {what} {stops}, and {count} requirement is unmet.',
      other: '{name}: {what} {stops}, and {count} requirements are unmet.',
    },
    values,
  );
}

/** Why it came, and who set that up. */
export function becauseInWords({ scope, setUpBy, setUpAt }: Because): Text {
  const values = { scope: scopeInWords(scope), day: dayInWords(setUpAt.slice(0, 10)) };
  return setUpBy.name === undefined
    ? say('You get this because it was set up here on {day}, about {scope}.', values)
    : say('You get this because {name} set it up here on {day}, about {scope}.', { ...values, name: setUpBy.name });
}

/** A waived requirement with everything that makes it no secret. */
export function waivedInWords({ title, by, until, reason }: WaivedLine): Text {
  const values = { title, until: dayInWords(until), reason };
  return by.name === undefined
    ? say('{title} (waived until {until}: {reason})', values)
    : say('{title} (waived by {name} until {until}: {reason})', { ...values, name: by.name });
}

function unmetLine({ title, impact, seen }: UnmetLine): Text {
  if (!seen) return say('{title} (so it was when last seen; it cannot be seen now)', { title });
  return impact === 'outage' ? say('{title} (outage)', { title }) : say('{title} (unsupported)', { title });
}

function pauseEnded({ kind, by, until }: NonNullable<ReminderMessage['paused']>): Text {
  const values = { name: by.name ?? say('Somebody'), until: dayInWords(until) };
  return kind === 'snooze'
    ? say('{name} had snoozed this until {until}.', values)
    : say('{name} was on it until {until}.', values);
}

function bullet(line: Text): Text {
  return say('• {line}', { line });
}
