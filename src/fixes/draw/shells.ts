/** What bash and PowerShell write differently around the same commands of the Azure CLI. */
import { TRUSTED_ACCESS_FLAG } from '../../instance/trusted-access.ts';
import { word } from '../shell.ts';

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
  /** Adds the flag to the custom properties of an instance. */
  mergeFlag(url: string): readonly string[];
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
      `KEEP=$(az network vnet subnet show --ids ${id} --query "serviceEndpoints[].service" -o tsv | grep -vix ${word(service)})`,
      `az network vnet subnet update --ids ${id} --service-endpoints $KEEP ${word(service)}`,
    ];
  },
  mergeRule(url, subnet) {
    const rule = JSON.stringify({ id: subnet, ignoreMissingVnetServiceEndpoint: true });
    const others = `(.virtualNetworkRules // [])[] | select((.id | ascii_downcase) != ${JSON.stringify(subnet.toLowerCase())})`;
    const merge = `{properties:{networkAcls:(. + {virtualNetworkRules:([${others}] + [${rule}])})}}`;
    return [
      `az rest -m get -u ${url} --query properties.networkAcls -o json > acls.json`,
      `jq ${word(merge)} acls.json > patch.json`,
      `az rest -m patch -u ${url} -b @patch.json`,
    ];
  },
  mergeFlag: (url) => [
    `az rest -m get -u ${url} --query properties.customProperties -o json > before.json`,
    `jq '{properties:{customProperties:((. // {}) + {"${TRUSTED_ACCESS_FLAG}":"True"})}}' before.json > patch.json`,
    `az rest -m patch -u ${url} -b @patch.json`,
    `az rest -m get -u ${url} --query properties.customProperties   # compare with before.json`,
  ],
};

/** A literal of PowerShell. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A word of PowerShell: plain words stay, everything else is a literal. A comma or @ means something there. */
function quoted(text: string): string {
  return /^[\w+:./-]+$/.test(text) ? text : literal(text);
}

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
      `az network vnet subnet update --ids ${id} --service-endpoints (@($keep) + ${literal(service)})`,
    ];
  },
  mergeRule: (url, subnet) => [
    `$acls = az rest -m get -u ${url} --query properties.networkAcls -o json | ConvertFrom-Json`,
    `$rules = @($acls.virtualNetworkRules | Where-Object { $_ -and $_.id -ne ${literal(subnet)} })`,
    `$rules += @{ id = ${literal(subnet)}; ignoreMissingVnetServiceEndpoint = $true }`,
    '$acls | Add-Member -Force -NotePropertyName virtualNetworkRules -NotePropertyValue $rules',
    '@{ properties = @{ networkAcls = $acls } } | ConvertTo-Json -Depth 20 | Set-Content patch.json',
    `az rest -m patch -u ${url} -b '@patch.json'`,
  ],
  mergeFlag: (url) => [
    `az rest -m get -u ${url} --query properties.customProperties -o json | Set-Content before.json`,
    '$properties = Get-Content before.json -Raw | ConvertFrom-Json',
    'if (-not $properties) { $properties = [pscustomobject]@{} }',
    `$properties | Add-Member -Force -NotePropertyName '${TRUSTED_ACCESS_FLAG}' -NotePropertyValue 'True'`,
    '@{ properties = @{ customProperties = $properties } } | ConvertTo-Json -Depth 20 | Set-Content patch.json',
    `az rest -m patch -u ${url} -b '@patch.json'`,
    `az rest -m get -u ${url} --query properties.customProperties   # compare with before.json`,
  ],
};
