/** The port to Azure: what an assessor asks it. */
import type { Estate, Read } from '../model/estate.ts';
import type { MetricSeries, MetricsQuestion } from '../model/metrics.ts';
import type { Priority } from '../model/priority.ts';
import type { Text } from '../model/text.ts';
import type { DiscoveredInstance } from './assessor.ts';
import type { ChangeLog } from './change-log.ts';

/** Where Azure's answers come from; `src/azure` is behind it. */
export interface AzureSource {
  /** Every instance that can be seen. Throws `AzureUnreachable`. */
  discover(signal?: AbortSignal): Promise<readonly DiscoveredInstance[]>;
  /** Runs `judge` over an estate, in rounds, until it asks for nothing new. Answers are read once per call. */
  collect<T>(
    judge: (estate: Estate) => T,
    options: {
      readonly onRound?: () => void;
      readonly onResource?: (id: string) => void;
      /** How urgent it is now; it may become more urgent when somebody else asks for the same. */
      readonly priority?: () => Priority;
      /** Takes nothing that is kept of an earlier answer. */
      readonly fresh?: boolean;
    },
  ): Promise<T>;
  /** What Azure Monitor counted. A failure is an answer too. */
  metrics(
    question: MetricsQuestion,
    options: { readonly priority: () => Priority },
  ): Promise<Read<readonly MetricSeries[]>>;
  /** Who changed what. */
  readonly changeLog: Pick<ChangeLog, 'behind' | 'recent'>;
  /** In whose name Azure is read, for people. */
  readonly checkedAs: Text | string;
  /** The same for machines, never the same for two identities: what one may see is never answered to another. */
  readonly readAs: string;
}
