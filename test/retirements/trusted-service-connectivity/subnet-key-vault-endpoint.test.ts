import type { ArmResource } from '../../../src/model/arm.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { subnetKeyVaultEndpoint } from '../../../src/retirements/trusted-service-connectivity/subnet-key-vault-endpoint.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { inbound, policy, sendRequest } from '../../support/policies.ts';
import {
  APIM,
  apim,
  armId,
  firewall,
  keyVault,
  keyVaultNamedValue,
  resource,
  SUBNET,
  subnet,
  VNET,
  virtualNetwork,
} from '../../support/resources.ts';
import type { SubjectOptions } from '../../support/subject.ts';
import { itemsOf, judged, network, northEurope, SUBNET_NORTH } from './shared/network-support.ts';

const missing = network({ subnet: { serviceEndpoints: [] } });
const reference = keyVaultNamedValue('key', 'kv-prod');
const vault = (properties: JsonObject = {}) => keyVault('kv-prod', properties);
const listing = { virtualNetworkRules: [{ id: SUBNET.toLowerCase() }] };
const HUB = `${VNET}-hub`;
const ENDPOINT = armId('Microsoft.Network/privateEndpoints/pe-kv');

function privateEndpoint(subnetId: string, status = 'Approved'): readonly [JsonObject, ArmResource] {
  const connections: Json = [
    { properties: { privateEndpoint: { id: ENDPOINT }, privateLinkServiceConnectionState: { status } } },
  ];
  const endpoint = resource(ENDPOINT, {
    properties: {
      subnet: { id: subnetId },
      privateLinkServiceConnections: [
        {
          properties: {
            privateLinkServiceId: keyVault().id,
            groupIds: ['vault'],
            privateLinkServiceConnectionState: { status },
          },
        },
      ],
      customDnsConfigs: [{ fqdn: 'kv-prod.vault.azure.net', ipAddresses: ['10.0.2.5'] }],
    },
  });
  return [{ privateEndpointConnections: connections }, endpoint];
}

/** The same endpoint, which by now leads to another resource. */
function leadingElsewhere(endpoint: ArmResource): ArmResource {
  const elsewhere = { properties: { privateLinkServiceId: keyVault('kv-other').id, groupIds: ['vault'] } };
  return {
    ...endpoint,
    properties: { ...(endpoint.properties as JsonObject), privateLinkServiceConnections: [elsewhere] },
  };
}

const [ownConnection, ownEndpoint] = privateEndpoint(`${VNET}/subnets/snet-pe`);
const [hubConnection, hubEndpoint] = privateEndpoint(`${HUB}/subnets/snet-pe`);
const [pendingConnection, pendingEndpoint] = privateEndpoint(`${VNET}/subnets/snet-pe`, 'Pending');

function peered(to: string): JsonObject {
  return {
    virtualNetworkPeerings: [
      { properties: { peeringState: 'Connected', allowVirtualNetworkAccess: true, remoteVirtualNetwork: { id: to } } },
    ],
  };
}

const spoke = network({ subnet: { serviceEndpoints: [] }, network: peered(HUB) });

checkRequirement(subnetKeyVaultEndpoint, {
  pass: [['the endpoint', network(), ['pass snet-apim westeurope']]],
  fail: [
    [
      'none, and a vault that lists the subnet',
      [...missing, vault(firewall(listing)), reference],
      ['fail unsupported ENDPOINT_MISSING snet-apim westeurope'],
    ],
  ],
  unknown: [
    ['a network that may not be read', network(), ['unknown FORBIDDEN snet-apim westeurope'], { denied: [VNET] }],
  ],
  notApplicable: [['no network', [apim()], ['not-applicable NO_VNET apim-prod']]],
});

describe('subnet-key-vault-endpoint', () => {
  it.each<readonly [string, string, Json]>([
    ['has succeeded', 'pass', [{ service: 'Microsoft.KeyVault', provisioningState: 'Succeeded' }]],
    ['tells no state', 'pass', [{ service: 'microsoft.keyvault' }]],
    [
      'is being made',
      'fail unsupported ENDPOINT_MISSING',
      [{ service: 'Microsoft.KeyVault', provisioningState: 'Updating' }],
    ],
    ['is another', 'fail unsupported ENDPOINT_MISSING', [{ service: 'Microsoft.Storage' }]],
  ])('when the endpoint %s: %s', (_, expected, serviceEndpoints) => {
    const resources = [...network({ subnet: { serviceEndpoints } }), vault(firewall()), reference];

    expect(judged(subnetKeyVaultEndpoint, resources)).toEqual([`${expected} snet-apim westeurope`]);
  });

  it.each<readonly [string, string, readonly ArmResource[], SubjectOptions]>([
    ['there is no vault at all', 'warn', [], {}],
    ['no vault has a firewall', 'warn', [vault(), reference], {}],
    ['a vault has a firewall', 'fail unsupported', [vault(firewall()), reference], {}],
    ['a vault lists the subnet, and the bypass is on', 'fail unsupported', [vault(firewall(listing)), reference], {}],
    [
      'a vault lists the subnet, and nothing else lets it in',
      'fail outage',
      [vault(firewall({ ...listing, bypass: 'None' })), reference],
      {},
    ],
    [
      'a vault lists another subnet',
      'fail unsupported',
      [vault(firewall({ bypass: 'None', virtualNetworkRules: [{ id: SUBNET_NORTH }] })), reference],
      {},
    ],
    [
      'a vault lists the subnet and the address',
      'fail unsupported',
      [vault(firewall({ ...listing, bypass: 'None', ipRules: [{ value: '20.50.1.1/32' }] })), reference],
      {},
    ],
    [
      'a vault lists the subnet and is closed to the public',
      'fail unsupported',
      [vault({ ...firewall({ ...listing, bypass: 'None' }), publicNetworkAccess: 'Disabled' }), reference],
      {},
    ],
    [
      'a vault that is only called has a firewall',
      'fail unsupported',
      [vault(firewall()), policy('', inbound(sendRequest('https://kv-prod.vault.azure.net/secrets/a')))],
      {},
    ],
    [
      'the only vault that is called has none',
      'warn',
      [vault(), policy('', inbound(sendRequest('https://kv-prod.vault.azure.net/secrets/a')))],
      {},
    ],
  ])('when it is missing and %s: %s', (_, expected, more, options) => {
    expect(judged(subnetKeyVaultEndpoint, [...missing, ...more], options)).toEqual([
      `${expected} ENDPOINT_MISSING snet-apim westeurope`,
    ]);
  });

  it.each<readonly [string, string, readonly ArmResource[], SubjectOptions]>([
    [
      'in the network',
      'warn ENDPOINT_MISSING',
      [...missing, vault({ ...firewall(), ...ownConnection }), ownEndpoint],
      {},
    ],
    [
      'not approved yet',
      'fail unsupported ENDPOINT_MISSING',
      [...missing, vault({ ...firewall(), ...pendingConnection }), pendingEndpoint],
      {},
    ],
    [
      'that leads to another vault',
      'fail unsupported ENDPOINT_MISSING',
      [...missing, vault({ ...firewall(), ...ownConnection }), leadingElsewhere(ownEndpoint)],
      {},
    ],
    [
      'in a network that is not peered',
      'fail unsupported ENDPOINT_MISSING',
      [...missing, vault({ ...firewall(), ...hubConnection }), hubEndpoint, virtualNetwork([], {}, HUB)],
      {},
    ],
    [
      'in a network that is peered',
      'warn ENDPOINT_MISSING',
      [...spoke, vault({ ...firewall(), ...hubConnection }), hubEndpoint, virtualNetwork([], peered(VNET), HUB)],
      {},
    ],
    [
      'in a peered network that may not be read',
      'unknown FORBIDDEN',
      [...spoke, vault({ ...firewall(), ...hubConnection }), hubEndpoint, virtualNetwork([], peered(VNET), HUB)],
      { denied: [HUB] },
    ],
    [
      'that may not be read',
      'unknown FORBIDDEN',
      [...missing, vault({ ...firewall(), ...ownConnection }), ownEndpoint],
      { denied: [ENDPOINT] },
    ],
  ])('when it is missing and the firewalled vault has a private endpoint %s: %s', (_, expected, resources, options) => {
    expect(judged(subnetKeyVaultEndpoint, [...resources, reference], options)).toEqual([
      `${expected} snet-apim westeurope`,
    ]);
  });

  it('needs every firewalled vault on a private endpoint', () => {
    const resources = [
      ...missing,
      vault({ ...firewall(), ...ownConnection }),
      ownEndpoint,
      reference,
      keyVault('kv-other', firewall()),
      keyVaultNamedValue('other', 'kv-other'),
    ];

    expect(judged(subnetKeyVaultEndpoint, resources)).toEqual([
      'fail unsupported ENDPOINT_MISSING snet-apim westeurope',
    ]);
  });

  it.each<readonly [string, string, readonly ArmResource[], SubjectOptions]>([
    ['a vault is not shown', 'unknown TARGET_NOT_VISIBLE', [reference], {}],
    [
      'a vault is not shown, and another has a firewall',
      'unknown TARGET_NOT_VISIBLE',
      [reference, keyVault('kv-other', firewall()), keyVaultNamedValue('other', 'kv-other')],
      {},
    ],
    [
      'a vault is not shown, and another depends on it',
      'fail outage ENDPOINT_MISSING',
      [
        reference,
        keyVault('kv-other', firewall({ ...listing, bypass: 'None' })),
        keyVaultNamedValue('other', 'kv-other'),
      ],
      {},
    ],
    [
      'the perimeter of a vault without rules is unread',
      'unknown THROTTLED',
      [vault(), reference],
      { failing: { perimeterAssociations: 'THROTTLED' } },
    ],
    ['a list is unread', 'unknown FORBIDDEN', [], { denied: [`${APIM}/namedValues`] }],
    ['a policy is unread', 'unknown DEPENDENCIES_UNPROVEN', [policy('', inbound())], { denied: [`${APIM}/policies`] }],
    [
      'a policy is unread, and a vault has a firewall',
      'fail unsupported ENDPOINT_MISSING',
      [policy('', inbound()), vault(firewall()), reference],
      { denied: [`${APIM}/policies`] },
    ],
    [
      'the perimeter of an open vault cannot be seen',
      'unknown PERIMETER_NOT_VISIBLE',
      [vault({ ...firewall({ ...listing }), publicNetworkAccess: 'SecuredByPerimeter' }), reference],
      {},
    ],
  ])('when it is missing and %s: %s', (_, expected, more, options) => {
    expect(judged(subnetKeyVaultEndpoint, [...missing, ...more], options)).toEqual([
      `${expected} snet-apim westeurope`,
    ]);
  });

  it('passes where it is there, whatever cannot be read', () => {
    expect(judged(subnetKeyVaultEndpoint, [...network(), reference], { denied: [`${APIM}/certificates`] })).toEqual([
      'pass snet-apim westeurope',
    ]);
  });

  it('judges the second location by its own subnet', () => {
    const resources = [
      ...network({ service: northEurope(), otherSubnets: [subnet({ serviceEndpoints: [] }, SUBNET_NORTH)] }),
      vault(firewall({ virtualNetworkRules: [{ id: SUBNET }, { id: SUBNET_NORTH }], bypass: 'None' })),
      reference,
    ];

    expect(judged(subnetKeyVaultEndpoint, resources)).toEqual([
      'pass snet-apim westeurope',
      'fail outage ENDPOINT_MISSING snet-north northeurope',
    ]);
  });

  it.each([
    [[], 'none'],
    [[{ service: 'Microsoft.Sql' }], 'Microsoft.Sql'],
    [[{ service: 'Microsoft.KeyVault', provisioningState: 'Failed' }], 'Microsoft.KeyVault (Failed)'],
  ])('shows the endpoints %j as %s', (serviceEndpoints, expected) => {
    const [item] = itemsOf(subnetKeyVaultEndpoint, network({ subnet: { serviceEndpoints } }));

    expect(item?.evidence[0]?.observed).toBe(expected);
  });

  it('offers a command that keeps the endpoints that are there', () => {
    const [item] = itemsOf(subnetKeyVaultEndpoint, [...missing, vault(firewall()), reference]);

    expect(item?.fix?.command).toContain('--service-endpoints $KEEP Microsoft.KeyVault');
  });

  it('gives a vault that knows the gateway by its address a rule for the subnet first, so that nothing is shut out', () => {
    const [item] = itemsOf(subnetKeyVaultEndpoint, [
      ...missing,
      vault(firewall({ ipRules: [{ value: '20.50.1.1/32' }] })),
      reference,
    ]);

    expect(item?.fix?.changes?.map(({ kind }) => kind)).toEqual(['add-network-rule', 'add-service-endpoint']);
    expect(item?.fix?.title.values.vaults).toBe('kv-prod');
  });
});
