import { docs } from '../../../src/fixes/docs.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { render } from '../../../src/model/text.ts';
import { networkRules } from '../../../src/retirements/trusted-service-connectivity/network-rules.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { apim, NSG, resource, securityRule, subnet, VNET } from '../../support/resources.ts';
import { subjectOf } from '../../support/subject.ts';
import {
  denyTo,
  INBOUND_RULES,
  inboundRule,
  itemsOf,
  judged,
  type Network,
  network,
  northEurope,
  SUBNET_NORTH,
} from './shared/network-support.ts';

const denyIn = (source: string, port: string, priority = 105) =>
  securityRule(`DenyIn-${port}`, {
    access: 'Deny',
    direction: 'Inbound',
    priority,
    protocol: '*',
    sourceAddressPrefix: source,
    destinationPortRange: port,
  });

checkRequirement(networkRules, {
  pass: [['what the tier asks for', network(), ['pass nsg-apim westeurope']]],
  fail: [
    [
      'nothing let in but by the defaults',
      network({ rules: [] }),
      ['fail unsupported PORT_BLOCKED nsg-apim westeurope'],
    ],
  ],
  unknown: [
    ['a security group that may not be read', network(), ['unknown FORBIDDEN nsg-apim westeurope'], { denied: [NSG] }],
  ],
  notApplicable: [['no network', [apim()], ['not-applicable NO_VNET apim-prod']]],
});

describe('network-rules of a classic instance', () => {
  it.each<readonly [string, readonly string[], Network]>([
    ['everything is in place', ['pass nsg-apim westeurope'], {}],
    ['everything is in place, External', ['pass nsg-apim westeurope'], { type: 'External' }],
    [
      'the group has its default rules only, Internal',
      ['fail unsupported PORT_BLOCKED nsg-apim westeurope row 2'],
      { rules: [] },
    ],
    [
      'the group has its default rules only, External',
      [
        'fail unsupported PORT_BLOCKED nsg-apim westeurope row 1',
        'fail unsupported PORT_BLOCKED nsg-apim westeurope row 2',
      ],
      { type: 'External', rules: [] },
    ],
    [
      'clients are let in to 443 alone',
      ['pass nsg-apim westeurope'],
      { type: 'External', rules: [inboundRule('C', 'Internet', ['443'], 110), ...INBOUND_RULES.slice(1)] },
    ],
    [
      'a rule denies clients on port 80',
      ['warn NSG_DENY nsg-apim westeurope row 1'],
      { type: 'External', rules: [...INBOUND_RULES, denyIn('Internet', '80')] },
    ],
    [
      'a rule denies clients on port 443',
      ['fail unsupported NSG_DENY nsg-apim westeurope row 1'],
      { type: 'External', rules: [...INBOUND_RULES, denyIn('Internet', '443')] },
    ],
    [
      'only some clients are let in',
      ['warn CLIENTS_LIMITED nsg-apim westeurope row 1'],
      { type: 'External', rules: [inboundRule('C', '203.0.113.0/24', ['443'], 110), ...INBOUND_RULES.slice(1)] },
    ],
    [
      'port 80 is open for some and closed by default for the rest',
      ['pass nsg-apim westeurope'],
      {
        type: 'External',
        rules: [
          inboundRule('C', 'Internet', ['443'], 110),
          inboundRule('D', '203.0.113.0/24', ['80'], 115),
          ...INBOUND_RULES.slice(1),
        ],
      },
    ],
    [
      'the load balancer is denied',
      ['fail unsupported NSG_DENY nsg-apim westeurope row 3'],
      { rules: [...INBOUND_RULES, denyIn('AzureLoadBalancer', '6390')] },
    ],
    [
      'the load balancer is denied, Developer',
      ['pass nsg-apim westeurope'],
      { tier: 'Developer', rules: [...INBOUND_RULES, denyIn('AzureLoadBalancer', '6390')] },
    ],
    [
      'monitoring of machines is denied',
      ['warn NSG_DENY nsg-apim westeurope row 5'],
      { rules: [...INBOUND_RULES, denyIn('AzureLoadBalancer', '6391')] },
    ],
    [
      'Traffic Manager is denied with one location, so that a part of the clients is',
      ['warn CLIENTS_LIMITED nsg-apim westeurope row 1'],
      { type: 'External', rules: [...INBOUND_RULES, denyIn('AzureTrafficManager', '443')] },
    ],
    [
      'port 80 to the Internet is denied',
      ['fail unsupported NSG_DENY nsg-apim westeurope row 6'],
      { rules: [...INBOUND_RULES, denyTo('Internet', { destinationPortRange: '80' })] },
    ],
    [
      'port 80 is open to a part of the Internet before it is denied',
      ['fail unsupported NSG_DENY nsg-apim westeurope row 6'],
      {
        rules: [
          ...INBOUND_RULES,
          securityRule('E', { destinationAddressPrefix: 'AzureActiveDirectory', destinationPortRange: '80' }),
          denyTo('Internet', { destinationPortRange: '80' }),
        ],
      },
    ],
    [
      'port 80 to a part of the Internet is denied before it is open',
      ['unknown NSG_PARTIAL nsg-apim westeurope row 6'],
      { rules: [...INBOUND_RULES, denyTo('203.0.113.0/24', { destinationPortRange: '80' })] },
    ],
    [
      'AzureCloud is open before the Internet is denied, which covers every service but Entra ID',
      ['pass nsg-apim westeurope'],
      {
        rules: [
          ...INBOUND_RULES,
          securityRule('A', { destinationAddressPrefix: 'AzureCloud', destinationPortRange: '*' }),
          securityRule('W', { destinationAddressPrefix: 'Internet', destinationPortRange: '80', priority: 210 }),
          denyTo('Internet', { destinationPortRange: '*', priority: 4000 }),
        ],
      },
    ],
    [
      'Storage is denied',
      ['fail unsupported NSG_DENY nsg-apim westeurope row 7'],
      { rules: [...INBOUND_RULES, denyTo('Storage', { destinationPortRange: '443' })] },
    ],
    [
      'Storage is open by the tag of its region',
      ['pass nsg-apim westeurope'],
      {
        rules: [
          ...INBOUND_RULES,
          securityRule('S', { destinationAddressPrefix: 'Storage.WestEurope' }),
          denyTo('Storage', { destinationPortRange: '443' }),
        ],
      },
    ],
    [
      'Entra ID and Key Vault are denied, which is for outbound-* to say',
      ['pass nsg-apim westeurope'],
      {
        rules: [
          ...INBOUND_RULES,
          denyTo('AzureActiveDirectory', { destinationPortRange: '443' }),
          denyTo('AzureKeyVault', { destinationPortRange: '443', priority: 310 }),
        ],
      },
    ],
    [
      'managed connections are denied',
      ['warn NSG_DENY nsg-apim westeurope row 9'],
      { rules: [...INBOUND_RULES, denyTo('AzureConnectors', { destinationPortRange: '443' })] },
    ],
    [
      'Azure SQL is denied',
      ['fail unsupported NSG_DENY nsg-apim westeurope row 10'],
      { rules: [...INBOUND_RULES, denyTo('Sql', { destinationPortRange: '1433' })] },
    ],
    [
      'one port of Event Hubs is denied',
      ['warn NSG_DENY nsg-apim westeurope row 12'],
      { rules: [...INBOUND_RULES, denyTo('EventHub', { destinationPortRange: '5672' })] },
    ],
    [
      'one port of Azure Monitor is denied',
      ['fail unsupported NSG_DENY nsg-apim westeurope row 13'],
      { rules: [...INBOUND_RULES, denyTo('AzureMonitor', { destinationPortRange: '1886' })] },
    ],
    [
      'a cache port is denied inwards',
      ['warn NSG_DENY nsg-apim westeurope row 14'],
      { rules: [...INBOUND_RULES, denyIn('VirtualNetwork', '6380')] },
    ],
    [
      'a cache port is denied outwards',
      ['warn NSG_DENY nsg-apim westeurope row 15'],
      { rules: [...INBOUND_RULES, denyTo('VirtualNetwork', { destinationPortRange: '6382' })] },
    ],
    [
      'rate limits are denied over UDP',
      ['warn NSG_DENY nsg-apim westeurope row 16'],
      { rules: [...INBOUND_RULES, denyTo('VirtualNetwork', { destinationPortRange: '4290', protocol: 'Udp' })] },
    ],
    [
      'TCP alone is denied on the port of rate limits',
      ['pass nsg-apim westeurope'],
      { rules: [...INBOUND_RULES, denyTo('VirtualNetwork', { destinationPortRange: '4290', protocol: 'Tcp' })] },
    ],
    [
      'a part of the network is denied on a cache port',
      ['warn NSG_DENY nsg-apim westeurope row 14'],
      { rules: [...INBOUND_RULES, denyTo('10.0.7.0/24', { destinationPortRange: '6380' })] },
    ],
  ])('when %s', (_, expected, parts) => {
    expect(judged(networkRules, network(parts))).toEqual(expected);
  });

  it('needs routing between regions with two External locations, and judges each by its own', () => {
    const rules = [...INBOUND_RULES, denyIn('AzureTrafficManager', '443')];
    const parts = { service: northEurope(), rules, otherSubnets: [subnet({}, SUBNET_NORTH)] };

    expect(judged(networkRules, network({ type: 'External', ...parts }))).toEqual([
      'warn CLIENTS_LIMITED nsg-apim westeurope row 1',
      'fail unsupported NSG_DENY nsg-apim westeurope row 4',
      'warn CLIENTS_LIMITED nsg-apim northeurope row 1',
      'fail unsupported NSG_DENY nsg-apim northeurope row 4',
    ]);
    expect(judged(networkRules, network({ type: 'Internal', ...parts }))).toEqual(['pass nsg-apim']);
  });

  it('counts Traffic Manager among the Internet', () => {
    const parts = {
      service: northEurope(),
      rules: INBOUND_RULES.slice(0, 2),
      otherSubnets: [subnet({}, SUBNET_NORTH)],
    };

    expect(judged(networkRules, network({ type: 'External', ...parts }))).toEqual(['pass nsg-apim']);
  });

  it('needs the region of the second location and the primary one', () => {
    const rules = [
      ...INBOUND_RULES,
      securityRule('S', { destinationAddressPrefix: 'Storage.NorthEurope' }),
      denyTo('Storage', { destinationPortRange: '443' }),
    ];
    const resources = network({ service: northEurope(), rules, otherSubnets: [subnet({}, SUBNET_NORTH)] });

    expect(judged(networkRules, resources)).toEqual([
      'unknown NSG_PARTIAL nsg-apim westeurope row 7',
      'unknown NSG_PARTIAL nsg-apim northeurope row 7',
    ]);
  });

  it('never advises to open an instance whose clients are limited', () => {
    const rules = [inboundRule('F', 'AzureFrontDoor.Backend', ['443'], 110), ...INBOUND_RULES.slice(1)];
    const [item] = networkRules.check(subjectOf(network({ type: 'External', rules })));

    expect(item).toMatchObject({ status: 'warn', reason: 'CLIENTS_LIMITED' });
    expect(item?.fix?.command).toBeUndefined();
    expect(render(item?.fix?.title ?? { template: '', values: {} })).not.toMatch(/Internet|Allow/);
  });

  it('has one pass for several locations in order', () => {
    const resources = network({ service: northEurope(), otherSubnets: [subnet({}, SUBNET_NORTH)] });

    expect(judged(networkRules, resources)).toEqual(['pass nsg-apim']);
  });

  it('fails once without a security group, and says nothing of rows', () => {
    expect(judged(networkRules, network({ type: 'External', subnet: { networkSecurityGroup: null } }))).toEqual([
      'fail unsupported NO_NSG snet-apim westeurope',
    ]);
  });

  it('is unknown once while the security group or the admin rules cannot be read', () => {
    expect(judged(networkRules, network(), { denied: [NSG] })).toEqual(['unknown FORBIDDEN nsg-apim westeurope']);
    expect(judged(networkRules, network(), { failing: { securityAdminRules: 'THROTTLED' } })).toEqual([
      'unknown THROTTLED nsg-apim westeurope',
    ]);
  });

  it('is unknown for a subnet that may not be read', () => {
    expect(judged(networkRules, network(), { denied: [VNET] })).toEqual(['unknown FORBIDDEN snet-apim westeurope']);
  });

  it('names what the port is for, and the rule', () => {
    const [item] = itemsOf(
      networkRules,
      network({ rules: [...INBOUND_RULES, denyTo('Sql', { destinationPortRange: '1433' })] }),
    );

    expect(render(item?.message ?? { template: '', values: {} })).toBe(
      'Azure SQL uses TCP 1433 from VirtualNetwork to Sql. The rule Deny-Sql of nsg-apim (priority 300) denies TCP 1433 from VirtualNetwork to Sql.',
    );
  });

  it('offers rules that can all be run together: no priority twice in one direction', () => {
    const items = itemsOf(networkRules, network({ type: 'External', rules: [denyTo('*'), denyIn('*', '*', 200)] }));
    const created = items.flatMap((item) => [
      ...(item.fix?.command ?? '').matchAll(/--priority (\d+) --direction (\w+)/g),
    ]);
    const places = created.map(([, priority, direction]) => `${direction} ${priority}`);

    expect(places.length).toBeGreaterThan(10);
    expect(new Set(places).size).toBe(places.length);
    for (const [, priority, direction] of created)
      expect(Number(priority)).toBeLessThan(direction === 'Inbound' ? 200 : 300);
  });
});

describe('network-rules of a v2 tier', () => {
  const injectedInto = { delegations: [{ properties: { serviceName: 'Microsoft.Web/hostingEnvironments' } }] };
  const integrated = { delegations: [{ properties: { serviceName: 'microsoft.web/serverFarms' } }] };
  const noStorage = [denyTo('Storage')];

  it.each<readonly [string, string, Network]>([
    [
      'has a group and Storage, whatever else is closed',
      'pass nsg-apim westeurope',
      { subnet: injectedInto, rules: [] },
    ],
    [
      'has no group',
      'fail unsupported NO_NSG snet-apim westeurope',
      { subnet: { ...integrated, networkSecurityGroup: null } },
    ],
    [
      'is injected and Storage is closed',
      'fail unsupported NSG_DENY nsg-apim westeurope row 7',
      { subnet: injectedInto, rules: noStorage },
    ],
    [
      'is integrated and Storage is closed',
      'warn NSG_DENY nsg-apim westeurope row 7',
      { subnet: integrated, rules: noStorage },
    ],
    [
      'tells no delegation and Storage is closed',
      'unknown USE_UNPROVEN nsg-apim westeurope row 7',
      { rules: noStorage },
    ],
    ['tells no delegation and Storage is open', 'pass nsg-apim westeurope', {}],
    [
      'has Storage in part',
      'unknown NSG_PARTIAL nsg-apim westeurope row 7',
      { subnet: integrated, rules: [denyTo('Storage.EastUS')] },
    ],
  ])('that %s: %s', (_, expected, parts) => {
    expect(judged(networkRules, network({ tier: 'PremiumV2', ...parts }))).toEqual([expected]);
  });
});

describe('network-rules, the page for a v2 tier without a security group', () => {
  it.each([
    ['Microsoft.Web/hostingEnvironments', docs.injectV2],
    ['Microsoft.Web/serverFarms', docs.integrateV2],
  ])('of a subnet that is delegated to %s', (serviceName, page) => {
    const parts = { delegations: [{ properties: { serviceName } }], networkSecurityGroup: null };
    const [item] = networkRules.check(subjectOf(network({ tier: 'PremiumV2', subnet: parts })));
    expect(item?.fix?.docs).toBe(page);
  });
});

describe('network-rules, where every rule is in place', () => {
  const shown = (parts: Network) => {
    const items = networkRules.check(subjectOf(network(parts)));
    return items.map(({ status, location, evidence }) => [status, location, evidence.map(({ resource }) => resource)]);
  };

  it('names the one location and each security group once', () => {
    expect(shown({})).toEqual([['pass', 'westeurope', [NSG]]]);
    const two = { service: northEurope(), otherSubnets: [subnet({}, SUBNET_NORTH)] };
    expect(shown(two)).toEqual([['pass', undefined, [NSG]]]);
  });
});

describe('network-rules, where an admin rule denies', () => {
  const adminRule = (rest: JsonObject = {}) =>
    resource(`${VNET}/providers/Microsoft.Network/effectiveSecurityAdminRules/r`, {
      properties: {
        displayName: 'deny-all',
        access: 'Deny',
        priority: 10,
        direction: 'Outbound',
        protocol: 'Any',
        sources: [{ addressPrefix: '*', addressPrefixType: 'IPPrefix' }],
        destinations: [{ addressPrefix: '*', addressPrefixType: 'IPPrefix' }],
        sourcePortRanges: ['0-65535'],
        destinationPortRanges: ['0-65535'],
        ...rest,
      },
    });

  it('warns that it denies a part of what is optional', () => {
    const destinations = [{ addressPrefix: 'EventHub.EastUS', addressPrefixType: 'ServiceTag' }];
    const rule = adminRule({ destinations, destinationPortRanges: ['5671'] });
    expect(judged(networkRules, [...network(), rule])).toEqual(['warn ADMIN_RULE_DENY nsg-apim westeurope row 12']);
  });

  it('warns that the group denies what an admin rule lets pass in part', () => {
    const destinations = [{ addressPrefix: 'EventHub.EastUS', addressPrefixType: 'ServiceTag' }];
    const admin = adminRule({ access: 'AlwaysAllow', destinations, destinationPortRanges: ['5671'] });
    const rules = [...INBOUND_RULES, denyTo('EventHub', { destinationPortRange: '5671' })];
    const resources = [...network({ rules }), admin];
    expect(judged(networkRules, resources)).toEqual(['warn NSG_DENY nsg-apim westeurope row 12']);
    const [item] = networkRules.check(subjectOf(resources));
    expect(item?.evidence.map(({ observed }) => observed)).toContainEqual(expect.stringMatching(/^Deny .*EventHub/));
    expect(item?.fix?.changes).toMatchObject([{ kind: 'add-security-rule', priority: expect.any(Number) }]);
    const [change] = item?.fix?.changes ?? [];
    expect(change?.kind === 'add-security-rule' ? change.priority : 4096).toBeLessThan(300);
  });

  it('asks for the admin rule, not for one of the group', () => {
    const items = networkRules.check(subjectOf([...network(), adminRule()]));

    expect(items.length).toBeGreaterThan(0);
    for (const { reason, fix } of items) {
      expect(reason).toBe('ADMIN_RULE_DENY');
      expect(fix?.command).toBeUndefined();
      expect(fix && render(fix.title)).toContain('deny-all');
    }
  });
});
