import { parsePolicy } from '../../../src/calls/policy/parse-policy.ts';
import { readStatements } from '../../../src/calls/policy/read-statements.ts';
import type { Statement } from '../../../src/calls/policy/statement.ts';
import { constantOf, type Template } from '../../../src/calls/policy/template.ts';

function read(text: string): readonly Statement[] {
  const root = parsePolicy(text);
  if (root === undefined) throw new Error('not understood');
  return readStatements(root);
}

function inbound(content: string): readonly Statement[] {
  return read(`<policies><inbound>${content}</inbound></policies>`);
}

/** A value in one line: its constant, else the kinds of its pieces; choices by ` | `. */
function value(template: Template): string {
  const one = (sequence: Template[number]) =>
    constantOf([sequence]) ?? sequence.map(({ kind }) => (kind === 'computed' ? '*' : kind)).join('');
  return template.map(one).join(' | ');
}

/** Marks of a statement that are set. */
const marks = (set: Readonly<Record<string, boolean>>) =>
  Object.keys(set)
    .filter((name) => set[name] === true)
    .map((name) => ` ${name}`)
    .join('');

/** What a statement says, in one line. */
function show(statement: Statement): string {
  switch (statement.kind) {
    case 'request': {
      const { element, url, copiesRequest: copy, proxied, proofs } = statement;
      const who = proofs.map((proof) => ` ${proof.kind}${proof.kind === 'authorization' && proof.adds ? '+' : ''}`);
      return `${element} ${url === undefined ? '-' : value(url)}${marks({ copy, proxied })}${who.join('')}`;
    }
    case 'backend-url':
      return `${statement.element} ${value(statement.url)}`;
    case 'backend': {
      const { element, backend, main, systemIdentity: system } = statement;
      return `${element} backend ${value(backend)}${marks({ main, system })}`;
    }
    case 'logger':
      return `${statement.element} logger ${value(statement.logger)}`;
    case 'message':
      return `${statement.element} ${value(statement.namespace)}${marks({ client: statement.clientId !== undefined })}`;
    case 'include':
      return `include ${value(statement.fragment)}`;
    case 'variable':
      return `variable ${statement.name} ${value(statement.value)}`;
    case 'proof':
      return statement.proof.kind;
    case 'other-identity':
      return `${statement.kind}${marks({ workload: statement.workload })}`;
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
    [
      'set-backend-service with a backend',
      '<set-backend-service backend-id="b"/>',
      'set-backend-service backend b main',
    ],
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
      'set-url https://a authorization+',
    ],
    ['comments', '<!-- <send-request><set-url>https://a</set-url></send-request> -->', ''],
    ['a request that starts anew', '<send-request mode="new"/>', 'send-request -'],
    ['a request by an attribute', '<invoke-request url="https://a"/>', 'invoke-request https://a'],
    ['a URL before an attribute', '<send-request url="b"><set-url>a</set-url></send-request>', 'send-request a'],
    [
      'what a request holds, which is not of the scope',
      '<send-request><set-url>a</set-url><proxy url="b"/><x><authentication-basic/></x></send-request>',
      'send-request a proxied authorization',
    ],
    [
      'a token that a request mints',
      '<send-request><authentication-managed-identity output-token-variable-name="t"/></send-request>',
      'send-request -, variable t token',
    ],
    ['a backend of any kind', '<x main-backend-id="b"/>', 'x backend b'],
    ['a backend with another sign-in', '<x a-backend-id="b" a-backend-auth="none"/>', 'x backend b'],
    [
      'the sign-in of each backend',
      '<x a-backend-id="b" c-backend-id="d" c-backend-auth="System-Assigned"/>',
      'x backend b, x backend d system',
    ],
    ['a backend of a request', '<send-request backend-id="b"/>', 'send-request backend b, send-request -'],
    ['a proof beside a backend', '<set-header backend-id="b" name="api-key"/>', 'set-header backend b, key'],
    ['a backend without a name', '<set-backend-service backend-id=" "/>', ''],
    ['what is no backend', '<x backend="b" backend-id-2="c"/>', ''],
    ['set-backend-service with nothing', '<set-backend-service/>', ''],
    ['log-to-eventhub with nothing', '<log-to-eventhub/>', ''],
    [
      'a message to nowhere, by an identity',
      '<send-service-bus-message client-id="c"/>',
      'send-service-bus-message  client',
    ],
    ['include-fragment with nothing', '<include-fragment/>', 'include *'],
    ['set-variable by its text', '<set-variable name="v">x</set-variable>', 'variable v x'],
    ['set-variable alone', '<set-variable name="v" value="x" variable-name="w"/>', 'variable v x'],
    ['set-variable without a name', '<set-variable value="x"/>', ''],
    [
      'a token in a variable',
      '<authentication-managed-identity output-token-variable-name="t"/>',
      'other-identity, variable t token',
    ],
    [
      'a token of a self-hosted gateway',
      '<authentication-managed-identity output-token-variable-name="t" authentication-provider="workloadIdentity"/>',
      'other-identity workload, variable t token',
    ],
    ['a variable from the cache', '<cache-lookup-value variable-name="v"/>', 'variable v cached'],
    ['the same with a default', '<cache-lookup-value variable-name="v" default-value="d"/>', 'variable v cached | d'],
    [
      'a variable that anything fills',
      '<x variable-name="v" context-variable-name="w"/>',
      'variable v *, variable w *',
    ],
    ['set-url of nobody, with whatever may prove it', '<set-url>a</set-url>', 'set-url a authorization+'],
    ['an identity of anything', '<x use-managed-identity="True"/>', 'other-identity'],
    ['no identity', '<x use-managed-identity="false"/>', ''],
    ['an element with the name of a method', '<constructor/><toString/>', ''],
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

  it.each([
    ['inbound', '<policies><inbound><base/></inbound></policies>'],
    ['on-error', '<policies><on-error><base/></on-error></policies>'],
    ['other', '<policies><beyond><base/></beyond></policies>'],
    ['other', '<fragment><inbound><base/></inbound></fragment>'],
    ['other', '<fragment><base/></fragment>'],
  ])('finds the section %s in %s', (section, text) => {
    expect(read(text).map((statement) => [statement.kind, statement.section])).toEqual([['base', section]]);
  });

  it('marks what stands in a branch, each choose by itself', () => {
    const set = (name: string) => `<set-variable name="${name}" value="1"/>`;
    const when = (...inside: readonly string[]) => `<when condition="@(a)">${inside.join('')}</when>`;
    const choose = (...inside: readonly string[]) => `<choose>${inside.join('')}</choose>`;
    const found = inbound(
      [set('a'), choose(when(set('b')), when(set('c'), choose(when(set('d'))))), choose(when(set('e'))), set('f')].join(
        '',
      ),
    );
    expect(
      found.map((statement) => [
        statement.kind === 'variable' ? statement.name : '',
        statement.branches.map(({ choose: of, branch }) => `${of}.${branch}`).join(' '),
      ]),
    ).toEqual([
      ['a', ''],
      ['b', '0.0'],
      ['c', '0.1'],
      ['d', '0.1 1.0'],
      ['e', '2.0'],
      ['f', ''],
    ]);
  });
});
