import type { Callee } from '../../src/calls/call-site.ts';
import { resolveTargets } from '../../src/calls/resolve-targets.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { unreadable } from '../../src/model/json.ts';
import { callSite } from '../support/calls.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { armId, keyVault, resource } from '../support/resources.ts';
import { managedHsm, namespace, registry, storageAccount } from '../support/targets.ts';

const host = (name: string, ports?: readonly number[]): Callee => ({
  kind: 'host',
  host: name,
  ...(ports && { ports }),
});
const id = (of: string, ports?: readonly number[]): Callee => ({ kind: 'id', id: of, ...(ports && { ports }) });

const resolved = (callees: readonly Callee[], resources: readonly ArmResource[], options: EstateOptions = {}) =>
  resolveTargets(
    callees.map((callee) => callSite({ callee })),
    { estate: estateOf(resources, options), cloud: 'public' },
  );

/** Each target as `kind group host[:ports]`, by resource; what is unseen as `? subject reason`. */
function shown(callees: readonly Callee[], resources: readonly ArmResource[], options: EstateOptions = {}) {
  const { dependencies, unseen } = resolved(callees, resources, options);
  return [
    ...dependencies.map(({ calls }) =>
      calls
        .map(
          ({ target: { kind, groupId, host: called, ports } }) =>
            `${kind} ${groupId} ${called}${ports === undefined ? '' : `:${ports.join('+')}`}`,
        )
        .join(' and '),
    ),
    ...unseen.map(({ subject, reason, sites }) => `? ${subject} ${reason} ${sites.length}`),
  ];
}

const relay = resource(armId('Microsoft.Relay/namespaces/ns'));
const hub = namespace('EventHub', 'ns');

describe('what is called', () => {
  it.each<[string, Callee, ArmResource, readonly string[]]>([
    ['a vault by its host', host('kv.vault.azure.net'), keyVault('kv'), ['key-vault vault kv.vault.azure.net']],
    ['a vault by its id', id(keyVault('kv').id), keyVault('kv'), ['key-vault vault kv.vault.azure.net']],
    [
      'a vault by its id without an address',
      id(keyVault('kv').id),
      keyVault('kv', { vaultUri: null }),
      ['key-vault vault kv'],
    ],
    [
      'an HSM by its id',
      id(managedHsm('hsm').id),
      managedHsm('hsm'),
      ['managed-hsm managedhsm hsm.managedhsm.azure.net'],
    ],
    [
      'Storage by a group of its own',
      host('st.queue.core.windows.net'),
      storageAccount('st'),
      ['storage queue st.queue.core.windows.net'],
    ],
    ['a registry by its host', host('cr.azurecr.io'), registry('cr'), ['container-registry registry cr.azurecr.io']],
    [
      'Service Bus by the host that it shares',
      host('ns.servicebus.windows.net'),
      namespace('ServiceBus', 'ns'),
      ['service-bus namespace ns.servicebus.windows.net'],
    ],
    [
      'Event Hubs by the host that it shares',
      host('ns.servicebus.windows.net', [5671]),
      hub,
      ['event-hubs namespace ns.servicebus.windows.net:5671'],
    ],
    ['Event Hubs by its id', id(hub.id, [443]), hub, ['event-hubs namespace ns.servicebus.windows.net:443']],
    ['Relay by the host that it shares, which is none of the six', host('ns.servicebus.windows.net'), relay, []],
    ['another host', host('api.contoso.com'), keyVault('kv'), []],
    ['another id', id(armId('Microsoft.Web/sites/x')), keyVault('kv'), []],
    ['a word that is no id', id('kv'), keyVault('kv'), []],
    [
      'a host that nobody shows',
      host('kv2.vault.azure.net'),
      keyVault('kv'),
      ['? kv2.vault.azure.net TARGET_NOT_VISIBLE 1'],
    ],
    [
      'a Relay of the name of a vault',
      host('ns.vault.azure.net'),
      relay,
      ['? ns.vault.azure.net TARGET_NOT_VISIBLE 1'],
    ],
  ])('is %s', (_, callee, found, expected) => {
    expect(shown([callee], [found])).toEqual(expected);
  });

  it('is joined where it is the same resource, and told once where it is unseen', () => {
    const vault = keyVault('kv');
    const callees = [
      host('kv.vault.azure.net'),
      id(vault.id.toUpperCase()),
      host('x.vault.azure.net'),
      host('x.vault.azure.net'),
    ];
    expect(shown(callees, [vault])).toEqual([
      'key-vault vault kv.vault.azure.net and key-vault vault kv.vault.azure.net',
      '? x.vault.azure.net TARGET_NOT_VISIBLE 2',
    ]);
  });

  it('is unseen where it may not be read, or is unreadable', () => {
    const vault = keyVault('kv');
    expect(shown([id(vault.id)], [vault], { denied: [vault.id] })).toEqual([`? ${vault.id} FORBIDDEN 1`]);
    expect(resolved([id(vault.id)], [vault], { denied: [vault.id] }).unseen).toMatchObject([
      { detail: 'AuthorizationFailed' },
    ]);
    const odd = keyVault('kv', { vaultUri: unreadable({ resource: 'kv', property: 'vaultUri' }) });
    expect(shown([id(odd.id)], [odd])).toEqual([`? ${odd.id} UNREADABLE 1`]);
  });

  it('is found again in a changed estate, and in another cloud', () => {
    const sites = [callSite()];
    const found = (resources: readonly ArmResource[], cloud: 'public' | 'china' = 'public') =>
      resolveTargets(sites, { estate: estateOf(resources), cloud });
    expect(found([keyVault('kv')]).dependencies).toHaveLength(1);
    expect(found([]).unseen).toHaveLength(1);
    expect(found([keyVault('kv')], 'china')).toEqual({ dependencies: [], unseen: [] });
  });
});
