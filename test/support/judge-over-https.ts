/** Judges an estate the way a user would have it judged: real clients, HTTPS, the simulated control plane. */
import { readConfig } from '../../src/app/config.ts';
import { assessorOverEstate } from '../../src/app/connected-assessor.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Day } from '../../src/model/days.ts';
import type { Report } from '../../src/model/finding.ts';
import { TENANT } from './resources.ts';

export interface JudgeOptions {
  readonly denied?: readonly string[];
  readonly today?: Day;
  readonly environment?: Readonly<Record<string, string>>;
  /** The instance's name; `apim-prod` without it. */
  readonly name?: string;
}

/** The report of one instance of an estate. */
export async function judgeOverHttps(
  resources: readonly ArmResource[],
  { denied = [], today = '2026-11-22', environment = {}, name = 'apim-prod' }: JudgeOptions = {},
): Promise<Report> {
  const estate = JSON.stringify({ tenantId: TENANT, resources, denied });
  const connected = await assessorOverEstate(estate, 'of the test', { config: readConfig(environment), today });
  try {
    const instances = await connected.assessor.instances();
    const instance = instances.find((one) => one.name === name);
    if (instance === undefined) throw new Error('the estate holds no such instance');
    const { reports } = await connected.assessor.assess(instance, {});
    const [report] = reports;
    if (report === undefined) throw new Error('there is no report');
    return report;
  } finally {
    await connected.stop();
  }
}
