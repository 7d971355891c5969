import { managedIdentityUse } from '../../src/calls/managed-identity-use.ts';
import { crawlProgress, scannedCounts } from '../../src/calls/scan-progress.ts';
import type { ArmResource } from '../../src/model/arm.ts';
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
