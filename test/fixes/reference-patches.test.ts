/** What changes of references to key vaults come to on a copy of what was read. */
import { resourceAfter } from '../../src/fixes/estate-after.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Change } from '../../src/model/change.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { APIM, apim, keyVaultNamedValue, resource } from '../support/resources.ts';

const TODAY = '2026-11-29';
const READ = { code: 'Success', timeStampUtc: '2026-11-29T00:00:00Z' };

describe('a change of what is read from a key vault', () => {
  const named = keyVaultNamedValue('key', 'kv-prod', { identityClientId: 'old', lastStatus: { code: 'Failed' } });
  const secret = 'https://kv-prod.vault.azure.net/secrets/key';
  const reference = named.id;
  const host = (name: string, rest: JsonObject = {}): JsonObject => ({
    hostName: name,
    keyVaultId: `${secret}/v1`,
    identityClientId: 'old',
    ...rest,
  });
  const service = apim({ hostnameConfigurations: [host('api.example.com'), host('other.example.com')] });
  const hostname = `${APIM}/hostnameConfigurations/API.example.com`;
  const partOf = (one: ArmResource, key: string) => (one.properties as JsonObject)[key];
  const renewal = (of: string): Change => ({ kind: 'renew-certificate', service: APIM, reference: of, secret });

  it.each<readonly [string, Change, JsonObject]>([
    [
      'names no client id',
      { kind: 'use-identity', service: APIM, reference, secret, clientId: undefined },
      { secretIdentifier: secret, lastStatus: { code: 'Failed' } },
    ],
    [
      'names another client id',
      { kind: 'use-identity', service: APIM, reference, secret, clientId: 'new' },
      { secretIdentifier: secret, lastStatus: { code: 'Failed' }, identityClientId: 'new' },
    ],
    [
      'follows the secret',
      { kind: 'drop-version', service: APIM, reference, secret: 'https://s' },
      { secretIdentifier: 'https://s', lastStatus: { code: 'Failed' }, identityClientId: 'old' },
    ],
    [
      'was read today',
      { kind: 'read-again', service: APIM, reference },
      { secretIdentifier: secret, lastStatus: READ, identityClientId: 'old' },
    ],
    [
      'was read today once its certificate is new',
      renewal(reference),
      { secretIdentifier: secret, lastStatus: READ, identityClientId: 'old' },
    ],
  ])('a named value %s', (_, change, keyVaultPart) => {
    const after = resourceAfter(named, [change], TODAY);

    expect(after).toEqual({ ...named, properties: { ...(named.properties as JsonObject), keyVault: keyVaultPart } });
    expect(resourceAfter(service, [change], TODAY)).toBe(service);
  });

  it.each<readonly [string, Change, JsonObject]>([
    [
      'names no client id',
      { kind: 'use-identity', service: APIM, reference: hostname, secret, clientId: undefined },
      { hostName: 'api.example.com', keyVaultId: `${secret}/v1` },
    ],
    [
      'names another client id',
      { kind: 'use-identity', service: APIM, reference: hostname, secret, clientId: 'new' },
      host('api.example.com', { identityClientId: 'new' }),
    ],
    [
      'follows the secret',
      { kind: 'drop-version', service: APIM, reference: hostname, secret },
      host('api.example.com', { keyVaultId: secret }),
    ],
    [
      'was read',
      { kind: 'read-again', service: APIM, reference: hostname },
      host('api.example.com', { certificateStatus: 'Completed' }),
    ],
    [
      'has a certificate for a year',
      renewal(hostname),
      host('api.example.com', { certificateStatus: 'Completed', certificate: { expiry: '2027-11-29T00:00:00.000Z' } }),
    ],
  ])('a hostname %s, and no other does', (_, change, entry) => {
    expect(partOf(resourceAfter(service, [change], TODAY), 'hostnameConfigurations')).toEqual([
      entry,
      host('other.example.com'),
    ]);
  });

  it('keeps what else a renewed certificate tells', () => {
    const told = apim({ hostnameConfigurations: [host('api.example.com', { certificate: { subject: 'CN=x' } })] });

    expect(partOf(resourceAfter(told, [renewal(hostname)], TODAY), 'hostnameConfigurations')).toEqual([
      host('api.example.com', {
        certificateStatus: 'Completed',
        certificate: { subject: 'CN=x', expiry: '2027-11-29T00:00:00.000Z' },
      }),
    ]);
  });

  it('a client certificate that is renewed lasts a year from today, and nothing else gets an end', () => {
    const certificate = resource(`${APIM}/certificates/c`, {
      properties: { expirationDate: '2026-12-01T00:00:00Z', keyVault: { secretIdentifier: secret } },
    });

    expect(partOf(resourceAfter(certificate, [renewal(certificate.id)], TODAY), 'expirationDate')).toBe(
      '2027-11-29T00:00:00.000Z',
    );
    expect(resourceAfter(named, [renewal(named.id)], TODAY)).not.toHaveProperty('properties.expirationDate');
  });

  it('a reference that is in no key vault stays as it is', () => {
    const plain = resource(named.id, { properties: { value: 'x' } });

    expect(resourceAfter(plain, [{ kind: 'read-again', service: APIM, reference }], TODAY)).toEqual(plain);
    expect(resourceAfter(resource(named.id), [{ kind: 'read-again', service: APIM, reference }], TODAY)).toEqual(
      resource(named.id, { properties: {} }),
    );
  });
});
