/** What the chat and the command line ask for: find instances, judge one. The edge behind it reads Azure. */
import type { Day, Instant } from '../model/days.ts';
import type { Instance, Report, Verdict } from '../model/finding.ts';
import type { Priority } from '../model/priority.ts';
import type { Text } from '../model/text.ts';
import type { WhatIfText } from '../model/what-if.ts';
import type { ChangesRead } from './change-log.ts';
import type { Plan } from './plan.ts';

/** Azure could not be asked at all: discovery failed after its retries (docs/rules.md#reads). */
export class AzureUnreachable extends Error {}

/** An instance as Resource Graph lists it. */
export interface DiscoveredInstance extends Instance {
  readonly tenantId: string | undefined;
  readonly subscriptionName: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Ids of the management groups that its subscription is in, whatever the depth; absent where Azure did not tell. */
  readonly managementGroups?: readonly string[] | undefined;
  /** The virtual network type: `None`, `External`, `Internal`; absent where Azure did not tell. */
  readonly network?: string | undefined;
  /** The platform version, such as `stv2.1`; absent where Azure did not tell. */
  readonly platform?: string | undefined;
}

/** How far an assessment is; for a line such as "scanned 40 of 220 policies". */
export interface Progress {
  readonly scanned: number;
  readonly known: number;
}

/** What to assess for. */
export interface AssessmentRequest {
  /** Reads Azure now, however young an answer is that was kept: for "check again". Default false. */
  readonly fresh?: boolean | undefined;
  /** Who waits for it; default `question`. */
  readonly priority?: Priority | undefined;
  /** `YYYY-MM`; without it the retirement is chosen by docs/rules.md#which-retirement. */
  readonly month?: string | undefined;
  /** Judges every retirement of the catalogue and tells them all, in its order: also those that take reads of their own. Default false. */
  readonly catalogue?: boolean | undefined;
  /** Also tries, on a copy, the plan that puts it right. Default false. */
  readonly plan?: boolean | undefined;
  /**
   * Also reads what Azure Monitor counted for what is called, at most one read for each target and two for the instance, and what was
   * changed lately in what is unmet. Default false.
   */
  readonly live?: boolean | undefined;
  /** Also tries this change on a copy, so that each report tells what would stop. Default none. */
  readonly whatIf?: WhatIfText | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called once with the reports of everything but the dependencies, while the policies are still being searched. */
  readonly onFirst?: ((assessment: Assessment) => void) | undefined;
}

/** The answer about one instance. `reports` is empty when no known retirement fits the month. */
export interface Assessment {
  /** The real instant, ISO, at which Azure had been read for it: the age of the answer counts from here. */
  readonly checkedAt: Instant;
  /** The UTC day that judging assumed. */
  readonly today: Day;
  readonly reports: readonly Report[];
  /** What was judged beside them, is in force and is proven unmet, newest first; each stands in a note of the first report too. */
  readonly besides?: readonly Report[];
  /** The plan for each report, where one was asked for. */
  readonly plans?: readonly Plan[];
  /** What the judgement rests on and whose changes can be watched: ARM ids, the instance among them. */
  readonly restsOn: readonly string[];
  /** In whose name Azure was read, for people: "the bot's identity (Reader)". */
  readonly checkedAs: Text | string;
  /** Whether findings are still to come (only in `onFirst`). */
  readonly partial: boolean;
}

/** The verdict that an instance had when it was last read. */
export interface KnownVerdict {
  readonly verdict: Verdict;
  /** UTC day of the retirement that was judged. */
  readonly effective: Day;
  /** The real instant, ISO, at which Azure had been read for it. */
  readonly checkedAt: Instant;
}

/**
 * Finds and judges instances. One assessor serves everybody, in the name of one identity; it reads an instance once for all
 * who ask at the same time, and again only when an answer is older than a minute or a new one is asked for.
 */
export interface Assessor {
  /** Every instance that can be seen, by name. Throws `AzureUnreachable`. */
  instances(signal?: AbortSignal): Promise<readonly DiscoveredInstance[]>;
  /** Judges one instance. A read that fails becomes `unknown`, never a throw. */
  assess(instance: DiscoveredInstance, request: AssessmentRequest): Promise<Assessment>;
  /** Who changed what in an instance, and in resources that it rests on (ARM ids, what matters most first), after an instant (ISO). */
  changesBehind(
    instance: Pick<DiscoveredInstance, 'id'>,
    resources: readonly string[],
    since: Instant,
    priority?: Priority,
  ): Promise<ChangesRead>;
  /**
   * What was found when the instance was last read today, at most a day ago, without reading anything: for lists and search
   * results. undefined when it is not known.
   */
  known(instance: Pick<DiscoveredInstance, 'id'>): KnownVerdict | undefined;
}
