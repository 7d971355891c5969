/** Every way in which a call can run. */
import type { ArmResource } from '../../src/model/arm.ts';
import { calledAnywhere, callLines } from '../support/calls.ts';
import type { EstateOptions } from '../support/estate.ts';
import {
  api,
  backend,
  bearer,
  choose,
  fragment,
  inbound,
  include,
  managedIdentity,
  policy,
  read,
  sections,
  sendRequest,
  set,
  target,
  toBackend,
  when,
} from '../support/policies.ts';
import { APIM, resource } from '../support/resources.ts';

const KV = 'https://kv.vault.azure.net';
const KV2 = 'https://kv2.vault.azure.net';
const UAMI = 'client-id="33333333-3333-4333-8333-333333333333"';
const orders = api('orders', KV);
const workspace = resource(`${APIM}/workspaces/w`);
const inner = resource(`${APIM}/workspaces/w/apis/orders`, { properties: { serviceUrl: KV } });
const holds = (product: string, name: string) => resource(`${APIM}/products/${product}/apis/${name}`);

describe('a call runs through', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['no policy where there is none', [orders], ['kv (none)']],
    ['the policy of all APIs', [orders, policy('', inbound(managedIdentity()))], ['kv (system)']],
    [
      'the policy of its API, from an operation without a base element no more',
      [
        orders,
        policy('apis/orders', inbound(managedIdentity())),
        policy('apis/orders/operations/get', sections({ inbound: '' })),
      ],
      ['kv (none)', 'kv (system)'],
    ],
    [
      'the policies of its operation, its API and all APIs',
      [
        api('orders'),
        policy('', inbound(set('a', KV))),
        policy('apis/orders', inbound(set('b', read('a')))),
        policy('apis/orders/operations/get', inbound(sendRequest(read('b')))),
      ],
      ['kv (system)'],
    ],
    [
      'the policy of all APIs from its workspace',
      [workspace, inner, policy('', inbound(managedIdentity()))],
      ['kv (system)'],
    ],
    [
      'the policy of its workspace',
      [
        workspace,
        inner,
        policy('workspaces/w', inbound(managedIdentity())),
        policy('', inbound(managedIdentity(UAMI))),
      ],
      ['kv (system)'],
    ],
    [
      'no policy of another workspace',
      [workspace, inner, policy('workspaces/v', inbound(managedIdentity()))],
      ['kv (none)'],
    ],
    [
      'the policy of a product that holds it, and that of all APIs behind',
      [
        api('orders'),
        holds('p', 'orders;rev=3'),
        policy('products/p', inbound(set('u', read('v')))),
        policy('', inbound(set('v', KV))),
        policy('apis/orders', inbound(sendRequest(read('u')))),
      ],
      ['kv (system)'],
    ],
    [
      'the policy of a product from each of its operations',
      [
        api('orders'),
        holds('p', 'ORDERS'),
        policy('products/p', inbound(set('u', KV))),
        policy('apis/orders/operations/get', inbound(sendRequest(read('u')))),
      ],
      ['kv (system)'],
    ],
    [
      'no policy of a product from a resolver',
      [
        api('graph', KV),
        holds('p', 'graph'),
        policy('products/p', inbound(set('u', KV2))),
        policy(
          'apis/graph/resolvers/r',
          `<http-data-source><http-request><set-url>${read('u')}</set-url></http-request></http-data-source>`,
        ),
      ],
      ['- EXPRESSION_URL', 'kv (none)'],
    ],
    [
      'the policy of a product of its workspace by a link',
      [
        workspace,
        inner,
        policy('workspaces/w/products/p', inbound(managedIdentity())),
        resource(`${APIM}/workspaces/w/products/p/apiLinks/l`, {
          properties: { apiId: `${APIM}/workspaces/w/apis/orders` },
        }),
      ],
      ['kv (none)', 'kv (system)'],
    ],
    [
      'no policy of a product of the service from a workspace',
      [workspace, inner, holds('p', 'orders'), policy('products/p', inbound(managedIdentity()))],
      ['kv (none)'],
    ],
    ['a policy that no API runs, by itself', [policy('products/p', inbound(sendRequest(KV)))], ['kv (system)']],
    ['a policy of what nobody knows, by itself', [policy('tags/t', inbound(sendRequest(KV)))], ['kv (system)']],
  ])('%s', (_, resources, expected) => {
    expect(calledAnywhere(resources)).toEqual(expected);
  });

  it('a policy of all APIs with each of them, and by itself where there may be others', () => {
    const mint = managedIdentity('output-token-variable-name="t"');
    const resources = [
      api('orders'),
      policy('', inbound(sendRequest(KV, bearer('t')))),
      policy('apis/orders', `<policies><inbound>${mint}<base /></inbound></policies>`),
    ];
    expect(calledAnywhere(resources)).toEqual(['kv (system)']);
    const unlisted = { [`children:${APIM}/apis`.toLowerCase()]: 'FORBIDDEN' } as const;
    expect(calledAnywhere(resources, { failing: unlisted })).toEqual(['? FORBIDDEN', 'kv (system)', 'kv (unknown)']);
    const elsewhere = { [`children:${APIM}/workspaces/w/apis`.toLowerCase()]: 'FORBIDDEN' } as const;
    expect(calledAnywhere([...resources, workspace], { failing: elsewhere })).toEqual(['? FORBIDDEN', 'kv (system)']);
  });
});

it('what a run does not reach of an outer policy is told by itself, and nothing else of it', () => {
  const away = api('orders', 'https://a.contoso.com');
  const inner = (...statements: readonly string[]) =>
    policy(
      'apis/orders',
      `<policies><inbound>${statements.join('')}<base /></inbound><outbound></outbound></policies>`,
    );
  const outer = (statement: string) => policy('', sections({ inbound: statement, outbound: sendRequest(KV2) }));
  const mint = managedIdentity('output-token-variable-name="t"');
  expect(calledAnywhere([away, inner(mint), outer(sendRequest(KV, bearer('t')))])).toEqual([
    'kv (system)',
    'kv2 (system)',
  ]);
  expect(calledAnywhere([away, inner(managedIdentity()), outer(target(KV))])).toEqual(['kv (system)', 'kv2 (system)']);
});

describe('who calls is not known', () => {
  const pass = policy('', inbound());
  it.each<[string, readonly ArmResource[], EstateOptions, readonly string[]]>([
    ['where an outer policy is unread', [orders, pass], { denied: [pass.id] }, ['? FORBIDDEN', 'kv (unknown)']],
    [
      'where the list of policies is',
      [orders],
      { failing: { 'children:allpolicies': 'THROTTLED' } },
      ['? THROTTLED', 'kv (unknown)'],
    ],
    ['where a fragment is', [orders, policy('', inbound(include('f')))], {}, ['? NOT_FOUND', 'kv (unknown)']],
    [
      'where the fragment of a product is, with the product alone',
      [orders, policy('products/p', inbound(include('f'))), holds('p', 'orders')],
      {},
      ['? NOT_FOUND', 'kv (none)', 'kv (unknown)'],
    ],
    [
      'where it cannot be told which APIs a product holds, with the product alone',
      [orders, policy('products/p', inbound(managedIdentity()))],
      { failing: { [`children:${APIM}/products/p/apis`.toLowerCase()]: 'FORBIDDEN' } },
      ['? FORBIDDEN', 'kv (none)', 'kv (system)'],
    ],
    [
      'but not where a policy of another API is',
      [orders, policy('apis/others', 'x')],
      {},
      ['? POLICY_PARSE', 'kv (none)'],
    ],
  ])('%s', (_, resources, options, expected) => {
    expect(calledAnywhere(resources, options)).toEqual(expected);
  });
});

describe('fragments', () => {
  /** Each of `levels` fragments includes the next one twice. */
  const tower = (levels: number) => [
    orders,
    policy('apis/orders', inbound(include('f0'))),
    ...Array.from({ length: levels }, (_, level) =>
      fragment(
        `f${level}`,
        ...(level + 1 < levels ? [include(`f${level + 1}`), include(`f${level + 1}`)] : [set('x', 'y')]),
      ),
    ),
  ];

  it('are put in wherever they are included, as often as anybody does', () => {
    expect(calledAnywhere(tower(9))).toEqual(['kv (none)']);
    expect(calledAnywhere(tower(11))).toEqual(['kv (unknown)']);
  });

  it('that include each other are put in once', () => {
    const resources = [
      orders,
      policy('apis/orders', inbound(include('f'))),
      fragment('f', include('g')),
      fragment('g', include('f')),
    ];
    expect(calledAnywhere(resources)).toEqual(['kv (none)']);
  });

  it('that one alone includes are put in however many there are', () => {
    const many = Array.from({ length: 1_100 }, (_, index) => `f${index}`);
    const resources = [
      orders,
      policy('apis/orders', inbound(...many.map(include))),
      ...many.map((name) => fragment(name)),
    ];
    expect(calledAnywhere(resources)).toEqual(['kv (none)']);
  });

  it('run in the section and branch of what includes them', () => {
    const resources = [
      api('orders', 'https://a.contoso.com'),
      fragment('f', choose(when('b', target(KV)))),
      fragment('g', managedIdentity()),
    ];
    const run = (outbound: string, ...statements: readonly string[]) =>
      calledAnywhere([
        ...resources,
        policy('apis/orders', sections({ inbound: `<base />${statements.join('')}`, outbound })),
      ]);
    expect(run('', choose(when('a', include('f'), include('g'))))).toEqual(['kv (system)']);
    expect(run('', choose(when('a', include('f')), when('b', include('g'))))).toEqual(['kv (none)']);
    expect(run(include('g'), include('f'))).toEqual(['kv (none)']);
  });
});

describe('where a request leaves', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    [
      'is the end of the backend section, beside a service URL that counts all the same',
      [orders, policy('apis/orders', sections({ inbound: `<base />${target(KV2)}` }))],
      ['API orders, service URL -> kv (none)', 'API orders, set-backend-service -> kv2 (none)'],
    ],
    [
      'is each place that forwards it',
      [
        api('orders', 'https://a.contoso.com'),
        policy(
          'apis/orders',
          sections({ backend: `${target(KV)}<forward-request />${target(KV2)}<forward-request />` }),
        ),
      ],
      ['API orders, set-backend-service -> kv (none)', 'API orders, set-backend-service -> kv2 (none)'],
    ],
    [
      'is never in the outbound section, where a target is one by itself',
      [
        orders,
        backend('b', 'https://kv3.vault.azure.net'),
        policy(
          'apis/orders',
          sections({ inbound: managedIdentity(), outbound: `${target(KV2)}${toBackend('b')}<forward-request />` }),
        ),
      ],
      [
        'API orders, service URL -> kv (system)',
        'API orders, set-backend-service -> kv2 (none)',
        'API orders, set-backend-service -> kv3 (none)',
      ],
    ],
    [
      'is the target of an operation with what it carries, which the service URL never is',
      [orders, policy('apis/orders/operations/get', inbound(managedIdentity(), target(KV2)))],
      ['API orders, operation get, set-backend-service -> kv2 (system)', 'API orders, service URL -> kv (none)'],
    ],
    [
      'is the service URL of an operation where its target is conditional',
      [orders, policy('apis/orders/operations/get', inbound(managedIdentity(), choose(when('a', target(KV2)))))],
      [
        'API orders, operation get, set-backend-service -> kv2 (system)',
        'API orders, service URL -> kv (none)',
        'API orders, service URL -> kv (system)',
      ],
    ],
  ])('%s', (_, resources, expected) => {
    expect(callLines(resources)).toEqual(expected);
  });
});
