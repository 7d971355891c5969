/** What would happen if trusted access were switched off in the gateway today. Rules: docs/rules.md#gateway-dependencies. */
import type { Item, Report } from '../model/finding.ts';

/** The changes that can be thought through. */
export type Change = 'trusted-access-off';

/** The outcome of a change that nobody has made. */
export interface WhatIf {
  readonly change: Change;
  /**
   * `done`: the instance has it already. `yes`: no call depends on what is taken away. `no`: some call does. `unknown`: none
   * is known to, and not every call could be proven.
   */
  readonly safe: 'done' | 'yes' | 'no' | 'unknown';
  /** Calls that rest on trusted access alone, worst first. */
  readonly stops: readonly Item[];
  /** What could not be decided, so that it may stop too. */
  readonly undecided: readonly Item[];
  /** Calls that fail whatever the flag says. */
  readonly broken: readonly Item[];
}

/** Reads the outcome from the findings of one report. A report without `gateway-dependencies` proves nothing. */
export function whatIf(report: Report, change: Change = 'trusted-access-off'): WhatIf {
  const dependencies = report.findings.find(({ requirement }) => requirement === 'gateway-dependencies')?.items ?? [];
  const failed = dependencies.filter(({ status }) => status === 'fail');
  // A failed item that does not say counts as resting on it: calling a call safe that is not would cut it.
  const stops = failed.filter(({ restsOnTrustedAccess }) => restsOnTrustedAccess !== false);
  const broken = failed.filter(({ restsOnTrustedAccess }) => restsOnTrustedAccess === false);
  const undecided = dependencies.filter(({ status }) => status === 'unknown');
  const flag = report.findings.find(({ requirement }) => requirement === 'trusted-access-disabled');
  const outcome = { change, stops, undecided, broken };
  if (flag?.status === 'pass') return { ...outcome, safe: 'done' };
  if (stops.length > 0) return { ...outcome, safe: 'no' };
  return { ...outcome, safe: undecided.length > 0 || dependencies.length === 0 ? 'unknown' : 'yes' };
}
