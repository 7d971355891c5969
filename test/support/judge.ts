/** Judges an estate in memory; with `overHttps` the way a user would have it judged, which `test/long/estates-over-https.long.ts` asks for. */
import { readConfig } from '../../src/app/config.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Finding, Item, Report } from '../../src/model/finding.ts';
import { same } from '../../src/model/json.ts';
import { assessInMemory } from './assess.ts';
import type { JudgeOptions } from './judge-over-https.ts';

/** What the environment says where every estate of a file of tests is to be judged through the real clients. */
const OVER_HTTPS = 'JUDGE_OVER_HTTPS';

/** Has this file's estates judged through the real clients. */
export function overHttps(): void {
  process.env[OVER_HTTPS] = '1';
}

/** The report of one instance of an estate. */
export async function judge(resources: readonly ArmResource[], options: JudgeOptions = {}): Promise<Report> {
  if (process.env[OVER_HTTPS] !== undefined) {
    const { judgeOverHttps } = await import('./judge-over-https.ts');
    return await judgeOverHttps(resources, options);
  }
  const { name = 'apim-prod', environment = {}, ...rest } = options;
  const instance = resources.find((one) => same(one.type, 'Microsoft.ApiManagement/service') && same(one.name, name));
  if (instance === undefined) throw new Error('the estate holds no such instance');
  return assessInMemory(resources, { ...rest, settings: readConfig(environment).settings, id: instance.id });
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
