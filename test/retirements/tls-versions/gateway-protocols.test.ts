import type { Day } from '../../../src/model/days.ts';
import { gatewayProtocols } from '../../../src/retirements/tls-versions/gateway-protocols.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';
import { subjectOf } from '../../support/subject.ts';

const SECURITY = 'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.';
const custom = (name: string, value: string | boolean) => apim({ customProperties: { [SECURITY + name]: value } });
const created = (day: Day) => apim({ createdAtUtc: `${day}T09:00:00Z` });

checkRequirement(gatewayProtocols, {
  pass: [
    ['none set on a new instance', [apim()], ['pass apim-prod']],
    ['no custom properties at all', [apim({ customProperties: null })], ['pass apim-prod']],
    ['off by name', [custom('Protocols.Tls10', 'False')], ['pass apim-prod']],
    ['no day of its making told', [apim({ createdAtUtc: null })], ['pass apim-prod']],
    ['the first day on which they were off by default', [created('2018-04-02')], ['pass apim-prod']],
  ],
  fail: [
    ['TLS 1.0 of clients', [custom('Protocols.Tls10', 'True')], ['fail unsupported OLD_PROTOCOL apim-prod']],
    [
      'TLS 1.1 towards backends, as a boolean',
      [custom('Backend.Protocols.Tls11', true)],
      ['fail unsupported OLD_PROTOCOL apim-prod'],
    ],
    ['3DES in another case', [custom('ciphers.tripledes168', 'true')], ['fail unsupported OLD_PROTOCOL apim-prod']],
    [
      'none set on an instance from before April 2018',
      [created('2018-04-01')],
      Array.from({ length: 7 }, () => 'fail unsupported OLD_BY_DEFAULT apim-prod'),
    ],
    [
      'one switched off on such an instance, and the others not set',
      [apim({ createdAtUtc: '2018-04-01T09:00:00Z', customProperties: { [`${SECURITY}Protocols.Tls10`]: 'False' } })],
      Array.from({ length: 6 }, () => 'fail unsupported OLD_BY_DEFAULT apim-prod'),
    ],
  ],
  unknown: [['unreadable', [apim({ customProperties: 'none' })], ['unknown UNREADABLE apim-prod']]],
  notApplicable: never('Every gateway speaks TLS.'),
});

describe('gateway-protocols, what it shows of a protocol', () => {
  it.each([
    ['what is set', custom('Protocols.Tls10', 'True'), 'True'],
    ['that nothing is set', created('2018-04-01'), 'absent'],
  ])('is %s', (_, service, expected) => {
    const [item] = gatewayProtocols.check(subjectOf([service]));
    expect(item?.evidence).toMatchObject([{ observed: expected, expected: 'False' }]);
  });
});
