/** What somebody filled in beside a button, as fields of its question. A client sends it with the button's data. */

import { TICK } from '../../../cards/parts/actions.ts';
import { AS_THE_DAY_COMES, DESTINATION, inputNames, ONCE } from '../../../cards/parts/input-names.ts';
import { parseArmId } from '../../model/arm.ts';
import { type Day, isDay } from '../../model/days.ts';
import { isFingerprint, NONE_OF_THE_SIX } from '../../model/declaration.ts';
import { list, text } from '../../model/json.ts';
import { MORNING, type Timing } from '../../model/reminder.ts';

/** Letters that are kept of what people type, and of a time zone. */
export const LONGEST = 1_000;
export const LONGEST_ZONE = 64;

/** A time of day, `09:00`. */
export const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Key of a cause, id of a step. */
export const KEY = /^[a-z0-9]{1,8}$/;

type Data = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, unknown>>;

/** By the kind of the question. */
const readers: ReadonlyMap<string, (data: Data) => Fields> = new Map([
  ['fix', (data) => ({ done: ticksIn(data) })],
  ['change-reminders', silenceIn],
  ['waive', waiverIn],
  ['remind', formIn],
  ['declare', declarationIn],
]);

/** The fields that were filled in; nothing for a kind that has no inputs. What is no value of its field is left out. */
export function formInputs(kind: string | undefined, data: Data): Fields {
  const fields = readers.get(kind ?? '')?.(data) ?? {};
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What stands on another page keeps its tick; what stands here is as it stands. */
function ticksIn(data: Data): readonly unknown[] | undefined {
  const inputs = Object.entries(data).flatMap(([name, value]) =>
    name.startsWith(TICK) && KEY.test(name.slice(TICK.length))
      ? [{ id: name.slice(TICK.length), isTicked: value === 'true' }]
      : [],
  );
  const here = new Set(inputs.map(({ id }) => id));
  const before = list(data, 'done').filter((id) => typeof id !== 'string' || !here.has(id));
  const ticked = inputs.flatMap(({ id, isTicked }) => (isTicked ? [id] : []));
  const done = [...new Set([...before, ...ticked])];
  return done.length === 0 ? undefined : done;
}

const untilOf: ReadonlyMap<string, string> = new Map([
  ['snooze', inputNames.snoozeUntil],
  ['acknowledge', inputNames.acknowledgeUntil],
]);

function silenceIn(data: Data): Fields {
  const input = untilOf.get(text(data, 'act') ?? '');
  return input === undefined ? {} : { until: dayIn(data, input) };
}

function waiverIn(data: Data): Fields {
  const requirement = text(data, inputNames.waiveRequirement) ?? '';
  return {
    requirements: requirement === '' ? undefined : [requirement],
    until: dayIn(data, inputNames.waiveUntil),
    reason: text(data, inputNames.waiveReason)?.slice(0, LONGEST),
  };
}

function formIn(data: Data): Fields {
  const schedule = scheduleIn(data);
  const isDayMissing = schedule === undefined && text(data, inputNames.days) === ONCE;
  return {
    chosen: text(data, inputNames.scope),
    schedule,
    timeZone: text(data, inputNames.zone)?.slice(0, LONGEST_ZONE),
    dayMissing: isDayMissing ? true : undefined,
  };
}

/** A call is chosen by the hash of the text of its policy, and the id of that policy. */
function declarationIn(data: Data): Fields {
  const [hash = '', policy = ''] = text(data, inputNames.declareCall)?.split(' ', 2) ?? [];
  const call = isFingerprint(hash) && parseArmId(policy) !== undefined ? { hash, policy } : {};
  const isNone = text(data, inputNames.declareDestination) === DESTINATION.none;
  const destination = isNone ? NONE_OF_THE_SIX : text(data, inputNames.declareHost)?.slice(0, LONGEST);
  return { ...call, destination, until: dayIn(data, inputNames.declareUntil) };
}

function scheduleIn(data: Data): Timing | undefined {
  const on = dayIn(data, inputNames.once);
  const days = text(data, inputNames.days);
  const written = text(data, inputNames.time) ?? '';
  const time = TIME.test(written) ? written : MORNING;
  if (days === ONCE) return on === undefined ? undefined : { on, time };
  if (days === undefined || days === AS_THE_DAY_COMES || !/^[1-7](?:,[1-7]){0,6}(?:\/2)?$/.test(days)) return undefined;
  const [weekdays = '', weeks] = days.split('/');
  return {
    days: [...new Set(weekdays.split(',').map(Number))].toSorted((a, b) => a - b),
    time,
    ...(weeks === '2' ? { weeks: 2 } : {}),
  };
}

function dayIn(data: Data, input: string): Day | undefined {
  const day = text(data, input);
  return day !== undefined && isDay(day) ? day : undefined;
}
