/** How references, calls and vaults come to use an identity: what is switched on, granted and changed, and what is kept. */
import { switchIdentityOn, useOwnIdentity } from '../../src/fixes/call-credentials.ts';
import {
  confirmIdentity,
  dropVersion,
  readAgain,
  renewCertificate,
  useSystemIdentity,
} from '../../src/fixes/key-vault-reference.ts';
import { grantSecretAccess, readBySystem, switchSystemIdentityOn } from '../../src/fixes/managed-identity.ts';
import { keyVaultReferences } from '../../src/instance/key-vault-references.ts';
import type { FailureCause } from '../../src/instance/last-read.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Fix } from '../../src/model/finding.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { render } from '../../src/model/text.ts';
import { targetOf } from '../network/support.ts';
import { APIM, apim, keyVault, keyVaultNamedValue, PRINCIPAL } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const vault = keyVault();
const off = apim({}, { identity: undefined });
const on = apim();
const SECRET = 'https://kv-prod.vault.azure.net/secrets/key';

function referenceOf(keyVaultPart: JsonObject = {}) {
  const subject = subjectOf([on, keyVaultNamedValue('key', 'kv-prod', keyVaultPart)]);
  const [reference] = keyVaultReferences(on, subject.estate).references;
  if (reference === undefined) throw new Error('no reference is found');
  return { subject, reference };
}

const kinds = (fix: Fix) => fix.changes?.map(({ kind }) => kind);
const own = { identityClientId: 'some-client' };

describe('a vault lets the system-assigned identity read', () => {
  it.each<readonly [string, JsonObject, ArmResource, string, string | undefined]>([
    ['by a role where it is asked for roles', { enableRbacAuthorization: true }, on, 'role', PRINCIPAL],
    ['by an access policy where it is not', { enableRbacAuthorization: false }, on, 'access-policy', PRINCIPAL],
    ['by an access policy where it does not tell', {}, on, 'access-policy', PRINCIPAL],
    ['though the identity has no object id yet', {}, off, 'access-policy', undefined],
  ])('%s', (_, properties, service, model, principal) => {
    expect(grantSecretAccess(service, keyVault('kv-prod', properties))).toEqual({
      kind: 'grant-secret-access',
      vault: vault.id,
      model,
      service: APIM,
      principal,
      keeps: [],
    });
  });
});

describe('a reference that is to be read by the system-assigned identity', () => {
  it.each<readonly [string, JsonObject, ArmResource, readonly string[]]>([
    ['has it switched on first', own, off, ['enable-system-identity', 'grant-secret-access', 'use-identity']],
    ['is changed where it is on', own, on, ['grant-secret-access', 'use-identity']],
    ['stays as it is where it names no other', {}, on, ['grant-secret-access']],
  ])('%s', (_, part, service, expected) => {
    const { subject, reference } = referenceOf(part);

    expect(kinds(useSystemIdentity(subject, service, reference, vault))).toEqual(expected);
  });

  it.each<readonly [string, JsonObject, readonly object[]]>([
    ['names none', own, [{ kind: 'use-identity', service: APIM, secret: SECRET, clientId: undefined }]],
    ['is left alone where it names none already', {}, []],
    ['is left alone where its secret cannot be told', { ...own, secretIdentifier: 'x' }, []],
  ])('%s', (_, part, expected) => {
    expect(readBySystem(on, referenceOf(part).reference)).toMatchObject(expected);
  });

  it('names every vault that the new identity is to read, once', () => {
    const { subject, reference } = referenceOf(own);
    const other = keyVault('kv-other');
    const fix = switchSystemIdentityOn(subject, off, reference, vault, [
      { ...vault, id: vault.id.toUpperCase() },
      other,
    ]);

    expect(render(fix.title)).toContain('secrets in kv-prod, kv-other,');
    expect(kinds(fix)).toEqual(['enable-system-identity', 'grant-secret-access', 'use-identity']);
  });

  it('keeps every identity that is attached', () => {
    const attached = apim({}, { identity: { type: 'UserAssigned', userAssignedIdentities: { '/a': {}, '/b': {} } } });
    const { subject, reference } = referenceOf(own);

    expect(useSystemIdentity(subject, attached, reference, vault).changes?.[0]).toMatchObject({ keeps: ['/a', '/b'] });
    expect(useSystemIdentity(subject, off, reference, vault).changes?.[0]).toMatchObject({ keeps: [] });
  });
});

describe('a reference that is put right', () => {
  const words = 'words alone';
  const kindsOf = (fix: Fix) => kinds(fix) ?? words;

  it.each<readonly [string, JsonObject, readonly string[] | string]>([
    ['follows its secret', { secretIdentifier: `${SECRET}/v1` }, ['drop-version']],
    ['is put right by people where its secret cannot be told', { secretIdentifier: 'x' }, words],
  ])('%s', (_, part, expected) => {
    const { subject, reference } = referenceOf(part);

    expect(kindsOf(dropVersion(subject, reference))).toEqual(expected);
  });

  it.each<readonly [string, JsonObject, readonly string[] | string]>([
    ['has its certificate renewed', {}, ['renew-certificate']],
    ['follows the new certificate', { secretIdentifier: `${SECRET}/v1` }, ['drop-version', 'renew-certificate']],
    ['whose secret cannot be told is renewed by people', { secretIdentifier: 'x' }, words],
  ])('%s', (_, part, expected) => {
    const { subject, reference } = referenceOf(part);

    expect(kindsOf(renewCertificate(subject, reference))).toEqual(expected);
  });

  it.each<readonly [FailureCause | undefined, string, readonly string[] | string, string]>([
    ['permission', 'Failed', ['read-again'], 'Let the identity of key read the secrets'],
    ['firewall', 'Failed', ['read-again'], 'Let API Management through the firewall'],
    ['disabled', 'Failed', words, 'Enable the secret of key'],
    ['deleted', 'Failed', words, 'Recover the secret of key'],
    ['vault-gone', 'Failed', words, 'Recover the key vault of key'],
    [undefined, 'Failed', ['read-again'], 'Mend the cause that the last read of key names'],
    [undefined, 'Success', ['read-again'], 'Have key read again, and see whether it succeeds'],
  ])('is read again once %s is mended, after %s', (cause, code, expected, title) => {
    const { subject, reference } = referenceOf({ lastStatus: { code } });
    const fix = readAgain(subject, reference, cause);

    expect(kindsOf(fix)).toEqual(expected);
    expect(render(fix.title)).toContain(title);
  });

  it('names no cause where nothing was read yet', () => {
    const { subject, reference } = referenceOf({ lastStatus: undefined });

    expect(render(readAgain(subject, reference).title)).toContain('Mend the cause');
  });

  it('is looked at where hostnames are, with the page about them', () => {
    const { subject, reference } = referenceOf();
    const hostname = { ...reference, kind: 'hostname' as const, id: `${APIM}/hostnameConfigurations/x` };

    expect(confirmIdentity(subject, hostname)).toMatchObject({
      portal: expect.stringContaining('apim-customDomains'),
      docs: expect.stringContaining('custom-domain'),
    });
    expect(confirmIdentity(subject, reference)).toMatchObject({
      portal: expect.stringContaining('apim-namedvalues'),
      docs: expect.stringContaining('#key-vault-secrets'),
    });
  });
});

describe('a call that shows an identity that is not there', () => {
  const { subject } = referenceOf();
  const target = targetOf('key-vault');
  const policies = [`${APIM}/policies/policy`, `${APIM}/apis/orders/policies/POLICY`];
  const bypass = { kind: 'allow-trusted-services', vault: target.resource.id } as const;
  const way: Fix = { title: { template: 'open', values: {} }, portal: 'p', docs: 'd', order: 1, changes: [bypass] };
  const { changes: _, ...inWords } = way;

  it.each<readonly [string, Fix | undefined, readonly string[] | undefined]>([
    ['alone where the target lets it in', undefined, ['enable-system-identity']],
    ['with the way that the target lacks', way, ['enable-system-identity', 'allow-trusted-services']],
    ['in words where the way is in words', inWords, undefined],
  ])('gets it switched on %s', (_, needed, expected) => {
    const fix = switchIdentityOn(subject, off, target, needed);

    expect(kinds(fix)).toEqual(expected);
    expect(render(fix.title).includes('; then: ')).toBe(needed !== undefined);
  });

  it.each<readonly [string, ArmResource, readonly string[], Fix | undefined, readonly string[] | undefined]>([
    ['that is on', on, policies, undefined, ['use-call-identity', 'use-call-identity']],
    ['that is off', off, policies.slice(1), undefined, ['enable-system-identity', 'use-call-identity']],
    ['and gets in', on, policies.slice(1), way, ['use-call-identity', 'allow-trusted-services']],
    ['in words where the way is in words', on, policies, inWords, undefined],
    ['in words where a backend asks too', on, [...policies, `${APIM}/backends/b`], undefined, undefined],
    ['in words where a fragment of another kind asks', on, [`${APIM}/policies/policy/x`], way, undefined],
  ])('shows the system-assigned one %s', (_, service, sources, needed, expected) => {
    const fix = useOwnIdentity(subject, service, sources, target, needed);

    expect(kinds(fix)).toEqual(expected);
    expect(render(fix.title).includes('; then: ')).toBe(needed !== undefined);
  });
});
