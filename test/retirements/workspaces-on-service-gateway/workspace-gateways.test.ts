import { workspaceGateways } from '../../../src/retirements/workspaces-on-service-gateway/workspace-gateways.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';
import { failing, gateway, link, tier, workspace } from '../support.ts';

checkRequirement(workspaceGateways, {
  pass: [['a workspace with a gateway', [apim(), workspace, link, gateway], ['pass team']]],
  warn: [['a workspace without a gateway', [apim(), workspace], ['warn WORKSPACE_WITHOUT_GATEWAY team']]],
  fail: never('What was to end has partly been taken back.'),
  unknown: [
    ['workspaces not to be listed', [apim(), workspace], ['unknown FORBIDDEN workspaces'], failing('workspaces')],
    ['links not to be listed', [apim(), workspace], ['unknown FORBIDDEN workspaceLinks'], failing('workspaceLinks')],
  ],
  notApplicable: [
    ['no workspace', [apim()], ['not-applicable FEATURE_NOT_USED workspaces']],
    [
      'a tier without workspaces, which is asked for none',
      [tier('Consumption')],
      ['not-applicable FEATURE_NOT_USED workspaces'],
      failing('workspaces'),
    ],
  ],
});
