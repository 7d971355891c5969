import { hasSignature, Identities } from '../../src/calls/call-identity.ts';
import type { Hole, KnownText, KnownToken } from '../../src/calls/policy/host-of-url.ts';
import { outsideCalls } from '../../src/calls/resolve-value.ts';
import { identityOf } from '../../src/instance/identity.ts';
import { failed } from '../../src/model/estate.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { apim } from '../support/resources.ts';

const USER = '33333333-3333-4333-8333-333333333333';
const GRAPH = 'https://graph.microsoft.com';
const VAULT = 'https://vault.azure.net';
const attached = { userAssignedIdentities: { '/u': { clientId: USER.toUpperCase() } } };

const INSTANCES = {
  system: { type: 'SystemAssigned' },
  user: { type: 'UserAssigned', ...attached },
  both: { type: 'SystemAssigned, UserAssigned', ...attached },
  none: null,
} as const satisfies Readonly<Record<string, JsonObject | null>>;
type Instance = keyof typeof INSTANCES;

const scope = outsideCalls(() => failed('SECRET_NAMED_VALUE'));
const identities = (instance: Instance) =>
  new Identities(identityOf(apim({}, { identity: INSTANCES[instance] })), 'public');
const token = (rest: Partial<KnownToken> = {}): KnownToken => ({
  clientIds: [''],
  audiences: undefined,
  workload: false,
  ...rest,
});

describe('who minted a token', () => {
  it.each<[string, readonly (readonly [Instance, string])[]]>([
    [
      '',
      [
        ['system', 'system'],
        ['user', 'missing'],
        ['both', 'system'],
        ['none', 'missing'],
      ],
    ],
    [
      ' SystemAssigned ',
      [
        ['system', 'system'],
        ['user', 'missing'],
        ['both', 'system'],
        ['none', 'missing'],
      ],
    ],
    [
      ` ${USER} `,
      [
        ['system', 'not-attached'],
        ['user', 'user-assigned'],
        ['both', 'user-assigned'],
        ['none', 'missing-user-assigned'],
      ],
    ],
    [
      'another',
      [
        ['system', 'not-attached'],
        ['user', 'not-attached'],
        ['both', 'not-attached'],
        ['none', 'missing-user-assigned'],
      ],
    ],
  ])('with the client id %j', (clientId, expected) => {
    const found = expected.map(([instance]) => [
      instance,
      ...identities(instance)
        .ofToken(token({ clientIds: [clientId] }))
        .map(({ kind }) => kind),
    ]);
    expect(found).toEqual(expected);
  });

  it('with a client id that is not known may be any there is', () => {
    const who = (instance: Instance) => identities(instance).ofToken(token({ clientIds: undefined }));
    expect((['system', 'user', 'both'] as const).map(who)).toEqual(Array(3).fill([{ kind: 'unknown', managed: true }]));
    expect(who('none')).toEqual([{ kind: 'missing-user-assigned', managed: true }]);
  });

  it.each<[string, readonly string[] | undefined, string]>([
    ['for a vault', [VAULT], 'system'],
    ['for another service', [GRAPH], 'foreign-token'],
    ['for another service alone', [GRAPH, 'https://contoso.com'], 'foreign-token'],
    ['for another service or a vault', [GRAPH, VAULT], 'system'],
    ['for what is not known', undefined, 'system'],
    ['for nothing', [], 'system'],
  ])('%s', (_, audiences, expected) => {
    expect(
      identities('system')
        .ofToken(token({ audiences }))
        .map(({ kind }) => kind),
    ).toEqual([expected]);
  });

  it('is the workload of a self-hosted gateway, whatever it is for', () => {
    expect(identities('both').ofToken(token({ workload: true, audiences: [GRAPH] }))).toEqual([
      { kind: 'workload', managed: false },
    ]);
  });

  it('may be several', () => {
    expect(
      identities('both')
        .ofToken(token({ clientIds: ['', USER] }))
        .map(({ kind }) => kind),
    ).toEqual(['system', 'user-assigned']);
  });
});

describe('who an Authorization header names', () => {
  const hole = (rest: Partial<Hole> = {}): Hole => ({ reason: 'EXPRESSION_URL', literals: [], ...rest });

  it.each<[string, KnownText, readonly string[]]>([
    ['a text', ['Basic x'], ['key']],
    ['nothing', [], ['key']],
    ['what is computed', ['Bearer ', hole()], ['key']],
    ['what may be no token', [hole({ mayBeToken: false, tokens: [] })], ['key']],
    ['a token', ['Bearer ', hole({ tokens: [token()] })], ['system']],
    ['what may be a token', [hole({ mayBeToken: true })], ['unknown']],
    ['a token or another', [hole({ tokens: [token()], mayBeToken: true })], ['system', 'unknown']],
    [
      'several tokens',
      [hole({ tokens: [token()] }), hole({ tokens: [token({ clientIds: [USER] })] })],
      ['system', 'user-assigned'],
    ],
  ])('by %s', (_, text, expected) => {
    expect(
      identities('both')
        .ofText(text)
        .map(({ kind }) => kind),
    ).toEqual(expected);
  });
});

describe('the credentials of a backend', () => {
  it.each<[string, Json | undefined, string | undefined]>([
    ['are none', undefined, undefined],
    ['are none', null, undefined],
    ['are none', {}, undefined],
    ['are none', { header: {}, query: {}, certificate: [], certificateIds: [] }, undefined],
    ['are no word', { header: 'x', query: 5 }, undefined],
    ['are a header', { header: { a: ['b'] } }, 'key'],
    ['are a query', { header: {}, query: { sig: ['b'] } }, 'key'],
    ['are a certificate', { certificate: ['a'] }, 'key'],
    ['are a certificate of the instance', { certificateIds: ['a'] }, 'key'],
    ['are an authorization', { authorization: { scheme: 'Basic' } }, 'key'],
    ['are the system-assigned identity', { managedIdentity: {} }, 'system'],
    ['are an identity before a key', { managedIdentity: { clientId: USER }, header: { a: ['b'] } }, 'user-assigned'],
    ['are a token for another service', { managedIdentity: { resource: GRAPH } }, 'foreign-token'],
    ['are some identity by a secret', { managedIdentity: { clientId: '{{c}}' } }, 'unknown'],
    ['are an identity for a secret', { managedIdentity: { resource: '{{r}}' } }, 'system'],
  ])('%s: %j', (_, credentials, expected) => {
    expect(identities('both').ofBackend(credentials, scope)?.kind).toBe(expected);
  });
});

describe('the credentials of a logger', () => {
  it.each<[Json | undefined, string, boolean]>([
    [{ identityClientId: 'SystemAssigned', connectionString: 'x' }, 'system', true],
    [{ identityClientId: USER }, 'user-assigned', true],
    [{ identityClientId: '{{c}}' }, 'unknown', true],
    [{ connectionString: '{{c}}' }, 'key', false],
    [{}, 'unknown', false],
    [undefined, 'unknown', false],
  ])('%j are %s, managed: %s', (credentials, kind, managed) => {
    expect(identities('both').ofLogger(credentials, scope)).toEqual({ kind, managed });
  });
});

it.each<[KnownText, boolean]>([
  [['https://a/?sig=x'], true],
  [['https://a/?b=c&SIG=x'], true],
  [['https://a/?code=x'], true],
  [['SharedAccessSignature sr=x'], true],
  [['https://a/?design=x'], false],
  [['https://a/sig=x'], false],
  [['https://a/', { reason: 'EXPRESSION_URL', literals: ['?sig=x'] }], false],
  [[{ reason: 'EXPRESSION_URL', literals: [] }, '?sig=x'], true],
  [[], false],
])('a URL %j carries a signature: %s', (url, expected) => {
  expect(hasSignature(url)).toBe(expected);
});
