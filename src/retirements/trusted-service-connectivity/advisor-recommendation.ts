/** Azure Advisor recommends to disable trusted service connectivity where it saw such calls. Rules: docs/rules.md#advisor-recommendation, docs/rules.md#key-vault-client-addresses. */
import { docs } from '../../fixes/docs.ts';
import { advisorLink } from '../../fixes/portal-links.ts';
import { unreadItem, unreadService } from '../../fixes/unread-item.ts';
import { adviceEvidence, concernsTrustedAccess, isDismissed } from '../../instance/advisor.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';

export const advisorRecommendation: Requirement = {
  id: 'advisor-recommendation',
  title: say('Azure Advisor has nothing left to say about trusted access'),
  titles: {
    fail: say('Azure Advisor recommends to switch trusted access off'),
    unknown: say('What Azure Advisor says could not be read'),
    warn: say('Azure Advisor recommends to switch trusted access off'),
  },
  why: say('Advisor saw such calls in the past. That is worth reading, and neither proof nor absence of reliance.'),
  retirement: 'trusted-service-connectivity',
  order: 30,
  source: { title: 'Trusted service connectivity retirement', section: 'Step 1', url: docs.retirement },
  check(subject) {
    const { id } = subject.instance;
    const service = subject.estate.resource(id);
    const read = subject.estate.recommendations(id);
    if (!service.ok) return [unreadService(subject, service)];
    if (!read.ok) return [unreadItem(subject, id, say("Advisor's list of recommendations"), read)];
    const rows = read.value.filter(concernsTrustedAccess);
    if (rows.length === 0) {
      const message = say(
        'Advisor shows no recommendation about trusted access, which supports the rest and proves nothing.',
      );
      const evidence = [{ resource: id, property: 'advisorresources', observed: 'no recommendation' }];
      return [{ subject: id, status: 'pass', message, evidence }];
    }
    const message = rows.every(isDismissed)
      ? say('Advisor recommends to disable trusted service connectivity: it saw such calls. Somebody dismissed this.')
      : say('Advisor recommends to disable trusted service connectivity: it saw such calls in the past.');
    const fix = {
      title: say('Read the recommendation; it goes away a day or two after trusted access is switched off'),
      portal: advisorLink(subject),
      docs: docs.retirement,
      order: 96,
    };
    return [{ subject: id, status: 'warn', reason: 'A-ADVISOR', message, evidence: rows.flatMap(adviceEvidence), fix }];
  },
};
