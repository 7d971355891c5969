/** What bash and PowerShell write differently around the same commands of the Azure CLI. */
import { TRUSTED_ACCESS_FLAG } from '../../instance/trusted-access.ts';
import { identityEdit } from '../arm-properties.ts';
import { word } from '../shell-words.ts';

/** A shell: how it quotes, keeps an answer, sends a body and merges JSON. */
export interface Shell {
  /** A word that the shell takes literally. */
  word(text: string): string;
  /** Keeps the object id of the system-assigned identity that a command prints. */
  keepPrincipal(command: string): string;
  /** The kept id, as a word. */
  readonly principal: string;
  /** A request with a JSON body: the lines before it, if any, and the command. */
  send(command: string, body: string): readonly string[];
  /** Adds one endpoint to a subnet, which replaces its whole list, so those that are there are named again. */
  addEndpoint(subnet: string, service: string): readonly string[];
  /** Adds a virtual network rule to the rules of a key vault, each subnet once. */
  mergeRule(url: string, subnet: string): readonly string[];
  /** Sets the flag among the custom properties of an instance. */
  mergeFlag(url: string, value: 'True' | 'False'): readonly string[];
  /** Changes the client id of every managed identity in a policy; `rawUrl` answers with its text as it was written. */
  editPolicy(url: string, rawUrl: string, clientId: string | undefined): readonly string[];
}

/** bash, with jq. */
export const bash: Shell = {
  word,
  keepPrincipal: (command) => `PRINCIPAL=$(${command})`,
  principal: '"$PRINCIPAL"',
  send: (command, body) => [`${command} -b ${word(body)}`],
  addEndpoint(subnet, service) {
    const id = word(subnet);
    return [
      `KEEP=$(az network vnet subnet show --ids ${id} --query "serviceEndpoints[?service!='${service}'].service" -o tsv) &&`,
      `az network vnet subnet update --ids ${id} --service-endpoints $KEEP ${word(service)}`,
    ];
  },
  mergeRule(url, subnet) {
    const rule = JSON.stringify({ id: subnet, ignoreMissingVnetServiceEndpoint: true });
    const others = `(.virtualNetworkRules // [])[] | select((.id | ascii_downcase) != ${JSON.stringify(subnet.toLowerCase())})`;
    const merge = `{properties:{networkAcls:(. + {virtualNetworkRules:([${others}] + [${rule}])})}}`;
    return [
      `az rest -m get -u ${url} --query properties.networkAcls -o json > acls.json &&`,
      `jq ${word(merge)} acls.json > patch.json &&`,
      `az rest -m patch -u ${url} -b @patch.json`,
    ];
  },
  mergeFlag: (url, value) => [
    `az rest -m get -u ${url} --query properties.customProperties -o json > before.json &&`,
    `jq '{properties:{customProperties:((. // {}) + {"${TRUSTED_ACCESS_FLAG}":"${value}"})}}' before.json > patch.json &&`,
    `az rest -m patch -u ${url} -b @patch.json`,
    `az rest -m get -u ${url} --query properties.customProperties   # compare with before.json`,
  ],
  editPolicy(url, rawUrl, clientId) {
    const { find, suffix } = identityEdit(clientId);
    const value = `.properties.value | gsub(${JSON.stringify(find)}; .tag + ${JSON.stringify(suffix)})`;
    const edit = `{properties:{format:"rawxml",value:(${value})}}`;
    return [
      `az rest -m get -u ${rawUrl} -o json > policy.json &&`,
      `jq ${word(edit)} policy.json > patch.json &&`,
      'jq -r .properties.value patch.json > policy.xml &&',
      `az rest -m put -u ${url} --headers 'If-Match=*' -b @patch.json`,
    ];
  },
};

/** A literal of PowerShell. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A word of PowerShell: plain words stay, everything else is a literal. A comma or @ means something there. */
function quoted(text: string): string {
  return /^[\w+:./-]+$/.test(text) ? text : literal(text);
}

/** What could not be read must not be taken for empty: what is sent then would replace what is there. */
const STOP = "if ($LASTEXITCODE -ne 0) { throw 'It could not be read, so nothing is changed.' }";

/** PowerShell 5.1 or later. A body goes through a file, since native commands lose its quotes. */
export const powershell: Shell = {
  word: quoted,
  keepPrincipal: (command) => `$principal = ${command}`,
  principal: '$principal',
  send: (command, body) => [`Set-Content body.json ${literal(body)}`, `${command} -b '@body.json'`],
  addEndpoint(subnet, service) {
    const id = quoted(subnet);
    return [
      `$keep = @(az network vnet subnet show --ids ${id} --query "serviceEndpoints[].service" -o tsv) | Where-Object { $_ -ne ${literal(service)} }`,
      STOP,
      `az network vnet subnet update --ids ${id} --service-endpoints (@($keep) + ${literal(service)})`,
    ];
  },
  mergeRule: (url, subnet) => [
    `$acls = az rest -m get -u ${url} --query properties.networkAcls -o json | ConvertFrom-Json`,
    STOP,
    `$rules = @($acls.virtualNetworkRules | Where-Object { $_ -and $_.id -ne ${literal(subnet)} })`,
    `$rules += @{ id = ${literal(subnet)}; ignoreMissingVnetServiceEndpoint = $true }`,
    '$acls | Add-Member -Force -NotePropertyName virtualNetworkRules -NotePropertyValue $rules',
    '@{ properties = @{ networkAcls = $acls } } | ConvertTo-Json -Depth 20 | Set-Content patch.json',
    `az rest -m patch -u ${url} -b '@patch.json'`,
  ],
  mergeFlag: (url, value) => [
    `az rest -m get -u ${url} --query properties.customProperties -o json | Set-Content before.json`,
    STOP,
    '$properties = Get-Content before.json -Raw | ConvertFrom-Json',
    'if (-not $properties) { $properties = [pscustomobject]@{} }',
    `$properties | Add-Member -Force -NotePropertyName '${TRUSTED_ACCESS_FLAG}' -NotePropertyValue '${value}'`,
    '@{ properties = @{ customProperties = $properties } } | ConvertTo-Json -Depth 20 | Set-Content patch.json',
    `az rest -m patch -u ${url} -b '@patch.json'`,
    `az rest -m get -u ${url} --query properties.customProperties   # compare with before.json`,
  ],
  editPolicy(url, rawUrl, clientId) {
    const { find, suffix } = identityEdit(clientId);
    return [
      `$policy = (az rest -m get -u ${rawUrl} -o json | ConvertFrom-Json).properties.value`,
      STOP,
      `$policy = $policy -replace ${literal(find)}, ${literal(`\${tag}${suffix}`)}`,
      'Set-Content policy.xml $policy',
      "@{ properties = @{ format = 'rawxml'; value = $policy } } | ConvertTo-Json -Depth 5 | Set-Content patch.json",
      `az rest -m put -u ${url} --headers 'If-Match=*' -b '@patch.json'`,
    ];
  },
};
