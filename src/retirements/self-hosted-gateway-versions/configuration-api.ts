/** Self-hosted gateways of version 0 and 1 speak an old configuration API, which can be switched off. Rules: docs/rules.md#configuration-api. */

import { manualStep } from '../../fixes/manual-step.ts';
import { unreadItem, unreadService } from '../../fixes/unread-item.ts';
import { same, text } from '../../model/json.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';

const RETIREMENT = retirementOf('self-hosted-gateway-versions');

export const configurationApi: Requirement = {
  id: 'configuration-api',
  title: say('No self-hosted gateway of version 0 or 1 can connect'),
  titles: {
    fail: say('A self-hosted gateway of version 0 or 1 connects'),
    unknown: say('Whether there are self-hosted gateways is not known'),
    warn: say('Self-hosted gateways of version 0 and 1 can still connect'),
  },
  why: say(
    'They get no fixes any more. Which version a container runs is not in Azure’s data; a closed API proves that none is left.',
  ),
  retirement: RETIREMENT.id,
  order: 332,
  source: {
    title: 'Azure API Management breaking changes',
    section: 'Self-hosted gateway v0/v1 retirements',
    url: RETIREMENT.docs,
  },
  check(subject) {
    const service = subject.estate.resource(subject.instance.id);
    const read = subject.estate.children(subject.instance.id, 'gateways');
    const id = `${subject.instance.id}/gateways`;
    if (!service.ok) return [unreadService(subject, service)];
    if (!read.ok) return [unreadItem(subject, id, say('The list of self-hosted gateways'), read)];
    if (read.value.length === 0) {
      const message = say('There is no self-hosted gateway.');
      return [{ subject: id, status: 'not-applicable', reason: 'FEATURE_NOT_USED', message, evidence: [] }];
    }
    const state = text(service.value, 'properties', 'configurationApi', 'legacyApi');
    const evidence = [
      {
        resource: service.value.id,
        property: 'properties.configurationApi.legacyApi',
        observed: state ?? 'absent',
        expected: 'Disabled',
      },
    ];
    if (same(state, 'Disabled')) {
      const message = say('The configuration API of version 0 and 1 is switched off, so none of them connects.');
      return [{ subject: id, status: 'pass', message, evidence }];
    }
    const message = say(
      'There are self-hosted gateways, and their old configuration API is open. The version of their containers is not in Azure’s data.',
    );
    const fix = manualStep(
      subject,
      say('Look at the image of each container, bring it to version 2, then switch the old configuration API off'),
      RETIREMENT,
    );
    return [{ subject: id, status: 'warn', reason: 'OLD_CONFIGURATION_API', message, evidence, fix }];
  },
};
