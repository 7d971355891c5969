/** Buttons about reminders and summaries, with what was filled in beside them. Anybody may have sent it. */
import {
  AS_THE_DAY_COMES,
  type ChangeSubscriptionAction,
  DESTINATION,
  type DeclareAction,
  inputNames,
  ONCE,
  type ReminderAction,
} from '../../cards/reminder-actions.ts';
import { scopeOfCode } from '../../cards/scope-code.ts';
import { parseArmId } from '../model/arm.ts';
import { isFingerprint, NONE_OF_THE_SIX } from '../model/declaration.ts';
import { text } from '../model/json.ts';
import type { Timing } from '../model/reminder.ts';
import { isDay } from '../readiness/select.ts';

const longest = 1_000;

type Read = (data: unknown) => ReminderAction | undefined;

/** What each verb carries. */
const readers: ReadonlyMap<string, Read> = new Map(
  Object.entries({
    snooze: (data) => readDelay('snooze', data),
    acknowledge: (data) => readDelay('acknowledge', data),
    wake: (data) => readDelay('wake', data),
    waive: readWaive,
    subscription: readChange,
    'remind-form': readForm,
    subscribe: readSubscribe,
    decisions: (data) => ({ verb: 'decisions', ...optional('instance', instanceIn(data)) }),
    withdraw(data) {
      const decision = token(data, 'decision');
      return decision === undefined ? undefined : { verb: 'withdraw', decision };
    },
    'declare-form'(data) {
      const instance = instanceIn(data);
      return instance === undefined ? undefined : { verb: 'declare-form', instance };
    },
    declare(data) {
      const instance = instanceIn(data);
      return instance === undefined ? undefined : { verb: 'declare', instance, ...declarationIn(data) };
    },
    sight: () => ({ verb: 'sight' }),
    unlist(data) {
      const scope = token(data, 'scope');
      return scope === undefined ? undefined : { verb: 'unlist', scope };
    },
    reminders: () => ({ verb: 'reminders' }),
    summary: readSummary,
  } satisfies Record<ReminderAction['verb'], Read>),
);

/** The action in the data of a button; `undefined` for anything that is none. */
export function readReminderAction(data: unknown): ReminderAction | undefined {
  return readers.get(text(data, 'verb') ?? '')?.(data);
}

function readDelay(verb: 'snooze' | 'acknowledge' | 'wake', data: unknown): ReminderAction | undefined {
  const subscription = token(data, 'subscription');
  const instance = instanceIn(data);
  const retirement = token(data, 'retirement');
  if (subscription === undefined || instance === undefined || retirement === undefined) return undefined;
  const until = day(data, verb === 'acknowledge' ? inputNames.acknowledgeUntil : inputNames.snoozeUntil);
  return { verb, subscription, instance, retirement, ...until };
}

function readWaive(data: unknown): ReminderAction | undefined {
  const instance = instanceIn(data);
  if (instance === undefined) return undefined;
  const reason = text(data, 'reason') ?? text(data, inputNames.waiveReason);
  return {
    verb: 'waive',
    instance,
    ...optional('requirement', token(data, 'requirement') ?? token(data, inputNames.waiveRequirement)),
    ...day(data, inputNames.waiveUntil),
    ...optional('reason', reason?.slice(0, longest)),
  };
}

function readChange(data: unknown): ReminderAction | undefined {
  const act = text(data, 'act');
  const subscription = token(data, 'subscription');
  return subscription === undefined || !isAct(act) ? undefined : { verb: 'subscription', act, subscription };
}

function readForm(data: unknown): ReminderAction {
  return {
    verb: 'remind-form',
    what: whatIn(data),
    ...optional('instance', instanceIn(data)),
    ...optional('subscription', token(data, 'subscription')),
  };
}

function readSubscribe(data: unknown): ReminderAction {
  const schedule = scheduleIn(data);
  const timeZone = text(data, inputNames.zone);
  const isDayMissing = schedule === undefined && text(data, inputNames.days) === ONCE;
  return {
    verb: 'subscribe',
    what: whatIn(data),
    ...optional('subscription', token(data, 'subscription')),
    ...optional('scope', scopeOfCode(text(data, inputNames.scope) ?? '')),
    ...optional('schedule', schedule),
    ...(isDayMissing ? { dayMissing: true } : {}),
    ...optional('timeZone', timeZone !== undefined && timeZone.length <= 64 ? timeZone : undefined),
  };
}

function readSummary(data: unknown): ReminderAction {
  const scope = text(data, 'scope') ?? '';
  return {
    verb: 'summary',
    ...optional('subscription', token(data, 'subscription')),
    ...optional('scope', scopeOfCode(scope) === undefined ? undefined : scope),
  };
}

function whatIn(data: unknown): 'summary' | 'reminder' {
  return text(data, 'what') === 'summary' ? 'summary' : 'reminder';
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [name in Name]?: Value });
}

function isAct(act: string | undefined): act is ChangeSubscriptionAction['act'] {
  return act === 'stop' || act === 'restore' || act === 'pause' || act === 'resume';
}

function token(data: unknown, name: string): string | undefined {
  const found = text(data, name);
  return found !== undefined && /^[\w:.@-]{1,200}$/.test(found) ? found : undefined;
}

function instanceIn(data: unknown): string | undefined {
  const id = text(data, 'instance');
  const isInstance = id !== undefined && id.length <= longest;
  return isInstance && parseArmId(id)?.type === 'microsoft.apimanagement/service' ? id : undefined;
}

function day(data: unknown, input: string): { readonly until?: string } {
  const until = text(data, 'until') ?? text(data, input);
  return until !== undefined && isDay(until) ? { until } : {};
}

/** What the form of a declaration says; a call is chosen by the hash of its text and its id. */
function declarationIn(data: unknown): Pick<DeclareAction, 'policy' | 'hash' | 'destination' | 'until'> {
  const [hash = '', policy = ''] = (text(data, inputNames.declareCall) ?? '').split(' ', 2);
  const isCall = isFingerprint(hash) && policy.length <= longest && parseArmId(policy) !== undefined;
  const choice = text(data, inputNames.declareDestination);
  const destination = choice === DESTINATION.none ? NONE_OF_THE_SIX : text(data, inputNames.declareHost);
  return {
    ...(isCall ? { policy, hash } : {}),
    ...(destination === undefined ? {} : { destination: destination.slice(0, longest) }),
    ...day(data, inputNames.declareUntil),
  };
}

function scheduleIn(data: unknown): Timing | undefined {
  const on = text(data, inputNames.once);
  const days = text(data, inputNames.days);
  const time = text(data, inputNames.time) ?? '';
  const at = /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : '09:00';
  if (days === ONCE) return on !== undefined && isDay(on) ? { on, time: at } : undefined;
  if (days === undefined || days === AS_THE_DAY_COMES || !/^[1-7](?:,[1-7]){0,6}(?:\/2)?$/.test(days)) return undefined;
  const [list = '', weeks] = days.split('/');
  return {
    days: [...new Set(list.split(',').map(Number))].toSorted((a, b) => a - b),
    time: at,
    ...(weeks === '2' ? { weeks: 2 } : {}),
  };
}
