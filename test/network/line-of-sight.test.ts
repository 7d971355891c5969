import fc from 'fast-check';
import { primaryLocation } from '../../src/instance/locations.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { type Estate, failed, readReasons } from '../../src/model/estate.ts';
import { isObject, type Json, type JsonObject } from '../../src/model/json.ts';
import { render } from '../../src/model/text.ts';
import { type Depth, lineOfSight } from '../../src/network/line-of-sight.ts';
import type { Target } from '../../src/network/target.ts';
import type { LineOfSight } from '../../src/network/way.ts';
import { emptyEvidence } from '../support/evidence.ts';
import { association, perimeterRule } from '../support/perimeters.ts';
import {
  APIM,
  apim,
  armId,
  injected,
  NSG,
  networkSecurityGroup,
  resource,
  SUBNET,
  securityRule,
  VNET,
} from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';
import {
  connected,
  EGRESS,
  ENDPOINT,
  networkWith,
  peering,
  privateEndpoint,
  record,
  restricted,
  sightOf,
  targetOf,
  zoneId,
  zoneLink,
} from './support.ts';

const HUB = armId('Microsoft.Network/virtualNetworks/vnet-hub', 'rg-hub');
const TABLE = armId('Microsoft.Network/routeTables/rt1');

const drawn = fc.record({
  kind: fc.constantFrom('key-vault', 'storage', 'event-hubs', 'container-registry', 'managed-hsm'),
  ips: fc.subarray([EGRESS, '20.50.0.0/25', '20.50.0.0/16', '8.8.8.0/24']),
  listed: fc.boolean(),
  services: fc.subarray(['Microsoft.KeyVault', 'Microsoft.Storage', 'Microsoft.EventHub']),
  inside: fc.boolean(),
  publicNetworkAccess: fc.constantFrom('Enabled', 'Disabled'),
  mode: fc.constantFrom('none', 'Learning', 'Enforced'),
  admitted: fc.boolean(),
  endpoint: fc.constantFrom('none', 'own', 'peered', 'one-way', 'hub'),
  status: fc.constantFrom('Approved', 'Pending'),
  linked: fc.boolean(),
  servers: fc.constantFrom<readonly string[]>([], ['10.9.9.9']),
  denied: fc.constantFrom('none', 'Internet', 'VirtualNetwork', 'AzureKeyVault'),
  tunnel: fc.boolean(),
  region: fc.constantFrom('westeurope', 'northeurope', 'eastus'),
  depth: fc.constantFrom<Depth>('target', 'full'),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

interface Built {
  readonly target: Target;
  readonly resources: readonly ArmResource[];
  readonly service: ArmResource;
  readonly depth: Depth;
}

/** One more address is always admitted: without any rule Service Bus and Event Hubs are open by design. */
function build(scene: Drawn): Built {
  const far = scene.endpoint === 'own' || scene.endpoint === 'none' ? VNET : HUB;
  const { target, resources } = restricted(scene.kind, {
    ips: ['9.9.9.9', ...scene.ips],
    subnets: scene.listed ? [SUBNET] : [],
    publicNetworkAccess: scene.publicNetworkAccess,
    extra: scene.endpoint === 'none' ? {} : connected(scene.status),
    location: scene.region,
  });
  const toHub = scene.endpoint === 'hub' ? [peering(armId('x/y/z'), { useRemoteGateways: true })] : [peering(HUB)];
  const service = apim(scene.inside ? injected() : {});
  const group = resource(`${ENDPOINT}/privateDnsZoneGroups/default`, {
    properties: { privateDnsZoneConfigs: [{ properties: { privateDnsZoneId: zoneId(scene.kind) } }] },
  });
  const rules =
    scene.denied === 'none' ? [] : [securityRule('deny', { access: 'Deny', destinationAddressPrefix: scene.denied })];
  return {
    target,
    service,
    depth: scene.depth,
    resources: [
      service,
      ...resources,
      networkWith(scene.services, scene.tunnel ? { routeTable: { id: TABLE } } : {}, {
        virtualNetworkPeerings: toHub,
        dhcpOptions: { dnsServers: scene.servers },
      }),
      resource(HUB, {
        properties: {
          addressSpace: { addressPrefixes: ['10.9.0.0/16'] },
          virtualNetworkPeerings: scene.endpoint === 'peered' ? [peering(VNET)] : [],
        },
      }),
      networkSecurityGroup(rules),
      resource(TABLE, {
        properties: {
          routes: [{ name: 'all', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance' } }],
        },
      }),
      ...(scene.mode === 'none' ? [] : [association(target, scene.mode)]),
      ...(scene.mode !== 'none' && scene.admitted ? [perimeterRule({ addressPrefixes: [EGRESS] })] : []),
      ...(scene.endpoint === 'none' ? [] : [privateEndpoint(target, {}, `${far}/subnets/snet-pe`), group]),
      ...(scene.linked ? [zoneLink(scene.kind)] : []),
      record(scene.kind),
      record(scene.kind, undefined, `target1.${scene.region}.data`),
      resource(zoneId(scene.kind)),
    ],
  };
}

function judge({ target, resources, service, depth }: Built, denied: readonly string[] = []): LineOfSight {
  return lineOfSight(primaryLocation(service), target, subjectOf(resources, { denied }), depth);
}

function reversed(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return [...value].reverse().map((entry) => reversed(entry) ?? null);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, reversed(entry)])) as JsonObject;
}

const runs = { numRuns: 400, seed: 20260315 };

describe('line of sight, whatever the estate', () => {
  it('has evidence, a sentence without gaps, a reason when unknown and a way when yes', () => {
    fc.assert(
      fc.property(drawn, (scene) => {
        const sight = judge(build(scene));

        expect(render(sight.message)).not.toMatch(/[{}]|undefined/);
        expect(sight.evidence.length).toBeGreaterThan(0);
        expect(emptyEvidence(sight.evidence)).toEqual([]);
        if (sight.answer === 'unknown') expect(sight.reason).toBeDefined();
        if (sight.answer === 'yes') expect(sight.way).toBeDefined();
      }),
      runs,
    );
  });

  it('does not depend on the order of anything', () => {
    fc.assert(
      fc.property(drawn, (scene) => {
        const built = build(scene);
        const turned = [...built.resources].reverse().map((entry) => reversed(entry as JsonObject) as ArmResource);
        const target = { ...built.target, resource: reversed(built.target.resource as JsonObject) as ArmResource };

        expect(judge({ ...built, resources: turned, target }).answer).toBe(judge(built).answer);
      }),
      runs,
    );
  });

  it('is never lost by one more allow rule of the target, and never won by one fewer while it is unknown', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom('20.50.0.0/16', EGRESS, '8.8.8.0/24'), (scene, extra) => {
        const fewer = { ...scene, ips: scene.ips.filter((address) => address !== extra) };
        const before = judge(build(fewer)).answer;
        const more = judge(build({ ...fewer, ips: [...fewer.ips, extra] })).answer;
        const unlisted = judge(build({ ...scene, listed: false })).answer;
        const listed = judge(build({ ...scene, listed: true })).answer;

        expect([before, more]).not.toEqual(['yes', 'no']);
        expect([unlisted, listed]).not.toEqual(['yes', 'no']);
        expect([more, before]).not.toEqual(['unknown', 'yes']);
        expect([listed, unlisted]).not.toEqual(['unknown', 'yes']);
      }),
      runs,
    );
  });

  it('never comes out of a denied read: only unknown does', () => {
    const readable = [VNET, HUB, NSG, TABLE, ENDPOINT];
    fc.assert(
      fc.property(drawn, fc.subarray(readable, { minLength: 1 }), (scene, denied) => {
        const built = build(scene);
        const rules = [`${built.target.resource.id}/networkRuleSets`, ...denied];

        expect(['unknown', judge(built).answer]).toContain(judge(built, denied).answer);
        expect(['unknown', judge(built).answer]).toContain(judge(built, rules).answer);
      }),
      runs,
    );
  });
});

describe('among several ways', () => {
  const hidden = { denied: [HUB] };
  const far = (target: Target) => [
    privateEndpoint(target, {}, `${HUB}/subnets/snet-pe`),
    zoneLink('key-vault'),
    record('key-vault'),
  ];
  const network = (services: readonly string[]) =>
    networkWith(services, {}, { virtualNetworkPeerings: [peering(HUB)] });

  it('yes goes before unknown', () => {
    const { target } = restricted('key-vault', { subnets: [SUBNET], extra: connected() });
    const transit = networkWith(
      ['Microsoft.KeyVault'],
      {},
      { virtualNetworkPeerings: [peering(armId('x/y/z'), { useRemoteGateways: true })] },
    );

    expect(sightOf(target, { network: transit, around: far(target) })).toMatchObject({
      answer: 'yes',
      way: 'virtual-network-rule',
    });
  });

  it('unknown goes before no', () => {
    const { target } = restricted('key-vault', { ips: ['9.9.9.9'], extra: connected() });

    expect(sightOf(target, { network: network([]), around: far(target), ...hidden })).toMatchObject({
      answer: 'unknown',
      reason: 'FORBIDDEN',
    });
  });

  // One that is gone, though the target still lists it, proves nothing itself.
  it.each(readReasons.filter((reason) => reason !== 'NOT_FOUND'))(
    'an admitted address proves nothing where the name leads to an endpoint whose read says %s',
    (reason) => {
      const { target } = restricted('key-vault', { ips: [EGRESS], extra: connected() });
      const around = [privateEndpoint(target), zoneLink('key-vault'), record('key-vault')];
      const failing = { [`resource:${ENDPOINT.toLowerCase()}`]: reason };

      expect(sightOf(target, { around, failing })).toMatchObject({ answer: 'unknown', reason });
    },
  );

  it('the foremost reason is told', () => {
    const { target } = restricted('key-vault', { ips: [EGRESS], extra: connected() });
    const custom = networkWith([], {}, { dhcpOptions: { dnsServers: ['10.9.9.9'] } });
    const service = apim(injected(), { sku: { name: 'StandardV2' } });

    expect(sightOf(target, { network: custom, service, around: [privateEndpoint(target)] }).reason).toBe('CUSTOM_DNS');
  });

  it('a closed way that somebody set up is told rather than one that nobody did', () => {
    const { target } = restricted('key-vault', { subnets: [SUBNET] });

    expect(render(sightOf(target, { network: networkWith([]) }).message)).toContain('no working service endpoint');
  });
});

describe('while collecting', () => {
  it('asks in one round for everything that does not hang on another answer, and stays unknown', () => {
    const asked: string[] = [];
    const prefetch: Estate['prefetch'] = (questions) => {
      asked.push(...questions.map((question) => Object.values(question).join(' ')));
    };
    const pending: Estate = new Proxy({ prefetch } as Estate, {
      get: (own, method) =>
        method === 'prefetch'
          ? own.prefetch
          : (...args: readonly string[]) => {
              asked.push([String(method), ...args].join(' '));
              return failed('PENDING');
            },
    });
    const { target } = restricted('event-hubs', { extra: connected() });
    const service = apim(injected());
    const subject = { ...subjectOf([service]), estate: pending };

    expect(lineOfSight(primaryLocation(service), target, subject, 'full')).toMatchObject({
      answer: 'unknown',
      reason: 'PENDING',
    });
    expect(new Set(asked)).toEqual(
      new Set([
        `resource ${target.resource.id}/networkRuleSets/default`,
        `perimeterAssociations ${target.resource.id}`,
        `resource ${VNET}`,
        `resource ${ENDPOINT}`,
        `children ${ENDPOINT} privateDnsZoneGroups`,
        `virtualNetworkLinks ${VNET}`,
        `resource ${APIM}/networkstatus`,
        'addressRecords target1',
      ]),
    );
  });

  it('asks nothing about networks for an open target of an instance outside one', () => {
    const target = targetOf('storage');
    const asked: string[] = [];
    const service = apim();
    const { estate } = subjectOf([service, target.resource]);
    const counting: Estate = new Proxy(estate, {
      get:
        (real, method: keyof Estate) =>
        (...args: [string, string]) => {
          asked.push(method);
          return (real[method] as (...args: readonly string[]) => unknown)(...args);
        },
    });

    expect(
      lineOfSight(primaryLocation(service), target, { ...subjectOf([service]), estate: counting }, 'full').answer,
    ).toBe('yes');
    expect(asked).toEqual(['perimeterAssociations']);
  });
});
