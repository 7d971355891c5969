/** Pieces of notation that many phrasings share. Notation: `../phrasing.ts`. */

/** Pieces by name; a phrasing uses one as `$name`. */
export const pieces: Readonly<Record<string, string>> = {
  before: '[$greeting] [please|pls] [$asking]',
  after:
    '[please|pls|thanks|thank you|now|right now|already|again|then|at the moment|today|or not|yet|here|though|exactly]',
  greeting: '(hi|hello|hey|hallo|ok|okay|so|well) [there|bot|team|again]',
  asking: `((can|could|would) you [please] [tell me|tell us|say|find out|let me know|show me|show us]|tell me|tell us
    |let me know|i want to know|i would like to know|i need to know|do you know|any idea) [if|whether]`,
  ready: `(ready|prepared|fine|ok|okay|good [to go|enough]|safe|set|all set|compliant|healthy|in good shape|on track|green
    |going to be ready|going to be fine|going to be ok)`,
  really: '[not] [really|still|also|actually|even]',
  it: '[our|my|the|your] [instance|service|gateway|apim] {instance} [instance|service|gateway|apim]',
  that: '(it|that|this|that one|this one|[the|that|this] (instance|gateway|one)|us|we)',
  about: '($it|$that)',
  for: '(on|for|of|in|at|with|to|about|behind|from)',
  when: `[for|by|in|until|till|before|from|as of|as at|come|during|on|at] [the] [(end|start|beginning|middle) of]
    {month} [retirement|deadline|change|changes|date|cut off]`,
  report: '[the|a] (status|state|readiness|verdict|result|health|situation)',
  machines: '(instances|instance|services|gateways|apims|ones)',
  instances: '[all|every|each] [of] [the|our|my|your|these|those] [api management|apim] $machines',
  tiered: '[all|every|each] [of] [the|our|my|your|these|those] {tier} [tier|sku] [api management|apim] $machines',
  all: '(all|all of them|everything|everybody|everyone|them all|[the] [whole|entire] (fleet|estate)|we all)',
  scope: `((in|of|from|under|inside|within|on|across|for) [the|our|my] (subscription|sub) {subscription}
    |(in|of|from|under|inside|within|on|across|for) [the|our|my] {subscription} subscription
    |(in|of|from|under|inside|within|for) [the|our|my] (resource group|rg|group) {group}
    |(in|of|from|under|inside|within|for) [the|our|my] {group} resource group
    |(in|of|from|for) [the] (region|location) {region}|(in|of|from|for) [the] {region} (region|location)
    |(of|in|with|on) [the] (tier|sku) {tier}|(of|in|on) [the] {tier} (tier|sku)
    |[that are|which are] (with|having|where|tagged|tagged with|labelled) [the] [tag|label] {tag}
    |(with|having|where|tagged) [the] [tag|label] {key} [is|of|equals|set to] {value}
    |(in|from|of|under|across|within|inside) [the|our|my] {place})`,
  somewhere: `[the|our|my] ((subscription|sub) {subscription}|(resource group|rg) {group}|(region|location) {region}
    |{subscription} subscription|{group} resource group|{region} region|(tag|tagged) {tag}|{tag})`,
  scoped: '($all [$scope]|$instances $scope|$tiered [$scope]|$all $tiered [$scope])',
  fleet: '($scoped|$instances)',
  flag: '[the|that|this] flag',
  off: '(off|gone|disabled|switched off|turned off|removed|retired|not there|not available)',
  take: `((set|setting|enable|flip|activate) $flag [to true|on]|(switch|turn|flip) $flag on|(switch|turn|switching) on $flag
    |(disable|remove|drop|disabling) trusted access|(switch|turn|switching) trusted access off
    |(switch|turn|switching) off trusted access|set disableoverprivilegedaccess [to true])`,
  fixes: '[the|a|your|my] (fix|fixes|fix plan|plan|steps|remedy|solution|repair plan|to do list|todo list|commands)',
  who: '(me|us|this channel|the channel|this chat|the chat|this team|this group|here|everybody|everyone)',
  every: '([every|each|on] {days} [at|by|around] [{time}]|[at] {time} [every|each|on] {days}|{days})',
  reminders:
    '[my|our|the|all|these|those|this|that] [of] [my|our|the] (reminders|reminder|subscriptions|subscription|notifications|summaries)',
  digest: '[daily|weekly|short|quick] (summary|digest|overview|report|summaries)',
  here: '(here|to this channel|in this channel|for this channel|to the channel|in the channel|to this chat|in this chat|to me|for me|to us|for us)',
  resource: `[the|our|my] [key vault|vault|keyvault|storage account|storage|account|service bus|event hub|event hubs|namespace|registry
    |container registry|resource|secret store] {target} [key vault|vault|storage account|storage|namespace|registry]`,
  once: '([on|in|for] {until} [at|by|around] [{time}]|(at|by|around) {time} [on] {until})',
  until: '[until|till|for|to|by|before|on] {until}',
};
