import type { ArmResource } from '../../../src/model/arm.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { render } from '../../../src/model/text.ts';
import { keyVaultClientAddresses } from '../../../src/retirements/trusted-service-connectivity/key-vault-client-addresses.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { apim, firewall, keyVault, keyVaultNamedValue } from '../../support/resources.ts';
import { type SubjectOptions, subjectOf } from '../../support/subject.ts';
import { judged } from './shared/key-vault-support.ts';

const namedValue = keyVaultNamedValue('key', 'kv-prod');
const rules = (...values: readonly string[]) => firewall({ ipRules: values.map((value) => ({ value })) });
const known = (...keyVaultKnownAddresses: readonly string[]): SubjectOptions => ({
  settings: { keyVaultKnownAddresses },
});
const shared = { sku: { name: 'StandardV2' } };
const warn = 'warn UNEXPLAINED_ADDRESS';

checkRequirement(keyVaultClientAddresses, {
  pass: [['our own address', [apim(), keyVault('kv-prod', rules('20.50.1.1')), namedValue], ['pass kv-prod']]],
  warn: [
    [
      'a stranger',
      [apim(), keyVault('kv-prod', rules('203.0.113.7')), namedValue],
      ['warn UNEXPLAINED_ADDRESS kv-prod'],
    ],
  ],
  fail: never('A rule too many cuts nobody off.'),
  unknown: [
    ['a vault that nobody shows', [apim(), namedValue], ['unknown TARGET_NOT_VISIBLE kv-prod.vault.azure.net']],
  ],
  notApplicable: [['no firewall', [apim(), keyVault(), namedValue], ['not-applicable FIREWALL_OFF kv-prod']]],
});

describe('key-vault-client-addresses', () => {
  it.each<[string, ArmResource, JsonObject, SubjectOptions, string]>([
    ['no rule', apim(), rules(), {}, 'pass'],
    ['our own address', apim(), rules('20.50.1.1/32'), {}, 'pass'],
    ['our own address without a mask', apim(), rules('20.50.1.1'), {}, 'pass'],
    ['a range around our own', apim(), rules('20.50.0.0/16'), {}, 'pass'],
    ['a stranger', apim(), rules('203.0.113.7/32'), {}, warn],
    ['our own and a stranger', apim(), rules('20.50.1.1/32', '203.0.113.7'), {}, warn],
    ['what is no address', apim(), rules("'10.91.4.0/24'"), {}, warn],
    ['a known address', apim(), rules('203.0.113.7/32'), known('203.0.113.0/24'), 'pass'],
    ['a range around a known address', apim(), rules('203.0.113.0/24'), known('203.0.113.7'), 'pass'],
    ['a stranger beside a known address', apim(), rules('203.0.113.7', '198.51.100.1'), known('203.0.113.7'), warn],
    ['any address while ours are shared', apim({}, shared), rules('20.50.1.1/32'), {}, warn],
    ['a known address while ours are shared', apim({}, shared), rules('20.50.1.1/32'), known('20.50.1.1'), 'pass'],
    ['any address while ours are unknown', apim({ publicIPAddresses: null }), rules('20.50.1.1'), {}, warn],
    ['no rule while ours are shared', apim({}, shared), rules(), {}, 'pass'],
  ])('of selected networks with %s', (_, service, properties, options, expected) => {
    const resources = [service, keyVault('kv-prod', properties), namedValue];
    expect(judged(keyVaultClientAddresses, resources, options)).toEqual([`${expected} kv-prod`]);
  });

  it.each([
    ['admits no address', rules()],
    ['Every address in the firewall of kv-prod is explained', rules('20.50.1.1')],
  ])('says that it %s', (words, properties) => {
    const [item] = keyVaultClientAddresses.check(subjectOf([apim(), keyVault('kv-prod', properties), namedValue]));
    expect(item && render(item.message)).toContain(words);
  });

  it('counts the addresses of every location', () => {
    const service = apim({ additionalLocations: [{ location: 'North Europe', publicIPAddresses: ['20.60.1.1'] }] });
    const vault = keyVault('kv-prod', rules('20.50.1.1', '20.60.1.1'));
    expect(judged(keyVaultClientAddresses, [service, vault, namedValue])).toEqual(['pass kv-prod']);
  });

  it.each<[string, JsonObject, string]>([
    ['no firewall', {}, 'not-applicable FIREWALL_OFF'],
    [
      'public access disabled',
      { ...rules('203.0.113.7'), publicNetworkAccess: 'Disabled' },
      'not-applicable RULES_NOT_IN_FORCE',
    ],
    [
      'a perimeter',
      { ...rules('203.0.113.7'), publicNetworkAccess: 'SecuredByPerimeter' },
      'not-applicable RULES_NOT_IN_FORCE',
    ],
  ])('does not apply to %s', (_, properties, expected) => {
    expect(judged(keyVaultClientAddresses, [apim(), keyVault('kv-prod', properties), namedValue])).toEqual([
      `${expected} kv-prod`,
    ]);
  });

  it('is unknown where a perimeter may void the rules and cannot be seen', () => {
    const resources = [apim(), keyVault('kv-prod', rules('203.0.113.7')), namedValue];
    expect(judged(keyVaultClientAddresses, resources, { failing: { perimeterAssociations: 'FORBIDDEN' } })).toEqual([
      'unknown FORBIDDEN kv-prod',
    ]);
  });

  it('changes nothing by itself: only people know whose an address is, and it may be our own', () => {
    const [item] = keyVaultClientAddresses.check(
      subjectOf([apim(), keyVault('kv-prod', rules('20.50.1.1/32', '203.0.113.7/32')), namedValue]),
    );

    expect(item?.fix).toMatchObject({ order: 90 });
    expect([item?.fix?.changes, item?.fix?.command]).toEqual([undefined, undefined]);
  });
});
