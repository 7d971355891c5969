/** Phrasings about whether something is ready: one instance, several, all, and which there are. */
import type { Family } from './family.ts';

const one: Family = {
  intent: 'check',
  notations: [
    '(is|are) $it $really $ready [$when]',
    '(is|are) $it $really $ready (if|when) [$when]',
    '$it [is|be|being] [not] $ready [$when]',
    '(is|will) $it [$when]',
    '(will|would|can|could|shall) $it [still] [be] ($ready|work|run|survive|break|fail|stop|keep working|make it) [$when]',
    'does $it [still] (work|run|survive|break|fail|stop|make it) [$when]',
    'does $it (pass|meet|fulfil|fulfill|satisfy) [all] [the|of the] [requirements|checks|everything] [$when]',
    '(check|test|assess|verify|judge|inspect|review|examine|scan|validate|evaluate|look at|look into|re-check|recheck) [if|whether|that] $it [is|will be] [$ready] [$when]',
    '(what|how) about $it [$when]',
    'how (is|does|are) $it [doing|looking|look|going|stand] [$when]',
    'how ready is $it [$when]',
    'what is $report (of|for|on|with) $it [$when]',
    'what is up with $it [$when]',
    '(show|give|get|send|tell) [me|us] ($report|[the|a] report) (of|for|on|about) $it [$when]',
    '(show|tell) [me|us] [about] $it [$when]',
    '($report|report) (of|for|on) $it [$when]',
    '$it ($report|report) [$when]',
    '($report|report) $it [$when]',
    '$ready $it [$when]',
    '$it [$when]',
    '$when [is|are|will|and|what about|how about|check] $it [be] [$ready]',
    '(does|will|would|can|did) $when (affect|break|hurt|hit|impact|stop|be a problem for|matter to|matter for) $it',
    '(is|will) $when [be] [a] (problem|trouble|an issue|issue|risk) for $it',
    '(is|are) (we|you) [all] [not] $ready [$when]',
    '(will|would) we be $ready [$when]',
    '$ready $when',
    'ready',
  ],
};

const itself: Family = {
  intent: 'check',
  values: { leans: 'yes' },
  notations: [
    '(is|are) (it|this|that) [all] [not] $ready [$when]',
    '(will|would) (it|this|that) be $ready [$when]',
    '(check|recheck|re-check|refresh) [it|that|this] [again]',
    '(again|once more)',
  ],
};

const another: Family = {
  intent: 'check',
  values: { leans: 'yes' },
  notations: [
    'and [what about|how about|for|on] $it [$when]',
    '(same|the same) [question|thing] (for|on|about|with) $it [$when]',
  ],
};

const list: Family = {
  intent: 'list',
  notations: [
    '(list|show|display|get|give|find|see) [me|us] ($all|$fleet)',
    '(which|what) $fleet (are there|are visible|exist|do you (see|know|have)|can you see|do we have|have we|have we got)',
    '(which|what) $instances [are|is|do we have|run|live] [$scope]',
    'what [else] (can|do) you (see|know)',
    '$instances',
    'list [instances] [$scope]',
    '(who|what) (is|are|runs|run) $scope',
    'how many $fleet [are there|do we have|exist|can you see]',
  ],
};

const fleet: Family = {
  intent: 'fleet',
  notations: [
    '(is|are|will) $fleet [be] $really $ready [$scope] [$when]',
    '(check|test|assess|verify|scan|review|recheck|re-check) $fleet [$when]',
    '(check|test|assess|verify|scan|review|recheck|re-check) ($scope|$somewhere) [$when]',
    '(is|are) $somewhere $really $ready [$when]',
    '(what|how) (is|are|about) $somewhere [doing|looking] [$when]',
    '$somewhere [$ready] [$when]',
    '$fleet $ready [$when]',
    '$scoped [$when]',
    'how many [$fleet] (are|is|will be) $ready [$scope] [$when]',
    'how many $ready [$scope] [$when]',
    'how (is|are|do|does) ($fleet|things|we) [doing|looking|look|stand|going] [$scope] [$when]',
    '(what|how) about $fleet [$when]',
    '$report (of|for|on) $fleet [$when]',
    '(is|are) {names} [both|all] $really $ready [$when]',
    '(will|can|would) {names} [both|all] [be] ($ready|work|survive) [$when]',
    '(check|test|assess|verify|scan|review|recheck) {names} [$when]',
    '{names} [$ready] [$when]',
    '(what|how) about {names} [$when]',
    '(status|readiness|state) [of|for] {names} [$when]',
  ],
};

const leaningFleet: Family = {
  intent: 'fleet',
  values: { leans: 'yes' },
  notations: [
    'and [what about|how about|for] ($scoped|$fleet) [$when]',
    'and $scope [$when]',
    'and {names} [$when]',
    '(is|are) (they|these|those) [all] $really $ready [$when]',
    '(what|how) about $scope [$when]',
  ],
};

const unmet: Family = {
  intent: 'fleet',
  values: { only: 'unmet' },
  notations: [
    '(which|who|what) [one|ones] [of] [$fleet|of them|of those|of these] (is|are|will be|is still|are still) not [yet] $ready [$scope] [$when]',
    '(which|who) [of] [$fleet|of them] (fail|fails|break|breaks|stop|stops|will break|will fail|would break|is failing|are failing) [$scope] [$when]',
    '(which|who|what) [of] [$fleet|of them] (need|needs) (action|work|attention|a fix|fixing|help) [$scope] [$when]',
    '(which|who) [of] [$fleet|of them] (have|has) (problems|issues|a problem|an issue|trouble) [$scope] [$when]',
    '(which|who) [of] [$fleet|of them] (is|are) (affected|at risk|impacted|in trouble|red|unready|broken|behind) [$scope] [$when]',
    '(list|show|give|find) [me|us] [all] [the] [$instances] [that|which|who] [are] not ready [$scope] [$when]',
    '(list|show|give|find) [me|us] [all|only] [the] (problems|failures|unready ones|bad ones|red ones) [$scope] [$when]',
    '(not ready|problems|failures|who is late) [$scope] [$when]',
    'is (anything|anyone|anybody|any of them|something) not $ready [$scope] [$when]',
    'is (anything|anyone|any instance|something) (broken|failing|wrong|affected|at risk|red) [$scope] [$when]',
    '(are there|any|do we have) [any] (problems|failures|issues) [$scope] [$when]',
    'only [the] (not ready|unready|bad|red) [ones]',
  ],
};

const met: Family = {
  intent: 'fleet',
  values: { only: 'ready' },
  notations: [
    '(which|who|what) [one|ones] [of] [$fleet|of them|of those|of these] (is|are|will be) [already] (ready|fine|ok|okay|safe|green|done|good|prepared) [$scope] [$when]',
    '(list|show) [me|us] [all] [the] [ready] [$instances] [that are] ready [$scope] [$when]',
    'only [the] ready [ones]',
  ],
};

const undecided: Family = {
  intent: 'fleet',
  values: { only: 'undecided' },
  notations: [
    '(which|who|what) [of] [$fleet|of them] (is|are) (undecided|unknown|unclear|not decided|not visible|unsure) [$scope] [$when]',
    'what (could|can) (you|not be) not (see|decide|tell) [$scope]',
    '(what|which) (could you not see|can you not see|is undecided)',
    'only [the] undecided [ones]',
  ],
};

/** In order of precedence. */
export const readiness: readonly Family[] = [list, fleet, unmet, met, undecided, leaningFleet, another, itself, one];
