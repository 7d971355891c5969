import type { JsonObject } from '../../src/model/json.ts';
import { parseRanges } from '../../src/network/addresses.ts';
import type { Flow } from '../../src/network/flow.ts';
import { groupRule, walk } from '../../src/network/security-rule.ts';
import { securityRule } from '../support/resources.ts';

const FLOW: Flow = {
  direction: 'Outbound',
  protocol: 'Tcp',
  source: { tag: 'VirtualNetwork' },
  destination: { tag: 'AzureKeyVault' },
  port: 443,
  regions: [],
};
const PLACES = {
  source: { kind: 'own-subnet', ranges: parseRanges(['10.0.1.0/24']) },
  destination: { kind: 'service', tag: 'azurekeyvault', region: undefined },
} as const;

/** The names of the rules that meet a part, and of the one that decides. */
function walked(...rules: readonly JsonObject[]) {
  const { parts, deciding } = walk(
    rules.map((rule) => groupRule(rule, 'group')),
    FLOW,
    PLACES,
  );
  return [...parts.map(({ name }) => name), `> ${deciding?.name ?? 'nothing'}`].join(' ');
}

const rule = (name: string, properties: JsonObject = {}) => securityRule(name, properties);

describe('rules of one priority', () => {
  const alike = (...names: readonly (readonly [string, string])[]) =>
    names.map(([name, access]) => rule(name, { access, priority: 100 }));

  it.each([
    ['a deny before an allow', alike(['a', 'Allow'], ['b', 'Deny']), '> b'],
    ['a deny before an allow, listed the other way', alike(['b', 'Deny'], ['a', 'Allow']), '> b'],
    ['a deny before an allow of a later name', alike(['b', 'Allow'], ['a', 'Deny']), '> a'],
    ['by name among allows', alike(['b', 'Allow'], ['a', 'Allow']), '> a'],
    ['by name among denies', alike(['b', 'Deny'], ['c', 'Deny'], ['a', 'Deny']), '> a'],
  ])('go %s', (_, rules, expected) => {
    expect(walked(...rules)).toBe(expected);
  });

  it('go by their numbers first, whatever their access and name', () => {
    expect(walked(rule('a', { access: 'Deny', priority: 101 }), rule('b', { priority: 100 }))).toBe('> b');
  });

  it('meet a part and go before all others where Azure tells no number', () => {
    expect(walked(rule('first', { priority: 100 }), rule('none', { priority: null }))).toBe('none > first');
    expect(walked(rule('none', { priority: null }), rule('first', { priority: 100 }))).toBe('none > first');
  });
});

describe('how much of a flow a rule meets', () => {
  it.each<[string, JsonObject, string]>([
    ['one of its port', {}, '> r'],
    ['one of a range that ends with it', { destinationPortRange: '440-443' }, '> r'],
    ['one of a range that begins with it', { destinationPortRange: '443-450' }, '> r'],
    ['one of a range before it', { destinationPortRange: '400-442' }, '> nothing'],
    ['one of a range after it', { destinationPortRange: '444-500' }, '> nothing'],
    ['one of several ports', { destinationPortRange: null, destinationPortRanges: ['80', '443'] }, '> r'],
    ['one of any port', { destinationPortRange: ' Any ' }, '> r'],
    ['one of every port', { destinationPortRange: ' * ' }, '> r'],
    ['one that tells no port', { destinationPortRange: null }, 'r > nothing'],
    ['one of no port that can be read', { destinationPortRange: 'x' }, '> nothing'],
    ['one of another direction', { direction: 'Inbound' }, '> nothing'],
    ['one that tells no direction', { direction: null }, 'r > nothing'],
    ['one of another protocol', { protocol: 'Udp' }, '> nothing'],
    ['one of its protocol in another case', { protocol: 'TCP' }, '> r'],
    ['one of any protocol', { protocol: 'any' }, '> r'],
    ['one that tells no protocol', { protocol: null }, '> r'],
    ['one of a word of access that nobody knows', { access: 'Perhaps' }, 'r > nothing'],
    ['one of some source ports', { sourcePortRange: '1024-65535' }, 'r > nothing'],
    ['one of all source ports, in numbers', { sourcePortRange: '0-65535' }, '> r'],
    ['one of some source ports and any', { sourcePortRange: '80', sourcePortRanges: ['Any'] }, '> r'],
    ['one that tells no source port', { sourcePortRange: null }, '> r'],
    ['one for another service', { destinationAddressPrefix: 'Sql' }, '> nothing'],
    ['one from a part of the subnet', { sourceAddressPrefix: '10.0.1.0/25' }, 'r > nothing'],
    ['one from elsewhere', { sourceAddressPrefix: '10.0.2.0/24' }, '> nothing'],
    ['one that tells no source', { sourceAddressPrefix: null }, 'r > nothing'],
    [
      'an allow for a group',
      { sourceAddressPrefix: null, sourceApplicationSecurityGroups: [{ id: 'g' }] },
      '> nothing',
    ],
    [
      'a deny for a group',
      { access: 'Deny', sourceAddressPrefix: null, sourceApplicationSecurityGroups: [{ id: 'g' }] },
      'r > nothing',
    ],
    ['a priority that is no number', { priority: '200' }, 'r > nothing'],
  ])('%s', (_, properties, expected) => {
    expect(walked(rule('r', properties))).toBe(expected);
  });

  it('names one that Azure gives no name', () => {
    expect(walked({ ...rule('r'), name: null })).toBe('> unnamed');
  });
});
