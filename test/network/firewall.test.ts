import type { ArmResource } from '../../src/model/arm.ts';
import { type Firewall, firewallOf, trusts } from '../../src/network/firewall.ts';
import type { Target } from '../../src/network/target.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { association, PERIMETER, PROFILE, perimeterRule } from '../support/perimeters.ts';
import { APIM, SUBNET, TENANT } from '../support/resources.ts';
import { restricted, ruleSet, targetOf } from './support.ts';

function judge(target: Target, around: readonly ArmResource[] = [], options: EstateOptions = {}): Firewall {
  return firewallOf(target, estateOf([target.resource, ...around], options));
}

describe('the firewall of a key vault', () => {
  it.each([
    ['no networkAcls', {}, 'off', true],
    ['networkAcls null', { networkAcls: null }, 'off', true],
    ['no default action', { networkAcls: { bypass: 'None' } }, 'off', false],
    ['default action Allow in any case', { networkAcls: { defaultAction: 'allow' } }, 'off', true],
    ['default action Deny without a bypass word', { networkAcls: { defaultAction: 'Deny' } }, 'selected', true],
    ['bypass None', { networkAcls: { defaultAction: 'Deny', bypass: 'None' } }, 'selected', false],
    ['bypass in lower case', { networkAcls: { defaultAction: 'deny', bypass: 'azureservices' } }, 'selected', true],
    [
      'public access disabled, which goes before Allow',
      { publicNetworkAccess: 'disabled', networkAcls: { defaultAction: 'Allow' } },
      'private',
      true,
    ],
    ['public access disabled without networkAcls', { publicNetworkAccess: 'Disabled' }, 'private', true],
    ['a word of public access that nobody knows', { publicNetworkAccess: 'Sometimes' }, 'off', true],
  ] as const)('%s', (_, properties, state, bypassOn) => {
    const firewall = judge(targetOf('key-vault', properties));

    expect(firewall).toMatchObject({ state, bypassOn, bypassEffective: bypassOn });
    expect(firewall.unknown).toBeUndefined();
  });

  it('shows what it rests on in wire property paths', () => {
    const { evidence } = judge(targetOf('key-vault', { networkAcls: { defaultAction: 'Deny' } }));

    expect(evidence.map(({ property, observed }) => [property, observed])).toEqual([
      ['properties.publicNetworkAccess', 'absent'],
      ['properties.networkAcls.defaultAction', 'Deny'],
      ['properties.networkAcls.bypass', 'absent'],
    ]);
  });

  it('is the same for a managed HSM', () => {
    expect(judge(targetOf('managed-hsm', { networkAcls: { defaultAction: 'Deny', bypass: 'None' } }))).toMatchObject({
      state: 'selected',
      bypassOn: false,
    });
    expect(judge(targetOf('managed-hsm'))).toMatchObject({ state: 'off' });
  });
});

describe('the firewall of a storage account', () => {
  it.each([
    ['Logging, Metrics, AzureServices', true],
    ['Logging,azureservices', true],
    ['Logging, Metrics', false],
    ['None', false],
    [undefined, true],
  ])('bypass %s', (bypass, bypassOn) => {
    const acls = { defaultAction: 'Deny', ...(bypass === undefined ? {} : { bypass }) };

    expect(judge(targetOf('storage', { networkAcls: acls })).bypassOn).toBe(bypassOn);
  });

  it('is private with public access disabled although the default action is Allow', () => {
    const target = targetOf('storage', { publicNetworkAccess: 'Disabled', networkAcls: { defaultAction: 'Allow' } });

    expect(judge(target)).toMatchObject({ state: 'private', publicAccessDisabled: true, bypassEffective: true });
  });

  it('leaves out a rule whose action is not Allow, and reads IPv6 rules too', () => {
    const target = targetOf('storage', {
      networkAcls: {
        defaultAction: 'Deny',
        ipRules: [{ value: '20.0.0.1', action: 'Allow' }, { value: '20.0.0.2', action: 'Deny' }, { value: '20.0.0.3' }],
        ipv6Rules: [{ value: '2001:db8::/64' }],
      },
    });

    expect(judge(target).ipRules).toEqual(['20.0.0.1', '20.0.0.3', '2001:db8::/64']);
  });
});

describe.each(['service-bus', 'event-hubs'] as const)('the firewall of %s', (kind) => {
  it('stands in the rule set, with the bypass off when absent', () => {
    const target = targetOf(kind);
    const rules = ruleSet(target, { defaultAction: 'Deny', ipRules: [{ ipMask: '20.0.0.1' }] });

    expect(judge(target, [rules])).toMatchObject({ state: 'selected', bypassOn: false, ipRules: ['20.0.0.1'] });
  });

  it.each([
    [{ defaultAction: 'Allow' }, {}, 'off'],
    [{}, {}, 'off'],
    [{ publicNetworkAccess: 'Disabled', defaultAction: 'Allow' }, {}, 'private'],
    [{ defaultAction: 'Allow' }, { publicNetworkAccess: 'Disabled' }, 'private'],
  ] as const)('rule set %j and namespace %j: %s', (rules, namespace, state) => {
    const target = targetOf(kind, namespace);

    expect(judge(target, [ruleSet(target, rules)])).toMatchObject({ state });
  });

  it('is open, with a warning, when it denies without a single rule', () => {
    const target = targetOf(kind);
    const rules = ruleSet(target, { defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [] });

    expect(judge(target, [rules])).toMatchObject({ state: 'off', openWithDenyEmpty: true });
  });

  it('is closed without a warning when public access is disabled and there is no rule', () => {
    const target = targetOf(kind);
    const rules = ruleSet(target, { publicNetworkAccess: 'Disabled', defaultAction: 'Deny' });
    const firewall = judge(target, [rules]);

    expect(firewall.state).toBe('private');
    expect(firewall.openWithDenyEmpty).toBeUndefined();
  });

  it('is unknown, and not off, when the rule set cannot be read', () => {
    const target = targetOf(kind);

    expect(judge(target)).toMatchObject({ state: 'selected', unknown: 'NOT_FOUND' });
    expect(judge(target, [], { denied: [`${target.resource.id}/networkRuleSets`] })).toMatchObject({
      state: 'selected',
      unknown: 'FORBIDDEN',
    });
  });
});

describe('tiers without a firewall', () => {
  it.each([
    ['service-bus', 'Basic'],
    ['service-bus', 'Standard'],
    ['event-hubs', 'basic'],
    ['container-registry', 'Basic'],
    ['container-registry', 'Standard'],
  ] as const)('%s %s is open, and nothing more is read for it', (kind, name) => {
    const target = targetOf(kind, { publicNetworkAccess: 'Disabled' }, { sku: { name } });
    const firewall = judge(target, [], { failing: { resource: 'READ_FAILED', perimeterAssociations: 'READ_FAILED' } });

    expect(firewall.state).toBe('off');
    expect(firewall.unknown).toBeUndefined();
  });

  it('Event Hubs Standard has one', () => {
    const target = targetOf('event-hubs', {}, { sku: { name: 'Standard' } });

    expect(judge(target, [ruleSet(target, { defaultAction: 'Deny', ipRules: [{ ipMask: '1.1.1.1' }] })]).state).toBe(
      'selected',
    );
  });
});

describe('the firewall of a container registry', () => {
  it.each([
    [{ networkRuleSet: null }, 'off', true],
    [{ networkRuleSet: { defaultAction: 'Allow' } }, 'off', true],
    [{ networkRuleSet: { defaultAction: 'Deny' }, networkRuleBypassOptions: 'None' }, 'selected', false],
    [{ publicNetworkAccess: 'Disabled' }, 'private', true],
  ] as const)('%j', (properties, state, bypassOn) => {
    expect(judge(targetOf('container-registry', properties))).toMatchObject({ state, bypassOn });
  });
});

describe('rules that name nothing', () => {
  const ipRules = [{}, { value: '20.0.0.1', ipMask: '20.0.0.1' }];
  const virtualNetworkRules = [{}, { id: SUBNET, subnet: { id: SUBNET } }];

  it.each(['key-vault', 'managed-hsm', 'storage', 'container-registry'] as const)('count for nothing in %s', (kind) => {
    const acls = { defaultAction: 'Deny', ipRules, virtualNetworkRules, resourceAccessRules: [{}], serviceTags: [{}] };
    const isRegistry = kind === 'container-registry';
    const firewall = judge(targetOf(kind, { [isRegistry ? 'networkRuleSet' : 'networkAcls']: acls }));

    expect(firewall).toMatchObject({
      ipRules: ['20.0.0.1'],
      virtualNetworkRules: isRegistry ? [] : [{ subnetId: SUBNET }],
      resourceRules: [],
      serviceTags: [],
    });
  });

  it.each(['service-bus', 'event-hubs'] as const)('count for nothing in %s', (kind) => {
    const target = targetOf(kind);
    const rules = ruleSet(target, { defaultAction: 'Deny', ipRules, virtualNetworkRules });

    expect(judge(target, [rules])).toMatchObject({
      ipRules: ['20.0.0.1'],
      virtualNetworkRules: [{ subnetId: SUBNET }],
    });
  });
});

describe('a network security perimeter', () => {
  const { target, resources } = restricted('key-vault', { ips: ['20.50.1.1'] });

  it('voids the bypass when Enforced', () => {
    const firewall = judge(target, [...resources.slice(1), association(target, 'enforced')]);

    expect(firewall).toMatchObject({ state: 'perimeter', bypassOn: true, bypassEffective: false });
    expect(firewall.unknown).toBeUndefined();
  });

  it.each(['Learning', 'Transition', 'Audit'])('leaves the own rules in force in mode %s', (mode) => {
    expect(judge(target, [association(target, mode)])).toMatchObject({ state: 'selected', bypassEffective: true });
  });

  it.each(['Whatever', undefined])('cannot be decided in mode %s', (mode) => {
    expect(judge(target, [association(target, mode)]).unknown).toBe('PERIMETER_NOT_VISIBLE');
  });

  it.each(['Enforced', 'Learning'])('governs a vault that is secured by perimeter, in mode %s', (mode) => {
    const secured = targetOf('key-vault', { publicNetworkAccess: 'SecuredByPerimeter' });

    expect(judge(secured, [association(secured, mode)])).toMatchObject({ state: 'perimeter', bypassEffective: false });
  });

  const secured = targetOf('key-vault', { publicNetworkAccess: 'securedbyperimeter' });
  it.each([
    ['its association is not to be seen', [], {}],
    [
      'associations cannot be read',
      [association(secured, 'Enforced')],
      { failing: { perimeterAssociations: 'THROTTLED' } },
    ],
    ['its rules cannot be read', [association(secured, 'Enforced')], { failing: { perimeterRules: 'FORBIDDEN' } }],
    ['its profile is hidden', [association(secured, 'Enforced')], { denied: [PROFILE] }],
    ['the whole perimeter is hidden', [association(secured, 'Enforced')], { denied: [PERIMETER] }],
  ] as const)('is unknown for a secured vault when %s', (_, around, options) => {
    expect(judge(secured, around, options)).toMatchObject({
      state: 'perimeter',
      unknown: 'PERIMETER_NOT_VISIBLE',
      bypassEffective: false,
    });
  });

  it('is unknown with the reason of the read for an open vault, and the state is not off', () => {
    const firewall = judge(targetOf('key-vault'), [], { failing: { perimeterAssociations: 'THROTTLED' } });

    expect(firewall).toMatchObject({ state: 'selected', unknown: 'THROTTLED' });
  });

  it('keeps only inbound rules', () => {
    const rules = [perimeterRule({ addressPrefixes: ['20.0.0.0/8'] }), perimeterRule({ direction: 'Outbound' }, 'r2')];

    expect(judge(target, [association(target, 'Enforced'), ...rules]).perimeter.inboundRules).toEqual([rules[0]]);
  });
});

describe('trust', () => {
  const account = (rule: Record<string, string>, bypass = 'Logging, Metrics') =>
    targetOf('storage', { networkAcls: { defaultAction: 'Deny', bypass, resourceAccessRules: [rule] } });
  const trusted = (target: Target, around: readonly ArmResource[] = []) =>
    trusts(target, judge(target, around), APIM, TENANT);

  it('comes with an effective bypass', () => {
    expect(trusted(restricted('key-vault').target)).toBe(true);
    expect(trusted(restricted('key-vault', { bypass: false }).target)).toBe(false);
  });

  it.each([
    ['the exact id in another case', { tenantId: TENANT, resourceId: APIM.toUpperCase() }, true],
    [
      'a wildcard for group and name',
      { tenantId: TENANT, resourceId: APIM.replace('rg-api', '*').replace('apim-prod', '*') },
      true,
    ],
    ['no tenant', { resourceId: APIM }, true],
    ['another tenant', { tenantId: '88888888-8888-4888-8888-888888888888', resourceId: APIM }, false],
    ['another instance', { tenantId: TENANT, resourceId: `${APIM}2` }, false],
    ['a wildcard of another type', { tenantId: TENANT, resourceId: APIM.replace('service', 'gateways') }, false],
    [
      'a wildcard that is part of a segment',
      { tenantId: TENANT, resourceId: APIM.replace('apim-prod', 'apim-*') },
      false,
    ],
  ])('comes with a storage resource rule by %s: %s', (_, rule, expected) => {
    expect(trusted(account(rule))).toBe(expected);
  });

  it('survives disabled public access', () => {
    const target = targetOf('storage', {
      publicNetworkAccess: 'Disabled',
      networkAcls: { bypass: 'None', resourceAccessRules: [{ tenantId: TENANT, resourceId: APIM }] },
    });

    expect(trusted(target)).toBe(true);
  });

  it('ends in an enforced perimeter', () => {
    const target = account({ tenantId: TENANT, resourceId: APIM }, 'AzureServices');

    expect(trusted(target, [association(target, 'Enforced')])).toBe(false);
  });
});
