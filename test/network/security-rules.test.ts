import fc from 'fast-check';
import type { JsonObject } from '../../src/model/json.ts';
import { render } from '../../src/model/text.ts';
import type { Flow, FlowEnd } from '../../src/network/flow.ts';
import { judgeFlow } from '../../src/network/security-rules.ts';
import { type Subnet, subnetOf } from '../../src/network/subnet.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import {
  NSG,
  networkSecurityGroup,
  resource,
  SUBNET,
  securityRule,
  subnet,
  VNET,
  virtualNetwork,
} from '../support/resources.ts';

const OUT: Flow = {
  direction: 'Outbound',
  protocol: 'Tcp',
  source: { tag: 'VirtualNetwork' },
  destination: { tag: 'AzureKeyVault' },
  port: 443,
  regions: ['westeurope'],
};

const to = (destination: FlowEnd, rest: Partial<Flow> = {}): Flow => ({ ...OUT, destination, ...rest });
const from = (source: FlowEnd, port: number, rest: Partial<Flow> = {}): Flow => ({
  ...OUT,
  direction: 'Inbound',
  source,
  destination: { tag: 'VirtualNetwork' },
  port,
  ...rest,
});

interface Setting {
  readonly rules?: readonly JsonObject[];
  readonly subnet?: JsonObject;
  readonly network?: JsonObject;
  readonly admin?: readonly JsonObject[];
  readonly others?: readonly ReturnType<typeof resource>[];
  readonly options?: EstateOptions;
}

function judged(flow: Flow, { rules = [], subnet: own = {}, network = {}, admin = [], others = [], options }: Setting) {
  const estate = estateOf(
    [
      virtualNetwork([subnet(own)], network),
      networkSecurityGroup(rules),
      ...admin.map((properties, index) =>
        resource(`${VNET}/providers/Microsoft.Network/effectiveSecurityAdminRules/r${index}`, { properties }),
      ),
      ...others,
    ],
    options,
  );
  const read = subnetOf(SUBNET, estate);
  if (!read.ok) throw new Error('the subnet of a test can be read');
  return judgeFlow(read.value, flow, estate);
}

const deny = (properties: JsonObject = {}, name = 'Deny') =>
  securityRule(name, { access: 'Deny', priority: 300, protocol: '*', destinationPortRange: '*', ...properties });
const allow = (properties: JsonObject = {}, name = 'Allow') => securityRule(name, { priority: 200, ...properties });
const denyAll = deny({ priority: 4000, sourceAddressPrefix: '*' }, 'DenyAll');

describe('an outbound flow to AzureKeyVault', () => {
  const cases: readonly (readonly [string, 'allow' | 'deny' | 'unknown', Setting])[] = [
    ['passes by the default rule for the Internet', 'allow', {}],
    [
      'passes by a rule for its tag before a deny',
      'allow',
      { rules: [allow({ destinationAddressPrefix: 'AzureKeyVault' }), denyAll] },
    ],
    [
      'is stopped by a deny of AzureCloud that goes before its allow',
      'deny',
      {
        rules: [
          deny({ priority: 200, destinationAddressPrefix: 'AzureCloud', destinationPortRange: '443' }),
          allow({ priority: 300, destinationAddressPrefix: 'AzureKeyVault' }),
        ],
      },
    ],
    ['passes by AzureCloud', 'allow', { rules: [allow({ destinationAddressPrefix: 'AzureCloud' }), denyAll] }],
    [
      'passes by its tag in any case',
      'allow',
      { rules: [allow({ destinationAddressPrefix: 'azurekeyvault' }), denyAll] },
    ],
    [
      'passes by a plural field',
      'allow',
      {
        rules: [
          securityRule('Plural', {
            destinationAddressPrefix: null,
            destinationAddressPrefixes: ['Storage', 'AzureKeyVault'],
            destinationPortRange: null,
            destinationPortRanges: ['80', '400-500'],
          }),
          denyAll,
        ],
      },
    ],
    [
      'is not opened by a rule for another port',
      'deny',
      { rules: [allow({ destinationAddressPrefix: 'AzureKeyVault', destinationPortRange: '8443' }), denyAll] },
    ],
    [
      'is not opened by a rule for UDP',
      'deny',
      { rules: [allow({ destinationAddressPrefix: 'AzureKeyVault', protocol: 'Udp' }), denyAll] },
    ],
    [
      'is not opened by an inbound rule',
      'deny',
      { rules: [allow({ destinationAddressPrefix: 'AzureKeyVault', direction: 'Inbound' }), denyAll] },
    ],
    [
      'is not opened by a rule for another service',
      'deny',
      { rules: [allow({ destinationAddressPrefix: 'Storage' }), denyAll] },
    ],
    [
      'passes by the tag of its own region',
      'allow',
      { rules: [allow({ destinationAddressPrefix: 'AzureKeyVault.WestEurope' }), denyAll] },
    ],
    [
      'is open in part by the tag of another region',
      'unknown',
      { rules: [allow({ destinationAddressPrefix: 'AzureKeyVault.EastUS' }), denyAll] },
    ],
    ['is stopped by a deny of the Internet', 'deny', { rules: [deny({ destinationAddressPrefix: 'Internet' })] }],
    [
      'is not touched by a deny of private addresses',
      'allow',
      { rules: [deny({ destinationAddressPrefix: '10.0.0.0/8' })] },
    ],
    [
      'is not touched by a deny of the virtual network',
      'allow',
      { rules: [deny({ destinationAddressPrefix: 'VirtualNetwork' })] },
    ],
    [
      'may be stopped by a deny of public addresses',
      'unknown',
      { rules: [deny({ destinationAddressPrefix: '20.0.0.0/8' })] },
    ],
    [
      'is stopped by a deny of both halves of the Internet',
      'deny',
      {
        rules: [deny({ destinationAddressPrefix: null, destinationAddressPrefixes: ['0.0.0.0/1', '128.0.0.0/1'] })],
      },
    ],
    [
      'is stopped where the part and the rest are denied',
      'deny',
      { rules: [deny({ destinationAddressPrefix: '20.0.0.0/8' }), denyAll] },
    ],
    ['is stopped by a deny for its own subnet', 'deny', { rules: [deny({ sourceAddressPrefix: '10.0.1.0/24' })] }],
    ['is not touched by a deny for another subnet', 'allow', { rules: [deny({ sourceAddressPrefix: '10.0.2.0/24' })] }],
    [
      'may be stopped by a deny for half of its subnet',
      'unknown',
      { rules: [deny({ sourceAddressPrefix: '10.0.1.0/25' })] },
    ],
    [
      'may be stopped by a deny for an application security group',
      'unknown',
      {
        rules: [deny({ sourceAddressPrefix: null, sourceApplicationSecurityGroups: [{ id: 'asg' }] })],
      },
    ],
    [
      'is not opened by an allow for an application security group',
      'deny',
      {
        rules: [
          allow({
            destinationAddressPrefix: 'AzureKeyVault',
            sourceAddressPrefix: null,
            sourceApplicationSecurityGroups: [{ id: 'asg' }],
          }),
          denyAll,
        ],
      },
    ],
    ['may be stopped by a deny for some source ports', 'unknown', { rules: [deny({ sourcePortRange: '1024-2048' })] }],
    ['cannot be told by a rule whose access is a new word', 'unknown', { rules: [deny({ access: 'Reject' })] }],
    ['cannot be told by a rule without a priority', 'unknown', { rules: [deny({ priority: null })] }],
    ['passes without a security group', 'allow', { subnet: { networkSecurityGroup: null } }],
    [
      'needs both prefixes of a subnet covered',
      'unknown',
      {
        subnet: { addressPrefix: null, addressPrefixes: ['10.0.1.0/24', '10.0.9.0/24'] },
        rules: [deny({ sourceAddressPrefix: '10.0.1.0/24' })],
      },
    ],
  ];

  it.each(cases)('%s: %s', (_, answer, setting) => {
    expect(judged(OUT, setting).answer).toBe(answer);
  });

  it('names the rule that decides', () => {
    const judgement = judged(OUT, { rules: [denyAll] });

    expect(render(judgement.message)).toBe(
      'The rule DenyAll of nsg-apim (priority 4000) denies TCP 443 from VirtualNetwork to AzureKeyVault.',
    );
    expect(judgement).toMatchObject({ reason: 'NSG_DENY', explicit: true, rule: { name: 'DenyAll' } });
    expect(judgement.evidence).toEqual([
      {
        resource: NSG,
        property: "properties.securityRules[?name=='DenyAll']",
        observed: 'Deny * * from * to *, priority 4000',
      },
    ]);
  });

  it('is not explicit when a default rule decides, also one that the answer leaves out', () => {
    const bare = resource(NSG, { properties: { securityRules: [] } });
    const estate = estateOf([virtualNetwork(), bare]);
    const read = subnetOf(SUBNET, estate) as { ok: true; value: Subnet };

    expect(judgeFlow(read.value, OUT, estate)).toMatchObject({
      answer: 'allow',
      explicit: false,
      rule: { name: 'AllowInternetOutBound' },
    });
    expect(judgeFlow(read.value, from({ tag: 'ApiManagement' }, 3443), estate).answer).toBe('deny');
  });

  it('is open for AzureActiveDirectory in part when AzureCloud is allowed alone', () => {
    expect(
      judged(to({ tag: 'AzureActiveDirectory' }), {
        rules: [allow({ destinationAddressPrefix: 'AzureCloud' }), denyAll],
      }).answer,
    ).toBe('unknown');
  });

  it.each([[['northeurope', 'westeurope']], [['westeurope', 'northeurope']]])(
    'needs the region of the location and the primary one: %j',
    (needed) => {
      const flow = to({ tag: 'Storage' }, { regions: needed });
      const regional = (...regions: string[]) => [
        allow({
          destinationAddressPrefix: null,
          destinationAddressPrefixes: regions.map((region) => `Storage.${region}`),
        }),
        denyAll,
      ];

      expect(judged(flow, { rules: regional('NorthEurope', 'WestEurope') }).answer).toBe('allow');
      expect(judged(flow, { rules: regional('NorthEurope') }).answer).toBe('unknown');
      expect(judged(flow, { rules: [deny({ destinationAddressPrefix: 'Storage.WestEurope' })] }).answer).toBe('deny');
    },
  );
});

describe('an outbound flow to addresses', () => {
  const peered = `${VNET}-hub`;
  const peering = (properties: JsonObject = {}) => ({
    virtualNetworkPeerings: [
      { properties: { peeringState: 'Connected', remoteVirtualNetwork: { id: peered }, ...properties } },
    ],
  });

  it.each<readonly [string, string, 'allow' | 'deny' | 'unknown', Setting]>([
    ['10.0.2.5', 'in its own network by the default rule', 'allow', {}],
    [
      '10.0.2.5',
      'in its own network not, when the virtual network is denied',
      'deny',
      { rules: [deny({ destinationAddressPrefix: 'VirtualNetwork' })] },
    ],
    [
      '10.0.2.5',
      'in its own network also when the Internet is denied',
      'allow',
      { rules: [deny({ destinationAddressPrefix: 'Internet' })] },
    ],
    [
      '10.1.0.4',
      'in a peered network whose space the peering tells',
      'allow',
      { network: peering({ remoteAddressSpace: { addressPrefixes: ['10.1.0.0/16'] } }) },
    ],
    [
      '10.1.0.4',
      'in a peered network that tells its space itself',
      'allow',
      {
        network: peering(),
        others: [virtualNetwork([], { addressSpace: { addressPrefixes: ['10.1.0.0/16'] } }, peered)],
      },
    ],
    ['10.9.0.4', 'somewhere private: nobody can tell', 'unknown', {}],
    ['20.1.2.3', 'in public', 'allow', {}],
    [
      '20.1.2.3',
      'in public not, when its range is denied',
      'deny',
      { rules: [deny({ destinationAddressPrefix: '20.1.0.0/16' })] },
    ],
    [
      '20.1.2.3',
      'in public: a denied service may be it',
      'unknown',
      { rules: [deny({ destinationAddressPrefix: 'Storage' })] },
    ],
  ])('to %s passes %s: %s', (address, _, answer, setting) => {
    expect(judged(to({ prefixes: [address] }), setting).answer).toBe(answer);
  });
});

describe('an inbound flow', () => {
  it.each<readonly [string, Flow, 'allow' | 'deny' | 'unknown', Setting]>([
    ['from ApiManagement to 3443 is stopped by default', from({ tag: 'ApiManagement' }, 3443), 'deny', {}],
    [
      'from ApiManagement to 3443 passes by a rule for the tag',
      from({ tag: 'ApiManagement' }, 3443),
      'allow',
      {
        rules: [
          allow({
            direction: 'Inbound',
            sourceAddressPrefix: 'ApiManagement',
            destinationAddressPrefix: 'VirtualNetwork',
            destinationPortRange: '3443',
          }),
        ],
      },
    ],
    [
      'from ApiManagement by single addresses is open in part',
      from({ tag: 'ApiManagement' }, 3443),
      'unknown',
      {
        rules: [allow({ direction: 'Inbound', sourceAddressPrefix: '13.84.189.17/32', destinationPortRange: '3443' })],
      },
    ],
    ['from the load balancer passes by default', from({ tag: 'AzureLoadBalancer' }, 6390), 'allow', {}],
    [
      'from the load balancer is stopped by a deny of everything',
      from({ tag: 'AzureLoadBalancer' }, 6390),
      'deny',
      {
        rules: [deny({ direction: 'Inbound', sourceAddressPrefix: '*' })],
      },
    ],
    [
      'from the load balancer passes by its address',
      from({ tag: 'AzureLoadBalancer' }, 6390),
      'allow',
      {
        rules: [
          allow({ direction: 'Inbound', sourceAddressPrefix: '168.63.129.16/32', destinationPortRange: '6390' }),
          deny({ direction: 'Inbound', sourceAddressPrefix: '*' }),
        ],
      },
    ],
    [
      'from the Internet by one service is open in part',
      from({ tag: 'Internet' }, 443),
      'unknown',
      {
        rules: [allow({ direction: 'Inbound', sourceAddressPrefix: 'AzureFrontDoor.Backend' })],
      },
    ],
    ['within the network passes by default', from({ tag: 'VirtualNetwork' }, 4290, { protocol: 'Udp' }), 'allow', {}],
    [
      'within the network is stopped in part by a deny of some of it',
      from({ tag: 'VirtualNetwork' }, 6381),
      'unknown',
      {
        rules: [deny({ direction: 'Inbound', sourceAddressPrefix: '10.0.7.0/24' })],
      },
    ],
    [
      'without a security group is stopped',
      from({ tag: 'Internet' }, 443),
      'deny',
      { subnet: { networkSecurityGroup: null } },
    ],
  ])('%s', (_, flow, answer, setting) => {
    expect(judged(flow, setting).answer).toBe(answer);
  });
});

describe('a flow that names addresses of the subnet', () => {
  const flow = from({ prefixes: ['10.0.5.0/24'] }, 443, { destination: { prefixes: ['10.0.1.9'] } });
  const rules = (destinationAddressPrefix: string) => [
    allow({ direction: 'Inbound', sourceAddressPrefix: '10.0.5.0/24', destinationAddressPrefix }),
    deny({ direction: 'Inbound', sourceAddressPrefix: '*' }),
  ];

  it('is met in full by a rule for these addresses', () => {
    expect(judged(flow, { rules: rules('10.0.1.9/32') }).answer).toBe('allow');
    expect(judged(flow, { rules: rules('10.0.1.8/32') }).answer).toBe('deny');
    expect(judged({ ...flow, destination: { tag: 'VirtualNetwork' } }, { rules: rules('10.0.1.9/32') }).answer).toBe(
      'unknown',
    );
  });
});

describe('security admin rules', () => {
  const rule = (access: string, rest: JsonObject = {}): JsonObject => ({
    access,
    priority: 10,
    direction: 'Outbound',
    protocol: 'Any',
    sources: [{ addressPrefix: '*', addressPrefixType: 'IPPrefix' }],
    destinations: [{ addressPrefix: 'AzureKeyVault', addressPrefixType: 'ServiceTag' }],
    sourcePortRanges: ['0-65535'],
    destinationPortRanges: ['443'],
    ...rest,
  });
  const part = [{ addressPrefix: '20.0.0.0/8', addressPrefixType: 'IPPrefix' }];

  it.each<readonly [string, 'allow' | 'deny' | 'unknown', string | undefined, Setting]>([
    [
      'deny before the security group is asked',
      'deny',
      'ADMIN_RULE_DENY',
      { admin: [rule('Deny')], rules: [allow({ destinationAddressPrefix: '*' })] },
    ],
    [
      'deny also where there is no security group',
      'deny',
      'ADMIN_RULE_DENY',
      { admin: [rule('Deny')], subnet: { networkSecurityGroup: null } },
    ],
    ['always allow against the security group', 'allow', undefined, { admin: [rule('AlwaysAllow')], rules: [denyAll] }],
    [
      'leave an allow to the security group',
      'deny',
      'NSG_DENY',
      { admin: [rule('Allow'), rule('Deny', { priority: 20 })], rules: [denyAll] },
    ],
    [
      'stop at the first that meets all of the flow',
      'deny',
      'ADMIN_RULE_DENY',
      { admin: [rule('Allow', { priority: 20 }), rule('Deny')] },
    ],
    [
      'deny a part that the group allows: nobody can tell',
      'unknown',
      'AVNM',
      { admin: [rule('Deny', { destinations: part })] },
    ],
    [
      'deny a part that the group denies too',
      'deny',
      'NSG_DENY',
      { admin: [rule('Deny', { destinations: part })], rules: [denyAll] },
    ],
    [
      'for a network group cannot be told',
      'unknown',
      'AVNM',
      { admin: [rule('Deny', { sources: [{ addressPrefix: 'ng', addressPrefixType: 'NetworkGroup' }] })] },
    ],
    ['in a shape that we do not know cannot be told', 'unknown', 'AVNM', { admin: [{ anything: 'else' }] }],
    ['for another port do not count', 'allow', undefined, { admin: [rule('Deny', { destinationPortRanges: ['80'] })] }],
  ])('%s', (_, answer, reason, setting) => {
    expect(judged(OUT, setting)).toMatchObject({ answer, ...(reason === undefined ? {} : { reason }) });
  });
});

describe('what cannot be read', () => {
  it.each<readonly [string, string, EstateOptions]>([
    ['the security group is denied', 'FORBIDDEN', { denied: [NSG] }],
    ['the admin rules do not answer', 'THROTTLED', { failing: { securityAdminRules: 'THROTTLED' } }],
  ])('is unknown when %s', (_, reason, options) => {
    expect(judged(OUT, { options })).toMatchObject({ answer: 'unknown', reason });
  });

  it('is unknown when the security group is gone', () => {
    const estate = estateOf([virtualNetwork()]);
    const read = subnetOf(SUBNET, estate) as { ok: true; value: Subnet };

    expect(judgeFlow(read.value, OUT, estate)).toMatchObject({ answer: 'unknown', reason: 'NOT_FOUND' });
  });
});

describe('any set of rules', () => {
  const ends = [
    '*',
    'VirtualNetwork',
    'Internet',
    'AzureKeyVault',
    'AzureKeyVault.WestEurope',
    'AzureCloud',
    'Storage',
    '10.0.1.0/24',
    '10.0.1.0/25',
    '20.0.0.0/8',
  ];
  const anyRule = fc.record({
    priority: fc.integer({ min: 100, max: 4096 }),
    access: fc.constantFrom('Allow', 'Deny'),
    protocol: fc.constantFrom('*', 'Tcp', 'Udp'),
    sourceAddressPrefix: fc.constantFrom(...ends),
    destinationAddressPrefix: fc.constantFrom(...ends),
    destinationPortRange: fc.constantFrom('*', '443', '400-500', '80'),
  });
  const anyRules = fc.uniqueArray(anyRule, { selector: (rule) => rule.priority, maxLength: 6 });
  const answer = (rules: readonly JsonObject[]) =>
    judged(OUT, { rules: rules.map((rule, at) => securityRule(`r${at}`, rule)) }).answer;

  it('answers alike in whatever order the JSON lists them', () => {
    fc.assert(
      fc.property(anyRules, fc.infiniteStream(fc.nat()), (rules, keys) => {
        const shuffled = rules.map((rule) => ({ rule, key: keys.next().value })).toSorted((a, b) => a.key - b.key);
        expect(answer(shuffled.map(({ rule }) => rule))).toBe(answer(rules));
      }),
    );
  });

  it('never opens a flow that was blocked by one more deny', () => {
    fc.assert(
      fc.property(anyRules, anyRule, (rules, more) => {
        fc.pre(!rules.some((rule) => rule.priority === more.priority));
        const before = answer(rules);
        const after = answer([...rules, { ...more, access: 'Deny' }]);
        if (before === 'deny') expect(after).not.toBe('allow');
        if (before === 'unknown') expect(after).not.toBe('allow');
      }),
    );
  });

  it('opens an undecided flow by taking rules away only where one of them denies', () => {
    fc.assert(
      fc.property(anyRules, fc.nat(), (rules, pick) => {
        fc.pre(rules.length > 0);
        const at = pick % rules.length;
        const gone = rules[at];
        const rest = rules.filter((_, index) => index !== at);
        if (answer(rules) === 'unknown' && answer(rest) === 'allow') expect(gone?.access).toBe('Deny');
      }),
    );
  });

  it('agrees with a walk over single packets: where it decides, every packet fares the same', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        // One address of the subnet in each half, one of the vault inside and one outside of 20.0.0.0/8.
        const fate = (half: '10.0.1.0/25' | 'other', range: '20.0.0.0/8' | 'other') => {
          const hit = [...rules]
            .toSorted((a, b) => a.priority - b.priority)
            .find(
              (rule) =>
                ['*', 'Tcp'].includes(rule.protocol) &&
                rule.destinationPortRange !== '80' &&
                (['*', 'VirtualNetwork', '10.0.1.0/24'].includes(rule.sourceAddressPrefix) ||
                  rule.sourceAddressPrefix === half) &&
                (['*', 'Internet', 'AzureKeyVault', 'AzureKeyVault.WestEurope', 'AzureCloud'].includes(
                  rule.destinationAddressPrefix,
                ) ||
                  rule.destinationAddressPrefix === range),
            );
          return hit?.access === 'Deny' ? 'deny' : 'allow';
        };
        const fates = new Set(
          (['10.0.1.0/25', 'other'] as const).flatMap((half) =>
            (['20.0.0.0/8', 'other'] as const).map((range) => fate(half, range)),
          ),
        );
        const decided = answer(rules);
        if (decided !== 'unknown') expect([...fates]).toEqual([decided]);
      }),
    );
  });
});

describe('what a judgement tells to who wants to put it right', () => {
  const part = '20.0.0.0/8';
  const shown = (setting: Setting, flow = OUT) => {
    const { answer, rest, deniedBy, denies, rule: decides } = judged(flow, setting);
    return `${answer}, rest ${rest}, denied by ${deniedBy?.name}, denies ${denies.map(({ name }) => name)}, rule ${decides?.name}`;
  };

  it.each<readonly [string, Setting, string]>([
    [
      'a deny of a part before the default allow',
      { rules: [deny({ destinationAddressPrefix: part })] },
      'unknown, rest allow, denied by Deny, denies Deny, rule undefined',
    ],
    [
      'an allow of a part before a deny',
      { rules: [allow({ destinationAddressPrefix: part }), denyAll] },
      'unknown, rest deny, denied by DenyAll, denies DenyAll, rule undefined',
    ],
    [
      'two denies of a part before an allow',
      {
        rules: [
          deny({ destinationAddressPrefix: part }),
          deny({ destinationAddressPrefix: '21.0.0.0/8', priority: 310 }, 'Second'),
          allow({ destinationAddressPrefix: 'Internet', priority: 320 }),
        ],
      },
      'unknown, rest allow, denied by Deny, denies Deny,Second, rule undefined',
    ],
    [
      'a rule of an access that nobody knows before the default allow',
      { rules: [deny({ access: 'Perhaps' })] },
      'unknown, rest undefined, denied by Deny, denies Deny, rule undefined',
    ],
    [
      'a rule without a number before the default allow',
      { rules: [deny({ priority: null })] },
      'unknown, rest undefined, denied by Deny, denies Deny, rule undefined',
    ],
    ['a deny', { rules: [deny()] }, 'deny, rest undefined, denied by Deny, denies Deny, rule Deny'],
    [
      'a deny of a part and one of all',
      { rules: [deny({ destinationAddressPrefix: part }), denyAll] },
      'deny, rest undefined, denied by Deny, denies Deny,DenyAll, rule DenyAll',
    ],
    [
      'an allow before a deny, which meets nothing any more',
      { rules: [allow(), denyAll] },
      'allow, rest undefined, denied by undefined, denies , rule Allow',
    ],
    ['the default allow', {}, 'allow, rest undefined, denied by undefined, denies , rule AllowInternetOutBound'],
    [
      'the default deny, which nobody wrote',
      { rules: [] },
      'deny, rest undefined, denied by undefined, denies , rule DenyAllInBound',
    ],
  ])('of %s', (given, setting, expected) => {
    const flow = given.startsWith('the default deny') ? from({ tag: 'ApiManagement' }, 3443) : OUT;

    expect(shown(setting, flow)).toBe(expected);
  });

  it('does not depend on what was asked of the same rules before', () => {
    const rules = [deny({ destinationAddressPrefix: 'Sql' })];
    const estate = estateOf([virtualNetwork(), networkSecurityGroup(rules)]);
    const read = subnetOf(SUBNET, estate);
    const answers = [to({ tag: 'Sql' }), to({ tag: 'Storage' }), to({ tag: 'Sql' }, { port: 1433 })].map((flow) =>
      read.ok ? judgeFlow(read.value, flow, estate).answer : read.reason,
    );

    expect(answers).toEqual(['deny', 'allow', 'deny']);
  });

  it('says what stands in the message', () => {
    const told = (setting: Setting) => render(judged(OUT, setting).message);

    expect(told({ rules: [deny({ destinationAddressPrefix: part })] })).toContain('The rule Deny of nsg-apim');
    expect(told({ rules: [allow({ destinationAddressPrefix: part }), denyAll] })).toContain('The rule Allow of');
  });
});

describe('default rules that the answer lists in part', () => {
  const one = (name: string, direction: string, access: string) =>
    securityRule(name, {
      priority: 65001,
      direction,
      access,
      protocol: '*',
      sourceAddressPrefix: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '*',
    });

  it.each([
    ['of the same number and direction goes before what Azure documents', 'Outbound', 'deny'],
    ['of the same number and another direction replaces nothing', 'Inbound', 'allow'],
  ])('one %s', (_, direction, answer) => {
    const group = resource(NSG, { properties: { defaultSecurityRules: [one('Own', direction, 'Deny')] } });

    expect(judged(OUT, { others: [], subnet: {} }).answer).toBe('allow');
    const estate = estateOf([virtualNetwork(), group]);
    const read = subnetOf(SUBNET, estate);
    expect(read.ok && judgeFlow(read.value, OUT, estate).answer).toBe(answer);
  });
});

describe('what admin rules leave open', () => {
  const rule = (access: string, prefix: string, priority: number): JsonObject => ({
    displayName: `${access} ${prefix}`,
    access,
    priority,
    direction: 'Outbound',
    protocol: 'Any',
    sources: [{ addressPrefix: '*', addressPrefixType: 'IPPrefix' }],
    destinations: [{ addressPrefix: prefix, addressPrefixType: 'IPPrefix' }, {}],
    sourcePortRanges: ['0-65535'],
    destinationPortRanges: ['443'],
  });

  it.each<readonly [string, readonly JsonObject[], readonly JsonObject[], string]>([
    ['a deny of a part, which the group allows', [rule('Deny', '20.0.0.0/8', 10)], [], 'unknown AVNM Deny 20.0.0.0/8'],
    ['a deny of a part, which the group denies', [rule('Deny', '20.0.0.0/8', 10)], [denyAll], 'deny NSG_DENY DenyAll'],
    ['an always allow of a part, which the group allows', [rule('AlwaysAllow', '20.0.0.0/8', 10)], [], 'allow'],
    [
      'an always allow of a part, which the group denies',
      [rule('AlwaysAllow', '20.0.0.0/8', 10)],
      [denyAll],
      'unknown AVNM DenyAll',
    ],
    [
      'a deny of a part before an always allow of all',
      [rule('Deny', '20.0.0.0/8', 10), rule('AlwaysAllow', '*', 20)],
      [],
      'unknown AVNM Deny 20.0.0.0/8',
    ],
    [
      'an always allow of a part before a deny of all',
      [rule('AlwaysAllow', '20.0.0.0/8', 10), rule('Deny', '*', 20)],
      [denyAll],
      'unknown AVNM',
    ],
    [
      'a deny of a part before a deny of all',
      [rule('Deny', '20.0.0.0/8', 10), rule('Deny', '*', 20)],
      [],
      'deny ADMIN_RULE_DENY Deny *',
    ],
    [
      'a deny of a part after an allow of another part, which the group allows',
      [rule('Allow', '21.0.0.0/8', 5), rule('Deny', '20.0.0.0/8', 10)],
      [],
      'unknown AVNM Deny 20.0.0.0/8',
    ],
    ['an allow of a part', [rule('Allow', '20.0.0.0/8', 10)], [], 'allow'],
    [
      'a word that nobody knows for a part, which the group denies',
      [rule('Perhaps', '20.0.0.0/8', 10)],
      [denyAll],
      'unknown AVNM Perhaps 20.0.0.0/8',
    ],
  ])('%s', (_, admin, rules, expected) => {
    const { answer, reason, deniedBy } = judged(OUT, { admin, rules });

    expect([answer, reason, deniedBy?.name].filter((word) => word !== undefined).join(' ')).toBe(expected);
  });

  it('is a member of a network group among addresses', () => {
    const sources = [
      { addressPrefix: '10.0.1.0/24', addressPrefixType: 'IPPrefix' },
      { addressPrefix: 'group', addressPrefixType: 'NetworkGroup' },
    ];

    expect(judged(OUT, { admin: [{ ...rule('Deny', '*', 10), sources }] })).toMatchObject({
      answer: 'unknown',
      reason: 'AVNM',
    });
  });
});

describe('the resource behind rules that cannot be read', () => {
  it.each<readonly [string, EstateOptions, string]>([
    ['the security group', { denied: [NSG] }, NSG],
    ['the network, where the subnet has no group', { failing: { securityAdminRules: 'THROTTLED' } }, VNET],
  ])('is %s', (given, options, expected) => {
    const own = given.includes('no group') ? { networkSecurityGroup: null } : {};

    expect(judged(OUT, { subnet: own, options }).evidence.map((one) => one.resource)).toEqual([expected]);
  });

  it('fails with the foremost of two reasons', () => {
    const options: EstateOptions = { denied: [NSG], failing: { securityAdminRules: 'PENDING' } };

    expect(judged(OUT, { options })).toMatchObject({ answer: 'unknown', reason: 'PENDING' });
  });
});
