/** The same fleet read with shared queries and with queries of each assessment's own. */

import { readConfig } from '../../src/app/config.ts';
import { assessorOverSimulator } from '../../src/app/connected-assessor.ts';
import { assessFleet } from '../../src/readiness/fleet.ts';
import { parseEstate } from '../../src/simulator/estate.ts';
import type { Fault } from '../../src/simulator/faults.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { pauselessClock } from '../support/clock.ts';
import { IMPATIENT } from '../support/command-line.ts';

/** Every instance that can be seen with everything that was found about it. */
async function found(simulator: Simulator, share: boolean) {
  const { assessor } = assessorOverSimulator(simulator, 'the test', {
    config: readConfig({}),
    today: '2026-11-22',
    share,
    patience: { retry: IMPATIENT, clock: pauselessClock() },
  });
  const instances = await assessor.instances();
  const assessments = await assessFleet(instances, assessor, { priority: 'question' });
  return instances.map(({ id }, index) => [id, assessments[index]?.reports] as const);
}

/** What is found in an estate file both ways, under the same faults, and how many queries the shared way sent. */
export async function bothWays(text: string, faults: readonly Fault[]) {
  const simulator = await startSimulator(parseEstate(text, 'test.json'), { record: true });
  try {
    simulator.setFaults(faults);
    const alone = await found(simulator, false);
    simulator.requests.length = 0;
    simulator.setFaults(faults);
    const shared = await found(simulator, true);
    return { alone, shared, queries: simulator.requests.filter(({ kql }) => kql !== undefined).length };
  } finally {
    await simulator.stop();
  }
}
