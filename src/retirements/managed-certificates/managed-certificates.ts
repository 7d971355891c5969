/** Certificates that Azure manages could not be made for a time, and are renewed only through port 80. Rules: docs/rules.md#managed-certificates. */

import { manualStep } from '../../fixes/manual-step.ts';
import { unreadService } from '../../fixes/unread-item.ts';
import { daysBetween, utcDay } from '../../model/days.ts';
import type { Item } from '../../model/finding.ts';
import { list, same, text } from '../../model/json.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';

const RETIREMENT = retirementOf('managed-certificates');
/** Azure renews 45 days ahead; one with fewer days was not renewed. */
const RENEWED_BEFORE = 45;

export const managedCertificates: Requirement = {
  id: 'managed-certificates',
  title: say('No hostname depends on a certificate that Azure manages'),
  titles: {
    fail: say('A certificate that Azure manages is not renewed'),
    unknown: say('Whether a hostname depends on a certificate that Azure manages is not known'),
    warn: say('A hostname depends on a certificate that Azure manages'),
  },
  why: say(
    'While creation is suspended a lost one cannot be made again, and renewal needs port 80 open to its issuer.',
  ),
  retirement: RETIREMENT.id,
  order: 380,
  source: {
    title: 'Azure API Management breaking changes',
    section: 'Managed certificates suspension',
    url: RETIREMENT.docs,
  },
  check(subject) {
    const read = subject.estate.resource(subject.instance.id);
    if (!read.ok) return [unreadService(subject, read)];
    const { id } = read.value;
    const managed = list(read.value, 'properties', 'hostnameConfigurations').filter((one) =>
      same(text(one, 'certificateSource'), 'Managed'),
    );
    if (managed.length === 0) {
      const message = say('No hostname has a certificate that Azure manages.');
      return [{ subject: id, status: 'not-applicable', reason: 'FEATURE_NOT_USED', message, evidence: [] }];
    }
    return managed.map((one): Item => {
      const hostname = text(one, 'hostName') ?? 'unknown';
      const ends = utcDay(text(one, 'certificate', 'expiry'));
      const left = ends === undefined ? undefined : daysBetween(subject.today, ends);
      const item = {
        subject: `${id}/hostnameConfigurations/${hostname}`,
        evidence: [
          {
            resource: id,
            property: `properties.hostnameConfigurations[${hostname}].certificate.expiry`,
            observed: ends ?? 'absent',
            expected: `at least ${RENEWED_BEFORE} days ahead`,
          },
        ],
        fix: manualStep(
          subject,
          say('Let the issuer reach port 80 for the renewal, or give {hostname} a certificate of your own', {
            hostname,
          }),
          RETIREMENT,
          'customDomains',
        ),
      };
      if (left !== undefined && left < 0) {
        const message = say('The certificate of {hostname} has expired; Azure has not renewed it.', { hostname });
        return { ...item, status: 'fail', impact: 'outage', reason: 'CERTIFICATE_EXPIRED', message };
      }
      if (left !== undefined && left < RENEWED_BEFORE) {
        const message = say(
          'The certificate of {hostname} ends soon and should have been renewed; Azure’s issuer seems not to come through.',
          { hostname },
        );
        return { ...item, status: 'fail', impact: 'unsupported', reason: 'NOT_RENEWED', message };
      }
      const message = say('{hostname} has a certificate that Azure manages; its renewal needs port 80.', { hostname });
      return { ...item, status: 'warn', reason: 'MANAGED_CERTIFICATE', message };
    });
  },
};
