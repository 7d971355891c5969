/** What buttons about reminders and summaries carry: a verb and ids. What somebody fills in comes beside it, by input name. */
import type { ReminderScope, Timing } from '../src/model/reminder.ts';
import type { Placed } from './actions.ts';

/** Names of the inputs that stand beside the buttons. Each occurs once on a card. */
export const inputNames = {
  snoozeUntil: 'snooze-until',
  acknowledgeUntil: 'acknowledge-until',
  waiveRequirement: 'waive-requirement',
  waiveUntil: 'waive-until',
  waiveReason: 'waive-reason',
  scope: 'subscribe-scope',
  days: 'subscribe-days',
  time: 'subscribe-time',
  zone: 'subscribe-zone',
  once: 'subscribe-once',
  declareCall: 'declare-call',
  declareDestination: 'declare-destination',
  declareHost: 'declare-host',
  declareUntil: 'declare-until',
} as const;

/** Value of the input `days` for reminders that follow the days before and after a retirement. */
export const AS_THE_DAY_COMES = 'as-the-day-comes';

/** Value of the input `days` for a single message, on the day that stands in the input `once`. */
export const ONCE = 'once';

/** Values of the input `declareDestination`: none of the six services, or the host beside it. */
export const DESTINATION = { none: 'none', host: 'host' } as const;

/** Silence about one instance and retirement: `snooze`, `acknowledge` ("I am on it"), or `wake`, which ends it. */
export interface SilenceAction extends Placed {
  readonly verb: 'snooze' | 'acknowledge' | 'wake';
  /** Id of the subscription. */
  readonly subscription: string;
  /** ARM id. */
  readonly instance: string;
  readonly retirement: string;
  /** First UTC day on which reminders come again; filled in, so absent on the button itself and for `wake`. */
  readonly until?: string;
}

/** Take the responsibility for a requirement that is not met. Everything but the instance is filled in. */
export interface WaiveAction extends Placed {
  readonly verb: 'waive';
  /** ARM id. */
  readonly instance: string;
  readonly requirement?: string;
  /** Last UTC day on which it holds. */
  readonly until?: string;
  readonly reason?: string;
}

/** Show what may be seen in this chat. */
export interface SightAction extends Placed {
  readonly verb: 'sight';
}

/** Take back what is listed to be seen in this chat. */
export interface UnlistAction extends Placed {
  readonly verb: 'unlist';
  /** Id of what is listed. */
  readonly scope: string;
}

/** Change what is set up. `restore` takes a `stop` back; a `pause` holds until it is resumed. */
export interface ChangeSubscriptionAction extends Placed {
  readonly verb: 'subscription';
  readonly act: 'stop' | 'restore' | 'pause' | 'resume';
  /** Id of the subscription. */
  readonly subscription: string;
}

/** Show the form, empty or filled in. */
export interface RemindFormAction extends Placed {
  readonly verb: 'remind-form';
  readonly what: 'reminder' | 'summary';
  /** ARM id of the instance that it shall be about. */
  readonly instance?: string;
  /** Id of the subscription to change. */
  readonly subscription?: string;
}

/** Set up what the form says. */
export interface SubscribeAction extends Placed {
  readonly verb: 'subscribe';
  readonly what: 'reminder' | 'summary';
  /** Id of the subscription that it takes the place of. */
  readonly subscription?: string;
  readonly scope?: ReminderScope;
  /** Once, but no day was filled in. */
  readonly dayMissing?: true;
  readonly schedule?: Timing;
  /** As it was typed; may be unknown to this machine. */
  readonly timeZone?: string;
}

/** List what is set up here. */
export interface RemindersAction extends Placed {
  readonly verb: 'reminders';
}

/** Show a summary as it is now. */
export interface SummaryAction extends Placed {
  readonly verb: 'summary';
  /** Id of the subscription whose summary it is. */
  readonly subscription?: string;
  /** What it is about where nothing was set up, as `scopeCode` writes it. */
  readonly scope?: string;
}

/** List the waivers and declarations that hold, of one instance (ARM id) or of all. */
export interface DecisionsAction extends Placed {
  readonly verb: 'decisions';
  readonly instance?: string;
}

/** Take a waiver or declaration back. */
export interface WithdrawAction extends Placed {
  readonly verb: 'withdraw';
  /** Id of the decision. */
  readonly decision: string;
}

/** Ask what the unresolved calls of an instance reach. */
export interface DeclareFormAction extends Placed {
  readonly verb: 'declare-form';
  /** ARM id. */
  readonly instance: string;
}

/** Say what an unresolved call reaches. Everything but the instance is filled in. */
export interface DeclareAction extends Placed {
  readonly verb: 'declare';
  /** ARM id. */
  readonly instance: string;
  readonly policy?: string;
  readonly hash?: string;
  /** As it was typed. */
  readonly destination?: string;
  /** Last UTC day on which it holds. */
  readonly until?: string;
}

/** Everything that a button about reminders and summaries may ask of the bot. */
export type ReminderAction =
  | SilenceAction
  | WaiveAction
  | SightAction
  | UnlistAction
  | ChangeSubscriptionAction
  | RemindFormAction
  | SubscribeAction
  | RemindersAction
  | SummaryAction
  | DecisionsAction
  | WithdrawAction
  | DeclareFormAction
  | DeclareAction;
