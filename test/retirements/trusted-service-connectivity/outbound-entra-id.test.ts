import type { ArmResource } from '../../../src/model/arm.ts';
import { outboundEntraId } from '../../../src/retirements/trusted-service-connectivity/outbound-entra-id.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { backend, eventHubLogger, inbound, managedIdentity, policy } from '../../support/policies.ts';
import { APIM, apim, keyVaultNamedValue } from '../../support/resources.ts';
import type { SubjectOptions } from '../../support/subject.ts';
import { denyTo, judged, network } from './shared/network-support.ts';

const denied = network({ rules: [denyTo('AzureActiveDirectory')] });
const withIdentity = backend('b', 'https://example.com', {
  credentials: { managedIdentity: { resource: 'https://vault.azure.net' } },
});

checkRequirement(outboundEntraId, {
  pass: [['the default rules', network(), ['pass snet-apim westeurope']]],
  warn: [['a denial that nothing is hit by', denied, ['warn NOT_USED snet-apim westeurope']]],
  fail: [
    [
      'a denial of what a reference needs',
      [...denied, keyVaultNamedValue('key', 'kv-prod')],
      ['fail outage NSG_DENY snet-apim westeurope'],
    ],
  ],
  unknown: [
    [
      'rules that meet a part',
      network({ rules: [denyTo('AzureCloud')] }),
      ['unknown NSG_PARTIAL snet-apim westeurope'],
    ],
  ],
  notApplicable: [['no network', [apim()], ['not-applicable NO_VNET apim-prod']]],
});

describe('outbound-entra-id', () => {
  it('passes by the default rules, whatever is used', () => {
    expect(judged(outboundEntraId, [...network(), keyVaultNamedValue('key', 'kv-prod')])).toEqual([
      'pass snet-apim westeurope',
    ]);
  });

  it('is unknown where the rules meet a part only', () => {
    expect(judged(outboundEntraId, network({ rules: [denyTo('AzureCloud')] }))).toEqual([
      'unknown NSG_PARTIAL snet-apim westeurope',
    ]);
  });

  it.each<readonly [string, string, readonly ArmResource[], SubjectOptions]>([
    ['a key vault reference needs it', 'fail outage NSG_DENY', [keyVaultNamedValue('key', 'kv-prod')], {}],
    ['a policy uses a managed identity', 'fail outage NSG_DENY', [policy('', inbound(managedIdentity()))], {}],
    ['a backend uses a managed identity', 'fail outage NSG_DENY', [withIdentity], {}],
    [
      'a logger uses a managed identity',
      'fail outage NSG_DENY',
      [
        eventHubLogger('l', {
          credentials: {
            endpointAddress: 'ns.servicebus.windows.net',
            identityClientId: 'SystemAssigned',
            name: 'hub',
          },
        }),
      ],
      {},
    ],
    ['nothing needs it', 'warn NOT_USED', [], {}],
    ['a list is unread', 'unknown USE_UNPROVEN', [], { denied: [`${APIM}/namedValues`] }],
    ['a policy is unread', 'unknown USE_UNPROVEN', [policy('', inbound())], { denied: [`${APIM}/policies`] }],
    [
      'a list is unread, but what is read needs it',
      'fail outage NSG_DENY',
      [keyVaultNamedValue('key', 'kv-prod')],
      { denied: [`${APIM}/certificates`] },
    ],
  ])('when it is denied and %s: %s', (_, expected, more, options) => {
    expect(judged(outboundEntraId, [...denied, ...more], options)).toEqual([`${expected} snet-apim westeurope`]);
  });
});
