/** What judging concludes. The shapes of docs/rules.md#statuses and docs/rules.md#json, with sentences not yet in anybody's language. */

import type { AzureSays } from './announcement.ts';
import type { Change } from './change.ts';
import type { Day } from './days.ts';
import type { ReasonCode } from './reasons.ts';
import type { ResourceChange } from './resource-change.ts';
import type { Text } from './text.ts';
import type { WhatIfText } from './what-if.ts';

/** The status of an item or a finding (docs/rules.md#statuses). */
export type Status = 'pass' | 'warn' | 'fail' | 'unknown' | 'not-applicable';

/** What an unmet requirement costs: calls or features stop, or nothing is cut by itself (docs/rules.md#statuses). */
export type Impact = 'outage' | 'unsupported';

/** The verdicts of a report, worst first: what is known to stop comes before what is not known (docs/rules.md#statuses). */
export const verdictsWorstFirst = ['not-ready', 'undecided', 'action-needed', 'ready'] as const;

/** The verdict of a report. */
export type Verdict = (typeof verdictsWorstFirst)[number];

/** One fact that a judgement rests on: which property of which resource, what was seen, what was needed. Never a secret. */
export interface Evidence {
  /** ARM id, or a host where there is none. */
  readonly resource: string;
  /** JSON path in Azure's wire format, or the name of the read. */
  readonly property: string;
  readonly observed: string;
  readonly expected?: string;
}

/** How to put an item right. Shown, never run. */
export interface Fix {
  readonly title: Text;
  /** Deep link to the exact portal page. */
  readonly portal: string;
  /** The documentation page. */
  readonly docs: string;
  /**
   * What is changed, in this order; absent where people have to find something out first. Applied to what was read, it improves its
   * finding and makes no other worse.
   */
  readonly changes?: readonly Change[];
  /** Safe commands made from the real names, several lines joined by newlines. */
  readonly command?: string;
  /** Where the step stands in a plan: smaller first, so that applying in order never makes things worse. */
  readonly order?: number;
}

/** The text in which an unresolved call stands, as a declaration about it has to name it. */
export interface ItemSource {
  /** Id of the policy, backend, logger or API. */
  readonly policy: string;
  /** `sha256:` and the hex digits over the text as it was read. */
  readonly hash: string;
}

/** What an item concludes: a `fail` says what it costs, and whatever is no plain pass says why. */
export type Conclusion =
  | { readonly status: 'pass' | 'not-applicable'; readonly impact?: never; readonly reason?: ReasonCode }
  | { readonly status: 'warn' | 'unknown'; readonly impact?: never; readonly reason: ReasonCode }
  | { readonly status: 'fail'; readonly impact: Impact; readonly reason: ReasonCode };

/** The conclusion of what also holds other things. */
export function conclusionOf(judged: Conclusion): Conclusion {
  switch (judged.status) {
    case 'fail':
      return { status: judged.status, impact: judged.impact, reason: judged.reason };
    case 'warn':
    case 'unknown':
      return { status: judged.status, reason: judged.reason };
    case 'pass':
    case 'not-applicable':
      return judged.reason === undefined ? { status: judged.status } : { status: judged.status, reason: judged.reason };
  }
}

/** What an item tells beside its conclusion. */
export interface ItemFacts {
  /** The ARM id where there is one, else the host or the policy's id. */
  readonly subject: string;
  /** Azure's short form (`westeurope`), only where the item belongs to one gateway location. */
  readonly location?: string;
  readonly message: Text;
  readonly evidence: readonly Evidence[];
  /** On every `fail` and `warn` (docs/rules.md#json). */
  readonly fix?: Fix;
  /** A failed call of `gateway-dependencies` only: whether trusted access was its way in, or it fails whatever the flag says. */
  readonly restsOnTrustedAccess?: boolean;
  /** A call that could not be resolved, or that somebody declared: what a declaration is bound to. */
  readonly source?: ItemSource;
  /** Who is hit, in the reader's words, each once: "API orders, operation get-invoice", "Logger audit". */
  readonly hits?: readonly Text[];
  /** What Azure Monitor counted of it, where that was asked for; nothing is judged by it (docs/rules.md#live-numbers). */
  readonly numbers?: readonly Text[];
  /** What was changed lately in what it rests on, newest first, where that was asked for; nothing is judged by it. */
  readonly changes?: readonly ResourceChange[];
  /** What has to change, or to be seen, where that is not the subject: an ARM id or a host. Items with the same one have one cause. */
  readonly about?: string;
  /** The requirement that this item only follows from: it has no cause of its own. */
  readonly follows?: string;
  /** `network-rules` only: the row of docs/rules.md#network-rules. */
  readonly row?: number;
}

/** One thing looked at (docs/rules.md#items). */
export type Item = Conclusion & ItemFacts;

/** What is concluded of something, in words, with those facts of its item that are named; the others are the same for all items of a requirement. */
export type Judgement<Facts extends keyof ItemFacts = 'message'> = Conclusion & Pick<ItemFacts, 'message' | Facts>;

/** One requirement, judged for one instance. Items stand worst first. */
export interface Finding {
  readonly requirement: string;
  readonly status: Status;
  readonly impact?: Impact;
  readonly items: readonly Item[];
}

/** The items of a requirement; none where it was not judged. */
export function itemsOf(findings: readonly Finding[], requirement: string): readonly Item[] {
  return findings.filter((one) => one.requirement === requirement).flatMap(({ items }) => items);
}

/** The instance that a report is about. */
export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  readonly location: string;
  readonly sku: string;
}

/** How much was read; null where it was not crawled or not readable. */
export interface Scanned {
  readonly policies: number | null;
  readonly backends: number | null;
  readonly loggers: number | null;
  readonly namedValues: number | null;
  readonly certificates: number | null;
}

/** How everything was judged again on a copy on which a change was made. */
export interface TriedChange {
  readonly change: WhatIfText;
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  /** What it came to; none where there was nothing to change. */
  readonly changes: readonly Change[];
  /** Why it could not be tried. */
  readonly untried?: Text;
}

/** All findings of one instance against one retirement. */
export interface Report {
  readonly instance: Instance;
  readonly retirement: string;
  /** UTC day from which the retirement is in force. */
  readonly effective: Day;
  readonly verdict: Verdict;
  readonly scanned: Scanned;
  readonly notes: readonly Text[];
  readonly findings: readonly Finding[];
  /** What Azure itself says about the instance: on the first report of an answer, once it is all read. */
  readonly azureSays?: AzureSays;
  /** What a change would make of it, where that was asked. */
  readonly tried?: TriedChange;
}
