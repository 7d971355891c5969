/** SIGKILL at a hundred random moments while 200 reminders go out. `npm run bench -- --kill 1000` does more. */
import { rmSync } from 'node:fs';
import { type CampaignResult, judge, prepareFolder, runCampaign } from './kill-campaign.ts';

const REMINDERS = 200;

describe('a hundred kills', () => {
  let results: readonly CampaignResult[];

  beforeAll(async () => {
    const prepared = await prepareFolder(REMINDERS);
    try {
      // Two at a time, each on a copy of its own.
      results = await Promise.all(
        [1, 2].map((seed) => runCampaign(prepared, { kills: 50, reminders: REMINDERS, seed })),
      );
    } finally {
      rmSync(prepared, { recursive: true, force: true });
    }
  }, 240_000);

  it('lose nothing', () => {
    expect(results.flatMap(({ lost }) => lost)).toEqual([]);
  });

  it('record nothing twice, and every place that has blocked the bot', () => {
    expect(results.map(({ states }) => states)).toEqual([1, 2].map(() => ({ sent: 190, parked: 10 })));
  });

  it('show at most the one twice that was in flight', () => {
    expect(results.flatMap(({ unexplained }) => unexplained)).toEqual([]);
  });

  it('happened while messages were throttled, refused, unanswered and dropped', () => {
    for (const { faults } of results) {
      expect(Object.keys(faults).toSorted()).toEqual(['403', '429', '502', 'dropped']);
    }
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
