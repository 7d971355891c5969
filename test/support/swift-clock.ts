/** A clock on which waiting takes no time, so that pauses and Azure's limits cost a test nothing. */
import type { Clock } from '../../src/azure/clock.ts';

export function swiftClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    date: () => new Date(),
    random: () => 0,
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
  };
}
