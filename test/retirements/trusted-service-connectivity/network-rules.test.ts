import { render } from '../../../src/model/text.ts';
import { networkRules } from '../../../src/retirements/trusted-service-connectivity/network-rules.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { apim, NSG, securityRule, subnet, VNET } from '../../support/resources.ts';
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
    ['everything is in place', [' pass'], {}],
    ['everything is in place, External', [' pass'], { type: 'External' }],
    ['the group has its default rules only, Internal', [' row 2 fail/unsupported PORT_BLOCKED'], { rules: [] }],
    [
      'the group has its default rules only, External',
      [' row 1 fail/unsupported PORT_BLOCKED', ' row 2 fail/unsupported PORT_BLOCKED'],
      { type: 'External', rules: [] },
    ],
    [
      'clients are let in to 443 alone',
      [' pass'],
      { type: 'External', rules: [inboundRule('C', 'Internet', ['443'], 110), ...INBOUND_RULES.slice(1)] },
    ],
    [
      'a rule denies clients on port 80',
      [' row 1 warn NSG_DENY'],
      { type: 'External', rules: [...INBOUND_RULES, denyIn('Internet', '80')] },
    ],
    [
      'a rule denies clients on port 443',
      [' row 1 fail/unsupported NSG_DENY'],
      { type: 'External', rules: [...INBOUND_RULES, denyIn('Internet', '443')] },
    ],
    [
      'only some clients are let in',
      [' row 1 warn CLIENTS_LIMITED'],
      { type: 'External', rules: [inboundRule('C', '203.0.113.0/24', ['443'], 110), ...INBOUND_RULES.slice(1)] },
    ],
    [
      'port 80 is open for some and closed by default for the rest',
      [' pass'],
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
      [' row 3 fail/unsupported NSG_DENY'],
      { rules: [...INBOUND_RULES, denyIn('AzureLoadBalancer', '6390')] },
    ],
    [
      'the load balancer is denied, Developer',
      [' pass'],
      { tier: 'Developer', rules: [...INBOUND_RULES, denyIn('AzureLoadBalancer', '6390')] },
    ],
    [
      'monitoring of machines is denied',
      [' row 5 warn NSG_DENY'],
      { rules: [...INBOUND_RULES, denyIn('AzureLoadBalancer', '6391')] },
    ],
    [
      'Traffic Manager is denied with one location, so that a part of the clients is',
      [' row 1 warn CLIENTS_LIMITED'],
      { type: 'External', rules: [...INBOUND_RULES, denyIn('AzureTrafficManager', '443')] },
    ],
    [
      'port 80 to the Internet is denied',
      [' row 6 fail/unsupported NSG_DENY'],
      { rules: [...INBOUND_RULES, denyTo('Internet', { destinationPortRange: '80' })] },
    ],
    [
      'port 80 is open to a part of the Internet before it is denied',
      [' row 6 fail/unsupported NSG_DENY'],
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
      [' row 6 unknown NSG_PARTIAL'],
      { rules: [...INBOUND_RULES, denyTo('203.0.113.0/24', { destinationPortRange: '80' })] },
    ],
    [
      'AzureCloud is open before the Internet is denied, which covers every service but Entra ID',
      [' pass'],
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
      [' row 7 fail/unsupported NSG_DENY'],
      { rules: [...INBOUND_RULES, denyTo('Storage', { destinationPortRange: '443' })] },
    ],
    [
      'Storage is open by the tag of its region',
      [' pass'],
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
      [' pass'],
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
      [' row 9 warn NSG_DENY'],
      { rules: [...INBOUND_RULES, denyTo('AzureConnectors', { destinationPortRange: '443' })] },
    ],
    [
      'Azure SQL is denied',
      [' row 10 fail/unsupported NSG_DENY'],
      { rules: [...INBOUND_RULES, denyTo('Sql', { destinationPortRange: '1433' })] },
    ],
    [
      'one port of Event Hubs is denied',
      [' row 12 warn NSG_DENY'],
      { rules: [...INBOUND_RULES, denyTo('EventHub', { destinationPortRange: '5672' })] },
    ],
    [
      'one port of Azure Monitor is denied',
      [' row 13 fail/unsupported NSG_DENY'],
      { rules: [...INBOUND_RULES, denyTo('AzureMonitor', { destinationPortRange: '1886' })] },
    ],
    [
      'a cache port is denied inwards',
      [' row 14 warn NSG_DENY'],
      { rules: [...INBOUND_RULES, denyIn('VirtualNetwork', '6380')] },
    ],
    [
      'a cache port is denied outwards',
      [' row 15 warn NSG_DENY'],
      { rules: [...INBOUND_RULES, denyTo('VirtualNetwork', { destinationPortRange: '6382' })] },
    ],
    [
      'rate limits are denied over UDP',
      [' row 16 warn NSG_DENY'],
      { rules: [...INBOUND_RULES, denyTo('VirtualNetwork', { destinationPortRange: '4290', protocol: 'Udp' })] },
    ],
    [
      'TCP alone is denied on the port of rate limits',
      [' pass'],
      { rules: [...INBOUND_RULES, denyTo('VirtualNetwork', { destinationPortRange: '4290', protocol: 'Tcp' })] },
    ],
    [
      'a part of the network is denied on a cache port',
      [' row 14 warn NSG_DENY'],
      { rules: [...INBOUND_RULES, denyTo('10.0.7.0/24', { destinationPortRange: '6380' })] },
    ],
  ])('when %s', (_, expected, parts) => {
    expect(judged(networkRules, network(parts))).toEqual(expected.map((rest) => `nsg-apim@westeurope${rest}`));
  });

  it('needs routing between regions with two External locations, and judges each by its own', () => {
    const rules = [...INBOUND_RULES, denyIn('AzureTrafficManager', '443')];
    const parts = { service: northEurope(), rules, otherSubnets: [subnet({}, SUBNET_NORTH)] };

    expect(judged(networkRules, network({ type: 'External', ...parts }))).toEqual([
      'nsg-apim@westeurope row 1 warn CLIENTS_LIMITED',
      'nsg-apim@westeurope row 4 fail/unsupported NSG_DENY',
      'nsg-apim@northeurope row 1 warn CLIENTS_LIMITED',
      'nsg-apim@northeurope row 4 fail/unsupported NSG_DENY',
    ]);
    expect(judged(networkRules, network({ type: 'Internal', ...parts }))).toEqual(['nsg-apim pass']);
  });

  it('counts Traffic Manager among the Internet', () => {
    const parts = {
      service: northEurope(),
      rules: INBOUND_RULES.slice(0, 2),
      otherSubnets: [subnet({}, SUBNET_NORTH)],
    };

    expect(judged(networkRules, network({ type: 'External', ...parts }))).toEqual(['nsg-apim pass']);
  });

  it('needs the region of the second location and the primary one', () => {
    const rules = [
      ...INBOUND_RULES,
      securityRule('S', { destinationAddressPrefix: 'Storage.NorthEurope' }),
      denyTo('Storage', { destinationPortRange: '443' }),
    ];
    const resources = network({ service: northEurope(), rules, otherSubnets: [subnet({}, SUBNET_NORTH)] });

    expect(judged(networkRules, resources)).toEqual([
      'nsg-apim@westeurope row 7 unknown NSG_PARTIAL',
      'nsg-apim@northeurope row 7 unknown NSG_PARTIAL',
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

    expect(judged(networkRules, resources)).toEqual(['nsg-apim pass']);
  });

  it('fails once without a security group, and says nothing of rows', () => {
    expect(judged(networkRules, network({ type: 'External', subnet: { networkSecurityGroup: null } }))).toEqual([
      'snet-apim@westeurope fail/unsupported NO_NSG',
    ]);
  });

  it('is unknown once while the security group or the admin rules cannot be read', () => {
    expect(judged(networkRules, network(), { denied: [NSG] })).toEqual(['nsg-apim@westeurope unknown FORBIDDEN']);
    expect(judged(networkRules, network(), { failing: { securityAdminRules: 'THROTTLED' } })).toEqual([
      'nsg-apim@westeurope unknown THROTTLED',
    ]);
  });

  it('is unknown for a subnet that may not be read', () => {
    expect(judged(networkRules, network(), { denied: [VNET] })).toEqual(['snet-apim@westeurope unknown FORBIDDEN']);
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
      'nsg-apim@westeurope pass',
      { subnet: injectedInto, rules: [] },
    ],
    [
      'has no group',
      'snet-apim@westeurope fail/unsupported NO_NSG',
      { subnet: { ...integrated, networkSecurityGroup: null } },
    ],
    [
      'is injected and Storage is closed',
      'nsg-apim@westeurope row 7 fail/unsupported NSG_DENY',
      { subnet: injectedInto, rules: noStorage },
    ],
    [
      'is integrated and Storage is closed',
      'nsg-apim@westeurope row 7 warn NSG_DENY',
      { subnet: integrated, rules: noStorage },
    ],
    [
      'tells no delegation and Storage is closed',
      'nsg-apim@westeurope row 7 unknown USE_UNPROVEN',
      { rules: noStorage },
    ],
    ['tells no delegation and Storage is open', 'nsg-apim@westeurope pass', {}],
    [
      'has Storage in part',
      'nsg-apim@westeurope row 7 unknown NSG_PARTIAL',
      { subnet: integrated, rules: [denyTo('Storage.EastUS')] },
    ],
  ])('that %s: %s', (_, expected, parts) => {
    expect(judged(networkRules, network({ tier: 'PremiumV2', ...parts }))).toEqual([expected]);
  });
});
