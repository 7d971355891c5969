/** Azure's data does not decide this. Rules: docs/rules.md#management-traffic-september. */
import { notDecidable } from '../../fixes/not-decidable.ts';
import { say } from '../../model/text.ts';

export const managementTrafficSeptember = notDecidable({
  id: 'management-traffic-september',
  title: say('Firewalls admit the addresses of September 2023'),
  unknown: say('Whether firewalls admit the addresses of September 2023 is not known'),
  why: say(
    'Firewalls that list addresses instead of the service tag cut the management endpoint once Azure sends from others.',
  ),
  retirement: 'resource-provider-addresses-september',
  order: 330,
  section: 'Resource provider source IP address updates',
  message: say(
    'Which firewalls between Azure and the instance list addresses is not in Azure’s data about API Management.',
  ),
  look: say(
    'Look in network security groups and firewalls for rules that list addresses of the management endpoint (port 3443), and use the service tag ApiManagement instead',
  ),
});
