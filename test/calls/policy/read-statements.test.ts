import { parsePolicy } from '../../../src/calls/policy/parse-policy.ts';
import { readStatements } from '../../../src/calls/policy/read-statements.ts';
import type { Statement } from '../../../src/calls/policy/statement.ts';
import { constantOf } from '../../../src/calls/policy/template.ts';

function read(text: string): readonly Statement[] {
  const root = parsePolicy(text);
  if (root === undefined) throw new Error('not understood');
  return readStatements(root);
}

function inbound(content: string): readonly Statement[] {
  return read(`<policies><inbound>${content}</inbound></policies>`);
}

/** What a statement calls, in one line. */
function show(statement: Statement): string {
  switch (statement.kind) {
    case 'request':
      return `${statement.element} ${constantOf(statement.url ?? []) ?? '-'}${statement.copiesRequest ? ' copy' : ''}`;
    case 'backend-url':
      return `${statement.element} ${constantOf(statement.url)}`;
    case 'backend':
      return `${statement.element} backend ${constantOf(statement.backend)}${statement.systemIdentity ? ' system' : ''}`;
    case 'logger':
      return `${statement.element} logger ${constantOf(statement.logger)}`;
    case 'message':
      return `${statement.element} ${constantOf(statement.namespace)}`;
    case 'include':
      return `include ${constantOf(statement.fragment)}`;
    case 'variable':
      return `variable ${statement.name} ${constantOf(statement.value) ?? '*'}`;
    case 'proof':
      return statement.proof.kind;
    default:
      return statement.kind;
  }
}

describe('readStatements', () => {
  it.each([
    ['send-request', '<send-request mode="new"><set-url>https://a</set-url></send-request>', 'send-request https://a'],
    [
      'send-one-way-request',
      '<send-one-way-request><set-url>https://a</set-url></send-one-way-request>',
      'send-one-way-request https://a',
    ],
    ['a request that copies the current one', '<send-request mode="copy"/>', 'send-request - copy'],
    ['set-backend-service with a URL', '<set-backend-service base-url="https://a"/>', 'set-backend-service https://a'],
    ['set-backend-service with a backend', '<set-backend-service backend-id="b"/>', 'set-backend-service backend b'],
    [
      'send-service-bus-message',
      '<send-service-bus-message namespace="n" queue-name="q"/>',
      'send-service-bus-message n',
    ],
    ['log-to-eventhub', '<log-to-eventhub logger-id="l">x</log-to-eventhub>', 'log-to-eventhub logger l'],
    ['include-fragment', '<include-fragment fragment-id="f"/>', 'include f'],
    ['base', '<base/>', 'base'],
    ['authentication-managed-identity', '<authentication-managed-identity resource="r"/>', 'identity'],
    ['set-variable', '<set-variable name="v" value="x"/>', 'variable v x'],
    [
      'a variable that an answer fills',
      '<send-request response-variable-name="r"><set-url>https://a</set-url></send-request>',
      'send-request https://a, variable r *',
    ],
    ['llm-content-safety', '<llm-content-safety backend-id="b"/>', 'llm-content-safety backend b'],
    [
      'the cache of a language model',
      '<azure-openai-semantic-cache-lookup embeddings-backend-id="b" embeddings-backend-auth="system-assigned"/>',
      'azure-openai-semantic-cache-lookup backend b system',
    ],
    ['an Authorization header', '<set-header name="Authorization"><value>x</value></set-header>', 'authorization'],
    ['a deleted Authorization header', '<set-header name="Authorization" exists-action="delete"/>', 'no-authorization'],
    ['authentication-basic', '<authentication-basic username="a" password="b"/>', 'authorization'],
    [
      'a request in a branch',
      '<choose><when condition="@(a)"><send-request><set-url>https://a</set-url></send-request></when><otherwise><set-backend-service base-url="https://b"/></otherwise></choose>',
      'send-request https://a, set-backend-service https://b',
    ],
    [
      'a request in parallel',
      '<wait for="all"><send-request><set-url>https://a</set-url></send-request></wait>',
      'send-request https://a',
    ],
    [
      'a request that is tried again',
      '<retry condition="@(a)" count="2" interval="1"><send-request><set-url>https://a</set-url></send-request></retry>',
      'send-request https://a',
    ],
    [
      'a request inside an element that nobody knows',
      '<new-thing><send-request><set-url>https://a</set-url></send-request></new-thing>',
      'send-request https://a',
    ],
    [
      'set-url inside an element that nobody knows',
      '<new-thing><set-url>https://a</set-url></new-thing>',
      'set-url https://a',
    ],
    ['comments', '<!-- <send-request><set-url>https://a</set-url></send-request> -->', ''],
    [
      'what calls none of the six',
      '<validate-jwt><openid-config url="https://a"/></validate-jwt><proxy url="https://b"/><forward-request/>',
      'proxy, forward',
    ],
  ])('reads %s', (_, xml, expected) => {
    expect(inbound(xml).map(show).join(', ')).toBe(expected);
  });

  it('reads the request of a resolver', () => {
    const found = read(
      '<http-data-source><http-request><set-method>GET</set-method><set-url>https://a</set-url></http-request></http-data-source>',
    );
    expect(found.map(show)).toEqual(['http-request https://a']);
  });

  it('counts the managed identity of a database resolver, which calls none of the six', () => {
    const found = read(
      '<cosmosdb-data-source><connection-info><connection-string use-managed-identity="true">x</connection-string></connection-info></cosmosdb-data-source>',
    );
    expect(found.map(show)).toEqual(['other-identity']);
  });

  it('keeps the identity of a request apart from that of its scope', () => {
    const [request, ...others] = inbound(
      '<send-request><set-url>https://a</set-url><authentication-managed-identity resource="r" client-id="c"/></send-request>',
    );
    expect(others).toEqual([]);
    expect(request).toMatchObject({ kind: 'request', proofs: [{ kind: 'identity', clientId: [[{ text: 'c' }]] }] });
  });

  it('marks what stands in a branch, and tells sections apart', () => {
    const found = read(
      '<policies><inbound><choose><when condition="@(a)"><set-variable name="v" value="1"/></when></choose></inbound><on-error><set-variable name="v" value="2"/></on-error></policies>',
    );
    expect(found.map(({ section, branches }) => [section, branches])).toEqual([
      ['inbound', [{ choose: '0', branch: 0 }]],
      ['on-error', []],
    ]);
  });
});
