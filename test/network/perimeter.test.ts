import type { ArmResource } from '../../src/model/arm.ts';
import { unreadable } from '../../src/model/json.ts';
import { perimeterOf } from '../../src/network/perimeter.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { association, PROFILE, perimeterRule } from '../support/perimeters.ts';
import { targetOf } from './support.ts';

const target = targetOf('key-vault');
const RULES = `perimeterRules:${PROFILE.toLowerCase()}`;
const LISTED = `children:${PROFILE.toLowerCase()}/accessrules`;
const rule = perimeterRule({ addressPrefixes: ['20.0.0.0/8'] });
const outbound = perimeterRule({ direction: 'Outbound' }, 'r2');

function perimeter(resources: readonly ArmResource[], secured = false, options?: EstateOptions) {
  const { governs, inboundRules, unknown, rulesUnread } = perimeterOf(
    target.resource.id,
    secured,
    estateOf([target.resource, ...resources], options),
  );
  const words = [
    governs ? 'governs' : 'governs not',
    `${inboundRules.length} rules`,
    ...(unknown === undefined ? [] : [`unknown ${unknown}`]),
    ...(rulesUnread === undefined ? [] : [`unread ${rulesUnread}`]),
  ];
  return words.join(', ');
}

describe('the perimeter of a target', () => {
  it.each<[string, readonly ArmResource[], string]>([
    ['none', [], 'governs not, 0 rules'],
    ['Enforced', [association(target, 'Enforced'), rule, outbound], 'governs, 1 rules'],
    ['enforced', [association(target, 'enforced'), rule], 'governs, 1 rules'],
    ['Learning', [association(target, 'Learning'), rule], 'governs not, 1 rules'],
    ['Transition', [association(target, 'Transition'), rule], 'governs not, 1 rules'],
    ['Audit', [association(target, 'Audit'), rule], 'governs not, 0 rules'],
    [
      'a mode that nobody knows',
      [association(target, 'Perhaps'), rule],
      'governs not, 0 rules, unknown PERIMETER_NOT_VISIBLE',
    ],
    ['no mode at all', [association(target, undefined)], 'governs not, 0 rules, unknown PERIMETER_NOT_VISIBLE'],
    [
      'one of a mode that nobody knows beside an enforced one',
      [
        association(target, 'Enforced'),
        { ...association(target, 'Perhaps'), id: `${association(target, '').id}2` },
        rule,
      ],
      'governs, 1 rules, unknown PERIMETER_NOT_VISIBLE',
    ],
    [
      'a form that Azure does not document',
      [
        {
          ...association(target, 'Enforced'),
          properties: {
            privateLinkResource: { id: target.resource.id },
            accessMode: unreadable({ resource: 'a', property: 'properties.accessMode' }),
          },
        },
      ],
      'governs not, 0 rules, unknown UNREADABLE, unread UNREADABLE',
    ],
  ])('by the association: %s', (_, resources, expected) => {
    expect(perimeter(resources)).toBe(expected);
  });

  it.each<[string, readonly ArmResource[], string]>([
    ['without an association that is seen', [], 'governs, 0 rules, unknown PERIMETER_NOT_VISIBLE'],
    ['in any mode', [association(target, 'Audit'), rule], 'governs, 1 rules'],
  ])('governs a target that says so itself, %s', (_, resources, expected) => {
    expect(perimeter(resources, true)).toBe(expected);
  });

  it.each([
    ['FORBIDDEN', false, 'governs not, 0 rules, unknown FORBIDDEN'],
    ['FORBIDDEN', true, 'governs, 0 rules, unknown PERIMETER_NOT_VISIBLE'],
    ['PENDING', true, 'governs, 0 rules, unknown PENDING'],
  ] as const)('is not known for %s while the target says so itself: %s', (reason, secured, expected) => {
    expect(perimeter([], secured, { failing: { perimeterAssociations: reason } })).toBe(expected);
  });
});

describe('the rules of a perimeter', () => {
  it.each<[string, readonly ArmResource[], EstateOptions, string]>([
    [
      'are not known while they may not be read',
      [],
      { failing: { [RULES]: 'FORBIDDEN' } },
      'governs, 0 rules, unread PERIMETER_NOT_VISIBLE',
    ],
    ['are not known while they are read', [], { failing: { [RULES]: 'PENDING' } }, 'governs, 0 rules, unread PENDING'],
    ['are those that Resource Graph shows', [rule], { failing: { [LISTED]: 'FORBIDDEN' } }, 'governs, 1 rules'],
    ['are none where the profile lists none', [], {}, 'governs, 0 rules'],
    ['are none where the profile is gone', [], { failing: { [LISTED]: 'NOT_FOUND' } }, 'governs, 0 rules'],
    [
      'are not known where Resource Graph shows none and the profile may not be read',
      [],
      { failing: { [LISTED]: 'FORBIDDEN' } },
      'governs, 0 rules, unread PERIMETER_NOT_VISIBLE',
    ],
    [
      'are not known while the profile is read',
      [],
      { failing: { [LISTED]: 'PENDING' } },
      'governs, 0 rules, unread PENDING',
    ],
  ])('%s', (_, rules, options, expected) => {
    expect(perimeter([association(target, 'Enforced'), ...rules], false, options)).toBe(expected);
  });

  it('are not known where the association names no profile', () => {
    const { id } = association(target, 'Enforced');
    const bare = {
      ...association(target, 'Enforced'),
      id,
      properties: { privateLinkResource: { id: target.resource.id }, accessMode: 'Enforced' },
    };

    expect(perimeter([bare, rule])).toBe('governs, 0 rules, unread PERIMETER_NOT_VISIBLE');
  });
});
