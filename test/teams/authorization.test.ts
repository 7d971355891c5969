/** Who is answered, over HTTP: by tenant, by list, by how much they ask. */

import type { TeamsBotOptions } from '../../src/teams/start.ts';
import { settle } from '../support/clock.ts';
import { type Connector, messageActivity, OTHER_TENANT, startConnector, TENANT } from '../support/connector.ts';
import { rememberedLog } from '../support/conversation.ts';
import { invokeActivity, openBot, registration, signedBy, type TestBot } from '../support/teams-bot.ts';

const ANN = '33333333-3333-4333-8333-333333333333';
const TEAM = '19:team@thread.tacv2';
const BOB = '55555555-5555-4555-8555-555555555555';
const GROUP = '44444444-4444-4444-8444-444444444444';

let connector: Connector;
let running: TestBot | undefined;
let next = 0;

beforeEach(async () => {
  connector = await startConnector();
});

afterEach(async () => {
  await running?.bot.stop();
  running = undefined;
  await connector.stop();
});

async function open(options: Partial<TeamsBotOptions> = {}): Promise<TestBot> {
  running = await openBot(rememberedLog(), {}, { ...registration(connector), host: '127.0.0.1', ...options });
  return running;
}

const inChannel = {
  conversation: { id: '19:c@thread.tacv2;messageid=17', conversationType: 'channel', tenantId: TENANT },
  channelData: { tenant: { id: TENANT }, team: { id: TEAM, aadGroupId: GROUP }, channel: { id: '19:c@thread.tacv2' } },
};

/** Says something, and returns the summaries of what came back. */
async function said(change: Record<string, unknown> = {}): Promise<readonly string[]> {
  const before = connector.heard.length;
  next += 1;
  const activity = messageActivity(connector.serviceUrl, { id: `said-${next}`, ...change });
  const response = await running?.deliver(activity, signedBy(connector));
  expect(response?.status).toBe(200);
  // What is on its way may take long on a busy machine, and the bot then shows that it is typing, which says nothing.
  for (let heard = -1; heard !== connector.heard.length; ) {
    heard = connector.heard.length;
    await settle(150);
  }
  return connector.heard
    .slice(before)
    .filter(({ body }) => body.type !== 'typing')
    .map(({ body }) => String(body.summary));
}

const answered = ['Checking apim-prod', expect.stringContaining('apim-prod is not ready')];

describe('by tenant', () => {
  it('a guest is not answered, in a channel or alone with the bot', async () => {
    await open();
    connector.member('29:ann', TENANT, 'guest');
    expect(await said(inChannel)).toEqual([]);
    expect(await said()).toEqual([]);
  });

  it('somebody of another tenant is not answered, though the conversation is ours', async () => {
    await open();
    connector.member('29:ann', OTHER_TENANT, 'user');
    expect(await said(inChannel)).toEqual([]);
    expect(await said()).toEqual([]);
  });

  it('a tenant that was added is answered like our own, in our channel and in theirs', async () => {
    await open({ tenants: [OTHER_TENANT] });
    connector.member('29:ann', OTHER_TENANT, 'user');
    expect(await said(inChannel)).toEqual(answered);
    const theirs = { id: 'a:theirs', conversationType: 'personal', tenantId: OTHER_TENANT };
    expect(await said({ conversation: theirs, channelData: { tenant: { id: OTHER_TENANT } } })).toEqual(answered);
  });

  it('somebody alone with the bot is answered when Teams does not say who they are, but not where others read along', async () => {
    await open();
    expect(await said()).toEqual(answered);
    expect(await said(inChannel)).toEqual([]);
  });
});

describe('a button of somebody who was answered before', () => {
  const action = { type: 'Action.Execute', verb: 'ask', data: { verb: 'ask', question: 'is apim-prod ready?' } };
  const press = async (change: Record<string, unknown> = {}) => {
    next += 1;
    const pressed = invokeActivity(
      connector,
      'adaptiveCard/action',
      { action, trigger: 'manual' },
      { id: `p${next}`, ...change },
    );
    return (await (await running?.deliver(pressed, signedBy(connector)))?.json()) as { readonly value?: unknown };
  };
  const nothing = 'This bot answers its own organisation only.';

  beforeEach(async () => {
    await open();
    connector.member('29:ann', TENANT);
    expect(await said(inChannel)).toEqual(answered);
  });

  it.each([
    ['has left', () => connector.forgetMember('29:ann')],
    ['is a guest now', () => connector.member('29:ann', TENANT, 'guest')],
    ['belongs to another tenant now', () => connector.member('29:ann', OTHER_TENANT)],
  ])('and %s does nothing, in a channel or alone with the bot', async (_, change) => {
    change();
    expect(await press(inChannel)).toMatchObject({ value: nothing });
    expect(await press()).toMatchObject({ value: nothing });
    expect(await said(inChannel)).toEqual([]);
    expect(running?.assessor.asked).toHaveLength(1);
  });

  it('is answered while Teams does not say who they are', async () => {
    connector.hideMembers();
    expect(await press(inChannel)).not.toMatchObject({ value: nothing });
  });
});

describe('by list', () => {
  const notNamed = ['This bot answers the people and teams that its administrator has named.'];

  it('only the people who are named are answered, a guest among them too; others are told, once', async () => {
    await open({ allowed: { users: [ANN.toUpperCase()], teams: [] } });
    connector.member('29:ann', TENANT, 'guest');
    connector.member('29:bob', TENANT);
    const bob = { id: '29:bob', name: 'Bob', aadObjectId: BOB };
    expect(await said()).toEqual(answered);
    expect(await said({ from: bob })).toEqual(notNamed);
    expect(await said({ from: bob })).toEqual([]);
  });

  it.each([
    ['group', GROUP],
    ['id', TEAM],
  ])('everybody in the channels of a team that is named by its %s is answered, and nobody alone', async (_, id) => {
    await open({ allowed: { users: [], teams: [id] } });
    connector.member('29:ann', TENANT);
    expect(await said(inChannel)).toEqual(answered);
    expect(await said()).toEqual(notNamed);
  });

  it('a stranger in the channel of a named team is still a stranger', async () => {
    await open({ allowed: { users: [], teams: [TEAM] } });
    connector.member('29:ann', OTHER_TENANT);
    expect(await said(inChannel)).toEqual([]);
  });

  it('people in a named group are answered, others are told; who is named otherwise is not looked up', async () => {
    const asked: string[] = [];
    const isInGroup = async (objectId: string) => asked.push(objectId) > 0 && objectId === ANN;
    await open({ allowed: { users: [BOB], teams: [TEAM], isInGroup } });
    for (const id of ['29:ann', '29:bob', '29:cid']) connector.member(id, TENANT);
    expect(await said()).toEqual(answered);
    expect(await said({ from: { id: '29:cid', name: 'Cid', aadObjectId: GROUP } })).toEqual(notNamed);
    expect(await said({ from: { id: '29:bob', name: 'Bob', aadObjectId: BOB } })).toEqual(answered);
    expect(await said({ ...inChannel, from: { id: '29:cid', name: 'Cid', aadObjectId: GROUP } })).toEqual(answered);
    expect(asked).toEqual([ANN, GROUP]);
  });

  it('where Entra ID does not tell the groups nothing is answered, and the asker hears what would help', async () => {
    await open({ allowed: { users: [], teams: [], isInGroup: () => Promise.reject(new Error('403')) } });
    connector.member('29:ann', TENANT);
    expect(await said()).toEqual([expect.stringMatching(/could not see whether you may ask.*doctor/)]);
    expect(running?.assessor.asked).toEqual([]);
  });

  it('a button of somebody who is not named does nothing, and says why', async () => {
    const { deliver, assessor } = await open({ allowed: { users: [GROUP], teams: [] } });
    const action = { type: 'Action.Execute', verb: 'ask', data: { kind: 'ask', question: 'help' } };
    const pressed = invokeActivity(connector, 'adaptiveCard/action', { action, trigger: 'manual' });
    expect(await (await deliver(pressed, signedBy(connector))).json()).toMatchObject({ value: notNamed[0] });
    expect(assessor.asked).toEqual([]);
  });
});

describe('by how much', () => {
  const tooMuch = 'Those were many questions in a short time. Ask me again in a minute.';
  const plenty = { atOnce: 1_000, perSecond: 0 };

  it('a person is told, once, in a friendly way; others go on', async () => {
    await open({ askLimits: { person: { atOnce: 2, perSecond: 0 }, conversation: plenty } });
    expect(await said()).toEqual(answered);
    expect(await said()).toEqual(answered);
    expect(await said()).toEqual([tooMuch]);
    expect(await said()).toEqual([]);
    expect(await said({ from: { id: '29:bob', name: 'Bob' } })).toEqual(answered);
  });

  it('a conversation is limited too, whoever asks in it', async () => {
    await open({ askLimits: { person: plenty, conversation: { atOnce: 1, perSecond: 0 } } });
    expect(await said()).toEqual(answered);
    expect(await said({ from: { id: '29:bob', name: 'Bob' } })).toEqual([tooMuch]);
    const elsewhere = { id: 'a:two', conversationType: 'personal', tenantId: TENANT };
    expect(await said({ conversation: elsewhere })).toEqual(answered);
  });
});
