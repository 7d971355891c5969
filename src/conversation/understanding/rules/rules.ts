/**
 * What is meant, by the signs that were seen and the values that were found; the same for every language. Of all rules
 * whose conditions hold, the one with the highest weight counts: the more telling a sign, the heavier its rule.
 */
import type { Sign } from '../../../languages/vocabulary/sign.ts';
import { TRUSTED_ACCESS_DISABLED } from '../../../model/requirement-ids.ts';
import { changeReminders, remind, reminders, visibility, waive, waivers } from './action-questions.ts';
import {
  explain,
  explainRequirement,
  explainTerm,
  explainWorded,
  greeting,
  help,
  helpAbout,
  missed,
  retirements,
  sameForMonth,
  thanks,
} from './explanation-questions.ts';
import {
  changes,
  check,
  checkByName,
  evidence,
  fix,
  fleet,
  list,
  readers,
  services,
  summary,
  takeAlong,
  whatIf,
  why,
} from './instance-questions.ts';
import type { Ask } from './question-parts.ts';

/** What was found in a message beside its words: see `../message/message-reading.ts`. `bare`: hardly anything else was said. */
export type ValueName =
  | 'instance'
  | 'several'
  | 'requirement'
  | 'retirement'
  | 'target'
  | 'month'
  | 'year'
  | 'place'
  | 'service'
  | 'format'
  | 'stranger'
  | 'alone'
  | 'worded'
  | 'day'
  | 'whatIfChange'
  | 'bare';

/** A condition: a sign or `#value` that must be there, or with `!` must not be. */
type RuleCondition = `${'' | '!'}${Sign | `#${ValueName}`}`;

/** One way to mean something. */
export interface Rule {
  readonly weight: number;
  readonly needs: readonly RuleNeed[];
  readonly ask: Ask;
}

/** What must be there, or must not be. */
export interface RuleNeed {
  readonly isThere: boolean;
  readonly sign?: Sign;
  readonly value?: ValueName;
}

function rule(weight: number, needs: string, ask: Ask): Rule {
  return { weight, needs: (needs.split(' ') as RuleCondition[]).map(needOf), ask };
}

function needOf(condition: RuleCondition): RuleNeed {
  const isThere = !condition.startsWith('!');
  const name = isThere ? condition : condition.slice(1);
  return name.startsWith('#') ? { isThere, value: name.slice(1) as ValueName } : { isThere, sign: name as Sign };
}

/** From this weight on a rule is believed although the message has words that nobody knows. */
export const STRONG = 56;

const UNMET = { only: 'unmet' } as const;

/** Below this weight a rule is believed only if nothing else was said. */
export const FAINT = 27;

/** All rules, the heaviest first; of two with the same weight, in the order in which they stand here. */
export const rules: readonly Rule[] = [
  // Waivers and declarations.
  rule(100, 'withdraw waiver !create', waivers({ act: 'withdraw' })),
  rule(99, 'doNothing !#requirement', explainTerm('do-nothing')),
  rule(98, 'waiver which !#requirement', waivers()),
  rule(98, 'waiver list !create', waivers()),
  rule(97, 'waive which !#requirement !#instance !flag', waivers()),
  rule(96, '#requirement waive', waive),
  rule(96, '#requirement waiver', waive),
  rule(95.5, 'waive #worded !which !flag', waive),
  rule(94, 'waiver', waivers()),
  // What may be seen in a chat.
  rule(103, 'thisChat maySee withdraw !remind !reminders', visibility('withdraw')),
  rule(103, 'thisChat maySee everything !which !remind !reminders', visibility('withdraw')),
  rule(102, 'thisChat maySee which !nothingElse', visibility()),
  rule(102, 'thisChat maySee list !nothingElse', visibility()),
  rule(102.5, 'thisChat besides maySee !remind !reminders', visibility('also')),
  rule(
    101,
    'thisChat nothingElse !remind !reminders !summary !unready !broken !ready !undecided !which',
    visibility('only'),
  ),
  rule(101, 'thisChat nothingElse maySee !remind !reminders !summary', visibility('only')),
  rule(
    101,
    'thisChat nothingElse #place !remind !reminders !summary !unready !broken !ready !undecided',
    visibility('only'),
  ),
  // Reminders.
  rule(95, 'again remind !stop !resume', changeReminders('snooze')),
  rule(94.5, 'remind #day #bare !everything !#instance !#place !stop !reminders', changeReminders('snooze')),
  rule(95, 'later remind', changeReminders('snooze')),
  rule(95, 'later reminders', changeReminders('snooze')),
  rule(94, 'pause reminders', changeReminders('pause')),
  rule(94, 'resume reminders !list', changeReminders('resume')),
  rule(94, 'resume remind', changeReminders('resume')),
  rule(93, 'stop reminders !which', changeReminders('stop')),
  rule(93, 'stop remind', changeReminders('stop')),
  rule(93, 'stop summary', changeReminders('stop')),
  rule(92, 'reminders which !#instance', reminders),
  rule(92, 'reminders list !#instance', reminders),
  rule(92, 'reminders mine !#instance !create', reminders),
  rule(92, 'remind which !#instance', reminders),
  rule(91, 'create reminders', remind('reminder')),
  rule(91, 'reminders #instance', remind('reminder')),
  rule(90, 'remind', remind('reminder')),
  rule(89, 'reminders', reminders),
  ...(['every', 'everyOther', 'weekdays', 'daily', 'weekly'] as const).map((sign) =>
    rule(57.1, `summary ${sign}`, remind('summary')),
  ),
  rule(60, 'pause #bare', changeReminders('pause')),
  rule(60.5, 'again #bare !changed !#instance !remind !reminders !stop !whatIs !explain', check({ leans: true })),
  rule(60, 'pause #instance', changeReminders('pause')),
  rule(60, 'later #instance !bye !check !ready', changeReminders('snooze')),
  rule(60, 'resume #bare !list !and !whatIs !explain', changeReminders('resume')),
  rule(60, 'later #bare !bye', changeReminders('snooze')),
  rule(59, 'onIt', changeReminders('acknowledge')),
  // What it would take, what it would do.
  rule(85, 'csv', takeAlong),
  rule(84, 'export !fix', takeAlong),
  rule(79, 'html #bare', takeAlong),
  rule(79, 'json #bare', takeAlong),
  rule(79, 'json list', takeAlong),
  rule(79, 'markdown #bare', takeAlong),
  rule(79, 'markdown list', takeAlong),
  rule(83, 'flag unset which !#instance', fleet({ requirement: TRUSTED_ACCESS_DISABLED, ...UNMET })),
  rule(82, 'whatIf flag !explain', whatIf),
  rule(81, 'whatIf #whatIfChange !explain', whatIf),
  rule(55, 'flag create #instance', whatIf),
  rule(79, 'compare #several', fleet({ compare: true })),
  rule(77, 'lastChecked', changes),
  rule(76, 'most broken !#instance', fleet({ by: 'requirement' })),
  rule(76, 'most requirements !#instance', fleet({ by: 'requirement' })),
  rule(75, 'limits', helpAbout('limits')),
  rule(72, 'downtime', explainTerm('downtime')),
  rule(70, 'whatIf #instance !todo !privateEndpoint !subnet', whatIf),
  // What is called, and who calls it.
  rule(69, 'canSee', list()),
  rule(68, 'access !flag !trustedAccess !#target !#requirement !managedIdentity !uses', helpAbout('access')),
  rule(68, 'access uses !flag !trustedAccess !#target !#requirement !managedIdentity !#service', helpAbout('access')),
  rule(67, 'reading !#instance', helpAbout('access')),
  rule(66, 'uses #target', readers),
  rule(66, 'goesAway #target', readers),
  rule(66, '#target which', readers),
  rule(66, '#requirement broken which !#instance', fleet(UNMET)),
  rule(66, '#requirement unready which !#instance', fleet(UNMET)),
  rule(66, '#requirement unset which !#instance', fleet(UNMET)),
  rule(65, '#requirement #instance fix', fix),
  rule(64, '#service fix', fix),
  rule(63, '#service mustChange', services(UNMET)),
  rule(62, '#service uses', services()),
  rule(60, '#service dependency', services()),
  rule(58, '#service broken !#instance', services(UNMET)),
  rule(58, '#service broken which', services(UNMET)),
  rule(56, '#service which', services()),
  rule(56, '#service list', services()),
  rule(63, 'dependency mustChange', services(UNMET)),
  rule(60, 'uses dependency', services()),
  rule(58, 'dependency which', services()),
  rule(58, 'dependency list', services()),
  rule(58, 'dependency everything', services()),
  rule(58, 'dependency #instance !fix !broken !why', services()),
  rule(52, 'dependency #bare', services()),
  rule(59, 'apis broken #instance', services(UNMET)),
  rule(59, 'apis mustChange', services(UNMET)),
  rule(57, '#target', readers),
  rule(41, 'uses instances which !exist !broken !ready !needsWork !unset !network', services()),
  // What it means.
  rule(64, '#requirement explain !#instance', explain),
  rule(57.5, 'explain #worded !#instance !retire', explainWorded),
  rule(57.5, 'required why #worded !#instance', explainWorded),
  rule(64, '#requirement whatIs !#instance', explain),
  rule(63, '#requirement required', explain),
  rule(62, '#requirement !#instance !fix', explain),
  rule(61, '#requirement #instance !why', evidence),
  rule(61, '#retirement explain', retirements),
  rule(61, '#retirement retire', retirements),
  rule(53, '#retirement', retirements),
  ...(['explain', 'whatIs'] as const).flatMap((sign) => [
    rule(60, `${sign} privateEndpoint`, explainTerm('private-endpoint')),
    rule(60, `${sign} serviceEndpoint`, explainTerm('service-endpoint')),
    rule(60, `${sign} managedIdentity`, explainTerm('managed-identity')),
    rule(60, `${sign} perimeter`, explainTerm('network-security-perimeter')),
    rule(60, `${sign} namedValue`, explainTerm('named-value')),
    rule(60, `${sign} bypass`, explainTerm('bypass')),
    rule(60, `${sign} forcedTunnelling`, explainRequirement('forced-tunnelling')),
    rule(59, `${sign} trustedAccess !#instance`, explainTerm('trusted-access')),
    rule(58, `${sign} flag !#instance`, explainTerm('flag')),
  ]),
  rule(60, 'explain undecided !#instance', explainTerm('undecided')),
  rule(60, 'explain actionNeededWord !#instance', explainTerm('action-needed')),
  rule(64.5, 'explain unsupportedWord !#instance', explainTerm('unsupported')),
  rule(60, 'explain outageWord !#instance', explainTerm('outage')),
  rule(57, 'requirements broken which !#instance', fleet({ by: 'requirement' })),
  rule(56, 'requirements !#instance', explain),
  // Days.
  rule(58.6, 'missed', missed),
  rule(58.4, 'deadline !#instance', retirements),
  rule(58.5, 'retire !#instance', retirements),
  // "Since when does it fail?" asks for no deadline.
  rule(58.6, 'changed broken since !trustedAccess', changes),
  rule(52, 'changed', changes),
  rule(57, 'summary', summary),
  // About one instance.
  rule(53, 'sure', evidence),
  rule(54, 'todo #instance', fix),
  rule(51, 'todo', fix),
  rule(45.2, 'whatBreaks !#instance !#place', why({ broad: true })),
  rule(51, 'needsWork #instance', fix),
  rule(50, 'fix', fix),
  rule(48, 'evidence', evidence),
  rule(46, 'why', why()),
  rule(45, 'whatFails #instance', why()),
  // Which there are, and what they have in common.
  rule(57, 'by owner !#instance !broken !unready !ready', list({ group: 'owner' })),
  rule(57, 'by network !#instance !broken !unready !ready', list({ group: 'network' })),
  rule(57, 'by place !#instance !broken !unready !ready', list({ group: 'region' })),
  rule(57, 'by tier !#instance !broken !unready !ready', list({ group: 'tier' })),
  rule(47, 'owner #instance', list({ detail: 'owner' })),
  rule(47, 'platform #instance', list({ detail: 'platform' })),
  rule(47, 'network #instance', list({ detail: 'network' })),
  rule(44, 'tier #instance', list({ detail: 'tier' })),
  rule(44, 'place #instance', list({ detail: 'place' })),
  rule(54, 'noProblem !#instance', fleet({ only: 'ready' })),
  rule(44.9, 'undecided !#instance', fleet({ only: 'undecided' })),
  rule(44.8, 'unready !#instance', fleet(UNMET)),
  rule(44.7, 'broken !#instance', fleet(UNMET)),
  rule(44.7, 'whatFails !#instance', fleet(UNMET)),
  rule(44.7, 'needsWork !#instance', fleet(UNMET)),
  rule(44.5, 'ready howMany !we !#instance', fleet()),
  rule(44, 'ready which !we !#instance', fleet({ only: 'ready' })),
  rule(44, 'ready list !we !#instance', fleet({ only: 'ready' })),
  rule(43, '#place check !#instance', fleet()),
  rule(43, '#place ready !#instance', fleet()),
  rule(42, '#place which !#instance', list()),
  rule(41, 'place which exist !#instance', list()),
  rule(42, '#place list !#instance', list()),
  rule(42, '#place exist !#instance', list()),
  rule(42, 'platform !#instance', list()),
  rule(42, 'network instances !#instance', list()),
  rule(36, 'check everything !#instance', fleet()),
  rule(36, 'check we !#instance', fleet()),
  rule(35, 'check instances !#instance !list', fleet()),
  rule(34, 'instances list !#instance', list()),
  rule(34, 'instances which !#instance', list()),
  rule(34, 'instances exist !#instance', list()),
  rule(33, 'ready everything !#instance', fleet()),
  rule(33, 'ready we !#instance !everything', check()),
  rule(33, 'ready they !#instance', fleet({ leans: true })),
  rule(32, '#instance ready', check()),
  rule(32, '#instance', checkByName),
  rule(31, '#place !#instance', fleet()),
  rule(30, 'list #bare', list()),
  rule(29, 'instances #bare', list()),
  rule(29, 'explain everything !#instance', explain),
  rule(28, 'everything #bare', fleet()),
  rule(27.8, '#month ready !and', check()),
  rule(26, '#month check', check()),
  rule(26, 'ready #bare', check()),
  rule(26, 'check #bare', fleet()),
  rule(27.5, '#month #bare', sameForMonth),
  // Everything else.
  rule(50.5, 'help !#instance !#service', help),
  rule(27.7, 'hello #bare !#instance', greeting),
  rule(22, 'hello', greeting),
  rule(58, 'bye #bare !#instance', thanks({ act: 'cancel' })),
  rule(27.6, 'thanks #bare !#instance !#month', thanks()),
  rule(24, 'thanks', thanks()),
  // A word that nobody knows, alone or in a question for readiness, may be a name.
  rule(26.5, '#stranger ready', check({ doubtful: true })),
  rule(26.5, '#stranger check', check({ doubtful: true })),
  rule(21, '#stranger #alone', check({ doubtful: true })),
  rule(23, 'bye', thanks({ act: 'cancel' })),
].toSorted((a, b) => b.weight - a.weight);
