/** SIGKILL at a hundred random moments while 200 reminders go out; a minute of processor time, so CI alone runs it. */
import { killsLoseNothing } from '../reminders/jobs/kill-rules.ts';

describe('three kills', () => {
  killsLoseNothing([{ kills: 3, reminders: 60, seed: 1, database: 'beside' }]);
});

describe('a hundred kills', () => {
  killsLoseNothing([
    { kills: 92, reminders: 200, seed: 1, database: 'beside' },
    { kills: 8, reminders: 60, seed: 2, database: 'inside' },
  ]);
});
