/** The number a new rule gets: in front of what denies, free, and never the one that the rule of another row would choose. */
import { allowRow, type BlockedRow, freeName, inFront } from '../../src/fixes/network-security-rule.ts';
import { render } from '../../src/model/text.ts';
import { requiredPort } from '../../src/network/required-ports.ts';
import type { Subnet } from '../../src/network/subnet.ts';
import { NSG, resource, SUBNET, VNET } from '../support/resources.ts';

const group = resource(NSG);

type Rule = Parameters<typeof freeName>[0][number];

const rule = (name: string, priority: number | undefined, direction = 'Outbound'): Rule => ({
  name,
  priority,
  direction,
  access: 'Deny',
  protocol: '*',
  source: { prefixes: ['*'], groups: false },
  destination: { prefixes: ['*'], groups: false },
  sourcePorts: ['*'],
  destinationPorts: ['*'],
  origin: 'group',
  property: 'properties.securityRules[0]',
});

const wanted = { name: 'apim-out', protocol: 'TCP', source: 'VirtualNetwork', destination: 'Storage', ports: [443] };

/** Every change as `name number`. */
function numbers(row: number, rules: readonly Rule[], denies: readonly Rule[]): readonly string[] | undefined {
  const changes = inFront(group, rules, { direction: 'Outbound', denies, row: { row } }, wanted);
  return changes?.map((change) => ('priority' in change ? `${change.name} ${change.priority}` : change.kind));
}

const at200 = rule('deny', 200);
const at103 = rule('deny', 103);
const at100 = rule('deny', 100);

describe('the number of a new rule', () => {
  it.each<readonly [string, number, readonly Rule[], readonly Rule[], readonly string[] | undefined]>([
    ['the last one of its row in front of the deny', 3, [at200], [at200], ['apim-out 195']],
    ['another for another row', 4, [at200], [at200], ['apim-out 196']],
    ['in front of the first of several denies', 3, [at200], [rule('late', 900), at200], ['apim-out 195']],
    ['the last of all where nothing denies', 16, [], [], ['apim-out 4096']],
    ['the one before where that is taken', 3, [at200, rule('a', 195)], [at200], ['apim-out 171']],
    ['the same where only the other direction takes it', 3, [rule('a', 195, 'Inbound')], [at200], ['apim-out 195']],
    ['the first number there is', 4, [at103], [at103], ['apim-out 100']],
    ['any free one of its own where room is scarce', 2, [at103], [at103], ['apim-out 101']],
    ['none where a deny tells no number, and none can be moved', 1, [], [rule('deny', undefined)], undefined],
    ['one that the deny makes room for', 1, [at100], [at100], ['deny 124', 'apim-out 121']],
    [
      'one that only rules of its direction make room for',
      1,
      [at100, rule('inbound', 101, 'Inbound')],
      [at100],
      ['deny 124', 'apim-out 121'],
    ],
    [
      'one that rules which are not in the way keep theirs beside',
      1,
      [at100, rule('far', 125)],
      [at100],
      ['deny 124', 'apim-out 121'],
    ],
  ])('is %s', (_, row, rules, denies, expected) => {
    expect(numbers(row, rules, denies)).toEqual(expected);
  });
});

describe('room in front of a deny', () => {
  const taken = (count: number) => Array.from({ length: count }, (_, at) => rule(`r${at}`, 100 + at));

  it('is made up to the last number there is', () => {
    expect(numbers(1, taken(3973), [at100])?.slice(0, 1)).toEqual(['r3972 4096']);
    expect(numbers(1, taken(3974), [at100])).toBeUndefined();
  });

  it('is made in front of the first of several', () => {
    expect(numbers(1, [at100, rule('late', 101)], [rule('late', 101), at100])).toEqual([
      'late 125',
      'deny 124',
      'apim-out 121',
    ]);
  });
});

describe('the name of a new rule', () => {
  it.each<readonly [string, readonly Rule[], string]>([
    ['its own where no rule has it', [rule('other', 100)], 'apim-out-Storage-443'],
    ['one more where a rule has it, in any case', [rule('APIM-out-storage-443', 100)], 'apim-out-Storage-443-2'],
    [
      'the next where that is taken too',
      [rule('apim-out-Storage-443', 100), rule('apim-out-Storage-443-2', 101)],
      'apim-out-Storage-443-3',
    ],
  ])('is %s', (_, rules, expected) => {
    expect(freeName(rules, 'out', 'Storage', [443])).toBe(expected);
  });
});

describe('a row of required ports that is not open', () => {
  const context = { cloud: 'public', tenantId: undefined } as const;
  const subnet: Subnet = {
    id: SUBNET,
    name: 'snet-apim',
    virtualNetworkId: VNET,
    addressPrefixes: [],
    networkSecurityGroupId: NSG,
    routeTableId: undefined,
    natGatewayId: undefined,
    serviceEndpoints: [],
    hasServiceEndpointPolicies: false,
    delegations: [],
    privateEndpointNetworkPolicies: undefined,
  };
  const blocked = (
    row: number,
    denies: readonly Rule[],
    direction: BlockedRow['direction'] = 'Outbound',
  ): BlockedRow => {
    const required = requiredPort(row);
    return { row: required, direction, ports: required.ports, denies };
  };
  const fixOf = (groupRules: readonly Rule[], first: BlockedRow, ...more: readonly BlockedRow[]) =>
    allowRow(context, { subnet, group, groupRules, adminRules: [] }, [first, ...more]);
  const ROOM = /^Give the rules of nsg-apim that deny/;
  const full = Array.from({ length: 3997 }, (_, index) => rule(`r${index}`, 100 + index));

  it.each<readonly [string, BlockedRow, string, object]>([
    [
      'goes out',
      blocked(7, [at200]),
      '/outboundSecurityRules',
      { direction: 'Outbound', source: 'VirtualNetwork', destination: 'Storage', name: 'apim-out-Storage-443' },
    ],
    [
      'comes in',
      blocked(2, [rule('deny', 200, 'Inbound')], 'Inbound'),
      '/inboundSecurityRules',
      {
        direction: 'Inbound',
        source: 'ApiManagement',
        destination: 'VirtualNetwork',
        name: 'apim-in-ApiManagement-3443',
      },
    ],
  ])('gets a rule that is named for its direction: what %s', (_, row, page, change) => {
    const fix = fixOf([at200], row);

    expect(fix.changes).toMatchObject([{ kind: 'add-security-rule', group: NSG, protocol: 'Tcp', ...change }]);
    expect(fix.portal).toContain(page);
    expect(render(fix.title)).toMatch(/^Allow /);
  });

  it('names every port once', () => {
    expect(render(fixOf([at200], blocked(7, [at200]), blocked(11, [at200])).title)).toContain('port 443, in nsg-apim');
  });

  it.each<readonly [string, RegExp, readonly Rule[], readonly BlockedRow[], readonly string[] | undefined]>([
    [
      'one rule each',
      /^Allow /,
      [at200],
      [blocked(7, [at200]), blocked(11, [at200])],
      ['add-security-rule', 'add-security-rule'],
    ],
    [
      'room first where none is left',
      ROOM,
      [at100],
      [blocked(7, [at100])],
      ['move-security-rule', 'add-security-rule'],
    ],
    ['words alone where no number is left', ROOM, full, [blocked(7, full)], undefined],
    [
      'words alone where one of them has none',
      ROOM,
      full.slice(1),
      [blocked(1, []), blocked(7, full.slice(1))],
      undefined,
    ],
  ])('gets %s', (_, words, rules, rows, expected) => {
    const [first, ...more] = rows;
    const fix = first && fixOf(rules, first, ...more);

    expect(fix?.changes?.map(({ kind }) => kind)).toEqual(expected);
    expect(render(fix?.title ?? { template: '', values: {} })).toMatch(words);
  });

  it('is said in words where the subnet has no group', () => {
    const fix = allowRow(context, { subnet, group: undefined, groupRules: [], adminRules: [] }, [blocked(7, [])]);

    expect(fix.changes).toBeUndefined();
    expect(render(fix.title)).toContain('associate it with snet-apim');
  });
});
