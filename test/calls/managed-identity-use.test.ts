import { managedIdentityUse } from '../../src/calls/managed-identity-use.ts';
import { crawlProgress, scannedCounts } from '../../src/calls/scan-progress.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { unreadable } from '../../src/model/json.ts';
import type { EstateOptions } from '../support/estate.ts';
import {
  api,
  backend,
  eventHubLogger,
  fragment,
  inbound,
  managedIdentity,
  policy,
  sendRequest,
} from '../support/policies.ts';
import { APIM, apim, resource } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

function use(resources: readonly ArmResource[], options: EstateOptions = {}): string {
  return managedIdentityUse(apim(), subjectOf([apim(), ...resources], options));
}

describe('managedIdentityUse', () => {
  it.each<[string, readonly ArmResource[]]>([
    ['a policy', [policy('apis/a', inbound(managedIdentity()))]],
    ['a request of a policy', [policy('apis/a', inbound(sendRequest('https://a.b')))]],
    [
      'a message to Service Bus',
      [policy('', inbound('<send-service-bus-message namespace="{{n}}" queue-name="q">x</send-service-bus-message>'))],
    ],
    ['a fragment', [policy('', inbound('<include-fragment fragment-id="f" />')), fragment('f', managedIdentity())]],
    ['a backend', [backend('b', 'https://a.b', { credentials: { managedIdentity: { resource: 'r' } } })]],
    ['a logger', [eventHubLogger('l', { credentials: { identityClientId: 'SystemAssigned' } })]],
    [
      'the resolver of a database',
      [
        policy(
          'apis/g/resolvers/r',
          '<cosmosdb-data-source><connection-info><connection-string use-managed-identity="true">x</connection-string></connection-info></cosmosdb-data-source>',
        ),
      ],
    ],
  ])('sees it in %s', (_, resources) => {
    expect(use(resources)).toBe('used');
  });

  it.each<[string, readonly ArmResource[]]>([
    ['a workload identity', [policy('', inbound(managedIdentity('authentication-provider="workloadIdentity"')))]],
    [
      'a token of one in a variable',
      [
        policy(
          '',
          inbound(managedIdentity('output-token-variable-name="t" authentication-provider="workloadIdentity"')),
        ),
      ],
    ],
    [
      'a request with a key',
      [policy('', inbound(sendRequest('https://a.b', '<authentication-certificate thumbprint="x" />')))],
    ],
    [
      'a request with a workload identity',
      [policy('', inbound(sendRequest('https://a.b', managedIdentity('authentication-provider="workloadIdentity"'))))],
    ],
    [
      'a request to a backend',
      [policy('', inbound('<llm-content-safety backend-id="b" />')), backend('b', 'https://a.b')],
    ],
    ['a backend with a key', [backend('b', 'https://a.b', { credentials: { header: { a: ['b'] } } })]],
    ['a logger with a key', [eventHubLogger('l', { credentials: { connectionString: 'x' } })]],
  ])('does not see it in %s', (_, resources) => {
    expect(use(resources)).toBe('not-used');
  });

  it('sees it in the cache of a language model, and among others in any list', () => {
    const cache =
      '<azure-openai-semantic-cache-lookup embeddings-backend-id="b" embeddings-backend-auth="system-assigned" />';
    const plain = [backend('a', 'https://a.b'), eventHubLogger('k', {})];
    expect(use([policy('', inbound(cache)), ...plain])).toBe('used');
    const managed = { credentials: { managedIdentity: {} } };
    expect(use([...plain, backend('b', 'https://a.b', managed)])).toBe('used');
    expect(use([...plain, eventHubLogger('l', { credentials: { identityClientId: 'x' } })])).toBe('used');
    expect(use([policy('', inbound()), policy('apis/a', inbound(managedIdentity())), ...plain])).toBe('used');
    const inside = { ...backend('b', 'https://a.b', managed), id: `${APIM}/workspaces/w/backends/b` };
    expect(use([resource(`${APIM}/workspaces/w`), inside])).toBe('used');
  });

  it('is neither seen nor ruled out in what is unreadable or unread, and seen beside it', () => {
    const odd = backend('b', 'https://a.b', { credentials: unreadable({ resource: 'b', property: 'credentials' }) });
    expect(use([odd])).toBe('unproven');
    expect(use([odd, policy('', inbound(managedIdentity()))])).toBe('used');
    const logger = eventHubLogger('l', { credentials: { identityClientId: 'x' } });
    expect(use([logger], { failing: { 'children:backends': 'FORBIDDEN' } })).toBe('used');
    expect(use([logger], { failing: { 'children:loggers': 'FORBIDDEN' } })).toBe('unproven');
  });

  it('is sure of its absence only when everything was read', () => {
    const plain = [api('a', 'https://a.b'), policy('', inbound())];
    expect(use(plain)).toBe('not-used');
    expect(use(plain, { failing: { 'children:backends': 'FORBIDDEN' } })).toBe('unproven');
    expect(use([...plain, policy('apis/a', 'mangled')])).toBe('unproven');
    expect(use([policy('', inbound('<include-fragment fragment-id="f" />'))])).toBe('unproven');
  });
});

describe('what was scanned', () => {
  const resources = [
    apim(),
    policy('', inbound('<include-fragment fragment-id="f" />')),
    policy('apis/a', 'mangled'),
    fragment('f'),
    backend('b', 'https://a.b'),
    resource(`${APIM}/certificates/c`, {}),
  ];

  it('counts policies that were understood, and the lists', () => {
    expect(scannedCounts(subjectOf(resources))).toEqual({
      policies: 1,
      backends: 1,
      loggers: 0,
      namedValues: 0,
      certificates: 1,
    });
  });

  it('is null where a list is unread', () => {
    const unread = subjectOf(resources, {
      failing: { 'children:allpolicies': 'THROTTLED', 'children:loggers': 'FORBIDDEN' },
    });
    expect(scannedCounts(unread)).toMatchObject({ policies: null, loggers: null, backends: 1 });
  });

  it('is not known where the instance is unread', () => {
    const hidden = subjectOf(resources, { denied: [APIM] });
    expect(crawlProgress(hidden)).toEqual({ scanned: 0, known: 0 });
    expect(new Set(Object.values(scannedCounts(hidden)))).toEqual(new Set([null]));
  });

  it('counts the workspaces too, unless one of their lists is unread', () => {
    const workspace = [resource(`${APIM}/workspaces/w`), resource(`${APIM}/workspaces/w/backends/b2`, {})];
    const backends = (failing: EstateOptions['failing'] = {}) =>
      scannedCounts(subjectOf([...resources, ...workspace], { failing })).backends;
    expect(backends()).toBe(2);
    expect(backends({ [`children:${APIM}/workspaces/w/backends`.toLowerCase()]: 'FORBIDDEN' })).toBeNull();
  });

  it('tells how far the search is', () => {
    expect(crawlProgress(subjectOf(resources))).toEqual({ scanned: 3, known: 3 });
    const pending = { [`resource:${APIM}/apis/a/policies/policy`.toLowerCase()]: 'PENDING' as const };
    expect(crawlProgress(subjectOf(resources, { failing: pending }))).toEqual({ scanned: 2, known: 3 });
    expect(crawlProgress(subjectOf(resources, { failing: { 'children:allpolicies': 'PENDING' } }))).toEqual({
      scanned: 0,
      known: 0,
    });
  });
});
