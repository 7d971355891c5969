import { idKey } from '../../../src/model/arm.ts';
import { addDays, type Day } from '../../../src/model/days.ts';
import { firstMilestone, nextReminderDay } from '../../../src/reminders/rules/next-reminder.ts';
import type { ProvenState } from '../../../src/reminders/rules/proven-state.ts';
import { ann, daysFrom, instance, keysOn, RETIREMENT, standingAfter, state, subscription } from './support.ts';

const orders = instance('apim-orders');
const portal = instance('apim-portal');
const LATER = 'analytics-dashboard';
const retirements = [
  { id: RETIREMENT, effective: '2026-03-15' as const },
  { id: 'tls-versions', effective: '2025-10-31' as const },
  { id: LATER, effective: '2027-03-15' as const },
];
const unmet = standingAfter(orders, ['2025-06-01T08:00:00.000Z', 'outage']);
const against = (retirement: string, of = unmet): ProvenState => ({ ...of, retirement });

/** The first day after another on which a reminder really is due, in a year. */
function dueAfter(given: ReturnType<typeof state>, day: Day): string | undefined {
  const [, ...later] = daysFrom(day, addDays(day, 365));
  return later.find((one) => keysOn(given, one).length > 0);
}

describe('the day that a list of reminders names', () => {
  it.each<[string, readonly ProvenState[]]>([
    ['the main retirement', [unmet]],
    ['another that is past', [against('tls-versions')]],
    ['one that lies ahead', [against(LATER)]],
    ['one that is past and one that lies ahead', [unmet, against(LATER)]],
    ['two that are past, of which the later one leads', [unmet, against('tls-versions')]],
    ['one of another instance', [against('tls-versions', { ...unmet, instanceId: idKey(portal.id) })]],
  ])('is the day on which it is told: %s', (_, provenStates) => {
    for (const day of ['2026-03-02', '2026-03-15', '2026-06-20', '2026-11-28', '2027-01-20'] as const) {
      const since = subscription({ createdAt: `${day}T12:00:00.000Z` });
      const given = state({ instances: [orders, portal], provenStates, retirements, subscriptions: [since] });
      expect([day, nextReminderDay(since, given, day)]).toEqual([day, dueAfter(given, day)]);
    }
  });

  it('is about the instances in its scope, and about what is not waived', () => {
    const given = state({ instances: [orders], provenStates: [unmet], retirements });
    const elsewhere = subscription({ scope: { kind: 'instance', instanceId: idKey(portal.id) } });
    expect(nextReminderDay(elsewhere, given, '2026-11-28')).toBeUndefined();
    const [{ requirement } = { requirement: '' }] = unmet.unmet;
    const waivers = [
      {
        kind: 'waiver' as const,
        id: 'w1',
        instanceId: orders.id,
        requirement,
        until: '2027-11-28' as const,
        reason: 'The vault moves.',
        by: ann,
        at: '2026-01-01T00:00:00.000Z' as const,
      },
    ];
    expect(nextReminderDay(subscription(), { ...given, waivers }, '2026-11-28')).toBeUndefined();
  });

  it('is not known where nothing is known to be unmet', () => {
    const met = standingAfter(orders, ['2025-06-01T08:00:00.000Z', 'ready']);
    const given = state({ instances: [orders], provenStates: [met], retirements });
    expect(nextReminderDay(subscription(), given, '2026-11-28')).toBeUndefined();
    expect(firstMilestone(['2026-03-15', '2027-03-15'], '2026-11-28')).toBe('2026-12-15');
  });
});
