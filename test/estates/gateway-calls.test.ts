/** What the gateway calls, from the policy to the item. Rules: docs/rules.md#gateway-dependencies, docs/rules.md#calls. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { render } from '../../src/model/text.ts';
import { findingOf, judge, lines } from '../support/judge.ts';
import {
  api,
  backend,
  eventHubLogger,
  fragment,
  inbound,
  include,
  namedValue,
  policy as policyOf,
  pool,
  sendRequest as send,
  toBackend,
} from '../support/policies.ts';
import {
  APIM,
  apim,
  armId,
  FLAG,
  firewall,
  injected,
  keyVault,
  keyVaultNamedValue,
  networkSecurityGroup,
  resource,
  SUBNET,
  subnet,
  virtualNetwork,
  withHostname,
} from '../support/resources.ts';
import { namespace, registry, ruleSet, storageAccount } from '../support/targets.ts';

const USER_CLIENT = '33333333-3333-4333-8333-333333333333';
const SAS = 'sv=2024-01-01&sig=VerySecretSignature%3D';

const policy = (scope: string, ...statements: readonly string[]) => policyOf(scope, inbound(...statements));
const identity = (audience: string, client = '') =>
  `<authentication-managed-identity resource="${audience}"${client === '' ? '' : ` client-id="${client}"`} />`;

const VAULT_IDENTITY = identity('https://vault.azure.net');
const STORAGE_IDENTITY = identity('https://storage.azure.com/');
const VAULT_URL = 'https://kv-prod.vault.azure.net/secrets/a?api-version=7.4';
const BLOB_URL = 'https://stprod.blob.core.windows.net/box/a';

const SIGNED_URL = `${BLOB_URL}?${SAS.replaceAll('&', '&amp;')}`;
const SIGNED_CALL = send(SIGNED_URL, '');
const OWN_IDENTITY = { credentials: { managedIdentity: { resource: 'https://vault.azure.net' } } };

const storage = (acls: JsonObject, properties: JsonObject = {}, location = 'westeurope') =>
  storageAccount('stprod', acls, properties, { location });

/** A namespace, with its rule set. */
function messaging(kind: 'ServiceBus' | 'EventHub', tier: string, rules: JsonObject = {}): readonly ArmResource[] {
  const made = namespace(kind, 'ns-prod', tier);
  return [made, ruleSet(made, rules)];
}

const TRUSTED = { trustedServiceAccessEnabled: true };
const BUS_CALL = policy('', '<send-service-bus-message namespace="ns-prod.servicebus.windows.net" queue-name="q" />');
const REGISTRY_CALL = policy(
  '',
  send('https://acrprod.azurecr.io/v2/', identity('https://containerregistry.azure.net')),
);
const vault = (rules: JsonObject = {}) => keyVault('kv-prod', firewall(rules));
const SERVICE = apim(
  {},
  {
    identity: {
      type: 'SystemAssigned, UserAssigned',
      userAssignedIdentities: {
        [armId('Microsoft.ManagedIdentity/userAssignedIdentities/id-api')]: { clientId: USER_CLIENT },
      },
    },
  },
);
const found = async (...resources: readonly ArmResource[]) =>
  lines(await judge([SERVICE, ...resources]), 'gateway-dependencies');

describe('a call', () => {
  it.each<[string, readonly ArmResource[], string]>([
    [
      'Storage in the own region ignores address rules',
      [
        policy('', send(BLOB_URL, STORAGE_IDENTITY)),
        storage({ bypass: 'AzureServices', ipRules: [{ value: '20.50.1.1', action: 'Allow' }] }),
      ],
      'fail outage STORAGE_SAME_REGION stprod westeurope',
    ],
    [
      'Storage in another region does not',
      [policy('', send(BLOB_URL, STORAGE_IDENTITY)), storage({ ipRules: [{ value: '20.50.1.1' }] }, {}, 'northeurope')],
      'pass stprod westeurope',
    ],
    [
      'a resource instance rule is trust too',
      [
        policy('', send(BLOB_URL, STORAGE_IDENTITY)),
        storage({ bypass: 'Logging, Metrics', resourceAccessRules: [{ resourceId: APIM.toLowerCase() }] }),
      ],
      'fail outage G-RELIES stprod westeurope',
    ],
    [
      'a bypass in a list is a bypass',
      [policy('', send(BLOB_URL, STORAGE_IDENTITY)), storage({ bypass: 'Logging, Metrics, AzureServices' })],
      'fail outage G-RELIES stprod westeurope',
    ],
    [
      'no bypass and no rule is no trust',
      [policy('', send(BLOB_URL, STORAGE_IDENTITY)), storage({ bypass: 'Logging, Metrics' })],
      'fail outage G-NO-PATH stprod westeurope',
    ],
    [
      'Service Bus Standard has no firewall',
      [BUS_CALL, ...messaging('ServiceBus', 'Standard')],
      'pass ns-prod westeurope',
    ],
    [
      'Service Bus that denies without any rule is open',
      [BUS_CALL, ...messaging('ServiceBus', 'Premium', { ipRules: [] })],
      'warn SB_DENY_EMPTY ns-prod westeurope',
    ],
    [
      'the host of Service Bus may be of Event Hubs',
      [
        policy(
          '',
          send('https://ns-prod.servicebus.windows.net/hub/messages', identity('https://eventhubs.azure.net/')),
        ),
        ...messaging('EventHub', 'Standard', TRUSTED),
      ],
      'fail outage G-RELIES ns-prod westeurope',
    ],
    [
      'an Event Hubs logger with the system-assigned identity',
      [
        eventHubLogger('audit', {
          credentials: {
            endpointAddress: 'ns-prod.servicebus.windows.net',
            identityClientId: 'systemassigned',
            name: 'hub',
          },
        }),
        ...messaging('EventHub', 'Standard', TRUSTED),
      ],
      'fail outage G-RELIES ns-prod westeurope',
    ],
    [
      'a registry that lets in selected networks',
      [REGISTRY_CALL, registry('acrprod', { networkRuleBypassOptions: 'AzureServices' })],
      'fail outage G-RELIES acrprod westeurope',
    ],
    [
      'a registry that also trusts nobody',
      [REGISTRY_CALL, registry('acrprod')],
      'fail outage G-NO-PATH acrprod westeurope',
    ],
    [
      'a registry that lets in the address of the gateway',
      [
        REGISTRY_CALL,
        registry('acrprod', {
          networkRuleSet: { defaultAction: 'Deny', ipRules: [{ action: 'Allow', value: '20.50.1.1' }] },
        }),
      ],
      'pass acrprod westeurope',
    ],
    [
      'an address that is computed',
      [policy('', send('@("https://"+context.Variables["acct"]+".blob.core.windows.net")', STORAGE_IDENTITY))],
      'unknown EXPRESSION_URL policy',
    ],
    [
      'a signature in the address never rode on trusted access',
      [policy('', SIGNED_CALL), storage({ bypass: 'AzureServices' })],
      'fail outage G-NO-PATH stprod westeurope',
    ],
    [
      'nor did a user-assigned identity',
      [policy('', send(VAULT_URL, identity('https://vault.azure.net', USER_CLIENT))), vault()],
      'fail outage G-NO-PATH kv-prod westeurope',
    ],
    [
      'but with Storage that is not certain',
      [
        policy('', send(BLOB_URL, identity('https://storage.azure.com', USER_CLIENT))),
        storage({ bypass: 'AzureServices' }),
      ],
      'fail outage G-NO-PATH stprod westeurope',
    ],
    [
      'a call that has no other way than trusted access',
      [policy('', send(VAULT_URL, VAULT_IDENTITY)), vault()],
      'fail outage G-RELIES kv-prod westeurope',
    ],
    [
      'a call with a client id that belongs to no attached identity, which may be the system-assigned one',
      [
        policy('', send(VAULT_URL, identity('https://vault.azure.net', '44444444-4444-4444-8444-444444444444'))),
        vault(),
      ],
      'unknown IDENTITY_NOT_ATTACHED kv-prod westeurope',
    ],
    [
      'nor did a call that shows no identity at all',
      [policy('', send(VAULT_URL, '')), vault()],
      'fail outage G-NO-PATH kv-prod westeurope',
    ],
    [
      'nothing lets it through, whoever calls',
      [policy('', send(VAULT_URL, '')), vault({ bypass: 'None' })],
      'fail outage G-NO-PATH kv-prod westeurope',
    ],
    [
      'a bypass left on is no warning',
      [policy('', send(VAULT_URL, VAULT_IDENTITY)), vault({ ipRules: [{ value: '20.50.1.1/32' }] })],
      'pass kv-prod westeurope',
    ],
    ['an open vault', [policy('', send(VAULT_URL, VAULT_IDENTITY)), keyVault()], 'pass kv-prod westeurope'],
    [
      'a vault that is not shown',
      [policy('', send(VAULT_URL, VAULT_IDENTITY))],
      'unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net',
    ],
    [
      'an address in a secret named value',
      [policy('', send('{{url}}', VAULT_IDENTITY)), namedValue('url', undefined, 'x')],
      'unknown SECRET_NAMED_VALUE policy',
    ],
    [
      'a plain named value by its display name',
      [
        policy('', send('https://{{vault}}.vault.azure.net/secrets/a', VAULT_IDENTITY)),
        namedValue('vault', 'kv-prod', 'x'),
        vault(),
      ],
      'fail outage G-RELIES kv-prod westeurope',
    ],
    [
      'C# that is no XML',
      [
        resource(`${APIM}/policies/policy`, {
          properties: {
            format: 'rawxml',
            value: `<policies><inbound><set-variable name="a" value="@(1 < 2 && "x" != "y")" />${send(VAULT_URL, VAULT_IDENTITY)}</inbound></policies>`,
          },
        }),
        vault(),
      ],
      'fail outage G-RELIES kv-prod westeurope',
    ],
    ['no call at all', [policy('', send('https://example.com/', ''))], 'pass NO_DEPENDENCIES apim-prod'],
    ['a policy that cannot be understood', [policy('', '<send-request')], 'unknown POLICY_PARSE policy'],
  ])('%s', async (_, resources, expected) => {
    expect(await found(...resources)).toEqual([expected]);
  });
});

describe('every place where a call may stand', () => {
  const call = send(VAULT_URL, VAULT_IDENTITY);
  const part = (path: string) => resource(`${APIM}/${path}`, { properties: {} });
  const orders = api('orders');

  it.each<[string, readonly ArmResource[]]>([
    ['an API', [orders, policy('apis/orders', call)]],
    ['an operation', [orders, part('apis/orders/operations/get'), policy('apis/orders/operations/get', call)]],
    ['a resolver', [orders, part('apis/orders/resolvers/r'), policy('apis/orders/resolvers/r', call)]],
    ['a product', [part('products/gold'), policy('products/gold', call)]],
    [
      'a fragment in a fragment',
      [policy('', include('outer')), fragment('outer', include('inner')), fragment('inner', call)],
    ],
    ['one branch of a choice', [policy('', `<choose><when condition="@(false)">${call}</when><otherwise /></choose>`)]],
    [
      'the service URL of an API, with the identity of its policy',
      [api('orders', 'https://kv-prod.vault.azure.net'), policy('apis/orders', VAULT_IDENTITY)],
    ],
    [
      'a backend with its own identity, through a pool with a dummy URL',
      [
        orders,
        backend('one', 'https://kv-prod.vault.azure.net', OWN_IDENTITY),
        pool('pool', 'one'),
        policy('apis/orders', toBackend('pool')),
      ],
    ],
  ])('%s', async (_, resources) => {
    expect(await found(...resources, vault())).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });

  it('a comment is no call', async () => {
    expect(await found(policy('', `<!-- ${call} -->`), vault())).toEqual(['pass NO_DEPENDENCIES apim-prod']);
  });
});

describe('what counts less', () => {
  const call = send(VAULT_URL, VAULT_IDENTITY);
  const lonely = backend('lonely', 'https://kv-prod.vault.azure.net', OWN_IDENTITY);
  const selfHosted = [
    resource(`${APIM}/gateways/onprem`, { properties: {} }),
    resource(`${APIM}/gateways/onprem/apis/orders`, { properties: { isCurrent: true } }),
    api('orders'),
  ];
  const admitted = vault({ ipRules: [{ value: '20.50.1.1' }] });

  it('a backend that nothing refers to is at worst a warning', async () => {
    expect(await found(lonely, vault())).toEqual(['warn UNREFERENCED kv-prod westeurope']);
  });

  it('but not where some backend id is computed', async () => {
    const computed = policy('', toBackend('@(context.Variables.GetValueOrDefault(&quot;b&quot;,&quot;&quot;))'));

    expect(await found(lonely, computed, vault())).toContain('fail outage G-RELIES kv-prod westeurope');
  });

  it('a revision that is not current is at worst a warning', async () => {
    const resources = [
      api('orders', undefined, { apiRevision: '2' }),
      api('orders;rev=1', undefined, { isCurrent: false, apiRevision: '1' }),
      policy('apis/orders;rev=1', call),
    ];

    expect(await found(...resources, vault())).toEqual(['warn OTHER_REVISION kv-prod westeurope']);
  });

  it('a workspace that gets in as a trusted service only fails like any other call', async () => {
    const resources = [
      resource(`${APIM}/workspaces/team`, { properties: {} }),
      resource(`${APIM}/workspaces/team/apis/a`, { properties: { displayName: 'a', path: 'a', isCurrent: true } }),
      policy('workspaces/team/apis/a', call),
    ];

    expect(await found(...resources, vault())).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });

  it('each self-hosted gateway adds a warning for each firewalled dependency of the APIs that it serves', async () => {
    expect(await found(policy('', call), ...selfHosted, admitted)).toEqual([
      'warn SELF_HOSTED_EGRESS kv-prod gateways/onprem',
      'pass kv-prod westeurope',
    ]);
    expect(await found(policy('', call), ...selfHosted, keyVault())).toEqual(['pass kv-prod westeurope']);
  });

  it.each(['Developer', 'Premium', 'Isolated', 'SomethingNew'])(
    'a self-hosted gateway counts in tier %s',
    async (name) => {
      const report = await judge([
        { ...SERVICE, sku: { name, capacity: 1 } },
        policy('', call),
        ...selfHosted,
        admitted,
      ]);

      expect(lines(report, 'gateway-dependencies')).toContain('warn SELF_HOSTED_EGRESS kv-prod gateways/onprem');
    },
  );

  it('counts in full where nobody can tell which revision is the current one', async () => {
    const orders = api('orders', undefined, { isCurrent: { not: 'told' } });

    expect(await found(orders, policy('apis/orders', call), vault())).toContain(
      'fail outage G-RELIES kv-prod westeurope',
    );
  });

  it('tells of what is used before what is not, where both are only worth a warning', async () => {
    const clientId = '44444444-4444-4444-8444-444444444444';
    const managedIdentity = { clientId, resource: 'https://storage.azure.com/' };
    const idle = backend('idle', BLOB_URL, { credentials: { managedIdentity } });
    const open = storage({ defaultAction: 'Allow' }, { allowSharedKeyAccess: false });

    expect(await found(idle, open)).toEqual(['warn UNREFERENCED stprod westeurope']);
    expect(await found(policy('', SIGNED_CALL), idle, open)).toEqual(['warn LOCAL_AUTH_OFF stprod westeurope']);
  });

  it('the flag changes only the wording', async () => {
    const report = await judge([apim({ customProperties: { [FLAG]: 'True' } }), policy('', call), vault()]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });
});

describe('the whole report', () => {
  const callsVault = policy('apis/orders/operations/get-invoice', send(VAULT_URL));
  const network = [virtualNetwork(), networkSecurityGroup()];

  it('passes the control plane by the bypass of the vault that fails the gateway', async () => {
    const report = await judge([
      apim(injected()),
      keyVaultNamedValue('secret', 'kv-prod'),
      callsVault,
      vault(),
      ...network,
    ]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['pass kv-prod']);
    expect(lines(report, 'gateway-dependencies')).toEqual(['fail outage G-RELIES kv-prod westeurope']);
    expect(lines(report, 'trusted-access-disabled')).toEqual(['fail unsupported FLAG_NOT_SET apim-prod']);
    expect(report.verdict).toBe('not-ready');
  });

  it('keeps the bypass for a hostname where a rule for the subnet is a way', async () => {
    const report = await judge([
      apim({ ...injected(), ...withHostname() }),
      callsVault,
      vault({ virtualNetworkRules: [{ id: SUBNET.toUpperCase() }] }),
      ...network,
    ]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['pass kv-prod westeurope']);
    expect(lines(report, 'key-vault-trusted-services')).toEqual(['pass kv-prod']);
    expect(JSON.stringify(report)).not.toContain('--bypass None');
  });

  it('is ready with a warning alone', async () => {
    expect(await judge([apim(), BUS_CALL, ...messaging('ServiceBus', 'Premium', { ipRules: [] })])).toMatchObject({
      verdict: 'ready',
    });
  });

  it('takes no address rule for proof in a tier with shared addresses', async () => {
    const shared = apim({ publicIPAddresses: ['20.50.1.1'] }, { sku: { name: 'StandardV2', capacity: 1 } });
    const report = await judge([shared, vault({ ipRules: [{ value: '20.50.1.1/32' }] }), callsVault]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['unknown SHARED_EGRESS_IP kv-prod westeurope']);
    expect(lines(report, 'trusted-access-disabled')).toEqual(['unknown DEPENDENCIES_UNPROVEN apim-prod']);
    expect(report.verdict).toBe('undecided');
  });

  it('names the second region where only its subnet lacks the endpoint', async () => {
    const north = armId('Microsoft.Network/virtualNetworks/vnet-north');
    const northSubnet = `${north}/subnets/snet-apim`;
    const additionalLocations = [
      {
        location: 'North Europe',
        virtualNetworkConfiguration: { subnetResourceId: northSubnet },
        publicIPAddresses: ['20.50.2.2'],
      },
    ];
    const report = await judge([
      apim({ ...injected(), additionalLocations }),
      callsVault,
      vault({ virtualNetworkRules: [{ id: SUBNET }, { id: northSubnet }] }),
      virtualNetwork([subnet({ serviceEndpoints: [] }, northSubnet)], {}, north),
      ...network,
    ]);

    expect(lines(report, 'gateway-dependencies')).toEqual([
      'fail outage G-RELIES kv-prod northeurope',
      'pass kv-prod westeurope',
    ]);
  });

  it.each([
    ['2026-03-14', 'Microsoft withdraws trusted access on 15 March 2026 (in 1 day)'],
    ['2026-03-15', 'Microsoft withdraws trusted access today, 15 March 2026'],
  ] as const)('follows the clock on %s', async (today, words) => {
    const report = await judge([apim(), vault(), callsVault], { today });
    const [item] = findingOf(report, 'gateway-dependencies').items;

    expect(item === undefined ? '' : render(item.message)).toContain(words);
  });

  it('holds neither a signature nor policy text', async () => {
    const report = await judge([
      apim(),
      policy('', SIGNED_CALL),
      policy('apis/a', send(`@("${SIGNED_URL}" + context.RequestId)`, '')),
      api('a'),
      backend('b', `${BLOB_URL}?${SAS}`, { credentials: { header: { 'x-key': ['TopSecretKey'] } } }),
      storage({ bypass: 'AzureServices' }),
    ]);
    const text = JSON.stringify(report);

    expect(findingOf(report, 'gateway-dependencies').items.length).toBeGreaterThan(0);
    expect(text).not.toContain('VerySecretSignature');
    expect(text).not.toContain('TopSecretKey');
    expect(text).not.toContain('<set-url>');
  });

  it('does not ask what API Management itself lets in', async () => {
    const closed = apim({
      publicNetworkAccess: 'Disabled',
      privateEndpointConnections: [
        { properties: { privateLinkServiceConnectionState: { status: 'Approved' }, privateEndpoint: { id: APIM } } },
      ],
    });
    const report = await judge([
      closed,
      policy('', send(VAULT_URL, VAULT_IDENTITY)),
      vault({ ipRules: [{ value: '20.50.1.1' }] }),
    ]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['pass kv-prod westeurope']);
  });
});
