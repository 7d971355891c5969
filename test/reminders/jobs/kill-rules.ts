/** What has to hold however often the sender is killed; stated once for few kills and for many. */
import { BLOCKED_EVERY, type Campaign, type CampaignResult, runCampaign } from './kill-campaign.ts';

/** Runs the campaigns side by side and tests what came of them. */
export function killsLoseNothing(campaigns: readonly Campaign[]): void {
  let results: readonly CampaignResult[];

  beforeAll(async () => {
    results = await Promise.all(campaigns.map(runCampaign));
  }, 240_000);

  it('lose nothing', () => {
    expect(results.flatMap(({ lost }) => lost)).toEqual([]);
  });

  it('record nothing twice, and every place that has blocked the bot', () => {
    expect(results.map(({ states }) => states)).toEqual(
      campaigns.map(({ reminders }) => {
        const parked = Math.ceil(reminders / BLOCKED_EVERY);
        return { sent: reminders - parked, parked };
      }),
    );
  });

  it('show at most the one twice that was in flight', () => {
    expect(results.flatMap(({ unexplained }) => unexplained)).toEqual([]);
  });

  it('happened while messages were throttled, refused, unanswered and dropped', () => {
    expect(results.map(({ faults }) => Object.keys(faults).toSorted())).toEqual(
      campaigns.map(() => ['403', '429', '502', 'dropped']),
    );
  });
}
