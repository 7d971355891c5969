/** New limits hold for what an instance may contain. Rules: docs/rules.md#service-limits-standard. */
import { say } from '../../model/text.ts';
import { limitsOf } from '../service-limits/shared/limits.ts';

export const serviceLimitsStandard = limitsOf({
  id: 'service-limits-standard',
  title: say('What can be counted stays within the service limits of Standard'),
  retirement: 'service-limits-standard',
  order: 420,
  tiers: ['standard', 'standardv2'],
});
