import type { ArmResource } from '../../../src/model/arm.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { render } from '../../../src/model/text.ts';
import { keyVaultIdentity } from '../../../src/retirements/trusted-service-connectivity/key-vault-identity.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import {
  APIM,
  apim,
  armId,
  clientCertificate,
  firewall,
  keyVault,
  keyVaultNamedValue,
} from '../../support/resources.ts';
import { subjectOf } from '../../support/subject.ts';
import { hostname, judged } from './shared/key-vault-support.ts';

const MINE = '44444444-4444-4444-8444-444444444444';
const STRANGE = '55555555-5555-4555-8555-555555555555';
const IDENTITY = armId('Microsoft.ManagedIdentity/userAssignedIdentities/id-apim');

function service(type: string | null, properties: JsonObject = {}): ArmResource {
  const userAssignedIdentities = { [IDENTITY]: { clientId: MINE, principalId: MINE } };
  return apim(properties, { identity: type === null ? null : { type, userAssignedIdentities } });
}

const both = (properties: JsonObject = {}) => service('SystemAssigned, UserAssigned', properties);
/** Selected networks, with the gateway's address let in: line of sight. */
const seen = keyVault('kv-prod', firewall({ ipRules: [{ value: '20.50.1.1/32' }] }));
const unseen = keyVault('kv-prod', firewall());
const namedValue = (identityClientId: Json, rest: JsonObject = {}) =>
  keyVaultNamedValue('key', 'kv-prod', { identityClientId, ...rest });
const host = (identityClientId: Json) => ({
  hostnameConfigurations: [
    hostname('api.contoso.com', 'kv-prod', { identityClientId, certificateStatus: 'Completed' }),
  ],
});

checkRequirement(keyVaultIdentity, {
  pass: [['the system-assigned identity', [both(), unseen, namedValue(null)], ['pass key']]],
  fail: [
    ['a user-assigned one', [both(), unseen, namedValue(MINE)], ['fail outage USER_ASSIGNED_BEHIND_FIREWALL key']],
  ],
  unknown: [
    [
      'one in no map that was never read with',
      [both(), unseen, namedValue(STRANGE, { lastStatus: null })],
      ['unknown IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID key'],
    ],
  ],
  notApplicable: [['no firewall', [both(), keyVault(), namedValue(MINE)], ['not-applicable FIREWALL_OFF key']]],
});

describe('key-vault-identity, of a named value in a firewalled vault', () => {
  it.each<[string, ArmResource, Json, string]>([
    ['no client id', both(), null, 'pass'],
    ['an empty client id', both(), '', 'pass'],
    ['no client id, types without a space', service('SystemAssigned,UserAssigned'), null, 'pass'],
    ['no client id, types in another case', service('systemassigned'), null, 'pass'],
    ['no client id, user-assigned only', service('UserAssigned'), null, 'fail outage SYSTEM_IDENTITY_DISABLED'],
    ['no client id, identity None', service('None'), null, 'fail outage SYSTEM_IDENTITY_DISABLED'],
    ['no client id, no identity at all', service(null), null, 'fail outage SYSTEM_IDENTITY_DISABLED'],
    ['a user-assigned one', both(), MINE, 'fail outage USER_ASSIGNED_BEHIND_FIREWALL'],
    ['a user-assigned one in upper case', both(), MINE.toUpperCase(), 'fail outage USER_ASSIGNED_BEHIND_FIREWALL'],
    ['a user-assigned one, system off', service('UserAssigned'), MINE, 'fail outage USER_ASSIGNED_BEHIND_FIREWALL'],
    ['one in no map and a last read that worked', both(), STRANGE, 'warn IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID'],
    ['one in no map, system off', service('UserAssigned'), STRANGE, 'fail outage SYSTEM_IDENTITY_DISABLED'],
  ])('with %s', (_, apiManagement, clientId, expected) => {
    expect(judged(keyVaultIdentity, [apiManagement, unseen, namedValue(clientId)])).toEqual([`${expected} key`]);
  });
});

describe('key-vault-identity, of a client id in no map', () => {
  it.each([
    ['worked', { code: 'Success' }, 'warn'],
    ['failed', { code: 'AccessDenied' }, 'unknown'],
    ['is not told', null, 'unknown'],
  ])('is %s when the last read decides who it was', (_, lastStatus, expected) => {
    const resources = [both(), unseen, namedValue(STRANGE, { lastStatus })];
    expect(judged(keyVaultIdentity, resources)).toEqual([`${expected} IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID key`]);
  });
});

describe('key-vault-identity, what it offers first', () => {
  it.each([
    ['on', both(), 'Let the system-assigned identity read secrets'],
    ['off', service('UserAssigned'), 'Switch the system-assigned identity on'],
  ])('with the system-assigned identity %s', (_, apiManagement, title) => {
    const [item] = keyVaultIdentity.check(subjectOf([apiManagement, unseen, namedValue(MINE)]));
    expect(render(item?.fix?.title ?? { template: '', values: {} })).toContain(title);
  });
});

describe('key-vault-identity, what it offers where the system-assigned identity is off', () => {
  it('names every vault that the new identity is to read, and none that another one reads or nobody shows', () => {
    const references = [
      keyVaultNamedValue('other', 'kv-other'),
      keyVaultNamedValue('third', 'kv-third', { identityClientId: MINE }),
      keyVaultNamedValue('hidden', 'kv-hidden'),
    ];
    const vaults = [unseen, keyVault('kv-other'), keyVault('kv-third')];
    const [item] = keyVaultIdentity.check(
      subjectOf([service('UserAssigned'), ...vaults, namedValue(MINE), ...references]),
    );
    expect(item?.fix?.title.values).toMatchObject({ vault: 'kv-prod, kv-other' });
  });
});

describe('key-vault-identity, what it shows of a reference', () => {
  it.each([
    [null, 'absent, which means the system-assigned identity'],
    [MINE, MINE],
  ])('with client id %s: %s', (clientId, expected) => {
    const [item] = keyVaultIdentity.check(subjectOf([both(), unseen, namedValue(clientId)]));
    expect(item?.evidence[0]).toMatchObject({ property: 'properties.keyVault.identityClientId', observed: expected });
  });
});

describe('key-vault-identity, of a user-assigned identity that works today', () => {
  const warn = 'warn USER_ASSIGNED_BEHIND_FIREWALL';
  const fail = 'fail outage USER_ASSIGNED_BEHIND_FIREWALL';

  it.each<[string, ArmResource, JsonObject, string]>([
    ['line of sight and a successful read', seen, {}, warn],
    ['line of sight and no read yet', seen, { lastStatus: null }, fail],
    ['line of sight and a failed read', seen, { lastStatus: { code: 'AccessDenied' } }, fail],
    ['a successful read without line of sight', unseen, {}, fail],
  ])('with %s', (_, vault, rest, expected) => {
    const reference = { identityClientId: MINE, ...rest };
    expect(judged(keyVaultIdentity, [both(), vault, namedValue(MINE, rest)])).toEqual([`${expected} key`]);
    expect(judged(keyVaultIdentity, [both(), vault, clientCertificate('cert', 'kv-prod', reference)])).toEqual([
      `${expected} cert`,
    ]);
  });

  it('still fails where one of two locations has no line of sight', () => {
    const two = both({ additionalLocations: [{ location: 'North Europe', publicIPAddresses: ['20.60.1.1'] }] });
    expect(judged(keyVaultIdentity, [two, seen, namedValue(MINE)])).toEqual([`${fail} key`]);
  });

  it('does not ask a location whose gateway is switched off', () => {
    const additionalLocations = [{ location: 'North Europe', publicIPAddresses: ['20.60.1.1'], disableGateway: true }];
    expect(judged(keyVaultIdentity, [both({ additionalLocations }), seen, namedValue(MINE)])).toEqual([`${warn} key`]);
  });

  it('fails where line of sight is unknown', () => {
    const shared = { ...both(), sku: { name: 'StandardV2', capacity: 1 } };
    expect(judged(keyVaultIdentity, [shared, seen, namedValue(MINE)])).toEqual([`${fail} key`]);
  });
});

describe('key-vault-identity, of a hostname', () => {
  it.each<[string, ArmResource, string]>([
    ['no client id', both(host(null)), 'pass'],
    ['a user-assigned one, also with line of sight', both(host(MINE)), 'fail outage USER_ASSIGNED_BEHIND_FIREWALL'],
    ['one in no map', both(host(STRANGE)), 'warn IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID'],
    ['one in no map, system off', service('UserAssigned', host(STRANGE)), 'fail outage SYSTEM_IDENTITY_DISABLED'],
  ])('with %s', (_, apiManagement, expected) => {
    expect(judged(keyVaultIdentity, [apiManagement, seen])).toEqual([`${expected} api.contoso.com`]);
  });

  it('fails a user-assigned identity behind a vault that only a private endpoint reaches', () => {
    const vault = keyVault('kv-prod', {
      ...firewall(),
      publicNetworkAccess: 'disabled',
      privateEndpointConnections: [{ properties: { privateLinkServiceConnectionState: { status: 'Approved' } } }],
    });
    expect(judged(keyVaultIdentity, [both(host(MINE)), vault])).toEqual([
      'fail outage USER_ASSIGNED_BEHIND_FIREWALL api.contoso.com',
    ]);
  });
});

describe('key-vault-identity, by the state of the vault', () => {
  it.each<[string, JsonObject, string]>([
    ['no network rules', {}, 'not-applicable FIREWALL_OFF'],
    ['default action Allow', firewall({ defaultAction: 'Allow' }), 'not-applicable FIREWALL_OFF'],
    ['selected networks', firewall(), 'fail outage USER_ASSIGNED_BEHIND_FIREWALL'],
    ['public access disabled', { publicNetworkAccess: 'disabled' }, 'fail outage USER_ASSIGNED_BEHIND_FIREWALL'],
    ['an unseen perimeter', { publicNetworkAccess: 'SecuredByPerimeter' }, 'fail outage USER_ASSIGNED_BEHIND_FIREWALL'],
  ])('with %s', (_, properties, expected) => {
    const resources = [both(), keyVault('kv-prod', properties), namedValue(MINE, { lastStatus: null })];
    expect(judged(keyVaultIdentity, resources)).toEqual([`${expected} key`]);
  });

  it('cannot tell while the perimeter of a vault without rules is unread, and does where rules deny already', () => {
    const failing = { perimeterAssociations: 'THROTTLED' } as const;
    const reference = namedValue(null);
    expect(judged(keyVaultIdentity, [both(), keyVault(), reference], { failing })).toEqual(['unknown THROTTLED key']);
    expect(judged(keyVaultIdentity, [both(), unseen, reference], { failing })).toEqual(['pass key']);
  });

  it('keeps the reference as subject while the vault is unread', () => {
    const items = keyVaultIdentity.check(subjectOf([both(), namedValue(null)]));
    expect(items.map(({ subject, status, reason }) => [subject, status, reason])).toEqual([
      [`${APIM}/namedValues/key`, 'unknown', 'TARGET_NOT_VISIBLE'],
    ]);
  });

  it('judges from the primary location when every gateway is switched off', () => {
    expect(judged(keyVaultIdentity, [both({ disableGateway: true }), seen, namedValue(MINE)])).toEqual([
      'warn USER_ASSIGNED_BEHIND_FIREWALL key',
    ]);
  });
});

describe('key-vault-identity, what it offers', () => {
  it('switches the system identity on without dropping a user-assigned one', () => {
    const [item] = keyVaultIdentity.check(subjectOf([service('UserAssigned'), unseen, namedValue(null)]));
    const body = /-b '(.*)'/.exec(item?.fix?.command ?? '')?.[1] ?? '{}';
    expect(JSON.parse(body)).toEqual({
      identity: { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
    });
    expect(item?.fix?.command?.split('\n')[1]).toContain('-m get');
  });

  it('gives every failure and warning a fix, and every item evidence', () => {
    const references = [namedValue(MINE), clientCertificate('cert', 'kv-prod', { identityClientId: STRANGE })];
    const items = keyVaultIdentity.check(subjectOf([both(host(STRANGE)), unseen, ...references]));
    expect(items).toHaveLength(3);
    for (const item of items) {
      expect(item.evidence.length).toBeGreaterThan(0);
      expect(item.fix?.portal).toMatch(/^https:\/\/portal\.azure\.com\//);
    }
  });
});
