/** Golden cases about what the gateway calls. */
import { render } from '../../src/model/text.ts';
import { findingOf, judge, lines } from '../support/judge.ts';
import { eventHubLogger, inbound, managedIdentity, policy, sendRequest } from '../support/policies.ts';
import {
  APIM,
  apim,
  armId,
  firewall,
  injected,
  keyVault,
  keyVaultNamedValue,
  networkSecurityGroup,
  SUBNET,
  subnet,
  TENANT,
  virtualNetwork,
} from '../support/resources.ts';
import { namespace, registry, ruleSet, storageAccount } from '../support/targets.ts';

const network = [virtualNetwork(), networkSecurityGroup()];
const callsVault = policy(
  'apis/orders/operations/get-invoice',
  inbound(sendRequest('https://kv-prod.vault.azure.net/secrets/key')),
);
const callsStorage = (inside = managedIdentity(), query = '') =>
  policy('apis/orders', inbound(sendRequest(`https://stprod.blob.core.windows.net/c/f${query}`, inside)));
const sendsMessage = policy(
  '',
  inbound(
    '<send-service-bus-message namespace="sb-prod.servicebus.windows.net" queue-name="q">x</send-service-bus-message>',
  ),
);
const hostname = {
  hostnameConfigurations: [
    { type: 'Proxy', hostName: 'api.example.com', keyVaultId: 'https://kv-prod.vault.azure.net/secrets/api' },
  ],
};

describe('golden cases: what the gateway calls', () => {
  it('one vault passes the control plane by its bypass and fails the gateway', async () => {
    const report = await judge([
      apim(injected()),
      keyVaultNamedValue('secret', 'kv-prod'),
      callsVault,
      keyVault('kv-prod', firewall()),
      ...network,
    ]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['pass kv-prod']);
    expect(lines(report, 'gateway-dependencies')).toEqual(['fail outage G-RELIES kv-prod westeurope']);
    expect(lines(report, 'trusted-access-disabled')).toEqual(['fail unsupported FLAG_NOT_SET apim-prod']);
    expect(report.verdict).toBe('not-ready');
  });

  it('a rule for the subnet and its endpoint is a way, and the bypass stays for a hostname', async () => {
    const report = await judge([
      apim({ ...injected(), ...hostname }),
      callsVault,
      keyVault('kv-prod', firewall({ virtualNetworkRules: [{ id: SUBNET.toUpperCase() }] })),
      ...network,
    ]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['pass kv-prod westeurope']);
    expect(lines(report, 'key-vault-trusted-services')).toEqual(['pass kv-prod']);
    expect(JSON.stringify(report)).not.toContain('--bypass None');
  });

  it('Storage in the region of the gateway ignores its address rules', async () => {
    const account = storageAccount('stprod', {
      bypass: 'AzureServices',
      ipRules: [{ value: '20.50.1.1', action: 'Allow' }],
    });
    const report = await judge([apim(), account, callsStorage()]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['fail outage STORAGE_SAME_REGION stprod westeurope']);
  });

  it('a resource instance rule of Storage is trusted access, whatever else the bypass lists', async () => {
    const resourceAccessRules = [{ tenantId: TENANT, resourceId: APIM.toLowerCase() }];
    const account = storageAccount('stprod', { bypass: 'Logging, Metrics', resourceAccessRules });
    const report = await judge([apim(), account, callsStorage()]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['fail outage G-RELIES stprod westeurope']);
  });

  it('Service Bus below Premium has no firewall', async () => {
    const report = await judge([apim(), namespace('ServiceBus', 'sb-prod', 'Standard'), sendsMessage]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['pass sb-prod westeurope']);
  });

  it('Service Bus Premium that denies without any rule is open, with a warning', async () => {
    const bus = namespace('ServiceBus', 'sb-prod');
    const report = await judge([apim(), bus, ruleSet(bus, { ipRules: [] }), sendsMessage]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['warn SB_DENY_EMPTY sb-prod westeurope']);
    expect(report.verdict).toBe('ready');
  });

  it('an Event Hubs logger with the system-assigned identity relies on trusted access', async () => {
    const hub = namespace('EventHub', 'evh-prod', 'Standard');
    const credentials = {
      endpointAddress: 'evh-prod.servicebus.windows.net',
      identityClientId: 'systemAssigned',
      name: 'audit',
    };
    const logger = eventHubLogger('audit', { resourceId: hub.id, credentials });
    const report = await judge([apim(), hub, ruleSet(hub, { trustedServiceAccessEnabled: true }), logger]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['fail outage G-RELIES evh-prod westeurope']);
  });

  it.each([
    ['without a way', '198.51.100.7', 'AzureServices', ['fail outage G-RELIES crprod westeurope']],
    ['without a way and without trust', '198.51.100.7', 'None', ['fail outage G-NO-PATH crprod westeurope']],
    ['with a way', '20.50.1.1', 'AzureServices', ['pass crprod westeurope']],
  ])('a selected container registry %s', async (_, value, bypass, expected) => {
    const networkRuleSet = { defaultAction: 'Deny', ipRules: [{ action: 'Allow', value }] };
    const pulls = policy('apis/orders', inbound(sendRequest('https://crprod.azurecr.io/v2/_catalog')));
    const report = await judge([
      apim(),
      registry('crprod', { networkRuleBypassOptions: bypass, networkRuleSet }),
      pulls,
    ]);

    expect(lines(report, 'gateway-dependencies')).toEqual(expected);
  });

  it('an address rule proves nothing for a tier with shared addresses', async () => {
    const shared = apim({ publicIPAddresses: ['20.50.1.1'] }, { sku: { name: 'StandardV2', capacity: 1 } });
    const vault = keyVault('kv-prod', firewall({ ipRules: [{ value: '20.50.1.1/32' }] }));
    const report = await judge([shared, vault, callsVault]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['unknown SHARED_EGRESS_IP kv-prod westeurope']);
    expect(lines(report, 'trusted-access-disabled')).toEqual(['unknown DEPENDENCIES_UNPROVEN apim-prod']);
    expect(report.verdict).toBe('undecided');
  });

  it('the second region fails by its own name where only its subnet lacks the endpoint', async () => {
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
      keyVault('kv-prod', firewall({ virtualNetworkRules: [{ id: SUBNET }, { id: northSubnet }] })),
      virtualNetwork([subnet({ serviceEndpoints: [] }, northSubnet)], {}, north),
      ...network,
    ]);

    expect(lines(report, 'gateway-dependencies')).toEqual([
      'fail outage G-RELIES kv-prod northeurope',
      'pass kv-prod westeurope',
    ]);
  });

  it('an account that is computed for each call is unknown', async () => {
    const computed = '@("https://"+context.Variables["acct"]+".blob.core.windows.net")';
    const report = await judge([apim(), policy('apis/orders', inbound(sendRequest(computed)))]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['unknown EXPRESSION_URL policy']);
    expect(report.verdict).toBe('undecided');
  });

  it('a signature never rode on trusted access', async () => {
    const account = storageAccount('stprod', { bypass: 'AzureServices' });
    const report = await judge([apim(), account, callsStorage('', '?sv=1&amp;sig=abc')]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['fail outage G-NO-PATH stprod westeurope']);
  });

  it('a vault that a policy names and Resource Graph does not show is unknown, not gone', async () => {
    const report = await judge([apim(), callsVault]);

    expect(lines(report, 'gateway-dependencies')).toEqual(['unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net']);
  });

  it.each([
    ['2026-03-14', 'Microsoft withdraws trusted access on 15 March 2026 (in 1 day)'],
    ['2026-03-15', 'Microsoft withdraws trusted access today, 15 March 2026'],
  ] as const)('the words follow the clock on %s', async (today, words) => {
    const report = await judge([apim(), keyVault('kv-prod', firewall()), callsVault], { today });
    const [item] = findingOf(report, 'gateway-dependencies').items;

    expect(item === undefined ? '' : render(item.message)).toContain(words);
  });
});
