/** Every change of every estate, drawn in every language and read back by a real grammar of it. */
import { spawnSync } from 'node:child_process';
import { azScript } from '../../src/fixes/draw/az.ts';
import { codeFor } from '../../src/fixes/draw/formats.ts';
import { portalSteps } from '../../src/fixes/draw/portal.ts';
import { powershell } from '../../src/fixes/draw/shells.ts';
import type { Change, ChangeKind } from '../../src/model/change.ts';
import { render } from '../../src/model/text.ts';
import { syntaxFaults } from '../support/syntax.ts';
import commands from './az-commands.json' with { type: 'json' };
import templates from './template-words.json' with { type: 'json' };

const SUB = '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups';
const id = (type: string, name: string, group = "rg-o'neill") => `${SUB}/${group}/providers/${type}/${name}`;
const service = id('Microsoft.ApiManagement/service', 'apim-prod');
const subnet = `${id('Microsoft.Network/virtualNetworks', 'vnet-$(id)')}/subnets/snet-apim`;
const zone = id('Microsoft.Network/privateDnsZones', 'privatelink.blob.core.windows.net');
const targets = [
  id('Microsoft.KeyVault/vaults', 'kv-prod'),
  id('Microsoft.KeyVault/managedHSMs', 'hsm-prod'),
  id('Microsoft.Storage/storageAccounts', 'stprod'),
  id('Microsoft.ServiceBus/namespaces', 'sb-prod'),
  id('Microsoft.EventHub/namespaces', 'evh-prod'),
  id('Microsoft.ContainerRegistry/registries', 'crprod'),
];
const vault = targets[0] ?? '';
const namedValue = `${service}/namedValues/key-1`;
const client = '44444444-4444-4444-8444-444444444444';
const secret = 'https://kv-prod.vault.azure.net/secrets/key';

/** At least one of every kind; the compiler asks for a new one here. */
const samples: { readonly [K in ChangeKind]: readonly Extract<Change, { readonly kind: K }>[] } = {
  'add-address-rules': targets.map((target) => ({
    kind: 'add-address-rules',
    target,
    addresses: ['20.50.1.1', '20.50.2.0/30'],
  })),
  // A managed HSM takes no rule for a subnet.
  'add-network-rule': targets
    .toSpliced(1, 1)
    .flatMap((target) =>
      [true, false].map((beforeEndpoint) => ({ kind: 'add-network-rule' as const, target, subnet, beforeEndpoint })),
    ),
  'add-perimeter-rule': [
    {
      kind: 'add-perimeter-rule',
      profile: `${id('Microsoft.Network/networkSecurityPerimeters', 'nsp')}/profiles/default`,
      name: 'apim-prod',
      admits: { subscription: '11111111-1111-4111-8111-111111111111' },
    },
    {
      kind: 'add-perimeter-rule',
      profile: `${id('Microsoft.Network/networkSecurityPerimeters', 'nsp')}/profiles/default`,
      name: 'apim-addresses',
      admits: { addresses: ['20.50.1.1/32'] },
    },
  ],
  'create-perimeter': [
    {
      kind: 'create-perimeter',
      perimeter: id('Microsoft.Network/networkSecurityPerimeters', 'nsp-stprod'),
      profile: 'default',
      location: 'westeurope',
    },
  ],
  'associate-perimeter': [
    {
      kind: 'associate-perimeter',
      association: `${id('Microsoft.Network/networkSecurityPerimeters', 'nsp-stprod')}/resourceAssociations/stprod`,
      target: targets[2] ?? '',
      profile: `${id('Microsoft.Network/networkSecurityPerimeters', 'nsp-stprod')}/profiles/default`,
    },
  ],
  'allow-trusted-services': [{ kind: 'allow-trusted-services', vault }],
  'add-service-endpoint': [{ kind: 'add-service-endpoint', subnet, service: 'Microsoft.Storage' }],
  'create-subnet': [
    {
      kind: 'create-subnet',
      subnet: `${id('Microsoft.Network/virtualNetworks', 'vnet')}/subnets/snet-private-endpoints`,
      prefix: '10.0.9.0/28',
    },
  ],
  'add-security-rule': [
    {
      kind: 'add-security-rule',
      group: id('Microsoft.Network/networkSecurityGroups', 'nsg-apim'),
      name: 'apim-out-Storage-443',
      priority: 150,
      direction: 'Outbound',
      protocol: 'Tcp',
      source: 'VirtualNetwork',
      destination: 'Storage',
      ports: [443, 445],
    },
  ],
  'move-security-rule': [
    {
      kind: 'move-security-rule',
      group: id('Microsoft.Network/networkSecurityGroups', 'nsg-apim'),
      name: 'deny-all',
      direction: 'Outbound',
      priority: 124,
    },
  ],
  'add-route': [
    {
      kind: 'add-route',
      table: id('Microsoft.Network/routeTables', 'rt'),
      name: 'r',
      prefix: 'ApiManagement',
      nextHop: 'Internet',
    },
  ],
  'link-zone': [{ kind: 'link-zone', zone, network: id('Microsoft.Network/virtualNetworks', 'vnet'), name: 'vnet' }],
  'add-record': [{ kind: 'add-record', zone, name: 'stprod', addresses: ['10.0.0.4'] }],
  'create-zone': [{ kind: 'create-zone', zone }],
  'create-private-endpoint': [
    {
      kind: 'create-private-endpoint',
      endpoint: id('Microsoft.Network/privateEndpoints', 'pe-stprod-blob'),
      target: targets[2] ?? '',
      group: 'blob',
      subnet: `${id('Microsoft.Network/virtualNetworks', 'vnet')}/subnets/endpoints`,
      location: 'westeurope',
      zone,
      records: ['stprod'],
      address: '10.0.0.62',
    },
  ],
  'approve-private-endpoint': [
    { kind: 'approve-private-endpoint', target: vault, connection: `${vault}/privateEndpointConnections/pe-1` },
  ],
  'enable-system-identity': [
    { kind: 'enable-system-identity', service, keeps: [] },
    {
      kind: 'enable-system-identity',
      service,
      keeps: [id('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-api')],
    },
  ],
  'grant-secret-access': [
    { kind: 'grant-secret-access', vault, model: 'role', service, principal: undefined, keeps: [] },
    {
      kind: 'grant-secret-access',
      vault,
      model: 'access-policy',
      service,
      principal: '33333333-3333-4333-8333-333333333333',
      keeps: ['Set'],
    },
  ],
  'use-identity': [
    { kind: 'use-identity', service, reference: namedValue, secret, clientId: undefined },
    { kind: 'use-identity', service, reference: namedValue, secret, clientId: client },
    { kind: 'use-identity', service, reference: `${service}/certificates/mtls`, secret, clientId: undefined },
    {
      kind: 'use-identity',
      service,
      reference: `${service}/hostnameConfigurations/api.example.com`,
      secret,
      clientId: undefined,
    },
  ],
  'use-call-identity': [
    { kind: 'use-call-identity', service, policy: `${service}/apis/orders/policies/policy`, clientId: undefined },
    { kind: 'use-call-identity', service, policy: `${service}/policies/policy`, clientId: client },
  ],
  'drop-version': [{ kind: 'drop-version', service, reference: namedValue, secret }],
  'renew-certificate': [
    {
      kind: 'renew-certificate',
      service,
      reference: `${service}/hostnameConfigurations/api.example.com`,
      secret: 'https://kv-prod.vault.azure.net/secrets/api-cert',
    },
  ],
  'read-again': [{ kind: 'read-again', service, reference: namedValue }],
  'restore-trusted-access': [{ kind: 'restore-trusted-access', service }],
  'disable-trusted-access': [{ kind: 'disable-trusted-access', service }],
  'apply-network-configuration': [
    { kind: 'apply-network-configuration', service, location: 'westeurope', dnsServers: ['10.0.0.4'] },
  ],
};
const changes: readonly Change[] = Object.values(samples).flat();
const named = changes.map((change, index) => [`${change.kind} ${index}`, change] as const);

/** The commands of the Azure CLI in a script: group and verb, and the options that are given. */
function azCalls(script: string): readonly { readonly command: string; readonly options: readonly string[] }[] {
  return script
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => [...line.matchAll(/\baz ((?:[a-z][a-z0-9-]* )+)([^|)]*)/g)])
    .map(([, command = '', rest = '']) => ({
      command: command.trim(),
      options: [...rest.replace(/'[^']*'|"[^"]*"/g, '').matchAll(/(?<=\s|^)(--?[a-z][a-z-]*)/g)].map(
        ([option]) => option,
      ),
    }));
}

describe('a change, drawn', () => {
  it.each(named)('%s is bash', (_, change) => {
    const script = azScript([change]) ?? '';
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });

    expect([status, stderr]).toEqual([0, '']);
  });

  it.each(named)('%s is PowerShell, unless no command does it', async (_, change) => {
    const script = azScript([change], powershell);
    expect(script === undefined ? [] : await syntaxFaults('powershell', script)).toEqual([]);
  });

  it.each(named)('%s is Bicep, unless it is an action', async (_, change) => {
    expect(await syntaxFaults('bicep', (codeFor([change], 'bicep') ?? []).join('\n'))).toEqual([]);
  });

  it.each(named)('%s is Terraform, unless it is an action', async (_, change) => {
    expect(await syntaxFaults('terraform', (codeFor([change], 'terraform') ?? []).join('\n'))).toEqual([]);
  });

  it.each(named)('%s has clicks for the portal', (_, change) => {
    expect(
      portalSteps([change])
        .map((text) => render(text))
        .every((line) => /^[A-Z].*\.$/.test(line)),
    ).toBe(true);
    expect(portalSteps([change]).length).toBeGreaterThan(0);
  });

  it.each(named)('%s calls commands of the Azure CLI by options that they have', (_, change) => {
    const known: Readonly<Record<string, { readonly options: readonly string[] }>> = commands.commands;
    for (const { command, options } of [
      ...azCalls(azScript([change]) ?? ''),
      ...azCalls(azScript([change], powershell) ?? ''),
    ]) {
      expect([command, known[command] === undefined]).toEqual([command, false]);
      const allowed = [...commands.global.options, ...(known[command]?.options ?? [])];
      expect(options.filter((option) => !allowed.includes(option))).toEqual([]);
    }
  });

  it.each(named)('%s declares resources of Bicep by types and properties that they have', (_, change) => {
    const known: Readonly<Record<string, { readonly properties: readonly string[] }>> = templates.bicep;
    for (const block of codeFor([change], 'bicep') ?? []) {
      for (const [, type = '', body = ''] of block.matchAll(
        /^resource \w+ '([^']+)' (?:existing )?= \{$([\s\S]*?)^\}$/gm,
      )) {
        const used = [...body.matchAll(/^ +(\w+):/gm)].map(([, property = '']) => property);
        expect([type, known[type] === undefined]).toEqual([type, false]);
        const allowed = ['parent', 'name', 'properties', 'dependsOn', ...(known[type]?.properties ?? [])];
        expect(used.filter((property) => !allowed.includes(property))).toEqual([]);
      }
    }
  });

  it.each(named)('%s declares resources of Terraform by arguments that they have', (_, change) => {
    const known: Readonly<Record<string, { readonly arguments: readonly string[] }>> = templates.terraform;
    for (const block of codeFor([change], 'terraform') ?? []) {
      for (const [, type = '', body = ''] of block.matchAll(/^resource "(\w+)" "[^"]*" \{$([\s\S]*?)^\}$/gm)) {
        // What stands below the body of azapi is ARM's own, in its words.
        const own = type.startsWith('azapi') ? /^ {2}(\w+) [={]/gm : /^ +(\w+) [={]/gm;
        const used = [...body.matchAll(own)].map(([, argument = '']) => argument);
        const allowed = ['depends_on', ...(known[type]?.arguments ?? [])];
        expect(used.filter((argument) => !allowed.includes(argument))).toEqual([]);
      }
    }
  });

  it.each(['bicep', 'terraform'] as const)(
    'declares nothing twice in %s, and takes nothing for there that it makes',
    (format) => {
      const made = changes.filter((change) => change.kind.startsWith('create-'));
      const rest = changes.filter((change) => codeFor([change], format) !== undefined && !made.includes(change));
      const code = (codeFor([...made, ...rest], format) ?? []).join('\n');
      const names = [...code.matchAll(/^(?:resource|var|data) ("\w+" "[^"]+"|\w+)|^locals \{\n +(\w+)/gm)].map(
        ([, name, local]) => name ?? local,
      );

      expect(names.length).toBeGreaterThan(20);
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    },
  );

  it('is checked against lists that say where each word was read', () => {
    const entries = [commands.commands, templates.bicep, templates.terraform].flatMap((list) => Object.values(list));

    expect(entries.filter(({ source }) => source.length < 10)).toEqual([]);
  });

  it('holds no name that a shell would run', () => {
    const script =
      azScript(
        changes.filter((change) => change.kind !== 'approve-private-endpoint' && azScript([change]) !== undefined),
      ) ?? '';

    expect(script.length).toBeGreaterThan(1_000);
    const { stdout } = spawnSync(
      'bash',
      ['-c', `az() { printf '%s\\n' "$@"; }; jq() { :; }; cd "$(mktemp -d)"\n${script}`],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout).toContain('vnet-$(id)');
    expect(stdout).toContain("rg-o'neill");
    expect(stdout).not.toMatch(/uid=\d/);
  });
});
