/** Phrasings that ask for more than a verdict: why, how to fix it, what was seen, what it means, what changed. */
import type { Family } from './family.ts';

const why: Family = {
  intent: 'why',
  notations: [
    '[but|and|so] why',
    '(why not|how come|how so|why is that|why that|what for|for what reason|what is the reason)',
    '(why|how come) (is|are) $about [still] [not] [$ready|red|undecided|unknown|so bad] [$when]',
    '(why|how come) $about [is] [still] [not] [$ready] [$when]',
    'why (is|are) not $about [$ready] [$when]',
    'why (does|do|will|would|did) $about [not] (fail|break|stop|pass|work|make it|survive) [$when]',
    '(explain|justify) (it|that|this|the (answer|verdict|result)) [$for $about]',
    '[what is] the (reason|reasons|cause|causes) [$for $about]',
    'what is (wrong|missing|the problem|the problems|the issue|the matter|unmet|not met|failing|open|left) [$for $about] [$when]',
    'what is (broken|bad|not ready) $for $about [$when]',
    'what does $about (lack|miss|need|fail|not meet)',
    '(what|which) [requirements|requirement|checks|check|of them] (is|are) (unmet|not met|failing|missing|open|red) [$for $about] [$when]',
    '(what|which) [requirements|checks] (fail|fails|do not pass|does not pass) [$for $about] [$when]',
    'what (is|are) the (failures|problems|issues|findings|blockers) [$for $about] [$when]',
    'what (keeps|stops|blocks|hinders) $about [from] [being ready] [$when]',
    'what breaks [$for $about] [$when]',
  ],
};

const whatBreaks: Family = {
  intent: 'why',
  values: { broad: 'yes' },
  notations: [
    'what (breaks|fails|stops|stopped) [first|next|working] [$when]',
    'what (will|would|is going to|does|did) (break|stop|fail|stop working) [$when]',
    'what [will|would] $when (break|breaks|stop|stops)',
  ],
};

const fix: Family = {
  intent: 'fix',
  notations: [
    'how (do|can|could|should|would|shall|must) (i|we|you|one) (fix|repair|solve|resolve|remedy|remediate|correct|address|heal|cure) [$about] [$when]',
    'how (do|can|could|should) (i|we|you|one) (get|make|bring) $about [to be] $ready [$when]',
    'how (is|are|can) $about [be] (fixed|repaired|solved|made ready)',
    'how to (fix|repair|solve|resolve|remediate) [$about]',
    'how to (get|make) $about $ready [$when]',
    '(fix|repair|remediate|heal) [$about|them|everything] [$when]',
    '(get|make) $about $ready [$when]',
    '(show|give|tell|send) [me|us] [how to fix $about|$fixes] [$for $about] [$when]',
    'what (is|are) $fixes [$for $about] [$when]',
    '$fixes [$for $about] [$when]',
    '$fixes $it [$when]',
    '$it (fix|fixes|fix plan|plan|steps|to do|todo) [$when]',
    'what (must|should|shall|do|can) (i|we|one) do [$for $about] [first|next] [$when]',
    'what (do|must) (i|we) (need|have) to do [$for $about] [first|next] [$when]',
    'what (needs|has|is) to be done [$for $about] [first|next] [$when]',
    '(what is|what are) [the|my|our] (next|first) (step|steps|thing|things) [to do] [$for $about]',
    'what [to do] (first|next|now) [$for $about]',
    'what to do [$for $about]',
    '(next|first) (step|steps) [$for $about]',
    'where (do|should|shall) (i|we) (start|begin) [$for $about]',
  ],
};

const evidence: Family = {
  intent: 'evidence',
  notations: [
    '(show|give|send|tell) [me|us] [the|your|some|all] (evidence|proof|facts|details|data|findings) [$for $about] [$when]',
    '[the|more] (evidence|proof|facts|details) [$for $about] [$when]',
    '(evidence|proof|facts|details) $it [$when]',
    '(prove|show) it',
    'how do you know [that]',
    'what (did|do|have) you (see|seen|saw|find|found|read) [$for $about]',
    'what (is|was) (that|this|it|the verdict|the answer) based on',
    'what was (seen|read|found) [$for $about]',
    '(are you sure|really|says who|what makes you think (so|that))',
  ],
};

const whatIf: Family = {
  intent: 'what-if',
  notations: [
    'what if $flag (is|was|were|gets|got|were to be|is being) (set|on|true|enabled|switched on|turned on) [$for $about]',
    'what if (i|we|you|somebody|someone) $take [$for $about]',
    'what if trusted access (is|was|were|gets|were to be) $off [$for $about]',
    'what (happens|would happen|will happen|breaks|stops|would stop|would break|will stop|will break|fails|would fail) [$for $about] (if|when|once) (i|we|you|somebody|someone) $take [$for $about]',
    'what (happens|would happen|will happen|breaks|stops|would stop|would break|will stop|will break|fails|would fail) [$for $about] (if|when|once) $flag is (set|on|true|enabled) [$for $about]',
    'what (happens|would happen|will happen|breaks|stops|would stop|would break|will stop|will break) [$for $about] (without|if|when|once) trusted access [is|was|were] [$off] [$for $about]',
    '(is it|would it be|is it already) (safe|ok|okay|fine|dangerous|risky|possible) to $take [$for $about]',
    '(can|may|should|could|shall) (i|we) [safely|already|now] $take [$for $about]',
    '$take [$for $about]',
    '(what if|what-if) [$for] $about',
    '(simulate|rehearse|dry run) (trusted access off|$take|$flag) [$for $about]',
  ],
};

const explain: Family = {
  intent: 'explain',
  notations: [
    '(explain|define|describe) [me|us|to me] [the|this|that] [requirement|check|rule] {requirement} [requirement|check]',
    'what (is|are|does) [the|a|this] [requirement|check|rule] {requirement} [requirement|check] [mean|check|say|ask for|stand for]',
    'what is meant by {requirement}',
    '(tell|show) [me|us] [more] [about] [the] [requirement|check] {requirementId}',
    'more (about|on) [the] [requirement|check] {requirement}',
    'why does [the] [requirement|check] {requirement} (matter|exist|apply)',
    'why (is|are) [the] [requirement|check] {requirement} (important|needed|required|necessary|a requirement)',
    'what (passes|satisfies|meets) [the] [requirement] {requirement}',
    'how (do|can) (i|we) (meet|pass|satisfy) [the] [requirement] {requirement}',
    '(where does|who says|who asks for|source of|the source of) {requirement} [come from]',
    '(help|doc|docs|documentation) [me] [with|on|about|for|of] [the] {requirement}',
    '[requirement|check] {requirementId}',
    '(requirement|check) {requirement}',
  ],
};

const requirements: Family = {
  intent: 'requirements',
  notations: [
    '(list|show|explain|what are) [me|us] [all] [the] (requirements|checks)',
    '(which|what) (requirements|checks) (are there|do you (know|check)|exist|apply)',
    'what do you (check|look at|test|judge by|require)',
    '(requirements|checks|what is checked)',
  ],
};

const retirements: Family = {
  intent: 'retirements',
  notations: [
    '(what|which services|which features) (retires|retire|stops|ends|is retired|is retiring|changes|goes away|is being retired|will be retired) [next|soon|now] [$when]',
    '(what|which) (is|are) [the|next|coming|upcoming] [next|coming|upcoming] (retirement|retirements|deadline|deadlines|breaking changes|breaking change) [are there|do you know] [$when]',
    '(what|which) retirements (are there|do you know|are coming|are known|are next) [$when]',
    '(list|show) [me|us] [all] [the] [next|coming|upcoming] (retirements|deadlines|breaking changes)',
    '(retirements|deadlines|deadline|breaking changes|retirement|next retirement|roadmap)',
    'what is (next|coming|coming up|ahead|due|due next)',
    '(when|until when|since when) (is|are|does|do|will|was|did) [the] {topic} [be] [going] [to] (gone|retired|go away|goes away|stop|stops|end|ends|retire|retires|retiring|removed|switched off|turned off|cut off|cut|over|work|works|disappear|dead|due|happen|available|there) [working]',
    'when is [the] {topic} [retirement|deadline]',
    'when is [the|our|my] (deadline|cut off|date|due date|retirement)',
    'how (long|many days|much time) (do we have|is left|have we got|is there|do i have|are left) [until|till|for|before] [the] [{topic}] [is gone|stops|ends]',
    'how (many days|long) [ago] (until|since|till|ago did) [the] {topic} [stop|stopped|is gone|stops]',
    'is [the] {topic} (gone|retired|over|still there|still available|already gone|dead) [already]',
    '(tell|show) [me|us] [about] [the] {topic} [retirement]',
    '{topic} [retirement]',
  ],
};

const changes: Family = {
  intent: 'changes',
  notations: [
    'what (changed|has changed|is new|is different|happened|has happened|was fixed|got worse|moved|have we fixed) [$for $it|$scope] [since|after|from] [{since}]',
    'what (changed|has changed|is new|is different|happened|has happened|was fixed|got worse|moved) [since|after|from] [{since}] [$for $it|$scope]',
    '(changes|change log|changelog|news|diff|difference|history|progress) [$for $it|$scope] [since|after|from] [{since}]',
    '[is there] (anything|something) (new|changed|different) [$for $it|$scope] [since|after|from] [{since}]',
    '(any|are there any|is there any) (news|changes|change|progress) [$for $it|$scope] [since|after|from] [{since}]',
    '(did|has|have) (anything|something|things) (change|changed|happened|improved|got worse) [$for $it|$scope] [since|after|from] [{since}]',
    '(did|has) $it (change|changed|improved|improve) [since|after|from] [{since}]',
    'what (changed|has changed|is new|happened|was fixed) (in|over|during|within) {since}',
    'since {since} what (changed|has changed|is new)',
  ],
};

const readers: Family = {
  intent: 'readers',
  notations: [
    '(who|what|which $instances|which of them) (reads|read|uses|use|calls|call|needs|need|accesses|access|touches|touch|reaches|reach|(refers|refer) to|(depends|depend) on|(relies|rely) on|(talks|talk) to|is using|are using|is reading|are reading|(has|have) secrets in|(takes|take) secrets from) $resource',
    '(who|which $instances) (is|are) (using|reading|calling|depending on|relying on) $resource',
    '(is|are) $resource (used|read|called|needed|referenced) [by (anyone|anybody|any instance|someone)]',
    'where is $resource (used|read|called|referenced)',
    '(readers|users|callers) of $resource',
    'what depends on $resource',
  ],
};

const month: Family = {
  intent: 'month',
  notations: [
    '[and|what about|how about|and what about] (for|by|in|until|till|before|as of|come) [the] [(end|start|beginning|middle) of] {month} [retirement|deadline|change]',
    '(and|what about|how about|and what about) {month}',
    '{month}',
    '(same|the same) (for|in) {month}',
  ],
};

const help: Family = {
  intent: 'help',
  notations: [
    'help [me] [with this]',
    'what (can|do|could) (you|i|we) (do|ask|say) [here] [with you]',
    'what (is|are) (this|you) [for]',
    'who are you',
    'how (do|does|can) (this|it|you|that) work',
    'how (do|can|should) (i|we) (use|ask|start|begin) [this|you|with this]',
    '(commands|command list|usage|examples|example|menu|start|man|info|options|instructions)',
  ],
};

/** Who says hello is welcomed, with what can be asked here. */
const greeting: Family = {
  intent: 'greeting',
  notations: [
    '(hi|hello|hey|hallo|good morning|good afternoon|good evening|greetings|yo) [there|bot|team|all|everyone]',
  ],
};

/** Asked before anything else; no name can stand in them. */
export const helps: readonly Family[] = [greeting, help];

/** What a requirement is called is never an instance's name. */
export const meanings: readonly Family[] = [requirements, explain];

/** In order of precedence. */
export const explanations: readonly Family[] = [
  whatIf,
  whatBreaks,
  why,
  fix,
  evidence,
  retirements,
  changes,
  readers,
  month,
];
