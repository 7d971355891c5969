/** In a virtual network the developer portal has to reach a new CAPTCHA host. Rules: docs/rules.md#captcha-endpoint. */

import { manualStep } from '../../fixes/manual-step.ts';
import { unreadItem, unreadService } from '../../fixes/unread-item.ts';
import { gatewayLocations } from '../../instance/locations.ts';
import { isStale, networkStatusId, networkStatusOf } from '../../instance/network-status.ts';
import { networkScope } from '../../instance/tier.ts';
import type { Item } from '../../model/finding.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';

const RETIREMENT = retirementOf('captcha-endpoint');
/** The host of the public cloud. */
const HOST = 'partner.prod.repmap.microsoft.com';

export const captchaEndpoint: Requirement = {
  id: 'captcha-endpoint',
  title: say('The CAPTCHA endpoint can be reached'),
  titles: {
    fail: say('The CAPTCHA endpoint cannot be reached'),
    unknown: say('Whether the CAPTCHA endpoint can be reached is not known'),
    warn: say('The CAPTCHA endpoint was not tested'),
  },
  why: say('Without it nobody can sign up or reset a password in the developer portal.'),
  retirement: RETIREMENT.id,
  order: 395,
  source: { title: 'Azure API Management breaking changes', section: 'CAPTCHA endpoint update', url: RETIREMENT.docs },
  check(subject) {
    const read = subject.estate.resource(subject.instance.id);
    if (!read.ok) return [unreadService(subject, read)];
    const service = read.value;
    if (networkScope(service) !== 'classic') {
      const message = say('The instance is not in a virtual network whose rules could stop this.');
      return [{ subject: service.id, status: 'not-applicable', reason: 'NO_VNET', message, evidence: [] }];
    }
    const locations = gatewayLocations(service);
    if (locations.length === 0) {
      const message = say('Every gateway location is switched off.');
      return [{ subject: service.id, status: 'not-applicable', reason: 'GATEWAY_DISABLED', message, evidence: [] }];
    }
    return locations.map(({ name: location }): Item => {
      const status = networkStatusOf(service.id, location, subject.estate);
      if (!status.ok) {
        return { ...unreadItem(subject, service.id, say('The network status'), status), location };
      }
      const entry = status.value.dependencies.find(({ type }) => type.toLowerCase() === 'captchaendpoint');
      const evidence = [
        {
          resource: networkStatusId(service.id),
          property: 'networkStatus.connectivityStatus[CaptchaEndpoint]',
          observed: entry?.observed ?? 'absent',
          expected: 'success',
        },
      ];
      const item = { subject: service.id, location, evidence };
      if (entry === undefined) {
        const message = say(
          'Azure does not report the CAPTCHA endpoint. Network status in the portal would decide this.',
        );
        return { ...item, status: 'unknown', reason: 'STATUS_MISSING', message };
      }
      if (isStale(entry, subject.today)) {
        const message = say(
          'Azure tested the CAPTCHA endpoint too long ago. A newer network status would decide this.',
        );
        return { ...item, status: 'unknown', reason: 'STATUS_STALE', message };
      }
      if (entry.status === 'success') {
        return { ...item, status: 'pass', message: say('The CAPTCHA endpoint can be reached.') };
      }
      if (entry.status === 'failure') {
        const message = say('The CAPTCHA endpoint cannot be reached: sign-up in the developer portal fails.');
        const fix = manualStep(
          subject,
          say('Allow {host} in rules and firewalls', { host: HOST }),
          RETIREMENT,
          'network',
        );
        return { ...item, status: 'fail', impact: 'outage', reason: 'CAPTCHA_BLOCKED', message, fix };
      }
      const message = say(
        'The CAPTCHA endpoint is still being tested. Network status, a little later, would decide this.',
      );
      return { ...item, status: 'unknown', reason: 'STATUS_INITIALIZING', message };
    });
  },
};
