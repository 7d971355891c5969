/** Judges an estate the way a user would have it judged: real clients, HTTPS, the simulated control plane. */

import { readConfig } from '../../src/app/config.ts';
import { wireEstate } from '../../src/app/wiring.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Day } from '../../src/model/days.ts';
import type { Finding, Item, Report } from '../../src/model/finding.ts';
import { TENANT } from './resources.ts';

export interface JudgeOptions {
  readonly denied?: readonly string[];
  readonly today?: Day;
  readonly environment?: Readonly<Record<string, string>>;
  /** The instance's name; `apim-prod` without it. */
  readonly name?: string;
}

/** The report of one instance of an estate. */
export async function judge(resources: readonly ArmResource[], options: JudgeOptions = {}): Promise<Report> {
  const estate = JSON.stringify({ tenantId: TENANT, resources, denied: options.denied ?? [] });
  const wired = await wireEstate(estate, 'of the test', {
    config: readConfig(options.environment ?? {}),
    today: options.today ?? '2026-11-22',
  });
  try {
    const instances = await wired.assessor.instances();
    const instance = instances.find((one) => one.name === (options.name ?? 'apim-prod'));
    if (instance === undefined) throw new Error('the estate holds no such instance');
    const { reports } = await wired.assessor.assess(instance, {});
    const [report] = reports;
    if (report === undefined) throw new Error('there is no report');
    return report;
  } finally {
    await wired.stop();
  }
}

/** One finding of a report. */
export function findingOf(report: Report, requirement: string): Finding {
  const found = report.findings.find((finding) => finding.requirement === requirement);
  if (found === undefined) throw new Error(`the report has no ${requirement}`);
  return found;
}

/** An item in one short line: status, impact, reason, and where. */
export function lineOf(item: Item): string {
  const subject = item.subject.slice(item.subject.lastIndexOf('/') + 1);
  return [item.status, item.impact, item.reason, subject, item.location].filter((part) => part !== undefined).join(' ');
}

/** The items of a finding, in short lines. */
export function lines(report: Report, requirement: string): readonly string[] {
  return findingOf(report, requirement).items.map(lineOf);
}
