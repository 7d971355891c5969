/** Cards about reminders and summaries with believable content, for `sampleCards`. */

import { closingCard } from '../../cards/closing-card.ts';
import { decisionCard } from '../../cards/decision-card.ts';
import { declareFormCard } from '../../cards/declare-form-card.ts';
import type { CardMessage } from '../../cards/parts/elements.ts';
import { readinessCard } from '../../cards/readiness-card.ts';
import { remindFormCard } from '../../cards/remind-form-card.ts';
import { reminderCard } from '../../cards/reminder-card.ts';
import { remindersListCard } from '../../cards/reminders-list-card.ts';
import { type SummaryCardOptions, summaryCard } from '../../cards/summary-card.ts';
import type { ShownWaiver } from '../../cards/wording/reminder.ts';
import type { RequirementTitle } from '../../cards/wording/status.ts';
import type { CardView } from '../../cards/wording/writer.ts';
import { addDays } from '../../src/model/days.ts';
import type { Status } from '../../src/model/finding.ts';
import type { ListedSubscription } from '../../src/model/reminder.ts';
import { titleIn } from '../../src/model/requirement.ts';
import { say } from '../../src/model/text.ts';
import type { ReminderMessage } from '../../src/reminders/rules/reminder-message.ts';
import { scopeChoices } from '../../src/reminders/rules/scope-choices.ts';
import type { SummaryMessage } from '../../src/reminders/rules/summary-message.ts';
import { requirements as all } from '../../src/retirements/requirements.ts';
import { assessment, discovered, INSTANCE, oneOfEach, titles } from './report.ts';
import { CHANGED } from './resource-changes.ts';
import { armId, SUBSCRIPTION, TENANT } from './resources.ts';

const ann = { id: '29:ann', name: 'Ann Lindqvist' };
const VAULT = armId('Microsoft.KeyVault/vaults/kv-prod', 'rg-secrets');
const retirement = {
  id: 'trusted-service-connectivity',
  title: say('Trusted service connectivity retirement'),
  what: say('trusted access'),
  docs: 'https://learn.microsoft.com/azure/api-management/breaking-changes/trusted-service-connectivity-retirement-march-2026',
  effective: '2026-03-15' as const,
};

const because = {
  subscriptionId: 's1',
  scope: { kind: 'tag', tag: 'environment', value: 'production' },
  setUpBy: ann,
  setUpAt: '2025-11-03T08:00:00Z',
} as const;

/** A requirement in a state, as its own title says it. */
function line(id: string, state: Status = 'fail') {
  const known = all.find((requirement) => requirement.id === id);
  if (known === undefined) throw new Error(`There is no requirement ${id}.`);
  return { requirement: id, title: titleIn(state, known) };
}

const dependencies = line('gateway-dependencies');
const identity = line('key-vault-identity');
const access = line('key-vault-network-access');
const status = line('network-status', 'unknown');

/** Forty days before the day, with something of everything. */
export const reminder: ReminderMessage = {
  kind: 'reminder',
  occasion: 'milestone',
  instance: INSTANCE,
  retirement,
  today: '2026-02-03' as const,
  daysLeft: 40,
  verdict: 'not-ready',
  checkedAt: '2026-02-03T08:58:00Z',
  unmet: [
    { ...dependencies, impact: 'outage', seen: true },
    { ...identity, impact: 'outage', seen: false },
  ],
  waived: [
    { ...access, by: ann, until: '2026-04-01' as const, reason: 'The vault moves to a private endpoint in March.' },
  ],
  unseen: [status.title],
  first: {
    requirement: dependencies.requirement,
    title: say('Admit snet-apim to stinvoices'),
    portal: `https://portal.azure.com/#@${TENANT}/resource${VAULT}/networking`,
    docs: 'https://learn.microsoft.com/azure/storage/common/storage-network-security-limitations',
    command: 'az storage account network-rule add -g rg-data --account-name stinvoices --subnet snet-apim',
  },
  changes: { fixed: [], new: [dependencies.title], worse: [identity.title] },
  because,
};

/** The same long after the day, with nothing else to say. */
export const overdue: ReminderMessage = {
  ...reminder,
  changed: [CHANGED, { ...CHANGED, id: 'other', by: { kind: 'application' }, kind: 'deleted', parts: [] }],
  today: '2026-11-22' as const,
  daysLeft: -252,
  checkedAt: '2026-11-22T09:00:00Z',
  verdict: 'action-needed',
  unmet: [{ ...access, impact: 'unsupported', seen: true }],
  waived: [],
  unseen: [],
  changes: { fixed: [dependencies.title], new: [], worse: [] },
  because: { ...because, scope: { kind: 'instance', instanceId: INSTANCE.id } },
  paused: { kind: 'snooze', by: ann, until: '2026-11-22' as const },
};

/** All is met. */
const closing: ReminderMessage = {
  ...overdue,
  occasion: 'all-met',
  verdict: 'ready',
  unmet: [],
  changes: { fixed: [dependencies.title, access.title], new: [], worse: [] },
};

const scoped = (name: string) => ({
  id: armId(`Microsoft.ApiManagement/service/${name}`, 'rg-api'),
  name,
  resourceGroup: 'rg-api',
  subscriptionId: SUBSCRIPTION,
  tags: {},
});

/** Twenty instances, a month of points, and something that changed. */
export const summary: SummaryMessage = {
  kind: 'summary',
  changed: [CHANGED],
  today: '2026-11-23' as const,
  retirement,
  daysLeft: -253,
  total: 20,
  counts: { ready: 12, 'action-needed': 2, 'not-ready': 3, undecided: 1, unchecked: 2 },
  trend: Array.from({ length: 30 }, (_, index) => ({
    day: addDays('2026-10-25', index),
    counts: {
      ready: 8 + Math.floor(index / 7),
      'action-needed': 2,
      'not-ready': 7 - Math.floor(index / 7),
      undecided: 1,
    },
  })),
  since: '2026-11-16T09:00:00Z',
  changes: {
    fixed: [{ instance: 'apim-dev', title: access.title }],
    new: [{ instance: 'apim-partner', title: status.title }],
    worse: [{ instance: 'apim-prod', title: dependencies.title }],
  },
  mostCommon: { ...access, count: 4 },
  pressing: [
    {
      instance: scoped('apim-prod'),
      verdict: 'not-ready',
      outages: 2,
      unsupported: 1,
      unseen: 0,
      unmet: [dependencies.title, identity.title, access.title],
    },
    {
      instance: scoped('apim-partner'),
      verdict: 'not-ready',
      outages: 1,
      unsupported: 0,
      unseen: 1,
      unmet: [status.title],
    },
    {
      instance: scoped('apim-payments'),
      verdict: 'not-ready',
      outages: 1,
      unsupported: 0,
      unseen: 0,
      unmet: [identity.title],
    },
    { instance: scoped('apim-legacy'), verdict: 'undecided', outages: 0, unsupported: 0, unseen: 4, unmet: [] },
    {
      instance: scoped('apim-shared'),
      verdict: 'action-needed',
      outages: 0,
      unsupported: 1,
      unseen: 0,
      unmet: [access.title],
    },
  ],
  waived: [
    {
      ...access,
      instance: 'apim-legacy',
      by: ann,
      until: '2027-01-31' as const,
      reason: 'It is switched off in January.',
    },
  ],
  because: { ...because, scope: { kind: 'all' } },
};

/** What a waiver of the report `oneOfEach` looks like. */
export const waiver: ShownWaiver = {
  requirement: 'unsupported',
  by: ann,
  until: '2026-12-31' as const,
  reason: 'The vault moves to a private endpoint in December.',
};

const everyMonday: ListedSubscription = {
  id: 's1',
  kind: 'summary',
  scope: { kind: 'all' },
  schedule: { days: [1], time: '09:00' },
  timeZone: 'Europe/Stockholm',
  by: ann.name,
  since: '2026-03-02T10:00:00Z',
  state: 'active',
};

/** One of each kind, one of them paused. */
export const subscriptions: readonly ListedSubscription[] = [
  everyMonday,
  {
    id: 's2',
    kind: 'reminder',
    scope: { kind: 'tag', tag: 'environment', value: 'production' },
    timeZone: 'Europe/Stockholm',
    by: ann.name,
    since: '2026-03-02T10:00:00Z',
    state: 'paused',
    until: '2026-12-06' as const,
  },
  {
    id: 's3',
    kind: 'reminder',
    scope: { kind: 'instance', instanceId: INSTANCE.id },
    schedule: { days: [1, 2, 3, 4, 5], time: '08:00' },
    timeZone: 'America/New_York',
    by: 'Bo *Berg*',
    since: '2026-10-01T10:00:00Z',
    state: 'active',
  },
];

export const scopes = scopeChoices([
  discovered('apim-prod', { tags: { environment: 'production' } }),
  discovered('apim-dev', { resourceGroup: 'rg-test' }),
  discovered('apim-shared', { tags: { environment: 'production' } }),
  discovered('apim-shared', { resourceGroup: 'rg-test' }),
]);

/** A summary in one of its forms. */
export function sampleSummary(form: SummaryCardOptions['form'], view: CardView): CardMessage {
  return summaryCard({ message: summary, form, portal: { cloud: 'public', tenantId: TENANT }, view });
}

/** Name of the picture or snapshot, and the card. Summaries with drawn charts have a test of their own. */
export function sampleReminderCards(
  view: CardView,
  requirements: readonly RequirementTitle[] = titles,
): Readonly<Record<string, CardMessage>> {
  return {
    reminder: reminderCard({ message: reminder, view }),
    'reminder-overdue': reminderCard({ message: overdue, view }),
    'reminder-snoozed': reminderCard({
      message: reminder,
      reply: { kind: 'snooze', by: ann, until: '2026-02-10' as const },
      view,
    }),
    'reminder-stopped': reminderCard({ message: overdue, reply: { kind: 'stop', by: ann }, view }),
    'reminder-closing': closingCard({ message: closing, view }),
    'reminder-form': remindFormCard({
      kind: 'reminder',
      scopes,
      today: '2026-11-22' as const,
      isPast: true,
      chosen: { scope: { kind: 'instance', instanceId: INSTANCE.id } },
      view,
    }),
    'summary-form-problem': remindFormCard({
      kind: 'summary',
      scopes,
      today: '2026-11-22' as const,
      chosen: { schedule: { days: [1, 4], time: '08:00' }, timeZone: 'Europe/Stokholm' },
      existing: { id: 's1', state: 'active' },
      problem: say('I do not know the time zone {zone}.', { zone: 'Europe/Stokholm' }),
      view,
    }),
    'declare-form': declareFormCard({
      instance: { id: INSTANCE.id, name: INSTANCE.name },
      calls: ['apis/orders/operations/get-invoice/policies/policy', 'policies/policy', 'backends/billing'].map(
        (under) => ({
          policy: `${INSTANCE.id}/${under}`,
          hash: `sha256:${'0'.repeat(64)}`,
          instanceId: INSTANCE.id,
        }),
      ),
      today: '2026-11-22' as const,
      problem: say('Please write the host, like {example}.', { example: 'st1.blob.core.windows.net' }),
      view,
    }),
    'decision-waived': decisionCard(
      {
        kind: 'decision',
        act: 'made',
        decision: {
          id: 'w1',
          kind: 'waiver',
          instanceId: INSTANCE.id,
          requirement: access.requirement,
          until: '2026-12-20' as const,
          reason: 'The vault moves to a private endpoint in December.',
          by: ann,
          at: '2026-11-22T09:00:00Z',
        },
        name: INSTANCE.name,
        title: access.title,
        by: ann,
        because,
      },
      view,
    ),
    'reminders-list': remindersListCard({
      subscriptions,
      unreachable: [
        {
          kind: 'channel',
          teamName: 'Platform',
          channelName: 'apim-alerts',
          why: 'uninstalled',
          since: '2026-11-20T10:00:00Z',
        },
      ],
      view,
    }),
    'reminders-list-empty': remindersListCard({ subscriptions: [], view }),
    'summary-told': sampleSummary('told', view),
    'summary-short': sampleSummary('short', view),
    'readiness-waived': readinessCard({ assessment: assessment([oneOfEach]), requirements, waivers: [waiver], view }),
  };
}
