/** Instances of the benchmark's fleet with everything that judging asks for, in memory. */

import { readConfig } from '../src/app/config.ts';
import { realClock } from '../src/app/real-clock.ts';
import { connectAzure } from '../src/azure/connection.ts';
import { discoverInstances } from '../src/azure/discovery.ts';
import { createEstateReader } from '../src/azure/estate-reader.ts';
import { scannedCounts } from '../src/calls/scan-progress.ts';
import type { Estate } from '../src/model/estate.ts';
import type { Report } from '../src/model/finding.ts';
import { retirements } from '../src/model/retirement.ts';
import { assess } from '../src/readiness/assess.ts';
import { requirements } from '../src/retirements/requirements.ts';
import { startAzure } from './simulator-process.ts';

/** What judges one instance after the other, each from its answers in memory. */
export interface InstanceAnswers {
  readonly judges: readonly (() => Report)[];
}

/** Reads so many instances once. */
export async function instanceAnswers(instances: number): Promise<InstanceAnswers> {
  const [retirement] = retirements;
  if (retirement === undefined) throw new Error('There is no retirement.');
  const simulated = await startAzure({ instances, subscriptions: 1 }, { latencyMs: 0, throttle: false });
  try {
    const { endpoint, authorityHost, ca, tenantId } = simulated;
    const azure = connectAzure({
      clock: realClock(),
      credential: { tenantId, clientId: '00000000-0000-4000-8000-000000000001', clientSecret: 'any' },
      endpoint,
      authorityHost,
      disableInstanceDiscovery: true,
      ca,
    });
    const { settings } = readConfig({});
    const judges: (() => Report)[] = [];
    for (const found of await discoverInstances(azure)) {
      const { id, name, resourceGroup, subscriptionId, location, sku } = found;
      const judge = (estate: Estate) =>
        assess(
          {
            instance: { id, name, resourceGroup, subscriptionId, location, sku },
            tenantId: found.tenantId,
            estate,
            today: '2026-11-22',
            settings,
            declarations: [],
            cloud: 'public',
          },
          requirements,
          retirement,
          scannedCounts,
        );
      const answered = await createEstateReader(azure).collect((estate) => {
        judge(estate);
        return estate;
      });
      // An estate of its own each time, because what was found in one is remembered with it.
      judges.push(() => judge({ ...answered }));
    }
    return { judges };
  } finally {
    await simulated.stop();
  }
}
