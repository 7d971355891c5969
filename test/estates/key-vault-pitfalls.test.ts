/** What is easy to get wrong about key vaults, references and the flag. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { findingOf, judge, lines } from '../support/judge.ts';
import { association, PERIMETER, PROFILE, perimeterRule, profile } from '../support/perimeters.ts';
import {
  APIM,
  apim,
  armId,
  clientCertificate,
  FLAG,
  firewall,
  injected,
  keyVault,
  keyVaultNamedValue,
  networkSecurityGroup,
  resource,
  SUBNET,
  SUBSCRIPTION,
  subnet,
  virtualNetwork,
  withHostname,
} from '../support/resources.ts';

const KV = armId('Microsoft.KeyVault/vaults/kv-prod', 'rg-secrets');
const USER_CLIENT = '33333333-3333-4333-8333-333333333333';
const USER_IDENTITY: JsonObject = {
  identity: {
    type: 'SystemAssigned,UserAssigned',
    userAssignedIdentities: {
      [armId('Microsoft.ManagedIdentity/userAssignedIdentities/id-api')]: { clientId: USER_CLIENT.toUpperCase() },
    },
  },
};
const named = (keyVaultProperties: JsonObject = {}) => keyVaultNamedValue('secret', 'kv-prod', keyVaultProperties);
const vault = (properties: JsonObject = {}) => keyVault('kv-prod', properties);
const certificate = (keyVault: JsonObject = {}) => clientCertificate('client', 'KV-Prod', keyVault);
/** Rules that give the instance of these tests a supported way. */
const admitted = { ipRules: [{ value: '20.50.1.1/32' }] };
const associated = (accessMode: string) => association({ resource: { id: KV.toLowerCase() } }, accessMode);

describe('the bypass is for the control plane, and no supported network option', () => {
  it('a hostname certificate rests on the bypass and is fine', async () => {
    const report = await judge([apim(withHostname()), vault(firewall())]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['pass kv-prod']);
    expect(lines(report, 'key-vault-network-access')).toEqual(['pass BYPASS_ONLY kv-prod westeurope']);
  });

  it('a hostname certificate needs the bypass although the addresses are let in', async () => {
    const report = await judge([apim(withHostname()), vault(firewall({ bypass: 'None', ...admitted }))]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['fail outage BYPASS_OFF kv-prod']);
    expect(lines(report, 'key-vault-network-access')).toEqual(['pass kv-prod westeurope']);
    expect(report.verdict).toBe('not-ready');
  });

  it('a named value on the bypass alone works and is unsupported, and the pages that disagree are told with their days and linked', async () => {
    const report = await judge([apim({ customProperties: { [FLAG]: 'True' } }), named(), vault(firewall())]);
    const [item] = findingOf(report, 'key-vault-network-access').items;

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['pass kv-prod']);
    expect(lines(report, 'key-vault-network-access')).toEqual(['fail unsupported BYPASS_ONLY kv-prod westeurope']);
    const told = JSON.stringify(item?.message);
    expect(told.match(/https:\/\/learn\.microsoft\.com/g)).toHaveLength(2);
    for (const day of ['18 December 2025', '29 January 2026', '19 May 2026']) expect(told).toContain(day);
    expect(told).toContain('KEY_VAULT_TRUSTED_ACCESS=accept');
    expect(report.verdict).toBe('action-needed');
  });

  it('KEY_VAULT_TRUSTED_ACCESS=accept makes that a pass', async () => {
    const report = await judge([apim({ customProperties: { [FLAG]: 'True' } }), named(), vault(firewall())], {
      environment: { KEY_VAULT_TRUSTED_ACCESS: 'accept' },
    });

    expect(lines(report, 'key-vault-network-access')).toEqual(['pass BYPASS_ONLY kv-prod westeurope']);
    expect(report.verdict).toBe('ready');
  });

  it('accept never helps where the bypass is off', async () => {
    const report = await judge([apim(), named(), vault(firewall({ bypass: 'None' }))], {
      environment: { KEY_VAULT_TRUSTED_ACCESS: 'accept' },
    });

    expect(lines(report, 'key-vault-network-access')).toEqual(['fail outage NO_PATH kv-prod westeurope']);
  });

  it('a fix of a vault never touches the bypass', async () => {
    const report = await judge([apim(), named(), vault(firewall())]);
    const commands = report.findings.flatMap(({ items }) => items.flatMap(({ fix }) => fix?.command ?? []));

    expect(commands.join('\n')).not.toMatch(/--bypass|"bypass"/);
  });

  it.each([
    ['named value with line of sight', firewall({ bypass: 'None', ...admitted }), 'warn BYPASS_OFF kv-prod'],
    ['named value without', firewall({ bypass: 'None' }), 'fail outage BYPASS_OFF kv-prod'],
  ])('bypass off, %s', async (_, properties, expected) => {
    expect(lines(await judge([apim(), named(), vault(properties)]), 'key-vault-trusted-services')).toEqual([expected]);
  });

  it('the worst reference of a vault decides', async () => {
    const report = await judge([apim(withHostname()), named(), vault(firewall({ bypass: 'None', ...admitted }))]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['fail outage BYPASS_OFF kv-prod']);
  });
});

describe('what Advisor says is evidence, no verdict', () => {
  const advice = (properties: JsonObject = {}) =>
    resource(`${APIM}/providers/Microsoft.Advisor/recommendations/0f`, {
      properties: {
        category: 'OperationalExcellence',
        impactedField: 'Microsoft.ApiManagement/service',
        shortDescription: { problem: 'Disable Trusted Service Connectivity in API Management', solution: '' },
        resourceMetadata: { resourceId: APIM.toLowerCase() },
        ...properties,
      },
    });
  const quiet = apim({ customProperties: { [FLAG]: 'True' } });

  it('a recommendation is a warning and the instance is ready', async () => {
    const report = await judge([quiet, advice()]);

    expect(lines(report, 'advisor-recommendation')).toEqual(['warn A-ADVISOR apim-prod']);
    expect(report.verdict).toBe('ready');
  });

  it('a dismissed one still counts', async () => {
    expect(lines(await judge([quiet, advice({ suppressionIds: ['x'] })]), 'advisor-recommendation')).toEqual([
      'warn A-ADVISOR apim-prod',
    ]);
  });

  it('no recommendation never outweighs a call that relies on trusted access', async () => {
    const report = await judge([
      apim(),
      vault(firewall()),
      resource(`${APIM}/policies/policy`, {
        properties: {
          format: 'xml',
          value:
            '<policies><inbound><send-request><set-url>https://kv-prod.vault.azure.net/secrets/a</set-url><authentication-managed-identity resource="https://vault.azure.net" /></send-request></inbound></policies>',
        },
      }),
    ]);

    expect(lines(report, 'advisor-recommendation')).toEqual(['pass apim-prod']);
    expect(lines(report, 'gateway-dependencies')).toEqual(['fail outage G-RELIES kv-prod westeurope']);
    expect(lines(report, 'trusted-access-disabled')).toEqual(['fail unsupported FLAG_NOT_SET apim-prod']);
    expect(report.verdict).toBe('not-ready');
  });

  it('takes no recommendation about another matter, nor about another instance', async () => {
    const report = await judge([
      quiet,
      advice({ shortDescription: { problem: 'Use zones', solution: 'Use zones' } }),
      resource(`${APIM}-2/providers/Microsoft.Advisor/recommendations/1f`, {
        ...advice({ resourceMetadata: { resourceId: `${APIM}-2` } }),
        id: `${APIM}-2/providers/Microsoft.Advisor/recommendations/1f`,
      }),
    ]);

    expect(lines(report, 'advisor-recommendation')).toEqual(['pass apim-prod']);
  });
});

describe('the flag', () => {
  it.each<[string, JsonObject, string]>([
    ['"True"', { customProperties: { [FLAG]: 'True' } }, 'pass apim-prod'],
    ['"TRUE"', { customProperties: { [FLAG]: 'TRUE' } }, 'pass apim-prod'],
    ['true', { customProperties: { [FLAG]: true } }, 'pass apim-prod'],
    ['"False"', { customProperties: { [FLAG]: 'False' } }, 'warn FLAG_NOT_SET apim-prod'],
    ['"" (a word that is none)', { customProperties: { [FLAG]: '' } }, 'warn FLAG_NOT_SET apim-prod'],
    ['absent', { customProperties: null }, 'warn FLAG_NOT_SET apim-prod'],
    ['absent on one of 1 December 2025', { createdAtUtc: '2025-12-01T00:00:00Z' }, 'pass FLAG_ABSENT_NEW apim-prod'],
    [
      'absent on one of the second before',
      { createdAtUtc: '2025-11-30T23:59:59.9999999Z' },
      'warn FLAG_NOT_SET apim-prod',
    ],
    [
      '"False" on a new one',
      { createdAtUtc: '2026-05-01T00:00:00Z', customProperties: { [FLAG]: 'False' } },
      'warn FLAG_NOT_SET apim-prod',
    ],
    ['absent without an age', { createdAtUtc: null }, 'warn FLAG_NOT_SET apim-prod'],
  ])('%s', async (_, properties, expected) => {
    expect(lines(await judge([apim(properties)]), 'trusted-access-disabled')).toEqual([expected]);
  });

  it('the command merges what is there', async () => {
    const [item] = findingOf(await judge([apim()]), 'trusted-access-disabled').items;

    expect(item?.fix?.command).toMatch(/-m get[\s\S]*jq[\s\S]*-m patch[\s\S]*-m get/);
  });

  it('is unproven while a dependency is', async () => {
    const report = await judge([apim()], { denied: [`${APIM}/allPolicies`] });

    expect(lines(report, 'trusted-access-disabled')).toEqual(['unknown DEPENDENCIES_UNPROVEN apim-prod']);
    expect(report.verdict).toBe('undecided');
  });
});

describe('what absent properties of a vault mean', () => {
  it.each<[string, JsonObject, string]>([
    ['no networkAcls: no firewall', {}, 'not-applicable FIREWALL_OFF kv-prod'],
    ['networkAcls null: no firewall', { networkAcls: null }, 'not-applicable FIREWALL_OFF kv-prod'],
    ['no defaultAction: no firewall', { networkAcls: { bypass: 'None' } }, 'not-applicable FIREWALL_OFF kv-prod'],
    ['no bypass: it is on', { networkAcls: { defaultAction: 'Deny' } }, 'pass kv-prod'],
    ['bypass in another case', { networkAcls: { defaultAction: 'deny', bypass: 'azureservices' } }, 'pass kv-prod'],
    [
      'public access disabled honours the bypass',
      { publicNetworkAccess: 'disabled', networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' } },
      'pass kv-prod',
    ],
    ['public access disabled and nothing else said', { publicNetworkAccess: 'Disabled' }, 'pass kv-prod'],
    [
      'a word for public access that Azure does not have is neither enabled nor disabled',
      { publicNetworkAccess: 'Sometimes', networkAcls: { defaultAction: 'Allow' } },
      'unknown UNREADABLE kv-prod',
    ],
  ])('%s', async (_, properties, expected) => {
    expect(lines(await judge([apim(), named(), vault(properties)]), 'key-vault-trusted-services')).toEqual([expected]);
  });

  it('rules have no effect while public access is disabled', async () => {
    const report = await judge([
      apim(),
      named(),
      vault({ ...firewall({ bypass: 'None', ipRules: [{ value: '20.50.1.1' }] }), publicNetworkAccess: 'Disabled' }),
    ]);

    expect(lines(report, 'key-vault-network-access')).toEqual(['fail outage NO_PATH kv-prod westeurope']);
    expect(findingOf(report, 'key-vault-client-addresses').status).toBe('not-applicable');
  });
});

describe('a network security perimeter', () => {
  it('enforced voids the bypass, also for an open vault', async () => {
    const report = await judge([apim(), named(), vault(), associated('enforced'), profile]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['fail outage BYPASS_VOID kv-prod']);
    expect(lines(report, 'key-vault-network-access')).toEqual(['fail outage NO_PATH kv-prod westeurope']);
    expect(lines(report, 'key-vault-identity')).toEqual(['pass secret']);
    expect(findingOf(report, 'key-vault-client-addresses').status).toBe('not-applicable');
  });

  it('enforced with a rule for every address is a way, and the void bypass a warning', async () => {
    const report = await judge([
      apim(),
      named(),
      vault(),
      associated('Enforced'),
      profile,
      perimeterRule({ addressPrefixes: ['20.50.0.0/16'] }),
    ]);

    expect(lines(report, 'key-vault-network-access')).toEqual(['pass kv-prod westeurope']);
    expect(lines(report, 'key-vault-trusted-services')).toEqual(['warn BYPASS_VOID kv-prod']);
  });

  it('enforced with a rule for our subscription lets in what reads with a managed identity', async () => {
    const report = await judge([
      apim(),
      named(),
      vault(),
      associated('Enforced'),
      profile,
      perimeterRule({ subscriptions: [{ id: `/subscriptions/${SUBSCRIPTION.toUpperCase()}` }] }),
    ]);

    expect(lines(report, 'key-vault-network-access')).toEqual(['pass kv-prod westeurope']);
    expect(lines(report, 'key-vault-trusted-services')).toEqual(['warn BYPASS_VOID kv-prod']);
  });

  it('takes an outbound rule for none', async () => {
    const report = await judge([
      apim(),
      named(),
      vault(),
      associated('Enforced'),
      profile,
      perimeterRule({ direction: 'Outbound', addressPrefixes: ['20.50.0.0/16'] }),
    ]);

    expect(findingOf(report, 'key-vault-network-access')).toMatchObject({ status: 'fail', impact: 'outage' });
  });

  it.each(['Learning', 'Audit'])('%s leaves the bypass in force', async (mode) => {
    const report = await judge([apim(), named(), vault(firewall()), associated(mode), profile]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['pass kv-prod']);
    expect(lines(report, 'key-vault-network-access')).toEqual(['fail unsupported BYPASS_ONLY kv-prod westeurope']);
  });

  it('secured by a perimeter that cannot be seen is unknown in both', async () => {
    const report = await judge([apim(), named(), vault({ publicNetworkAccess: 'securedbyperimeter' })]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['unknown PERIMETER_NOT_VISIBLE kv-prod']);
    expect(lines(report, 'key-vault-network-access')).toEqual(['unknown PERIMETER_NOT_VISIBLE kv-prod westeurope']);
    expect(report.verdict).toBe('undecided');
  });

  it('secured by a perimeter whose rules are denied is unknown in both', async () => {
    const report = await judge(
      [
        apim(),
        named(),
        vault({ publicNetworkAccess: 'SecuredByPerimeter' }),
        associated('Enforced'),
        profile,
        perimeterRule({ addressPrefixes: ['20.50.0.0/16'] }),
      ],
      { denied: [`${PERIMETER}/profiles`] },
    );

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['unknown PERIMETER_NOT_VISIBLE kv-prod']);
    expect(lines(report, 'key-vault-network-access')).toEqual(['unknown PERIMETER_NOT_VISIBLE kv-prod westeurope']);
  });
});

describe('locations and addresses', () => {
  const two = (extra: JsonObject = {}) =>
    apim({
      additionalLocations: [{ location: 'North Europe', publicIPAddresses: ['20.50.2.2'], ...extra }],
    });

  it('each location needs its own address in the rules', async () => {
    const report = await judge([two(), named(), vault(firewall(admitted))]);

    expect(lines(report, 'key-vault-network-access')).toEqual([
      'fail unsupported BYPASS_ONLY kv-prod northeurope',
      'pass kv-prod westeurope',
    ]);
  });

  it('one green location does not prove the bypass superfluous', async () => {
    const report = await judge([two(), named(), vault(firewall({ bypass: 'None', ...admitted }))]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['fail outage BYPASS_OFF kv-prod']);
  });

  it('a location that is switched off counts nowhere', async () => {
    const report = await judge([two({ disableGateway: true }), named(), vault(firewall(admitted))]);

    expect(lines(report, 'key-vault-network-access')).toEqual(['pass kv-prod westeurope']);
  });

  it('where all are off, key vaults are judged from the primary one', async () => {
    const report = await judge([
      apim({ ...injected(), disableGateway: true }),
      named(),
      vault(firewall(admitted)),
      virtualNetwork([subnet({ serviceEndpoints: [] })]),
      networkSecurityGroup(),
    ]);

    expect(lines(report, 'key-vault-network-access')).toEqual(['pass kv-prod westeurope']);
    expect(lines(report, 'outbound-key-vault')).toEqual(['not-applicable GATEWAY_DISABLED apim-prod']);
    expect(lines(report, 'network-status')).toEqual(['not-applicable GATEWAY_DISABLED apim-prod']);
  });

  it.each([
    ['no rule at all', [], 'fail unsupported BYPASS_ONLY kv-prod westeurope'],
    ['one rule', [{ value: '1.2.3.4' }], 'unknown SHARED_EGRESS_IP kv-prod westeurope'],
  ])('shared addresses and %s', async (_, ipRules, expected) => {
    for (const name of ['Consumption', 'BasicV2', 'StandardV2']) {
      const report = await judge([apim({}, { sku: { name, capacity: 1 } }), named(), vault(firewall({ ipRules }))]);

      expect(lines(report, 'key-vault-network-access')).toEqual([expected]);
    }
  });

  it('every address of the NAT gateway and of the location must be admitted', async () => {
    const nat = { natGatewayState: 'Enabled', outboundPublicIPAddresses: ['20.60.0.0/30'] };
    const one = await judge([apim(nat), named(), vault(firewall(admitted))]);
    const all = await judge([
      apim(nat),
      named(),
      vault(firewall({ ipRules: [{ value: '20.50.1.1' }, { value: '20.60.0.0/29' }] })),
    ]);

    expect(lines(one, 'key-vault-network-access')).toEqual(['fail unsupported BYPASS_ONLY kv-prod westeurope']);
    expect(lines(all, 'key-vault-network-access')).toEqual(['pass kv-prod westeurope']);
  });
});

describe('a service endpoint without a rule', () => {
  const network = [virtualNetwork(), networkSecurityGroup()];

  it('makes address rules miss', async () => {
    const report = await judge([apim(injected()), named(), vault(firewall(admitted)), ...network]);

    expect(lines(report, 'key-vault-network-access')).toEqual(['fail unsupported BYPASS_ONLY kv-prod westeurope']);
  });

  it('and a rule without the endpoint is no way', async () => {
    const report = await judge([
      apim(injected()),
      named(),
      vault(
        firewall({ bypass: 'None', virtualNetworkRules: [{ id: SUBNET, ignoreMissingVnetServiceEndpoint: true }] }),
      ),
      virtualNetwork([subnet({ serviceEndpoints: [] })]),
      networkSecurityGroup(),
    ]);

    expect(lines(report, 'key-vault-network-access')).toEqual(['fail outage NO_PATH kv-prod westeurope']);
    expect(lines(report, 'subnet-key-vault-endpoint')).toEqual(['fail outage ENDPOINT_MISSING snet-apim westeurope']);
  });

  it('no command replaces the endpoints that are there', async () => {
    const report = await judge([
      apim(injected()),
      named(),
      vault(firewall()),
      virtualNetwork([subnet({ serviceEndpoints: [{ service: 'Microsoft.Sql' }] })]),
      networkSecurityGroup(),
    ]);
    const commands = report.findings.flatMap(({ items }) => items.flatMap(({ fix }) => fix?.command ?? []));
    const updates = commands
      .join('\n')
      .split('\n')
      .filter((line) => line.includes('--service-endpoints'));

    expect(updates.length).toBeGreaterThan(0);
    for (const line of updates) expect(line).toContain('$KEEP');
  });
});

describe('whose client id it is', () => {
  const NONE = { identity: null };
  const ONLY_USER: JsonObject = { identity: { ...(USER_IDENTITY.identity as JsonObject), type: 'UserAssigned' } };

  it.each<[string, readonly ArmResource[], string]>([
    ['the system-assigned one', [apim(), named()], 'pass secret'],
    ['an empty text is the system-assigned one', [apim(), named({ identityClientId: '' })], 'pass secret'],
    ['without any identity', [apim({}, NONE), named()], 'fail outage SYSTEM_IDENTITY_DISABLED secret'],
    ['with user-assigned ones only', [apim({}, ONLY_USER), named()], 'fail outage SYSTEM_IDENTITY_DISABLED secret'],
    [
      'a user-assigned one, in another case, that works today but has no proven way',
      [apim({}, USER_IDENTITY), named({ identityClientId: USER_CLIENT })],
      'fail outage USER_ASSIGNED_BEHIND_FIREWALL secret',
    ],
    [
      'in no map, named value',
      [apim({}, USER_IDENTITY), named({ identityClientId: '44444444-4444-4444-8444-444444444444' })],
      'warn IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID secret',
    ],
    [
      'in no map, named value, system-assigned off',
      [apim({}, ONLY_USER), named({ identityClientId: '44444444-4444-4444-8444-444444444444' })],
      'fail outage SYSTEM_IDENTITY_DISABLED secret',
    ],
    [
      'in no map, hostname',
      [apim(withHostname({ identityClientId: '44444444-4444-4444-8444-444444444444' }), USER_IDENTITY)],
      'warn IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID api.example.com',
    ],
    [
      'in no map, hostname, system-assigned off',
      [apim(withHostname({ identityClientId: '44444444-4444-4444-8444-444444444444' }), ONLY_USER)],
      'fail outage SYSTEM_IDENTITY_DISABLED api.example.com',
    ],
    [
      'a user-assigned one, hostname',
      [apim(withHostname({ identityClientId: USER_CLIENT }), USER_IDENTITY)],
      'fail outage USER_ASSIGNED_BEHIND_FIREWALL api.example.com',
    ],
  ])('%s', async (_, resources, expected) => {
    expect(lines(await judge([...resources, vault(firewall())]), 'key-vault-identity')).toEqual([expected]);
  });

  it.each<[string, JsonObject, string]>([
    ['a last success', { lastStatus: { code: 'Success' } }, 'warn USER_ASSIGNED_BEHIND_FIREWALL secret'],
    ['no last status', { lastStatus: null }, 'fail outage USER_ASSIGNED_BEHIND_FIREWALL secret'],
  ])('a user-assigned one with a proven way and %s', async (_, status, expected) => {
    const report = await judge([
      apim({}, USER_IDENTITY),
      named({ identityClientId: USER_CLIENT, ...status }),
      vault(firewall(admitted)),
    ]);

    expect(lines(report, 'key-vault-identity')).toEqual([expected]);
  });

  it('a user-assigned hostname is never let off, whatever the way', async () => {
    const report = await judge([
      apim(withHostname({ identityClientId: USER_CLIENT }), USER_IDENTITY),
      vault(firewall(admitted)),
    ]);

    expect(lines(report, 'key-vault-identity')).toEqual(['fail outage USER_ASSIGNED_BEHIND_FIREWALL api.example.com']);
  });

  it('any identity will do where there is no firewall', async () => {
    const report = await judge([apim({}, USER_IDENTITY), named({ identityClientId: USER_CLIENT }), vault()]);

    expect(lines(report, 'key-vault-identity')).toEqual(['not-applicable FIREWALL_OFF secret']);
  });
});

describe('success with the vault of API Management proves nothing for ours', () => {
  it('leaves the vault without a path', async () => {
    const report = await judge([
      apim(injected()),
      named(),
      vault(firewall({ bypass: 'None' })),
      virtualNetwork(),
      networkSecurityGroup(),
      resource(`${APIM}/networkstatus`, {
        value: [
          {
            location: 'West Europe',
            networkStatus: {
              connectivityStatus: [{ name: 'apikv', status: 'success', resourceType: 'AzureKeyVault' }],
            },
          },
        ],
      }),
    ]);

    expect(lines(report, 'network-status')).toEqual(['pass apim-prod westeurope']);
    expect(lines(report, 'key-vault-network-access')).toEqual(['fail outage NO_PATH kv-prod westeurope']);
  });
});

describe('what cannot be read is never a pass', () => {
  const all = ['identity', 'trusted-services', 'network-access', 'client-addresses'].map((id) => `key-vault-${id}`);

  it('a vault that is not shown is unknown in four requirements, and refresh is still judged', async () => {
    const report = await judge([apim(), named()]);

    expect(all.map((id) => lines(report, id))).toEqual([
      ['unknown TARGET_NOT_VISIBLE secret'],
      ['unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net'],
      ['unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net'],
      ['unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net'],
    ]);
    expect(lines(report, 'key-vault-refresh')).toEqual(['pass secret']);
  });

  it('a list that is denied is unknown by its own id beside what was found', async () => {
    const report = await judge([apim(), named(), vault()], { denied: [`${APIM}/certificates`] });

    for (const id of [...all, 'key-vault-refresh']) {
      expect(lines(report, id)).toContain('unknown FORBIDDEN certificates');
      expect(findingOf(report, id).items).toHaveLength(2);
    }
    expect(report.scanned).toMatchObject({ certificates: null, namedValues: 1 });
  });

  it('no reference and every list read is not applicable, and does not stand in the way', async () => {
    const report = await judge([apim({ customProperties: { [FLAG]: 'True' } })]);

    for (const id of [...all, 'key-vault-refresh'])
      expect(lines(report, id)).toEqual(['not-applicable NO_KV_REFS apim-prod']);
    expect(report.verdict).toBe('ready');
  });

  it('no reference and one list denied is not "nothing"', async () => {
    const report = await judge([apim({ customProperties: { [FLAG]: 'True' } })], { denied: [`${APIM}/namedValues`] });

    for (const id of [...all, 'key-vault-refresh'])
      expect(lines(report, id)).toEqual(['unknown FORBIDDEN namedValues']);
    expect(report.verdict).toBe('undecided');
  });

  it('a managed HSM is no vault of the same name', async () => {
    const report = await judge([
      apim(),
      named({ secretIdentifier: 'https://kv-prod.managedhsm.azure.net/secrets/x' }),
      vault(),
    ]);

    expect(lines(report, 'key-vault-network-access')).toEqual([
      'unknown TARGET_NOT_VISIBLE kv-prod.managedhsm.azure.net',
    ]);
  });
});

describe('the last read of each reference', () => {
  it.each<[string, readonly ArmResource[], string]>([
    ['success', [apim(), named()], 'pass secret'],
    ['no status at all', [apim(), named({ lastStatus: null })], 'pass secret'],
    ['a failure', [apim(), named({ lastStatus: { code: 'Forbidden' } })], 'fail outage REFRESH_FAILED secret'],
    [
      'one version of the secret',
      [apim(), named({ secretIdentifier: 'https://kv-prod.vault.azure.net/secrets/a/0123' })],
      'warn VERSIONED_SECRET secret',
    ],
    [
      'one version and a failure',
      [
        apim(),
        certificate({ secretIdentifier: 'https://kv-prod.vault.azure.net/secrets/a/0123', lastStatus: { code: 'x' } }),
      ],
      'fail outage REFRESH_FAILED client',
    ],
    ['a hostname', [apim(withHostname())], 'pass api.example.com'],
    ['a hostname without a status', [apim(withHostname({ certificateStatus: null }))], 'pass api.example.com'],
    [
      'a hostname that failed',
      [apim(withHostname({ certificateStatus: 'failed' }))],
      'fail outage REFRESH_FAILED api.example.com',
    ],
    [
      'a hostname under way',
      [apim(withHostname({ certificateStatus: 'InProgress' }))],
      'unknown REFRESH_PENDING api.example.com',
    ],
    [
      'a hostname with one version',
      [apim(withHostname({ keyVaultId: 'https://kv-prod.vault.azure.net/secrets/api/0123' }))],
      'warn VERSIONED_SECRET api.example.com',
    ],
  ])('%s', async (_, resources, expected) => {
    expect(lines(await judge([...resources, vault()]), 'key-vault-refresh')).toEqual([expected]);
  });
});

describe('addresses that only look left over', () => {
  it.each<[string, readonly string[], Record<string, string>, string]>([
    ['our own', ['20.50.1.1/32'], {}, 'pass kv-prod'],
    ['a range that holds our own', ['20.50.0.0/16'], {}, 'pass kv-prod'],
    ['one that is known', ['81.2.69.160/32'], { KEY_VAULT_KNOWN_ADDRESSES: '81.2.69.0/24' }, 'pass kv-prod'],
    ['any other', ['20.50.1.1', '81.2.69.160/32'], {}, 'warn UNEXPLAINED_ADDRESS kv-prod'],
    ['none', [], {}, 'pass kv-prod'],
  ])('%s', async (_, values, environment, expected) => {
    const ipRules = values.map((value) => ({ value }));
    const report = await judge([apim(), named(), vault(firewall({ ipRules }))], { environment });

    expect(lines(report, 'key-vault-client-addresses')).toEqual([expected]);
  });

  it('with shared addresses it warns, and offers no command that may cut the gateway off', async () => {
    const report = await judge([
      apim({}, { sku: { name: 'StandardV2', capacity: 1 } }),
      named(),
      vault(firewall({ ipRules: [{ value: '81.2.69.160' }] })),
    ]);
    const [item] = findingOf(report, 'key-vault-client-addresses').items;

    expect(item).toMatchObject({ status: 'warn', reason: 'UNEXPLAINED_ADDRESS' });
    expect(item?.fix?.command).toBeUndefined();
  });
});

describe('workspaces', () => {
  it('refer to key vaults too', async () => {
    const id = `${APIM}/workspaces/team/namedValues/inner`;
    const report = await judge([
      apim(),
      resource(`${APIM}/workspaces/team`, { properties: {} }),
      { ...named(), id, name: 'inner', type: 'Microsoft.ApiManagement/service/workspaces/namedValues' },
      vault(firewall({ bypass: 'None' })),
    ]);

    expect(findingOf(report, 'key-vault-identity').items.map(({ subject }) => subject)).toEqual([id]);
    expect(lines(report, 'key-vault-trusted-services')).toEqual(['fail outage BYPASS_OFF kv-prod']);
  });

  it('whose list is denied leave every key vault requirement open', async () => {
    const report = await judge([apim(), named(), vault()], { denied: [`${APIM}/workspaces`] });

    expect(lines(report, 'key-vault-refresh')).toContain('unknown FORBIDDEN workspaces');
  });
});

describe('what Resource Graph leaves out in silence', () => {
  it('rules of an enforced perimeter that are denied by themselves are unknown, no outage', async () => {
    const report = await judge(
      [apim(), named(), vault(), associated('Enforced'), profile, perimeterRule({ addressPrefixes: ['20.50.0.0/16'] })],
      { denied: [`${PROFILE}/accessRules`] },
    );

    expect(lines(report, 'key-vault-network-access')).toEqual(['unknown PERIMETER_NOT_VISIBLE kv-prod westeurope']);
    expect(report.verdict).toBe('undecided');
  });

  it('links of a private zone that are denied are unknown, no outage', async () => {
    const zone = armId('Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net', 'rg-dns');
    const endpoint = armId('Microsoft.Network/privateEndpoints/pe-kv');
    const report = await judge(
      [
        apim(injected()),
        named(),
        vault({
          publicNetworkAccess: 'Disabled',
          networkAcls: { bypass: 'None', defaultAction: 'Deny' },
          privateEndpointConnections: [
            {
              id: `${KV}/privateEndpointConnections/1`,
              properties: {
                privateEndpoint: { id: endpoint },
                privateLinkServiceConnectionState: { status: 'Approved' },
              },
            },
          ],
        }),
        resource(endpoint, {
          properties: {
            subnet: { id: SUBNET },
            privateLinkServiceConnections: [{ properties: { privateLinkServiceId: KV, groupIds: ['vault'] } }],
          },
        }),
        resource(zone, { location: 'global', properties: {} }),
        resource(`${zone}/virtualNetworkLinks/api`, {
          properties: { virtualNetwork: { id: SUBNET.slice(0, SUBNET.indexOf('/subnets/')) } },
        }),
        virtualNetwork(),
        networkSecurityGroup(),
      ],
      { denied: [`${zone}/virtualNetworkLinks`] },
    );

    expect(lines(report, 'key-vault-network-access')).toEqual(['unknown FORBIDDEN kv-prod westeurope']);
  });
});
