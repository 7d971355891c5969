import type { ArmResource } from '../../src/model/arm.ts';
import { type JsonObject, unreadable } from '../../src/model/json.ts';
import { privateEndpointsOf, privateName } from '../../src/network/private-endpoints.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { resource } from '../support/resources.ts';
import { connected, ENDPOINT, privateEndpoint, targetOf } from './support.ts';

const vault = targetOf('key-vault', connected());
const mark = unreadable({ resource: ENDPOINT, property: 'properties' });

function endpoints(target = vault, around: readonly ArmResource[] = [], options?: EstateOptions) {
  return privateEndpointsOf(target, estateOf([target.resource, ...around], options));
}

const connection = (properties: JsonObject): JsonObject => ({
  privateEndpointConnections: [
    {
      properties: {
        privateEndpoint: { id: ENDPOINT },
        privateLinkServiceConnectionState: { status: 'Approved' },
        ...properties,
      },
    },
  ],
});

describe('the sub-resource of an endpoint', () => {
  const serves = (id: string, groupIds: readonly string[]): JsonObject => ({
    privateLinkServiceConnections: [{ properties: { privateLinkServiceId: id, groupIds } }],
  });
  const account = (properties: JsonObject = {}) => targetOf('storage', { ...connected(), ...properties });

  it.each<[string, JsonObject, JsonObject, boolean | undefined]>([
    ['is the one that is called', serves(account().resource.id, ['blob']), {}, true],
    ['is the one that is called, in any case', serves(account().resource.id, ['Blob']), {}, true],
    ['is the secondary one of it', serves(account().resource.id, ['blob_secondary']), {}, true],
    ['is one of several', serves(account().resource.id, ['file', 'blob']), {}, true],
    ['is another', serves(account().resource.id, ['file']), {}, false],
    ['is none', serves(account().resource.id, []), {}, false],
    ['is that of another resource', serves(targetOf('key-vault').resource.id, ['blob']), {}, false],
    [
      'is what the connection says, where the endpoint tells of none',
      { privateLinkServiceConnections: [] },
      connection({ groupIds: ['file'] }),
      false,
    ],
    [
      'is the called one by the connection, where the endpoint tells of none',
      { privateLinkServiceConnections: [] },
      connection({ groupIds: ['blob'] }),
      true,
    ],
    ['is what nobody tells', { privateLinkServiceConnections: [] }, {}, undefined],
  ])('%s', (_, properties, own, expected) => {
    const target = account(own);

    expect(endpoints(target, [privateEndpoint(target, properties)]).map((one) => one.rightGroup)).toEqual([expected]);
  });

  it.each([
    ['file', false],
    ['blob', true],
  ])('is %s by the connection while the endpoint may not be read', (group, expected) => {
    const target = account(connection({ groupIds: [group] }));

    expect(endpoints(target, [], { denied: [ENDPOINT] })).toMatchObject([
      { rightGroup: expected, unread: 'FORBIDDEN' },
    ]);
  });
});

describe('the addresses of an endpoint', () => {
  const NIC = `${ENDPOINT}-nic`;
  const nic = resource(NIC, {
    properties: { ipConfigurations: [{ properties: { privateIPAddress: '10.0.2.7' } }, { properties: {} }] },
  });
  const group = resource(`${ENDPOINT}/privateDnsZoneGroups/default`, {
    properties: {
      privateDnsZoneConfigs: [
        { properties: { privateDnsZoneId: 'zone', recordSets: [{ ipAddresses: ['10.0.2.6'] }] } },
        {},
      ],
    },
  });
  const fixed = { ipConfigurations: [{ properties: { privateIPAddress: '10.0.2.8' } }, { properties: {} }] };
  const interfaces = { networkInterfaces: [{ id: NIC }, { id: 'gone' }, {}] };

  it.each<[string, JsonObject, readonly ArmResource[], readonly string[]]>([
    ['are those of its names', { ...fixed, ...interfaces }, [group, nic], ['10.0.2.5']],
    ['are those that are fixed', { customDnsConfigs: [], ...fixed, ...interfaces }, [group, nic], ['10.0.2.8']],
    ['are those of its zone group', { customDnsConfigs: [], ...interfaces }, [group, nic], ['10.0.2.6']],
    ['are those of its interface', { customDnsConfigs: [], ...interfaces }, [nic], ['10.0.2.7']],
    ['are not told', { customDnsConfigs: [] }, [], []],
  ])('%s', (_, properties, around, expected) => {
    const [one] = endpoints(vault, [privateEndpoint(vault, properties), ...around]);

    expect(one?.addresses).toEqual(expected);
  });

  it('come with the zones of its group', () => {
    expect(endpoints(vault, [privateEndpoint(vault), group]).map((one) => one.zoneIds)).toEqual([['zone']]);
  });
});

describe('what cannot be read of an endpoint', () => {
  const named = `children:${ENDPOINT}/privateDnsZoneGroups`.toLowerCase();

  it.each<[string, JsonObject, readonly ArmResource[], EstateOptions, JsonObject]>([
    ['nothing', {}, [privateEndpoint(vault)], {}, { rightGroup: true }],
    ['itself', {}, [], { denied: [ENDPOINT] }, { unread: 'FORBIDDEN' }],
    ['itself, since it is gone', {}, [], {}, { unread: 'NOT_FOUND' }],
    [
      'its zone group',
      {},
      [privateEndpoint(vault)],
      { failing: { [named]: 'THROTTLED' } },
      { zonesUnread: 'THROTTLED' },
    ],
    ['its form', {}, [privateEndpoint(vault, { customDnsConfigs: mark })], {}, { unread: 'UNREADABLE' }],
    ['its connection', { privateEndpointConnections: [mark] }, [privateEndpoint(vault)], {}, { unread: 'UNREADABLE' }],
    ['all connections', { privateEndpointConnections: mark }, [privateEndpoint(vault)], {}, { unread: 'UNREADABLE' }],
  ])('is %s', (_, properties, around, options, expected) => {
    const target = targetOf('key-vault', { ...connected(), ...properties });
    const [one, ...others] = endpoints(target, around, options);

    expect(others).toEqual([]);
    expect(one).toMatchObject(expected);
    expect([one?.unread, one?.zonesUnread]).toEqual([expected.unread, expected.zonesUnread]);
  });

  it('is no reason for a zone group that is not there', () => {
    const options: EstateOptions = { failing: { [named]: 'NOT_FOUND' } };

    expect(endpoints(vault, [privateEndpoint(vault)], options).map((one) => one.zonesUnread)).toEqual([undefined]);
  });

  it('is its subnet where it does not tell of one', () => {
    expect(endpoints(vault, [privateEndpoint(vault, { subnet: null })])).toMatchObject([
      { subnetId: { ok: false, reason: 'READ_FAILED' } },
    ]);
  });
});

describe('whether the public name is an alias of the private one', () => {
  const known = { id: 'e', subnetId: { ok: true, value: 's' }, addresses: [], zoneIds: [] } as const;
  const unread = { ...known, unread: 'FORBIDDEN' } as const;

  it.each([
    ['no endpoint', 'storage', [], 'no'],
    ['one for another sub-resource', 'storage', [{ ...known, rightGroup: false }], 'no'],
    ['one for it', 'storage', [{ ...known, rightGroup: true }], 'yes'],
    ['one for it that cannot be read', 'storage', [{ ...unread, rightGroup: true }], 'yes'],
    ['one of which nobody tells for what', 'storage', [{ ...known, rightGroup: undefined }], 'yes'],
    ['one that cannot be read', 'storage', [{ ...unread, rightGroup: undefined }], 'unknown'],
    [
      'one that cannot be read, beside one for it',
      'storage',
      [
        { ...unread, rightGroup: undefined },
        { ...known, rightGroup: true },
      ],
      'yes',
    ],
    ['one that cannot be read', 'key-vault', [{ ...unread, rightGroup: undefined }], 'yes'],
  ] as const)('with %s of a %s, %j: %s', (_, kind, some, expected) => {
    expect(privateName(targetOf(kind), some).answer).toBe(expected);
  });
});
