/** What somebody fills in comes beside the data of the button, by the name of its input. */

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
