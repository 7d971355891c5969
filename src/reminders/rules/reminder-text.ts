/** The sentences of a reminder that its card, its notification and its plain text share. */
import { type Day, dayAt, dayInWords, since } from '../../model/days.ts';
import { count, say, type Text } from '../../model/text.ts';
import type { Because, OtherRetirement, ReminderMessage } from './reminder-message.ts';
import { scopeInWords } from './subscription.ts';

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

/** The other retirements of which something is unmet, in a line; none where there are none. */
export function othersInWords(
  others: readonly (OtherRetirement & { readonly count?: number })[] | undefined,
  today: Day,
): readonly Text[] {
  const [first, ...rest] = (others ?? []).map(({ what, effective, count: number }) => {
    const told = say('{what} {since}', { what, since: since(effective, today) });
    return number === undefined
      ? told
      : count(number, { one: '{told} on {count} instance', other: '{told} on {count} instances' }, { told });
  });
  if (first === undefined) return [];
  const retirements = rest.reduce((told, one) => say('{told}; {one}', { told, one }), first);
  return [say('Unmet beside this: {retirements}', { retirements })];
}

/** Why it came, and who set that up. */
export function becauseInWords({ scope, setUpBy, setUpAt, asked }: Because): Text {
  if (asked === true) return say('You asked how things stand with {scope}.', { scope: scopeInWords(scope) });
  const values = { scope: scopeInWords(scope), day: dayInWords(dayAt(setUpAt)) };
  return setUpBy.name === undefined
    ? say('You get this because it was set up here on {day}, about {scope}.', values)
    : say('You get this because {name} set it up here on {day}, about {scope}.', { ...values, name: setUpBy.name });
}
