/** SIGKILL at a hundred random moments while 200 reminders go out. `npm run bench -- --kill 1000` does more. */
import { type Campaign, type CampaignResult, judge, runCampaign } from './kill-campaign.ts';

const campaigns: readonly Campaign[] = [
  { kills: 92, reminders: 200, seed: 1, database: 'beside' },
  { kills: 8, reminders: 60, seed: 2, database: 'inside' },
];

describe('a hundred kills', () => {
  let results: readonly CampaignResult[];

  beforeAll(async () => {
    results = await Promise.all(campaigns.map(runCampaign));
  }, 240_000);

  it('lose nothing', () => {
    expect(results.flatMap(({ lost }) => lost)).toEqual([]);
  });

  it('record nothing twice, and every place that has blocked the bot', () => {
    expect(results.map(({ states }) => states)).toEqual([
      { sent: 190, parked: 10 },
      { sent: 57, parked: 3 },
    ]);
  });

  it('show at most the one twice that was in flight', () => {
    expect(results.flatMap(({ unexplained }) => unexplained)).toEqual([]);
  });

  it('happened while messages were throttled, refused, unanswered and dropped', () => {
    expect(results.map(({ faults }) => Object.keys(faults).toSorted())).toEqual(
      campaigns.map(() => ['403', '429', '502', 'dropped']),
    );
  });
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
