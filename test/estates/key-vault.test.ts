/** What the requirements about key vaults, the flag and the subnet say of whole estates. */
import { judge, lines } from '../support/judge.ts';
import {
  APIM,
  apim,
  armId,
  FLAG,
  firewall,
  injected,
  keyVault,
  keyVaultNamedValue,
  NSG,
  networkSecurityGroup,
  resource,
  SUBNET,
  subnet,
  VNET,
  virtualNetwork,
  withHostname,
} from '../support/resources.ts';

const KV = armId('Microsoft.KeyVault/vaults/kv-prod', 'rg-secrets');
const STATUS = resource(`${APIM}/networkstatus`, {
  value: [
    {
      location: 'West Europe',
      networkStatus: {
        dnsServers: ['168.63.129.16'],
        connectivityStatus: [
          { name: 'AzureKeyVault', status: 'success', resourceType: 'AzureKeyVault', isOptional: false },
        ],
      },
    },
  ],
});
const network = [virtualNetwork(), networkSecurityGroup(), STATUS];

describe('a key vault', () => {
  it('a named value behind the bypass passes the control plane, while the vault has no supported network option', async () => {
    const report = await judge([
      apim(injected()),
      keyVaultNamedValue('secret', 'kv-prod'),
      keyVault('kv-prod', firewall()),
      ...network,
    ]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['pass kv-prod']);
    expect(lines(report, 'key-vault-network-access')).toEqual(['fail unsupported BYPASS_ONLY kv-prod westeurope']);
  });

  it('a virtual network rule with its endpoint is a supported option, and the bypass stays for a hostname', async () => {
    const report = await judge([
      apim({ ...injected(), ...withHostname() }),
      keyVaultNamedValue('secret', 'kv-prod'),
      keyVault('kv-prod', firewall({ virtualNetworkRules: [{ id: SUBNET.toLowerCase() }] })),
      ...network,
    ]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['pass kv-prod']);
    expect(lines(report, 'key-vault-network-access')).toEqual(['pass kv-prod westeurope']);
    expect(lines(report, 'subnet-key-vault-endpoint')).toEqual(['pass snet-apim westeurope']);
  });

  it('a hostname certificate read with a user-assigned identity through a closed vault fails', async () => {
    const clientId = '33333333-3333-4333-8333-333333333333';
    const endpoint = armId('Microsoft.Network/privateEndpoints/pe-kv');
    const report = await judge([
      apim(
        { ...injected(), ...withHostname({ identityClientId: clientId }) },
        {
          identity: {
            type: 'SystemAssigned, UserAssigned',
            userAssignedIdentities: {
              [armId('Microsoft.ManagedIdentity/userAssignedIdentities/id-api')]: { clientId },
            },
          },
        },
      ),
      keyVault('kv-prod', {
        ...firewall(),
        publicNetworkAccess: 'Disabled',
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
      ...network,
    ]);

    expect(lines(report, 'key-vault-identity')).toEqual(['fail outage USER_ASSIGNED_BEHIND_FIREWALL api.example.com']);
  });

  it('an enforced perimeter voids the bypass', async () => {
    const perimeter = armId('Microsoft.Network/networkSecurityPerimeters/nsp');
    const report = await judge([
      apim(),
      keyVaultNamedValue('secret', 'kv-prod'),
      keyVault('kv-prod', firewall()),
      resource(`${perimeter}/resourceAssociations/kv`, {
        properties: {
          privateLinkResource: { id: KV },
          profile: { id: `${perimeter}/profiles/p` },
          accessMode: 'Enforced',
          hasProvisioningIssues: 'no',
        },
      }),
    ]);

    expect(lines(report, 'key-vault-trusted-services')).toEqual(['fail outage BYPASS_VOID kv-prod']);
    expect(lines(report, 'key-vault-network-access')).toEqual(['fail outage NO_PATH kv-prod westeurope']);
    expect(report.verdict).toBe('not-ready');
  });

  it('an address rule proves nothing for a tier with shared addresses', async () => {
    const report = await judge([
      apim({ publicIPAddresses: undefined as never }, { sku: { name: 'StandardV2', capacity: 1 } }),
      keyVaultNamedValue('secret', 'kv-prod'),
      keyVault('kv-prod', firewall({ ipRules: [{ value: '20.50.1.1/32' }] })),
    ]);

    expect(lines(report, 'key-vault-network-access')).toEqual(['unknown SHARED_EGRESS_IP kv-prod westeurope']);
  });

  it('the second region without the endpoint is named', async () => {
    const north = armId('Microsoft.Network/virtualNetworks/vnet-north');
    const northSubnet = `${north}/subnets/snet-apim`;
    const report = await judge([
      apim({
        ...injected(),
        additionalLocations: [
          {
            location: 'North Europe',
            virtualNetworkConfiguration: { subnetResourceId: northSubnet },
            publicIPAddresses: ['20.50.2.2'],
          },
        ],
      }),
      keyVaultNamedValue('secret', 'kv-prod'),
      keyVault('kv-prod', firewall({ virtualNetworkRules: [{ id: SUBNET }, { id: northSubnet }] })),
      virtualNetwork([subnet({ serviceEndpoints: [] }, northSubnet)], {}, north),
      ...network,
    ]);

    expect(lines(report, 'subnet-key-vault-endpoint')).toEqual([
      'fail unsupported ENDPOINT_MISSING snet-apim northeurope',
      'pass snet-apim westeurope',
    ]);
    expect(lines(report, 'key-vault-network-access')).toEqual([
      'fail unsupported BYPASS_ONLY kv-prod northeurope',
      'pass kv-prod westeurope',
    ]);
  });

  it.each([
    ['set to "true" in any case', { customProperties: { [FLAG]: 'true' } }, ['pass apim-prod']],
    ['absent on an instance of 2026', { createdAtUtc: '2026-01-10T00:00:00Z' }, ['pass FLAG_ABSENT_NEW apim-prod']],
    ['absent on an instance of 2024', {}, ['warn FLAG_NOT_SET apim-prod']],
  ])('the flag %s', async (_, properties, expected) => {
    const report = await judge([apim(properties)]);

    expect(lines(report, 'trusted-access-disabled')).toEqual(expected);
  });

  it('a vault that Resource Graph does not show is unknown, never unmet', async () => {
    const report = await judge([apim(), keyVaultNamedValue('secret', 'kv-hidden')]);

    expect(lines(report, 'key-vault-network-access')).toEqual(['unknown TARGET_NOT_VISIBLE kv-hidden.vault.azure.net']);
    expect(report.verdict).toBe('undecided');
  });
});

describe('the subnet', () => {
  const rule = (name: string, priority: number, access: string, tag: string) => ({
    name,
    properties: {
      priority,
      direction: 'Outbound',
      access,
      protocol: 'Tcp',
      sourceAddressPrefix: '*',
      sourcePortRange: '*',
      destinationAddressPrefix: tag,
      destinationPortRange: '443',
    },
  });

  it('a deny of AzureCloud before an allow of AzureKeyVault decides', async () => {
    const report = await judge([
      apim(injected()),
      virtualNetwork(),
      networkSecurityGroup(
        [rule('DenyCloud', 200, 'Deny', 'AzureCloud'), rule('AllowVault', 300, 'Allow', 'AzureKeyVault')],
        NSG,
      ),
      STATUS,
    ]);

    expect(lines(report, 'outbound-key-vault')).toEqual(['fail outage NSG_DENY snet-apim westeurope']);
  });

  it('without rules of its own the default rule lets out, and nobody lets the management in', async () => {
    const report = await judge([apim(injected()), virtualNetwork(), networkSecurityGroup(), STATUS]);

    expect(lines(report, 'outbound-key-vault')).toEqual(['pass snet-apim westeurope']);
    expect(lines(report, 'outbound-entra-id')).toEqual(['pass snet-apim westeurope']);
    expect(lines(report, 'network-rules')).toEqual(['fail unsupported PORT_BLOCKED nsg-apim westeurope']);
  });

  it('keeps the virtual network out of sight when it is denied', async () => {
    const report = await judge([apim(injected()), ...network], { denied: [VNET] });

    expect(lines(report, 'outbound-key-vault')).toEqual(['unknown FORBIDDEN snet-apim westeurope']);
  });
});
