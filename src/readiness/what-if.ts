/**
 * What a change that nobody has made would stop: it is made on a copy of what was read, everything is judged again, and what
 * works now is compared with what works then. Rules: docs/rules.md#gateway-dependencies.
 */

import { type Finding, type Item, itemsOf, type Report, type TriedChange, type Verdict } from '../model/finding.ts';
import { GATEWAY_DEPENDENCIES, TRUSTED_ACCESS_DISABLED } from '../model/requirement-ids.ts';
import type { Text } from '../model/text.ts';
import type { WhatIfText } from '../model/what-if.ts';
import { improved, worsened } from './compare.ts';
import { itemPlace } from './item-place.ts';

/** The outcome of a change that nobody has made. */
export interface WhatIf {
  readonly change: WhatIfText;
  /**
   * `done`: the instance has it already. `yes`: everything that works now works then. `no`: something stops. `unknown`: nothing
   * is known to, and not everything could be proven.
   */
  readonly safe: 'done' | 'yes' | 'no' | 'unknown';
  /** What works now and would not then, worst first. */
  readonly stops: readonly Item[];
  /** What could not be decided, so that it may stop too. */
  readonly undecided: readonly Item[];
  /** What fails now already, with the change or without it. */
  readonly broken: readonly Item[];
  /** What it puts right. */
  readonly ends: readonly Item[];
  /** The verdict with it. */
  readonly verdict: Verdict;
  /** Why it could not be tried. */
  readonly untried?: Text;
}

/** Whether a change is the one that takes away what calls may rest on. */
export function isFlag(change: WhatIfText): boolean {
  return change === 'trusted-access-off';
}

/** Whether the flag is proven to be set; until then trusted access carries calls. */
function isMade(findings: readonly Finding[]): boolean {
  return findings.some(({ requirement, status }) => requirement === TRUSTED_ACCESS_DISABLED && status === 'pass');
}

/** A failed item that rests on trusted access works for as long as there is any; one that does not say counts as resting on it. */
function works({ status, restsOnTrustedAccess }: Item, carried: boolean): boolean {
  return status !== 'fail' || (carried && restsOnTrustedAccess !== false);
}

/** Reads the outcome off a report and the change that was tried. A report without the requirement in question proves nothing. */
export function whatIf(report: Report, tried: TriedChange): WhatIf {
  return isFlag(tried.change) ? withoutTrust(report, tried) : compared(report, tried);
}

/** What any other change makes better and worse. */
function compared(report: Report, tried: TriedChange): WhatIf {
  const { change, changes, verdict, untried } = tried;
  const stops = worsened(report, tried).map(({ item }) => item);
  const ends = improved(report, tried).map(({ item }) => item);
  const outcome = { change, stops, undecided: [], broken: [], ends, verdict };
  if (untried !== undefined) return { ...outcome, safe: 'unknown', untried };
  if (changes.length === 0) return { ...outcome, safe: 'done' };
  return { ...outcome, safe: stops.length > 0 ? 'no' : 'yes' };
}

/** What rests on trusted access, which the rules judge as failing from their day on whatever the flag says. */
function withoutTrust(report: Report, { change, findings, verdict }: TriedChange): WhatIf {
  const placeOf = (item: Item) => itemPlace({ requirement: GATEWAY_DEPENDENCIES, item });
  const now = Map.groupBy(itemsOf(report.findings, GATEWAY_DEPENDENCIES), placeOf);
  const [carriedNow, carriedThen] = [!isMade(report.findings), !isMade(findings)];
  // An item is told as it stands in the report, with what was counted and changed beside it. Several at one place keep their order.
  const then = itemsOf(findings, GATEWAY_DEPENDENCIES).map((item) => {
    const old = now.get(placeOf(item))?.shift();
    return { item: old ?? item, stood: old === undefined || works(old, carriedNow), holds: works(item, carriedThen) };
  });
  const stops = then.flatMap(({ item, stood, holds }) => (stood && !holds ? [item] : []));
  const broken = then.flatMap(({ item, stood, holds }) => (stood || holds ? [] : [item]));
  const undecided = then.flatMap(({ item }) => (item.status === 'unknown' ? [item] : []));
  const outcome = { change, stops, undecided, broken, ends: [], verdict };
  if (isMade(report.findings)) return { ...outcome, safe: 'done' };
  if (stops.length > 0) return { ...outcome, safe: 'no' };
  const isProven = undecided.length === 0 && then.length > 0 && isMade(findings);
  return { ...outcome, safe: isProven ? 'yes' : 'unknown' };
}
