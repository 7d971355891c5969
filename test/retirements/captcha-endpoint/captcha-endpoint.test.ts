import type { JsonObject } from '../../../src/model/json.ts';
import { captchaEndpoint } from '../../../src/retirements/captcha-endpoint/captcha-endpoint.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { APIM, apim, injected, resource } from '../../support/resources.ts';

const inside = apim(injected());
const status = (entries: readonly JsonObject[]) =>
  resource(`${APIM}/networkstatus`, {
    value: [{ location: 'West Europe', networkStatus: { dnsServers: [], connectivityStatus: entries } }],
  });
const captcha = (word: string, rest: JsonObject = {}) =>
  status([
    { name: 's', resourceType: 'SQLDatabase', status: word === 'success' ? 'failure' : 'success' },
    { name: 'c', resourceType: 'CaptchaEndpoint', status: word, ...rest },
  ]);

checkRequirement(captchaEndpoint, {
  pass: [['reached', [inside, captcha('success')], ['pass apim-prod westeurope']]],
  fail: [['not reached', [inside, captcha('failure')], ['fail outage CAPTCHA_BLOCKED apim-prod westeurope']]],
  unknown: [
    ['still tested', [inside, captcha('initializing')], ['unknown STATUS_INITIALIZING apim-prod westeurope']],
    [
      'tested long ago',
      [inside, captcha('success', { lastUpdated: '2026-11-01T00:00:00Z' })],
      ['unknown STATUS_STALE apim-prod westeurope'],
    ],
    ['not reported', [inside, status([])], ['unknown STATUS_MISSING apim-prod westeurope']],
    ['no status', [inside], ['unknown NOT_FOUND apim-prod westeurope']],
  ],
  notApplicable: [
    ['no network', [apim()], ['not-applicable NO_VNET apim-prod']],
    [
      'a v2 tier in a network',
      [apim(injected(), { sku: { name: 'StandardV2', capacity: 1 } })],
      ['not-applicable NO_VNET apim-prod'],
    ],
    [
      'every gateway off',
      [apim({ ...injected(), disableGateway: true })],
      ['not-applicable GATEWAY_DISABLED apim-prod'],
    ],
  ],
});
