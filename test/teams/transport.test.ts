/** The exact HTTP of proactive messages: a real botbuilder, a connector on loopback. */
import { SendFailed } from '../../src/model/channel.ts';
import { createTeamsTransport, type TeamsTransportOptions } from '../../src/teams/transport.ts';
import { place } from '../reminders/rules/support.ts';
import { APP, type Connector, type Fault, OTHER_TENANT, startConnector, TENANT } from '../support/connector.ts';
import { credentials } from '../support/teams-bot.ts';

let connector: Connector;

beforeEach(async () => {
  connector = await startConnector();
});

afterEach(() => connector.stop());

const transport = (rest: Partial<TeamsTransportOptions> = {}) =>
  createTeamsTransport({
    appId: APP,
    tenantId: TENANT,
    appPassword: 'not used here',
    serviceHosts: ['127.0.0.1'],
    credentials,
    clock: { instant: () => '2026-02-13T10:00:00.000Z' },
    ...rest,
  });

const chat = () => place({ serviceUrl: connector.serviceUrl, tenantId: TENANT });
const channel = () => ({ ...chat(), kind: 'channel' as const, conversationId: '19:c@thread.tacv2' });
const hello = { text: 'Hello', summary: 'A summary' };
const thread = { conversationId: '19:c@thread.tacv2;messageid=7', messageId: '7' };

async function failure(fault: Fault): Promise<SendFailed> {
  connector.fail(fault);
  const error: unknown = await transport()
    .post(chat(), hello)
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof SendFailed)) throw new Error('It did not fail.');
  return error;
}

it('writes into a chat', async () => {
  expect(await transport().post(chat(), hello)).toEqual({ conversationId: 'a:1', messageId: 'm1' });
  expect(connector.heard).toMatchObject([
    {
      method: 'POST',
      path: '/v3/conversations/a:1/activities',
      authorization: 'Bearer of-the-bot',
      body: { type: 'message', text: 'Hello', summary: 'A summary' },
    },
  ]);
});

it('starts a thread in a channel', async () => {
  await transport().post(channel(), { ...hello, card: { type: 'AdaptiveCard' } });
  expect(connector.heard).toMatchObject([
    {
      method: 'POST',
      path: '/v3/conversations',
      body: {
        isGroup: true,
        tenantId: TENANT,
        channelData: { channel: { id: '19:c@thread.tacv2' }, tenant: { id: TENANT } },
        activity: { summary: 'A summary', attachments: [{ content: { type: 'AdaptiveCard' } }] },
      },
    },
  ]);
  expect(connector.heard[0]?.body.activity).not.toHaveProperty('text');
});

it('answers in a thread, and replaces its first card', async () => {
  expect(await transport().reply(channel(), thread, hello)).toEqual({ ...thread, messageId: 'm1' });
  await transport().update(channel(), thread, hello);
  expect(connector.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /v3/conversations/19:c@thread.tacv2;messageid=7/activities',
    'PUT /v3/conversations/19:c@thread.tacv2;messageid=7/activities/7',
  ]);
});

it.each([
  [{ status: 403, body: { errorCode: 209, message: '{"subCode":"MessageWritesBlocked"}' } }, 'blocked', undefined],
  [{ status: 404, body: { error: { code: 'ConversationNotFound' } } }, 'gone', undefined],
  [{ status: 413, body: { error: { code: 'MessageSizeTooBig' } } }, 'too-big', undefined],
  [{ status: 429, headers: { 'retry-after': '7' } }, 'throttled', 7_000],
  [{ status: 429, headers: { 'retry-after': 'Fri, 13 Feb 2026 10:00:30 GMT' } }, 'throttled', 30_000],
  [{ status: 412 }, 'unavailable', undefined],
  [{ status: 502 }, 'unavailable', undefined],
  [{ status: 504 }, 'unavailable', undefined],
  [{ status: 401 }, 'unauthorized', undefined],
  [{ status: 400 }, 'refused', undefined],
] as const)('%j is a failure that is seen: %s', async (fault, kind, retryAfter) => {
  expect(await failure(fault)).toMatchObject({ failure: kind, retryAfter });
  // One request: whether to try again is decided where it is remembered.
  expect(connector.heard).toHaveLength(1);
});

it('takes no answer for unavailable', async () => {
  const gone = chat();
  await connector.stop();
  await expect(transport().post(gone, hello)).rejects.toMatchObject({ failure: 'unavailable' });
  connector = await startConnector();
});

it('takes a failed sign-in for unauthorized', async () => {
  const refused = Object.assign(new Error('AADSTS7000222'), { errorCode: 'invalid_client' });
  const broken = {
    ...credentials,
    createCredentials: async () => ({ signRequest: () => Promise.reject(refused) }),
  } as unknown as NonNullable<TeamsTransportOptions['credentials']>;
  await expect(transport({ credentials: broken }).post(chat(), hello)).rejects.toMatchObject({
    failure: 'unauthorized',
  });
});

describe('a member of a channel', () => {
  const ask = (id = '29:ann') => transport().isMember(channel(), id);

  it('is one whom Teams knows there, of the tenant of the channel', async () => {
    connector.member('29:ann', TENANT.toUpperCase());
    connector.member('29:guest', OTHER_TENANT);
    expect(await ask()).toBe(true);
    expect(await ask('29:guest')).toBe(false);
    expect(await ask('29:stranger')).toBe(false);
    expect(connector.lookedUp).toEqual(['29:ann', '29:guest', '29:stranger']);
  });

  it('is not somebody without an id', async () => {
    expect(await ask('')).toBe(false);
    expect(connector.lookedUp).toEqual([]);
  });

  it('is not told where the bot is not in the channel', async () => {
    connector.member('29:ann', TENANT);
    connector.leave('19:c@thread.tacv2');
    await expect(ask()).rejects.toMatchObject({ failure: 'blocked' });
  });
});

it('sends nothing to an address that is none of Teams', async () => {
  await expect(transport({ serviceHosts: undefined }).post(chat(), hello)).rejects.toMatchObject({
    failure: 'refused',
  });
  expect(connector.heard).toEqual([]);
});
