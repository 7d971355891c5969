import type { ArmResource } from '../../../src/model/arm.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { render } from '../../../src/model/text.ts';
import { keyVaultTrustedServices } from '../../../src/retirements/trusted-service-connectivity/key-vault-trusted-services.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { association, perimeterRule, profile } from '../../support/perimeters.ts';
import { apim, clientCertificate, firewall, keyVault, keyVaultNamedValue } from '../../support/resources.ts';
import { subjectOf } from '../../support/subject.ts';
import { hostname, judged } from './shared/key-vault-support.ts';

const OURS = { ipRules: [{ value: '20.50.1.1/32' }] };
const withHostname = { hostnameConfigurations: [hostname('api.contoso.com', 'kv-prod')] };
const namedValue = keyVaultNamedValue('key', 'kv-prod');

checkRequirement(keyVaultTrustedServices, {
  pass: [['the bypass', [apim(), keyVault('kv-prod', firewall()), namedValue], ['pass kv-prod']]],
  warn: [
    [
      'no bypass, and line of sight',
      [apim(), keyVault('kv-prod', firewall({ bypass: 'None', ...OURS })), namedValue],
      ['warn BYPASS_OFF kv-prod'],
    ],
  ],
  fail: [
    [
      'neither',
      [apim(), keyVault('kv-prod', firewall({ bypass: 'None' })), namedValue],
      ['fail outage BYPASS_OFF kv-prod'],
    ],
  ],
  unknown: [
    ['a vault that nobody shows', [apim(), namedValue], ['unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net']],
  ],
  notApplicable: [['no firewall', [apim(), keyVault(), namedValue], ['not-applicable FIREWALL_OFF kv-prod']]],
});

describe('key-vault-trusted-services, with the bypass effective', () => {
  it.each<[string, JsonObject]>([
    ['selected networks', firewall()],
    ['selected networks, bypass absent', firewall({ bypass: null })],
    ['public access disabled', { publicNetworkAccess: 'Disabled', networkAcls: { bypass: 'AzureServices' } }],
    ['public access disabled, no rules at all', { publicNetworkAccess: 'Disabled' }],
  ])('passes for %s, whatever refers to it', (_, properties) => {
    const vault = keyVault('kv-prod', properties);
    expect(judged(keyVaultTrustedServices, [apim(withHostname), vault, namedValue])).toEqual(['pass kv-prod']);
  });

  it('notes for named values that Key Vault documents the bypass for hostname certificates only', () => {
    const message = (service: ArmResource, ...rest: readonly ArmResource[]) =>
      keyVaultTrustedServices
        .check(subjectOf([service, keyVault('kv-prod', firewall()), ...rest]))
        .map((item) => render(item.message))
        .join();
    expect(message(apim(), namedValue)).toContain('hostname certificates only');
    expect(message(apim(withHostname))).not.toContain('only');
  });
});

describe('key-vault-trusted-services, what it shows', () => {
  it('is what the bypass is and ought to be', () => {
    const [item] = keyVaultTrustedServices.check(
      subjectOf([apim(), keyVault('kv-prod', firewall({ bypass: 'None' })), namedValue]),
    );
    expect(item?.evidence.map(({ property, observed, expected }) => [property, observed, expected])).toEqual([
      ['properties.publicNetworkAccess', 'Enabled', undefined],
      ['properties.networkAcls.defaultAction', 'Deny', undefined],
      ['properties.networkAcls.bypass', 'None', 'AzureServices'],
    ]);
  });
});

describe('key-vault-trusted-services, with the bypass off', () => {
  const off = (rules: JsonObject = {}) => keyVault('kv-prod', firewall({ bypass: 'None', ...rules }));
  const shared = { sku: { name: 'BasicV2' } };

  it.each<[string, ArmResource, ArmResource, readonly ArmResource[], string]>([
    ['a hostname without line of sight', apim(withHostname), off(), [], 'fail outage BYPASS_OFF'],
    ['a hostname with line of sight', apim(withHostname), off(OURS), [], 'fail outage BYPASS_OFF'],
    ['a named value with line of sight', apim(), off(OURS), [namedValue], 'warn BYPASS_OFF'],
    ['a named value without', apim(), off(), [namedValue], 'fail outage BYPASS_OFF'],
    ['a named value with it unknown', apim({}, shared), off(OURS), [namedValue], 'unknown SHARED_EGRESS_IP'],
    ['a certificate with line of sight', apim(), off(OURS), [clientCertificate('c', 'kv-prod')], 'warn BYPASS_OFF'],
    ['a certificate without', apim(), off(), [clientCertificate('c', 'kv-prod')], 'fail outage BYPASS_OFF'],
    ['both, with line of sight: the worst wins', apim(withHostname), off(OURS), [namedValue], 'fail outage BYPASS_OFF'],
    [
      'both, with it unknown: the worst wins',
      apim(withHostname, shared),
      off(OURS),
      [namedValue],
      'fail outage BYPASS_OFF',
    ],
  ])('with %s', (_, service, vault, references, expected) => {
    expect(judged(keyVaultTrustedServices, [service, vault, ...references])).toEqual([`${expected} kv-prod`]);
  });

  it('fails a named value that one of two locations cannot see', () => {
    const two = apim({ additionalLocations: [{ location: 'North Europe', publicIPAddresses: ['20.60.1.1'] }] });
    expect(judged(keyVaultTrustedServices, [two, off(OURS), namedValue])).toEqual(['fail outage BYPASS_OFF kv-prod']);
  });

  it('switches the bypass on and touches nothing else', () => {
    const [item] = keyVaultTrustedServices.check(subjectOf([apim(), off(), namedValue]));
    expect(item?.fix?.command?.split('\n').slice(1)).toEqual([
      'az keyvault show -g rg-secrets -n kv-prod --subscription 11111111-1111-4111-8111-111111111111 --query properties.networkAcls',
      'az keyvault update -g rg-secrets -n kv-prod --subscription 11111111-1111-4111-8111-111111111111 --bypass AzureServices',
    ]);
  });
});

describe('key-vault-trusted-services, with a perimeter', () => {
  const vault = keyVault('kv-prod', firewall());
  const secured = keyVault('kv-prod', { ...firewall(), publicNetworkAccess: 'SecuredByPerimeter' });

  it('judges an enforced one as bypass off', () => {
    const around = [vault, association({ resource: vault }, 'Enforced'), profile];
    expect(judged(keyVaultTrustedServices, [apim(), ...around, namedValue])).toEqual([
      'fail outage BYPASS_VOID kv-prod',
    ]);
    expect(judged(keyVaultTrustedServices, [apim(withHostname), ...around])).toEqual([
      'fail outage BYPASS_VOID kv-prod',
    ]);
  });

  it('warns where the enforced one admits the gateway, and still fails a hostname', () => {
    const around = [
      vault,
      association({ resource: vault }, 'Enforced'),
      profile,
      perimeterRule({ addressPrefixes: ['20.50.1.0/24'] }),
    ];
    expect(judged(keyVaultTrustedServices, [apim(), ...around, namedValue])).toEqual(['warn BYPASS_VOID kv-prod']);
    expect(judged(keyVaultTrustedServices, [apim(withHostname), ...around])).toEqual([
      'fail outage BYPASS_VOID kv-prod',
    ]);
  });

  it('never offers to switch a void bypass on', () => {
    const around = [vault, association({ resource: vault }, 'Enforced'), profile];
    const [item] = keyVaultTrustedServices.check(subjectOf([apim(), ...around, namedValue]));
    expect(item?.fix?.command).toBeUndefined();
    expect(item?.fix?.docs).toContain('network-security-perimeter');
  });

  it.each(['Learning', 'Transition', 'Audit'])('keeps the bypass in mode %s', (mode) => {
    const around = [vault, association({ resource: vault }, mode), profile];
    expect(judged(keyVaultTrustedServices, [apim(withHostname), ...around])).toEqual(['pass kv-prod']);
  });

  it('is unknown where the vault is secured by a perimeter that nobody shows', () => {
    expect(judged(keyVaultTrustedServices, [apim(withHostname), secured])).toEqual([
      'unknown PERIMETER_NOT_VISIBLE kv-prod',
    ]);
  });

  it('is unknown where the rules of the perimeter are unread', () => {
    const around = [secured, association({ resource: secured }, 'Enforced'), profile];
    const failing = { perimeterRules: 'FORBIDDEN' } as const;
    expect(judged(keyVaultTrustedServices, [apim(), ...around, namedValue], { failing })).toEqual([
      'unknown PERIMETER_NOT_VISIBLE kv-prod',
    ]);
  });
});

describe('key-vault-trusted-services, items', () => {
  it('has one for each vault, and asks nothing of a vault without a firewall', () => {
    const references = [namedValue, keyVaultNamedValue('other', 'KV-OPEN'), keyVaultNamedValue('again', 'kv-open')];
    const resources = [apim(), keyVault('kv-prod', firewall()), keyVault('kv-open'), ...references];
    expect(judged(keyVaultTrustedServices, resources)).toEqual(['pass kv-prod', 'not-applicable FIREWALL_OFF kv-open']);
  });
});
