/** What is asked of a way in, and what one option to make it looks like. */
import type { GatewayLocation } from '../instance/locations.ts';
import type { ArmResource } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import type { Subject } from '../model/requirement.ts';
import type { Text } from '../model/text.ts';
import type { Depth } from '../network/line-of-sight.ts';
import type { CallProof } from '../network/network-path.ts';
import type { Target } from '../network/target.ts';

/** What is asked about an instance to find a way. */
export type WaySubject = Pick<Subject, 'instance' | 'cloud' | 'tenantId' | 'estate' | 'today'>;

/** Who wants to go where. */
export interface WantedWay {
  readonly subject: WaySubject;
  readonly target: Target;
  readonly location: GatewayLocation;
  /** How much must be open for the fix to count. */
  readonly depth: Depth;
  /** What the call shows: a perimeter's rule for a subscription lets managed identities alone in. */
  readonly proof: CallProof;
  /** Services of the same kind that the instance uses too: none of them may go dark. */
  readonly others: readonly ArmResource[];
  /** Microsoft's page of the fix. */
  readonly docs: string;
}

/** One option: what it changes, how it is called, and where it stands in a plan. */
export interface WayInOption {
  readonly title: Text;
  readonly changes: readonly Change[];
  readonly order: number;
  /** The page to do it on; the service's networking page without it. */
  readonly portal?: string;
  /** Microsoft's page about it; that of the wanted way without it. */
  readonly docs?: string;
}
