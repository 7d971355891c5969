/** English. */

/** Notation: `Vocabulary`. */
export const en = {
  common:
    'll ve re d s t m anymore longer ever pls plz a an the is are am was were be been it its this that these those of to in on at as for by with from and or but if do does did have has had can could would should will shall may might must i we you me us my our your they them he she what which who whom whose where when how why there here please now today yet still already also so not no any some all more than then about into over again just only very really kind regards hope well know tell us azure week month year day days much many lot bit somewhere anywhere around um per let like hi hello mean such other others current currently actually say said sure think believe want need question quick team until till since before during over across built switched tomorrow tonight next last past days weeks months sub tagged one two em u ur exec executive mate',
  numbers: 'one two three four five six seven eight nine ten',
  kinds: {
    subscription: 'subscription|sub',
    'resource-group': 'resource group|rg',
    region: 'region|location',
    tag: 'tag|tagged|label|labelled',
  },
  because: 'because of|because|since|reason is|reason|the reason being|as',
  signs: {
    // How an instance stands.
    ready:
      'ready|prepared|fine|ok|okay|good|safe|all set|compliant|healthy|in shape|in good shape|on track|green|alright|surviv*|work|works|working|pass|passes|passed|done|in order|keep working|make it',
    unready:
      'not ready|unready|not ok|not okay|not fine|not compliant|not prepared|not safe|not healthy|not good|not work*|not green|not done|not pass*',
    broken:
      'broken|break*|broke|fail*|problem*|issue*|trouble*|danger|dangerous|at risk|in jeopardy|affected|impacted|hit|wrong|bad|worst|red|unready|stops|stopped|down|going down|error*|dead|vulnerable|still open|outage*|hurt*',
    needsWork: 'need*/require* work/action/attention/fixing/help/change*|needs something|need something',
    noProblem:
      'problem free|trouble free|issue free|no problem*|no issue*|no trouble|not affected|not broken|not at risk|not impacted|not failing|without problem*|without issue*|without any problem*|nothing wrong|nothing left|nothing to do|nothing broken|free of problem*',
    undecided:
      'undecided|unknown|unclear|unsure|uncertain|not decided|can not .. decide/tell/say/judge/check/see|could not .. decide/tell/say/judge/check/see|could you not|can you not|not decide|not tell|not be decided|not able to decide|cannot be decided|can not be decided|no verdict|without a verdict',
    check:
      'chk|check|checks|checking|recheck|verify|test|assess|inspect|examine|validate|look at|look into|have a look|take a look|status|state|condition|verdict|readiness|how is|how are|how does|how do .. stand|how do .. look|doing|look|looks|stand|situation|health|report on|what about|how about',
    // What is asked about it.
    why: 'why|how come|reason*|cause|causes|for what reason|on what grounds',
    whatFails:
      'what is .. wrong/broken/failing/missing/problem/problems/issue/matter/blocking/keeping/bad|what are .. problems/issues/failures/blockers|what exactly fails|what fails|what failed|what broke|what breaks|what problems|which problems|what blocks|what keeps|what stops|what hinders|what makes .. fail/red/bad|what does .. lack/miss/need|what is up with|which/what check*/test*/requirement* .. fail*/failing/unmet/missing|which/what check*/requirement* .. not|what is wrong|what is broken|whats broken',
    fix: 'fix|fixes|fixed|fixing|repair*|solve*|resolve*|remed*|heal|cure|correct it|fix plan|repair plan|plan|script|scripts|command|commands|terraform|bicep|az commands|cli commands|powershell|how .. get/make/bring .. ready/compliant/green/fine/ok|solution|step|steps|to do list|todo|todo list|instructions to|sort out|sorted out|sort it out|runbook|playbook|get .. green/compliant/fixed/sorted|make .. green/compliant',
    todo: 'remaining|work left|outstanding|what .. left to do|what .. have to do|what .. need to do|what .. must .. do|what .. should .. do|what do i do|what to do|what must be|what needs to|what has to be|what should be|what action*|where .. start|where .. begin|next step*|first step*|what next|do first|do next|left to do|must be changed|change .. first|do .. first|start with',
    evidence:
      'evidence|proof*|prove|detail*|fact|facts|finding|findings|how do you know|how sure|what did you see/find/read|what have you seen/found/read|what was seen/found/read/observed|what exactly have you|what do you base|based|base it on|where did you get|observed|more about it|tell me more|more info*|more information|base .. on|based on|verdict based|raw data|raw facts|underlying data',
    sure: 'are you sure|are you certain|really true|is that true|is that right|says who|you positive|really sure|advisor says/warns/tells/claims|but advisor',
    whatIf:
      'what if|what would|what happens|what will happen|happens if|suppose|supposing|assum*|simulat*|rehears*|dry run|if i|if we|if you|if somebody|were to|try it|impact of|what stops|can i .. switch/turn/set/disable/enable|can we .. switch/turn/set/disable/enable|should i .. switch/turn/set/disable/enable|should we .. switch/turn/set/disable/enable|may i|may we|safe to|risky to|dangerous to|would .. survive|effect of',
    flag: 'flag|flags|disableoverprivilegedaccess|trusted access|trusted connectivity|trusted service connectivity|trusted service access|trusted services access|acknowledge* flag',
    unset: 'missing|not set|not .. set|still need*|need* .. flag|lack*|without the flag|no flag|unset|has not|have not',
    doNothing:
      'nobody acts|no one acts|nothing is done|take no action|do nothing|did nothing|ignore this|ignore it|ignore that|not act|not react|not do anything|just wait|sit it out|leave it as it is|leave everything',
    downtime:
      'downtime|down time|interrupt* service|interruption|will .. be down|fix* .. cause .. outage|cause .. outage|restart*|maintenance window',
    compare:
      'which .. better/worse|compare|compared|comparison|versus|vs|difference*|differ|differs|different from|better than|worse than|side by side',
    most: 'most|most often|most common|everywhere|top|usual*|frequent*|by requirement|per requirement|across all',
    // Which there are.
    instances:
      'instance|instances|gateway|gateways|apims|apim|api management|ones|services of api management|anything|something|anyone|anybody',
    everything: 'everything|everybody|all|whole|entire|fleet|estate|overall|every|each|both|altogether|complete',
    we: 'we|am i|are we',
    list: 'list|lists|show|display|give me|name|names|enumerate|see|find|tell me which|let me see',
    which: 'which|what|who|how many|whose|where|any|is there|are there|do we have|is anything|is something',
    exist:
      'there|exist|exists|in scope|in use|do we have|have we got|do you know|do you see|can you see|can you read|you know|visible|running',
    canSee:
      'what can you see|what do you see|what can you read|what do you have access to|what instances can you|what is in scope|api management services',
    // Words for what instances have in common.
    by: 'by|grouped by|group by|sort* by|per|group',
    owner:
      'owner|owners|owns|own|owned|responsible|team|teams|belong* to|whose|contact|in charge|tag|tags|business unit|cost center|department',
    platform: 'platform|stv1|stv2|mtv1|compute platform|platform version',
    network:
      'network mode|vnet mode|virtual network type|network type|vnet type|internal mode|external mode|internal vnet|external vnet|network|vnet|virtual network',
    internal: 'internal|internal mode|internal vnet',
    external: 'external|external mode|external vnet',
    tier: 'tier|sku|pricing tier|tiers|skus|size',
    place:
      'region|location|regions|locations|where is|where are|subscription|subscriptions|resource group|resource groups|located|datacenter',
    lastChecked:
      'last check*|last look*|last assess*|last read|checked last|recently checked|last scan*|how old is .. check/answer/result/data|how fresh|when .. check*',
    // What words mean, what is judged.
    whatIs: 'what is|what are|what is the',
    explain:
      'explain*|what does .. mean|mean|means|meaning|meant by|define|definition|describe|tell me about|what does .. check|stand for|more about|more on|how can i meet|how do i meet|show requirement|show the requirement',
    requirements:
      'requirement|requirements|checks|rules|rule|criteria|conditions|what do you check|what do you look at|what do you judge|what is checked',
    required: 'required|needed|necessary|important|matter|matters|a requirement',
    // Days and retirements.
    deadline:
      'deadline*|cut off|cutoff|due|due date|how many days|how much time|how long|days left|time left|until when|till when|when does it|when is it|when will it|which day|what day|what date|when was .. off|since when is .. gone|how long ago|when does .. stop|when is .. gone|when was .. withdrawn|when .. trusted access|is .. gone|is .. retired already|still available',
    retire:
      'retire*|retiring|retirement*|breaking change*|end of life|eol|deprecat*|sunset*|withdraw* by microsoft|discontinu*|goes away|going away|go away|coming up|what is next|roadmap|announced',
    missed:
      'did .. miss|have .. missed|has .. missed|missed|overlooked|slipped by|slipped past|slipped through|passed .. by',
    changed:
      'what changed|what has changed|changed|changes|what is new|news|new|improved|improve|better|worse|what happened|happened|progress|history|different now|different|moved|since when|who did it|who did this|who did that|anything new|did we fix|was fixed|got fixed|have we fixed|changelog|what moved|diff|anything change|something change|did .. change|has .. changed',
    since: 'since|after|from|than|last|yesterday|ago|in the last',
    // What is called.
    uses: 'use|uses|used|using|call|calls|called|calling|read|reads|reading|depend*|rel* on|access|accesses|accessed|reach*|talk* to|connect|connects|connected|need|needs|needed|refer* to|write|writes|caller*|user*|reader*|touch*|consum*|hang* on',
    goesAway: 'went away|goes away|is gone|were gone|is deleted|deleted|removed|disappear*|is closed|is down',
    dependency:
      'azure service*|service|services|dependenc*|backend|backends|target|targets|resources|resource|destinations|downstream|connected to|depend on|depend|connect to',
    apis: 'logger|loggers|named values|named value|api|apis|operation|operations|policy|policies|endpoint|endpoints',
    mustChange:
      'must i touch|must we touch|must i change|must i fix|have to change|must change|must be changed|need to change|needs to change|need* changing|to be changed|should change|have to be changed|have a problem|must touch|to change|affected',
    keyVault: 'key vault|key vaults|keyvault|keyvaults|vault|vaults|akv',
    storage: 'storage|storage account|storage accounts|blob|blobs|blob storage|table storage|queue storage',
    serviceBus: 'service bus|servicebus|queues|topics',
    eventHubs: 'event hub|event hubs|eventhub|eventhubs',
    registry: 'container registry|registry|registries|acr',
    managedHsm: 'managed hsm|hsm',
    // Reminders and summaries.
    remind:
      'remind|reminding|notify|notifying|alert me|alert us|alert everybody|warn|ping|let me know when/once|let us know when/once|let me know as soon|keep me posted|keep us posted|keep me informed|keep us informed|keep me updated|keep an eye on|watch|follow|monitor|subscribe|tell me when|tell me as soon|tell us when|tell us as soon|do not let me forget|message me when|nudge|nudging|spam|spamming|bother|bothering|nag|nagging',
    reminders:
      'unsubscribe|when do you remind|reminder|reminders|notification|notifications|subscription of this channel|subscriptions of this channel|my subscriptions|alerts|an alert|subscribed|scheduled|messages|summaries are scheduled|which summaries',
    create: 'set|set up|create|add|make|i want|i would like|i need|give me|send me|schedule|please send|another',
    mine: 'when do you remind|my|our|do i have|do we have|am i|are we|here',
    every: 'every|each|daily|weekly|on mondays|on tuesdays|on wednesdays|on thursdays|on fridays|weekdays',
    everyOther: 'every other|every second|every two weeks|every 2 weeks|fortnightly|biweekly|bi weekly',
    weekdays: 'weekdays|every weekday|working days|workdays|monday to friday|monday through friday|mon fri',
    daily: 'daily|every day|every morning|each day',
    stop: 'stop|stopping|cancel|delete|remove|end|quit|unsubscribe|turn off|switch off|disable|no more|do not want|not remind|get rid of|leave me alone|undo|revoke|take back|withdraw|clear',
    pause: 'pause|mute|suspend|silence|hold|quiet',
    resume: 'resume|unmute|unpause|unsnooze|continue|restart|reactivate|start reminding',
    later: 'snooze|later|postpone|defer|not now|delay',
    onIt: 'on it|working on|got it|work on it|take care of it|acknowledge*|i take it|i own it|looking into it',
    summary:
      'mail me|email me|tell my boss/manager/management|summary|summaries|summarise|summarize|big picture|sum it up|sum up|digest|tl dr|tldr|recap|overview|weekly report|daily report|report every|report here|where do we stand|how do we stand overall|how do things stand|wrap it up|in a nutshell|in short|executive',
    // Waivers and declarations.
    waive:
      'waive|waived|waives|accept|accepts|accepted|ignore|exempt|tolerate|skip|suppress|exclude|do not count|not count|exception for|exemption for|waiver for|disregard',
    waiver:
      'waiver|waivers|is waived|are waived|was waived|were waived|been waived|unwaive|exemption|exemptions|exception|exceptions|accepted risk*|risks .. accepted|accept* the risk|declaration*|declare*|risk acceptance*',
    withdraw: 'withdraw|unwaive|take back|revoke|remove|undo|cancel|delete|lift|end|stop|reset',
    // What may be seen in a chat.
    thisChat:
      'this channel|this chat|this group|this conversation|this team|in here|people here|seen here|visible here|see here',
    maySee:
      'may .. see|can .. see|allowed to see|may be seen|can be seen|is visible|visible here|see only|sees only|only sees|only see|may see|show only|only show|be shown|is shown|limit*|restrict*|seen here|see here',
    nothingElse: 'only|just|nothing but|limit*|restrict*',
    besides: 'also|too|as well|in addition',
    // Everything else.
    export: 'export|exports|download|as a file|as file|save|print|pdf|send me the results|a file',
    csv: 'csv|comma separated|excel|xls|xlsx|spreadsheet|excel sheet|sheet',
    json: 'json',
    markdown: 'markdown|md file',
    html: 'html|web page|webpage',
    thanks:
      'ok|okay|alright|got it|understood|thanks|thank you|thx|ty|cheers|great|awesome|well done|good job|great job|nice|perfect|excellent|cool|good work|that helps|helpful|nice one|many thanks|brilliant|wonderful|love it|amazing|appreciate*',
    bye: 'bye|goodbye|good bye|see you|cya|later|ciao|cancel|never mind|nevermind|forget it|forget about it|nothing else|that is all|no thanks|stop it|abort|quit|exit',
    hello: 'hi|hello|hey|good morning|good afternoon|good evening|greetings|yo|good day',
    help: 'help|what can you do|what can i ask|what do you do|who are you|what are you|who made you|how does this work|how do you work|how do i use|commands are there|which commands|menu|example|examples|usage|get started|getting started|what is this bot|what is this for|manual|instructions|capabilities|about you|help me|options|tutorial|how do i start',
    access:
      'let you read/see|allow you|let the bot|role|roles|permission*|access|rights|privilege*|grant|identity|rbac|authoriz*|authoris*|which role|change anything in azure|write to azure|credentials|reader',
    reading:
      'you read in azure|do you read|what data|which data|data do you read|do you store|privacy|personal data|what do you read',
    limits:
      'forward|share this|send this to|assign|ticket|jira|servicenow|open an issue|github issue|for me automatically|automatically|auto fix|autofix|do it for me|fix it for me|run it for me|deploy it|restart it|call support|phone',
    // What a sentence leans on.
    it: 'it|this|that|this one|that one|the instance|them|these|those|the one',
    oneOf: 'one|instance|gateway',
    and: 'and|and also|also|same|same for|same question|ok and',
    more: 'more|next|next page|go on|continue|further|rest|show more|others|what else|the rest',
    first: 'first|first one|number one|number 1|1st|top one',
    second: 'second|second one|number two|number 2|2nd',
    third: 'third|third one|number three|number 3|3rd',
    last: 'last one|the last',
    yes: 'yes|yep|yeah|sure|yes please|ok|okay|go ahead|do it|of course|correct|right|exactly|y',
    no: 'no|nope|none|neither|n',
    forMonth: 'for|in|by|until|till|as of|and|what about|how about|same|ok|before|at',
    production: 'production|productive',
    development: 'development',
    europe: 'europe|eu|european',
    us: 'usa|america|united states|north america|american',
    asia: 'asia|asian|apac',
    trustedAccess:
      'trusted access|trusted service connectivity|trusted services|trusted connectivity|trusted service|trusted microsoft services',
    outageWord: 'outage|not ready|stops working',
    unsupportedWord: 'unsupported',
    actionNeededWord: 'action needed|action required',
    privateEndpoint: 'private endpoint*|private link',
    serviceEndpoint: 'service endpoint*',
    subnet: 'subnet*|virtual network rule*',
    takeBack:
      'take .. flag back|take back .. flag|withdraw .. flag|remove .. flag|unset .. flag|clear .. flag|delete .. flag|reset .. flag|flag .. off again|flag .. back',
    bypass: 'bypass',
    managedIdentity: 'managed identity|managed identities|system assigned*|user assigned*',
    forcedTunnelling: 'forced tunnel*|force tunnel*',
    namedValue: 'named value*',
    perimeter: 'security perimeter*|perimeter*',
    weekly: 'weekly|every week|each week|once a week',
    whatBreaks: 'what breaks|what will/would/could break/fail/stop|what fails|what stops|what is wrong',
    again: 'again|once more|one more time|refresh',
    they: 'they',
    howMany: 'how many',
  },
} as const;
