/** Entry of `npm run -s doctor`. */

import { env } from 'node:process';
import packageJson from '../../package.json' with { type: 'json' };
import type { Config } from '../app/config.ts';
import { assessorOverAzure, assessorOverEstate, databaseTokenOf } from '../app/connected-assessor.ts';
import { loadSettings } from '../app/load-settings.ts';
import { realClock } from '../app/real-clock.ts';
import { storageFault } from '../reminders/store/storage-fault.ts';
import { DOCTOR_USAGE, doctorCommand } from './doctor-command.ts';
import { runCommand } from './run-command.ts';

void runCommand(DOCTOR_USAGE, async ({ words, output }) => {
  loadSettings();
  const ends: (() => Promise<void>)[] = [];
  const azure = async (config: Config) => {
    const connected = config.demo ? await demo(config) : assessorOverAzure({ config });
    ends.push(connected.stop);
    return {
      connection: connected.connection,
      assessor: connected.assessor,
      ...(config.demo
        ? { demo: 'Nothing is configured, so this is the demo, read by somebody who may read all of it.' }
        : {}),
    };
  };
  try {
    return await doctorCommand(
      words,
      {
        environment: env,
        azure,
        storageFault: ({ store, ...config }) => storageFault(store, databaseTokenOf({ store, ...config })),
        version: packageJson.version,
        clock: realClock(),
      },
      output,
    );
  } finally {
    for (const end of ends) await end();
  }
});

// Loaded only here: the demo needs development dependencies that a deployment does without.
async function demo(config: Config) {
  const { sampleEstate } = await import('../demo/sample-estate/index.ts');
  const today = realClock().today();
  // The demo refuses a hub network on purpose, to show what that looks like in an answer.
  return assessorOverEstate(JSON.stringify({ ...sampleEstate(today), denied: [] }), 'Northwind', { config });
}
