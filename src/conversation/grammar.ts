/** The one grammar: every phrasing that is understood, from its first word to its last. Notation: `phrasing.ts`. */
import { type Phrasing, phrasing, vocabularyOf } from './phrasing.ts';

/** What a phrasing asks for. Slots: `{instance}` and `{month}`. */
export type Intent = 'check' | 'list' | 'help';

/** A phrasing with its intent. */
export interface Rule {
  readonly intent: Intent;
  readonly phrasing: Phrasing;
}

const pieces: Readonly<Record<string, string>> = {
  before: '[$greeting] [please|pls] [$asking]',
  after: '[please|pls|thanks|thank you|now|right now|already|again|then|at the moment|or not|yet]',
  greeting: '(hi|hello|hey|hallo|ok|okay|so) [there|bot|team|again|and]',
  asking: `((can|could|would) you [please] [tell me|tell us|say|find out|let me know]|tell me|tell us
    |let me know|i want to know|i would like to know|i need to know|do you know|any idea) [if|whether]`,
  ready: `(ready|prepared|fine|ok|okay|good [to go|enough]|safe|set|all set|compliant|healthy|in good shape|on track|green
    |affected|at risk|impacted|in trouble|going to break|going to be ready|going to be fine|going to be ok)`,
  it: '[our|my|the|your] [instance|service|gateway|apim] {instance} [instance|service|gateway|apim]',
  when: `[for|by|in|until|till|before|from|as of|as at|come|during|on|at] [the] [(end|start|beginning|middle) of]
    {month} [retirement|deadline|change|changes|date|cut off]`,
  report: '[the|a] (status|state|readiness|verdict|report|result|health|situation)',
  instances: '[all] [of] [the|our|my|your] [api management|apim] (instances|instance|services|gateways|apims|ones)',
  everything:
    '(all|all of them|everything|everybody|everyone|them all|[the] whole fleet|[the] fleet|$instances|every instance|we all)',
};

const checks = [
  '(is|are) $it [not] [really|still|also|actually|even] $ready [$when]',
  '(is|are) $it [not] [really|still|also|actually|even] $ready (if|when) [$when]',
  '$it [is|be|being] [not] $ready [$when]',
  '(is|will) $it [$when]',
  '(will|would|can|could|shall) $it [still] [be] ($ready|work|run|survive|break|fail|stop|keep working|make it) [$when]',
  'does $it [still] (work|run|survive|break|fail|stop|make it) [$when]',
  'does $it (pass|meet|fulfil|fulfill|satisfy) [all] [the|of the] [requirements|checks|everything] [$when]',
  '(check|test|assess|verify|judge|inspect|review|examine|scan|validate|evaluate|look at|look into|re-check|recheck) [if|whether|that] $it [is|will be] [$ready] [$when]',
  '(what|how) about $it [$when]',
  'and [what about|how about] $it [$when]',
  'how (is|does|are) $it [doing|looking|look|going|stand] [$when]',
  'how ready is $it [$when]',
  'what is $report (of|for|on|with) $it [$when]',
  'what is up with $it [$when]',
  '(show|give|get|send|tell) [me|us] $report (of|for|on|about) $it [$when]',
  '(show|tell) [me|us] [about] $it [$when]',
  '$report (of|for|on) $it [$when]',
  '$it $report [$when]',
  '$report $it [$when]',
  '$ready $it [$when]',
  '$it [$when]',
  '$when [is|are|will|and|what about|how about|check] $it [be] [$ready]',
  '(does|will|would|can|did) $when (affect|break|hurt|hit|impact|stop|be a problem for|matter to|matter for) $it',
  '(is|will) $when [be] [a] (problem|trouble|an issue|issue|risk) for $it',
  '(is|are) (it|we|this|that|you) [all] [not] $ready [$when]',
  '(will|would) (it|we|this|that) be $ready [$when]',
  '$ready $when',
  'ready',
];

const lists = [
  '(list|show|display|get|give|find|see) [me|us] $everything',
  '(check|test|assess|verify|scan|review) $everything [$when]',
  '(which|what) $instances (are there|are visible|exist|do you (see|know|have)|can you see|do we have|have we|have we got)',
  '(which|what) $instances',
  'what (can|do) you (see|know)',
  '(what|which services) (retires|retire|stops|ends|is retired|is retiring|changes) [next] [$when]',
  '(which|who|what) [of] [$instances|of them|of those|of these] (is|are|will be|is still|are still) [not] $ready [$when]',
  '(which|who|what) [of] [$instances|of them] (fail|fails|break|breaks|stop|stops|will break|will fail|would break) [$when]',
  '(is|are|will) $everything [be] [not] $ready [$when]',
  '$everything [$ready] [$when]',
  'how many [$instances] [are|do we have|are there|is] [not] [$ready] [there] [$when]',
  'how (are|do) (we|things) [doing|looking|look|stand] [$when]',
  'what about $everything [$when]',
  'list',
  '(overview|summary|status|report) [of|for] [$everything] [$when]',
  'who is ready [$when]',
  '(not ready|problems|failures)',
];

const helps = [
  'help [me] [with this]',
  'what (can|do|could) (you|i|we) (do|ask|say) [here] [with you]',
  'what (is|are) (this|you) [for]',
  'who are you',
  'how (do|does|can) (this|it|you|that) work',
  'how (do|can|should) (i|we) (use|ask|start|begin) [this|you|with this]',
  '(commands|command list|usage|examples|example|menu|start|about|man|info|options|instructions)',
  '(hi|hello|hey|hallo|good morning|good afternoon|good evening|greetings|yo) [there|bot|team|all|everyone]',
  '(thanks|thank you|thx|cheers|cool|great|nice|perfect|ok|okay|bye) [a lot|very much|so much|bot]',
];

const rule = (intent: Intent) => (notation: string) => ({
  intent,
  phrasing: phrasing(intent === 'help' ? `[please] ${notation} [please]` : `$before ${notation} $after`, pieces),
});

/** All rules. Where two fit equally well, the first one counts. */
export const rules: readonly Rule[] = [
  ...helps.map(rule('help')),
  ...lists.map(rule('list')),
  ...checks.map(rule('check')),
];

/** Our own words. None of them is taken for the name of an instance, unless it stands in quotes. */
export const vocabulary: ReadonlySet<string> = vocabularyOf(rules.map((entry) => entry.phrasing));
