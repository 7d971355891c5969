import { keyVaultReferences } from '../../src/instance/key-vault-references.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { certificate, hostname } from '../retirements/trusted-service-connectivity/shared/key-vault-support.ts';
import { estateOf } from '../support/estate.ts';
import { APIM, apim, keyVaultNamedValue, resource } from '../support/resources.ts';

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
      certificate('cert', 'kv-b'),
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
});
