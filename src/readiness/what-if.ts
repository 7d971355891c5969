/**
 * What a change that nobody has made would stop: it is made on a copy of what was read, everything is judged again, and what
 * works now is compared with what works then. Rules: docs/rules.md#gateway-dependencies.
 */
import type { Change } from '../model/change.ts';
import type { Finding, Item, Rehearsed, Report, WhatIfChange } from '../model/finding.ts';
import { placeOf } from './place-of.ts';

/** The outcome of a change that nobody has made. */
export interface WhatIf {
  readonly change: WhatIfChange;
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
}

/** A change by its name. */
interface Thinkable {
  readonly changes: (service: string) => readonly Change[];
  /** The requirement that says whether it is made already. */
  readonly made: string;
  /** The requirement whose items it may stop. */
  readonly bearsOn: string;
}

const thinkables: Readonly<Record<WhatIfChange, Thinkable>> = {
  'trusted-access-off': {
    changes: (service) => [{ kind: 'disable-trusted-access', service }],
    made: 'trusted-access-disabled',
    bearsOn: 'gateway-dependencies',
  },
};

/** The changes to rehearse for a question about an instance. */
export function changesOf(change: WhatIfChange, service: string): readonly Change[] {
  return thinkables[change].changes(service);
}

/** Whether trusted access still carries calls: the flag is not proven to be set. */
function carries(findings: readonly Finding[]): boolean {
  return findings.find(({ requirement }) => requirement === 'trusted-access-disabled')?.status !== 'pass';
}

/** A failed item that rests on trusted access works for as long as there is any; one that does not say counts as resting on it. */
function works({ status, restsOnTrustedAccess }: Item, carried: boolean): boolean {
  return status !== 'fail' || (carried && restsOnTrustedAccess !== false);
}

/** Reads the outcome off a report and its rehearsal. A report without the requirement in question proves nothing. */
export function whatIf(report: Report, { change, findings }: Rehearsed): WhatIf {
  const { made, bearsOn } = thinkables[change];
  const itemsOf = (all: readonly Finding[]) => all.find(({ requirement }) => requirement === bearsOn)?.items ?? [];
  const now = new Map<string, Item[]>();
  for (const item of itemsOf(report.findings)) {
    const place = placeOf({ requirement: bearsOn, item });
    now.set(place, [...(now.get(place) ?? []), item]);
  }
  const [carriedNow, carriedThen] = [carries(report.findings), carries(findings)];
  // An item is told as it stands in the report, with what was counted and changed beside it. Several at one place keep their order.
  const then = itemsOf(findings).map((item) => {
    const old = now.get(placeOf({ requirement: bearsOn, item }))?.shift();
    return { item: old ?? item, stood: old === undefined || works(old, carriedNow), holds: works(item, carriedThen) };
  });
  const stops = then.flatMap(({ item, stood, holds }) => (stood && !holds ? [item] : []));
  const broken = then.flatMap(({ item, stood, holds }) => (stood || holds ? [] : [item]));
  const undecided = then.flatMap(({ item }) => (item.status === 'unknown' ? [item] : []));
  const outcome = { change, stops, undecided, broken };
  const isMade = (all: readonly Finding[]) => all.some((one) => one.requirement === made && one.status === 'pass');
  if (isMade(report.findings)) return { ...outcome, safe: 'done' };
  if (stops.length > 0) return { ...outcome, safe: 'no' };
  const isProven = undecided.length === 0 && then.length > 0 && isMade(findings);
  return { ...outcome, safe: isProven ? 'yes' : 'unknown' };
}
