/** Calls through backends. */
import type { ArmResource } from '../../src/model/arm.ts';
import { unreadable } from '../../src/model/json.ts';
import { calledAnywhere, callLines } from '../support/calls.ts';
import type { EstateOptions } from '../support/estate.ts';
import { api, backend, inbound, managedIdentity, namedValue, policy, pool, toBackend } from '../support/policies.ts';
import { APIM, armId, resource } from '../support/resources.ts';

const KV = 'https://kv.vault.azure.net';
const to = (...statements: readonly string[]) => policy('apis/orders', inbound(...statements));
const vault = (name: string) => armId(`Microsoft.KeyVault/vaults/${name}`);
const byKey = { credentials: { header: { 'x-key': ['x'] } } };

describe('a call to a backend', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['is one to its host', [backend('b', KV), to(toBackend('B'))], ['kv (none)']],
    ['is by its short id too', [backend('b', KV), to(toBackend('/backends/b'))], ['kv (none)']],
    [
      'is by its id with white space',
      [backend('b', KV), api('orders', undefined, { backendId: ' /backends/b ' })],
      ['kv (none)'],
    ],
    [
      'carries what the request carries',
      [backend('b', KV, byKey), to(managedIdentity(), toBackend('b'))],
      ['kv (system)'],
    ],
    [
      'carries its own key where the request carries nothing',
      [backend('b', KV, byKey), to(toBackend('b'))],
      ['kv (key)'],
    ],
    ['carries the signature in its URL', [backend('b', `${KV}/?sig=x`), to(toBackend('b'))], ['kv (key)']],
    [
      'is to its resource before its URL',
      [
        backend('b', 'https://a.b', { resourceId: `https://management.azure.com${vault('kv2')}?x` }),
        to(toBackend('b')),
      ],
      ['kv2 (none)'],
    ],
    [
      'carries its own key to its resource',
      [backend('b', KV, { resourceId: vault('kv2'), ...byKey }), to(toBackend('b'))],
      ['kv2 (key)'],
    ],
    [
      'is to its URL where its resource is none of the six services',
      [backend('b', KV, { resourceId: armId('Microsoft.Logic/workflows/w') }), to(toBackend('b'))],
      ['kv (none)'],
    ],
    [
      'is not known without a URL',
      [resource(`${APIM}/backends/b`, { properties: {} }), to(toBackend('b'))],
      ['- G-UNRESOLVED'],
    ],
    ['is not known where there is no such backend', [to(toBackend('b'))], ['- G-UNRESOLVED']],
    [
      'is perhaps one of an identity where there is no such backend',
      [to(managedIdentity(), toBackend('b'))],
      ['? G-UNRESOLVED'],
    ],
    [
      'is to any where an empty name may be another',
      [backend('a', KV), namedValue('e', ''), to(toBackend('{{e}}'))],
      ['kv (none)'],
    ],
    [
      'is to each of several names',
      [backend('a', KV), backend('b', 'https://kv2.vault.azure.net'), to(toBackend('@(x ? "a" : "b")'))],
      ['kv (none)', 'kv2 (none)'],
    ],
    [
      'goes through pools in pools, each once',
      [backend('b', KV), pool('p', 'q'), pool('q', 'b', 'p'), to(toBackend('p'))],
      ['kv (none)'],
    ],
    [
      'is perhaps one of anybody where a member is lost',
      [backend('b', KV), pool('p', 'gone', 'b'), to(toBackend('p'))],
      ['? G-UNRESOLVED', 'kv (none)'],
    ],
    [
      'goes through a pool that is none by its type',
      [
        backend('b', KV),
        backend('p', 'https://dummy.vault.azure.net', { pool: { services: [{ id: '/backends/b' }] } }),
        to(toBackend('p')),
      ],
      ['kv (none)'],
    ],
    [
      'is not known through a pool whose member has no id',
      [backend('p', KV, { pool: { services: [{}] } }), to(toBackend('p'))],
      ['? G-UNRESOLVED'],
    ],
    ['goes nowhere through an empty pool', [pool('p'), to(toBackend('p'))], []],
    [
      'cannot be read where the backend is unreadable',
      [backend('b', KV, { url: unreadable({ resource: 'b', property: 'url' }) }), to(toBackend('b'))],
      ['? UNREADABLE'],
    ],
    [
      'of a secret URL carries no identity',
      [namedValue('u', undefined), backend('b', '{{u}}')],
      ['- SECRET_NAMED_VALUE'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(calledAnywhere(resources)).toEqual(expected);
  });

  it.each<[string, readonly ArmResource[]]>([
    ['a policy', [to(toBackend('b'))]],
    ['a computed name', [to(toBackend('@(x)'))]],
    ['an API', [api('orders', undefined, { backendId: 'b' })]],
    ['nothing', []],
  ])('by %s is told by the list alone where that is unread', (_, resources) => {
    const options: EstateOptions = { failing: { 'children:backends': 'FORBIDDEN' } };
    expect(calledAnywhere([backend('b', KV), ...resources], options)).toEqual(['? FORBIDDEN']);
  });
});

describe('a backend that nothing refers to', () => {
  it('is told under its workspace, those of pools beside them', () => {
    const inside = { ...backend('b', KV), id: `${APIM}/workspaces/w/backends/b` };
    expect(callLines([resource(`${APIM}/workspaces/w`), inside])).toEqual([
      'Workspace w: Backend b -> kv (none, unreferenced)',
    ]);
  });

  it('is none that a pool or a computed name refers to', () => {
    const both = [backend('a', KV), backend('b', 'https://kv2.vault.azure.net')];
    expect(calledAnywhere([...both, pool('p', 'a'), to(toBackend('p'))])).toEqual([
      'kv (none)',
      'kv2 (none, unreferenced)',
    ]);
    expect(calledAnywhere([...both, to(toBackend('@(x)'))])).toEqual(['kv (none)', 'kv2 (none)']);
  });
});
