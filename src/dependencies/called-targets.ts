/** The Azure services that the gateway calls, for requirements that must count them too. Contract 7.8. */
import type { ArmResource } from '../model/arm.ts';
import type { Subject } from '../model/requirement.ts';
import type { Target } from '../network/target.ts';

/** What the crawl found. `complete` is false while anything was unread or unresolved, so that absence proves nothing. */
export interface CalledTargets {
  readonly targets: readonly Target[];
  readonly complete: boolean;
}

/** Every target among the six services that the gateway calls, as far as it can be seen. */
export function calledTargets(_service: ArmResource, _subject: Subject): CalledTargets {
  return { targets: [], complete: false };
}
