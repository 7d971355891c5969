import type { JsonObject } from '../../../src/model/json.ts';
import { gatewayLogs } from '../../../src/retirements/analytics-dashboard/gateway-logs.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';
import { child, failing, tier } from '../support.ts';

const SETTINGS = 'providers/Microsoft.Insights/diagnosticSettings';
const settingOf = (logs: readonly JsonObject[], rest: JsonObject = { workspaceId: '/w' }, name = 'logs') =>
  child(`${SETTINGS}/${name}`, { ...rest, logs });
const setting = (log: JsonObject, rest?: JsonObject) => settingOf([log], rest);
const sent = { category: 'GatewayLogs', enabled: true };

checkRequirement(gatewayLogs, {
  pass: [
    ['sent to a workspace', [apim(), setting(sent)], ['pass apim-prod']],
    [
      'sent among others, by the second of two settings',
      [apim(), settingOf([sent], {}, 'first'), settingOf([{ category: 'Audit', enabled: true }, sent])],
      ['pass apim-prod'],
    ],
    ['all logs sent', [apim(), setting({ categoryGroup: 'allLogs', enabled: true })], ['pass apim-prod']],
  ],
  warn: [
    [
      'switched off',
      [apim(), setting({ category: 'GatewayLogs', enabled: false })],
      ['warn NO_GATEWAY_LOGS apim-prod'],
    ],
    ['other logs', [apim(), setting({ category: 'Audit', enabled: true })], ['warn NO_GATEWAY_LOGS apim-prod']],
    ['no destination', [apim(), setting(sent, {})], ['warn NO_GATEWAY_LOGS apim-prod']],
    [
      'sent to a storage account alone',
      [apim(), setting({ categoryGroup: 'allLogs', enabled: true }, { storageAccountId: '/st', workspaceId: '' })],
      ['warn NO_GATEWAY_LOGS apim-prod'],
    ],
    ['no setting', [apim()], ['warn NO_GATEWAY_LOGS apim-prod']],
    ['no setting in a tier that nobody knows', [tier('Ultra')], ['warn NO_GATEWAY_LOGS apim-prod']],
  ],
  fail: never('Nothing stops with the dashboard.'),
  unknown: [['not to be listed', [apim()], ['unknown FORBIDDEN diagnosticSettings'], failing(SETTINGS)]],
  notApplicable: ['Consumption', 'BasicV2', 'StandardV2', 'PremiumV2'].map(
    (name) => [`${name}, which has no such dashboard`, [tier(name)], ['not-applicable OTHER_TIER apim-prod']] as const,
  ),
});
