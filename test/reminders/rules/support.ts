/** An estate on paper: subscriptions, instances and their proven states, with what is different about them. */
import { addDays, type Day, daysBetween, type Instant, isDay } from '../../../src/model/days.ts';
import type { Verdict } from '../../../src/model/finding.ts';
import type { Snapshot, SnapshotFinding } from '../../../src/readiness/history.ts';
import { dueReminders } from '../../../src/reminders/rules/due-reminders.ts';
import { type Milestone, milestoneName } from '../../../src/reminders/rules/milestones.ts';
import type { Place } from '../../../src/reminders/rules/place.ts';
import { nextProvenState, type ProvenState } from '../../../src/reminders/rules/proven-state.ts';
import type { PreparedReminder, ReminderState } from '../../../src/reminders/rules/reminder-state.ts';
import type { ScopedInstance, Subscription } from '../../../src/reminders/rules/subscription.ts';

export const RETIREMENT = 'trusted-service-connectivity';
const EFFECTIVE = '2026-03-15';
export const ann = { id: '29:ann', name: 'Ann' };

export function instance(name: string, rest: Partial<ScopedInstance> = {}): ScopedInstance {
  const subscriptionId = rest.subscriptionId ?? '00000000-0000-4000-8000-0000000000aa';
  const resourceGroup = rest.resourceGroup ?? 'rg-api';
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${name}`,
    name,
    resourceGroup,
    subscriptionId,
    tags: {},
    ...rest,
  };
}

export function subscription(rest: Partial<Subscription> = {}): Subscription {
  return {
    id: 's1',
    kind: 'reminder',
    placeId: 'p1',
    scope: { kind: 'all' },
    schedule: undefined,
    setUpBy: ann,
    createdAt: '2025-01-01T00:00:00.000Z',
    state: 'active',
    pausedUntil: undefined,
    ...rest,
  };
}

export function place(rest: Partial<Place> = {}): Place {
  return {
    id: 'p1',
    kind: 'personal',
    conversationId: 'a:1',
    tenantId: undefined,
    serviceUrl: 'https://smba.trafficmanager.net/teams/',
    teamId: undefined,
    teamName: undefined,
    channelName: undefined,
    locale: 'en',
    timeZone: 'UTC',
    state: 'ok',
    why: undefined,
    since: '2025-01-01T00:00:00.000Z',
    ...rest,
  };
}

/** What an instance is found to be: words for the snapshots of the stories. */
export type Found = 'ready' | 'outage' | 'unsupported' | 'unseen' | 'two';

const kept: Readonly<Record<Found, { readonly verdict: Verdict; readonly findings: readonly SnapshotFinding[] }>> = {
  ready: {
    verdict: 'ready',
    findings: [
      { requirement: 'key-vault-identity', status: 'pass', reasons: [] },
      { requirement: 'gateway-dependencies', status: 'pass', reasons: [] },
    ],
  },
  outage: {
    verdict: 'not-ready',
    findings: [
      { requirement: 'key-vault-identity', status: 'pass', reasons: [] },
      { requirement: 'gateway-dependencies', status: 'fail', impact: 'outage', reasons: ['G-RELIES'] },
    ],
  },
  unsupported: {
    verdict: 'action-needed',
    findings: [
      { requirement: 'key-vault-identity', status: 'pass', reasons: [] },
      { requirement: 'gateway-dependencies', status: 'fail', impact: 'unsupported', reasons: ['BYPASS_ONLY'] },
    ],
  },
  two: {
    verdict: 'not-ready',
    findings: [
      { requirement: 'key-vault-identity', status: 'fail', impact: 'outage', reasons: ['NO_PATH'] },
      { requirement: 'gateway-dependencies', status: 'fail', impact: 'outage', reasons: ['G-RELIES'] },
    ],
  },
  unseen: {
    verdict: 'undecided',
    findings: [
      { requirement: 'key-vault-identity', status: 'unknown', reasons: ['FORBIDDEN'] },
      { requirement: 'gateway-dependencies', status: 'unknown', reasons: ['FORBIDDEN'] },
    ],
  },
};

export function snapshot(of: ScopedInstance, found: Found, checkedAt: Instant): Snapshot {
  return { instanceId: of.id, retirement: RETIREMENT, checkedAt, ...kept[found] };
}

/** The proven state after a number of snapshots, each `[instant, found]`. */
export function standingAfter(of: ScopedInstance, ...history: readonly (readonly [Instant, Found])[]): ProvenState {
  const last = history.reduce<ProvenState | undefined>(
    (before, [checkedAt, found]) => nextProvenState(before, snapshot(of, found, checkedAt)),
    undefined,
  );
  if (last === undefined) throw new Error('A standing needs a snapshot.');
  return last;
}

export function state(rest: Partial<ReminderState> = {}): ReminderState {
  return {
    subscriptions: [subscription()],
    zones: new Map(),
    instances: [],
    provenStates: [],
    retirements: [{ id: RETIREMENT, effective: EFFECTIVE }],
    waivers: [],
    pauses: [],
    prepared: [],
    ...rest,
  };
}

/** The milestones that are due at noon of a day. */
export function keysOn(given: ReminderState, today: Day): readonly string[] {
  return dueReminders(given, `${today}T12:00:00.000Z`).map(({ milestone }) => milestoneName(milestone));
}

/** The milestone of a name, as `milestoneName` writes it. */
function milestone(name: string): Milestone {
  const known: readonly Milestone[] = [
    { kind: 'day' },
    ...[1, 3, 7, 14, 30, 60, 90, 180].map((days): Milestone => ({ kind: 'before', days })),
    ...Array.from({ length: 12 }, (_, number): readonly Milestone[] => [
      { kind: 'week', number },
      { kind: 'month', number },
      { kind: 'no-longer-ready', episode: number },
      { kind: 'all-met', episode: number },
    ]).flat(),
  ];
  const found = known.find((one) => milestoneName(one) === name);
  if (found !== undefined) return found;
  const [, until] = /^pause-ended-(.+)$/.exec(name) ?? [];
  const [, local] = /^at-(.+)$/.exec(name) ?? [];
  if (until !== undefined && isDay(until)) return { kind: 'pause-ended', until };
  if (local !== undefined) return { kind: 'at', local };
  throw new Error(`There is no milestone ${name}.`);
}

export function mark(
  of: ScopedInstance,
  name: string,
  day: Day,
  rest: Partial<PreparedReminder> = {},
): PreparedReminder {
  return {
    kind: 'reminder',
    subscriptionId: 's1',
    placeId: 'p1',
    instanceId: of.id,
    retirement: RETIREMENT,
    milestone: milestone(name),
    day,
    at: `${day}T12:00:00.000Z`,
    ...rest,
  };
}

/** Calendar days from one to another, both included. */
export function daysFrom(first: Day, last: Day): readonly Day[] {
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, days) => addDays(first, days));
}
