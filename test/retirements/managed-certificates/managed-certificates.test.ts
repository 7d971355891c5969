import { managedCertificates } from '../../../src/retirements/managed-certificates/managed-certificates.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';

const hostname = (expiry: string) =>
  apim({ hostnameConfigurations: [{ hostName: 'a.example', certificateSource: 'Managed', certificate: { expiry } }] });

checkRequirement(managedCertificates, {
  pass: never('One that is there may fail to be renewed as long as it is a managed one.'),
  warn: [
    ['one that lasts', [hostname('2027-03-01T00:00:00Z')], ['warn MANAGED_CERTIFICATE a.example']],
    ['one with 45 days', [hostname('2027-01-06T00:00:00Z')], ['warn MANAGED_CERTIFICATE a.example']],
  ],
  fail: [
    ['one on its last day', [hostname('2026-11-22T00:00:00Z')], ['fail unsupported NOT_RENEWED a.example']],
    ['one with 44 days', [hostname('2027-01-05T00:00:00Z')], ['fail unsupported NOT_RENEWED a.example']],
    ['one that has ended', [hostname('2026-11-21T00:00:00Z')], ['fail outage CERTIFICATE_EXPIRED a.example']],
  ],
  unknown: [['unreadable hostnames', [apim({ hostnameConfigurations: 7 })], ['unknown UNREADABLE apim-prod']]],
  notApplicable: [
    ['no hostname', [apim()], ['not-applicable FEATURE_NOT_USED apim-prod']],
    [
      'a certificate of somebody else',
      [apim({ hostnameConfigurations: [{ hostName: 'a.example', certificateSource: 'KeyVault' }] })],
      ['not-applicable FEATURE_NOT_USED apim-prod'],
    ],
  ],
});
