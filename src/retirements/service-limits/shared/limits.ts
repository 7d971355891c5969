/** How many of each an instance may contain, by tier. Source: Azure API Management service limits. */
import { manualStep } from '../../../fixes/manual-step.ts';
import { unreadItem, unreadService } from '../../../fixes/unread-item.ts';
import { tierOf } from '../../../instance/tier.ts';
import type { Item } from '../../../model/finding.ts';
import type { Requirement, Subject } from '../../../model/requirement.ts';
import { type Retirement, retirementOf } from '../../../model/retirement.ts';
import { say, type Text } from '../../../model/text.ts';

type Counted = 'namedValues' | 'loggers' | 'products';

/** What one list tells. Operations, tags, subscriptions and users have limits too, and would take hundreds of reads to count. */
const LIMITS: Readonly<Record<string, Readonly<Record<Counted, number>>>> = {
  consumption: { namedValues: 5_000, loggers: 100, products: 100 },
  developer: { namedValues: 5_000, loggers: 100, products: 100 },
  basic: { namedValues: 5_000, loggers: 100, products: 200 },
  basicv2: { namedValues: 5_000, loggers: 100, products: 200 },
  standard: { namedValues: 10_000, loggers: 200, products: 500 },
  standardv2: { namedValues: 10_000, loggers: 200, products: 500 },
  premium: { namedValues: 18_000, loggers: 400, products: 2_000 },
  premiumv2: { namedValues: 18_000, loggers: 400, products: 2_000 },
};

const KINDS: readonly { readonly list: Counted; readonly what: Text }[] = [
  { list: 'namedValues', what: say('named values') },
  { list: 'loggers', what: say('loggers') },
  { list: 'products', what: say('products') },
];

/** What tells the limits of some tiers from those of others: each has a day of its own. */
export interface ServiceLimits extends Pick<Requirement, 'id' | 'title' | 'retirement' | 'order'> {
  /** The tiers whose limits begin on this day, lower case. */
  readonly tiers: readonly string[];
}

/** The requirement that what can be counted stays within the limits of some tiers. */
export function limitsOf({ tiers, ...rest }: ServiceLimits): Requirement {
  const retirement = retirementOf(rest.retirement);
  return {
    ...rest,
    titles: {
      fail: say('The service limits are exceeded'),
      unknown: say('What the instance contains could not be counted'),
      warn: say('Something exceeds the service limits'),
    },
    why: say('Azure refuses more of the same; what exceeded a limit on the day stays, with a tenth on top.'),
    source: { title: 'Azure API Management service limits', section: 'Service limits', url: retirement.docs },
    check: (subject) => judgeLimits(subject, tiers, retirement),
  };
}

/** One item for each list that is counted; `not-applicable` for an instance of another tier. Never worse than a warning. */
function judgeLimits(subject: Subject, tiers: readonly string[], retirement: Retirement): readonly Item[] {
  const read = subject.estate.resource(subject.instance.id);
  if (!read.ok) return [unreadService(subject, read)];
  const service = read.value;
  const tier = tierOf(service);
  const limits = LIMITS[tier.toLowerCase()];
  if (limits === undefined || !tiers.includes(tier.toLowerCase())) {
    const message = say('The limits of {tier} begin on another day, or are not known.', { tier });
    return [{ subject: service.id, status: 'not-applicable', reason: 'OTHER_TIER', message, evidence: [] }];
  }
  return KINDS.map(({ list, what }): Item => {
    const id = `${service.id}/${list}`;
    const children = subject.estate.children(service.id, list);
    if (!children.ok) return unreadItem(subject, id, say('The list of {what}', { what }), children);
    const found = children.value.length;
    const most = limits[list];
    const evidence = [{ resource: id, property: 'value.length', observed: String(found), expected: `at most ${most}` }];
    if (found <= most) {
      const message = say(
        '{found} of at most {most} {what}. Operations, tags, subscriptions and users are not counted here.',
        {
          found,
          most,
          what,
        },
      );
      return { subject: id, status: 'pass', message, evidence };
    }
    const message = say(
      '{found} {what}, and the limit is {most}. What was there on the day stays, with a tenth on top.',
      {
        found,
        most,
        what,
      },
    );
    const title = say('Remove {what} that nothing uses, or ask Microsoft for a higher limit', { what });
    return {
      subject: id,
      status: 'warn',
      reason: 'OVER_LIMIT',
      message,
      evidence,
      fix: manualStep(subject, title, retirement),
    };
  });
}
