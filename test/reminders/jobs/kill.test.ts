/** SIGKILL at random moments while reminders go out. `test/long` kills a hundred times, `npm run bench -- --kill 1000` more. */
import { judge } from './kill-campaign.ts';
import { killsLoseNothing } from './kill-rules.ts';

describe('ten kills', () => {
  killsLoseNothing([
    { kills: 8, reminders: 60, seed: 1, database: 'beside' },
    { kills: 2, reminders: 60, seed: 2, database: 'inside' },
  ]);
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
