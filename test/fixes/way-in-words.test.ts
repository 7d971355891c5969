/** What is said where no change that is known here lets a location in: whom it sends where. */
import type { WantedWay } from '../../src/fixes/way-in-option.ts';
import { wordsFor } from '../../src/fixes/way-in-words.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { render } from '../../src/model/text.ts';
import type { Target } from '../../src/network/target.ts';
import { connected, privateEndpoint, record, restricted, targetOf, zoneId, zoneLink } from '../network/support.ts';
import { association } from '../support/perimeters.ts';
import { APIM, apim, VNET } from '../support/resources.ts';
import { wantedWay } from './support.ts';

const closed = targetOf('key-vault', { publicNetworkAccess: 'Disabled' });
const registry = restricted('container-registry').target;
const vault = restricted('key-vault').target;
const tier = (name: string) => [apim({}, { sku: { name, capacity: 1 } })];
const workspaceGateway = { location: { name: 'gateways/g', subnetId: undefined } };

const wordsOf = (target: Target, around: readonly ArmResource[], location: Partial<WantedWay['location']> = {}) => {
  const wanted = wantedWay(target, around);
  const { title, ...fix } = wordsFor({ ...wanted, location: { ...wanted.location, ...location } });
  return { ...fix, title: render(title) };
};

describe('a location that nothing lets in', () => {
  it.each<readonly [string, Target, readonly ArmResource[], string, Partial<WantedWay['location']>]>([
    ['in a perimeter: its rules', closed, [association(closed, 'Enforced')], 'Let the perimeter of target1 admit', {}],
    ['open to all: our side of the way', targetOf('key-vault'), [], 'Let the subnet of westeurope send to target1', {}],
    ['in a network: a private endpoint', closed, [], 'Reach target1 by an approved private endpoint (vault)', {}],
    [
      'in a tier that has none: a perimeter',
      vault,
      tier('Standard'),
      'Put target1 into a network security perimeter',
      {},
    ],
    [
      'in a tier that has none, without a perimeter: the tier',
      registry,
      tier('Basic'),
      'Move to a tier with a virtual network',
      {},
    ],
    [
      'in a tier that has none, in any case',
      registry,
      tier('CONSUMPTION'),
      'Move to a tier with a virtual network',
      {},
    ],
    [
      'in a tier that can have one: a network, or a perimeter',
      vault,
      tier('Premium'),
      'Give westeurope a virtual network that target1 admits, by a private endpoint or by its subnet; or',
      {},
    ],
    ['in a tier that can have one, without a perimeter: a network', registry, tier('Developer'), 'by its subnet', {}],
    [
      'at a workspace gateway: a network, whatever the tier of the instance',
      registry,
      tier('Standard'),
      'Give gateways/g a virtual network that target1 admits',
      workspaceGateway.location,
    ],
  ])('%s', (_, target, around, words, location) => {
    expect(wordsOf(target, around, location)).toMatchObject({
      title: expect.stringContaining(words),
      order: expect.any(Number),
    });
    expect(wordsOf(target, around, location)).not.toHaveProperty('changes');
  });

  it.each<readonly [string, Target, readonly ArmResource[], boolean]>([
    ['a vault', vault, tier('Premium'), true],
    ['a registry', registry, tier('Premium'), false],
    ['a vault that a tier cannot reach', vault, tier('Standard'), true],
    ['a registry that a tier cannot reach', registry, tier('Standard'), false],
  ])('is told of perimeters where one can hold the service: %s', (_, target, around, isTold) => {
    const { title } = wordsOf(target, around);

    expect(title.includes('network security perimeter')).toBe(isTold);
  });

  it.each<readonly [string, Target, readonly ArmResource[], RegExp]>([
    [
      'by its perimeter',
      closed,
      [association(closed, 'Enforced')],
      /^Let the perimeter of target1 admit the addresses/,
    ],
    ['by its own rules', vault, tier('Consumption'), /^Move to a tier with a virtual network/],
    ['by a network', vault, tier('Premium'), /^(?!.*perimeter)Give westeurope a virtual network/],
  ])('is not sent to a rule for a subscription where it shows a key: %s', (_, target, around, words) => {
    expect(render(wordsFor({ ...wantedWay(target, around), proof: 'key' }).title)).toMatch(words);
  });

  it.each<readonly [string, Target, readonly ArmResource[], string, string]>([
    ['the network of the gateway', targetOf('key-vault'), [], `${VNET}/subnets`, '#required-ports'],
    [
      'the network page of an instance that is in none',
      targetOf('key-vault'),
      [apim()],
      `${APIM}/apim-network`,
      '#required-ports',
    ],
    ['the page of the service', closed, [], `${closed.resource.id}/networking`, 'private-endpoint-dns'],
    [
      'the page about perimeters',
      vault,
      tier('Standard'),
      `${vault.resource.id}/networking`,
      'network-security-perimeter',
    ],
    [
      'the page that was asked for',
      registry,
      tier('Standard'),
      `${registry.resource.id}/networking`,
      'example.com/docs',
    ],
    [
      'the page about perimeters of one that is there',
      closed,
      [association(closed, 'Enforced')],
      `${closed.resource.id}/networking`,
      'network-security-perimeter',
    ],
  ])('is led to %s', (_, target, around, portal, docs) => {
    expect(wordsOf(target, around)).toMatchObject({
      portal: expect.stringContaining(portal),
      docs: expect.stringContaining(docs),
    });
  });
});

describe('a zone that ends the name of a service', () => {
  const open = targetOf('key-vault');
  const reached = targetOf('key-vault', connected());

  it('is named, whatever the service admits', () => {
    const { title, portal } = wordsOf(reached, [privateEndpoint(reached), zoneLink('key-vault')]);

    expect(title).toMatch(/^Add a record for target1 to the private zone privatelink\.vaultcore\.azure\.net/);
    expect(portal).toContain(`${zoneId('key-vault')}/recordsets`);
  });

  it.each<readonly [string, Target, readonly ArmResource[]]>([
    ['has the record', reached, [privateEndpoint(reached), zoneLink('key-vault'), record('key-vault')]],
    ['is linked to no network of ours', reached, [privateEndpoint(reached), zoneLink('key-vault', `${VNET}-x`)]],
    ['is not asked, because there is no private endpoint', open, [zoneLink('key-vault')]],
  ])('is not blamed where it %s', (_, target, around) => {
    expect(wordsOf(target, around).title).not.toMatch(/^Add a record/);
  });
});
