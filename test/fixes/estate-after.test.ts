/** An estate as it would be after some changes: who is shown what is new, and that everything else stays as it was read. */
import { estateAfter } from '../../src/fixes/estate-after.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Change } from '../../src/model/change.ts';
import type { Estate, Read } from '../../src/model/estate.ts';
import { type Json, type JsonObject, texts } from '../../src/model/json.ts';
import { estateOf } from '../support/estate.ts';
import {
  APIM,
  armId,
  firewall,
  keyVault,
  keyVaultNamedValue,
  NSG,
  networkSecurityGroup,
  PRINCIPAL,
  resource,
  SUBNET,
  SUBSCRIPTION,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';

const TODAY = '2026-11-29';
const OTHER = '33333333-3333-4333-8333-333333333333';

const vault = keyVault('kv-prod', firewall({ ipRules: [{ value: '9.9.9.9' }] }));

const deny = securityRule('Deny', { priority: 100 });

describe('an estate after some changes', () => {
  const names = (read: Read<readonly ArmResource[]>) => (read.ok ? read.value.map(({ name }) => name) : read.reason);
  const changed = (resources: readonly ArmResource[], changes: readonly Change[], failing = {}) =>
    estateAfter(estateOf(resources, { failing }), changes, TODAY);
  const zone = armId('Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net', 'rg-dns');
  const perimeter = armId('Microsoft.Network/networkSecurityPerimeters/nsp-kv');
  const profile = `${perimeter}/profiles/default`;
  const endpoint = armId('Microsoft.Network/privateEndpoints/pe');
  const perimeterChanges: readonly Change[] = [
    { kind: 'create-perimeter', perimeter, profile: 'default', location: 'westeurope' },
    { kind: 'add-perimeter-rule', profile, name: 'apim', admits: { subscription: SUBSCRIPTION } },
    { kind: 'associate-perimeter', association: `${perimeter}/resourceAssociations/kv`, target: vault.id, profile },
  ];
  const endpointChanges: readonly Change[] = [
    { kind: 'create-zone', zone },
    {
      kind: 'create-private-endpoint',
      endpoint,
      target: vault.id,
      group: 'vault',
      subnet: SUBNET,
      location: 'westeurope',
      zone,
      records: ['kv-prod'],
      address: '10.0.1.62',
    },
    { kind: 'link-zone', zone, network: VNET, name: 'vnet' },
  ];

  it('is the one that was read where nothing changes', () => {
    const estate = estateOf([vault]);

    expect(estateAfter(estate, [], TODAY)).toBe(estate);
  });

  it('shows a subnet changed by itself and in its network, and no other subnet', () => {
    const other = `${VNET}/subnets/snet-other`;
    const bare = { serviceEndpoints: [] };
    const change: Change = { kind: 'add-service-endpoint', subnet: SUBNET, service: 'Microsoft.Storage' };
    const estate = changed([virtualNetwork([subnet(bare), subnet(bare, other)])], [change]);
    const added = { serviceEndpoints: [{ service: 'Microsoft.Storage', provisioningState: 'Succeeded' }] };

    expect(estate.resource(SUBNET)).toMatchObject({ ok: true, value: subnet(added) });
    expect(estate.resource(VNET)).toMatchObject({
      ok: true,
      value: virtualNetwork([subnet(added), subnet(bare, other)]),
    });
  });

  it('shows a subnet that is made, by itself and in its network', () => {
    const made = `${VNET}/subnets/snet-new`;
    const estate = changed([virtualNetwork()], [{ kind: 'create-subnet', subnet: made, prefix: '10.0.9.0/28' }]);
    const network = estate.resource(VNET);
    const subnets = network.ok ? ((network.value.properties as JsonObject).subnets as readonly Json[]) : [];

    expect(estate.resource(made)).toMatchObject({ ok: true, value: { properties: { addressPrefix: '10.0.9.0/28' } } });
    expect(subnets).toMatchObject([{ id: SUBNET }, { id: made, properties: { addressPrefix: '10.0.9.0/28' } }]);
  });

  it('puts a new rule into its group', () => {
    const change: Change = {
      kind: 'add-security-rule',
      group: NSG,
      name: 'apim-out',
      priority: 150,
      direction: 'Outbound',
      protocol: 'Tcp',
      source: 'VirtualNetwork',
      destination: 'Storage',
      ports: [443, 445],
    };
    const { destinationPortRange: _, ...rule } = securityRule('apim-out', {
      priority: 150,
      destinationAddressPrefix: 'Storage',
      destinationPortRanges: ['443', '445'],
    }).properties as JsonObject;

    expect(changed([networkSecurityGroup([deny])], [change]).resource(NSG)).toEqual({
      ok: true,
      value: networkSecurityGroup([deny, { name: 'apim-out', properties: rule }]),
    });
  });

  it('shows a perimeter that is made to whoever asks for it, and to nobody else', () => {
    const other = keyVault('kv-other');
    const estate = changed([vault, other], perimeterChanges);

    expect(names(estate.perimeterAssociations(vault.id))).toEqual(['kv']);
    expect(estate.perimeterAssociations(vault.id)).toMatchObject({
      value: [{ properties: { accessMode: 'Learning', profile: { id: profile }, provisioningState: 'Succeeded' } }],
    });
    expect(names(estate.perimeterAssociations(other.id))).toEqual([]);
    expect(estate.perimeterRules(profile)).toMatchObject({
      value: [{ properties: { direction: 'Inbound', subscriptions: [{ id: `/subscriptions/${SUBSCRIPTION}` }] } }],
    });
    expect(names(estate.perimeterRules(`${perimeter}/profiles/other`))).toEqual([]);
    expect(names(estate.children(perimeter, 'profiles'))).toEqual(['default']);
    expect(estate.resource(perimeter)).toMatchObject({
      ok: true,
      value: { type: 'microsoft.network/networksecurityperimeters' },
    });
    expect(names(estate.securityAdminRules(VNET))).toEqual([]);
    expect(names(estate.recommendations(APIM))).toEqual([]);
  });

  it('shows what is made under an id that exists instead of what was there', () => {
    const [, rule] = perimeterChanges;
    const again: Change = {
      kind: 'add-perimeter-rule',
      profile,
      name: 'apim',
      admits: { addresses: ['20.50.1.1/32'] },
    };
    const admitted = (estate: Estate) => {
      const read = estate.perimeterRules(profile);
      return read.ok ? read.value.map((one) => texts(one, 'properties', 'addressPrefixes')) : read.reason;
    };
    const there = resource(`${profile}/accessRules/apim`, { properties: { direction: 'Inbound' } });

    expect(admitted(changed([vault, there], [again]))).toEqual([['20.50.1.1/32']]);
    expect(admitted(changed([vault], rule === undefined ? [] : [rule, again]))).toEqual([['20.50.1.1/32']]);
  });

  it('asks nobody about what is new', () => {
    const failing = { perimeterRules: 'FORBIDDEN', children: 'FORBIDDEN' };
    const estate = changed([vault], perimeterChanges, failing);

    expect(names(estate.perimeterRules(profile))).toEqual(['apim']);
    expect(names(estate.children(perimeter, 'profiles'))).toEqual(['default']);
    expect(names(estate.perimeterRules(armId('Microsoft.Network/networkSecurityPerimeters/x/profiles/y')))).toBe(
      'FORBIDDEN',
    );
  });

  it('shows a private endpoint that is made, its record and the link of its zone', () => {
    const estate = changed([vault, virtualNetwork()], endpointChanges);

    expect(estate.resource(endpoint)).toMatchObject({
      value: {
        properties: {
          subnet: { id: SUBNET },
          customDnsConfigs: [{ ipAddresses: ['10.0.1.62'] }],
          privateLinkServiceConnections: [{ properties: { privateLinkServiceId: vault.id, groupIds: ['vault'] } }],
        },
      },
    });
    expect(estate.resource(vault.id)).toMatchObject({
      value: {
        properties: {
          privateEndpointConnections: [
            {
              id: `${vault.id}/privateEndpointConnections/pe`,
              properties: {
                privateEndpoint: { id: endpoint },
                privateLinkServiceConnectionState: { status: 'Approved' },
              },
            },
          ],
        },
      },
    });
    expect(estate.addressRecords('KV-prod')).toMatchObject({
      value: [{ id: `${zone}/A/kv-prod`, properties: { aRecords: [{ ipv4Address: '10.0.1.62' }] } }],
    });
    expect(names(estate.addressRecords('other'))).toEqual([]);
    expect(estate.virtualNetworkLinks(VNET)).toMatchObject({
      value: [
        {
          id: `${zone}/virtualNetworkLinks/vnet`,
          properties: {
            virtualNetwork: { id: VNET },
            virtualNetworkLinkState: 'Completed',
            registrationEnabled: false,
          },
        },
      ],
    });
    expect(names(estate.virtualNetworkLinks(armId('Microsoft.Network/virtualNetworks/other')))).toEqual([]);
    expect(names(estate.children(zone, 'A'))).toEqual(['kv-prod']);
    expect(estate.resource(zone).ok).toBe(true);
  });

  it('shows a record that is added beside those that are there', () => {
    const known = resource(`${zone}/A/kv-old`, { properties: {} });
    const change: Change = { kind: 'add-record', zone, name: 'kv-prod', addresses: ['10.0.1.4', '10.0.1.5'] };
    const estate = changed([resource(zone), known], [change]);

    expect(names(estate.children(zone, 'A'))).toEqual(['kv-old', 'kv-prod']);
    expect(estate.addressRecords('kv-prod')).toMatchObject({
      value: [{ properties: { aRecords: [{ ipv4Address: '10.0.1.4' }, { ipv4Address: '10.0.1.5' }] } }],
    });
  });

  it('gives a role to the principal that it names alone, at the vault', () => {
    const role: Change = {
      kind: 'grant-secret-access',
      vault: vault.id,
      model: 'role',
      service: APIM,
      principal: PRINCIPAL,
      keeps: [],
    };
    const estate = changed([vault], [role]);
    const assigned = (principal: string) =>
      estate.children(vault.id, `providers/Microsoft.Authorization/roleAssignments?$filter=assignedTo('${principal}')`);

    expect(assigned(PRINCIPAL.toUpperCase())).toMatchObject({
      value: [
        {
          properties: {
            principalId: PRINCIPAL,
            scope: vault.id,
            roleDefinitionId: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6`,
          },
        },
      ],
    });
    expect(names(assigned(OTHER))).toEqual([]);
    expect(
      names(
        estate.children(armId('Microsoft.KeyVault/vaults/kv'), 'providers/Microsoft.Authorization/roleAssignments'),
      ),
    ).toEqual([]);
  });

  it('takes a reference that is read again off the list of failed reads, and off no other', () => {
    const failed = { lastStatus: { code: 'ForbiddenByFirewall' } };
    const mended = keyVaultNamedValue('mended', 'kv-prod', failed);
    const estate = changed(
      [
        mended,
        keyVaultNamedValue('broken', 'kv-prod', failed),
        keyVaultNamedValue('silent', 'kv-prod', { lastStatus: {} }),
      ],
      [{ kind: 'read-again', service: APIM, reference: mended.id }],
    );

    expect(names(estate.children(APIM, 'namedValues?isKeyVaultRefreshFailed=true'))).toEqual(['broken']);
    expect(names(estate.children(APIM, 'namedValues'))).toEqual(['mended', 'broken', 'silent']);
  });

  it('answers nothing that could not be read', () => {
    const change: Change = { kind: 'allow-trusted-services', vault: vault.id };
    const failing = {
      virtualNetworkLinks: 'THROTTLED',
      addressRecords: 'THROTTLED',
      [`resource:${vault.id.toLowerCase()}`]: 'FORBIDDEN',
    };
    const estate = changed([vault], [change, ...endpointChanges], failing);

    expect(estate.resource(vault.id)).toMatchObject({ ok: false, reason: 'FORBIDDEN' });
    expect(names(estate.virtualNetworkLinks(VNET))).toBe('THROTTLED');
    expect(names(estate.addressRecords('kv-prod'))).toBe('THROTTLED');
  });
});
