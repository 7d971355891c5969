/** What the demo remembers from before it was started: how an instance stood before the rule that was added three days ago. */

import { sampleEstateBefore } from '../../demo/sample-estate/index.ts';
import { dayAt, instantAt } from '../../model/days.ts';
import { type History, snapshotOf } from '../../readiness/history.ts';
import type { SimulatorThread } from '../../simulator/thread.ts';
import type { Config } from '../config.ts';
import { assessorOverSimulator } from '../connected-assessor.ts';

/** Days before today that it was looked at: before "what changed?" without a day looks back to. */
const DAYS_BEFORE = 8;

/** Assesses one instance as it stood then, and keeps that. `now` is an ISO instant. */
export async function seedHistory(
  name: string,
  config: Config,
  azure: SimulatorThread,
  history: History,
  now: string,
): Promise<void> {
  const then = instantAt(Date.parse(now) - DAYS_BEFORE * 86_400_000);
  const estate = JSON.stringify(sampleEstateBefore(dayAt(now)));
  const { assessor } = assessorOverSimulator(await azure.serve(estate, 'Northwind'), 'Northwind', {
    config,
    today: dayAt(then),
  });
  const instance = (await assessor.instances()).find((one) => one.name === name);
  if (instance === undefined) return;
  const { reports } = await assessor.assess(instance, { priority: 'background' });
  await history.keep(reports.map((report) => snapshotOf(report, then)));
}
