/** Ways in by a network security perimeter: the one that holds the service, or a new one where none does. */

import type { WantedWay } from '../../src/fixes/way-in-option.ts';
import { byNewPerimeter, byPerimeter } from '../../src/fixes/way-in-perimeter.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { render } from '../../src/model/text.ts';
import type { Target } from '../../src/network/target.ts';
import { targetOf } from '../network/support.ts';
import type { EstateOptions } from '../support/estate.ts';
import { association, PERIMETER, PROFILE } from '../support/perimeters.ts';
import { apim, armId, resource, SUBSCRIPTION } from '../support/resources.ts';
import { wantedWay } from './support.ts';

const target = targetOf('key-vault');
const admits = { subscription: SUBSCRIPTION };
/** An instance whose gateway sends from one address that is known, and one that shares its addresses with others. */
const fixed = apim();
const shared = apim({}, { sku: { name: 'Consumption', capacity: 0 } });

describe('a rule in the perimeter that holds a service', () => {
  it('admits the subscription of the instance, or the addresses of the location, in the profile of the service', () => {
    const addresses = ['20.50.1.1/32'];
    const rule = { kind: 'add-perimeter-rule', profile: PROFILE };

    expect(byPerimeter(wantedWay(target, [fixed, association(target, 'Enforced')]))).toMatchObject([
      { changes: [{ ...rule, name: 'apim-apim-prod', admits }], order: 40 },
      { changes: [{ ...rule, name: 'apim-apim-prod-westeurope', admits: { addresses } }], order: 40 },
    ]);
  });

  it('has a name of its own for each location, so that none replaces that of another', () => {
    const wanted = wantedWay(target, [fixed, association(target, 'Enforced')]);
    const names = ['westeurope', 'gateways/blue'].map((name) => {
      const options = byPerimeter({ ...wanted, location: { ...wanted.location, name } });
      return options.flatMap(({ changes }) =>
        changes.map((change) => change.kind === 'add-perimeter-rule' && change.name),
      );
    });

    expect(names).toEqual([
      ['apim-apim-prod', 'apim-apim-prod-westeurope'],
      ['apim-apim-prod', 'apim-apim-prod-gateways-blue'],
    ]);
  });

  it('admits the subscription alone where the addresses are not known', () => {
    expect(byPerimeter(wantedWay(target, [shared, association(target, 'Enforced')]))).toMatchObject([
      { changes: [{ admits }] },
    ]);
  });

  it.each<readonly [string, readonly ArmResource[], EstateOptions['failing']]>([
    ['no perimeter holds it', [], {}],
    ['the perimeter holds another', [association(targetOf('storage'), 'Enforced')], {}],
    ['the perimeter cannot be seen', [association(target, 'Enforced')], { perimeterAssociations: 'FORBIDDEN' }],
    [
      'the association tells no profile',
      [
        resource(`${PERIMETER}/resourceAssociations/a1`, {
          properties: { privateLinkResource: { id: target.resource.id } },
        }),
      ],
      {},
    ],
  ])('is none where %s', (_, around, failing) => {
    expect(byPerimeter(wantedWay(target, around, failing && { failing }))).toEqual([]);
  });
});

describe('a perimeter of its own', () => {
  const title = (of: Target, location?: Partial<WantedWay['location']>) => {
    const wanted = wantedWay(of);
    const [option] = byNewPerimeter({ ...wanted, location: { ...wanted.location, ...location } });
    return render(option?.title ?? { template: '', values: {} });
  };

  it('is made in the group and region of the service: the rule first, then the service in Transition mode', () => {
    const perimeter = armId('Microsoft.Network/networkSecurityPerimeters/nsp-target1', 'rg-target');
    const profile = `${perimeter}/profiles/default`;

    const [bySubscription, byAddresses] = byNewPerimeter(wantedWay(target));
    expect(byAddresses).toMatchObject({
      order: 50,
      changes: [{}, { name: 'apim-apim-prod-westeurope', admits: { addresses: ['20.50.1.1/32'] } }, {}],
    });
    expect([bySubscription]).toMatchObject([
      {
        order: 50,
        changes: [
          { kind: 'create-perimeter', perimeter, profile: 'default', location: 'northeurope' },
          { kind: 'add-perimeter-rule', profile, name: 'apim-apim-prod', admits },
          {
            kind: 'associate-perimeter',
            association: `${perimeter}/resourceAssociations/target1`,
            target: target.resource.id,
            profile,
          },
        ],
      },
    ]);
  });

  it.each<readonly [string, Target, readonly ArmResource[], EstateOptions['failing']]>([
    ['no perimeter takes it', targetOf('container-registry'), [], {}],
    ['one holds it already', target, [association(target, 'Learning')], {}],
    ['it cannot be seen whether one does', target, [], { perimeterAssociations: 'FORBIDDEN' }],
    ['its region is not told', targetOf('key-vault', {}, { location: '' }), [], {}],
    [
      'it is in no resource group',
      { ...target, resource: { ...target.resource, id: `/subscriptions/${SUBSCRIPTION}/providers/x/y/target1` } },
      [],
      {},
    ],
    ['its id is none', { ...target, resource: { ...target.resource, id: 'target1' } }, [], {}],
  ])('is none where %s', (_, of, around, failing) => {
    expect(byNewPerimeter(wantedWay(of, around, failing && { failing }))).toEqual([]);
  });

  it.each<readonly [string, Partial<WantedWay['location']>, boolean]>([
    ['a workspace gateway without a network', { name: 'gateways/g', network: 'none' }, true],
    ['a workspace gateway in a network', { name: 'gateways/g', network: 'classic' }, false],
    ['a location without a network', { network: 'none' }, false],
  ])('tells %s that a network can be had only when it is created: %s', (_, location, isTold) => {
    expect(title(target, location).includes('gets one only when it is created')).toBe(isTold);
  });
});
