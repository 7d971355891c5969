/** What to do first: one answer for lists, reminders and the terminal. */
import type { Report } from '../model/finding.ts';
import type { Text } from '../model/text.ts';
import { bySeverity } from './assess.ts';
import { fixPlan, type Step } from './fix-plan.ts';

/**
 * The first step of the plan that ends what is worst: an outage before what could not be seen, that before what is only
 * unsupported. A warning is nothing that has to be done. `among`: requirements to look at; all without it.
 */
export function firstStep(report: Report, among?: ReadonlySet<string>): Step | undefined {
  const findings = report.findings.filter(({ requirement }) => among?.has(requirement) ?? true);
  const steps = fixPlan([{ ...report, findings }]).filter(({ status }) => status === 'fail' || status === 'unknown');
  // The order of the plan holds among steps that are equally bad.
  return steps.toSorted(bySeverity)[0];
}

/** The first step in words; for what nobody can fix, what would decide it. `undefined` when nothing is to be done. */
export function whatToDoFirst(report: Report): Text | undefined {
  const unknown = report.findings.flatMap(({ items }) => items).find(({ status }) => status === 'unknown');
  return firstStep(report)?.title ?? unknown?.message;
}
