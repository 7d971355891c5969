/** What Azure Monitor counted and what was changed lately, read and put beside what was judged. */

import type { Clock } from '../model/clock.ts';
import { failed, ok } from '../model/estate.ts';
import { faultName } from '../model/fault-fields.ts';
import type { Report } from '../model/finding.ts';
import type { MetricsQuestion } from '../model/metrics.ts';
import type { Priority } from '../model/priority.ts';
import type { Cloud } from '../model/requirement.ts';
import type { DiscoveredInstance } from './assessor.ts';
import type { AzureSource } from './azure-source.ts';
import { resourcesBehind } from './change-log.ts';
import { withChanges } from './live-changes.ts';
import { answerKey, metricsQuestions, withNumbers } from './live-metrics.ts';

/** What live answers are read by. */
interface LiveParts {
  readonly azure: Pick<AzureSource, 'metrics' | 'changeLog'>;
  readonly cloud: Cloud;
  readonly clock: Pick<Clock, 'instant'>;
}

/** The reports of one instance with both. Never rejects: what could not be read is told in the reports. */
export async function readLive(
  { azure, cloud, clock }: LiveParts,
  reports: readonly Report[],
  { tenantId }: Pick<DiscoveredInstance, 'tenantId'>,
  priority: Priority,
): Promise<readonly Report[]> {
  const at = Date.parse(clock.instant());
  const ask = async (question: MetricsQuestion) => {
    const answer = await azure.metrics(question, { priority: () => priority }).catch(unread);
    return [answerKey(question), answer] as const;
  };
  const resources = reports.flatMap(({ findings }) => findings.flatMap(resourcesBehind));
  const [answers, changes] = await Promise.all([
    Promise.all(metricsQuestions(reports, at).map(ask)),
    resources.length === 0 ? ok([]) : azure.changeLog.recent([...new Set(resources)], priority).catch(unread),
  ]);
  return withChanges(withNumbers(reports, new Map(answers), at, { cloud, tenantId }), changes);
}

function unread(error: unknown) {
  return failed('READ_FAILED', faultName(error));
}
