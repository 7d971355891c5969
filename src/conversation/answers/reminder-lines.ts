/** What is set up, in sentences. */
import { clipped } from '../../../cards/wording/escape-markdown.ts';
import { scheduleWords } from '../../../cards/wording/reminder.ts';
import type { Writer } from '../../../cards/wording/writer.ts';
import { dayInWords } from '../../model/days.ts';
import type { ListedSubscription } from '../../model/reminder.ts';
import { say, type Text } from '../../model/text.ts';
import { scopeInWords } from '../../reminders/rules/subscription.ts';

/** A subscription in one sentence. */
export function describe({ kind, scope, schedule, timeZone }: ListedSubscription, writer: Writer): Text {
  const about = scopeInWords(scope);
  if (schedule === undefined) {
    return kind === 'summary'
      ? say('Summary of {about}', { about })
      : say('Reminder about {about}, as its days come near', { about });
  }
  const when = scheduleWords(schedule, timeZone, writer);
  return kind === 'summary'
    ? say('Summary of {about}: {when}', { about, when })
    : say('Reminder about {about}: {when}', { about, when });
}

/** When the next message comes. */
export function nextLine({ kind, next, timeZone, schedule }: ListedSubscription): readonly Text[] {
  if (next === undefined || (schedule !== undefined && 'on' in schedule)) return [];
  const [day = '', time = ''] = next.split('T');
  const values = { day: dayInWords(day), time, zone: clipped(timeZone, 60) };
  return kind === 'summary'
    ? [say('The next one comes on {day} at {time} ({zone}).', values)]
    : [say('The next one comes on {day} at {time} ({zone}), if something is unmet then.', values)];
}
