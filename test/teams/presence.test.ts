/** What the bot hears about places, from the activities that Teams sends. */

import type { Presence, SignOfLife } from '../../src/model/channel.ts';
import { settle } from '../support/clock.ts';
import { BOT, type Connector, messageActivity, startConnector, TENANT } from '../support/connector.ts';
import { rememberedLog } from '../support/conversation.ts';
import { invokeActivity, openBot, type TestBot } from '../support/teams-bot.ts';

let connector: Connector;
let running: TestBot | undefined;
let log = rememberedLog();

beforeEach(async () => {
  connector = await startConnector();
  log = rememberedLog();
});

afterEach(async () => {
  await running?.bot.stop();
  running = undefined;
  await connector.stop();
});

const TEAM = '19:general@thread.tacv2';
const CHANNEL = '19:alerts@thread.tacv2';
const tenant = { id: TENANT };
const team = { id: TEAM, name: 'Platform', aadGroupId: '44444444-4444-4444-8444-444444444444' };
const inTeam = { id: TEAM, conversationType: 'channel', isGroup: true, tenantId: TENANT };
const inGroup = { id: '19:g@thread.v2', conversationType: 'groupChat', isGroup: true, tenantId: TENANT };

async function hear(activities: readonly Record<string, unknown>[], presence?: (event: Presence) => Promise<void>) {
  const events: Presence[] = [];
  running = await openBot(log, {}, { presence: presence ?? (async (event) => void events.push(event)) });
  for (const [index, activity] of activities.entries()) {
    const response = await running.deliver(
      messageActivity(connector.serviceUrl, { id: `u${index}`, text: undefined, ...activity }),
    );
    expect(response.status).toBe(200);
  }
  await settle();
  return events;
}

const install = { type: 'installationUpdate', action: 'add' };
const update = { type: 'conversationUpdate' };

describe('a place', () => {
  it.each<[string, Record<string, unknown>, Partial<Presence>]>([
    ['installed by a person', install, { kind: 'installed', scope: 'personal', teamId: undefined }],
    ['installed in a group chat', { ...install, conversation: inGroup }, { kind: 'installed', scope: 'groupChat' }],
    [
      'installed in a team',
      {
        ...install,
        conversation: inTeam,
        channelData: { tenant, team, settings: { selectedChannel: { id: CHANNEL } }, source: { name: 'message' } },
      },
      { kind: 'installed', scope: 'team', teamId: TEAM, names: { team: 'Platform', channel: undefined } },
    ],
    ['updated with the app', { ...install, action: 'add-upgrade' }, { kind: 'installed', scope: 'personal' }],
    ['that the bot joined', { ...update, conversation: inGroup, membersAdded: [{ id: BOT }] }, { kind: 'installed' }],
    ['uninstalled by a person', { ...install, action: 'remove' }, { kind: 'removed', scope: 'personal' }],
    [
      'that the bot was removed from',
      { ...update, conversation: inTeam, membersRemoved: [{ id: BOT }], channelData: { tenant, team } },
      { kind: 'removed', scope: 'team', teamId: TEAM },
    ],
    [
      'whose channel has another name',
      {
        ...update,
        conversation: inTeam,
        channelData: { tenant, team, channel: { id: CHANNEL, name: 'Alarms' }, eventType: 'channelRenamed' },
      },
      { kind: 'renamed', scope: 'channel', teamId: TEAM, names: { team: 'Platform', channel: 'Alarms' } },
    ],
    [
      'whose channel is gone',
      {
        ...update,
        conversation: inTeam,
        channelData: { tenant, team, channel: { id: CHANNEL }, eventType: 'channelDeleted' },
      },
      { kind: 'deleted', scope: 'channel' },
    ],
    [
      'whose channel is back',
      {
        ...update,
        conversation: inTeam,
        channelData: { tenant, team, channel: { id: CHANNEL }, eventType: 'channelRestored' },
      },
      { kind: 'restored', scope: 'channel' },
    ],
    [
      'whose team has another name',
      { ...update, conversation: inTeam, channelData: { tenant, team, eventType: 'teamRenamed' } },
      { kind: 'renamed', scope: 'team', names: { team: 'Platform', channel: undefined } },
    ],
    [
      'whose team is gone',
      { ...update, conversation: inTeam, channelData: { tenant, team, eventType: 'teamDeleted' } },
      { kind: 'deleted', scope: 'team' },
    ],
  ])('%s is told', async (_, activity, event) => {
    expect(await hear([activity])).toEqual([expect.objectContaining(event)]);
  });

  it('is told with the address to speak to: the channel itself, and the one a team chose', async () => {
    const events = await hear([
      {
        ...update,
        conversation: inTeam,
        channelData: { tenant, team, channel: { id: CHANNEL, name: 'Alarms' }, eventType: 'channelRenamed' },
      },
      {
        ...install,
        conversation: inTeam,
        channelData: { tenant, team, settings: { selectedChannel: { id: CHANNEL } } },
      },
      { ...update, conversation: inTeam, channelData: { tenant, team, eventType: 'teamRenamed' } },
      { ...install, action: 'remove', conversation: { ...inGroup, id: `${inGroup.id};messageid=1` } },
    ]);
    expect(events.map(({ address }) => address.conversationId)).toEqual([CHANNEL, CHANNEL, TEAM, inGroup.id]);
    expect(events[0]?.address).toMatchObject({ tenantId: TENANT, serviceUrl: connector.serviceUrl });
  });

  it.each([
    ['somebody joined', { ...update, membersAdded: [{ id: '29:bob' }] }],
    ['somebody left', { ...update, membersRemoved: [{ id: '29:bob' }] }],
    ['another version replaces this one', { ...install, action: 'remove-upgrade' }],
    ['a channel was created', { ...update, channelData: { tenant, team, eventType: 'channelCreated' } }],
    ['something new to us', { ...update, channelData: { tenant, team, eventType: 'constructor' } }],
    ['a question', { type: 'message', text: 'help' }],
  ])('does not change when it is told: %s', async (_, activity) => {
    expect(await hear([activity])).toEqual([]);
  });

  it('is welcomed, and the loss logged, when the news cannot be kept', async () => {
    await hear([install], () => Promise.reject(new Error('the database is away')));
    expect(await connector.until(1)).toHaveLength(1);
    expect(log.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'news of a place were lost',
        fields: expect.objectContaining({ fault: 'Error: the database is away' }),
      }),
    );
  });

  it('shows that it is alive by what somebody says there, with the language and zone of the client', async () => {
    const signs: SignOfLife[] = [];
    running = await openBot(log, {}, { alive: async (sign) => void signs.push(sign) });
    const conversation = { ...inTeam, id: `${CHANNEL};messageid=1` };
    const channelData = { tenant, team, channel: { id: CHANNEL } };
    await running.deliver(messageActivity(connector.serviceUrl, { text: 'help', conversation, channelData }));
    await running.deliver(messageActivity(connector.serviceUrl, { ...install, id: 'a2', text: undefined }));
    await settle();
    expect(signs).toEqual([
      {
        kind: 'channel',
        address: { tenantId: TENANT, conversationId: `${CHANNEL};messageid=1`, serviceUrl: connector.serviceUrl },
        teamId: TEAM,
        names: { team: 'Platform', channel: undefined },
        locale: 'en-GB',
        timeZone: 'Europe/Stockholm',
      },
    ]);
  });

  it('shows nothing of the kind by a card in somebody else’s message: the bot may not even be there', async () => {
    const signs: SignOfLife[] = [];
    running = await openBot(log, {}, { alive: async (sign) => void signs.push(sign) });
    const action = { type: 'Action.Execute', verb: 'ask', data: { kind: 'ask', question: 'help', inserted: true } };
    await running.deliver(invokeActivity(connector, 'adaptiveCard/action', { action }));
    await settle();
    expect(signs).toEqual([]);
  });

  it('is welcomed without anybody who hears the news', async () => {
    running = await openBot(log);
    await running.deliver(messageActivity(connector.serviceUrl, { ...install, text: undefined }));
    expect(await connector.until(1)).toHaveLength(1);
  });
});
