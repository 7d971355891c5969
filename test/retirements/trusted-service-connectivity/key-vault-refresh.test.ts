import type { ArmResource } from '../../../src/model/arm.ts';
import type { Day } from '../../../src/model/days.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { render } from '../../../src/model/text.ts';
import { keyVaultRefresh } from '../../../src/retirements/trusted-service-connectivity/key-vault-refresh.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { lineOf } from '../../support/judge.ts';
import { APIM, apim, clientCertificate, keyVault, keyVaultNamedValue, resource } from '../../support/resources.ts';
import { subjectOf } from '../../support/subject.ts';
import { hostname, judged } from './shared/key-vault-support.ts';

const versioned = { secretIdentifier: 'https://kv-prod.vault.azure.net/secrets/key/0123456789abcdef' };
const failed = { lastStatus: { code: 'AccessDenied', message: 'Client address: 20.50.1.1 is not authorized' } };
const never = { lastStatus: null };
const ending = (day: Day) => {
  const one = clientCertificate('cert', 'kv-prod');
  return { ...one, properties: { ...(one.properties as JsonObject), expirationDate: `${day}T00:00:00Z` } };
};
const FAILED_LIST = 'isKeyVaultRefreshFailed=true';

checkRequirement(keyVaultRefresh, {
  pass: [['a last read that worked', [apim(), keyVaultNamedValue('key', 'kv-prod')], ['pass key']]],
  fail: [
    ['one that failed', [apim(), keyVaultNamedValue('key', 'kv-prod', failed)], ['fail outage REFRESH_FAILED key']],
  ],
  unknown: [
    [
      'none of its own, while the list of failed ones is unread',
      [apim(), keyVaultNamedValue('key', 'kv-prod', never)],
      ['unknown THROTTLED key'],
      { failing: { 'children:namedvalues?iskeyvaultrefreshfailed=true': 'THROTTLED' } },
    ],
  ],
  notApplicable: [['no reference', [apim()], ['not-applicable NO_KV_REFS apim-prod']]],
});

describe('key-vault-refresh, of named values and client certificates', () => {
  it.each([
    ['a last read that worked', {}, 'pass'],
    ['no last read, and not in the failed list', never, 'pass'],
    ['a last read that failed', failed, 'fail outage REFRESH_FAILED'],
    ['success in another case', { lastStatus: { code: 'SUCCESS' } }, 'pass'],
    ['one version named', versioned, 'warn VERSIONED_SECRET'],
    ['one version named and a failed read', { ...versioned, ...failed }, 'fail outage REFRESH_FAILED'],
    [
      'a slash at the end instead of a version',
      { secretIdentifier: 'https://kv-prod.vault.azure.net/secrets/key/' },
      'pass',
    ],
  ])('with %s is %s', (_, reference, expected) => {
    expect(judged(keyVaultRefresh, [apim(), keyVaultNamedValue('key', 'kv-prod', reference)])).toEqual([
      `${expected} key`,
    ]);
    expect(judged(keyVaultRefresh, [apim(), clientCertificate('cert', 'kv-prod', reference)])).toEqual([
      `${expected} cert`,
    ]);
  });

  it('fails a reference in the failed list that shows no status of its own, ids in any case', () => {
    const subject = subjectOf([
      apim(),
      keyVaultNamedValue('key', 'kv-prod', never),
      keyVaultNamedValue('ok', 'kv-prod', never),
    ]);
    const estate: typeof subject.estate = {
      ...subject.estate,
      children: (parent, collection) =>
        collection === 'namedValues?isKeyVaultRefreshFailed=true'
          ? { ok: true, value: [resource(`${parent}/namedValues/KEY`.toUpperCase())] }
          : subject.estate.children(parent, collection),
    };
    const items = keyVaultRefresh.check({ ...subject, estate });
    expect(items.map(lineOf)).toEqual(['fail outage REFRESH_FAILED key', 'pass ok']);
    expect(items.map(({ evidence }) => evidence.find(({ property }) => property === FAILED_LIST)?.observed)).toEqual([
      'listed',
      'not listed',
    ]);
    expect(items[0] && render(items[0].message)).toContain('Azure does not say why');
  });

  it.each([
    ['success of its own', {}, 'pass'],
    ['success of its own and a version', versioned, 'warn VERSIONED_SECRET'],
    ['no status of its own', never, 'unknown THROTTLED'],
    ['no status of its own and a version', { ...versioned, ...never }, 'unknown THROTTLED'],
    ['a failure of its own', failed, 'fail outage REFRESH_FAILED'],
  ])('with the failed list unread and %s is %s', (_, reference, expected) => {
    const failing = { 'children:namedvalues?iskeyvaultrefreshfailed=true': 'THROTTLED' } as const;
    const resources = [apim(), keyVaultNamedValue('key', 'kv-prod', reference)];
    expect(judged(keyVaultRefresh, resources, { failing })).toEqual([`${expected} key`]);
  });

  it.each([
    ['2026-11-15T23:59:59Z', 'pass'],
    ['2026-11-14T23:59:59Z', 'warn READ_OLD'],
    ['2026-02-01T00:00:00Z', 'warn READ_OLD'],
    ['some day', 'pass'],
  ])('with a last success on %s is %s on 22 November 2026', (timeStampUtc, expected) => {
    const reference = { lastStatus: { code: 'Success', timeStampUtc } };
    const resources = [apim(), keyVaultNamedValue('key', 'kv-prod', reference)];
    expect(judged(keyVaultRefresh, resources, { today: '2026-11-22' })).toEqual([`${expected} key`]);
  });

  it('warns of a client certificate that has ended, and not before', () => {
    const judge = (day: Day) => judged(keyVaultRefresh, [apim(), ending(day)], { today: '2026-11-22' });
    expect(judge('2026-11-21')).toEqual(['warn CERTIFICATE_EXPIRED cert']);
    expect(judge('2026-11-23')).toEqual(['pass cert']);
  });

  it('judges a reference whose vault could not be read, and says which vault it is about', () => {
    const references = [keyVaultNamedValue('key', 'kv-prod'), keyVaultNamedValue('hidden', 'kv-hidden')];
    const items = keyVaultRefresh.check(subjectOf([apim(), keyVault(), ...references]));
    expect(items.map(lineOf)).toEqual(['pass key', 'pass hidden']);
    expect(items.map(({ about }) => about)).toEqual([keyVault().id, 'kv-hidden.vault.azure.net']);
  });

  it('counts the references of workspaces, with the failed list of the workspace', () => {
    const workspace = `${APIM}/workspaces/team`;
    const inside = { ...keyVaultNamedValue('inner', 'kv-prod', failed), id: `${workspace}/namedValues/inner` };
    expect(judged(keyVaultRefresh, [apim(), resource(workspace), inside])).toEqual([
      'fail outage REFRESH_FAILED inner',
    ]);
  });

  it('shows at most 200 characters of what Azure says, and never a version', () => {
    const message = `Client address: 20.50.1.1 ${'x'.repeat(400)}`;
    const reference = { ...versioned, lastStatus: { code: 'AccessDenied', message } };
    const [item] = keyVaultRefresh.check(subjectOf([apim(), keyVaultNamedValue('key', 'kv-prod', reference)]));
    const seen = item?.evidence.find(({ property }) => property === 'properties.keyVault.lastStatus.message');
    expect(seen?.observed).toBe(message.slice(0, 200));
    expect(JSON.stringify(item)).not.toContain('0123456789abcdef');
  });
});

describe('key-vault-refresh, of hostnames', () => {
  it.each([
    ['Completed', {}, 'pass'],
    ['absent', {}, 'pass'],
    ['Failed', {}, 'fail outage REFRESH_FAILED'],
    ['failed', {}, 'fail outage REFRESH_FAILED'],
    ['InProgress', {}, 'unknown REFRESH_PENDING'],
    ['SomethingNew', {}, 'unknown REFRESH_STATUS_UNKNOWN'],
    ['Completed', { keyVaultId: 'https://kv-prod.vault.azure.net/secrets/cert/0123' }, 'warn VERSIONED_SECRET'],
    ['InProgress', { keyVaultId: 'https://kv-prod.vault.azure.net/secrets/cert/0123' }, 'unknown REFRESH_PENDING'],
  ])('with status %s and %j is %s', (certificateStatus, rest, expected) => {
    const status = certificateStatus === 'absent' ? {} : { certificateStatus };
    const service = apim({ hostnameConfigurations: [hostname('api.contoso.com', 'kv-prod', { ...status, ...rest })] });
    const items = keyVaultRefresh.check(subjectOf([service]));
    expect(items.map(lineOf)).toEqual([`${expected} api.contoso.com`]);
    expect(items[0]?.subject).toBe(`${APIM}/hostnameConfigurations/api.contoso.com`);
  });

  it.each([
    ['2026-10-02T00:00:00Z', 'Completed', 'fail outage CERTIFICATE_EXPIRED'],
    ['2026-11-21T23:59:59Z', 'absent', 'fail outage CERTIFICATE_EXPIRED'],
    ['2026-11-21T00:00:00Z', 'InProgress', 'fail outage CERTIFICATE_EXPIRED'],
    ['2026-10-02T00:00:00Z', 'Failed', 'fail outage REFRESH_FAILED'],
    ['2026-11-22T00:00:00Z', 'Completed', 'warn CERTIFICATE_EXPIRING'],
    ['2026-12-22T00:00:00Z', 'Completed', 'warn CERTIFICATE_EXPIRING'],
    ['2026-12-22T00:00:00Z', 'InProgress', 'unknown REFRESH_PENDING'],
    ['2026-12-23T00:00:00Z', 'Completed', 'pass'],
    ['some day', 'Completed', 'pass'],
  ])('that ends on %s with status %s is %s on 22 November 2026', (expiry, certificateStatus, expected) => {
    const status = certificateStatus === 'absent' ? {} : { certificateStatus };
    const rest = { ...status, certificate: { expiry, subject: 'CN=api.contoso.com' } };
    const service = apim({ hostnameConfigurations: [hostname('api.contoso.com', 'kv-prod', rest)] });
    expect(judged(keyVaultRefresh, [service], { today: '2026-11-22' })).toEqual([`${expected} api.contoso.com`]);
  });

  it('leaves out hostnames whose certificate is in no vault', () => {
    const service = apim({
      hostnameConfigurations: [{ hostName: 'apim-prod.azure-api.net', certificateSource: 'BuiltIn' }],
    });
    expect(judged(keyVaultRefresh, [service])).toEqual(['not-applicable NO_KV_REFS apim-prod']);
  });
});

describe('key-vault-refresh, the cause in words, and the fix for it', () => {
  it.each([
    [
      'Caller is not authorized. Inner error: ForbiddenByRbac',
      'no permission, so it is not the network',
      'read the secrets',
    ],
    [
      'Client address is not authorized and caller is not a trusted service',
      'the firewall of the key vault',
      'through the firewall',
    ],
    ['Operation get is not allowed on a disabled secret.', 'the secret is disabled', 'Enable the secret'],
    ['A secret with (name/id) key was not found in this key vault', 'was deleted', 'Recover the secret'],
    ['VaultNotFound', 'no such key vault', 'Recover the key vault'],
    ['Something went wrong', 'Azure says Forbidden', 'Mend the cause'],
  ])('%s', (message, words, fix) => {
    const reference = { lastStatus: { code: 'Forbidden', message } };
    const [item] = keyVaultRefresh.check(subjectOf([apim(), keyVaultNamedValue('key', 'kv-prod', reference)]));
    const nothing = { template: '', values: {} };
    expect(render(item?.message ?? nothing)).toContain(words);
    expect(render(item?.fix?.title ?? nothing)).toContain(fix);
  });
});

describe('key-vault-refresh, what it offers', () => {
  it('is to mend the cause and to read that one reference again', () => {
    const [item] = keyVaultRefresh.check(subjectOf([apim(), keyVaultNamedValue('key', 'kv-prod', failed)]));
    expect(item?.fix?.command).toContain(
      `az rest -m post -u '${APIM}/namedValues/key/refreshSecret?api-version=2024-05-01'`,
    );
    expect(render(item?.message ?? { template: '', values: {} })).toContain('kv-prod.vault.azure.net');
  });
});

describe('key-vault-refresh, what it shows of a reference', () => {
  const evidence = (...resources: readonly ArmResource[]) =>
    keyVaultRefresh
      .check(subjectOf([apim(), keyVault(), ...resources]))
      .flatMap((one) => one.evidence.map(({ property, observed }) => `${property}: ${observed}`));

  it('is its last read and where it points, and no list of failed ones that was not asked for', () => {
    expect(evidence(keyVaultNamedValue('key', 'kv-prod'))).toEqual([
      'properties.keyVault.lastStatus.code: Success',
      'properties.keyVault.lastStatus.timeStampUtc: 2026-11-20T06:00:00Z',
      'properties.keyVault.secretIdentifier: https://kv-prod.vault.azure.net/secrets/key',
    ]);
  });

  it('is the day on which a client certificate ends', () => {
    expect(evidence(ending('2027-11-22'))).toContain('properties.expirationDate: 2027-11-22T00:00:00Z');
  });

  it('is what Azure said of a read that failed', () => {
    const failed = keyVaultNamedValue('key', 'kv-prod', { lastStatus: { code: 'AccessDenied', message: 'No' } });

    expect(evidence(failed).slice(0, 2)).toEqual([
      'properties.keyVault.lastStatus.code: AccessDenied',
      'properties.keyVault.lastStatus.message: No',
    ]);
  });

  it('is that no last read is told, and whether it is listed as failed', () => {
    expect(evidence(keyVaultNamedValue('key', 'kv-prod', { lastStatus: null })).slice(0, 2)).toEqual([
      'properties.keyVault.lastStatus.code: absent',
      `${FAILED_LIST}: not listed`,
    ]);
  });

  it('is, of a hostname, the status and the end of its certificate, as far as they are told', () => {
    const shown = (rest: Parameters<typeof hostname>[2]) => {
      const service = apim({ hostnameConfigurations: [hostname('api.contoso.com', 'kv-prod', rest)] });
      return keyVaultRefresh
        .check(subjectOf([service, keyVault()]))
        .flatMap((item) => item.evidence.map(({ property, observed }) => `${property.split('].')[1]}: ${observed}`));
    };
    const pointer = 'keyVaultId: https://kv-prod.vault.azure.net/secrets/cert';
    expect(shown({})).toEqual(['certificateStatus: absent', pointer]);
    expect(shown({ certificateStatus: 'Completed', certificate: { expiry: '2027-11-22T00:00:00Z' } })).toEqual([
      'certificateStatus: Completed',
      'certificate.expiry: 2027-11-22T00:00:00Z',
      pointer,
    ]);
  });

  it('is named by what it is', () => {
    const told = (given: ArmResource, service = apim()) =>
      keyVaultRefresh
        .check(subjectOf([service, keyVault(), given]))
        .map(({ message }) => render(message).split(' ').slice(0, 3).join(' '));
    const failed = { lastStatus: { code: 'AccessDenied' } };

    expect(told(keyVaultNamedValue('key', 'kv-prod', failed))).toEqual(['Named value key']);
    expect(told(clientCertificate('cert', 'kv-prod', failed))).toEqual(['Client certificate cert']);
  });
});
