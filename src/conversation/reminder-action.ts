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

/** The action in the data of a button; `undefined` for anything that is none. */
export function readReminderAction(data: unknown): ReminderAction | undefined {
  const verb = text(data, 'verb');
  const what = text(data, 'what') === 'summary' ? 'summary' : 'reminder';
  const subscription = token(data, 'subscription');
  switch (verb) {
    case 'snooze':
    case 'acknowledge':
    case 'wake': {
      const instance = instanceIn(data);
      const retirement = token(data, 'retirement');
      if (subscription === undefined || instance === undefined || retirement === undefined) return undefined;
      const until = day(data, verb === 'acknowledge' ? inputNames.acknowledgeUntil : inputNames.snoozeUntil);
      return { verb, subscription, instance, retirement, ...until };
    }
    case 'waive': {
      const instance = instanceIn(data);
      if (instance === undefined) return undefined;
      const requirement = token(data, 'requirement') ?? token(data, inputNames.waiveRequirement);
      const reason = text(data, 'reason') ?? text(data, inputNames.waiveReason);
      return {
        verb,
        instance,
        ...(requirement === undefined ? {} : { requirement }),
        ...day(data, inputNames.waiveUntil),
        ...(reason === undefined ? {} : { reason: reason.slice(0, longest) }),
      };
    }
    case 'subscription': {
      const act = text(data, 'act');
      if (subscription === undefined || !isAct(act)) return undefined;
      return { verb, act, subscription };
    }
    case 'remind-form': {
      const instance = instanceIn(data);
      return {
        verb,
        what,
        ...(instance === undefined ? {} : { instance }),
        ...(subscription === undefined ? {} : { subscription }),
      };
    }
    case 'subscribe': {
      const scope = scopeOfCode(text(data, inputNames.scope) ?? '');
      const schedule = scheduleIn(data);
      const timeZone = text(data, inputNames.zone);
      return {
        verb,
        what,
        ...(subscription === undefined ? {} : { subscription }),
        ...(scope === undefined ? {} : { scope }),
        ...(schedule === undefined ? {} : { schedule }),
        ...(schedule === undefined && text(data, inputNames.days) === ONCE ? { dayMissing: true } : {}),
        ...(timeZone === undefined || timeZone.length > 64 ? {} : { timeZone }),
      };
    }
    case 'decisions': {
      const instance = instanceIn(data);
      return { verb, ...(instance === undefined ? {} : { instance }) };
    }
    case 'withdraw': {
      const decision = token(data, 'decision');
      return decision === undefined ? undefined : { verb, decision };
    }
    case 'declare-form': {
      const instance = instanceIn(data);
      return instance === undefined ? undefined : { verb, instance };
    }
    case 'declare': {
      const instance = instanceIn(data);
      return instance === undefined ? undefined : { verb, instance, ...declarationIn(data) };
    }
    case 'sight':
      return { verb };
    case 'unlist': {
      const scope = token(data, 'scope');
      return scope === undefined ? undefined : { verb, scope };
    }
    case 'reminders':
      return { verb };
    case 'summary':
      return {
        verb,
        ...(subscription === undefined ? {} : { subscription }),
        ...(scopeOfCode(text(data, 'scope') ?? '') === undefined ? {} : { scope: text(data, 'scope') ?? '' }),
      };
    default:
      return undefined;
  }
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
