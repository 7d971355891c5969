/** At least one change of every kind, with names that a shell or a template could stumble over. */
import type { Change, ChangeKind } from '../../src/model/change.ts';

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
export const samples: { readonly [K in ChangeKind]: readonly Extract<Change, { readonly kind: K }>[] } = {
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
