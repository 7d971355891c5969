/** What the simulated Azure Resource Manager answers from. */
import type { Landscape } from './landscape.ts';

/** What ARM needs to answer. */
export interface ArmSetting {
  readonly landscape: Landscape;
  /** `https://host:port`, in front of every `nextLink`. */
  readonly endpoint: string;
  /** Members per page of a list. */
  readonly pageSize: number;
  /** Up to when Azure Monitor counted; this machine's clock without it. */
  readonly now?: () => Date;
}
