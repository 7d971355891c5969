/** `npm run bench -- --kill 1000`: reminders go out while their sender is killed, the database inside it. Prints what came of it. */
import { stdout } from 'node:process';
import { runCampaign } from '../test/reminders/jobs/kill-campaign.ts';
import { type Benchmark, figure } from './measurement.ts';

const REMINDERS = 200;
/** Kills for each campaign; each has 200 reminders of its own. */
const KILLS = 50;

/** What came of the kills. */
export interface Kills {
  readonly holds: boolean;
  /** Reminders that were lost, and such as were seen twice without having been in flight. */
  readonly wrong: number;
}

/** Runs as many campaigns as so many kills need. */
export async function benchKills(kills: number): Promise<Kills> {
  let isRight = true;
  let wrong = 0;
  let done = 0;
  for (let seed = 1; done < kills; seed += 1) {
    const now = Math.min(KILLS, kills - done);
    const result = await runCampaign({ kills: now, reminders: REMINDERS, seed, database: 'inside' });
    done += now;
    const { lost, unexplained, states, blocked, seenTwice, early } = result;
    const holds =
      lost.length === 0 &&
      unexplained.length === 0 &&
      states.sent === REMINDERS - blocked &&
      states.parked === blocked &&
      Object.keys(states).length === 2;
    isRight &&= holds;
    wrong += lost.length + unexplained.length;
    stdout.write(
      `${String(done).padStart(5)} kills (${early} while starting): ${states.sent ?? 0} of ${REMINDERS - blocked} sent, ` +
        `${states.parked ?? 0} of ${blocked} blocked, ${lost.length} lost, ${seenTwice} seen twice of which ` +
        `${unexplained.length} were not in flight: ${holds ? 'holds' : 'DOES NOT HOLD'}\n`,
    );
  }
  return { holds: isRight, wrong };
}

/** The benchmark: one campaign. */
export const kill: Benchmark = {
  name: 'kill',
  about: `${REMINDERS} reminders go out while their sender is killed ${KILLS} times; floor: none lost, none repeated that was not in flight`,
  async run() {
    const start = performance.now();
    const { wrong } = await benchKills(KILLS);
    return [figure('kill', wrong, 'reminders', 0), figure('kill.wall', (performance.now() - start) / 1000, 's')];
  },
};
