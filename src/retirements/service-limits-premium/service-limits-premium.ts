/** New limits hold for what an instance may contain. Rules: docs/rules.md#service-limits-premium. */
import { say } from '../../model/text.ts';
import { limitsOf } from '../service-limits/shared/limits.ts';

export const serviceLimitsPremium = limitsOf({
  id: 'service-limits-premium',
  title: say('What can be counted stays within the service limits of Premium'),
  retirement: 'service-limits-premium',
  order: 430,
  tiers: ['premium', 'premiumv2'],
});
