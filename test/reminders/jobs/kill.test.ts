/** SIGKILL at random moments while reminders go out. `test/long` kills a hundred times, also with the database inside, `npm run bench -- --kill 1000` more. */
import { judge } from './kill-campaign.ts';
import { killsLoseNothing } from './kill-rules.ts';

describe('three kills', () => {
  killsLoseNothing([{ kills: 3, reminders: 60, seed: 1, database: 'beside' }]);
});

describe('the judge of it', () => {
  it('sees what is lost, and what is seen twice without a reason', () => {
    const arrivals = [
      { life: '1', text: 'apim-1' },
      { life: '1', text: 'apim-2' },
      { life: '2', text: 'apim-2' },
      { life: '2', text: 'apim-3' },
      { life: 'last', text: 'apim-1' },
    ];
    expect(judge(arrivals, 5)).toEqual({ blocked: 1, lost: ['apim-4'], seenTwice: 2, unexplained: ['apim-1'] });
  });
});
