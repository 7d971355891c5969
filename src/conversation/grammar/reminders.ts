/** Phrasings about reminders and summaries. */
import type { Family } from './family.ts';

const remind: Family = {
  intent: 'remind',
  values: { what: 'reminder' },
  notations: [
    '(remind|notify|alert|warn|ping) $who',
    '(remind|notify|alert|warn|ping) $who [$every] (about|of|for|on|when|regarding) ($it|$fleet|$that|[all] {place}) [$every]',
    '(remind|notify|alert|warn|ping) $who $every',
    '(set|set up|create|add|make|i want|i need|give me) [a|some|another] (reminder|reminders|alert|alerts|notification|notifications) [$every] [(about|of|for|on) ($it|$fleet|$that)] [$every]',
    '(reminder|reminders) [$every] (about|of|for|on) ($it|$fleet|$that) [$every]',
    'subscribe [$who] [to|for] ($it|$fleet|$that) [$every]',
    'subscribe [$who]',
    '(remind|notify|alert|warn|ping) $who (about|of|for|regarding) ($it|$fleet|$that) $once',
    '(remind|notify|alert|warn|ping) $who $once (about|of|for|regarding|to check|to look at) ($it|$fleet|$that)',
    '(set|set up|create|add|make|i want|i need|give me) [a|some|another|one] (reminder|alert) (about|of|for|on) ($it|$fleet|$that) $once',
    '(keep|hold) $who (posted|informed|updated|up to date) [about|on|of] ($it|$fleet|$that) [$every]',
    '(watch|follow|monitor|keep an eye on) ($it|$fleet) [$every]',
    '(tell|let) $who [know] (when|if|as soon as) ($it|$fleet) (is|are|is no longer|are no longer|is not|breaks|changes) [$ready]',
  ],
};

const regularSummary: Family = {
  intent: 'remind',
  values: { what: 'summary' },
  notations: [
    '[a|the] $digest [$here] [(about|of|for|on) $fleet] [$here] $every',
    '[a|the] {days} (summary|digest|overview|report) [$here] [(about|of|for|on) $fleet] [$here] [at {time}]',
    '$every [a|the] $digest [$here] [(about|of|for|on) $fleet]',
    '(send|post|give|write|show|i want|subscribe) [$who] [to] [a|the] $digest [$here] [(about|of|for|on) $fleet] [$here] $every',
    '(summarise|summarize|report) [$here|$fleet] [$here] $every',
    'set up [a|the] $digest [$here] [(about|of|for|on) $fleet] $every',
  ],
};

const summary: Family = {
  intent: 'summary',
  notations: [
    '[a|the] $digest [$here] [$scope] [$when]',
    '[a|the] $digest (of|for|about|on) $fleet [$when]',
    '(show|give|send|post) [me|us] [a|the] [short|quick] $digest [$here] [(of|for|about|on) $fleet] [$when]',
    '(summarise|summarize) [$fleet] [$when]',
    '(how do we stand|where do we stand|the big picture) [$when]',
  ],
};

const reminders: Family = {
  intent: 'reminders',
  notations: [
    '(list|show|see|what are|which are) [me|us] $reminders [here|i have|we have]',
    '$reminders',
    'what (do|will) you (remind|notify|tell) $who (of|about)',
    '(which|what) (reminders|subscriptions|summaries|notifications) (do i have|do we have|are there|are set up|are on|exist|are active) [here]',
    'who (set|has set) [up] $reminders [up]',
    'what (am i|are we) subscribed to',
  ],
};

const stop: Family = {
  intent: 'change-reminders',
  values: { act: 'stop' },
  notations: [
    '(stop|cancel|delete|remove|end|quit|drop|switch off|turn off|disable|no more) $reminders [(about|of|for|on) ($it|$all)]',
    '(stop|quit) (reminding|notifying|bothering|pinging|nagging|messaging|sending|posting) [$who] [(about|of|for|on) ($it|$all)]',
    'unsubscribe [$who] [from] [$it|$all|$reminders]',
    '(do not|never) (remind|notify|ping|bother) $who [(about|of|for|on) $it] [again|any more|anymore|of it]',
    '(leave|let) me alone',
  ],
};

const pause: Family = {
  intent: 'change-reminders',
  values: { act: 'pause' },
  notations: [
    '(pause|mute|suspend|silence|hold) [$reminders|it|this|everything|$all] [(about|of|for|on) $it] [$until]',
    '(pause|mute|suspend|silence) $it [$until]',
    '(quiet|be quiet|silence) [$until]',
  ],
};

const resume: Family = {
  intent: 'change-reminders',
  values: { act: 'resume' },
  notations: [
    '(resume|unpause|unmute|restart|continue|reactivate|unsnooze) [$reminders|it|this|everything|$all] [(about|of|for|on) $it]',
    '(resume|unpause|unmute) $it',
  ],
};

const snooze: Family = {
  intent: 'change-reminders',
  values: { act: 'snooze' },
  notations: [
    '(snooze|postpone|delay|defer) [$reminders|it|this|that|$all] [(about|of|for|on) $it] [$until]',
    '(snooze|postpone|delay|defer) $it [$until]',
    'remind $who [again] [later] $until',
    'remind $who (about|of) $it again $until',
    '(not now|later|not today) [$until]',
  ],
};

const acknowledge: Family = {
  intent: 'change-reminders',
  values: { act: 'acknowledge' },
  notations: [
    '(i am|we are|i will be|working) on it [$until]',
    '(i am|we are) working on ($it|it|this|that) [$until]',
    '(acknowledge|ack|got it|acknowledged) [it|this|that|$it] [$until]',
    'i (take|will take|own) (it|this|that|$it) [$until]',
  ],
};

const waive: Family = {
  intent: 'waive',
  notations: [
    '(waive|exempt|accept|tolerate|ignore) [the] [requirement|check] {requirement} [(on|for|at|of|in) $about] [$until] [(because|since|reason|as|due to) [of] {reason}]',
    '(waive|exempt|accept|tolerate|ignore) [the] [requirement|check] {requirement} [$until] [(on|for|at|of|in) $about] [(because|since|reason|as|due to) [of] {reason}]',
  ],
};

const decisions = '(waivers|waiver|declarations|declaration|exemptions|exemption|exceptions|exception)';
const noun = `[the|a|an|my|our|all|this|that|any] [the|our] ${decisions}`;

const waivers: Family = {
  intent: 'waivers',
  notations: [
    `(list|show|see|what are|which are) [me|us] ${noun} [and ${decisions}] [in force|we have|there are] [$for $it]`,
    `(which|what) ${decisions} [and ${decisions}] (are there|are in force|do we have|exist|hold|are active|have we made) [$for $it]`,
    `${noun} [and ${decisions}] [in force] [$for $it]`,
    `(are there|do we have|is there) [any|a] ${noun} [and ${decisions}] [$for $it]`,
    '(what|which requirements) (is|are|was|were|has been|have been) (waived|declared) [$for $it]',
    'what (have|did) (we|i|people) (waived|waive|declared|declare) [$for $it]',
    'who (waived|declared) (what|something|anything) [$for $it]',
  ],
};

const withdraw: Family = {
  intent: 'waivers',
  values: { act: 'withdraw' },
  notations: [
    `(withdraw|revoke|take back|undo|remove|cancel|end|lift|delete|retract) ${noun} [(of|for|about) [the] [requirement|check] {requirement}] [(on|for|at|of|in|about) $it]`,
    `(withdraw|revoke|take back|undo|remove|cancel|end|lift|delete|retract) ${noun} (on|for|at|of|in|about) $it`,
    '(unwaive|no longer waive|stop waiving) [the] [requirement|check] {requirement} [(on|for|at|of|in|about) $it]',
    `how (do|can) (i|we) (withdraw|revoke|take back|undo|remove|cancel|end|lift|delete|retract) ${noun}`,
  ],
};

/** In order of precedence. */
export const reminderFamilies: readonly Family[] = [
  stop,
  pause,
  resume,
  snooze,
  acknowledge,
  waive,
  waivers,
  withdraw,
  regularSummary,
  summary,
  reminders,
  remind,
];
