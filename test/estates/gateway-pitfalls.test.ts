/** What is easy to get wrong about gateways, their targets and networks. */
import type { JsonObject } from '../../src/model/json.ts';
import { render } from '../../src/model/text.ts';
import { requiredRules } from '../support/healthy.ts';
import { findingOf, judge, lines } from '../support/judge.ts';
import {
  api,
  backend,
  eventHubLogger,
  fragment,
  inbound,
  managedIdentity,
  namedValue,
  policy,
  pool,
  sendRequest,
} from '../support/policies.ts';
import {
  APIM,
  apim,
  armId,
  firewall,
  injected,
  keyVault,
  NSG,
  networkSecurityGroup,
  resource,
  SUBNET,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';
import { managedHsm, namespace, registry, ruleSet, storageAccount } from '../support/targets.ts';

const KV = armId('Microsoft.KeyVault/vaults/kv-prod', 'rg-secrets');
const closed = keyVault('kv-prod', firewall());
const calls = (host: string, inside?: string) =>
  policy('apis/orders', inbound(sendRequest(`https://${host}/x`, inside)));
const callsVault = calls('kv-prod.vault.azure.net');
const callsStorage = calls('stprod.blob.core.windows.net');
const found = (report: Awaited<ReturnType<typeof judge>>) => lines(report, 'gateway-dependencies');

describe('for the gateway a bypass that is on is the danger', () => {
  it('passes no call, although it passes the control plane', async () => {
    expect(found(await judge([apim(), closed, callsVault]))).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });
});

describe('public access that is disabled leaves trusted access as it is', () => {
  it.each([
    ['a key vault', [keyVault('kv-prod', { publicNetworkAccess: 'Disabled' }), callsVault], 'kv-prod'],
    [
      'a managed HSM',
      [
        managedHsm('hsm-prod', { bypass: 'AzureServices' }, { publicNetworkAccess: 'Disabled' }),
        calls('hsm-prod.managedhsm.azure.net'),
      ],
      'hsm-prod',
    ],
    [
      'a storage account',
      [
        storageAccount(
          'stprod',
          { bypass: 'AzureServices', defaultAction: 'Allow' },
          { publicNetworkAccess: 'Disabled' },
        ),
        callsStorage,
      ],
      'stprod',
    ],
    [
      'a container registry',
      [
        registry('crprod', { publicNetworkAccess: 'Disabled', networkRuleBypassOptions: 'AzureServices' }),
        calls('crprod.azurecr.io'),
      ],
      'crprod',
    ],
  ])('%s', async (_, resources, name) => {
    expect(found(await judge([apim(), ...resources]))).toEqual([`fail outage G-RELIES ${name} westeurope`]);
  });
});

describe('the bypass of Storage is a list', () => {
  it.each([
    ['Logging, Metrics, AzureServices', 'fail outage G-RELIES'],
    ['azureservices,Logging', 'fail outage G-RELIES'],
    ['Logging, Metrics', 'fail outage G-NO-PATH'],
    ['None', 'fail outage G-NO-PATH'],
  ])('%s', async (bypass, outcome) => {
    expect(found(await judge([apim(), storageAccount('stprod', { bypass }), callsStorage]))).toEqual([
      `${outcome} stprod westeurope`,
    ]);
  });
});

describe('address rules of Storage', () => {
  const ipRules = [{ value: '20.50.1.1', action: 'Allow' }];

  it('let nobody in from the same region, and no fix suggests them there', async () => {
    const report = await judge([apim(), storageAccount('stprod', { ipRules }), callsStorage]);
    expect(found(report)).toEqual(['fail outage STORAGE_SAME_REGION stprod westeurope']);
    expect(findingOf(report, 'gateway-dependencies').items[0]?.fix?.command ?? '').not.toContain('--ip-address');
  });

  it('count from another region', async () => {
    const away = storageAccount('stprod', { ipRules }, {}, { location: 'northeurope' });
    expect(found(await judge([apim(), away, callsStorage]))).toEqual(['pass stprod westeurope']);
  });

  it('count for every other service of the region', async () => {
    const vault = keyVault('kv-prod', firewall({ ipRules: [{ value: '20.50.1.1/32' }] }));
    expect(found(await judge([apim(), vault, callsVault]))).toEqual(['pass kv-prod westeurope']);
  });
});

describe('where rule sets stand, and which tiers have none', () => {
  it('the rule set is read from the child of the namespace, whatever the namespace says', async () => {
    const hub = namespace('EventHub', 'evh-prod', 'Standard', { networkRuleSets: { defaultAction: 'Allow' } });
    const report = await judge([apim(), hub, ruleSet(hub), calls('evh-prod.servicebus.windows.net')]);
    expect(found(report)).toEqual(['fail outage G-NO-PATH evh-prod westeurope']);
  });

  it('and unread it is unknown', async () => {
    const hub = namespace('EventHub', 'evh-prod', 'Standard');
    const resources = [apim(), hub, ruleSet(hub), calls('evh-prod.servicebus.windows.net')];
    expect(found(await judge(resources, { denied: [`${hub.id}/networkRuleSets`] }))).toEqual([
      'unknown FORBIDDEN evh-prod westeurope',
    ]);
  });

  it.each(['Basic', 'Standard'])('Service Bus %s is open', async (tier) => {
    const bus = namespace('ServiceBus', 'sb-prod', tier);
    const report = await judge([apim(), bus, ruleSet(bus), calls('sb-prod.servicebus.windows.net')]);
    expect(found(report)).toEqual(['pass sb-prod westeurope']);
  });

  it('Event Hubs Basic is open', async () => {
    const hub = namespace('EventHub', 'evh-prod', 'Basic');
    expect(found(await judge([apim(), hub, calls('evh-prod.servicebus.windows.net')]))).toEqual([
      'pass evh-prod westeurope',
    ]);
  });

  it.each(['Basic', 'Standard'])('Container Registry %s is open', async (tier) => {
    const open = registry('crprod', { networkRuleSet: null }, tier);
    expect(found(await judge([apim(), open, calls('crprod.azurecr.io')]))).toEqual(['pass crprod westeurope']);
  });
});

describe('Deny without a rule', () => {
  const bus = namespace('ServiceBus', 'sb-prod');
  const sends = calls('sb-prod.servicebus.windows.net');

  it('is open, with a warning', async () => {
    expect(found(await judge([apim(), bus, ruleSet(bus, { ipRules: [] }), sends]))).toEqual([
      'warn SB_DENY_EMPTY sb-prod westeurope',
    ]);
  });

  it('is closed where public access is disabled', async () => {
    const rules = ruleSet(bus, { ipRules: [], publicNetworkAccess: 'Disabled' });
    expect(found(await judge([apim(), bus, rules, sends]))).toEqual(['fail outage G-NO-PATH sb-prod westeurope']);
  });
});

describe('a name under servicebus.windows.net', () => {
  const sends = calls('ns-prod.servicebus.windows.net');

  it('is Event Hubs where Azure has it there', async () => {
    const hub = namespace('EventHub', 'ns-prod', 'Standard');
    const report = await judge([apim(), hub, ruleSet(hub, { trustedServiceAccessEnabled: true }), sends]);
    expect(found(report)).toEqual(['fail outage G-RELIES ns-prod westeurope']);
    expect(findingOf(report, 'gateway-dependencies').items[0]?.subject).toBe(hub.id);
  });

  it('is none of the six services where it is a relay', async () => {
    const relay = resource(armId('Microsoft.Relay/namespaces/ns-prod'), { location: 'westeurope', properties: {} });
    expect(found(await judge([apim(), relay, sends]))).toEqual(['pass NO_DEPENDENCIES apim-prod']);
  });

  it('is unknown where Azure shows nothing by that name', async () => {
    expect(found(await judge([apim(), sends]))).toEqual(['unknown TARGET_NOT_VISIBLE ns-prod.servicebus.windows.net']);
  });
});

describe('private DNS of key vaults', () => {
  const endpoint = armId('Microsoft.Network/privateEndpoints/pe-kv');
  const elsewhere = armId('Microsoft.Network/virtualNetworks/vnet-else');
  const connection = {
    privateEndpointConnections: [
      {
        id: `${KV}/privateEndpointConnections/1`,
        properties: { privateEndpoint: { id: endpoint }, privateLinkServiceConnectionState: { status: 'Approved' } },
      },
    ],
  };
  const privateEndpoint = (subnetId: string) =>
    resource(endpoint, {
      location: 'westeurope',
      properties: {
        subnet: { id: subnetId },
        privateLinkServiceConnections: [{ properties: { privateLinkServiceId: KV, groupIds: ['vault'] } }],
        customDnsConfigs: [{ fqdn: 'kv-prod.vault.azure.net', ipAddresses: ['10.0.2.4'] }],
      },
    });
  const zone = (name: string, record: boolean) => {
    const id = armId(`Microsoft.Network/privateDnsZones/${name}`, 'rg-dns');
    const link = { virtualNetwork: { id: VNET }, virtualNetworkLinkState: 'Completed', registrationEnabled: false };
    return [
      resource(id, { location: 'global', properties: {} }),
      resource(`${id}/virtualNetworkLinks/api`, { location: 'global', properties: link }),
      ...(record ? [resource(`${id}/A/kv-prod`, { properties: { aRecords: [{ ipv4Address: '10.0.2.4' }] } })] : []),
    ];
  };
  const near = `${VNET}/subnets/snet-pe`;
  const network = [
    virtualNetwork([subnet(), { id: near, name: 'snet-pe', properties: { addressPrefix: '10.0.2.0/24' } }]),
    networkSecurityGroup(requiredRules),
    virtualNetwork(
      [{ id: `${elsewhere}/subnets/pe`, name: 'pe', properties: { addressPrefix: '10.7.0.0/24' } }],
      {},
      elsewhere,
    ),
  ];
  const disabled = keyVault('kv-prod', { publicNetworkAccess: 'Disabled', ...connection });

  it('is privatelink.vaultcore.azure.net', async () => {
    const report = await judge([
      apim(injected()),
      ...network,
      disabled,
      privateEndpoint(near),
      ...zone('privatelink.vaultcore.azure.net', true),
      callsVault,
    ]);
    expect(found(report)).toEqual(['pass kv-prod westeurope']);
  });

  it('is never privatelink.vault.azure.net', async () => {
    const report = await judge([
      apim(injected()),
      ...network,
      disabled,
      privateEndpoint(near),
      ...zone('privatelink.vault.azure.net', true),
      callsVault,
    ]);
    expect(found(report)).toEqual(['unknown ZONE_NOT_VISIBLE kv-prod westeurope']);
  });

  it('a linked zone without the record breaks an open vault too', async () => {
    const open = keyVault('kv-prod', connection);
    const report = await judge([
      apim(injected()),
      ...network,
      open,
      privateEndpoint(`${elsewhere}/subnets/pe`),
      ...zone('privatelink.vaultcore.azure.net', false),
      callsVault,
    ]);
    expect(found(report)).toEqual(['fail outage G-NO-PATH kv-prod westeurope']);
  });
});

describe('each location stands for itself', () => {
  it('one with a way does not carry another without', async () => {
    const twice = apim({ additionalLocations: [{ location: 'North Europe', publicIPAddresses: ['20.50.2.2'] }] });
    const vault = keyVault('kv-prod', firewall({ ipRules: [{ value: '20.50.1.1' }] }));
    expect(found(await judge([twice, vault, callsVault]))).toEqual([
      'fail outage G-RELIES kv-prod northeurope',
      'pass kv-prod westeurope',
    ]);
  });
});

describe('addresses that are shared', () => {
  it.each(['Consumption', 'BasicV2', 'StandardV2'])(
    '%s is unknown with an address rule, whatever is listed',
    async (name) => {
      const shared = apim({ publicIPAddresses: ['20.50.1.1'] }, { sku: { name, capacity: 1 } });
      const vault = keyVault('kv-prod', firewall({ ipRules: [{ value: '20.50.1.1' }] }));
      expect(found(await judge([shared, vault, callsVault]))).toEqual(['unknown SHARED_EGRESS_IP kv-prod westeurope']);
    },
  );

  it('and has no way without one', async () => {
    const shared = apim({ publicIPAddresses: ['20.50.1.1'] }, { sku: { name: 'BasicV2', capacity: 1 } });
    expect(found(await judge([shared, closed, callsVault]))).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });
});

describe('a service endpoint changes what the target sees', () => {
  it('address rules stop matching', async () => {
    const vault = keyVault('kv-prod', firewall({ ipRules: [{ value: '20.50.1.1' }], bypass: 'None' }));
    const report = await judge([
      apim(injected('External')),
      virtualNetwork(),
      networkSecurityGroup(),
      vault,
      callsVault,
    ]);
    expect(found(report)).toEqual(['fail outage G-NO-PATH kv-prod westeurope']);
  });

  it('the rule comes before the endpoint, and the endpoints that are there stay', async () => {
    const report = await judge([
      apim(injected()),
      virtualNetwork([subnet({ serviceEndpoints: [{ service: 'Microsoft.Sql', provisioningState: 'Succeeded' }] })]),
      networkSecurityGroup(),
      closed,
      callsVault,
    ]);
    for (const { items } of report.findings) {
      for (const { fix } of items) {
        const command = fix?.command ?? '';
        if (command.includes('--service-endpoints')) expect(command).toContain('--service-endpoints $KEEP');
      }
    }
  });
});

describe('what decides among security rules', () => {
  const under = (...rules: readonly JsonObject[]) =>
    judge([apim(injected()), virtualNetwork(), networkSecurityGroup([...requiredRules, ...rules])]);

  it('no explicit allow is asked for', async () => {
    const report = await under();
    expect(lines(report, 'outbound-key-vault')).toEqual(['pass snet-apim westeurope']);
    expect(lines(report, 'network-rules')).toEqual(['pass nsg-apim westeurope']);
  });

  it('an allow behind a deny of a lower number counts for nothing', async () => {
    const report = await under(
      securityRule('Allow', { priority: 300, destinationAddressPrefix: 'AzureKeyVault' }),
      securityRule('Deny', { priority: 200, access: 'Deny', destinationAddressPrefix: 'Internet' }),
    );
    expect(lines(report, 'outbound-key-vault')).toEqual(['fail outage NSG_DENY snet-apim westeurope']);
  });
});

describe('plural fields, regional tags and admin rules', () => {
  const denyAll = securityRule('Deny', {
    priority: 4000,
    access: 'Deny',
    destinationAddressPrefix: 'Internet',
    destinationPortRange: '*',
    protocol: '*',
  });
  const allow = (properties: JsonObject) =>
    securityRule('Allow', { priority: 200, destinationAddressPrefix: null, destinationPortRange: null, ...properties });
  const under = (...rules: readonly JsonObject[]) =>
    judge([apim(injected()), virtualNetwork(), networkSecurityGroup([...requiredRules, ...rules])]);

  it('the plural fields count', async () => {
    const plural = allow({
      sourceAddressPrefix: null,
      sourceAddressPrefixes: ['10.0.1.0/24'],
      destinationAddressPrefixes: ['Storage', 'AzureKeyVault'],
      destinationPortRanges: ['80', '400-500'],
    });
    expect(lines(await under(plural, denyAll), 'outbound-key-vault')).toEqual(['pass snet-apim westeurope']);
  });

  it('a tag of another region is a part only', async () => {
    const regional = allow({ destinationAddressPrefix: 'Storage.NorthEurope', destinationPortRange: '443' });
    const rows = findingOf(await under(regional, denyAll), 'network-rules').items.filter(({ row }) => row === 7);
    expect(rows.map(({ status, reason }) => `${status} ${reason}`)).toEqual(['unknown NSG_PARTIAL']);
  });

  it('a tag of the own region is enough', async () => {
    const regional = allow({ destinationAddressPrefix: 'storage.westeurope', destinationPortRange: '443' });
    const rows = findingOf(await under(regional, denyAll), 'network-rules').items.filter(({ row }) => row === 7);
    expect(rows).toEqual([]);
  });

  it('an admin rule comes before every security group', async () => {
    const admin = resource(`${VNET}/providers/Microsoft.Network/effectiveSecurityAdminRules/deny`, {
      type: 'Microsoft.Network/effectivesecurityadminrules',
      properties: {
        access: 'Deny',
        direction: 'Outbound',
        priority: 1,
        protocol: 'Tcp',
        sources: [{ addressPrefixType: 'IPPrefix', addressPrefix: '*' }],
        destinations: [{ addressPrefixType: 'ServiceTag', addressPrefix: 'AzureKeyVault' }],
        sourcePortRanges: ['0-65535'],
        destinationPortRanges: ['443'],
      },
    });
    const rules = networkSecurityGroup([securityRule('Allow', { destinationAddressPrefix: 'AzureKeyVault' })]);
    const report = await judge([apim(injected()), virtualNetwork(), rules, admin]);
    expect(lines(report, 'outbound-key-vault')).toEqual(['fail outage ADMIN_RULE_DENY snet-apim westeurope']);
  });
});

describe('whom the network table is for', () => {
  it('no v2 tier is asked for the ports of the classic ones', async () => {
    const delegations = [{ properties: { serviceName: 'Microsoft.Web/hostingEnvironments' } }];
    const v2 = apim(injected(), { sku: { name: 'PremiumV2', capacity: 1 } });
    const report = await judge([v2, virtualNetwork([subnet({ delegations })]), networkSecurityGroup()]);
    expect(lines(report, 'network-rules')).toEqual(['pass nsg-apim westeurope']);
    expect(lines(report, 'outbound-key-vault')).toEqual(['not-applicable V2_TIER apim-prod']);
  });

  it('AzureKeyVault must be open although nothing refers to a key vault', async () => {
    const deny = securityRule('Deny', { access: 'Deny', destinationAddressPrefix: 'AzureKeyVault' });
    const report = await judge([apim(injected()), virtualNetwork(), networkSecurityGroup([deny])]);
    expect(lines(report, 'outbound-key-vault')).toEqual(['fail outage NSG_DENY snet-apim westeurope']);
  });
});

describe('how policies are read', () => {
  it('a policy that is no XML is read as far as it can be', async () => {
    const raw = `<policies><inbound><base /><choose><when condition="@(context.Request.Headers.Count < 3 && true)">${sendRequest('https://kv-prod.vault.azure.net/x')}</when></choose></inbound></policies>`;
    expect(found(await judge([apim(), closed, policy('apis/orders', raw)]))).toEqual([
      'fail outage G-RELIES kv-prod westeurope',
    ]);
  });

  it('what cannot be read at all is unknown', async () => {
    expect(found(await judge([apim(), policy('apis/orders', '<policies><inbound><send-request')]))).toEqual([
      'unknown POLICY_PARSE policy',
    ]);
  });

  it('the list of all policies is an index: what it lists is read', async () => {
    const hidden = policy('apis/orders', inbound());
    expect(found(await judge([apim(), hidden], { denied: [hidden.id] }))).toEqual(['unknown FORBIDDEN policy']);
  });
});

describe('trusted access was for the system-assigned identity', () => {
  const user = '33333333-3333-4333-8333-333333333333';
  const identity = { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { '/x/id': { clientId: user } } };

  it.each([
    [
      'a user-assigned identity',
      calls('kv-prod.vault.azure.net', managedIdentity(`client-id="${user}"`)),
      closed,
      'fail outage G-NO-PATH kv-prod',
    ],
    [
      'a key',
      calls('kv-prod.vault.azure.net', '<set-header name="Authorization"><value>Bearer x</value></set-header>'),
      closed,
      'fail outage G-NO-PATH kv-prod',
    ],
    [
      'a user-assigned identity at Storage',
      calls('stprod.blob.core.windows.net', managedIdentity(`client-id="${user}"`)),
      storageAccount('stprod', { bypass: 'AzureServices' }),
      'fail outage G-NO-PATH stprod',
    ],
  ])('%s', async (_, call, target, expected) => {
    expect(found(await judge([apim({}, { identity }), target, call]))).toEqual([`${expected} westeurope`]);
  });
});

describe('backends', () => {
  const vault = backend('vault', 'https://kv-prod.vault.azure.net/', {
    credentials: { managedIdentity: { resource: 'https://vault.azure.net' } },
  });
  const uses = (name: string) => policy('apis/orders', inbound(`<set-backend-service backend-id="${name}" />`));

  it('their managed identity is seen', async () => {
    expect(found(await judge([apim(), closed, vault, uses('vault')]))).toEqual([
      'fail outage G-RELIES kv-prod westeurope',
    ]);
  });

  it('a pool is its members, never its own address', async () => {
    const report = await judge([apim(), closed, pool('all', 'vault'), vault, uses('all')]);
    expect(found(report)).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });
});

describe('an address that cannot be told', () => {
  it.each([
    ['a secret', 'https://{{host}}/', [namedValue('host', undefined)], 'SECRET_NAMED_VALUE'],
    [
      'a value of a key vault',
      'https://{{host}}/',
      [
        resource(`${APIM}/namedValues/host`, {
          properties: {
            displayName: 'host',
            secret: true,
            keyVault: {
              secretIdentifier: 'https://kv-prod.vault.azure.net/secrets/host',
              identityClientId: null,
              lastStatus: { code: 'Success' },
            },
          },
        }),
        keyVault(),
      ],
      'SECRET_NAMED_VALUE',
    ],
    ['an expression', '@(context.Variables.GetValueOrDefault<string>("host"))', [], 'EXPRESSION_URL'],
    ['an expression of several statements', '@{ var host = Find(); return host; }', [], 'EXPRESSION_URL'],
  ])('is unknown: %s', async (_, url, more, reason) => {
    const escaped = url.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const report = await judge([apim(), ...more, policy('apis/orders', inbound(sendRequest(escaped)))]);
    expect(found(report)).toEqual([`unknown ${reason} policy`]);
    expect(report.verdict).toBe('undecided');
  });
});

describe('where calls hide', () => {
  const request = sendRequest('https://kv-prod.vault.azure.net/x');
  const workspace = resource(`${APIM}/workspaces/team`, { properties: { displayName: 'team' } });

  it.each([
    [
      'a resolver',
      [
        api('graph', undefined, { type: 'graphql' }),
        policy(
          'apis/graph/resolvers/r',
          `<http-data-source><http-request><set-method>GET</set-method><set-url>https://kv-prod.vault.azure.net/x</set-url><authentication-managed-identity resource="https://vault.azure.net" /></http-request></http-data-source>`,
        ),
      ],
    ],
    [
      'a fragment of a fragment',
      [
        policy('', inbound('<include-fragment fragment-id="a" />')),
        fragment('a', '<include-fragment fragment-id="b" />'),
        fragment('b', '<include-fragment fragment-id="a" />', request),
      ],
    ],
    ['a product', [policy('products/gold', inbound(request))]],
    [
      'a one-way request',
      [
        policy(
          '',
          inbound(
            '<send-one-way-request mode="new"><set-url>https://kv-prod.vault.azure.net/x</set-url><authentication-managed-identity resource="https://vault.azure.net" /></send-one-way-request>',
          ),
        ),
      ],
    ],
    ['on-error', [policy('', `<policies><inbound /><on-error>${request}</on-error></policies>`)]],
  ])('%s', async (_, resources) => {
    expect(found(await judge([apim(), closed, ...resources]))).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });

  it('the service URL of an API', async () => {
    const report = await judge([
      apim(),
      closed,
      api('secrets', 'https://kv-prod.vault.azure.net/'),
      policy('apis/secrets', inbound(managedIdentity())),
    ]);
    expect(found(report)).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });

  it('send-service-bus-message, which has no other identity than a managed one', async () => {
    const bus = namespace('ServiceBus', 'sb-prod');
    const sends = policy(
      '',
      inbound('<send-service-bus-message namespace="sb-prod.servicebus.windows.net" topic-name="t" />'),
    );
    const report = await judge([apim(), bus, ruleSet(bus, { trustedServiceAccessEnabled: true }), sends]);
    expect(found(report)).toEqual(['fail outage G-RELIES sb-prod westeurope']);
  });

  it('a logger that no policy names', async () => {
    const hub = namespace('EventHub', 'evh-prod', 'Standard');
    const credentials = {
      endpointAddress: 'evh-prod.servicebus.windows.net',
      identityClientId: 'SystemAssigned',
      name: 'a',
    };
    const report = await judge([
      apim(),
      hub,
      ruleSet(hub, { trustedServiceAccessEnabled: true }),
      eventHubLogger('audit', { credentials }),
    ]);
    expect(found(report)).toEqual(['fail outage G-RELIES evh-prod westeurope']);
  });

  it('a workspace, whose calls fail like any other', async () => {
    expect(found(await judge([apim(), closed, workspace, policy('workspaces/team/apis/a', inbound(request))]))).toEqual(
      ['fail outage G-RELIES kv-prod westeurope'],
    );
  });
});

describe('words that nobody has seen before', () => {
  it.each(['PremiumV3', 'Mega', ''])('the tier %j outside a network is judged by what is known', async (name) => {
    const report = await judge([apim({ platformVersion: 'stv9' }, { sku: { name, capacity: 1 } }), closed, callsVault]);
    expect(found(report)).toEqual(['fail outage G-RELIES kv-prod westeurope']);
    expect(lines(report, 'network-rules')).toEqual(['not-applicable NO_VNET apim-prod']);
  });

  it('a tier of tomorrow in a network is unknown', async () => {
    const report = await judge([
      apim(injected(), { sku: { name: 'PremiumV3', capacity: 1 } }),
      virtualNetwork(),
      networkSecurityGroup(),
    ]);
    expect(lines(report, 'network-rules')).toEqual(['unknown UNKNOWN_SKU apim-prod']);
    expect(report.verdict).toBe('undecided');
  });

  it.each(['stv2.1', 'undetermined'])('the platform %s changes nothing', async (platformVersion) => {
    expect((await judge([apim({ platformVersion })])).verdict).toBe('ready');
  });
});

describe('ids in any case', () => {
  it('a subnet, a vault and their rules find each other', async () => {
    const vault = keyVault('kv-prod', firewall({ virtualNetworkRules: [{ id: SUBNET.toUpperCase() }] }));
    const network = virtualNetwork([subnet({ networkSecurityGroup: { id: NSG.toUpperCase() } }, SUBNET.toLowerCase())]);
    const report = await judge([
      apim(injected('Internal', SUBNET.replace('resourceGroups', 'RESOURCEGROUPS'))),
      { ...vault, id: vault.id.toLowerCase() },
      { ...network, id: network.id.toLowerCase() },
      networkSecurityGroup(requiredRules),
      policy('apis/orders', inbound(sendRequest('https://KV-PROD.Vault.Azure.NET/x'))),
    ]);
    expect(found(report)).toEqual(['pass kv-prod westeurope']);
    expect(lines(report, 'outbound-key-vault')).toEqual(['pass snet-apim westeurope']);
  });
});

describe('what lets clients in lets nothing out', () => {
  it('neither public access of the instance nor its own private endpoints are a way', async () => {
    const inboundOnly = {
      publicNetworkAccess: 'Disabled',
      privateEndpointConnections: [
        {
          id: `${APIM}/privateEndpointConnections/1`,
          properties: {
            privateEndpoint: { id: armId('Microsoft.Network/privateEndpoints/pe-apim') },
            privateLinkServiceConnectionState: { status: 'Approved' },
          },
        },
      ],
    };
    expect(found(await judge([apim(inboundOnly), closed, callsVault]))).toEqual([
      'fail outage G-RELIES kv-prod westeurope',
    ]);
    const open = keyVault('kv-prod', firewall({ ipRules: [{ value: '20.50.1.1' }] }));
    expect(found(await judge([apim(inboundOnly), open, callsVault]))).toEqual(['pass kv-prod westeurope']);
  });
});

describe('words after the day', () => {
  it.each([
    ['2026-03-01', /Microsoft withdraws trusted access on 15 March 2026/],
    ['2026-11-22', /Microsoft withdrew trusted access on 15 March 2026/],
  ] as const)('on %s', async (today, words) => {
    const [item] = findingOf(await judge([apim(), closed, callsVault], { today }), 'gateway-dependencies').items;
    expect(item === undefined ? '' : render(item.message)).toMatch(words);
  });
});
