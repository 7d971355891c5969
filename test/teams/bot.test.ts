/** The exact HTTP between Teams and the bot: a real server, a real botbuilder, a connector on loopback. */

import { request } from 'node:http';
import { AzureUnreachable } from '../../src/readiness/assessor.ts';
import type { TeamsBotOptions } from '../../src/teams/start.ts';
import { settle } from '../support/clock.ts';
import {
  APP,
  BOT,
  type Connector,
  messageActivity,
  OTHER_TENANT,
  startConnector,
  TENANT,
  type TokenChange,
} from '../support/connector.ts';
import { type AssessorScript, rememberedLog } from '../support/conversation.ts';
import { discovered } from '../support/report.ts';
import { openBot, registration, signedBy, type TestBot } from '../support/teams-bot.ts';

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

/** Starts a bot that is not registered; only this machine reaches it. */
async function open(script: AssessorScript = {}, options: Partial<TeamsBotOptions> = {}) {
  running = await openBot(log, script, options);
  return running.assessor;
}

/** Starts a registered bot, whose channel is the connector on loopback. */
const registered = (script: AssessorScript = {}) => open(script, registration(connector));

async function deliver(activity: unknown, headers: Record<string, string> = {}): Promise<Response> {
  if (running === undefined) throw new Error('There is no bot to deliver to.');
  return running.deliver(activity, headers);
}

const message = (change?: Record<string, unknown>) => messageActivity(connector.serviceUrl, change);
const signed = (change?: TokenChange) => signedBy(connector, change);
const cardOf = (body: { attachments?: { content?: unknown }[] }) => JSON.stringify(body.attachments?.[0]?.content);

/** An Action.Execute on the card of message m1. */
const pressed = (data: unknown, change: Record<string, unknown> = {}) => ({
  ...message({
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: 'i1',
    replyToId: 'm1',
    value: { action: { type: 'Action.Execute', verb: (data as { kind?: string })?.kind, data }, trigger: 'manual' },
    ...change,
  }),
  text: undefined,
});
const check = { kind: 'check', instance: discovered('apim-prod').id, month: '2026-03' };

describe('a question in a personal chat', () => {
  it('is answered with two requests: "checking" is posted, and the answer replaces it', async () => {
    await open();
    expect((await deliver(message())).status).toBe(200);
    let heard = await connector.until(2);
    // On a slow machine a typing indicator may come between them.
    while (!heard.some(({ method }) => method === 'PUT')) heard = await connector.until(heard.length + 1);
    const [checking, answer, ...more] = heard.filter(({ body }) => body?.type !== 'typing');
    expect(checking).toMatchObject({ method: 'POST', path: '/v3/conversations/a:one/activities' });
    expect(checking?.body).toMatchObject({
      type: 'message',
      summary: 'Checking apim-prod',
      from: { id: BOT },
      recipient: { id: '29:ann' },
      conversation: { id: 'a:one' },
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } }],
    });
    expect(answer).toMatchObject({ method: 'PUT', path: '/v3/conversations/a:one/activities/m1' });
    expect(answer?.body.summary).toBe(
      'apim-prod is not ready: trusted access stopped on 15 March 2026 (252 days ago), 2 of 5 requirements unmet, 1 could not be seen',
    );
    expect(more).toEqual([]);
  });

  it('is acknowledged as soon as the first reply is out, while Azure is still being read', async () => {
    const azure = Promise.withResolvers<never>();
    await open({ instances: () => azure.promise });
    expect((await deliver(message())).status).toBe(200);
    expect(connector.heard.map(({ method }) => method)).toEqual(['POST']);
    azure.reject(new AzureUnreachable('down'));
    const [, answer] = await connector.until(2);
    expect(answer?.body.summary).toBe('apim-prod: Azure did not answer');
    expect(cardOf(answer?.body)).toContain('Try again');
  });

  it('is answered once, though it is delivered four times', async () => {
    const assessor = await open();
    const all = await Promise.all([1, 2, 3, 4].map(() => deliver(message())));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await connector.until(2);
    await deliver(message());
    await settle();
    expect(connector.heard.map(({ method }) => method)).toEqual(['POST', 'PUT']);
    expect(assessor.asked).toHaveLength(1);
  });

  it('keeps a foreign name from being read as Markdown', async () => {
    await open({ instances: [discovered('apim-*[x](https://evil.example)', { resourceGroup: '<at>all</at>' })] });
    await deliver(message({ text: 'list all instances' }));
    const [, list] = await connector.until(2);
    const texts = [...cardOf(list?.body).matchAll(/"text":"([^"]*)"/g)].map(([, text]) => text).join('\n');
    expect(texts).toContain('evil.example');
    expect(texts).not.toContain('[x](https://evil.example)');
    expect(texts).not.toContain('<at>');
  });

  it('still arrives when the connector is busy for a moment', async () => {
    await open();
    connector.fail({ method: 'PUT', status: 429, headers: { 'retry-after': '0' } });
    await deliver(message());
    const heard = await connector.until(3);
    expect(heard.map(({ method }) => method)).toEqual(['POST', 'PUT', 'PUT']);
  });

  it('falls back to text when the card is too big for the channel', async () => {
    await open();
    connector.fail({ method: 'PUT', status: 413, body: { error: { code: 'MessageSizeTooBig' } } });
    await deliver(message());
    const [, , text] = await connector.until(3);
    expect(text).toMatchObject({ method: 'PUT', body: { textFormat: 'plain' } });
    expect(text?.body.text).toContain('apim-prod is not ready');
    expect(text?.body.attachments).toBeUndefined();
  });

  it.each([403, 404])('stays silent, but logged, where nobody is there any more (%i)', async (status) => {
    await open();
    connector.fail({ method: 'POST', status });
    expect((await deliver(message())).status).toBe(200);
    await settle();
    expect(connector.heard).toHaveLength(1);
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'error', event: 'the reply was not delivered' }));
  });

  it('tells the id of the activity when the bot itself breaks', async () => {
    await open({ assess: () => Promise.reject(new TypeError('x is undefined')) });
    await deliver(message({ id: 'a-77' }));
    const [, answer] = await connector.until(2);
    expect(cardOf(answer?.body)).toContain('a-77');
    expect(cardOf(answer?.body)).not.toContain('undefined');
  });
});

describe('a question where others read along', () => {
  it('is heard in a channel without the mention, and answered in its thread', async () => {
    await open();
    await deliver(
      message({
        text: '<at>Readiness</at> is apim-prod ready?',
        conversation: { id: '19:c@thread.tacv2;messageid=17', conversationType: 'channel', tenantId: TENANT },
        entities: [{ type: 'mention', mentioned: { id: BOT, name: 'Readiness' }, text: '<at>Readiness</at>' }],
      }),
    );
    const [checking, answer] = await connector.until(2);
    expect(checking?.path).toBe('/v3/conversations/19:c@thread.tacv2;messageid=17/activities');
    expect(answer?.path).toBe('/v3/conversations/19:c@thread.tacv2;messageid=17/activities/m1');
    expect(answer?.body.summary).toContain('apim-prod is not ready');
  });

  it('is heard in a group chat when the bot is called like an instance', async () => {
    const assessor = await open();
    await deliver(
      message({
        text: '<at>apim-dev</at> apim-prod?',
        conversation: { id: '19:g@thread.v2', conversationType: 'groupChat', isGroup: true, tenantId: TENANT },
        entities: [{ type: 'mention', mentioned: { id: BOT, name: 'apim-dev' }, text: '<at>apim-dev</at>' }],
      }),
    );
    await connector.until(2);
    expect(assessor.asked.map(({ instance }) => instance.name)).toEqual(['apim-prod']);
  });
});

describe('a button of a list', () => {
  const below = { ...check, place: 'new' };

  it('is answered by a message below: the list is not replaced', async () => {
    await open();
    const answer = await (await deliver(pressed(below))).json();
    expect(answer).toMatchObject({
      type: 'application/vnd.microsoft.activity.message',
      value: 'The answer stands below.',
    });
    const heard = await connector.until(2);
    expect(heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v3/conversations/a:one/activities',
      'PUT /v3/conversations/a:one/activities/m1',
    ]);
  });

  it('is answered below too where a client submits instead of executing', async () => {
    await open();
    await deliver({ ...message({ replyToId: 'm9', value: below }), text: undefined });
    const heard = await connector.until(2);
    expect(heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v3/conversations/a:one/activities',
      'PUT /v3/conversations/a:one/activities/m1',
    ]);
  });
});

describe('a button', () => {
  it('of Action.Execute is answered by the invoke, then the message itself is updated', async () => {
    const assessor = await open();
    const response = await deliver(pressed(check));
    expect(await response.json()).toMatchObject({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: { type: 'AdaptiveCard', speak: expect.stringContaining('apim-prod is not ready') },
    });
    const heard = await connector.until(1);
    expect(heard).toMatchObject([{ method: 'PUT', path: '/v3/conversations/a:one/activities/m1' }]);
    expect(heard[0]?.body.summary).toContain('apim-prod is not ready');
    expect(assessor.asked).toMatchObject([{ month: '2026-03' }]);
  });

  it('that is answered at once shows the same to everybody', async () => {
    await open();
    const response = await deliver(pressed({ kind: 'ask', question: 'help' }));
    expect(await response.json()).toMatchObject({ value: { speak: 'What you can ask me' } });
    const [shared] = await connector.until(1);
    expect(shared).toMatchObject({ method: 'PUT', body: { summary: 'What you can ask me' } });
  });

  it('of Action.Submit does the same by updating the card it stands on', async () => {
    await open();
    await deliver({ ...message({ value: check, replyToId: 'm9' }), text: undefined });
    const [updated] = await connector.until(1);
    expect(updated).toMatchObject({ method: 'PUT', path: '/v3/conversations/a:one/activities/m9' });
    expect(updated?.body.summary).toContain('apim-prod is not ready');
  });

  it('delivered again gets an answer, but starts nothing', async () => {
    const assessor = await open();
    await deliver(pressed(check));
    const again = await deliver(pressed(check));
    expect(await again.json()).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
    await connector.until(1);
    expect(assessor.asked).toHaveLength(1);
  });

  it.each([
    ['another kind', { kind: 'delete', instance: check.instance }],
    ['the id of something else', { kind: 'check', instance: '/subscriptions/s/resourceGroups/g' }],
    ['no data', undefined],
    ['a month that is none', { ...check, month: '2026-13' }],
  ])('with %s is answered with what would work', async (_, data) => {
    const assessor = await open();
    const response = await deliver(pressed(data));
    expect(await response.json()).toMatchObject({ value: { speak: 'I do not know this button any more' } });
    expect(assessor.asked).toEqual([]);
  });

  it.each([[undefined], [{}], [{ action: null }], [{ action: 'check' }]])(
    'whose invoke carries %j is answered with a line, and is no fault of ours',
    async (value) => {
      await open();
      const response = await deliver(pressed(check, { value }));
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ value: 'I do not know this button any more' });
      expect(JSON.stringify(log.lines)).not.toContain('the turn failed');
    },
  );
});

describe('an install', () => {
  it('is greeted once, though Teams tells it twice', async () => {
    await open();
    await deliver(message({ type: 'installationUpdate', action: 'add', id: 'u1', text: undefined }));
    await deliver(message({ type: 'conversationUpdate', membersAdded: [{ id: BOT }], id: 'u2', text: undefined }));
    await connector.until(1);
    await settle();
    expect(connector.heard).toHaveLength(1);
    expect(cardOf(connector.heard[0]?.body)).toContain('is apim-prod ready for March 2026?');
  });

  it('of somebody else is not greeted, and nobody is looked up', async () => {
    await open();
    await deliver(message({ type: 'conversationUpdate', membersAdded: [{ id: '29:bob' }], text: undefined }));
    await settle();
    expect(connector.heard).toEqual([]);
    expect(connector.lookedUp).toEqual([]);
  });
});

describe('without a registration', () => {
  it('the bot does not listen beyond this machine', async () => {
    await expect(open({}, { host: '0.0.0.0' })).rejects.toThrow('listens on 127.0.0.1 only');
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'bot', '10.0.0.4'])(
    'a page in a browser here reaches nothing under the name "%s"',
    async (host) => {
      const assessor = await open();
      const status = await new Promise((resolve, reject) => {
        const headers = { host, origin: 'https://evil.example', 'content-type': 'application/json' };
        request({ port: running?.bot.port, path: '/api/messages', method: 'POST', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end(JSON.stringify(message()));
      });
      expect(status).toBe(403);
      expect(assessor.asked).toEqual([]);
    },
  );

  it.each([
    ['a service address elsewhere', { serviceUrl: 'https://smba.trafficmanager.net/teams/' }],
    ['no service address', { serviceUrl: undefined }],
    ['another channel', { channelId: 'directline' }],
  ])('%s is turned away', async (_, change) => {
    await open();
    expect((await deliver(message(change))).status).toBe(403);
    expect(connector.heard).toEqual([]);
  });
});

describe('with a registration', () => {
  const noise = jest.spyOn(console, 'error');
  beforeEach(() => noise.mockClear());
  afterEach(() => expect(noise.mock.calls).toEqual([]));
  afterAll(() => noise.mockRestore());

  it('a question with a right token is answered with the token of the bot', async () => {
    await registered();
    expect((await deliver(message(), signed())).status).toBe(200);
    const heard = await connector.until(2);
    expect(heard.map(({ authorization }) => authorization)).toEqual(['Bearer of-the-bot', 'Bearer of-the-bot']);
  });

  it.each<[string, TokenChange]>([
    ['for another bot', { claims: { aud: 'someone-else' } }],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }],
    [
      'of the emulator',
      { claims: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', appid: APP } },
    ],
    ['that expired', { claims: { exp: Math.floor(Date.now() / 1000) - 600 } }],
    ['that begins later', { claims: { nbf: Math.floor(Date.now() / 1000) + 600 } }],
    ['signed by another key', { otherKey: true }],
    ['of an unknown key', { keyid: 'k9' }],
    ['signed with HS256', { algorithm: 'HS256' }],
    ['that is not signed', { algorithm: 'none' }],
    ['for another service address', { claims: { serviceurl: 'https://smba.trafficmanager.net/teams/' } }],
  ])('a token %s is answered with 401 and nothing else', async (_, change) => {
    const assessor = await registered();
    const response = await deliver(message(), signed(change));
    expect([response.status, await response.text()]).toEqual([401, '']);
    expect(assessor.asked).toEqual([]);
    expect(connector.heard).toEqual([]);
  });

  it.each([
    ['none', {}],
    ['garbage', { authorization: 'Bearer abc' }],
    ['garbage in three parts', { authorization: 'Bearer a.b.c' }],
    ['another scheme', { authorization: 'Basic abc' }],
  ])('a token that is %s is answered with 401', async (_, headers) => {
    await registered();
    expect((await deliver(message(), headers)).status).toBe(401);
  });

  it.each(['AseChannel', 'emulator', 'directline', undefined])('channel %s is answered with 401', async (channelId) => {
    await registered();
    expect((await deliver(message({ channelId }), signed())).status).toBe(401);
  });

  it.each([
    ['conversation', { conversation: { id: 'a:one', conversationType: 'personal', tenantId: OTHER_TENANT } }],
    ['channel data', { channelData: { tenant: { id: OTHER_TENANT } } }],
    ['asker', { from: { id: '29:eve', tenantId: OTHER_TENANT } }],
  ])('another tenant in the %s gets no answer', async (_, change) => {
    const assessor = await registered();
    expect((await deliver(message(change), signed())).status).toBe(403);
    expect(assessor.asked).toEqual([]);
    expect(connector.heard).toEqual([]);
  });

  const inChannel = {
    conversation: { id: '19:c@thread.tacv2;messageid=17', conversationType: 'channel', tenantId: TENANT },
  };

  it.each([
    ['of another tenant', OTHER_TENANT],
    ['whom nobody knows', undefined],
  ])('somebody %s in a shared channel gets no answer', async (_, tenantId) => {
    await registered();
    if (tenantId !== undefined) connector.member('29:ann', tenantId);
    expect((await deliver(message(inChannel), signed())).status).toBe(200);
    await settle();
    expect(connector.lookedUp).toEqual(['29:ann']);
    expect(connector.heard).toEqual([]);
  });

  it('a member of ours in a channel is answered', async () => {
    await registered();
    connector.member('29:ann', TENANT.toUpperCase());
    await deliver(message(inChannel), signed());
    expect(await connector.until(2)).toHaveLength(2);
  });

  it('a service address that Teams does not have is turned away, whatever the token says', async () => {
    await registered();
    const serviceUrl = 'https://smba.trafficmanager.net.evil.example/';
    const headers = signed({ claims: { serviceurl: serviceUrl } });
    expect((await deliver(message({ serviceUrl }), headers)).status).toBe(403);
  });
});

describe('the endpoint', () => {
  it('says that it lives', async () => {
    await open();
    const response = await fetch(`http://127.0.0.1:${running?.bot.port}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it.each<[string, unknown, Record<string, string>, number]>([
    ['more than 256 KB', JSON.stringify({ text: 'x'.repeat(256 * 1024) }), {}, 413],
    ['no JSON', '{', {}, 400],
    ['no activity', '[]', {}, 400],
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['something packed', '{}', { 'content-encoding': 'gzip' }, 415],
  ])('refuses %s', async (_, body, headers, status) => {
    await open();
    expect((await deliver(body, headers)).status).toBe(status);
  });
});
