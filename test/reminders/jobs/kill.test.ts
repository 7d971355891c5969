/** The judge of what arrives while senders are killed. `test/long` kills a hundred times, `npm run bench -- --kill 1000` more. */
import { judge } from './kill-campaign.ts';

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
