import { idKey, nameOf, parseArmId, sameId, shortLocation } from '../../src/model/arm.ts';

const GROUP = '/subscriptions/s/resourceGroups/rg';

describe('an ARM id', () => {
  it('is taken apart, its type in lower case', () => {
    expect(parseArmId(`${GROUP}/providers/Microsoft.Network/virtualNetworks/v`)).toEqual({
      subscriptionId: 's',
      resourceGroup: 'rg',
      type: 'microsoft.network/virtualnetworks',
      name: 'v',
      parentId: undefined,
    });
  });

  it.each([
    ['a child', `${GROUP}/providers/A.B/c/d/e/f`, 'a.b/c/e', 'f', `${GROUP}/providers/A.B/c/d`, 'rg'],
    ['one in no resource group', '/subscriptions/s/providers/A.B/c/d', 'a.b/c', 'd', undefined, undefined],
    ['what extends another', `${GROUP}/providers/A.B/c/d/providers/E.F/g/h`, 'e.f/g', 'h', undefined, 'rg'],
    ['one in any case', '/SUBSCRIPTIONS/s/RESOURCEGROUPS/rg/PROVIDERS/A.B/c/d', 'a.b/c', 'd', undefined, 'rg'],
  ])('is understood as %s', (_, id, type, name, parentId, resourceGroup) => {
    expect(parseArmId(id)).toEqual({ subscriptionId: 's', resourceGroup, type, name, parentId });
  });

  it.each([
    ['nothing', ''],
    ['a subscription', '/subscriptions/s'],
    ['a resource group', GROUP],
    ['what does not begin with a slash', 'x/subscriptions/s/providers/A.B/c/d'],
    ['what is in no subscription', '/tenants/s/providers/A.B/c/d'],
    ['a type without a name', `${GROUP}/providers/A.B/c`],
    ['a child without a name', `${GROUP}/providers/A.B/c/d/e`],
    ['a provider alone', `${GROUP}/providers/A.B`],
    ['an empty segment', `${GROUP}/providers/A.B//d`],
  ])('is not %s', (_, id) => {
    expect(parseArmId(id)).toBeUndefined();
  });

  it('is the same in another case and with a slash at its end, and absent is the same as nothing', () => {
    expect(idKey('/A/b//')).toBe('/a/b');
    expect(sameId('/A/b/', '/a/B')).toBe(true);
    expect(sameId('/a/b', '/a/c')).toBe(false);
    expect(sameId(undefined, undefined)).toBe(false);
    expect(sameId('/a', undefined)).toBe(false);
    expect(sameId(undefined, '/a')).toBe(false);
  });

  it('has a location that is written in two ways', () => {
    expect(shortLocation('West Europe')).toBe(shortLocation('westeurope'));
  });
});

describe('the name of an id', () => {
  it('is its last segment, or the whole of what has none', () => {
    expect(nameOf('/a/b')).toBe('b');
    expect(nameOf('host')).toBe('host');
  });
});
