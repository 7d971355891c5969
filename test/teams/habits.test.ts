/** What people are used to in Teams: a sign of life, one welcome, their own clock. */
import { settle } from '../support/clock.ts';
import { BOT, type Connector, messageActivity, startConnector, TENANT } from '../support/connector.ts';
import { type AssessorScript, rememberedLog } from '../support/conversation.ts';
import { discovered } from '../support/report.ts';
import { openBot, type TestBot } from '../support/teams-bot.ts';

let connector: Connector;
let running: TestBot | undefined;

beforeEach(async () => {
  connector = await startConnector();
});

afterEach(async () => {
  await running?.bot.stop();
  running = undefined;
  await connector.stop();
});

async function open(script: AssessorScript = {}) {
  running = await openBot(rememberedLog(), script);
}

const deliver = (change: Record<string, unknown>) =>
  running?.deliver(messageActivity(connector.serviceUrl, change)) ?? Promise.reject(new Error('There is no bot.'));
const cardOf = (body: { attachments?: { content?: unknown }[] }) => JSON.stringify(body.attachments?.[0]?.content);

const install = { type: 'installationUpdate', action: 'add', text: undefined };
const TEAM = '19:general@thread.tacv2';
const inTeam = { id: TEAM, conversationType: 'channel', isGroup: true, tenantId: TENANT };
const inGroup = { id: '19:g@thread.v2', conversationType: 'groupChat', isGroup: true, tenantId: TENANT };
const estate = { instances: [discovered('apim-prod'), discovered('apim-dev')] };

describe('the first reply', () => {
  it('is out before Azure has answered anything at all', async () => {
    const azure = Promise.withResolvers<[]>();
    await open({ instances: () => azure.promise });
    await deliver({});
    expect(connector.heard.map(({ body }) => body.summary)).toEqual(['Checking apim-prod']);
    azure.resolve([]);
    await connector.until(2);
  });

  it('is announced as typing when it is late, and only then', async () => {
    const azure = Promise.withResolvers<[]>();
    await open({ instances: () => azure.promise });
    await deliver(install);
    const [typing] = await connector.until(1);
    expect(typing).toMatchObject({
      method: 'POST',
      path: '/v3/conversations/a:one/activities',
      body: { type: 'typing' },
    });
    azure.resolve([]);
    const [, welcome] = await connector.until(2);
    expect(welcome?.body.type).toBe('message');
  });
});

describe('the welcome', () => {
  it.each([
    ['a person', undefined, 'Just ask'],
    ['a group chat', inGroup, 'Mention me'],
    ['a team', inTeam, 'Mention me'],
  ])('shows %s three questions about instances that are really there', async (_, conversation, how) => {
    await open(estate);
    await deliver({ ...install, ...(conversation === undefined ? {} : { conversation }) });
    const [welcome] = await connector.until(1);
    const card = cardOf(welcome?.body);
    expect(card).toContain(how);
    expect(card.match(/"type":"Action.Execute"/g)).toHaveLength(3);
    expect(card).toContain('is apim-prod ready for March 2026?');
    expect(card).toContain('is apim-dev ready?');
  });

  it('comes once to a team, though the two activities of an install name different channels', async () => {
    await open(estate);
    const channelData = { tenant: { id: TENANT }, team: { id: TEAM, name: 'Platform' } };
    await deliver({ ...install, id: 'u1', conversation: { ...inTeam, id: '19:alerts@thread.tacv2' }, channelData });
    await deliver({
      type: 'conversationUpdate',
      id: 'u2',
      text: undefined,
      membersAdded: [{ id: BOT }],
      conversation: inTeam,
      channelData,
    });
    await connector.until(1);
    await settle();
    expect(connector.heard).toHaveLength(1);
  });

  it.each(['add-upgrade', 'remove', 'remove-upgrade'])('does not come with %s', async (action) => {
    await open(estate);
    await deliver({ ...install, action });
    await settle();
    expect(connector.heard).toEqual([]);
  });
});

describe('the time of a check', () => {
  it.each([
    ['the zone and habits of the asker', 'en-US', 'America/New_York', '22 November 2026 at 5:03 AM EST'],
    ['another zone', 'en-GB', 'Europe/Berlin', '22 November 2026 at 11:03 CET'],
    ['UTC where the zone is none', 'en-GB', 'Mars/Olympus', '22 November 2026 at 10:03 UTC'],
  ])('is shown in %s', async (_, locale, timezone, shown) => {
    await open();
    await deliver({ locale, entities: [{ type: 'clientInfo', locale, country: 'US', platform: 'Web', timezone }] });
    const [, answer] = await connector.until(2);
    expect(cardOf(answer?.body)).toContain(shown);
  });
});
