/**
 * What is meant, by the signs that were seen and the values that were found; the same for every language. Of all rules
 * whose conditions hold, the one with the highest weight counts: the more telling a sign, the heavier its rule.
 */
import type { Sign } from '../../languages/vocabulary/sign.ts';
import type { Question } from '../../model/question.ts';

/** What was found in a message beside its words: see `values.ts`. `bare`: hardly anything else was said. */
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
  | 'bare';

/** A condition: a sign or `#value` that must be there, or with `!` must not be. */
type Condition = `${'' | '!'}${Sign | `#${ValueName}`}`;

/** What words can ask; the rest only buttons do. */
export type SpokenKind = Exclude<
  Question['kind'],
  'unclear' | 'outdated' | 'fix-file' | 'share' | 'remind-form' | 'declare-form' | 'declare'
>;

/** One way to mean something. */
export interface Rule {
  readonly weight: number;
  readonly needs: readonly Condition[];
  readonly kind: SpokenKind;
  /** Values that the rule itself stands for. */
  readonly values: Readonly<Record<string, string>>;
}

function rule(weight: number, needs: string, kind: Rule['kind'], values: Readonly<Record<string, string>> = {}): Rule {
  return { weight, needs: needs.split(' ') as Condition[], kind, values };
}

/** From this weight on a rule is believed although the message has words that nobody knows. */
export const STRONG = 56;

const unmet = { only: 'unmet' };

/** Below this weight a rule is believed only if nothing else was said. */
export const FAINT = 27;

/** All rules. Of two with the same weight the first counts. */
export const rules: readonly Rule[] = [
  // Waivers and declarations.
  rule(100, 'withdraw waiver !create', 'waivers', { act: 'withdraw' }),
  rule(99, 'doNothing !#requirement', 'explain', { term: 'do-nothing' }),
  rule(98, 'waiver which !#requirement', 'waivers'),
  rule(98, 'waiver list !create', 'waivers'),
  rule(97, 'waive which !#requirement !#instance !flag', 'waivers'),
  rule(96, '#requirement waive', 'waive'),
  rule(96, '#requirement waiver', 'waive'),
  rule(95.5, 'waive #worded !which !flag', 'waive'),
  rule(94, 'waiver', 'waivers'),
  // What may be seen in a chat.
  rule(103, 'thisChat maySee withdraw !remind !reminders', 'sight', { act: 'withdraw' }),
  rule(103, 'thisChat maySee everything !which !remind !reminders', 'sight', { act: 'withdraw' }),
  rule(102, 'thisChat maySee which !nothingElse', 'sight'),
  rule(102, 'thisChat maySee list !nothingElse', 'sight'),
  rule(102.5, 'thisChat besides maySee !remind !reminders', 'sight', { act: 'also' }),
  rule(101, 'thisChat nothingElse !remind !reminders !summary !unready !broken !ready !undecided !which', 'sight', {
    act: 'only',
  }),
  rule(101, 'thisChat nothingElse maySee !remind !reminders !summary', 'sight', { act: 'only' }),
  rule(101, 'thisChat nothingElse #place !remind !reminders !summary !unready !broken !ready !undecided', 'sight', {
    act: 'only',
  }),
  // Reminders.
  rule(95, 'again remind !stop !resume', 'change-reminders', { act: 'snooze' }),
  rule(94.5, 'remind #day #bare !everything !#instance !#place !stop !reminders', 'change-reminders', {
    act: 'snooze',
  }),
  rule(95, 'later remind', 'change-reminders', { act: 'snooze' }),
  rule(95, 'later reminders', 'change-reminders', { act: 'snooze' }),
  rule(94, 'pause reminders', 'change-reminders', { act: 'pause' }),
  rule(94, 'resume reminders !list', 'change-reminders', { act: 'resume' }),
  rule(94, 'resume remind', 'change-reminders', { act: 'resume' }),
  rule(93, 'stop reminders !which', 'change-reminders', { act: 'stop' }),
  rule(93, 'stop remind', 'change-reminders', { act: 'stop' }),
  rule(93, 'stop summary', 'change-reminders', { act: 'stop' }),
  rule(92, 'reminders which !#instance', 'reminders'),
  rule(92, 'reminders list !#instance', 'reminders'),
  rule(92, 'reminders mine !#instance !create', 'reminders'),
  rule(92, 'remind which !#instance', 'reminders'),
  rule(91, 'create reminders', 'remind'),
  rule(91, 'reminders #instance', 'remind'),
  rule(90, 'remind', 'remind'),
  rule(89, 'reminders', 'reminders'),
  ...(['every', 'everyOther', 'weekdays', 'daily', 'weekly'] as const).map((sign) =>
    rule(57.1, `summary ${sign}`, 'remind', { what: 'summary' }),
  ),
  rule(60, 'pause #bare', 'change-reminders', { act: 'pause' }),
  rule(60.5, 'again #bare !changed !#instance !remind !reminders !stop !whatIs !explain', 'check', { leans: 'yes' }),
  rule(60, 'pause #instance', 'change-reminders', { act: 'pause' }),
  rule(60, 'later #instance !bye !check !ready', 'change-reminders', { act: 'snooze' }),
  rule(60, 'resume #bare !list !and !whatIs !explain', 'change-reminders', { act: 'resume' }),
  rule(60, 'later #bare !bye', 'change-reminders', { act: 'snooze' }),
  rule(59, 'onIt', 'change-reminders', { act: 'acknowledge' }),
  // What it would take, what it would do.
  rule(85, 'csv', 'export', { format: 'csv' }),
  rule(84, 'export !fix', 'export'),
  rule(79, 'html #bare', 'export', { format: 'html' }),
  rule(79, 'json #bare', 'export', { format: 'json' }),
  rule(79, 'json list', 'export', { format: 'json' }),
  rule(79, 'markdown #bare', 'export', { format: 'markdown' }),
  rule(79, 'markdown list', 'export', { format: 'markdown' }),
  rule(83, 'flag unset which !#instance', 'fleet', { requirement: 'trusted-access-disabled', ...unmet }),
  rule(82, 'whatIf flag !explain', 'what-if'),
  rule(55, 'flag create #instance', 'what-if'),
  rule(79, 'compare #several', 'fleet', { compare: 'yes' }),
  rule(77, 'lastChecked', 'changes'),
  rule(76, 'most broken !#instance', 'fleet', { by: 'requirement' }),
  rule(76, 'most requirements !#instance', 'fleet', { by: 'requirement' }),
  rule(75, 'limits', 'help', { topic: 'limits' }),
  rule(72, 'downtime', 'explain', { term: 'downtime' }),
  rule(70, 'whatIf #instance !todo', 'what-if'),
  // What is called, and who calls it.
  rule(69, 'canSee', 'list'),
  rule(68, 'access !flag !trustedAccess !#target !#requirement !managedIdentity !uses', 'help', { topic: 'access' }),
  rule(68, 'access uses !flag !trustedAccess !#target !#requirement !managedIdentity !#service', 'help', {
    topic: 'access',
  }),
  rule(67, 'reading !#instance', 'help', { topic: 'access' }),
  rule(66, 'uses #target', 'readers'),
  rule(66, 'goesAway #target', 'readers'),
  rule(66, '#target which', 'readers'),
  rule(66, '#requirement broken which !#instance', 'fleet', unmet),
  rule(66, '#requirement unready which !#instance', 'fleet', unmet),
  rule(66, '#requirement unset which !#instance', 'fleet', unmet),
  rule(65, '#requirement #instance fix', 'fix'),
  rule(64, '#service fix', 'fix'),
  rule(63, '#service mustChange', 'services', unmet),
  rule(62, '#service uses', 'services'),
  rule(60, '#service dependency', 'services'),
  rule(58, '#service broken !#instance', 'services', unmet),
  rule(58, '#service broken which', 'services', unmet),
  rule(56, '#service which', 'services'),
  rule(56, '#service list', 'services'),
  rule(63, 'dependency mustChange', 'services', unmet),
  rule(60, 'uses dependency', 'services'),
  rule(58, 'dependency which', 'services'),
  rule(58, 'dependency list', 'services'),
  rule(58, 'dependency everything', 'services'),
  rule(58, 'dependency #instance !fix !broken !why', 'services'),
  rule(52, 'dependency #bare', 'services'),
  rule(59, 'apis broken #instance', 'services', unmet),
  rule(59, 'apis mustChange', 'services', unmet),
  rule(57, '#target', 'readers'),
  rule(41, 'uses instances which !exist !broken !ready !needsWork !unset !network', 'services'),
  // What it means.
  rule(64, '#requirement explain !#instance', 'explain'),
  rule(57.5, 'explain #worded !#instance !retire', 'explain'),
  rule(57.5, 'required why #worded !#instance', 'explain'),
  rule(64, '#requirement whatIs !#instance', 'explain'),
  rule(63, '#requirement required', 'explain'),
  rule(62, '#requirement !#instance !fix', 'explain'),
  rule(61, '#requirement #instance !why', 'evidence'),
  rule(61, '#retirement explain', 'retirements'),
  rule(61, '#retirement retire', 'retirements'),
  rule(53, '#retirement', 'retirements'),
  ...(['explain', 'whatIs'] as const).flatMap((sign) => [
    rule(60, `${sign} privateEndpoint`, 'explain', { term: 'private-endpoint' }),
    rule(60, `${sign} serviceEndpoint`, 'explain', { term: 'service-endpoint' }),
    rule(60, `${sign} managedIdentity`, 'explain', { term: 'managed-identity' }),
    rule(60, `${sign} perimeter`, 'explain', { term: 'network-security-perimeter' }),
    rule(60, `${sign} namedValue`, 'explain', { term: 'named-value' }),
    rule(60, `${sign} bypass`, 'explain', { term: 'bypass' }),
    rule(60, `${sign} forcedTunnelling`, 'explain', { requirement: 'forced-tunnelling' }),
    rule(59, `${sign} trustedAccess !#instance`, 'explain', { term: 'trusted-access' }),
    rule(58, `${sign} flag !#instance`, 'explain', { term: 'flag' }),
  ]),
  rule(60, 'explain undecided !#instance', 'explain', { term: 'undecided' }),
  rule(60, 'explain actionNeededWord !#instance', 'explain', { term: 'action-needed' }),
  rule(64.5, 'explain unsupportedWord !#instance', 'explain', { term: 'unsupported' }),
  rule(60, 'explain outageWord !#instance', 'explain', { term: 'outage' }),
  rule(57, 'requirements broken which !#instance', 'fleet', { by: 'requirement' }),
  rule(56, 'requirements !#instance', 'explain'),
  // Days.
  rule(58.6, 'missed', 'retirements', { act: 'missed' }),
  rule(58.4, 'deadline !#instance', 'retirements'),
  rule(58.5, 'retire !#instance', 'retirements'),
  // "Since when does it fail?" asks for no deadline.
  rule(58.6, 'changed broken since !trustedAccess', 'changes'),
  rule(52, 'changed', 'changes'),
  rule(57, 'summary', 'summary'),
  // About one instance.
  rule(53, 'sure', 'evidence'),
  rule(54, 'todo #instance', 'fix'),
  rule(51, 'todo', 'fix'),
  rule(45.2, 'whatBreaks !#instance !#place', 'why', { broad: 'yes' }),
  rule(51, 'needsWork #instance', 'fix'),
  rule(50, 'fix', 'fix'),
  rule(48, 'evidence', 'evidence'),
  rule(46, 'why', 'why'),
  rule(45, 'whatFails #instance', 'why'),
  // Which there are, and what they have in common.
  rule(57, 'by owner !#instance !broken !unready !ready', 'list', { group: 'owner' }),
  rule(57, 'by network !#instance !broken !unready !ready', 'list', { group: 'network' }),
  rule(57, 'by place !#instance !broken !unready !ready', 'list', { group: 'region' }),
  rule(57, 'by tier !#instance !broken !unready !ready', 'list', { group: 'tier' }),
  rule(47, 'owner #instance', 'list', { detail: 'owner' }),
  rule(47, 'platform #instance', 'list', { detail: 'platform' }),
  rule(47, 'network #instance', 'list', { detail: 'network' }),
  rule(44, 'tier #instance', 'list', { detail: 'tier' }),
  rule(44, 'place #instance', 'list', { detail: 'place' }),
  rule(54, 'noProblem !#instance', 'fleet', { only: 'ready' }),
  rule(44.9, 'undecided !#instance', 'fleet', { only: 'undecided' }),
  rule(44.8, 'unready !#instance', 'fleet', unmet),
  rule(44.7, 'broken !#instance', 'fleet', unmet),
  rule(44.7, 'whatFails !#instance', 'fleet', unmet),
  rule(44.7, 'needsWork !#instance', 'fleet', unmet),
  rule(44.5, 'ready howMany !we !#instance', 'fleet'),
  rule(44, 'ready which !we !#instance', 'fleet', { only: 'ready' }),
  rule(44, 'ready list !we !#instance', 'fleet', { only: 'ready' }),
  rule(43, '#place check !#instance', 'fleet'),
  rule(43, '#place ready !#instance', 'fleet'),
  rule(42, '#place which !#instance', 'list'),
  rule(41, 'place which exist !#instance', 'list'),
  rule(42, '#place list !#instance', 'list'),
  rule(42, '#place exist !#instance', 'list'),
  rule(42, 'platform !#instance', 'list'),
  rule(42, 'network instances !#instance', 'list'),
  rule(36, 'check everything !#instance', 'fleet'),
  rule(36, 'check we !#instance', 'fleet'),
  rule(35, 'check instances !#instance !list', 'fleet'),
  rule(34, 'instances list !#instance', 'list'),
  rule(34, 'instances which !#instance', 'list'),
  rule(34, 'instances exist !#instance', 'list'),
  rule(33, 'ready everything !#instance', 'fleet'),
  rule(33, 'ready we !#instance !everything', 'check'),
  rule(33, 'ready they !#instance', 'fleet', { leans: 'yes' }),
  rule(32, '#instance ready', 'check'),
  rule(32, '#instance', 'check'),
  rule(31, '#place !#instance', 'fleet'),
  rule(30, 'list #bare', 'list'),
  rule(29, 'instances #bare', 'list'),
  rule(29, 'explain everything !#instance', 'explain'),
  rule(28, 'everything #bare', 'fleet'),
  rule(27.8, '#month ready !and', 'check'),
  rule(26, '#month check', 'check'),
  rule(26, 'ready #bare', 'check'),
  rule(26, 'check #bare', 'fleet'),
  rule(27.5, '#month #bare', 'month'),
  // Everything else.
  rule(50.5, 'help !#instance !#service', 'help'),
  rule(27.7, 'hello #bare !#instance', 'help', { topic: 'greeting' }),
  rule(22, 'hello', 'help', { topic: 'greeting' }),
  rule(58, 'bye #bare !#instance', 'thanks', { act: 'cancel' }),
  rule(27.6, 'thanks #bare !#instance !#month', 'thanks'),
  rule(24, 'thanks', 'thanks'),
  // A word that nobody knows, alone or in a question for readiness, may be a name.
  rule(26.5, '#stranger ready', 'check', { certain: 'no' }),
  rule(26.5, '#stranger check', 'check', { certain: 'no' }),
  rule(21, '#stranger #alone', 'check', { certain: 'no' }),
  rule(23, 'bye', 'thanks', { act: 'cancel' }),
];
