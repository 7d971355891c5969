/** New limits hold for what an instance may contain. Rules: docs/rules.md#service-limits. */
import { say } from '../../model/text.ts';
import { limitsOf } from './shared/limits.ts';

export const serviceLimits = limitsOf({
  id: 'service-limits',
  title: say('What can be counted stays within the service limits'),
  retirement: 'service-limits',
  order: 410,
  tiers: ['consumption', 'developer', 'basic', 'basicv2'],
});
