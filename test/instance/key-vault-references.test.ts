import { keyVaultReferences, withVaults } from '../../src/instance/key-vault-references.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { type Json, type JsonObject, unreadable } from '../../src/model/json.ts';
import { hostname } from '../retirements/trusted-service-connectivity/shared/key-vault-support.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { APIM, apim, clientCertificate, keyVault, keyVaultNamedValue, resource } from '../support/resources.ts';

function found(service = apim(), ...others: Parameters<typeof estateOf>[0]) {
  return keyVaultReferences(service, estateOf([service, ...others]));
}

describe('keyVaultReferences', () => {
  it('collects named values, certificates and hostnames, and nothing that is in no vault', () => {
    const service = apim({ hostnameConfigurations: [hostname('api.contoso.com', 'kv-host'), { hostName: 'plain' }] });
    const plain = resource(`${APIM}/namedValues/plain`, { properties: { value: 'x' } });
    const { references, unread } = found(
      service,
      keyVaultNamedValue('key', 'kv-a'),
      clientCertificate('cert', 'kv-b'),
      plain,
    );
    expect(references.map(({ kind, vaultName }) => [kind, vaultName])).toEqual([
      ['hostname', 'kv-host'],
      ['named-value', 'kv-a'],
      ['certificate', 'kv-b'],
    ]);
    expect(unread).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    [
      'https://KV-Prod.vault.azure.net/secrets/key',
      { vaultHost: 'kv-prod.vault.azure.net', vaultName: 'kv-prod', versioned: false },
    ],
    ['https://kv.vault.azure.net/secrets/key/', { vaultName: 'kv', versioned: false }],
    [
      'https://kv.vault.azure.net/secrets/key/abc',
      { identifier: 'https://kv.vault.azure.net/secrets/key', versioned: true },
    ],
    [
      'https://user:pass@kv.vault.azure.net:443/secrets/key?sig=x',
      { identifier: 'https://kv.vault.azure.net/secrets/key' },
    ],
    ['https://kv.vault.usgovcloudapi.net/certificates/c', { vaultName: 'kv' }],
    ['nonsense', { vaultName: undefined, versioned: false }],
    ['', { vaultName: undefined }],
    ['file:///secrets/key', { vaultHost: undefined, vaultName: undefined, identifier: undefined, versioned: false }],
    [
      ' https://kv.vault.azure.net/ ',
      { identifier: 'https://kv.vault.azure.net', secretName: undefined, versioned: false },
    ],
    ['https://kv.vault.azure.net//secrets//key', { secretName: 'key', versioned: false }],
  ])('takes the identifier %j apart', (secretIdentifier, expected) => {
    expect(found(apim(), keyVaultNamedValue('key', 'kv', { secretIdentifier })).references).toMatchObject([expected]);
  });

  it('takes entries of one hostname that agree for one reference, and keeps those that do not', () => {
    const entry = (rest: JsonObject = {}) => hostname('api.contoso.com', 'kv-a', { type: 'Portal', ...rest } as never);
    const references = (...hostnameConfigurations: ReturnType<typeof entry>[]) =>
      found(apim({ hostnameConfigurations })).references;
    expect(references(entry(), entry({ type: 'Proxy' }))).toHaveLength(1);
    expect(references(entry(), entry({ certificateStatus: 'Failed' }))).toHaveLength(2);
  });

  it('looks into workspaces where the tier may have them, an unknown tier too', () => {
    const workspace = resource(`${APIM}/workspaces/team`);
    const inside = { ...keyVaultNamedValue('inner', 'kv'), id: `${workspace.id}/namedValues/inner` };
    const count = (name: string) => found(apim({}, { sku: { name } }), workspace, inside).references.length;
    expect(['Premium', 'PremiumV2', 'Isolated', 'SomethingNew'].map(count)).toEqual([1, 1, 1, 1]);
    expect(['Consumption', 'Basic', 'StandardV2'].map(count)).toEqual([0, 1, 1]);
  });

  it('tells what Azure says about each', () => {
    const named = keyVaultNamedValue('key', 'kv', {
      identityClientId: 'c',
      lastStatus: { code: 'Forbidden', message: 'no', timeStampUtc: '2026-11-20T06:00:00Z' },
    });
    const cert = resource(`${APIM}/certificates/cert`, {
      properties: {
        displayName: 'shown',
        expirationDate: '2027-01-01',
        keyVault: { secretIdentifier: 'https://kv.vault.azure.net/secrets/cert' },
      },
    });
    const value = { ...named, properties: { ...(named.properties as object), expirationDate: '2027-01-01' } };
    const service = apim({
      hostnameConfigurations: [
        hostname('api.contoso.com', 'kv', { certificate: { expiry: '2027-02-02' }, certificateStatus: 'Failed' }),
      ],
    });
    expect(found(service, value, cert).references).toMatchObject([
      {
        id: `${APIM}/hostnameConfigurations/api.contoso.com`,
        label: 'api.contoso.com',
        lastStatus: undefined,
        expiry: '2027-02-02',
        certificateStatus: 'Failed',
        collectionId: undefined,
      },
      {
        label: 'key',
        identityClientId: 'c',
        secretName: 'key',
        lastStatus: { code: 'Forbidden', message: 'no', at: '2026-11-20T06:00:00Z' },
        expiry: undefined,
        collectionId: `${APIM}/namedValues`,
      },
      { label: 'shown', lastStatus: undefined, expiry: '2027-01-01', collectionId: `${APIM}/certificates` },
    ]);
  });

  it('is called by its name where its display name is absent or unreadable', () => {
    const labelled = (displayName: Json) => {
      const named = keyVaultNamedValue('key', 'kv');
      return found(apim(), { ...named, properties: { ...(named.properties as object), displayName } }).references[0]
        ?.label;
    };
    expect([
      labelled('shown'),
      labelled(null),
      labelled(unreadable({ resource: 'a', property: 'displayName' })),
    ]).toEqual(['shown', 'key', 'key']);
  });

  it.each<[string, JsonObject]>([
    ['no vault', { hostName: 'a.b' }],
    ['no name', { keyVaultId: 'https://kv.vault.azure.net/secrets/a' }],
  ])('of a hostname with %s is none', (_, entry) => {
    expect(found(apim({ hostnameConfigurations: [entry] }))).toEqual({ references: [], unread: [] });
  });

  it('that is unreadable, or whose list is unread, is told so and takes no other along', () => {
    const odd = unreadable({ resource: 'a', property: 'x' });
    const fine = keyVaultNamedValue('key', 'kv');
    const told = (service = apim(), resources: readonly ArmResource[] = [], options: EstateOptions = {}) => {
      const { references, unread } = keyVaultReferences(service, estateOf([service, fine, ...resources], options));
      return [
        references.length,
        ...unread.map(({ id, reason, detail }) => [id.slice(APIM.length + 1), reason, detail]),
      ];
    };
    const broken = resource(`${APIM}/namedValues/broken`, { properties: { keyVault: odd } });
    expect(told(apim(), [broken])).toEqual([1, ['namedValues/broken', 'UNREADABLE', 'x']]);
    expect(told(apim({ hostnameConfigurations: odd }))).toEqual([1, ['hostnameConfigurations', 'UNREADABLE', 'x']]);
    expect(told(apim({ hostnameConfigurations: [odd] }))).toEqual([1, ['hostnameConfigurations', 'UNREADABLE', 'x']]);
    expect(told(apim(), [], { failing: { 'children:certificates': 'THROTTLED' } })).toEqual([
      1,
      ['certificates', 'THROTTLED', undefined],
    ]);
    expect(told(apim(), [], { failing: { 'children:workspaces': 'FORBIDDEN' } })).toEqual([
      1,
      ['workspaces', 'FORBIDDEN', undefined],
    ]);
  });

  it('finds its vault by name, and never by the name of an HSM', () => {
    const vaults = (...identifiers: readonly string[]) => {
      const named = identifiers.map((secretIdentifier, index) =>
        keyVaultNamedValue(`n${index}`, 'kv', { secretIdentifier }),
      );
      const estate = estateOf([apim(), keyVault('kv'), ...named]);
      return withVaults(keyVaultReferences(apim(), estate).references, estate).map(({ vault }) =>
        vault.ok ? vault.value.name : vault.reason,
      );
    };
    expect(
      vaults(
        'https://KV.vault.azure.net/secrets/a',
        'https://kv2.vault.azure.net/secrets/a',
        'https://kv.managedhsm.azure.net/keys/a',
        'nonsense',
      ),
    ).toEqual(['kv', 'TARGET_NOT_VISIBLE', 'TARGET_NOT_VISIBLE', 'TARGET_NOT_VISIBLE']);
  });
});
