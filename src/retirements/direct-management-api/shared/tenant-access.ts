/** The switches of an instance below `tenant/`: each opens a way in that Azure has ended. */
import { manualStep } from '../../../fixes/manual-step.ts';
import { unreadItem } from '../../../fixes/unread-item.ts';
import { flag } from '../../../model/json.ts';
import type { ReasonCode } from '../../../model/reasons.ts';
import type { Requirement } from '../../../model/requirement.ts';
import { retirementOf } from '../../../model/retirement.ts';
import { say, type Text } from '../../../model/text.ts';

/** What tells one switch from another. */
export interface TenantAccess extends Pick<Requirement, 'id' | 'title' | 'retirement' | 'order'> {
  /** Its name in Azure: `access` or `gitAccess`. */
  readonly access: string;
  /** The title where it is used, and where it is only switched on. */
  readonly titles: Readonly<Record<'fail' | 'warn', Text>>;
  /** The part of Microsoft's page. */
  readonly section: string;
  /** Why it warns where it is on. */
  readonly reason: ReasonCode;
  /** What is said where it is on. */
  readonly isOn: Text;
  /** What people have to do then. */
  readonly step: Text;
}

/** The requirement that a switch is off; never worse than a warning. */
export function accessIsOff({ access, titles, section, reason, isOn, step, ...rest }: TenantAccess): Requirement {
  const retirement = retirementOf(rest.retirement);
  return {
    ...rest,
    titles: { ...titles, unknown: say('Whether it is switched on is not known') },
    why: say('Azure ended it, and who still uses it gets no answer.'),
    source: { title: 'Azure API Management breaking changes', section, url: retirement.docs },
    check(subject) {
      const id = `${subject.instance.id}/tenant/${access}`;
      const read = subject.estate.resource(id);
      if (!read.ok && read.reason === 'NOT_FOUND') {
        const message = say('The instance has no such access.');
        return [{ subject: id, status: 'not-applicable', reason: 'FEATURE_NOT_USED', message, evidence: [] }];
      }
      if (!read.ok) return [unreadItem(subject, id, say('The access setting'), read)];
      const enabled = flag(read.value, 'properties', 'enabled');
      const evidence = [
        { resource: id, property: 'properties.enabled', observed: String(enabled ?? 'absent'), expected: 'false' },
      ];
      if (enabled !== true) {
        return [{ subject: id, status: 'pass', message: say('The access is switched off.'), evidence }];
      }
      return [
        { subject: id, status: 'warn', reason, message: isOn, evidence, fix: manualStep(subject, step, retirement) },
      ];
    },
  };
}
