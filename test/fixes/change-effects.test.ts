/** What each kind of change comes to on a copy of one resource, and that everything else of it stays as it was. */
import { resourceAfter } from '../../src/fixes/estate-after.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Change } from '../../src/model/change.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { managedIdentity } from '../support/policies.ts';
import {
  APIM,
  apim,
  armId,
  FLAG,
  firewall,
  keyVault,
  NSG,
  networkSecurityGroup,
  PRINCIPAL,
  resource,
  SUBNET,
  securityRule,
} from '../support/resources.ts';
import { namespace, ruleSet, storageAccount } from '../support/targets.ts';

const TODAY = '2026-11-29';
const NEW = '00000000-0000-0000-0000-00000000new1';
const OTHER = '33333333-3333-4333-8333-333333333333';

const vault = keyVault('kv-prod', firewall({ ipRules: [{ value: '9.9.9.9' }] }));
const storage = storageAccount('stprod');
const bus = namespace('ServiceBus', 'sb-prod');
const rules = ruleSet(bus);
const table = resource(armId('Microsoft.Network/routeTables/rt'), { properties: { routes: [{ name: 'old' }] } });

/** A resource with some properties exchanged. */
const having = (one: ArmResource, properties: JsonObject): ArmResource => ({
  ...one,
  properties: { ...(one.properties as JsonObject), ...properties },
});
const acls = (one: ArmResource) => (one.properties as JsonObject).networkAcls as JsonObject;
const waiting = (name: string, status: string): JsonObject => ({
  id: `${vault.id}/privateEndpointConnections/${name}`,
  properties: { privateLinkServiceConnectionState: { status } },
});

const deny = securityRule('Deny', { priority: 100 });
const moved = (direction: 'Inbound' | 'Outbound', name = 'deny'): Change => ({
  kind: 'move-security-rule',
  group: NSG,
  name,
  direction,
  priority: 124,
});
const policyOf = (...elements: readonly string[]) =>
  resource(`${APIM}/policies/policy`, { properties: { value: `<policies>${elements.join('')}</policies>` } });
const showing = (clientId: string | undefined): Change => ({
  kind: 'use-call-identity',
  service: APIM,
  policy: `${APIM}/policies/policy`,
  clientId,
});
const access = (principal: string | undefined, keeps: readonly string[] = []): Change => ({
  kind: 'grant-secret-access',
  vault: vault.id,
  model: 'access-policy',
  service: APIM,
  principal,
  keeps,
});
const may = (objectId: string, ...secrets: readonly string[]): JsonObject => ({ objectId, permissions: { secrets } });
const identity = (keeps: readonly string[] = []): Change => ({ kind: 'enable-system-identity', service: APIM, keeps });
const status = (...locations: readonly (readonly [string, readonly string[]])[]) =>
  resource(`${APIM}/networkstatus`, {
    value: locations.map(([location, dnsServers]) => ({ location, networkStatus: { dnsServers, kept: true } })),
  });

describe('a change of one resource', () => {
  it.each<readonly [string, ArmResource, Change, ArmResource]>([
    [
      'adds addresses behind those that are there',
      vault,
      { kind: 'add-address-rules', target: vault.id.toUpperCase(), addresses: ['20.1.1.1', '20.2.0.0/24'] },
      having(vault, {
        networkAcls: {
          ...acls(vault),
          ipRules: [{ value: '9.9.9.9' }, { value: '20.1.1.1' }, { value: '20.2.0.0/24' }],
        },
      }),
    ],
    [
      'adds addresses where nothing is written yet',
      resource(storage.id),
      { kind: 'add-address-rules', target: storage.id, addresses: ['20.1.1.1'] },
      resource(storage.id, { properties: { networkAcls: { ipRules: [{ value: '20.1.1.1', action: 'Allow' }] } } }),
    ],
    [
      'adds addresses to the rule set of a namespace',
      rules,
      { kind: 'add-address-rules', target: bus.id, addresses: ['20.1.1.1'] },
      having(rules, {
        ipRules: [
          { ipMask: '198.51.100.7', action: 'Allow' },
          { ipMask: '20.1.1.1', action: 'Allow' },
        ],
      }),
    ],
    [
      'adds a subnet',
      storage,
      { kind: 'add-network-rule', target: storage.id, subnet: SUBNET, beforeEndpoint: true },
      having(storage, {
        networkAcls: { ...acls(storage), virtualNetworkRules: [{ id: SUBNET, action: 'Allow' }] },
      }),
    ],
    [
      'trusts Microsoft’s services',
      vault,
      { kind: 'allow-trusted-services', vault: vault.id },
      having(vault, { networkAcls: { ...acls(vault), bypass: 'AzureServices' } }),
    ],
    [
      'adds a route',
      table,
      { kind: 'add-route', table: table.id, name: 'r', prefix: 'ApiManagement', nextHop: 'Internet' },
      having(table, {
        routes: [
          { name: 'old' },
          { name: 'r', properties: { addressPrefix: 'ApiManagement', nextHopType: 'Internet' } },
        ],
      }),
    ],
    [
      'gives a rule another number, whatever the case of its name',
      networkSecurityGroup([deny, securityRule('Other', { priority: 101 })]),
      moved('Outbound'),
      networkSecurityGroup([securityRule('Deny', { priority: 124 }), securityRule('Other', { priority: 101 })]),
    ],
    [
      'moves no rule of the other direction',
      networkSecurityGroup([deny]),
      moved('Inbound'),
      networkSecurityGroup([deny]),
    ],
    [
      'moves no rule of another name',
      networkSecurityGroup([deny]),
      moved('Outbound', 'x'),
      networkSecurityGroup([deny]),
    ],
    [
      'approves the connection that is meant and no other',
      having(vault, { privateEndpointConnections: [waiting('a', 'Pending'), waiting('b', 'Pending')] }),
      { kind: 'approve-private-endpoint', target: vault.id, connection: `${vault.id}/privateEndpointConnections/B` },
      having(vault, { privateEndpointConnections: [waiting('a', 'Pending'), waiting('b', 'Approved')] }),
    ],
    [
      'approves nothing where nothing waits',
      resource(vault.id),
      { kind: 'approve-private-endpoint', target: vault.id, connection: `${vault.id}/privateEndpointConnections/b` },
      resource(vault.id, { properties: { privateEndpointConnections: [] } }),
    ],
    [
      'switches the system-assigned identity on',
      apim({}, { identity: undefined }),
      identity(),
      apim({}, { identity: { type: 'SystemAssigned', principalId: NEW } }),
    ],
    [
      'switches it on beside the identities that are attached, and keeps an object id that is known',
      apim({}, { identity: { type: 'UserAssigned', principalId: PRINCIPAL } }),
      identity(['/id']),
      apim({}, { identity: { type: 'SystemAssigned, UserAssigned', principalId: PRINCIPAL } }),
    ],
    [
      'lets a principal read beside the others, with what it could do before',
      having(vault, { accessPolicies: [may(OTHER, 'set'), may(PRINCIPAL, 'backup')] }),
      access(PRINCIPAL.toUpperCase(), ['backup']),
      having(vault, { accessPolicies: [may(OTHER, 'set'), may(PRINCIPAL.toUpperCase(), 'backup', 'get', 'list')] }),
    ],
    [
      'lets an identity read that is only made with it, where nobody may yet',
      having(vault, { accessPolicies: undefined }),
      access(undefined),
      having(vault, { accessPolicies: [may(NEW, 'get', 'list')] }),
    ],
    [
      'lets every call of a policy show the system-assigned identity',
      policyOf(
        managedIdentity('client-id="a"'),
        '<send-service-bus-message queue-name="q" client-id=\'b\' />',
        '<x client-id="c" />',
      ),
      showing(undefined),
      policyOf(
        managedIdentity().replace('  ', ' '),
        '<send-service-bus-message queue-name="q" />',
        '<x client-id="c" />',
      ),
    ],
    [
      'lets every call of a policy show another identity',
      policyOf('<authentication-managed-identity resource="r" client-id="a"/>'),
      showing('z'),
      policyOf('<authentication-managed-identity resource="r" client-id="z"/>'),
    ],
    [
      'leaves a policy without a text alone',
      resource(`${APIM}/policies/policy`, { properties: { value: 7 } }),
      showing('z'),
      resource(`${APIM}/policies/policy`, { properties: { value: 7 } }),
    ],
    [
      'switches trusted access off under the one name that the property has',
      apim({ customProperties: { [FLAG.toUpperCase()]: 'False', kept: 'x' } }),
      { kind: 'disable-trusted-access', service: APIM },
      apim({ customProperties: { kept: 'x', [FLAG]: 'True' } }),
    ],
    [
      'takes that back, also where nothing is written',
      apim({ customProperties: undefined }),
      { kind: 'restore-trusted-access', service: APIM },
      apim({ customProperties: { [FLAG]: 'False' } }),
    ],
    [
      'gives one location the DNS servers of its network',
      status(['West Europe', ['10.9.9.9']], ['North Europe', ['10.9.9.9']]),
      { kind: 'apply-network-configuration', service: APIM, location: 'westeurope', dnsServers: ['10.0.0.4'] },
      status(['West Europe', ['10.0.0.4']], ['North Europe', ['10.9.9.9']]),
    ],
  ])('%s', (_, before, change, after) => {
    expect(resourceAfter(before, [change], TODAY)).toEqual(after);
  });

  it('leaves every other resource alone, and changes nothing in place', () => {
    const other = keyVault('kv-other', firewall());
    const change: Change = { kind: 'allow-trusted-services', vault: other.id };
    const before = structuredClone(vault);

    expect(resourceAfter(vault, [change], TODAY)).toBe(vault);
    expect(resourceAfter(vault, [{ ...change, vault: vault.id }], TODAY)).not.toBe(vault);
    expect(vault).toEqual(before);
  });

  it('comes on top of those before it', () => {
    const add = (address: string): Change => ({ kind: 'add-address-rules', target: vault.id, addresses: [address] });

    expect(acls(resourceAfter(vault, [add('20.1.1.1'), add('20.1.1.2')], TODAY)).ipRules).toEqual([
      { value: '9.9.9.9' },
      { value: '20.1.1.1' },
      { value: '20.1.1.2' },
    ]);
  });
});
