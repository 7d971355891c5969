/** Golden cases and traps about what the gateway calls, docs/rules.md#gateway-dependencies. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { FLAG } from '../support/healthy.ts';
import { findingOf, judge, lines } from '../support/judge.ts';
import { APIM, apim, armId, firewall, keyVault, resource } from '../support/resources.ts';

const USER_CLIENT = '33333333-3333-4333-8333-333333333333';
const SAS = 'sv=2024-01-01&sig=VerySecretSignature%3D';

const policy = (scope: string, inbound: string): ArmResource =>
  resource(`${APIM}${scope}/policies/policy`, {
    properties: { format: 'xml', value: `<policies><inbound><base />${inbound}</inbound></policies>` },
  });
const identity = (audience: string, client = '') =>
  `<authentication-managed-identity resource="${audience}"${client === '' ? '' : ` client-id="${client}"`} />`;
const send = (url: string, inner = '') =>
  `<send-request mode="new" response-variable-name="r"><set-url>${url}</set-url><set-method>GET</set-method>${inner}</send-request>`;

const VAULT_IDENTITY = identity('https://vault.azure.net');
const STORAGE_IDENTITY = identity('https://storage.azure.com/');
const VAULT_URL = 'https://kv-prod.vault.azure.net/secrets/a?api-version=7.4';
const BLOB_URL = 'https://stprod.blob.core.windows.net/box/a';

function storage(networkAcls: JsonObject, properties: JsonObject = {}, location = 'westeurope'): ArmResource {
  return resource(armId('Microsoft.Storage/storageAccounts/stprod', 'rg-data'), {
    location,
    sku: { name: 'Standard_LRS' },
    properties: {
      publicNetworkAccess: 'Enabled',
      networkAcls: { defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [], ...networkAcls },
      primaryEndpoints: { blob: 'https://stprod.blob.core.windows.net/' },
      ...properties,
    },
  });
}

function namespace(provider: 'ServiceBus' | 'EventHub', sku: string, rules?: JsonObject): readonly ArmResource[] {
  const id = armId(`Microsoft.${provider}/namespaces/ns-prod`, 'rg-data');
  return [
    resource(id, {
      location: 'westeurope',
      sku: { name: sku },
      properties: { serviceBusEndpoint: 'https://ns-prod.servicebus.windows.net:443/' },
    }),
    ...(rules === undefined
      ? []
      : [resource(`${id}/networkRuleSets/default`, { properties: { publicNetworkAccess: 'Enabled', ...rules } })]),
  ];
}

const BUS_CALL = policy('', '<send-service-bus-message namespace="ns-prod.servicebus.windows.net" queue-name="q" />');
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

describe('golden cases: what the gateway calls', () => {
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
      [BUS_CALL, ...namespace('ServiceBus', 'Standard', { defaultAction: 'Deny', ipRules: [{ ipMask: '1.2.3.4' }] })],
      'pass ns-prod westeurope',
    ],
    [
      'Service Bus that denies without any rule is open',
      [
        BUS_CALL,
        ...namespace('ServiceBus', 'Premium', { defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [] }),
      ],
      'warn SB_DENY_EMPTY ns-prod westeurope',
    ],
    [
      'the host of Service Bus may be of Event Hubs',
      [
        policy(
          '',
          send('https://ns-prod.servicebus.windows.net/hub/messages', identity('https://eventhubs.azure.net/')),
        ),
        ...namespace('EventHub', 'Standard', {
          defaultAction: 'Deny',
          trustedServiceAccessEnabled: true,
          ipRules: [{ ipMask: '1.2.3.4' }],
        }),
      ],
      'fail outage G-RELIES ns-prod westeurope',
    ],
    [
      'an Event Hubs logger with the system-assigned identity',
      [
        resource(`${APIM}/loggers/audit`, {
          properties: {
            loggerType: 'azureEventHub',
            credentials: {
              endpointAddress: 'ns-prod.servicebus.windows.net',
              identityClientId: 'systemassigned',
              name: 'hub',
            },
          },
        }),
        ...namespace('EventHub', 'Standard', {
          defaultAction: 'Deny',
          trustedServiceAccessEnabled: true,
          ipRules: [{ ipMask: '1.2.3.4' }],
        }),
      ],
      'fail outage G-RELIES ns-prod westeurope',
    ],
    [
      'a registry that lets in selected networks',
      [
        policy('', send('https://acrprod.azurecr.io/v2/', identity('https://containerregistry.azure.net'))),
        resource(armId('Microsoft.ContainerRegistry/registries/acrprod'), {
          location: 'westeurope',
          sku: { name: 'Premium' },
          properties: {
            loginServer: 'acrprod.azurecr.io',
            publicNetworkAccess: 'Enabled',
            networkRuleBypassOptions: 'AzureServices',
            networkRuleSet: { defaultAction: 'Deny', ipRules: [] },
          },
        }),
      ],
      'fail outage G-RELIES acrprod westeurope',
    ],
    [
      'an address that is computed',
      [policy('', send('@("https://"+context.Variables["acct"]+".blob.core.windows.net")', STORAGE_IDENTITY))],
      'unknown EXPRESSION_URL policy',
    ],
    [
      'a signature in the address never rode on trusted access',
      [policy('', send(`${BLOB_URL}?${SAS.replaceAll('&', '&amp;')}`)), storage({ bypass: 'AzureServices' })],
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
      [policy('', send(VAULT_URL)), vault()],
      'fail outage G-NO-PATH kv-prod westeurope',
    ],
    [
      'nothing lets it through, whoever calls',
      [policy('', send(VAULT_URL)), vault({ bypass: 'None' })],
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
      [
        policy('', send('{{url}}', VAULT_IDENTITY)),
        resource(`${APIM}/namedValues/x`, { properties: { displayName: 'url', secret: true, value: VAULT_URL } }),
      ],
      'unknown SECRET_NAMED_VALUE policy',
    ],
    [
      'a plain named value by its display name',
      [
        policy('', send('https://{{vault}}.vault.azure.net/secrets/a', VAULT_IDENTITY)),
        resource(`${APIM}/namedValues/x`, { properties: { displayName: 'vault', secret: false, value: 'kv-prod' } }),
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
    ['no call at all', [policy('', send('https://example.com/'))], 'pass NO_DEPENDENCIES apim-prod'],
    ['a policy that cannot be understood', [policy('', '<send-request')], 'unknown POLICY_PARSE policy'],
  ])('%s', async (_, resources, expected) => {
    expect(await found(...resources)).toEqual([expected]);
  });
});

describe('every place where a call may stand', () => {
  const call = send(VAULT_URL, VAULT_IDENTITY);
  const item = (path: string, properties: JsonObject = {}) => resource(`${APIM}/${path}`, { properties });
  const api = item('apis/orders', { displayName: 'orders', path: 'orders', isCurrent: true });

  it.each<[string, readonly ArmResource[]]>([
    ['an API', [api, policy('/apis/orders', call)]],
    ['an operation', [api, item('apis/orders/operations/get'), policy('/apis/orders/operations/get', call)]],
    ['a resolver', [api, item('apis/orders/resolvers/r'), policy('/apis/orders/resolvers/r', call)]],
    ['a product', [item('products/gold'), policy('/products/gold', call)]],
    [
      'a fragment in a fragment',
      [
        policy('', '<include-fragment fragment-id="outer" />'),
        item('policyFragments/outer', {
          format: 'xml',
          value: '<fragment><include-fragment fragment-id="inner" /></fragment>',
        }),
        item('policyFragments/inner', { format: 'xml', value: `<fragment>${call}</fragment>` }),
      ],
    ],
    ['one branch of a choice', [policy('', `<choose><when condition="@(false)">${call}</when><otherwise /></choose>`)]],
    [
      'the service URL of an API, with the identity of its policy',
      [
        item('apis/orders', {
          displayName: 'orders',
          path: 'orders',
          isCurrent: true,
          serviceUrl: 'https://kv-prod.vault.azure.net',
        }),
        policy('/apis/orders', VAULT_IDENTITY),
      ],
    ],
    [
      'a backend with its own identity, through a pool with a dummy URL',
      [
        api,
        item('backends/one', {
          url: 'https://kv-prod.vault.azure.net',
          protocol: 'http',
          credentials: { managedIdentity: { resource: 'https://vault.azure.net' } },
        }),
        item('backends/pool', {
          type: 'Pool',
          url: 'https://stdummy.blob.core.windows.net',
          pool: { services: [{ id: '/backends/one' }] },
        }),
        policy('/apis/orders', '<set-backend-service backend-id="pool" />'),
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
  const backend = resource(`${APIM}/backends/lonely`, {
    properties: {
      url: 'https://kv-prod.vault.azure.net',
      protocol: 'http',
      credentials: { managedIdentity: { resource: 'https://vault.azure.net' } },
    },
  });
  const api = (name: string, properties: JsonObject) =>
    resource(`${APIM}/apis/${name}`, { properties: { displayName: 'orders', path: 'orders', ...properties } });

  it('a backend that nothing refers to is at worst a warning', async () => {
    expect(await found(backend, vault())).toEqual(['warn UNREFERENCED kv-prod westeurope']);
  });

  it('but not where some backend id is computed', async () => {
    const computed = policy('', '<set-backend-service backend-id="@(context.Variables.GetValueOrDefault("b",""))" />');

    expect(await found(backend, computed, vault())).toContain('fail outage G-RELIES kv-prod westeurope');
  });

  it('a revision that is not current is at worst a warning', async () => {
    const resources = [
      api('orders', { isCurrent: true, apiRevision: '2' }),
      api('orders;rev=1', { isCurrent: false, apiRevision: '1' }),
      policy('/apis/orders;rev=1', call),
    ];

    expect(await found(...resources, vault())).toEqual(['warn OTHER_REVISION kv-prod westeurope']);
  });

  it('a workspace that gets in as a trusted service only fails like any other call', async () => {
    const resources = [
      resource(`${APIM}/workspaces/team`, { properties: {} }),
      resource(`${APIM}/workspaces/team/apis/a`, { properties: { displayName: 'a', path: 'a', isCurrent: true } }),
      policy('/workspaces/team/apis/a', call),
    ];

    expect(await found(...resources, vault())).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });

  it('each self-hosted gateway adds a warning for each firewalled dependency of the APIs that it serves', async () => {
    const served = { properties: { displayName: 'orders', path: 'orders', isCurrent: true } };
    const gateway = [
      resource(`${APIM}/gateways/onprem`, { properties: {} }),
      resource(`${APIM}/gateways/onprem/apis/orders`, served),
      resource(`${APIM}/apis/orders`, served),
    ];
    const admitted = vault({ ipRules: [{ value: '20.50.1.1' }] });

    expect(await found(policy('', call), ...gateway, admitted)).toEqual([
      'warn SELF_HOSTED_EGRESS kv-prod gateways/onprem',
      'pass kv-prod westeurope',
    ]);
    expect(await found(policy('', call), ...gateway, keyVault())).toEqual(['pass kv-prod westeurope']);
  });

  it.each(['Developer', 'Premium', 'Isolated', 'SomethingNew'])(
    'a self-hosted gateway counts in tier %s',
    async (name) => {
      const report = await judge([
        { ...SERVICE, sku: { name, capacity: 1 } },
        policy('', call),
        resource(`${APIM}/gateways/onprem`, { properties: {} }),
        resource(`${APIM}/gateways/onprem/apis/orders`, { properties: { isCurrent: true } }),
        resource(`${APIM}/apis/orders`, { properties: { displayName: 'orders', path: 'orders', isCurrent: true } }),
        vault({ ipRules: [{ value: '20.50.1.1' }] }),
      ]);

      expect(lines(report, 'gateway-dependencies')).toContain('warn SELF_HOSTED_EGRESS kv-prod gateways/onprem');
    },
  );

  it('counts in full where nobody can tell which revision is the current one', async () => {
    const properties = { displayName: 'orders', path: 'orders', isCurrent: { not: 'told' } };

    expect(
      await found(resource(`${APIM}/apis/orders`, { properties }), policy('/apis/orders', call), vault()),
    ).toContain('fail outage G-RELIES kv-prod westeurope');
  });

  it('tells of what is used before what is not, where both are only worth a warning', async () => {
    const idle = resource(`${APIM}/backends/idle`, {
      properties: {
        url: BLOB_URL,
        credentials: {
          managedIdentity: { clientId: '44444444-4444-4444-8444-444444444444', resource: 'https://storage.azure.com/' },
        },
      },
    });
    const open = storage({ defaultAction: 'Allow' }, { allowSharedKeyAccess: false });

    expect(await found(idle, open)).toEqual(['warn UNREFERENCED stprod westeurope']);
    expect(await found(policy('', send(`${BLOB_URL}?${SAS.replaceAll('&', '&amp;')}`)), idle, open)).toEqual([
      'warn LOCAL_AUTH_OFF stprod westeurope',
    ]);
  });

  it('the flag changes only the wording', async () => {
    const report = await judge([apim({ customProperties: { [FLAG]: 'True' } }), policy('', call), vault()]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });
});

describe('no secret leaves', () => {
  it('neither a signature nor policy text stands in the report', async () => {
    const report = await judge([
      apim(),
      policy('', send(`${BLOB_URL}?${SAS.replaceAll('&', '&amp;')}`)),
      policy('/apis/a', send(`@("${BLOB_URL}?${SAS.replaceAll('&', '&amp;')}" + context.RequestId)`)),
      resource(`${APIM}/apis/a`, { properties: { displayName: 'a', path: 'a', isCurrent: true } }),
      resource(`${APIM}/backends/b`, {
        properties: { url: `${BLOB_URL}?${SAS}`, credentials: { header: { 'x-key': ['TopSecretKey'] } } },
      }),
      storage({ bypass: 'AzureServices' }),
    ]);
    const text = JSON.stringify(report);

    expect(findingOf(report, 'gateway-dependencies').items.length).toBeGreaterThan(0);
    expect(text).not.toContain('VerySecretSignature');
    expect(text).not.toContain('TopSecretKey');
    expect(text).not.toContain('<set-url>');
  });
});

describe('what API Management itself lets in changes nothing', () => {
  it('neither its public access nor its private endpoints', async () => {
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
