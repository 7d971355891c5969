/** What does not fit Azure's schema is unreadable where it stands, and nowhere else. */
import type { ArmResource } from '../../src/model/arm.ts';
import { attempt } from '../../src/model/estate.ts';
import { at, flag, type Json, type JsonObject, list, text, texts, UnreadableField } from '../../src/model/json.ts';
import { readable, readableEstate } from '../../src/model/readable.ts';
import { assessInMemory } from '../support/assess.ts';
import { estateOf } from '../support/estate.ts';
import { healthy } from '../support/healthy.ts';
import { APIM, armId, keyVault, networkSecurityGroup, resource, securityRule } from '../support/resources.ts';

describe('a field that does not fit its schema', () => {
  const vault = readable(keyVault('kv-prod', { networkAcls: 'none', publicNetworkAccess: 'Enabled' }));

  it('throws for who reads it or anything below it', () => {
    expect(() => at(vault, 'properties', 'networkAcls')).toThrow(UnreadableField);
    expect(() => text(vault, 'properties', 'networkAcls', 'bypass')).toThrow(UnreadableField);
    expect(() => list(vault, 'properties', 'networkAcls', 'ipRules')).toThrow(UnreadableField);
  });

  it('leaves everything beside it readable', () => {
    expect(text(vault, 'properties', 'publicNetworkAccess')).toBe('Enabled');
    expect(text(vault, 'location')).toBe('westeurope');
  });

  it('is told by its path, never by its value', () => {
    const read = attempt(() => text(vault, 'properties', 'networkAcls', 'bypass'));
    expect(read).toEqual({ ok: false, reason: 'UNREADABLE', detail: 'properties.networkAcls' });
    expect(() => text(vault, 'properties', 'networkAcls')).toThrow(
      expect.objectContaining({
        name: 'UnreadableField',
        message: 'properties.networkAcls does not have the form that Azure documents',
      }),
    );
  });

  it('in one member of a list leaves the other members', () => {
    const rules = [securityRule('good', {}), securityRule('odd', { direction: 'Sideways' })];
    const [good, odd] = list(readable(networkSecurityGroup(rules)), 'properties', 'securityRules');
    expect(text(good, 'properties', 'direction')).toBe('Outbound');
    expect(text(odd, 'properties', 'access')).toBe('Allow');
    expect(() => text(odd, 'properties', 'direction')).toThrow(
      'properties.securityRules.[1].properties.direction'.replace('.[', '['),
    );
  });

  it('in a list of texts makes the list unreadable, not shorter', () => {
    const address = resource(armId('Microsoft.Network/privateDnsZones/a.example/A/kv'), {
      properties: { aRecords: [{ ipv4Address: 10 }] },
    });
    const service = resource(APIM, {
      location: 'westeurope',
      properties: { publicIPAddresses: ['20.50.1.1', 7] },
    });
    expect(() => text(list(readable(address), 'properties', 'aRecords')[0], 'ipv4Address')).toThrow(UnreadableField);
    expect(() => texts(readable(service), 'properties', 'publicIPAddresses')).toThrow(UnreadableField);
  });

  it.each<[string, Json]>([
    ['null', null],
    ['absent', undefined as unknown as Json],
  ])('is not one that is %s, which has Azure’s default', (_name, networkAcls) => {
    expect(text(readable(keyVault('kv-prod', { networkAcls })), 'properties', 'networkAcls', 'bypass')).toBeUndefined();
  });

  it.each<[string, Json]>([
    ['a list', [{ bypass: 'None' }]],
    ['a word outside the list', { bypass: 'Sometimes' }],
    ['a number for a word', { bypass: 1 }],
    ['a rule without an address', { ipRules: [{ action: 'Allow' }] }],
  ])('is %s', (_name, networkAcls) => {
    const read = attempt(() => {
      const acls = at(readable(keyVault('kv-prod', { networkAcls })), 'properties', 'networkAcls');
      return [text(acls, 'bypass'), ...list(acls, 'ipRules').map((rule) => text(rule, 'value'))];
    });
    expect(read.ok).toBe(false);
  });

  it.each([
    ['SystemAssigned, UserAssigned', true],
    ['SystemAssigned, Borrowed', false],
  ])('is not one of several words that are all known: %s', (type, isReadable) => {
    const service = readable(resource(APIM, { location: 'westeurope', identity: { type }, properties: {} }));
    expect(attempt(() => text(service, 'identity', 'type')).ok).toBe(isReadable);
  });

  it('is not a word of a closed list in another case', () => {
    const closed = readable(keyVault('kv-prod', { networkAcls: { bypass: 'NONE', defaultAction: 'deny' } }));
    expect(text(closed, 'properties', 'networkAcls', 'bypass')).toBe('NONE');
  });

  it('is not a tier that nobody knows yet, nor a field that decides nothing', () => {
    const service = resource(APIM, {
      location: 'westeurope',
      sku: { name: 'Ultra' },
      tags: 'none',
      properties: { portalUrl: 9, disableGateway: false },
    });
    expect(readable(service)).toBe(service);
    expect(flag(readable(service), 'properties', 'disableGateway')).toBe(false);
  });
});

describe('an estate', () => {
  const empty = resource(armId('Microsoft.KeyVault/vaults/kv-prod'), { location: 'westeurope' });

  it('answers UNREADABLE for a resource without properties', () => {
    const estate = readableEstate(estateOf([empty]));
    expect(estate.resource(empty.id)).toEqual({ ok: false, reason: 'UNREADABLE', detail: 'properties' });
    expect(estate.named(['microsoft.keyvault/vaults'], 'kv-prod')).toMatchObject({ reason: 'UNREADABLE' });
  });

  it('keeps a list with a member without properties, which is found out by reading it', () => {
    const backend = resource(`${APIM}/backends/b`, {});
    const read = readableEstate(estateOf([backend])).children(APIM, 'backends');
    expect(read.ok && read.value.length).toBe(1);
    expect(() => read.ok && text(read.value[0], 'properties', 'url')).toThrow(UnreadableField);
  });

  it('that is measured stays as it is', () => {
    const measured = readableEstate(estateOf([empty]));
    expect(readableEstate(measured)).toBe(measured);
  });

  it('measures a resource once, however often it is asked for', () => {
    const service = resource(APIM, { location: 7, properties: {} });
    const estate = estateOf([service]);
    const [first, second] = [readableEstate(estate).resource(APIM), readableEstate(estate).resource(APIM)];
    expect(first.ok && second.ok && first.value === second.value).toBe(true);
  });
});

describe('an unreadable field and what else is known', () => {
  const changed = (properties: JsonObject): readonly ArmResource[] =>
    healthy.map((one) =>
      one.id === APIM ? { ...one, properties: { ...(one.properties as JsonObject), ...properties } } : one,
    );
  const withFailedRead = (resources: readonly ArmResource[]): readonly ArmResource[] =>
    JSON.parse(JSON.stringify(resources).replace('"lastStatus":null', '"lastStatus":{"code":"SecretNotFound"}'));

  it.each<[string, JsonObject]>([
    ['the list of further regions', { additionalLocations: 'East US' }],
    ['one further region', { additionalLocations: [7] }],
    ['whether a region is switched off', { additionalLocations: [{ location: 'East US', disableGateway: 'maybe' }] }],
    ['the addresses of the instance', { publicIPAddresses: '20.50.1.1' }],
    ['the type of its network', { virtualNetworkType: 7 }],
  ])('%s: undecided, and what has failed is told all the same', (_what, properties) => {
    expect(assessInMemory(changed(properties)).verdict).toBe('undecided');
    expect(assessInMemory(withFailedRead(changed(properties))).verdict).toBe('not-ready');
  });
});
