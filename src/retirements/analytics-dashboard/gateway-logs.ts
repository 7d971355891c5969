/** What the dashboard showed comes from gateway logs in a Log Analytics workspace. Rules: docs/rules.md#gateway-logs. */

import { manualStep } from '../../fixes/manual-step.ts';
import { unreadItem, unreadService } from '../../fixes/unread-item.ts';
import { hasBuiltInAnalytics, tierOf } from '../../instance/tier.ts';
import { flag, list, same, text } from '../../model/json.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';

const RETIREMENT = retirementOf('analytics-dashboard');
/** Where Azure Monitor keeps the diagnostic settings of a resource. */
const SETTINGS = 'providers/Microsoft.Insights/diagnosticSettings';

export const gatewayLogs: Requirement = {
  id: 'gateway-logs',
  title: say('A diagnostic setting sends the gateway logs to a Log Analytics workspace'),
  titles: {
    fail: say('No diagnostic setting sends the gateway logs'),
    unknown: say('Whether gateway logs are sent to a workspace is not known'),
    warn: say('No diagnostic setting sends the gateway logs to a Log Analytics workspace'),
  },
  why: say('Without one there are no figures about calls when the built-in dashboard goes.'),
  retirement: RETIREMENT.id,
  order: 500,
  source: {
    title: 'Azure API Management breaking changes',
    section: 'Built-in analytics dashboard retirement',
    url: RETIREMENT.docs,
  },
  check(subject) {
    const { id } = subject.instance;
    const service = subject.estate.resource(id);
    if (!service.ok) return [unreadService(subject, service)];
    const tier = tierOf(service.value);
    if (!hasBuiltInAnalytics(tier)) {
      const message = say('{tier} has no built-in analytics dashboard.', { tier });
      return [{ subject: id, status: 'not-applicable', reason: 'OTHER_TIER', message, evidence: [] }];
    }
    const read = subject.estate.children(id, SETTINGS);
    if (!read.ok) return [unreadItem(subject, `${id}/${SETTINGS}`, say('The list of diagnostic settings'), read)];
    const sends = read.value.find(
      (one) =>
        // Azure writes an empty text for a destination that is not used, which counts as absent.
        text(one, 'properties', 'workspaceId') !== undefined &&
        list(one, 'properties', 'logs').some(
          (log) =>
            flag(log, 'enabled') === true &&
            (same(text(log, 'category'), 'GatewayLogs') || same(text(log, 'categoryGroup'), 'allLogs')),
        ),
    );
    const evidence = [
      {
        resource: sends?.id ?? id,
        property: SETTINGS,
        observed: sends === undefined ? 'none with GatewayLogs and a workspace' : 'GatewayLogs',
        expected: 'GatewayLogs sent to a workspace',
      },
    ];
    if (sends !== undefined) {
      const message = say('{name} sends the gateway logs to a workspace.', { name: sends.name });
      return [{ subject: id, status: 'pass', message, evidence }];
    }
    const message = say(
      'No diagnostic setting sends the gateway logs to a workspace. Nothing stops because of it; figures about calls end with the dashboard.',
    );
    const fix = manualStep(
      subject,
      say('Send GatewayLogs to a Log Analytics workspace, and keep what the dashboard shows while it is there'),
      RETIREMENT,
    );
    return [{ subject: id, status: 'warn', reason: 'NO_GATEWAY_LOGS', message, evidence, fix }];
  },
};
