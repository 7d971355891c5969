/** Azure's data does not decide this. Rules: docs/rules.md#request-metrics. */
import { notDecidable } from '../../fixes/not-decidable.ts';
import { say } from '../../model/text.ts';

export const requestMetrics = notDecidable({
  id: 'request-metrics',
  title: say('Alerts and dashboards use the metric Requests'),
  unknown: say('Whether alerts and dashboards still use retired metrics is not known'),
  why: say('Five request metrics gave way to one with dimensions; an alert on an old one never fires again.'),
  retirement: 'metrics-retirement',
  order: 320,
  section: 'Metrics retirements',
  message: say(
    'Alert rules and dashboards stand outside API Management, in any subscription, and in tools that Azure does not know.',
  ),
  look: say(
    'Look in Azure Monitor for alert rules and dashboards on Total, Successful, Unauthorized, Failed and Other Gateway Requests, and use Requests instead',
  ),
});
