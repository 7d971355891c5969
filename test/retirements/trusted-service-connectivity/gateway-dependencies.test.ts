import { type ArmResource, nameOf } from '../../../src/model/arm.ts';
import type { Item } from '../../../src/model/finding.ts';
import { render } from '../../../src/model/text.ts';
import { gatewayDependencies } from '../../../src/retirements/trusted-service-connectivity/gateway-dependencies.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { lineOf } from '../../support/judge.ts';
import { api, backend, eventHubLogger, inbound, managedIdentity, policy, sendRequest } from '../../support/policies.ts';
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
  TENANT,
  virtualNetwork,
} from '../../support/resources.ts';
import { type SubjectOptions, subjectOf } from '../../support/subject.ts';
import { namespace, registry, ruleSet, storageAccount } from '../../support/targets.ts';

const UAMI = '33333333-3333-4333-8333-333333333333';

function check(resources: readonly ArmResource[], options: SubjectOptions = {}): readonly Item[] {
  return gatewayDependencies.check(subjectOf(resources, options));
}

function lines(resources: readonly ArmResource[], options: SubjectOptions = {}): readonly string[] {
  return check(resources, options).map(lineOf).toSorted();
}

function message(resources: readonly ArmResource[], options: SubjectOptions = {}): string {
  const [only] = check(resources, options);
  return only === undefined ? '' : render(only.message);
}

const network = [virtualNetwork(), networkSecurityGroup()];
const inNetwork = apim(injected());
const restricted = keyVault('kv-prod', firewall());
const usesVault = policy(
  'apis/orders/operations/get-invoice',
  inbound(sendRequest('https://kv-prod.vault.azure.net/secrets/a')),
);

function callsVault(inside: string): ArmResource {
  return policy('apis/orders', inbound(sendRequest('https://kv-prod.vault.azure.net/secrets/a', inside)));
}

function callsStorage(name: string, inside = managedIdentity(), query = ''): ArmResource {
  return policy('apis/orders', inbound(sendRequest(`https://${name}.blob.core.windows.net/c/f${query}`, inside)));
}

const sendsMessage = policy(
  'apis/orders',
  inbound(
    '<send-service-bus-message namespace="sb1.servicebus.windows.net" queue-name="q">x</send-service-bus-message>',
  ),
);

checkRequirement(gatewayDependencies, {
  pass: [['a vault without a firewall', [apim(), keyVault(), usesVault], ['pass kv-prod westeurope']]],
  fail: [
    [
      'a vault that only trusted access opens',
      [apim(), restricted, usesVault],
      ['fail outage G-RELIES kv-prod westeurope'],
    ],
  ],
  unknown: [
    [
      'locations that cannot be read',
      [apim({ additionalLocations: 'North Europe' }), keyVault(), usesVault],
      ['unknown UNREADABLE kv-prod unknown', 'pass kv-prod westeurope'],
    ],
    ['a vault that nobody shows', [apim(), usesVault], ['unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net']],
  ],
  notApplicable: [
    ['every gateway off', [apim({ disableGateway: true })], ['not-applicable GATEWAY_DISABLED apim-prod']],
  ],
});

describe('the text that a declaration is bound to', () => {
  const unclear = policy('apis/orders', inbound(sendRequest('@((string)context.Variables["nowhere"])')));

  it('is named where a call could not be resolved, and not where a policy could not be read', () => {
    const source = (options: SubjectOptions = {}) =>
      check([apim(), unclear], options).flatMap((item) => item.source?.policy ?? []);
    expect(source()).toEqual([unclear.id]);
    expect(source({ denied: [unclear.id] })).toEqual([]);
  });
});

describe('each kind of call', () => {
  it('a firewalled vault that only trusted access opens fails', () => {
    expect(lines([inNetwork, ...network, restricted, usesVault])).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });

  it('the same vault with a virtual network rule and the service endpoint passes', () => {
    const open = keyVault('kv-prod', firewall({ virtualNetworkRules: [{ id: SUBNET.toUpperCase() }] }));
    expect(lines([inNetwork, ...network, open, usesVault])).toEqual(['pass kv-prod westeurope']);
  });

  it('Storage in the same region ignores IP rules', () => {
    const account = storageAccount('stor1', {
      bypass: 'AzureServices',
      ipRules: [{ value: '20.50.1.1', action: 'Allow' }],
    });
    expect(lines([apim(), account, callsStorage('stor1')])).toEqual([
      'fail outage STORAGE_SAME_REGION stor1 westeurope',
    ]);
  });

  it('a resource instance rule of Storage is trusted access too', () => {
    const account = storageAccount('stor1', {
      bypass: 'Logging, Metrics',
      resourceAccessRules: [{ tenantId: TENANT, resourceId: APIM.toLowerCase() }],
    });
    expect(lines([apim(), account, callsStorage('stor1')])).toEqual(['fail outage G-RELIES stor1 westeurope']);
  });

  it('Service Bus Standard has no firewall', () => {
    expect(lines([apim(), namespace('ServiceBus', 'sb1', 'Standard'), sendsMessage])).toEqual(['pass sb1 westeurope']);
  });

  it('Service Bus Premium that denies by default without a rule is open, with a warning', () => {
    const bus = namespace('ServiceBus', 'sb1');
    const rules = ruleSet(bus, { ipRules: [] });
    expect(lines([apim(), bus, rules, sendsMessage])).toEqual(['warn SB_DENY_EMPTY sb1 westeurope']);
  });

  it('an Event Hubs logger with the system-assigned identity relies on trusted access', () => {
    const hub = namespace('EventHub', 'eh1', 'Standard');
    const rules = ruleSet(hub, { trustedServiceAccessEnabled: true });
    const logger = eventHubLogger('audit', { resourceId: hub.id, credentials: { identityClientId: 'SystemAssigned' } });
    expect(lines([apim(), hub, rules, logger])).toEqual(['fail outage G-RELIES eh1 westeurope']);
  });

  it.each([
    [['20.50.1.1'], 'pass'],
    [['20.50.1.2'], 'fail outage G-RELIES'],
  ])('a selected container registry goes by the line of sight: %j', (addresses, expected) => {
    const selected = registry('reg1', {
      networkRuleBypassOptions: 'AzureServices',
      networkRuleSet: { defaultAction: 'Deny', ipRules: addresses.map((value) => ({ action: 'Allow', value })) },
    });
    const pulls = policy('apis/orders', inbound(sendRequest('https://reg1.azurecr.io/v2/')));
    expect(lines([apim(), selected, pulls])).toEqual([`${expected} reg1 westeurope`]);
  });

  it('an address rule does not help a tier that sends from shared addresses', () => {
    const vault = keyVault('kv-prod', firewall({ ipRules: [{ value: '20.50.1.1/32' }] }));
    const shared = apim({}, { sku: { name: 'StandardV2', capacity: 1 } });
    expect(lines([shared, vault, usesVault])).toEqual(['unknown SHARED_EGRESS_IP kv-prod westeurope']);
  });

  it('the second of two regions fails by itself', () => {
    const other = armId('Microsoft.Network/virtualNetworks/vnet-ne');
    const otherSubnet = `${other}/subnets/snet-apim`;
    const twoRegions = apim({
      ...injected(),
      additionalLocations: [
        {
          location: 'North Europe',
          virtualNetworkConfiguration: { subnetResourceId: otherSubnet },
          publicIPAddresses: ['20.60.1.1'],
        },
      ],
    });
    const vault = keyVault('kv-prod', firewall({ virtualNetworkRules: [{ id: SUBNET }, { id: otherSubnet }] }));
    const without = virtualNetwork([subnet({ serviceEndpoints: [] }, otherSubnet)], {}, other);
    expect(lines([twoRegions, ...network, without, vault, usesVault])).toEqual([
      'fail outage G-RELIES kv-prod northeurope',
      'pass kv-prod westeurope',
    ]);
  });

  it('a computed account is unknown', () => {
    const computed = policy(
      'apis/orders',
      inbound(sendRequest('@("https://"+context.Variables["acct"]+".blob.core.windows.net")')),
    );
    expect(lines([apim(), computed])).toEqual(['unknown EXPRESSION_URL policy']);
  });

  it('a signature never rode on trusted access', () => {
    const account = storageAccount('stor1', { bypass: 'AzureServices' });
    expect(lines([apim(), account, callsStorage('stor1', '', '?sv=1&amp;sig=abc')])).toEqual([
      'fail outage G-NO-PATH stor1 westeurope',
    ]);
  });

  it('a vault that Resource Graph does not show is unknown, not gone', () => {
    expect(lines([apim(), usesVault])).toEqual(['unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net']);
  });

  it.each([
    ['2026-03-14', 'Microsoft withdraws trusted access on 15 March 2026 (in 1 day)'],
    ['2026-03-15', 'Microsoft withdraws trusted access today, 15 March 2026'],
  ] as const)('the wording follows the clock: %s', (today, words) => {
    expect(message([apim(), restricted, usesVault], { today })).toContain(words);
  });
});

describe('what decides a call', () => {
  const userAssigned = { identity: { type: 'UserAssigned', userAssignedIdentities: { '/uami': { clientId: UAMI } } } };
  const byUser = managedIdentity(`client-id="${UAMI}"`);

  it.each<[string, readonly ArmResource[], string]>([
    ['a vault without a firewall', [apim(), keyVault(), usesVault], 'pass kv-prod westeurope'],
    [
      'a vault that trusts nobody',
      [apim(), keyVault('kv-prod', firewall({ bypass: 'None' })), usesVault],
      'fail outage G-NO-PATH kv-prod westeurope',
    ],
    [
      'a user-assigned identity',
      [apim({}, userAssigned), restricted, callsVault(byUser)],
      'fail outage G-NO-PATH kv-prod westeurope',
    ],
    [
      'a user-assigned identity at Storage',
      [apim({}, userAssigned), storageAccount('stor1', { bypass: 'AzureServices' }), callsStorage('stor1', byUser)],
      'fail outage G-NO-PATH stor1 westeurope',
    ],
    [
      'an identity that nobody knows',
      [apim(), restricted, callsVault(managedIdentity('client-id="x"'))],
      'unknown IDENTITY_NOT_ATTACHED kv-prod westeurope',
    ],
    ['no credential', [apim(), restricted, callsVault('')], 'fail outage G-NO-PATH kv-prod westeurope'],
    [
      'a namespace whose rule set is forbidden',
      [apim(), namespace('ServiceBus', 'sb1'), sendsMessage],
      'unknown FORBIDDEN sb1 westeurope',
    ],
  ])('%s', (_, resources, expected) => {
    const bus = armId('Microsoft.ServiceBus/namespaces/sb1/networkRuleSets/default', 'rg-data');
    expect(lines(resources, { denied: [bus] })).toEqual([expected]);
  });

  it('lets the worst of several calls of one target decide, and names those', () => {
    const both = { identity: { ...userAssigned.identity, type: 'SystemAssigned, UserAssigned' } };
    const resources = [
      apim({}, both),
      restricted,
      callsVault(byUser),
      usesVault,
      ...['a', 'b', 'c', 'd'].map((name) =>
        policy(`apis/${name}`, inbound(sendRequest('https://kv-prod.vault.azure.net'))),
      ),
    ];
    expect(lines(resources)).toEqual(['fail outage G-RELIES kv-prod westeurope']);
    expect(message(resources)).toContain(
      'API orders, operation get-invoice, send-request; API a, send-request; API b, send-request; and 2 more places',
    );
  });

  it('says where, to what, as whom and why', () => {
    expect(message([apim(), restricted, usesVault])).toMatchInlineSnapshot(
      `"API orders, operation get-invoice, send-request: calls kv-prod (kv-prod.vault.azure.net) with the system-assigned identity. kv-prod has nothing that lets westeurope in: no rule, no private endpoint. Trusted access was its only way in. Microsoft withdrew trusted access on 15 March 2026 (252 days ago), and the call is expected to fail since."`,
    );
  });

  it('says so when trusted access is switched off already', () => {
    const off = apim({ customProperties: { [FLAG]: 'True' } });
    expect(lines([off, restricted, usesVault])).toEqual(['fail outage G-RELIES kv-prod westeurope']);
    expect(message([off, restricted, usesVault])).toContain('already switched off in this gateway');
  });
});

describe('gateway-dependencies, its items and what is unread', () => {
  it('passes once where nothing is called and everything was read', () => {
    expect(lines([apim(), api('orders', 'https://api.contoso.com'), policy('', inbound())])).toEqual([
      'pass NO_DEPENDENCIES apim-prod',
    ]);
  });

  it('is never satisfied by a policy that was not read', () => {
    const denied = policy('apis/orders', inbound());
    expect(lines([apim(), denied], { denied: [denied.id] })).toEqual(['unknown FORBIDDEN policy']);
    expect(lines([apim()], { failing: { 'children:allpolicies': 'THROTTLED' } })).toEqual([
      'unknown THROTTLED allPolicies',
    ]);
  });

  it('caps a backend that nothing refers to', () => {
    const unused = backend('kv', 'https://kv-prod.vault.azure.net', {
      credentials: { managedIdentity: { resource: 'https://vault.azure.net' } },
    });
    expect(lines([apim(), restricted, unused])).toEqual(['warn UNREFERENCED kv-prod westeurope']);
    expect(lines([apim(), unused])).toEqual(['warn UNREFERENCED kv-prod.vault.azure.net']);
    expect(lines([apim(), unused, usesVault])).toEqual(['unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net']);
    expect(lines([apim(), keyVault(), unused])).toEqual(['pass kv-prod westeurope']);
    const anyBackend = policy('apis/orders', inbound('<set-backend-service backend-id="@(context.RequestId)" />'));
    expect(lines([apim(), restricted, unused, anyBackend])).toEqual(['fail outage G-RELIES kv-prod westeurope']);
  });

  it('caps another revision', () => {
    const old = api('orders;rev=1', undefined, { isCurrent: false });
    const calls = policy('apis/orders;rev=1', inbound(sendRequest('https://kv-prod.vault.azure.net')));
    expect(lines([apim(), restricted, old, calls])).toEqual(['warn OTHER_REVISION kv-prod westeurope']);
  });

  it('warns about a managed identity in a workspace where the call has a way', () => {
    const workspace = resource(`${APIM}/workspaces/w`, {});
    const calls = policy('workspaces/w/apis/a', inbound(sendRequest('https://kv-prod.vault.azure.net')));
    expect(lines([apim(), keyVault(), workspace, calls])).toEqual(['warn WORKSPACE_IDENTITY kv-prod westeurope']);
    expect(lines([apim(), restricted, workspace, calls])).toEqual(['fail outage G-RELIES kv-prod westeurope']);
    const byKey = policy('workspaces/w/apis/a', inbound(sendRequest('https://kv-prod.vault.azure.net', '')));
    expect(lines([apim(), restricted, workspace, byKey])).toEqual(['fail outage G-NO-PATH kv-prod westeurope']);
  });

  it('cannot tell what a self-hosted gateway reaches', () => {
    const gateway = [
      resource(`${APIM}/gateways/on-prem`, {}),
      resource(`${APIM}/gateways/on-prem/apis/orders`, { properties: {} }),
    ];
    expect(lines([apim(), ...gateway, restricted, usesVault])).toEqual([
      'fail outage G-RELIES kv-prod westeurope',
      'warn SELF_HOSTED_EGRESS kv-prod gateways/on-prem',
    ]);
    expect(lines([apim(), ...gateway, keyVault(), usesVault])).toEqual(['pass kv-prod westeurope']);
  });

  it('leaves out a self-hosted gateway that serves other APIs, and takes one whose APIs are unread for one that serves any', () => {
    const gateway = resource(`${APIM}/gateways/on-prem`, {});
    const other = resource(`${APIM}/gateways/on-prem/apis/invoices`, { properties: {} });
    expect(lines([apim(), gateway, other, restricted, usesVault])).toEqual(['fail outage G-RELIES kv-prod westeurope']);
    expect(lines([apim(), gateway, restricted, usesVault], { failing: { 'children:apis': 'THROTTLED' } })).toContain(
      'warn SELF_HOSTED_EGRESS kv-prod gateways/on-prem',
    );
  });

  it('tells whether what fails rests on trusted access', () => {
    const rests = (inside: string) =>
      check([apim(), restricted, callsVault(inside)]).map(({ status, restsOnTrustedAccess }) => [
        status,
        restsOnTrustedAccess,
      ]);
    expect(rests(managedIdentity())).toEqual([['fail', true]]);
    expect(rests('')).toEqual([['fail', false]]);
  });

  it('does not apply where every gateway is switched off', () => {
    expect(lines([apim({ disableGateway: true }), restricted, usesVault])).toEqual([
      'not-applicable GATEWAY_DISABLED apim-prod',
    ]);
  });

  it('asks nothing of calls that leave from nowhere', () => {
    const unclear = policy('apis/orders', inbound(sendRequest('@((string)context.Variables["nowhere"])')));
    expect(lines([apim({ disableGateway: true }), unclear])).toEqual(['not-applicable GATEWAY_DISABLED apim-prod']);
  });

  it('cannot judge a location whose subnet is not told', () => {
    expect(lines([apim({ virtualNetworkType: 'Internal' }), restricted, usesVault])).toEqual([
      'unknown SUBNET_MISSING kv-prod westeurope',
    ]);
  });

  it('is unknown when the instance is', () => {
    expect(lines([apim()], { denied: [APIM] })).toEqual(['unknown FORBIDDEN apim-prod']);
  });

  it('leaves Relay alone', () => {
    const relay = resource(armId('Microsoft.Relay/namespaces/sb1'), { location: 'westeurope' });
    expect(lines([apim(), relay, sendsMessage])).toEqual(['pass NO_DEPENDENCIES apim-prod']);
  });
});

describe('fixes', () => {
  const command = (resources: readonly ArmResource[]) => check(resources)[0]?.fix?.command;

  it('are there on every fail and warn', () => {
    const cases = [
      [apim(), restricted, usesVault],
      [apim(), storageAccount('stor1', { bypass: 'AzureServices' }), callsStorage('stor1')],
      [inNetwork, ...network, storageAccount('stor1', { bypass: 'None' }), callsStorage('stor1')],
      [apim(), restricted, backend('kv', 'https://kv-prod.vault.azure.net')],
    ];
    for (const resources of cases) expect(check(resources)[0]?.fix).toBeDefined();
  });

  it('add one address to what is there', () => {
    const bus = namespace('ServiceBus', 'sb1');
    const rules = ruleSet(bus);
    expect(command([apim(), bus, rules, sendsMessage])).toMatchInlineSnapshot(`
"# Admits these addresses; the rules that are there stay.
az servicebus namespace network-rule-set show -g rg-data --namespace-name sb1 --subscription 11111111-1111-4111-8111-111111111111
az servicebus namespace network-rule-set ip-rule add -g rg-data --namespace-name sb1 --subscription 11111111-1111-4111-8111-111111111111 --ip-rule ip-address=20.50.1.1 action=Allow"
`);
  });

  it('add one subnet that has the endpoint', () => {
    const endpoint = [{ service: 'Microsoft.Storage', provisioningState: 'Succeeded' }];
    const resources = [inNetwork, virtualNetwork([subnet({ serviceEndpoints: endpoint })]), networkSecurityGroup()];
    expect(
      command([...resources, storageAccount('stor1', { bypass: 'AzureServices' }), callsStorage('stor1')]),
    ).toMatchInlineSnapshot(`
"# Admits this one subnet; the rules that are there stay.
az storage account network-rule list -g rg-data --account-name stor1 --subscription 11111111-1111-4111-8111-111111111111
az storage account network-rule add -g rg-data --account-name stor1 --subscription 11111111-1111-4111-8111-111111111111 --subnet /subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-api/providers/Microsoft.Network/virtualNetworks/vnet-api/subnets/snet-apim"
`);
  });

  it('keep the way to a vault that a named value is read from by its address', () => {
    const other = keyVault('kv-other', firewall({ bypass: 'None', ipRules: [{ value: '20.50.1.1/32' }] }));
    const resources = [inNetwork, virtualNetwork([subnet({ serviceEndpoints: [] })]), networkSecurityGroup()];
    const [item] = check([...resources, restricted, usesVault, other, keyVaultNamedValue('key', 'kv-other')]);
    const touched = item?.fix?.changes?.map((change) => nameOf('target' in change ? change.target : change.kind));
    expect(touched).toEqual(['kv-prod', 'kv-other', 'add-service-endpoint']);
  });

  it('never propose an address rule where Storage ignores it', () => {
    expect(
      command([
        apim(),
        storageAccount('stor1', { bypass: 'AzureServices', ipRules: [{ value: '20.50.1.1' }] }),
        callsStorage('stor1'),
      ]),
    ).not.toContain('network-rule add');
  });
});
