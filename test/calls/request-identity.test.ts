/** Who a request says it is. */
import type { ArmResource } from '../../src/model/arm.ts';
import { calledAnywhere } from '../support/calls.ts';
import {
  api,
  bearer,
  choose,
  inbound,
  managedIdentity,
  policy,
  sections,
  sendRequest,
  set,
  target,
  when,
} from '../support/policies.ts';

const KV1 = 'https://kv1.vault.azure.net';
const KV2 = 'https://kv2.vault.azure.net';
const away = api('orders', 'https://a.contoso.com');
const to = (...statements: readonly string[]) => [away, policy('apis/orders', inbound(...statements))];
const QUERY = '<set-query-parameter name="code"><value>x</value></set-query-parameter>';
const BASIC = '<authentication-basic username="a" password="b" />';
const header = (value: string, action: string) =>
  `<set-header name="Authorization" exists-action="${action}"><value>${value}</value></set-header>`;
const copy = (inside = '', url = KV2) => sendRequest(url, inside, 'mode="copy"');

describe('a request to the backend', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['carries a key in its query', to(target(KV1), QUERY), ['kv1 (key)']],
    ['carries an identity before a key', to(target(KV1), QUERY, managedIdentity()), ['kv1 (system)']],
    [
      'carries the key of its own branch',
      to(choose(when('a', target(KV1), QUERY), when('b', target(KV2)))),
      ['kv1 (key)', 'kv2 (none)'],
    ],
    [
      'carries no key that is set later',
      [
        away,
        policy('apis/orders', sections({ inbound: `<base />${target(KV1)}`, backend: `<forward-request />${QUERY}` })),
      ],
      ['kv1 (none)'],
    ],
    [
      'carries nothing that the answer is given',
      [
        away,
        policy(
          'apis/orders',
          sections({ inbound: `<base />${target(KV1)}`, outbound: `${QUERY}${managedIdentity()}` }),
        ),
      ],
      ['kv1 (none)'],
    ],
    ['carries the last of two', to(target(KV1), managedIdentity(), BASIC), ['kv1 (key)']],
    [
      'carries both where the second is added',
      to(target(KV1), managedIdentity(), header('x', 'append')),
      ['kv1 (key)', 'kv1 (system)'],
    ],
    [
      'carries what is added, or nothing before it',
      to(target(KV1), header('x', 'append')),
      ['kv1 (key)', 'kv1 (none)'],
    ],
    [
      'carries nothing or an identity where that is conditional',
      to(target(KV1), choose(when('a', managedIdentity()))),
      ['kv1 (none)', 'kv1 (system)'],
    ],
    [
      'carries the token of the branch of its header',
      to(
        managedIdentity('output-token-variable-name="t"'),
        choose(when('a', target(KV1), bearer('t')), when('b', target(KV2), header('x', 'override'))),
      ),
      ['kv1 (system)', 'kv2 (key)'],
    ],
    [
      'carries a token that is in the header in one branch alone',
      to(
        managedIdentity('output-token-variable-name="t"'),
        target(KV1),
        choose(when('a', set('h', '@("Bearer " + (string)context.Variables["t"])')), when('b', set('h', 'x'))),
        header('@((string)context.Variables["h"])', 'override'),
      ),
      ['kv1 (key)', 'kv1 (system)'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(calledAnywhere(resources)).toEqual(expected);
  });
});

describe('a request of its own', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['carries a key', to(sendRequest(KV1, QUERY)), ['kv1 (key)']],
    ['carries an identity before a key', to(sendRequest(KV1, `${managedIdentity()}${QUERY}`)), ['kv1 (system)']],
    ['carries the last of two', to(sendRequest(KV1, `${managedIdentity()}${BASIC}`)), ['kv1 (key)']],
    [
      'carries both where the second is added',
      to(sendRequest(KV1, `${managedIdentity()}${header('x', 'append')}`)),
      ['kv1 (key)', 'kv1 (system)'],
    ],
    [
      'carries nothing once its header is taken away',
      to(sendRequest(KV1, `${managedIdentity()}${header('', 'delete')}`)),
      ['kv1 (none)'],
    ],
    [
      'carries nothing of the request to the backend',
      to(managedIdentity(), QUERY, sendRequest(KV1, '')),
      ['kv1 (none)'],
    ],
    ['carries all of that as a copy of it', to(managedIdentity(), copy()), ['kv2 (system)']],
    ['carries the key of that as a copy of it', to(QUERY, copy()), ['kv2 (key)']],
    ['carries its own as a copy too', to(managedIdentity(), copy(BASIC)), ['kv2 (key)']],
    [
      'carries both as a copy where its own is added',
      to(managedIdentity(), copy(header('x', 'append'))),
      ['kv2 (key)', 'kv2 (system)'],
    ],
    [
      'carries nothing as a copy once the header is taken away',
      to(managedIdentity(), copy(header('', 'delete'))),
      ['kv2 (none)'],
    ],
    [
      'carries as a copy what its branch carries',
      to(choose(when('a', managedIdentity(), copy('', KV1)), when('b', copy()))),
      ['kv1 (system)', 'kv2 (none)'],
    ],
    ['leaves by the proxy of what it copies', to('<proxy url="http://p" />', copy()), ['kv2 (none, proxied)']],
    ['leaves by no proxy that comes later', to(copy(), '<proxy url="http://p" />'), ['kv2 (none)']],
    [
      'leaves by no proxy of another branch',
      to(choose(when('a', '<proxy url="http://p" />'), when('b', copy()))),
      ['kv2 (none)'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(calledAnywhere(resources)).toEqual(expected);
  });

  it.each([
    [
      'may be a token by a computed name once one was minted',
      managedIdentity('output-token-variable-name="t"'),
      'unknown',
    ],
    [
      'may be one from a cache, in spite of a default',
      '<cache-lookup-value variable-name="t" default-value="x" />',
      'unknown',
    ],
    ['is a key where no token was minted', set('t', 'x'), 'key'],
  ])('with a header by a computed name %s', (_, before, expected) => {
    const computed = header('@("Bearer " + (string)context.Variables[context.RequestId])', 'override');
    expect(calledAnywhere(to(before, sendRequest(KV1, computed)))).toEqual([`kv1 (${expected})`]);
    expect(calledAnywhere(to(sendRequest(KV1, computed), before))).toEqual(['kv1 (key)']);
  });
});
