import type { ReasonCode } from '../../../../src/model/reasons.ts';
import { keyVaultClientAddresses } from '../../../../src/retirements/trusted-service-connectivity/key-vault-client-addresses.ts';
import { keyVaultIdentity } from '../../../../src/retirements/trusted-service-connectivity/key-vault-identity.ts';
import { keyVaultNetworkAccess } from '../../../../src/retirements/trusted-service-connectivity/key-vault-network-access.ts';
import { keyVaultRefresh } from '../../../../src/retirements/trusted-service-connectivity/key-vault-refresh.ts';
import { keyVaultTrustedServices } from '../../../../src/retirements/trusted-service-connectivity/key-vault-trusted-services.ts';
import { lineOf } from '../../../support/judge.ts';
import { APIM, apim, firewall, keyVault, keyVaultNamedValue, resource } from '../../../support/resources.ts';
import { subjectOf } from '../../../support/subject.ts';
import { hostname, judged } from './key-vault-support.ts';

const all = [
  keyVaultIdentity,
  keyVaultTrustedServices,
  keyVaultNetworkAccess,
  keyVaultClientAddresses,
  keyVaultRefresh,
] as const;
const byVault = [keyVaultTrustedServices, keyVaultNetworkAccess, keyVaultClientAddresses] as const;
const open = [keyVault('kv-prod'), keyVaultNamedValue('key', 'kv-prod')];

describe.each(all.map((requirement) => [requirement.id, requirement] as const))('%s', (_, requirement) => {
  it('does not apply where nothing refers to a key vault', () => {
    const plain = resource(`${APIM}/namedValues/plain`, { properties: { displayName: 'plain', value: 'x' } });
    expect(judged(requirement, [apim(), plain])).toEqual(['not-applicable NO_KV_REFS apim-prod']);
  });

  it.each(['namedValues', 'certificates', 'workspaces'])(
    'is unknown for the list %s that could not be read',
    (list) => {
      const failing = { [`children:${list.toLowerCase()}`]: 'READ_FAILED' as const };
      expect(judged(requirement, [apim()], { failing })).toEqual([`unknown READ_FAILED ${list}`]);
    },
  );

  it('keeps what was found beside a list that could not be read', () => {
    const items = requirement.check(subjectOf([apim(), ...open], { denied: [`${APIM}/certificates`] }));
    expect(items.map(({ subject }) => subject)).toContain(`${APIM}/certificates`);
    expect(items).toHaveLength(2);
    expect(items.at(-1)).toMatchObject({ status: 'unknown', reason: 'FORBIDDEN' });
  });

  it('is unknown for a list of a workspace that could not be read', () => {
    const workspace = resource(`${APIM}/workspaces/team`);
    expect(judged(requirement, [apim(), workspace], { denied: [`${workspace.id}/namedValues`] })).toEqual([
      'unknown FORBIDDEN namedValues',
    ]);
  });

  it.each<[ReasonCode, object]>([
    ['NOT_FOUND', {}],
    ['FORBIDDEN', { denied: [APIM] }],
    ['THROTTLED', { failing: { resource: 'THROTTLED' } }],
  ])('is one unknown %s when the instance itself could not be read', (reason, options) => {
    expect(judged(requirement, open, options)).toEqual([`unknown ${reason} apim-prod`]);
  });

  it('gives evidence for every item', () => {
    const service = apim({ hostnameConfigurations: [hostname('api.contoso.com', 'kv-hidden')] });
    const items = requirement.check(subjectOf([service, keyVault('kv-prod', firewall()), open[1] ?? service]));
    for (const item of items) expect(item.evidence.length).toBeGreaterThan(0);
  });
});

describe.each(byVault.map((requirement) => [requirement.id, requirement] as const))('%s', (_, requirement) => {
  it('has one item for a vault, by whatever host it is referred to', () => {
    const secretIdentifier = 'https://kv-prod.privatelink.vaultcore.azure.net/secrets/b';
    const references = [keyVaultNamedValue('a', 'kv-prod'), keyVaultNamedValue('b', 'kv-prod', { secretIdentifier })];
    expect(judged(requirement, [apim(), keyVault(), ...references])).toHaveLength(1);
  });
});

describe.each(byVault.map((requirement) => [requirement.id, requirement] as const))(
  '%s, of an unread vault',
  (_, requirement) => {
    it('is one unknown whose subject is the host, however many refer to it', () => {
      const references = [keyVaultNamedValue('a', 'kv-hidden'), keyVaultNamedValue('b', 'KV-Hidden')];
      const items = requirement.check(subjectOf([apim(), ...references]));
      expect(items.map(({ subject, location, status, reason }) => [subject, location, status, reason])).toEqual([
        ['kv-hidden.vault.azure.net', undefined, 'unknown', 'TARGET_NOT_VISIBLE'],
      ]);
    });

    it('is never a failure when Resource Graph shows nothing', () => {
      const reference = keyVaultNamedValue('a', 'kv-prod');
      const denied = [keyVault().id];
      expect(requirement.check(subjectOf([apim(), keyVault(), reference], { denied })).map(lineOf)).toEqual([
        'unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net',
      ]);
    });

    it('is unknown for an identifier that is no address, with the reference as subject', () => {
      const reference = keyVaultNamedValue('a', 'kv-prod', { secretIdentifier: 'not an address' });
      expect(judged(requirement, [apim(), keyVault(), reference])).toEqual(['unknown TARGET_NOT_VISIBLE a']);
    });

    it('does not take a Managed HSM for the vault of the same name', () => {
      const reference = keyVaultNamedValue('a', 'x', {
        secretIdentifier: 'https://kv-prod.managedhsm.azure.net/keys/a',
      });
      expect(judged(requirement, [apim(), keyVault(), reference])).toEqual([
        'unknown TARGET_NOT_VISIBLE kv-prod.managedhsm.azure.net',
      ]);
    });
  },
);
