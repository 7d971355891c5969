/** On which compute platform each location of an instance runs, judged the same way in every cloud. */
import { manualStep } from '../../../fixes/manual-step.ts';
import { unreadService } from '../../../fixes/unread-item.ts';
import { shortLocation } from '../../../model/arm.ts';
import type { Item } from '../../../model/finding.ts';
import { type Json, list, same, text } from '../../../model/json.ts';
import type { Requirement, Subject } from '../../../model/requirement.ts';
import { type Retirement, retirementOf } from '../../../model/retirement.ts';
import { say } from '../../../model/text.ts';

/** What tells the retirement of stv1 in some clouds from that in others: each has a day of its own. */
export interface PlatformRetirement extends Pick<Requirement, 'id' | 'title' | 'retirement' | 'order'> {
  /** The part of Microsoft's page. */
  readonly section: string;
  /** Whether it is about the cloud of an instance. */
  isAbout(subject: Subject): boolean;
}

/** The requirement that every location runs on another compute platform than stv1. */
export function platformOf({ section, isAbout, ...rest }: PlatformRetirement): Requirement {
  const retirement = retirementOf(rest.retirement);
  return {
    ...rest,
    titles: {
      fail: say('A location still runs on the compute platform stv1'),
      unknown: say('The compute platform is not known'),
      warn: say('The compute platform is worth a look'),
    },
    why: say('Azure takes no responsibility for instances on stv1 any more, and stops them.'),
    source: { title: 'Azure API Management breaking changes', section, url: retirement.docs },
    check: (subject) => judgePlatform(subject, isAbout(subject), retirement),
  };
}

/** One item for each location; one alone where the instance stands in a cloud that this is not about. */
function judgePlatform(subject: Subject, isHere: boolean, retirement: Retirement): readonly Item[] {
  const read = subject.estate.resource(subject.instance.id);
  if (!read.ok) return [unreadService(subject, read)];
  const service = read.value;
  if (!isHere) {
    const message = say('The instance stands in another Azure cloud, which has a day of its own.');
    return [{ subject: service.id, status: 'not-applicable', reason: 'OTHER_CLOUD', message, evidence: [] }];
  }
  const primary = {
    location: text(service, 'location') ?? 'unknown',
    platform: text(service, 'properties', 'platformVersion'),
    property: 'properties.platformVersion',
  };
  const others = list(service, 'properties', 'additionalLocations').map((part: Json, index) => ({
    location: text(part, 'location') ?? 'unknown',
    platform: text(part, 'platformVersion'),
    property: `properties.additionalLocations[${index}].platformVersion`,
  }));
  return [primary, ...others].map(({ location, platform, property }) => {
    const item = {
      subject: service.id,
      location: shortLocation(location),
      evidence: [{ resource: service.id, property, observed: platform ?? 'absent', expected: 'another than stv1' }],
    };
    if (same(platform, 'stv1')) {
      return {
        ...item,
        status: 'fail',
        impact: 'outage',
        reason: 'STV1_PLATFORM',
        message: say('This location runs on stv1, which Azure has retired.'),
        fix: manualStep(
          subject,
          say('Migrate the instance to stv2; outside a virtual network that keeps its address'),
          retirement,
        ),
      };
    }
    if (platform === undefined || same(platform, 'undetermined')) {
      const message = say('Azure does not tell the compute platform. The overview in the portal would decide this.');
      return { ...item, status: 'unknown', reason: 'NOT_TOLD', message };
    }
    return { ...item, status: 'pass', message: say('This location runs on {platform}.', { platform }) };
  });
}
