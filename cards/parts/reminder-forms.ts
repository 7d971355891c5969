/** The small forms under a reminder: snooze, "I am on it", waive, stop. */

import type { Action } from '@microsoft/teams.cards';
import { addDays } from '../../src/model/days.ts';
import { say } from '../../src/model/text.ts';
import type { ReminderMessage } from '../../src/reminders/rules/reminder-message.ts';
import { scopeInWords } from '../../src/reminders/rules/subscription.ts';
import { clipped } from '../wording/escape-markdown.ts';
import type { Writer } from '../wording/writer.ts';
import { paragraph, quiet } from './elements.ts';
import { inputNames } from './input-names.ts';
import { choiceInput, dayInput, formButton, lineInput } from './inputs.ts';

/** Days of silence that the forms propose. */
const A_WEEK = 7;
const A_MONTH = 30;

/** Asks until when to be silent. */
export function snoozeForm(message: ReminderMessage, writer: Writer): Action {
  const { today, instance, retirement, because } = message;
  return formButton(
    writer.plain(say('Snooze')),
    [
      dayInput(
        { id: inputNames.snoozeUntil, label: writer.plain(say('Remind me again on')) },
        { value: addDays(today, A_WEEK), min: addDays(today, 1) },
        writer,
      ),
    ],
    {
      title: writer.plain(say('Snooze')),
      action: {
        kind: 'change-reminders',
        act: 'snooze',
        id: because.subscriptionId,
        instance: instance.id,
        retirement: retirement.id,
        place: 'new',
      },
    },
  );
}

/** Asks until when somebody is on it. */
export function acknowledgeForm(message: ReminderMessage, writer: Writer): Action {
  const { today, instance, retirement, because } = message;
  return formButton(
    writer.plain(say('I am on it')),
    [
      dayInput(
        { id: inputNames.acknowledgeUntil, label: writer.plain(say('It should be done by')) },
        { value: addDays(today, A_WEEK), min: addDays(today, 1) },
        writer,
      ),
      quiet(writer.markdown(say('Reminders rest until that day. Everybody here sees that you are on it.'))),
    ],
    {
      title: writer.plain(say('I am on it')),
      action: {
        kind: 'change-reminders',
        act: 'acknowledge',
        id: because.subscriptionId,
        instance: instance.id,
        retirement: retirement.id,
        place: 'new',
      },
    },
  );
}

/** Asks which unmet requirement somebody takes the responsibility for, until when and why. */
export function waiveForm({ today, unmet, instance }: ReminderMessage, writer: Writer): Action {
  const choices = unmet.map(({ requirement, title }) => ({
    title: clipped(writer.plain(title), 120),
    value: requirement,
  }));
  return formButton(
    writer.plain(say('Waive')),
    [
      choiceInput(
        { id: inputNames.waiveRequirement, label: writer.plain(say('Requirement')) },
        choices,
        choices[0]?.value,
      ),
      dayInput(
        { id: inputNames.waiveUntil, label: writer.plain(say('Until and including')) },
        { value: addDays(today, A_MONTH), min: today },
        writer,
      ),
      lineInput(
        { id: inputNames.waiveReason, label: writer.plain(say('Reason')) },
        {
          maxLength: 200,
          isRequired: true,
          errorMessage: writer.plain(say('A waiver needs a reason.')),
        },
      ),
      quiet(
        writer.markdown(
          say('A waiver silences reminders. It makes nothing ready, and every later card shows who waived it and why.'),
        ),
      ),
    ],
    {
      title: writer.plain(say('Waive')),
      action: { kind: 'waive', instance: instance.id, requirements: [], place: 'new' },
    },
  );
}

/** Says what would stop, before it does. */
export function stopForm({ because, instance }: ReminderMessage, writer: Writer): Action {
  const { scope, subscriptionId } = because;
  const lines =
    scope.kind === 'instance'
      ? [say('No more reminders about {name} come here.', { name: instance.name })]
      : [
          say('No more reminders about {scope} come here.', { scope: scopeInWords(scope) }),
          say('To silence {name} alone, snooze it.', { name: instance.name }),
        ];
  return formButton(
    writer.plain(say('Stop')),
    lines.map((line) => paragraph(writer.markdown(line), { spacing: 'Small' })),
    {
      title: writer.plain(say('Stop these reminders')),
      action: { kind: 'change-reminders', act: 'stop', id: subscriptionId, place: 'new' },
    },
  );
}
