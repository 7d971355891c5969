/** A flow of traffic, and what security rules make of it. Rules: docs/rules.md#security-rules. */
import type { Evidence } from '../model/finding.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { Text } from '../model/text.ts';

/** What a network security group and admin rules make of one flow. */
export type FlowJudgement = (
  | { readonly answer: 'allow'; readonly reason?: never }
  /** `reason` on `deny`: `NSG_DENY` or `ADMIN_RULE_DENY`; on `unknown`: `NSG_PARTIAL`, `AVNM` or a failed read. */
  | { readonly answer: 'deny' | 'unknown'; readonly reason: ReasonCode }
) & {
  /** Names the deciding rule, also a default one. */
  readonly message: Text;
  readonly evidence: readonly Evidence[];
  /** True when a rule that somebody wrote decided, false for a default rule. */
  readonly explicit: boolean;
};

/** One end of a flow: a service tag (any case) or address prefixes. */
export type FlowEnd = { readonly tag: string } | { readonly prefixes: readonly string[] };

/** A flow to judge. */
export interface Flow {
  readonly direction: 'Inbound' | 'Outbound';
  readonly protocol: 'Tcp' | 'Udp';
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly port: number;
  /** Locations whose regional service tags count as the whole, short form: the location itself and the primary one. */
  readonly regions: readonly string[];
}

/** A flow whose ends are both service tags: the rules alone decide about it. */
export type FlowBetweenTags = Flow & Readonly<Record<'source' | 'destination', { readonly tag: string }>>;
