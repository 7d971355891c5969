import { managementTrafficMarch } from '../../../src/retirements/resource-provider-addresses-march/management-traffic-march.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';

checkRequirement(managementTrafficMarch, {
  pass: never('Azure does not show what decides.'),
  fail: never('Azure does not show what decides.'),
  unknown: [['any instance', [apim()], ['unknown NOT_IN_AZURE_DATA apim-prod']]],
  notApplicable: never('Azure does not show whom it is about.'),
});
