import type { ArmResource } from '../../../src/model/arm.ts';
import type { Day } from '../../../src/model/days.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { render } from '../../../src/model/text.ts';
import { keyVaultPermission } from '../../../src/retirements/trusted-service-connectivity/key-vault-permission.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import {
  apim,
  armId,
  clientCertificate,
  keyVault,
  keyVaultNamedValue,
  PRINCIPAL,
  resource,
  SUBSCRIPTION,
  TENANT,
} from '../../support/resources.ts';
import { type SubjectOptions, subjectOf } from '../../support/subject.ts';
import { hostname, judged } from './shared/key-vault-support.ts';

const OTHER = '33333333-3333-4333-8333-333333333333';
const VAULT = armId('Microsoft.KeyVault/vaults/kv-prod', 'rg-secrets');
const SECRETS_USER = '4633458b-17de-408a-b874-0445c86b69e6';
const CUSTOM = '7c2f9e61-04ab-4d38-b5f7-1e6a8d3c9b20';
const ROLES = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions`;

let count = 0;
function assignment(role: string, properties: JsonObject = {}): ArmResource {
  count += 1;
  return resource(`${VAULT}/providers/Microsoft.Authorization/roleAssignments/${count}`, {
    properties: { roleDefinitionId: `${ROLES}/${role}`, principalId: PRINCIPAL, scope: VAULT, ...properties },
  });
}

function customRole(dataActions: readonly string[], notDataActions: readonly string[] = []): ArmResource {
  return resource(`${ROLES}/${CUSTOM}`, { properties: { permissions: [{ dataActions, notDataActions }] } });
}

const byRoles = keyVault('kv-prod', { enableRbacAuthorization: true, accessPolicies: [] });
const key = keyVaultNamedValue('key', 'kv-prod');

function withRoles(assignments: readonly ArmResource[], options: SubjectOptions = {}): readonly string[] {
  return judged(keyVaultPermission, [apim(), byRoles, key, ...assignments], options);
}

checkRequirement(keyVaultPermission, {
  pass: [['an access policy', [apim(), keyVault(), key], ['pass kv-prod']]],
  fail: [['no role', [apim(), byRoles, key], ['fail outage NO_PERMISSION kv-prod']]],
  unknown: [['a vault that nobody shows', [apim(), key], ['unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net']]],
  notApplicable: [['no reference', [apim()], ['not-applicable NO_KV_REFS apim-prod']]],
});

describe('key-vault-permission, by roles', () => {
  it.each([
    ['Key Vault Secrets User', '4633458b-17de-408a-b874-0445c86b69e6', 'pass'],
    ['Key Vault Secrets Officer', 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7', 'pass'],
    ['Key Vault Administrator', '00482a5a-887f-4fb3-b363-3b7fe8e74483', 'pass'],
    ['Key Vault Certificate User', 'DB79E9A7-68ee-4b58-9aeb-b90e7c24fcba', 'pass'],
    ['Key Vault Reader', '21090545-7ca7-4776-b22c-e363652d74d2', 'fail outage NO_PERMISSION'],
    ['Reader', 'acdd72a7-3385-48ef-bd42-f606fba81ae7', 'fail outage NO_PERMISSION'],
    ['Contributor', 'b24988ac-6180-42a0-ab88-20f7382dd24c', 'fail outage NO_PERMISSION'],
    ['Owner', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'fail outage NO_PERMISSION'],
  ])('%s', (_, role, expected) => {
    expect(withRoles([assignment(role)])).toEqual([`${expected} kv-prod`]);
  });

  it.each([
    ['the vault, ids in any case', VAULT.toUpperCase(), 'pass'],
    ['the vault, as its id alone tells', null, 'pass'],
    ['its resource group', armId('', 'rg-secrets').replace('/providers/', ''), 'pass'],
    ['its subscription', `/subscriptions/${SUBSCRIPTION}`, 'pass'],
    ['a management group', '/providers/Microsoft.Management/managementGroups/root', 'pass'],
    ['the very secret', `${VAULT}/secrets/KEY`, 'pass'],
    ['another secret', `${VAULT}/secrets/other`, 'fail outage NO_PERMISSION'],
    ['a key of the same name', `${VAULT}/keys/key`, 'fail outage NO_PERMISSION'],
    ['a vault whose name goes on', `${VAULT}2`, 'fail outage NO_PERMISSION'],
  ])('counts at %s', (_, scope, expected) => {
    expect(withRoles([assignment(SECRETS_USER, { scope })])).toEqual([`${expected} kv-prod`]);
  });

  it.each([
    ['the data action itself', ['Microsoft.KeyVault/vaults/secrets/getSecret/action'], [], 'pass'],
    ['a wildcard', ['Microsoft.KeyVault/vaults/secrets/*'], [], 'pass'],
    ['everything', ['*'], [], 'pass'],
    ['everything but secrets', ['*'], ['Microsoft.KeyVault/vaults/secrets/*'], 'fail outage NO_PERMISSION'],
    ['metadata only', ['Microsoft.KeyVault/vaults/secrets/readMetadata/action'], [], 'fail outage NO_PERMISSION'],
    [
      'another word for the dot',
      ['MicrosoftxKeyVault/vaults/secrets/getSecret/action'],
      [],
      'fail outage NO_PERMISSION',
    ],
  ])('reads the definition of a custom role: %s', (_, actions, not, expected) => {
    expect(withRoles([customRole(actions, not), assignment(CUSTOM)])).toEqual([`${expected} kv-prod`]);
  });

  it('takes what any part of a role permits', () => {
    const permissions = [{ dataActions: [] }, { dataActions: ['*'] }];
    const role = resource(`${ROLES}/${CUSTOM}`, { properties: { permissions } });
    expect(withRoles([role, assignment(CUSTOM)])).toEqual(['pass kv-prod']);
  });

  it('reads a role that a management group defines in the subscription of the vault', () => {
    const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${CUSTOM}`;
    expect(withRoles([customRole(['*']), assignment(CUSTOM, { roleDefinitionId })])).toEqual(['pass kv-prod']);
  });

  it('does not know what a role does whose definition cannot be read, unless another one suffices', () => {
    expect(
      withRoles([assignment(CUSTOM)], { failing: { [`resource:${ROLES}/${CUSTOM}`.toLowerCase()]: 'FORBIDDEN' } }),
    ).toEqual(['unknown FORBIDDEN kv-prod']);
    expect(withRoles([assignment(CUSTOM), assignment(SECRETS_USER)])).toEqual(['pass kv-prod']);
  });

  it('does not judge a condition', () => {
    expect(withRoles([assignment(SECRETS_USER, { condition: "@Resource[...] StringEquals 'key'" })])).toEqual([
      'unknown ROLE_CONDITION kv-prod',
    ]);
  });

  it.each([
    ['assignments that may not be read', 'FORBIDDEN'],
    ['a list that was cut', 'PAGE_CUT'],
  ] as const)('does not take %s for none', (_, reason) => {
    const collection = `children:${VAULT}/providers/Microsoft.Authorization/roleAssignments?$filter=assignedTo('${PRINCIPAL}')`;
    expect(withRoles([], { failing: { [collection.toLowerCase()]: reason } })).toEqual([`unknown ${reason} kv-prod`]);
  });

  it('ignores access policies, which are void', () => {
    const vault = keyVault('kv-prod', { enableRbacAuthorization: true });
    expect(judged(keyVaultPermission, [apim(), vault, key])).toEqual(['fail outage NO_PERMISSION kv-prod']);
  });

  it('names the permission as the cause, and grants the role at the vault alone', () => {
    const [item] = keyVaultPermission.check(subjectOf([apim(), byRoles, key]));
    expect(render(item?.message ?? { template: '', values: {} })).toContain(
      'the permission that is missing, not the network',
    );
    expect(item?.fix?.command).toContain(
      `az role assignment create --role 'Key Vault Secrets User' --assignee-object-id ${PRINCIPAL} --assignee-principal-type ServicePrincipal --scope ${VAULT}`,
    );
  });
});

describe('key-vault-permission, by access policies', () => {
  const entry = (objectId: string, secrets: readonly string[], rest: JsonObject = {}): Json => ({
    tenantId: TENANT,
    objectId,
    permissions: { keys: [], secrets, certificates: [] },
    ...rest,
  });
  const SUCCESS = (day: Day) => ({ lastStatus: { code: 'Success', timeStampUtc: `${day}T23:59:59Z` } });
  const REFUSED = {
    lastStatus: {
      code: 'Forbidden',
      message: 'The user, group or application does not have secrets get permission on key vault',
      timeStampUtc: '2026-11-22T03:00:00Z',
    },
  };
  const FIREWALL = {
    lastStatus: {
      code: 'Forbidden',
      message: 'Client address is not authorized',
      timeStampUtc: '2026-11-22T03:00:00Z',
    },
  };
  const judge = (policies: readonly Json[] | undefined, read: JsonObject = SUCCESS('2026-10-01')) =>
    judged(
      keyVaultPermission,
      [apim(), keyVault('kv-prod', { accessPolicies: policies ?? null }), keyVaultNamedValue('key', 'kv-prod', read)],
      { today: '2026-11-22' },
    );

  it.each([
    ['get', [entry(PRINCIPAL, ['get'])], 'pass'],
    ['all in another case', [entry(PRINCIPAL.toUpperCase(), ['All'])], 'pass'],
    ['list alone', [entry(PRINCIPAL, ['list'])], 'fail outage NO_PERMISSION'],
    [
      'get for an application on its behalf',
      [entry(PRINCIPAL, ['get'], { applicationId: OTHER })],
      'fail outage NO_PERMISSION',
    ],
    ['get in another directory', [entry(PRINCIPAL, ['get'], { tenantId: OTHER })], 'fail outage NO_PERMISSION'],
    ['no entry', [], 'fail outage NO_PERMISSION'],
    ['no list', undefined, 'fail outage NO_PERMISSION'],
    ['list in one entry, get in another of its own', [entry(PRINCIPAL, ['list']), entry(PRINCIPAL, ['get'])], 'pass'],
    ['somebody else, who may get among others', [entry(OTHER, ['list', 'get'])], 'unknown MAYBE_GROUP'],
    ['somebody else, who may not get', [entry(OTHER, ['list', 'set'])], 'fail outage NO_PERMISSION'],
  ])('with %s', (_, policies, expected) => {
    expect(judge(policies)).toEqual([`${expected} kv-prod`]);
  });

  it.each([
    ['a success long ago', SUCCESS('2026-10-01'), 'unknown MAYBE_GROUP'],
    ['a success two days ago', SUCCESS('2026-11-20'), 'unknown MAYBE_GROUP'],
    ['a success yesterday', SUCCESS('2026-11-21'), 'pass'],
    ['a success today', SUCCESS('2026-11-22'), 'pass'],
    ['no last read', { lastStatus: null }, 'unknown MAYBE_GROUP'],
    ['a read that was refused for want of permission', REFUSED, 'fail outage NO_PERMISSION'],
    ['a read that the firewall refused', FIREWALL, 'unknown MAYBE_GROUP'],
  ])('with somebody else, perhaps a group, and %s', (_, read, expected) => {
    expect(judge([entry(OTHER, ['get'])], read)).toEqual([`${expected} kv-prod`]);
  });

  it('believes the newest read of several', () => {
    const vault = keyVault('kv-prod', { accessPolicies: [entry(OTHER, ['get'])] });
    const old = keyVaultNamedValue('old', 'kv-prod', {
      lastStatus: { ...REFUSED.lastStatus, timeStampUtc: '2026-11-20T03:00:00Z' },
    });
    const fresh = keyVaultNamedValue('fresh', 'kv-prod', SUCCESS('2026-11-22'));
    expect(judged(keyVaultPermission, [apim(), vault, old, fresh])).toEqual(['pass kv-prod']);
  });

  it('keeps what the identity has when it adds get and list', () => {
    const vault = keyVault('kv-prod', { accessPolicies: [entry(PRINCIPAL, ['Set'])] });
    const [item] = keyVaultPermission.check(subjectOf([apim(), vault, key]));
    expect(item?.fix?.command).toContain(`--object-id ${PRINCIPAL} --secret-permissions set get list`);
  });
});

describe('key-vault-permission, of which identity', () => {
  const CLIENT = '44444444-4444-4444-8444-444444444444';
  const IDENTITY = armId('Microsoft.ManagedIdentity/userAssignedIdentities/id-apim');
  const both = (entry: JsonObject) =>
    apim(
      {},
      {
        identity: {
          type: 'SystemAssigned, UserAssigned',
          principalId: PRINCIPAL,
          tenantId: TENANT,
          userAssignedIdentities: { [IDENTITY]: entry },
        },
      },
    );
  const byUser = keyVaultNamedValue('user', 'kv-prod', { identityClientId: CLIENT.toUpperCase() });

  it('has one item for each vault and identity', () => {
    const resources = [
      both({ clientId: CLIENT, principalId: OTHER }),
      byRoles,
      key,
      byUser,
      clientCertificate('cert', 'kv-prod'),
      assignment(SECRETS_USER),
    ];
    expect(judged(keyVaultPermission, resources)).toEqual(['pass kv-prod', 'fail outage NO_PERMISSION kv-prod']);
  });

  it('takes a client id of no map for the system-assigned identity where its read worked, and shares its item', () => {
    const stored = keyVaultNamedValue('stored', 'kv-prod', { identityClientId: OTHER });
    expect(judged(keyVaultPermission, [apim(), byRoles, key, stored, assignment(SECRETS_USER)])).toEqual([
      'pass kv-prod',
    ]);
    const never = [OTHER, CLIENT].map((identityClientId, index) =>
      keyVaultNamedValue(`never-${index}`, 'kv-prod', { identityClientId, lastStatus: null }),
    );
    expect(judged(keyVaultPermission, [apim(), byRoles, key, ...never, assignment(SECRETS_USER)])).toEqual([
      'pass kv-prod',
      'unknown IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID kv-prod',
      'unknown IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID kv-prod',
    ]);
  });

  it('asks the identity itself for an object id that the instance does not tell', () => {
    const service = both({ clientId: CLIENT });
    const told = resource(IDENTITY, { properties: { principalId: OTHER, clientId: CLIENT } });
    const granted = assignment(SECRETS_USER, { principalId: OTHER });
    expect(judged(keyVaultPermission, [service, byRoles, byUser, told, granted])).toEqual(['pass kv-prod']);
    expect(judged(keyVaultPermission, [service, byRoles, byUser, granted])).toEqual([
      'unknown PRINCIPAL_NOT_TOLD kv-prod',
    ]);
  });

  it('leaves an identity that does not exist to key-vault-identity', () => {
    const none = apim({}, { identity: { type: 'None' } });
    expect(judged(keyVaultPermission, [none, byRoles, key])).toEqual([
      'not-applicable SYSTEM_IDENTITY_DISABLED kv-prod',
    ]);
    expect(judged(keyVaultPermission, [none, byRoles, byUser])).toEqual([
      'not-applicable SYSTEM_IDENTITY_DISABLED kv-prod',
    ]);
  });

  it.each([
    ['a read that worked, which only the system-assigned identity can have done', {}, 'pass'],
    ['no read that worked', { lastStatus: null }, 'unknown IDENTITY_NOT_ATTACHED_OR_SYSTEM_CLIENTID'],
  ])('with a client id of no map and %s', (_, read, expected) => {
    const reference = keyVaultNamedValue('key', 'kv-prod', { identityClientId: CLIENT, ...read });
    expect(judged(keyVaultPermission, [apim(), keyVault(), reference])).toEqual([`${expected} kv-prod`]);
  });

  it('judges the certificate of a hostname, and a vault without a firewall', () => {
    const service = apim({ hostnameConfigurations: [hostname('api.example.com', 'kv-prod')] });
    expect(judged(keyVaultPermission, [service, keyVault('kv-prod', { accessPolicies: [] })])).toEqual([
      'fail outage NO_PERMISSION kv-prod',
    ]);
  });

  it('is unknown for a vault that cannot be read, and not applicable without references', () => {
    expect(judged(keyVaultPermission, [apim(), keyVaultNamedValue('key', 'kv-hidden')])).toEqual([
      'unknown TARGET_NOT_VISIBLE kv-hidden.vault.azure.net',
    ]);
    expect(judged(keyVaultPermission, [apim()])).toEqual(['not-applicable NO_KV_REFS apim-prod']);
  });
});
