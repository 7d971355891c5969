/**
 * "A change that cannot help a call never improves a verdict, and making a path worse never does": over generated
 * estates, both ways.
 */
import fc from 'fast-check';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Verdict } from '../../src/model/finding.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { retirements } from '../../src/model/retirement.ts';
import { assess } from '../../src/readiness/assess.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { networkStatus, requiredRules } from '../support/healthy.ts';
import { api, backend, inbound, managedIdentity, namedValue, policy, sendRequest } from '../support/policies.ts';
import {
  APIM,
  apim,
  FLAG,
  injected,
  keyVault,
  networkSecurityGroup,
  resource,
  SUBNET,
  securityRule,
  subnet,
  virtualNetwork,
} from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';
import { managedHsm, namespace, registry, ruleSet, storageAccount } from '../support/targets.ts';

const USER = '33333333-3333-4333-8333-333333333333';
const OURS = '20.50.1.1';
const THEIRS = '198.51.100.7';
const RANK: Readonly<Record<Verdict, number>> = { 'not-ready': 0, undecided: 1, 'action-needed': 2, ready: 3 };

const AUTHS = {
  system: managedIdentity(),
  'user-assigned': managedIdentity(`client-id="${USER}"`),
  stranger: managedIdentity('client-id="44444444-4444-4444-8444-444444444444"'),
  workload: managedIdentity('authentication-provider="WorkloadIdentity"'),
  foreign: '<authentication-managed-identity resource="https://graph.microsoft.com" />',
  key: '<set-header name="Authorization"><value>SharedAccessSignature sr=x</value></set-header>',
  none: '',
};

interface Shape {
  readonly service: 'storage' | 'key-vault' | 'managed-hsm' | 'service-bus' | 'event-hubs' | 'registry';
  readonly auth: keyof typeof AUTHS;
  readonly identity: 'SystemAssigned' | 'UserAssigned' | 'SystemAssigned, UserAssigned' | 'None';
  readonly network: boolean;
  readonly open: boolean;
  readonly admitsAddress: boolean;
  readonly admitsSubnet: boolean;
  readonly bypass: boolean;
  readonly localAuthOff: boolean;
  readonly sameRegion: boolean;
  /** Things that no call needs. */
  readonly idle: { readonly advisor: boolean; readonly strangersRule: boolean; readonly backend: boolean };
  /** Things that stand in the way of a call. */
  readonly worse: { readonly proxy: boolean; readonly denied: boolean; readonly computed: boolean };
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  service: fc.constantFrom('storage', 'key-vault', 'managed-hsm', 'service-bus', 'event-hubs', 'registry'),
  auth: fc.constantFrom(...(Object.keys(AUTHS) as (keyof typeof AUTHS)[])),
  identity: fc.constantFrom('SystemAssigned', 'UserAssigned', 'SystemAssigned, UserAssigned', 'None'),
  network: fc.boolean(),
  open: fc.boolean(),
  admitsAddress: fc.boolean(),
  admitsSubnet: fc.boolean(),
  bypass: fc.boolean(),
  localAuthOff: fc.boolean(),
  sameRegion: fc.boolean(),
  idle: fc.record({ advisor: fc.boolean(), strangersRule: fc.boolean(), backend: fc.boolean() }),
  worse: fc.constant({ proxy: false, denied: false, computed: false }),
});

function target(shape: Shape): readonly [host: string, ...resources: ArmResource[]] {
  const { open, bypass, localAuthOff } = shape;
  // A rule for somebody else is always there: a namespace that denies everybody and has no rule lets everybody in.
  const addresses = [
    THEIRS,
    ...(shape.admitsAddress ? [OURS] : []),
    ...(shape.idle.strangersRule ? ['203.0.113.9'] : []),
  ];
  const subnets = shape.admitsSubnet ? [SUBNET] : [];
  const away = { location: shape.sameRegion ? 'westeurope' : 'northeurope' };
  const defaultAction = open ? 'Allow' : 'Deny';
  const acls: JsonObject = {
    bypass: bypass ? 'AzureServices' : 'None',
    defaultAction,
    ipRules: addresses.map((value) => ({ value, action: 'Allow' })),
    virtualNetworkRules: subnets.map((id) => ({ id })),
  };
  const messaging = (kind: 'ServiceBus' | 'EventHub'): readonly [string, ...ArmResource[]] => {
    const made = namespace(kind, 'ns-prod', 'Premium', { disableLocalAuth: localAuthOff }, away);
    const rules = {
      defaultAction,
      trustedServiceAccessEnabled: bypass,
      ipRules: addresses.map((ipMask) => ({ ipMask, action: 'Allow' })),
      virtualNetworkRules: subnets.map((id) => ({ subnet: { id } })),
    };
    return ['ns-prod.servicebus.windows.net', made, ruleSet(made, rules)];
  };
  switch (shape.service) {
    case 'storage':
      return [
        'stprod.blob.core.windows.net',
        storageAccount('stprod', acls, { allowSharedKeyAccess: !localAuthOff }, away),
      ];
    case 'key-vault':
      return ['kv-prod.vault.azure.net', keyVault('kv-prod', { networkAcls: acls }, away)];
    case 'managed-hsm':
      return ['hsm-prod.managedhsm.azure.net', managedHsm('hsm-prod', acls, {}, away)];
    case 'service-bus':
      return messaging('ServiceBus');
    case 'event-hubs':
      return messaging('EventHub');
    case 'registry': {
      const networkRuleSet = { defaultAction, ipRules: addresses.map((value) => ({ value })) };
      const properties = { networkRuleBypassOptions: bypass ? 'AzureServices' : 'None', networkRuleSet };
      return ['crprod.azurecr.io', registry('crprod', properties, 'Premium', away)];
    }
  }
}

function verdictOf(shape: Shape): Verdict {
  const { identity, network, idle, worse } = shape;
  const [host, ...targets] = target(shape);
  const userAssigned = identity.includes('User') ? { userAssignedIdentities: { '/uami': { clientId: USER } } } : {};
  const service = apim(
    { customProperties: { [FLAG]: 'True' }, ...(network ? injected() : {}) },
    { identity: identity === 'None' ? null : { type: identity, ...userAssigned } },
  );
  const url = worse.computed ? '@(context.Request.Headers.GetValueOrDefault("x", ""))' : `https://${host}/x`;
  const inside = `${worse.proxy ? '<proxy url="http://proxy.contoso.com" />' : ''}${AUTHS[shape.auth]}`;
  const denies = worse.denied
    ? [
        securityRule('Deny', {
          access: 'Deny',
          destinationAddressPrefix: '*',
          destinationPortRange: '443',
          priority: 110,
        }),
      ]
    : [];
  const endpoints = ['KeyVault', 'Storage', 'ServiceBus', 'EventHub'].map((name) => ({ service: `Microsoft.${name}` }));
  const resources = [
    service,
    api('orders', 'https://orders.contoso.com'),
    policy('apis/orders', inbound(sendRequest(url, inside))),
    ...targets,
    ...(network
      ? [
          virtualNetwork([subnet({ serviceEndpoints: endpoints })]),
          networkSecurityGroup([...requiredRules, ...denies]),
          networkStatus(),
        ]
      : []),
    ...(idle.backend ? [backend('unused', 'https://unused.contoso.com'), namedValue('unused', 'x')] : []),
    ...(idle.advisor
      ? [
          resource(`${APIM}/providers/Microsoft.Advisor/recommendations/r`, {
            type: 'Microsoft.Advisor/recommendations',
            properties: {
              shortDescription: { problem: 'trusted service connectivity', solution: 'x' },
              resourceMetadata: { resourceId: APIM },
            },
          }),
        ]
      : []),
  ];
  const retirement = retirements.find(({ id }) => id === 'trusted-service-connectivity');
  if (retirement === undefined) throw new Error('the retirement is not known');
  const nothing = { policies: 0, backends: 0, loggers: 0, namedValues: 0, certificates: 0 };
  return assess(subjectOf(resources), requirements, retirement, () => nothing).verdict;
}

const RUNS = { numRuns: 30, seed: 729 };

describe('a verdict', () => {
  it.each<[string, (shape: Shape) => Shape | undefined]>([
    // Trusted access takes the system-assigned identity only, and is gone for that one too.
    ['the trusted exception', (shape) => ({ ...shape, bypass: !shape.bypass })],
    ['a rule for somebody else', (shape) => ({ ...shape, idle: { ...shape.idle, strangersRule: true } })],
    ['the recommendation of Advisor dismissed', (shape) => ({ ...shape, idle: { ...shape.idle, advisor: false } })],
    [
      'a backend and a named value that nothing uses',
      (shape) => ({ ...shape, idle: { ...shape.idle, backend: true } }),
    ],
    [
      'a rule for the subnet of an instance that has none',
      (shape) => (shape.network ? undefined : { ...shape, admitsSubnet: true }),
    ],
  ])('is not improved by %s', (_, change) => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const changed = change(shape);
        if (changed === undefined) return;
        // What an unknown identity may rest on is a question that the exception decides.
        const asked = shape.bypass !== changed.bypass && shape.auth === 'system';
        const [before, after] = [verdictOf(shape), verdictOf(changed)];
        if (!asked) expect(RANK[after]).toBeLessThanOrEqual(RANK[before]);
        else expect(after).toBe(before);
      }),
      RUNS,
    );
  });

  it.each<[string, (shape: Shape) => Shape]>([
    ['the firewall closes', (shape) => ({ ...shape, open: false })],
    ['the address is admitted no more', (shape) => ({ ...shape, admitsAddress: false })],
    ['the subnet is admitted no more', (shape) => ({ ...shape, admitsSubnet: false })],
    ['every identity is taken away', (shape) => ({ ...shape, identity: 'None' })],
    ['keys are switched off', (shape) => ({ ...shape, localAuthOff: true })],
    ['the target moves into the region', (shape) => ({ ...shape, sameRegion: true })],
    ['a security rule denies everything', (shape) => ({ ...shape, worse: { ...shape.worse, denied: true } })],
  ])('is not improved when %s', (_, change) => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(RANK[verdictOf(change(shape))]).toBeLessThanOrEqual(RANK[verdictOf(shape)]);
      }),
      RUNS,
    );
  });

  it.each<[string, (shape: Shape) => Shape]>([
    ['behind a proxy', (shape) => ({ ...shape, worse: { ...shape.worse, proxy: true } })],
    ['at a computed address', (shape) => ({ ...shape, worse: { ...shape.worse, computed: true } })],
  ])('of a call with a managed identity is never "ready" %s where the target is closed', (_, change) => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const closed: Shape = { ...shape, open: false, auth: 'system', identity: 'SystemAssigned' };
        expect(['undecided', 'not-ready']).toContain(verdictOf(change(closed)));
      }),
      RUNS,
    );
  });
});
