import { findingOf, lines } from '../../../support/judge.ts';
import { judgeOverHttps } from '../../../support/judge-over-https.ts';
import {
  APIM,
  armId,
  firewall,
  keyVault,
  keyVaultNamedValue,
  resource,
  SUBNET,
  securityRule,
  subnet,
  VNET,
} from '../../../support/resources.ts';
import { denyTo, INBOUND_RULES, network, northEurope, SUBNET_NORTH } from './network-support.ts';

const GATEWAY = armId('Microsoft.Network/virtualNetworkGateways/gw', 'rg-hub');
const status = {
  ...resource(`${APIM}/networkstatus`),
  value: [
    {
      location: 'West Europe',
      networkStatus: {
        dnsServers: ['168.63.129.16'],
        connectivityStatus: [
          { name: 'apimst.blob.core.windows.net', status: 'success', resourceType: 'BlobStorage', isOptional: false },
        ],
      },
    },
  ],
};

/** Read from the simulated control plane by the real clients, so that every question is one that the collector can ask. */
describe('the virtual network requirements, collected over HTTPS', () => {
  it('pass in a healthy network', async () => {
    const report = await judgeOverHttps([...network(), status]);

    for (const id of [
      'subnet-key-vault-endpoint',
      'outbound-key-vault',
      'outbound-entra-id',
      'network-rules',
      'forced-tunnelling',
      'network-status',
    ]) {
      expect([id, findingOf(report, id).status]).toEqual([id, 'pass']);
    }
  });

  it('fail by a rule that goes first, by defaults that let nothing in, and by an endpoint that one region lacks', async () => {
    const rules = [
      denyTo('AzureCloud', { priority: 200, destinationPortRange: '443' }),
      securityRule('Allow', { priority: 300, destinationAddressPrefix: 'AzureKeyVault' }),
    ];
    const report = await judgeOverHttps([
      ...network({ rules, service: northEurope(), otherSubnets: [subnet({ serviceEndpoints: [] }, SUBNET_NORTH)] }),
      keyVault('kv-prod', firewall({ bypass: 'None', virtualNetworkRules: [{ id: SUBNET }, { id: SUBNET_NORTH }] })),
      keyVaultNamedValue('key', 'kv-prod'),
    ]);

    expect(lines(report, 'outbound-key-vault')).toContain('fail outage NSG_DENY snet-apim westeurope');
    expect(lines(report, 'network-rules')).toContain('fail unsupported PORT_BLOCKED nsg-apim westeurope');
    expect(lines(report, 'subnet-key-vault-endpoint')).toEqual([
      'fail outage ENDPOINT_MISSING snet-north northeurope',
      'pass snet-apim westeurope',
    ]);
    expect(lines(report, 'network-status')).toContain('unknown STATUS_MISSING apim-prod northeurope');
  });

  it('find a gateway in the network, and one that may not be read', async () => {
    const gateway = resource(GATEWAY, {
      location: 'westeurope',
      properties: {
        ipConfigurations: [{ name: 'default', properties: { subnet: { id: `${VNET}/subnets/GatewaySubnet` } } }],
      },
    });
    const gatewaySubnet = {
      id: `${VNET}/subnets/GatewaySubnet`,
      name: 'GatewaySubnet',
      properties: { addressPrefix: '10.0.255.0/27', ipConfigurations: [{ id: `${GATEWAY}/ipConfigurations/default` }] },
    };
    const resources = [...network({ rules: INBOUND_RULES, otherSubnets: [gatewaySubnet] }), gateway, status];

    expect(lines(await judgeOverHttps(resources), 'forced-tunnelling')).toEqual([
      'unknown BGP_DEFAULT_ROUTE snet-apim westeurope',
    ]);
    expect(lines(await judgeOverHttps(resources, { denied: [GATEWAY] }), 'forced-tunnelling')).toEqual([
      'unknown FORBIDDEN snet-apim westeurope',
    ]);
  });

  it('take security admin rules from Resource Graph', async () => {
    const rule = resource(`${VNET}/providers/Microsoft.Network/effectiveSecurityAdminRules/r`, {
      properties: {
        access: 'Deny',
        priority: 5,
        direction: 'Outbound',
        protocol: 'Any',
        sources: [{ addressPrefix: '*', addressPrefixType: 'IPPrefix' }],
        destinations: [{ addressPrefix: 'AzureKeyVault', addressPrefixType: 'ServiceTag' }],
        sourcePortRanges: ['0-65535'],
        destinationPortRanges: ['443'],
      },
    });

    expect(lines(await judgeOverHttps([...network(), rule, status]), 'outbound-key-vault')).toEqual([
      'fail outage ADMIN_RULE_DENY snet-apim westeurope',
    ]);
  });
});
