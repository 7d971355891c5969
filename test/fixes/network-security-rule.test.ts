/** The number a new rule gets: in front of what denies, free, and never the one that the rule of another row would choose. */
import { freeName, inFront } from '../../src/fixes/network-security-rule.ts';
import { NSG, resource } from '../support/resources.ts';

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
