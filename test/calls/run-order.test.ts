/** Policies as they run: what a request calls, and who it is, in every context in which it runs. */
import type { ArmResource } from '../../src/model/arm.ts';
import { calledAnywhere } from '../support/calls.ts';
import {
  api,
  backend,
  bearer,
  choose,
  fragment,
  inbound,
  managedIdentity,
  namedValue,
  policy,
  pool,
  read,
  sections,
  sendRequest,
  set,
  target,
  when,
} from '../support/policies.ts';
import { APIM, apim, resource } from '../support/resources.ts';

const KV1 = 'https://kv1.vault.azure.net';
const KV2 = 'https://kv2.vault.azure.net';
const orders = api('orders', 'https://orders.contoso.com');

const inOrders = (...statements: readonly string[]) => [orders, policy('apis/orders', inbound(...statements))];

describe('the value of a variable', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    [
      'is the last one that always was set',
      inOrders(set('u', KV1), set('u', KV2), sendRequest(read('u'))),
      ['kv2 (system)'],
    ],
    [
      'is the last one or a conditional one after it',
      inOrders(set('u', KV1), choose(when('a', set('u', KV2))), sendRequest(read('u'))),
      ['kv1 (system)', 'kv2 (system)'],
    ],
    [
      'is that of the inner policy where it always sets one, never that of the outer one beside it',
      [policy('', inbound(set('u', KV1))), ...inOrders(set('u', KV2), sendRequest(read('u')))],
      ['kv2 (system)'],
    ],
    [
      'may be that of the outer policy where the inner one sets it under a condition',
      [policy('', inbound(set('u', KV1))), ...inOrders(choose(when('a', set('u', KV2))), sendRequest(read('u')))],
      ['kv1 (system)', 'kv2 (system)'],
    ],
    ['is not one that is set later', inOrders(set('u', KV1), sendRequest(read('u')), set('u', KV2)), ['kv1 (system)']],
    [
      'is that of its own branch, never of another branch of the same choose',
      inOrders(choose(when('a', set('u', KV1), sendRequest(read('u'))), when('b', set('u', KV2)))),
      ['kv1 (system)'],
    ],
    [
      'keeps two variables of one choose together',
      inOrders(
        choose(
          when('a', set('host', 'kv1'), set('zone', 'vault.azure.net')),
          when('b', set('host', 'api'), set('zone', 'contoso.com')),
        ),
        sendRequest('@($"https://{(string)context.Variables["host"]}.{(string)context.Variables["zone"]}/x")'),
      ),
      ['kv1 (system)'],
    ],
    [
      'is another where a fragment is included again after it was set anew',
      [
        ...inOrders(
          set('u', KV1),
          '<include-fragment fragment-id="f" />',
          set('u', KV2),
          '<include-fragment fragment-id="f" />',
        ),
        fragment('f', sendRequest(read('u'))),
      ],
      ['kv1 (system)', 'kv2 (system)'],
    ],
    [
      'is that of the fragment before the call',
      [...inOrders('<include-fragment fragment-id="f" />', sendRequest(read('u'))), fragment('f', set('u', KV1))],
      ['kv1 (system)'],
    ],
    [
      'is not known where it is set from itself',
      inOrders(
        set('u', 'x'),
        set('u', '@((string)context.Variables["u"] + ".vault.azure.net")'),
        sendRequest(read('u')),
      ),
      ['? EXPRESSION_URL'],
    ],
    [
      'may be any in on-error, which is reached from anywhere',
      [
        orders,
        policy(
          'apis/orders',
          sections({
            inbound: `<base />${set('u', KV1)}${set('u', KV2)}`,
            'on-error': `<base />${sendRequest(read('u'))}`,
          }),
        ),
      ],
      ['kv1 (system)', 'kv2 (system)'],
    ],
    [
      'is its default where nothing sets it',
      inOrders(sendRequest(`@(context.Variables.GetValueOrDefault("u", "${KV1}"))`)),
      ['kv1 (system)'],
    ],
    [
      'is never its default where something always sets it',
      inOrders(set('u', KV2), sendRequest(`@(context.Variables.GetValueOrDefault("u", "${KV1}"))`)),
      ['kv2 (system)'],
    ],
    [
      'is not told where one API sets it and another never reaches the call',
      [
        api('a', 'https://a.contoso.com'),
        api('b', 'https://b.contoso.com'),
        policy(
          '',
          sections({ inbound: '', backend: '<forward-request />', outbound: sendRequest(read('u')), 'on-error': '' }),
        ),
        policy('apis/a', inbound(set('u', KV1))),
        policy('apis/b', inbound()),
      ],
      ['kv1 (system)'],
    ],
    [
      'is that of the product by which the call came',
      [
        ...inOrders(sendRequest(read('u'))),
        policy('products/p', inbound(set('u', KV1))),
        resource(`${APIM}/products/p/apis/orders`, {}),
        policy('products/q', inbound(set('u', KV2))),
        resource(`${APIM}/products/q/apis/others`, {}),
      ],
      ['kv1 (system)'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(calledAnywhere(resources)).toEqual(expected);
  });

  it('may be its default or anything where an outer policy was not read', () => {
    const hidden = policy('', inbound());
    const resources = [hidden, ...inOrders(sendRequest(`@(context.Variables.GetValueOrDefault("u", "${KV1}"))`))];
    expect(calledAnywhere(resources, { denied: [hidden.id] })).toEqual([
      '? EXPRESSION_URL',
      '? FORBIDDEN',
      'kv1 (system)',
    ]);
  });

  it('is followed eight steps far', () => {
    const chain = (length: number) => [
      set('v0', KV1),
      ...Array.from({ length }, (_, index) => set(`v${index + 1}`, read(`v${index}`))),
      sendRequest(read(`v${length}`)),
    ];
    expect(calledAnywhere(inOrders(...chain(7)))).toEqual(['kv1 (system)']);
    expect(calledAnywhere(inOrders(...chain(8)))).toEqual(['? EXPRESSION_URL']);
  });
});

describe('who calls', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    [
      'is not decided by what comes after the call',
      [
        orders,
        policy(
          'apis/orders',
          sections({ inbound: `<base />${target(KV1)}`, backend: `<forward-request />${managedIdentity()}` }),
        ),
      ],
      ['kv1 (none)'],
    ],
    [
      'is either where the identity is conditional: it adds, and replaces nothing',
      inOrders(target(KV1), managedIdentity(), choose(when('a', '<authentication-basic username="a" password="b" />'))),
      ['kv1 (key)', 'kv1 (system)'],
    ],
    [
      'is the identity of the branch in which the target is set',
      inOrders(
        choose(
          when('a', target(KV1), managedIdentity()),
          when('b', target(KV2), '<authentication-basic username="a" password="b" />'),
        ),
      ),
      ['kv1 (system)', 'kv2 (key)'],
    ],
    [
      'is nobody once the Authorization header is taken away',
      inOrders(target(KV1), managedIdentity(), '<set-header name="Authorization" exists-action="delete" />'),
      ['kv1 (none)'],
    ],
    [
      'is perhaps the identity where a header is set only if there is none',
      inOrders(
        target(KV1),
        managedIdentity(),
        '<set-header name="Authorization" exists-action="skip"><value>x</value></set-header>',
      ),
      ['kv1 (key)', 'kv1 (system)'],
    ],
    [
      'is a key where the token is for another service',
      inOrders(target(KV1), '<authentication-managed-identity resource="https://graph.microsoft.com/" />'),
      ['kv1 (key)'],
    ],
    [
      'is the identity where the audience is computed',
      inOrders(
        target(KV1),
        '<authentication-managed-identity resource="@(context.Request.Headers.GetValueOrDefault("a",""))" />',
      ),
      ['kv1 (system)'],
    ],
    [
      'is the identity for the audience of a single resource',
      inOrders(target(KV1), '<authentication-managed-identity resource="https://stprod.blob.core.windows.net" />'),
      ['kv1 (system)'],
    ],
    [
      'is a key where the token is the answer of another request',
      inOrders(
        managedIdentity('output-token-variable-name="other"'),
        '<send-request response-variable-name="r"><set-url>https://login.contoso.com</set-url></send-request>',
        set('t', '@(((IResponse)context.Variables["r"]).Body.As&lt;JObject&gt;()["access_token"].ToString())'),
        sendRequest(KV1, bearer('t')),
      ),
      ['kv1 (key)'],
    ],
    [
      'is a key where the caller’s own token is passed on',
      inOrders(
        managedIdentity('output-token-variable-name="other"'),
        sendRequest(
          KV1,
          '<set-header name="Authorization"><value>@(context.Request.Headers.GetValueOrDefault("Authorization",""))</value></set-header>',
        ),
      ),
      ['kv1 (key)'],
    ],
    ['is not known where nothing sets the token', inOrders(sendRequest(KV1, bearer('t'))), ['kv1 (unknown)']],
    [
      'is the workload identity',
      inOrders(sendRequest(KV1, managedIdentity('authentication-provider="WorkloadIdentity"'))),
      ['kv1 (workload)'],
    ],
    [
      'is missing where the instance has no such identity',
      [
        apim({}, { identity: { type: 'UserAssigned', userAssignedIdentities: { '/u': { clientId: 'c' } } } }),
        ...inOrders(sendRequest(KV1)),
      ],
      ['kv1 (missing)'],
    ],
    [
      'is missing where it has none at all and a client id is asked for',
      [apim({}, { identity: null }), ...inOrders(sendRequest(KV1, managedIdentity('client-id="c"')))],
      ['kv1 (missing-user-assigned)'],
    ],
    [
      'leaves through a proxy of the request',
      inOrders(sendRequest(KV1, `<proxy url="http://p" />${managedIdentity()}`)),
      ['kv1 (system, proxied)'],
    ],
    [
      'leaves through a proxy of the policy',
      inOrders('<proxy url="http://p" />', target(KV1), sendRequest(KV2, '')),
      ['kv1 (none, proxied)', 'kv2 (none)'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(calledAnywhere(resources)).toEqual(expected);
  });
});

describe('what is called', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['is the last target alone', inOrders(target(KV1), target(KV2)), ['kv2 (none)']],
    [
      'is the target of the inner policy alone where it always names one',
      [policy('', inbound(target(KV1))), ...inOrders(target(KV2))],
      ['kv2 (none)'],
    ],
    [
      'is what an agent (A2A) names',
      [
        api('agent', undefined, {
          a2aProperties: { agentCardBackendUrl: `${KV1}/card` },
          jsonRpcProperties: { backendUrl: `${KV2}/rpc` },
        }),
      ],
      ['kv1 (none)', 'kv2 (none)'],
    ],
    [
      'is the backend of an MCP server, through a pool',
      [api('mcp', undefined, { type: 'mcp', backendId: 'both' }), pool('both', 'one'), backend('one', KV1)],
      ['kv1 (none)'],
    ],
    [
      'is where the current request goes',
      inOrders(target(KV1), sendRequest('@(context.Request.Url.ToString())', '')),
      ['kv1 (none)'],
    ],
    [
      'is the service URL',
      [
        api('orders', KV1),
        policy(
          'apis/orders',
          inbound(target('https://a.contoso.com'), sendRequest('@(context.Api.ServiceUrl + "/x")')),
        ),
      ],
      ['kv1 (none)', 'kv1 (system)'],
    ],
    [
      'is nobody where the gateway calls itself',
      inOrders(sendRequest('@("https://" + context.Request.OriginalUrl.Host + "/x")')),
      [],
    ],
    ['is nobody at an address that begins with a slash', inOrders(target('/v1')), []],
    [
      'is not known where a named value holds another one',
      [
        namedValue('outer', 'https://{{inner}}/x'),
        namedValue('inner', 'api.contoso.com'),
        ...inOrders(sendRequest('{{outer}}')),
      ],
      ['? G-UNRESOLVED'],
    ],
    [
      'is not known where braces are left over before a host that is',
      [
        namedValue('outer', 'https://{{in ner}}/'),
        ...inOrders(sendRequest('{{outer}}@(context.Request.Headers.GetValueOrDefault("h",""))')),
      ],
      ['? G-UNRESOLVED'],
    ],
    [
      'keeps the host of more choices than anybody writes',
      inOrders(
        ...Array.from({ length: 40 }, (_, index) => choose(when(`a${index}`, set('path', `p${index}`)))),
        sendRequest(`@("${KV1}/" + (string)context.Variables["path"])`),
      ),
      ['kv1 (system)'],
    ],
    [
      'keeps all hosts of a long choice',
      inOrders(
        choose(
          ...Array.from({ length: 40 }, (_, index) =>
            when(`a${index}`, set('u', `https://kv${index % 2 === 0 ? 1 : 2}.vault.azure.net/${index}`)),
          ),
        ),
        sendRequest(read('u')),
      ),
      ['kv1 (system)', 'kv2 (system)'],
    ],
    [
      'carries no identity: a warning',
      inOrders(sendRequest('@(context.Request.Headers.GetValueOrDefault("h",""))', '')),
      ['- EXPRESSION_URL'],
    ],
    [
      'carries a token for another service: nothing',
      inOrders(
        sendRequest(
          '@(context.Request.Headers.GetValueOrDefault("h",""))',
          '<authentication-managed-identity resource="https://graph.microsoft.com" />',
        ),
      ),
      [],
    ],
    [
      'counts in full where one of its places does, and in another revision only there',
      [
        api('orders', undefined, { apiRevision: '2' }),
        api('orders;rev=1', undefined, { isCurrent: false, apiRevision: '1' }),
        policy('', inbound(sendRequest(KV1))),
        policy('apis/orders;rev=1', inbound(sendRequest(KV2))),
        policy('apis/orders', inbound()),
      ],
      ['kv1 (system)', 'kv2 (system, other-revision)'],
    ],
    [
      'counts in full where the current revision is not told',
      [
        resource(`${APIM}/apis/orders`, { properties: { isCurrent: true } }),
        policy('apis/orders;rev=3', inbound(sendRequest(KV1))),
      ],
      ['kv1 (system)'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(calledAnywhere(resources)).toEqual(expected);
  });
});
