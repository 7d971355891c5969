import { callSitesOf } from '../../src/calls/call-sites.ts';
import { crawl } from '../../src/calls/crawl.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { callLines, darkLines, findCalls } from '../support/calls.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import {
  api,
  backend,
  eventHubLogger,
  fragment,
  inbound,
  managedIdentity,
  namedValue,
  policy,
  pool,
  sendRequest,
} from '../support/policies.ts';
import { APIM, apim, armId, resource } from '../support/resources.ts';

const KV = 'https://kv.vault.azure.net';
const UAMI = '33333333-3333-4333-8333-333333333333';

const orders = api('orders');

describe('callSitesOf', () => {
  it('finds nothing where nothing is called', () => {
    expect(findCalls([orders, policy('', inbound())])).toEqual({ sites: [], unresolved: [], declared: [] });
  });

  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['a service URL', [api('orders', `${KV}/secrets`)], ['API orders, service URL -> kv (none)']],
    [
      'a send-request at every scope',
      ['', 'products/p', 'apis/orders', 'apis/orders/operations/get'].map((scope) =>
        policy(scope, inbound(sendRequest(`${KV}/secrets/a`))),
      ),
      [
        'API orders, operation get, send-request -> kv (system)',
        'API orders, send-request -> kv (system)',
        'All APIs, send-request -> kv (system)',
        'Product p, send-request -> kv (system)',
      ],
    ],
    [
      'a resolver',
      [
        policy(
          'apis/g/resolvers/r',
          `<http-data-source><http-request><set-method>GET</set-method><set-url>${KV}</set-url>${managedIdentity()}</http-request></http-data-source>`,
        ),
      ],
      ['API g, resolver r, http-request -> kv (system)'],
    ],
    [
      'a one-way request in the outbound section',
      [
        policy(
          'apis/orders',
          `<policies><inbound/><outbound><send-one-way-request><set-url>${KV}</set-url></send-one-way-request></outbound></policies>`,
        ),
      ],
      ['API orders, send-one-way-request -> kv (none)'],
    ],
    [
      'a named value by its display name',
      [namedValue('KV-Url', KV, 'n1'), policy('apis/orders', inbound(sendRequest('{{kv-url}}/secrets')))],
      ['API orders, send-request -> kv (system)'],
    ],
    [
      'a named value that holds an expression',
      [namedValue('u', `@("${KV}")`), policy('apis/orders', inbound(sendRequest('{{u}}')))],
      ['API orders, send-request -> kv (system)'],
    ],
    [
      'a variable that is set once',
      [
        policy(
          'apis/orders',
          inbound(
            '<set-variable name="acct" value="stor1" />',
            sendRequest('@("https://" + context.Variables["acct"] + ".blob.core.windows.net/c")'),
          ),
        ),
      ],
      ['API orders, send-request -> stor1 (system)'],
    ],
    [
      'a variable that is set from another one',
      [
        policy(
          'apis/orders',
          inbound(
            '<set-variable name="a" value="kv" /><set-variable name="b" value="@((string)context.Variables[&quot;a&quot;])" />',
            sendRequest('@("https://" + context.Variables["b"] + ".vault.azure.net")'),
          ),
        ),
      ],
      ['API orders, send-request -> kv (system)'],
    ],
    [
      'a variable of an outer scope, in both of its branches',
      [
        policy(
          '',
          inbound(
            '<choose><when condition="@(a)"><set-variable name="kv" value="kv1" /></when><otherwise><set-variable name="kv" value="kv2" /></otherwise></choose>',
          ),
        ),
        policy('apis/orders', inbound(sendRequest('@($"https://{context.Variables["kv"]}.vault.azure.net/")'))),
      ],
      ['API orders, send-request -> kv1 (system)', 'API orders, send-request -> kv2 (system)'],
    ],
    [
      'a fragment in a fragment, through a cycle',
      [
        policy('apis/orders', inbound('<include-fragment fragment-id="a" />')),
        fragment('a', '<include-fragment fragment-id="b" />'),
        fragment('b', '<include-fragment fragment-id="a" />', sendRequest(KV)),
      ],
      ['Policy fragment b, send-request -> kv (system)'],
    ],
    [
      'a backend by its id, with its own managed identity',
      [
        backend('kv', KV, { credentials: { managedIdentity: { resource: 'https://vault.azure.net' } } }),
        policy('apis/orders', inbound('<set-backend-service backend-id="kv" />')),
      ],
      ['API orders, set-backend-service -> kv (system)'],
    ],
    [
      'a pool, whose own URL is a dummy',
      [
        backend('one', 'https://kv1.vault.azure.net'),
        backend('two', 'https://kv2.vault.azure.net'),
        pool('both', 'one', 'two', 'both'),
        policy('apis/orders', inbound('<set-backend-service backend-id="both" />')),
      ],
      ['API orders, set-backend-service -> kv1 (none)', 'API orders, set-backend-service -> kv2 (none)'],
    ],
    ['a backend that nothing refers to', [backend('kv', KV)], ['Backend kv -> kv (none, unreferenced)']],
    [
      'any backend where the id is computed',
      [backend('kv', KV), policy('apis/orders', inbound('<set-backend-service backend-id="@(context.RequestId)" />'))],
      ['API orders, set-backend-service -> kv (none)'],
    ],
    [
      'a backend of a language model policy',
      [backend('kv', KV), policy('apis/orders', inbound('<llm-content-safety backend-id="kv" />'))],
      ['API orders, llm-content-safety -> kv (none)'],
    ],
    [
      'a message to Service Bus',
      [
        policy(
          'apis/orders',
          inbound(
            '<send-service-bus-message namespace="sb1.servicebus.windows.net" queue-name="q">x</send-service-bus-message>',
          ),
        ),
      ],
      ['API orders, send-service-bus-message -> sb1 (system)'],
    ],
    [
      'a logger by its resource, and the policy that writes to it',
      [
        eventHubLogger('l', {
          resourceId: armId('Microsoft.EventHub/namespaces/eh/eventhubs/hub'),
          credentials: { identityClientId: 'systemAssigned', endpointAddress: 'eh.servicebus.windows.net' },
        }),
        policy('apis/orders', inbound('<log-to-eventhub logger-id="l">x</log-to-eventhub>')),
      ],
      ['API orders, log-to-eventhub -> eh (system)', 'Logger l -> eh (system)'],
    ],
    [
      'a logger by its address',
      [eventHubLogger('l', { credentials: { identityClientId: UAMI, endpointAddress: 'eh.servicebus.windows.net' } })],
      ['Logger l -> eh (not-attached)'],
    ],
    [
      'a logger by the address in its connection string',
      [
        namedValue(
          'Logger-Credentials-1',
          'Endpoint=sb://eh.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=b=',
        ),
        eventHubLogger('l', { credentials: { connectionString: '{{Logger-Credentials-1}}' } }),
      ],
      ['Logger l -> eh (key)'],
    ],
    [
      'a request that copies the current one',
      [api('orders', KV), policy('apis/orders', inbound(managedIdentity(), '<send-request mode="copy" />'))],
      ['API orders, send-request -> kv (system)', 'API orders, service URL -> kv (system)'],
    ],
    [
      'a request that copies one to a target',
      [
        api('orders', 'https://a.contoso.com'),
        policy('apis/orders', inbound(`<set-backend-service base-url="${KV}" />`, '<send-request mode="copy" />')),
      ],
      ['API orders, send-request -> kv (none)', 'API orders, set-backend-service -> kv (none)'],
    ],
    [
      'another revision',
      [
        api('orders;rev=2', KV, { isCurrent: false, apiRevision: '2' }),
        policy('apis/orders;rev=2', inbound(sendRequest(KV))),
      ],
      [
        'API orders;rev=2, send-request -> kv (system, other-revision)',
        'API orders;rev=2, service URL -> kv (none, other-revision)',
      ],
    ],
    [
      'the current revision under its long name',
      [api('orders', undefined, { apiRevision: '2' }), policy('apis/orders;rev=2', inbound(sendRequest(KV)))],
      ['API orders;rev=2, send-request -> kv (system)'],
    ],
    [
      'a workspace',
      [
        resource(`${APIM}/workspaces/w`, {}),
        resource(`${APIM}/workspaces/w/apis/a`, { properties: { serviceUrl: KV } }),
        policy('workspaces/w/apis/a', inbound(sendRequest('https://{{name}}.vault.azure.net'))),
        resource(`${APIM}/workspaces/w/namedValues/name`, { properties: { displayName: 'name', value: 'kv2' } }),
      ],
      ['Workspace w: API a, send-request -> kv2 (system)', 'Workspace w: API a, service URL -> kv (none)'],
    ],
    [
      'hosts outside the six services',
      [
        api('orders', 'https://api.contoso.com'),
        policy('apis/orders', inbound(sendRequest('https://graph.microsoft.com'))),
      ],
      [],
    ],
  ])('finds %s', (_, resources, expected) => {
    expect(callLines(resources)).toEqual(expected);
  });

  it.each<[string, readonly ArmResource[], readonly string[]]>([
    [
      'a computed account',
      [policy('apis/orders', inbound(sendRequest('@("https://"+context.Variables["acct"]+".blob.core.windows.net")')))],
      ['apis/orders/policies/policy: EXPRESSION_URL'],
    ],
    [
      'a secret named value',
      [namedValue('u', undefined), policy('apis/orders', inbound(sendRequest('{{u}}')))],
      ['apis/orders/policies/policy: SECRET_NAMED_VALUE'],
    ],
    ['a named value that does not exist', [api('orders', '{{u}}')], ['apis/orders: G-UNRESOLVED']],
    [
      'a backend that does not exist',
      [policy('apis/orders', inbound('<set-backend-service backend-id="b" />'))],
      ['apis/orders/policies/policy: G-UNRESOLVED'],
    ],
    [
      'a logger that does not exist',
      [policy('apis/orders', inbound('<log-to-eventhub logger-id="l">x</log-to-eventhub>'))],
      ['apis/orders/policies/policy: G-UNRESOLVED'],
    ],
    [
      'a logger without an address',
      [eventHubLogger('l', { credentials: { connectionString: '{{Logger-Credentials-1}}' } })],
      ['loggers/l: G-UNRESOLVED'],
    ],
    [
      'a pool with a member that does not exist',
      [pool('p', 'gone'), policy('apis/orders', inbound('<set-backend-service backend-id="p" />'))],
      ['backends/p: G-UNRESOLVED'],
    ],
    [
      'a fragment that does not exist',
      [policy('apis/orders', inbound('<include-fragment fragment-id="f" />'))],
      ['policyFragments/f: NOT_FOUND'],
    ],
    [
      'a policy that is no XML',
      [policy('apis/orders', '<policies><inbound>')],
      ['apis/orders/policies/policy: POLICY_PARSE'],
    ],
    ['a policy without text', [policy('apis/orders', '')], ['apis/orders/policies/policy: POLICY_PARSE']],
    [
      'a secret URL of a backend that nothing uses',
      [namedValue('u', undefined), backend('b', '{{u}}')],
      ['backends/b: SECRET_NAMED_VALUE (unreferenced)'],
    ],
    [
      'a request without a URL',
      [policy('apis/orders', inbound('<send-request mode="new" />'))],
      ['apis/orders/policies/policy: G-UNRESOLVED'],
    ],
  ])('tells that it could not resolve %s', (_, resources, expected) => {
    expect(darkLines(resources)).toEqual(expected);
    expect(callLines(resources)).toEqual([]);
  });

  it.each(['allPolicies', 'apis', 'backends', 'loggers', 'workspaces'])('tells that the list %s is unread', (list) => {
    expect(
      darkLines([orders], { failing: { [list]: 'THROTTLED', [`children:${list}`.toLowerCase()]: 'THROTTLED' } }),
    ).toEqual([`${list}: THROTTLED`]);
  });

  it('gives the reason of the list for a named value that could not be looked up', () => {
    const resources = [policy('apis/orders', inbound(sendRequest('{{u}}')))];
    expect(darkLines(resources, { failing: { 'children:namedvalues': 'FORBIDDEN' } })).toEqual([
      'apis/orders/policies/policy: FORBIDDEN',
    ]);
  });

  it('tells what could not be read from what was read and not understood', () => {
    const how = (value: string, options: EstateOptions = {}) =>
      findCalls([policy('apis/orders', value)], options).unresolved.map(({ failure, detail }) => [failure, detail]);
    expect(how('x')).toEqual([['resolve', undefined]]);
    expect(how('x', { denied: [`${APIM}/apis`] })).toContainEqual(['read', 'AuthorizationFailed']);
  });

  it('tells that a policy is forbidden, or gone since it was listed', () => {
    const denied = policy('apis/orders', inbound());
    expect(darkLines([denied], { denied: [denied.id] })).toEqual(['apis/orders/policies/policy: FORBIDDEN']);
    expect(darkLines([denied], { failing: { [`resource:${denied.id.toLowerCase()}`]: 'NOT_FOUND' } })).toEqual([
      'apis/orders/policies/policy: NOT_FOUND',
    ]);
  });
});

it.each([
  ['kv.privatelink.vaultcore.azure.net', 'public', 1],
  ['kv.vault.usgovcloudapi.net', 'us-government', 1],
  ['kv.vault.usgovcloudapi.net', 'public', 0],
  ['acct.blob.core.chinacloudapi.cn', 'china', 1],
] as const)('knows %s in the cloud %s', (host, cloud, expected) => {
  const estate = estateOf([apim(), api('orders', `https://${host}/x`)]);
  expect(callSitesOf(crawl(apim(), estate), cloud).sites).toHaveLength(expected);
});

it('what names a call of an API is told: its service URL, an address of an agent, a backend', () => {
  const agent = api('agent', KV, {
    a2aProperties: { agentCardBackendUrl: `${KV}/card` },
    jsonRpcProperties: { backendUrl: `${KV}/rpc` },
    backendId: 'b',
  });
  expect(findCalls([agent, backend('b', KV)]).sites.map(({ element }) => element)).toEqual([
    'properties.serviceUrl',
    'properties.a2aProperties.agentCardBackendUrl',
    'properties.jsonRpcProperties.backendUrl',
    'properties.backendId',
  ]);
});

it('a policy of a workspace that is not listed calls what it names itself, but no backend and no logger', () => {
  const statements = [
    sendRequest(KV),
    '<set-backend-service backend-id="b" />',
    '<llm-content-safety backend-id="b" />',
    '<log-to-eventhub logger-id="l">x</log-to-eventhub>',
    sendRequest('@(context.Request.Url)', ''),
  ];
  const resources = [policy('workspaces/w/apis/a', inbound(...statements)), backend('b', KV)];
  expect(callLines(resources)).toEqual([
    'Backend b -> kv (none, unreferenced)',
    'Workspace w: API a, send-request -> kv (system)',
  ]);
  expect(darkLines(resources)).toEqual(['workspaces/w/apis/a/policies/policy: G-UNRESOLVED']);
});

describe('who calls', () => {
  const withIdentity = apim(
    {},
    { identity: { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { '/uami': { clientId: UAMI } } } },
  );
  const request = (inside: string) => policy('apis/orders', inbound(sendRequest(`${KV}/a`, inside)));
  const who = (...resources: readonly ArmResource[]) =>
    findCalls([withIdentity, ...resources]).sites.map(({ identity }) => identity.kind);

  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['the system-assigned identity', [request(managedIdentity())], ['system']],
    ['a user-assigned identity', [request(managedIdentity(`client-id="${UAMI.toUpperCase()}"`))], ['user-assigned']],
    ['a client id that is attached nowhere', [request(managedIdentity('client-id="x"'))], ['not-attached']],
    [
      'a client id in a named value',
      [namedValue('c', UAMI), request(managedIdentity('client-id="{{c}}"'))],
      ['user-assigned'],
    ],
    [
      'a client id in a secret',
      [namedValue('c', undefined), request(managedIdentity('client-id="{{c}}"'))],
      ['unknown'],
    ],
    ['a signature in the URL', [policy('apis/orders', inbound(sendRequest(`${KV}/a?sv=1&amp;sig=x`, '')))], ['key']],
    [
      'a header with a key',
      [request('<set-header name="Authorization"><value>SharedAccessSignature x</value></set-header>')],
      ['key'],
    ],
    ['a function key', [request('<set-header name="x-functions-key"><value>x</value></set-header>')], ['key']],
    ['a certificate', [request('<authentication-certificate thumbprint="x" />')], ['key']],
    ['nothing at all', [request('')], ['none']],
    [
      'a token that the scope minted',
      [
        policy(
          'apis/orders',
          inbound(
            managedIdentity('output-token-variable-name="t"'),
            sendRequest(
              KV,
              '<set-header name="Authorization"><value>@("Bearer " + context.Variables["t"])</value></set-header>',
            ),
          ),
        ),
      ],
      ['system'],
    ],
    [
      'a computed header beside a minted token',
      [
        policy(
          'apis/orders',
          inbound(
            managedIdentity('output-token-variable-name="t"'),
            sendRequest(KV, '<set-header name="Authorization"><value>@(Foo())</value></set-header>'),
          ),
        ),
      ],
      ['unknown'],
    ],
    [
      'nobody for a request of its own, whatever the main call carries',
      [policy('apis/orders', inbound(managedIdentity(), sendRequest(KV, '')))],
      ['none'],
    ],
    ['no proof, with an outer policy unread', [policy('', 'x'), request('')], ['unknown']],
    ['the main call, by the outer policy', [policy('', inbound(managedIdentity())), api('orders', KV)], ['system']],
    [
      'the main call of one operation',
      [api('orders', KV), policy('apis/orders/operations/get', inbound(managedIdentity()))],
      ['system', 'none'],
    ],
    [
      'the main call, cut off from the outer policy',
      [
        policy('', inbound(managedIdentity())),
        api('orders', KV),
        policy('apis/orders', '<policies><inbound><set-variable name="a" value="b" /></inbound></policies>'),
      ],
      ['none'],
    ],
    [
      'the main call, by a fragment',
      [
        api('orders', KV),
        policy('apis/orders', inbound('<include-fragment fragment-id="f" />')),
        fragment('f', managedIdentity()),
      ],
      ['system'],
    ],
    [
      'the main call, by a product that holds the API, and without one',
      [api('orders', KV), policy('products/p', inbound(managedIdentity())), resource(`${APIM}/products/p/apis/orders`)],
      ['none', 'system'],
    ],
    [
      'the main call, beside a product that does not hold the API',
      [api('orders', KV), policy('products/p', inbound(managedIdentity()))],
      ['none'],
    ],
    [
      'the main call, by the inner of two policies',
      [
        policy('', inbound(managedIdentity())),
        api('orders', KV),
        policy('apis/orders', inbound(managedIdentity(`client-id="${UAMI}"`))),
      ],
      ['user-assigned'],
    ],
    [
      'a backend, by the scope before its own',
      [
        backend('b', KV, { credentials: { managedIdentity: { clientId: UAMI } } }),
        policy('apis/orders', inbound('<set-backend-service backend-id="b" />', managedIdentity())),
      ],
      ['system'],
    ],
    [
      'a backend with a key in its header',
      [
        backend('b', KV, { credentials: { header: { Authorization: ['x'] } } }),
        policy('apis/orders', inbound('<set-backend-service backend-id="b" />')),
      ],
      ['key'],
    ],
    [
      'the main call with basic authentication',
      [api('orders', KV), policy('apis/orders', inbound('<authentication-basic username="a" password="b" />'))],
      ['key'],
    ],
  ])('is %s', (_, resources, expected) => {
    expect(who(...resources).toSorted()).toEqual([...expected].toSorted());
  });

  it('is still nothing at all when only a list that cannot hold an identity is unread', () => {
    const found = findCalls([request('')], { failing: { 'children:backends': 'FORBIDDEN' } });
    expect(found.sites.map(({ identity }) => identity.kind)).toEqual(['none']);
  });
});
