/** Every kind of question, from the words to what is shown in the end. */

import { readAction } from '../../src/conversation/buttons/read-action.ts';
import type { ConversationParts } from '../../src/conversation/conversation.ts';
import type { Delivery, Outgoing } from '../../src/model/channel.ts';
import { SendFailed } from '../../src/model/channel.ts';
import type { Day } from '../../src/model/days.ts';
import type { Decision, Waiver } from '../../src/model/decision.ts';
import type { ListedSubscription } from '../../src/model/reminder.ts';
import type { ResourceChange } from '../../src/model/resource-change.ts';
import { everything } from '../../src/model/scope.ts';
import { say } from '../../src/model/text.ts';
import { AzureUnreachable } from '../../src/readiness/assessor.ts';
import type { ChangesRead } from '../../src/readiness/change-log.ts';
import { type History, type Snapshot, snapshotOf } from '../../src/readiness/history.ts';
import type { DecisionOrder, DecisionOutcome, Decisions } from '../../src/reminders/ports/decisions-port.ts';
import type { Reminders, SubscriptionChange, SubscriptionOrder } from '../../src/reminders/ports/reminders-port.ts';
import type { SummaryMemory } from '../../src/reminders/ports/summary-port.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { handClock } from '../support/clock.ts';
import {
  type AssessorScript,
  assessorOf,
  conversationOf,
  rememberedLog,
  rememberedReply,
} from '../support/conversation.ts';
import { assessment, discovered, finding, item, oneOfEach, report } from '../support/report.ts';
import { armId } from '../support/resources.ts';

const prod = discovered('apim-prod', { tags: { environment: 'production' } });
const dev = discovered('apim-dev', {
  subscriptionName: 'Contoso Development',
  location: 'northeurope',
  sku: 'Developer',
});
const ready = (name: string) =>
  report([finding('met', item('pass'))], { verdict: 'ready', instance: discovered(name) });

const estate: AssessorScript = {
  instances: [prod, dev],
  assess: async (instance) =>
    assessment([instance.name === 'apim-dev' ? ready('apim-dev') : { ...oneOfEach, instance }]),
};

const delivery: Delivery = {
  activityId: '',
  locale: 'en-GB',
  timeZone: 'Europe/Stockholm',
  asker: { id: '29:ann', name: 'Ann' },
  kind: 'personal',
  address: { tenantId: undefined, conversationId: 'a:one', serviceUrl: 'https://service.example/' },
};

/** A conversation to talk to; `say` answers with the message that stands in the end. */
function talk(script: AssessorScript = estate, rest: Partial<ConversationParts> = {}) {
  const assessor = assessorOf(script);
  const log = rememberedLog();
  const clock = handClock();
  const conversation = conversationOf(assessor, clock, log, { requirements, ...rest });
  const last = async (work: (reply: ReturnType<typeof rememberedReply>) => Promise<void>): Promise<Outgoing> => {
    const reply = rememberedReply();
    await work(reply);
    return reply.shown.at(-1) ?? { text: '', summary: '' };
  };
  return {
    assessor,
    clock,
    log,
    ask: (text: string, change: Partial<Delivery> = {}) =>
      last((reply) => conversation.answer({ ...delivery, ...change, text }, reply)),
    press: (action: Parameters<typeof conversation.act>[0]['action']) =>
      last((reply) => conversation.act({ ...delivery, action }, reply)),
  };
}

const card = (message: Outgoing) => JSON.stringify(message.card);

describe('what was missed', () => {
  const past = (retirement: string, effective: Day, ...findings: readonly ReturnType<typeof finding>[]) => ({
    ...report(findings, { verdict: 'action-needed', instance: dev }),
    retirement,
    effective,
  });
  const script: AssessorScript = {
    instances: [prod, dev],
    assess: async (instance, { catalogue }) =>
      assessment(
        catalogue !== true || instance.name !== 'apim-dev'
          ? [ready('apim-prod')]
          : [
              past('tls-versions', '2025-10-31', finding('one', item('fail', { impact: 'unsupported' }))),
              past('git-repository', '2025-03-15', finding('two', item('fail'))),
              past('analytics-dashboard', '2027-03-15', finding('three', item('fail'))),
              { ...past('direct-management-api', '2025-03-15', finding('four', item('warn'))), verdict: 'ready' },
              { ...past('metrics-retirement', '2023-08-31', finding('five', item('unknown'))), verdict: 'undecided' },
            ],
      ),
  };

  it('is past and unmet, what stops calls first; the rest is a line each, and nothing that lies ahead', async () => {
    const { text, summary } = await talk(script).ask('what did I miss?');
    expect(summary).toBe('2 retirements are past and still unmet on 2 instances');
    expect(text.split('\n').slice(1)).toEqual([
      '⚠️ Worth a look: the direct management API',
      '❓ Not to be decided from what could be read: the old capacity metrics',
      expect.stringMatching(/^❌ the Git repository of the configuration stopped on 15 March 2025 .*Unmet on apim-dev/),
      expect.stringMatching(/^⚠️ support for TLS 1.0 and 1.1 stopped on 31 October 2025 .*Unmet on apim-dev/),
    ]);
  });

  it('begins on the day that was named', async () => {
    const { text } = await talk(script).ask('what did we miss since June 2025?');
    expect(text.split('\n')).toEqual([
      '1 retirement since 1 June 2025 is still unmet on 2 instances',
      expect.stringContaining('TLS'),
    ]);
  });

  it('is nothing where all is met', async () => {
    const { text } = await talk(script).ask('what did I miss on apim-prod?');
    expect(text).toBe('Nothing that is past is unmet on apim-prod');
  });

  it('leads to the instance, judged for the month of what was missed', async () => {
    const shown = await talk(script).ask('what did we miss since June 2025?');
    expect(card(shown)).toContain(JSON.stringify({ kind: 'check', instance: dev.id, month: '2025-10', place: 'new' }));
  });
});

describe('one question in words', () => {
  it.each([
    ['which are not ready?', '1 instance: 1 not ready'],
    ['are all instances ready?', '2 instances: 1 not ready, 1 ready'],
    ['which are ready', '1 instance: 1 ready'],
    ['which are undecided', 'None of 2 instances is undecided'],
    ['apim-prod and apim-dev', '2 instances: 1 not ready, 1 ready'],
    ['are the developer ones ready', '1 instance in tier developer: 1 ready'],
    ['everything in Contoso Production', '1 instance in subscription Contoso Production: 1 not ready'],
    ['everything in prod', '1 instance in subscription Contoso Production: 1 not ready'],
    ['all with environment=production', '1 instance in tag environment=production: 1 not ready'],
    ['instances in northeurope', '1 instance in region northeurope: 1 ready'],
    ['what about northeurope', '1 instance in region northeurope: 1 ready'],
    ['summary', '1 of 2 ready (every instance): trusted access stopped on 15 March 2026 (252 days ago)'],
    ['everything in Atlantis', 'I know no place called Atlantis'],
    ['list instances in northeurope', 'I can see 1 instance'],
    ['apim-prod and apim-dve', 'I can see no instance called apim-dve'],
    ['why is apim-prod not ready', 'Why apim-prod is not ready'],
    ['why is apim-dev ready', 'apim-dev is ready: nothing stands in the way'],
    ['how do I fix apim-prod', '1 step, and apim-prod is ready'],
    ['how do I fix apim-dev', 'There is nothing to fix on apim-dev that I know of'],
    ['show me the evidence for apim-prod', 'What I saw of apim-prod'],
    [
      'what if the flag is set on apim-prod',
      'Whether setting the flag on apim-prod is safe is unknown: its dependencies were not judged',
    ],
    [
      'explain key-vault-identity',
      'key-vault-identity: Firewalled key vaults are read with the system-assigned identity',
    ],
    ['explain key vault', 'Which requirement do you mean?'],
    ['which requirements are there', expect.stringMatching(/^I check \d+ requirements$/)],
    ['what retires next', 'Next: the built-in analytics dashboard will stop on 15 March 2027 (in 113 days)'],
    ['when is trusted access gone', expect.stringContaining('trusted access stopped on 15 March 2026')],
    ['what retires in May 2031', 'I know of nothing that retires in May 2031'],
    ['what changed since Monday', 'I keep no history yet'],
    ['who reads kv-prod', '2 instances use kv-prod'],
    ['who reads kv-nobody', 'None of 2 instances refers to kv-nobody or calls it'],
    ['remind me about apim-prod', 'Reminders need storage'],
    ['stop reminding me', 'Reminders need storage'],
    ['waive key-vault-identity on apim-prod until Friday because I say so', 'Reminders need storage'],
    ['fix it', 'Which instance do you mean?'],
    ['why?', 'Which instance do you mean?'],
  ])('%s', async (text, summary) => {
    const findings = [finding('key-vault-refresh', item('pass'))];
    const script = text.startsWith('who') ? { ...estate, assess: async () => assessment([report(findings)]) } : estate;
    expect((await talk(script).ask(text)).summary).toEqual(summary);
  });

  it.each(['which are not ready', 'everything in prod', 'who reads kv-prod', 'why?', 'list'])(
    'is answered with what is needed when no instance can be seen: %s',
    async (text) => {
      expect((await talk({ instances: [] }).ask(text)).summary).toBe('I can see no API Management instance');
    },
  );

  it('about a fleet says when Azure does not answer', async () => {
    const { ask } = talk({ instances: () => Promise.reject(new AzureUnreachable('x')) });
    expect((await ask('which are not ready')).summary).toBe('all instances: Azure did not answer');
  });

  it('is answered in the language of the asker', async () => {
    const { ask } = talk();
    expect((await ask('apim-dev', { locale: 'de-DE' })).summary).toContain('15. März 2026');
  });
});

describe('a conversation', () => {
  it('goes on from what it was about', async () => {
    const { ask, assessor } = talk();
    await ask('is apim-prod ready for March 2026?');
    expect((await ask('why?')).summary).toBe('Why apim-prod is not ready');
    expect((await ask('fix it')).summary).toBe('1 step, and apim-prod is ready');
    expect((await ask('and apim-dev?')).summary).toBe('There is nothing to fix on apim-dev that I know of');
    expect((await ask('is it ready')).summary).toContain('apim-dev is ready');
    expect(assessor.asked.map(({ month }) => month)).toEqual(['2026-03', '2026-03', '2026-03', '2026-03', '2026-03']);
  });

  it('asks Azure Monitor for its numbers where it explains, and only there', async () => {
    const live: unknown[] = [];
    const assess: AssessorScript['assess'] = async (instance, request) => {
      live.push(request.live === true);
      return assessment([{ ...oneOfEach, instance }]);
    };
    const { ask, press } = talk({ instances: [prod], assess });
    await ask('is apim-prod ready for March 2026?');
    await ask('fix it');
    expect(live).toEqual([false, false]);
    await ask('why?');
    await press({ kind: 'evidence', instance: prod.id });
    expect(live).toEqual([false, false, true, true]);
  });

  it('goes on from a button too', async () => {
    const { ask, press } = talk();
    await press({ kind: 'check', instance: prod.id });
    expect((await ask('why?')).summary).toBe('Why apim-prod is not ready');
  });

  it('is one of many: what was said elsewhere means nothing here', async () => {
    const { ask } = talk();
    await ask('apim-prod');
    const elsewhere = { address: { ...delivery.address, conversationId: 'a:two' } };
    expect((await ask('why?', elsewhere)).summary).toBe('Which instance do you mean?');
  });

  it('is forgotten after an hour', async () => {
    const { ask, clock } = talk();
    await ask('apim-prod');
    await clock.pass(60 * 60 * 1000 + 1);
    expect((await ask('why?')).summary).toBe('Which instance do you mean?');
  });
});

describe('a button', () => {
  it.each([
    ['why' as const, 'Why apim-prod is not ready'],
    ['fix' as const, '1 step, and apim-prod is ready'],
    ['evidence' as const, 'What I saw of apim-prod'],
  ])('"%s" answers about the very instance', async (kind, summary) => {
    expect((await talk().press({ kind, instance: prod.id })).summary).toBe(summary);
  });

  it('on a card of days ago refreshes it, and says so', async () => {
    const { press } = talk();
    const action = { kind: 'check' as const, instance: prod.id };
    expect((await press({ ...action, drawn: '2026-11-20T09:00:00Z' })).text).toContain(
      'That card was from 20 November 2026 at 10:00 CET. This is how it stands now.',
    );
    expect((await press({ ...action, drawn: '2026-11-22T10:00:00Z' })).text).not.toContain('That card was from');
  });

  it('keeps the ticks of a plan, and tells those that Azure confirms', async () => {
    const { press } = talk();
    const plan = await press({ kind: 'fix', instance: prod.id });
    const id = /"id":"done-([a-z0-9]+)"/.exec(card(plan))?.[1] ?? '';
    const saved = await press({ kind: 'fix', instance: prod.id, done: [id, 'gone'] });
    expect(card(saved)).toContain('"value":"true"');
    expect(saved.text).toContain('1 ticked off and confirmed by Azure.');
    expect(saved.text).toContain('1 ticked off that Azure does not show yet');
  });

  it('for the next page shows what was read for the page before, "Check again" reads anew', async () => {
    const many = Array.from({ length: 20 }, (_, index) => discovered(`apim-${index}`));
    const { ask, press, assessor } = talk({ instances: many });
    const first = await ask('which are not ready');
    expect(first.text).toContain('Page 1 of 3');
    const second = await press({ kind: 'fleet', scope: everything, only: 'unmet', page: 2 });
    expect(second.text).toContain('Page 2 of 3');
    expect(assessor.asked).toHaveLength(20);
    await press({ kind: 'fleet', scope: everything, only: 'unmet' });
    expect(assessor.asked).toHaveLength(40);
  });

  it('of a list answers below it', async () => {
    const message = await talk().ask('are all instances ready?');
    expect(card(message)).toContain(`"kind":"check","instance":"${dev.id}","place":"new"`);
  });

  it('for a page that is read no more reads anew', async () => {
    const { press, assessor } = talk();
    expect((await press({ kind: 'fleet', scope: everything, page: 7 })).text).toContain('apim-prod is not ready');
    expect(assessor.asked).toHaveLength(2);
  });
});

describe('what changed', () => {
  const old: Snapshot = snapshotOf(
    report([finding('met', item('fail')), finding('outage', item('pass')), finding('unseen', item('unknown'))]),
    '2026-11-15T08:00:00Z',
  );
  const history = (change: Partial<History> = {}): History & { readonly kept: Snapshot[] } => {
    const kept: Snapshot[] = [];
    return {
      kept,
      latestBefore: async (id) => (id === prod.id ? [{ ...old, instanceId: id.toUpperCase() }] : []),
      unmetSince: async () => [],
      keep: async (snapshots) => void kept.push(...snapshots),
      ...change,
    };
  };

  it('is told by name: fixed, new, and what was not kept', async () => {
    const message = await talk(estate, { history: history() }).ask('what changed since Monday');
    expect(message.summary).toBe('1 instance changed since 16 November 2026');
    expect(message.text).toContain('Fixed: met');
    expect(message.text).toContain('New: outage');
    expect(card(message)).toContain('apim-dev: nothing was kept from before');
  });

  const group = armId('Microsoft.Network/networkSecurityGroups/nsg-apim-neu');
  const change: ResourceChange = {
    id: 'change',
    resource: group,
    at: '2026-11-21T13:02:00.000Z',
    kind: 'updated',
    parts: ['securityRules'],
    by: { kind: 'person', name: 'ada@contoso.com' },
  };
  const broken = report([finding('outage', item('fail', { about: group }))], { instance: prod });
  const withChange = (found: ChangesRead = { changes: [change] }) => ({
    instances: [prod, dev],
    assess: async () => assessment([broken]),
    changesBehind: async () => found,
  });

  it('names who changed what it rests on, with a link to the activity log', async () => {
    const message = await talk(withChange(), { history: history() }).ask('who changed apim-prod');
    expect(message.text).toContain('New: outage');
    expect(message.text).toContain('21 November 2026 at 14:02 CET, ada@contoso.com: securityRules of nsg-apim-neu');
    expect(card(message)).toContain(`resource${group}/eventlogs`);
  });

  it.each<[string, 'off' | 'everywhere' | undefined, 'personal' | 'channel', boolean]>([
    ['in a channel', undefined, 'channel', false],
    ['in a channel where everybody may see them', 'everywhere', 'channel', true],
    ['in a chat where nobody may', 'off', 'personal', false],
  ])('tells no name more than it may %s', async (_, changeAuthors, kind, isNamed) => {
    const { ask } = talk(withChange(), { history: history(), changeAuthors });
    const { text } = await ask('what changed on apim-prod', { kind });
    expect(text.includes('ada@contoso.com')).toBe(isNamed);
    expect(text).toContain('securityRules of nsg-apim-neu');
  });

  it('tells since when the rest is unmet', async () => {
    const unmet = [
      { retirement: broken.retirement, requirement: 'outage', since: '2026-11-03T08:00:00Z' as const, wasMet: true },
    ];
    const before = history({
      latestBefore: async () => [snapshotOf(broken, '2026-11-15T08:00:00Z')],
      unmetSince: async () => unmet,
    });
    const message = await talk(withChange({ changes: [] }), { history: before }).ask('since when does apim-prod fail');
    expect(card(message)).toContain('Unmet since 3 November 2026 at 09:00 CET: outage');
  });

  it('says where Azure does not show who changed what, and tells the rest', async () => {
    const read = { changes: [], unread: 'FORBIDDEN' } as const;
    const message = await talk(withChange(read), { history: history() }).ask('what changed on apim-prod');
    expect(message.text).toContain('New: outage');
    expect(card(message)).toMatch(/Azure did not show all of who changed what .*FORBIDDEN/);
  });

  it('tells of one instance what Azure itself remembers where nothing is kept', async () => {
    const message = await talk(withChange()).ask('what changed on apim-prod');
    expect(message.summary).toMatch(/^What was changed in Azure since 15 November 2026/);
    expect(card(message)).toContain('securityRules of nsg-apim-neu');
  });

  it('is told in a summary on demand too, where something has become unmet since the last one', async () => {
    const met = snapshotOf(report([finding('outage', item('pass'))], { instance: prod }), '2026-11-15T08:00:00Z');
    const summaries: SummaryMemory = {
      past: async () => ({ waivers: [], trend: [], before: { at: '2026-11-20T08:00:00.000Z', snapshots: [met] } }),
    };
    const assess = async () => assessment([broken], { restsOn: [group] });
    const { ask } = talk({ ...withChange(), instances: [prod], assess }, { summaries });
    const message = await ask('summary');

    expect(card(message)).toContain('Changed in what they rest on');
    expect(card(message)).toContain('securityRules of nsg-apim-neu');
  });

  it('looks back a week when no day is named', async () => {
    const days: string[] = [];
    const latestBefore: History['latestBefore'] = async (_, day) => {
      days.push(day);
      return [];
    };
    await talk(estate, { history: history({ latestBefore }) }).ask('what changed on apim-prod');
    expect(days).toEqual(['2026-11-15']);
  });

  it('says when storage is away', async () => {
    const away = history({ latestBefore: () => Promise.reject(new Error('connection refused')) });
    const { ask, log } = talk(estate, { history: away });
    expect((await ask('what changed')).summary).toBe('My storage does not answer now');
    expect(log.lines).toMatchObject([{ event: 'the history did not answer' }]);
  });

  it('can be told because every answer is kept, and an answer is not lost with its keeping', async () => {
    const keeping = history();
    await talk(estate, { history: keeping }).ask('apim-prod');
    expect(keeping.kept).toMatchObject([{ instanceId: prod.id, verdict: 'not-ready' }]);
    const away = history({ keep: () => Promise.reject(new Error('gone')) });
    expect((await talk(estate, { history: away }).ask('apim-prod')).summary).toContain('apim-prod is not ready');
  });
});

describe('reminders', () => {
  const one: ListedSubscription = {
    id: 's1',
    kind: 'reminder',
    scope: { kind: 'instance', instanceId: prod.id },
    timeZone: 'Europe/Stockholm',
    by: 'Ann',
    since: '2026-11-22T10:00:00Z',
    state: 'active',
  };
  function store(change: Partial<Reminders> = {}) {
    const orders: SubscriptionOrder[] = [];
    const changes: SubscriptionChange[] = [];
    const reminders: Reminders = {
      subscribe: async (order) => {
        orders.push(order);
        const { kind, scope, schedule, timeZone } = order;
        return { ...one, kind, scope, timeZone, ...(schedule === undefined ? {} : { schedule }) };
      },
      list: async () => [one],
      change: async (asked) => {
        changes.push(asked);
        return [one];
      },
      ...change,
    };
    return { reminders, orders, changes };
  }

  it('are set up for this conversation, on the clock of the asker', async () => {
    const { reminders, orders } = store();
    const { ask } = talk(estate, { reminders });
    const message = await ask('remind this channel about everything in prod every Monday 9:00', { kind: 'channel' });
    expect(orders).toMatchObject([
      {
        kind: 'reminder',
        scope: { kind: 'subscription', name: 'Contoso Production' },
        schedule: { days: [1], time: '09:00' },
        timeZone: 'Europe/Stockholm',
        by: { name: 'Ann' },
        place: 'channel',
      },
    ]);
    expect(message.summary).toContain('I will remind you here about');
  });

  it('lean on what was asked before', async () => {
    const { reminders, orders } = store();
    const { ask } = talk(estate, { reminders });
    await ask('apim-prod');
    await ask('remind me');
    expect(orders.map(({ scope }) => scope)).toEqual([{ kind: 'instance', instanceId: prod.id }]);
  });

  it.each([
    ['remind me', 'What shall I remind you about?'],
    ['remind me about the premium ones', 'Reminders do not go by that'],
    ['remind me about everything in Atlantis', 'I know no place called Atlantis'],
    ['snooze', 'Until when?'],
    ['waive key-vault-identity on apim-prod', 'A waiver needs an end that is still to come, and a reason'],
    ['waive key-vault-identity until Friday because why not', 'Which instance do you mean?'],
    ['waive key vault on apim-prod until Friday because why not', 'Which requirement of which instance?'],
  ])('"%s" is asked back: %s', async (text, summary) => {
    const { reminders, orders } = store();
    const never = () => Promise.reject(new Error('nothing is clear enough to be kept'));
    const decisions: Decisions = { decide: never, withdraw: never, inForce: async () => [] };
    expect((await talk(estate, { reminders, decisions }).ask(text)).summary).toBe(summary);
    expect(orders).toEqual([]);
  });

  it.each([
    ['stop reminding me', { act: 'stop' }],
    ['pause until 1 January', { act: 'pause', until: '2027-01-01' }],
    ['resume', { act: 'resume' }],
    ['snooze apim-prod until Friday', { act: 'snooze', until: '2026-11-27', instance: prod.id }],
    ["I'm on it until Friday", { act: 'acknowledge', until: '2026-11-27' }],
  ])('"%s" changes what is set up here', async (text, change) => {
    const { reminders, changes } = store();
    await talk(estate, { reminders }).ask(text);
    expect(changes).toMatchObject([{ ...change, by: { name: 'Ann' }, address: delivery.address }]);
  });

  it('are changed by buttons of one subscription', async () => {
    const { reminders, changes } = store();
    const { press } = talk(estate, { reminders });
    await press({ kind: 'change-reminders', act: 'stop', id: 's1' });
    await press({ kind: 'change-reminders', act: 'wake', id: 's1', instance: prod.id, retirement: 'r' });
    expect(changes).toMatchObject([
      { act: 'stop', id: 's1' },
      { act: 'wake', id: 's1', instance: prod.id, retirement: 'r' },
    ]);
  });

  it('are listed, and none is said to be none', async () => {
    const { reminders } = store();
    expect((await talk(estate, { reminders }).ask('list my reminders')).text).toContain('apim-prod');
    const none = store({ list: async () => [] });
    expect((await talk(estate, none).ask('my reminders')).summary).toBe('No reminder and no summary is set up here');
  });

  it('come with a form, about the instance of the card', async () => {
    const { reminders } = store();
    const form = await talk(estate, { reminders }).press({ kind: 'remind-form', what: 'reminder', instance: prod.id });
    expect(card(form)).toContain(`"value":"instance:${prod.id}"`);
  });

  it('that take the place of others stop those', async () => {
    const { reminders, changes, orders } = store({ subscribe: async () => ({ ...one, id: 's2' }) });
    await talk(estate, { reminders }).press({
      kind: 'remind',
      what: 'summary',
      replaces: 's1',
      chosen: 'all',
      schedule: { days: [1], time: '08:00' },
      timeZone: 'Asia/Tokyo',
    });
    expect(changes).toMatchObject([{ act: 'stop', id: 's1' }]);
    expect(orders).toEqual([]);
  });

  it('say when storage is away, and that nothing was changed', async () => {
    const away = store({ change: () => Promise.reject(new Error('gone')) });
    const message = await talk(estate, away).ask('stop reminding me');
    expect(message.summary).toBe('My storage does not answer now');
    expect(message.text).toContain('Nothing was changed');
  });
});

describe('a reminder that comes once', () => {
  const form = {
    kind: 'remind',
    what: 'reminder',
    'subscribe-scope': 'all',
    'subscribe-days': 'once',
    'subscribe-time': '10:00',
    'subscribe-zone': 'UTC',
  };
  const once = (next: string | undefined) => {
    const acts: string[] = [];
    const reminders: Reminders = {
      subscribe: async ({ kind, scope, schedule, timeZone }) => ({
        id: 's1',
        kind,
        scope,
        timeZone,
        ...(schedule === undefined ? {} : { schedule }),
        by: 'Ann',
        since: '2026-11-22T09:00:00.000Z',
        state: 'active',
        ...(next === undefined ? {} : { next }),
      }),
      list: async () => [],
      change: async ({ act }) => {
        acts.push(act);
        return [];
      },
    };
    return { reminders, acts };
  };
  const press = (filledIn: Record<string, string>, reminders: Reminders) => {
    const action = readAction({ ...form, ...filledIn });
    if (action === undefined) throw new Error('the form was not read');
    return talk(estate, { reminders }).press(action);
  };

  it('is set up from the form', async () => {
    const { reminders } = once('2026-12-01T10:00');
    const message = await press({ 'subscribe-once': '2026-12-01' }, reminders);
    expect(message.text).toContain('once on 1 December 2026 at 10:00 (UTC)');
    expect(message.text).toContain('You hear from me only if something is unmet then.');
  });

  it.each([
    ['no day', {}],
    ['a day that is past', { 'subscribe-once': '2026-11-01' }],
  ])('is asked for again with %s', async (_, filledIn) => {
    const message = await press(filledIn as Record<string, string>, once('2026-12-01T10:00').reminders);
    expect(message.text).toContain('Please choose a day that is still to come.');
  });

  it('is not kept for a moment that has passed', async () => {
    const { reminders, acts } = once(undefined);
    const message = await press({ 'subscribe-once': '2026-11-22' }, reminders);
    expect(message.summary).toBe('That moment has passed already');
    expect(acts).toEqual(['stop']);
  });
});

describe('a waiver', () => {
  const waiver: Waiver = {
    id: 'w1',
    kind: 'waiver',
    instanceId: prod.id,
    requirement: 'outage',
    until: '2026-12-31',
    reason: 'the vault moves',
    by: { id: '29:ann', name: 'Ann' },
    at: '2026-11-01T09:00:00.000Z',
  };
  const decisions = (change: Partial<Decisions> = {}): Decisions => ({
    decide: async ({ decision, instance, by }) => ({
      kind: 'done',
      decision: { id: 'd1', ...decision, instanceId: instance.id, by, at: waiver.at } as Decision,
      told: 2,
    }),
    withdraw: async () => ({ kind: 'done', decision: waiver, told: 0 }),
    inForce: async () => [waiver],
    ...change,
  });
  const TEXT = 'waive key-vault-identity on apim-prod until 31 December because the vault moves';

  it('keeps who, until when and why, and says how many others hear of it', async () => {
    const asked: DecisionOrder[] = [];
    const decide: Decisions['decide'] = (order) => {
      asked.push(order);
      return decisions().decide(order);
    };
    const message = await talk(estate, { decisions: decisions({ decide }) }).ask(TEXT);
    expect(asked).toMatchObject([
      {
        decision: { kind: 'waiver', requirement: 'key-vault-identity', until: '2026-12-31', reason: 'the vault moves' },
        instance: { id: prod.id },
      },
    ]);
    expect(message.summary).toContain('Waived for apim-prod: ');
    expect(message.text).toContain('2 other places that get reminders about it hear of this.');
  });

  it.each<[string, DecisionOutcome, string]>([
    ['who may not', { kind: 'not-allowed', administrators: false }, 'You may not decide that for apim-prod'],
    ['who is no administrator', { kind: 'not-allowed', administrators: true }, 'an administrator names'],
    ['what is too long', { kind: 'too-long', latest: '2027-05-21' }, 'until 21 May 2027 at most'],
    ['what is no requirement', { kind: 'unknown-requirement' }, 'I know no such requirement'],
  ])('is refused to %s, with the way there', async (_, outcome, expected) => {
    const message = await talk(estate, { decisions: decisions({ decide: async () => outcome }) }).ask(TEXT);
    expect(message.text).toContain(expected);
  });

  it('is listed with a button that takes it back', async () => {
    const message = await talk(estate, { decisions: decisions() }).ask('which waivers are in force?');
    expect(message.summary).toBe('1 waiver or declaration holds');
    expect(message.text).toContain('until 31 December 2026: the vault moves');
    expect(card(message)).toContain('"kind":"waivers","act":"withdraw","id":"w1"');
  });

  it('is taken back in words, where it is clear which one', async () => {
    const message = await talk(estate, { decisions: decisions() }).ask('withdraw the waiver on apim-prod');
    expect(message.summary).toContain('Taken back: Waived for apim-prod');
  });

  it('is asked for where several are meant', async () => {
    const two = [waiver, { ...waiver, id: 'w2', requirement: 'unsupported' }];
    const message = await talk(estate, { decisions: decisions({ inForce: async () => two }) }).ask(
      'take back the waiver',
    );
    expect(message.summary).toBe('Which one shall I take back?');
  });

  it('is shown on every answer about the instance', async () => {
    expect((await talk(estate, { decisions: decisions() }).ask('apim-prod')).text).toContain('the vault moves');
  });

  it('that cannot be read holds no answer back', async () => {
    const away = decisions({ inForce: () => Promise.reject(new Error('gone')) });
    expect((await talk(estate, { decisions: away }).ask('apim-prod')).summary).toContain('apim-prod is not ready');
  });

  it('without storage says what it would take', async () => {
    expect((await talk().ask(TEXT)).summary).toBe('Reminders need storage');
  });
});

describe('sharing', () => {
  it('without a way into channels tells how people do it', async () => {
    const message = await talk().press({ kind: 'share', instance: prod.id, month: '2026-03' });
    expect(message.text).toContain('is apim-prod ready for March 2026?');
  });

  it('offers the channels of the asker, and posts how it stands now', async () => {
    const posted: { place: string; message: Outgoing }[] = [];
    const sharing = {
      places: async () => [{ id: 'p1', name: 'Platform · General' }],
      conversationOf: async () => '19:general@thread.tacv2',
      post: async (place: string, message: Outgoing) => {
        posted.push({ place, message });
        return { id: place, name: 'Platform > General' };
      },
    };
    const { press } = talk(estate, { sharing });
    const offer = await press({ kind: 'share', instance: prod.id });
    expect(card(offer)).toContain('"to":"p1"');
    expect((await press({ kind: 'share', instance: prod.id, to: 'p1' })).summary).toBe(
      'Shared in Platform > General: how apim-prod stands now',
    );
    expect(posted).toMatchObject([
      { place: 'p1', message: { summary: expect.stringContaining('apim-prod is not ready') } },
    ]);
    const [{ message: sent } = { message: undefined }] = posted;
    const shared = JSON.stringify(sent?.card);
    expect(shared).toContain('Shared by');
    expect(shared).not.toContain('Action.Execute');
  });

  it('shares the way to evidence too where a setting allows it', async () => {
    const posted: Outgoing[] = [];
    const sharing = {
      places: async () => [],
      conversationOf: async () => '19:general@thread.tacv2',
      post: async (place: string, message: Outgoing) => {
        posted.push(message);
        return { id: place, name: 'Platform' };
      },
    };
    const { press } = talk(estate, { sharing, shareDetails: true });
    await press({ kind: 'share', instance: prod.id, to: 'p1' });
    expect(JSON.stringify(posted[0]?.card)).toContain('"kind":"why"');
  });

  it('says when a channel does not take it', async () => {
    const sharing = {
      places: async () => [],
      conversationOf: async () => undefined,
      post: () => Promise.reject(new SendFailed('blocked')),
    };
    const { press } = talk(estate, { sharing });
    expect((await press({ kind: 'share', instance: prod.id })).summary).toBe('I know no channel of yours');
    const message = await press({ kind: 'share', instance: prod.id, to: 'p1' });
    expect(message.summary).toBe('The channel did not take the message');
  });
});

describe('an interpreter', () => {
  const draft = {
    kind: 'why',
    instances: ['apim-prod'],
    where: [],
    month: '',
    requirement: '',
    target: '',
    only: '',
    since: '',
  } as const;

  it('is asked only about what the grammar does not understand', async () => {
    const texts: string[] = [];
    const interpreter = {
      async interpret(text: string) {
        texts.push(text);
        return draft;
      },
    };
    const { ask } = talk(estate, { interpreter });
    expect((await ask('is apim-dev ready')).summary).toContain('apim-dev is ready');
    expect((await ask('kial apim-prod zzyzx')).summary).toBe('Why apim-prod is not ready');
    expect(texts).toEqual(['kial apim-prod zzyzx']);
  });

  it.each([
    ['has no idea', async () => undefined],
    ['makes things up', async () => ({ ...draft, instances: ['apim-secret'] })],
    ['does not answer', () => Promise.reject(new Error('timeout'))],
  ])('that %s changes nothing', async (_, interpret) => {
    const { ask } = talk(estate, { interpreter: { interpret } });
    expect((await ask('kial apim-prod zzyzx')).summary).toContain('apim-prod is not ready');
  });
});

describe('who uses a resource', () => {
  it('is no proof while something could not be searched', async () => {
    const blind = report([
      finding(
        'gateway-dependencies',
        item('unknown', { message: say('Not resolved.'), subject: 'policy', evidence: [] }),
      ),
    ]);
    const { ask } = talk({ instances: [prod], assess: async () => assessment([blind]) });
    const message = await ask('who reads kv-secret');
    expect(message.summary).toBe('The 1 instance that I can see neither refers to kv-secret nor calls it');
    expect(message.text).toContain('That is no proof: apim-prod could not be searched completely.');
  });

  it('does not take a part of a name for the name', async () => {
    const evidence = [{ resource: 'x', property: 'p', observed: 'kv-prod-2' }];
    const found = report([finding('key-vault-refresh', item('pass', { subject: 'x', evidence }))]);
    const { ask } = talk({ instances: [prod], assess: async () => assessment([found]) });
    expect((await ask('who reads kv-prod')).summary).toContain('neither refers to');
    expect((await ask('who reads kv-prod-2')).summary).not.toContain('neither refers to');
  });
});
