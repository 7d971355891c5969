/** What a policy calls by the addresses of its context. */
import type { ArmResource } from '../../src/model/arm.ts';
import { unreadable } from '../../src/model/json.ts';
import { calledAnywhere } from '../support/calls.ts';
import {
  api,
  backend,
  choose,
  inbound,
  policy,
  pool,
  sendRequest,
  target,
  toBackend,
  when,
} from '../support/policies.ts';
import { APIM, apim, resource } from '../support/resources.ts';

const KV1 = 'https://kv1.vault.azure.net';
const KV2 = 'https://kv2.vault.azure.net';
const FOREIGN = 'https://a.contoso.com';
const to = (...statements: readonly string[]) => policy('apis/orders', inbound(...statements));
const CURRENT = sendRequest('@(context.Request.Url.ToString())');
const SERVICE = sendRequest('@(context.Api.ServiceUrl + "/x")');
const GATEWAY = sendRequest('@(context.Request.OriginalUrl + "x")');
const away = api('orders', FOREIGN);

describe('a request to where the current request goes', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['calls the service URL', [api('orders', KV1), to(CURRENT)], ['kv1 (none)', 'kv1 (system)']],
    ['calls the target', [away, to(target(KV1), CURRENT)], ['kv1 (none)', 'kv1 (system)']],
    ['calls no target that is set later', [away, to(CURRENT, target(KV1))], ['kv1 (none)']],
    [
      'calls the target or the service URL where the target is conditional',
      [api('orders', KV1), to(choose(when('a', target(KV2))), CURRENT)],
      ['kv1 (none)', 'kv1 (system)', 'kv2 (none)', 'kv2 (system)'],
    ],
    [
      'calls the target of its own branch',
      [away, to(choose(when('a', target(KV1), CURRENT), when('b', target(KV2))))],
      ['kv1 (none)', 'kv1 (system)', 'kv2 (none)'],
    ],
    ['calls a backend', [away, backend('b', KV1), to(toBackend(' b '), CURRENT)], ['kv1 (none)', 'kv1 (system)']],
    [
      'calls the members of a pool',
      [away, backend('b', KV1), pool('p', 'b'), to(toBackend('p'), CURRENT)],
      ['kv1 (none)', 'kv1 (system)'],
    ],
    [
      'is not known by a backend that is not there',
      [away, to(toBackend('b'), CURRENT)],
      ['- G-UNRESOLVED', '? G-UNRESOLVED'],
    ],
    ['is not known by a computed backend', [away, to(toBackend('@(x)'), CURRENT)], ['? G-UNRESOLVED']],
    [
      'is not known by a backend without a URL',
      [away, resource(`${APIM}/backends/b`, { properties: {} }), to(toBackend('b'), CURRENT)],
      ['- G-UNRESOLVED', '? G-UNRESOLVED'],
    ],
    [
      'is not known by an unreadable backend',
      [away, backend('b', KV1, { url: unreadable({ resource: 'b', property: 'url' }) }), to(toBackend('b'), CURRENT)],
      ['? G-UNRESOLVED', '? UNREADABLE'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(calledAnywhere(resources)).toEqual(expected);
  });
});

describe('a request to the service URL', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    [
      'calls that of the API',
      [api('orders', KV1), api('others', KV2), to(SERVICE)],
      ['kv1 (none)', 'kv1 (system)', 'kv2 (none)'],
    ],
    [
      'calls that of the API in an outer policy',
      [api('orders', KV1), policy('', inbound(SERVICE))],
      ['kv1 (none)', 'kv1 (system)'],
    ],
    ['is not known without an API', [policy('', inbound(SERVICE))], ['? EXPRESSION_URL']],
    ['is not known where the API has none', [api('orders'), to(SERVICE)], ['? EXPRESSION_URL']],
    [
      'is not known where the API is unreadable',
      [api('orders', undefined, { serviceUrl: unreadable({ resource: 'a', property: 'serviceUrl' }) }), to(SERVICE)],
      ['? EXPRESSION_URL', '? UNREADABLE'],
    ],
    [
      'calls that of the API of its workspace',
      [
        resource(`${APIM}/workspaces/w`),
        api('orders', KV1),
        resource(`${APIM}/workspaces/w/apis/orders`, { properties: { serviceUrl: KV2 } }),
        policy('workspaces/w/apis/orders', inbound(SERVICE)),
      ],
      ['kv1 (none)', 'kv2 (none)', 'kv2 (system)'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(calledAnywhere(resources)).toEqual(expected);
  });
});

it.each([
  ['is told', `${KV1}//`, ['kv1 (system)']],
  ['is not told', undefined, []],
  ['is unreadable', unreadable({ resource: APIM, property: 'gatewayUrl' }), []],
])('a request to the gateway itself, whose address %s', (_, gatewayUrl, expected) => {
  expect(calledAnywhere([apim({ gatewayUrl }), away, to(GATEWAY)])).toEqual(expected);
});
