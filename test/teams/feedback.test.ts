/** Thumbs under answers: asked for on every card, taken from whoever may ask, and from nobody else. */
import type { Feedback } from '../../src/model/usage.ts';
import { type Connector, messageActivity, startConnector, TENANT } from '../support/connector.ts';
import { rememberedLog } from '../support/conversation.ts';
import { invokeActivity, openBot, registration, signedBy, type TestBot } from '../support/teams-bot.ts';
import { until } from '../support/until.ts';

let connector: Connector;
let running: TestBot;
let rated: Feedback[];

beforeAll(async () => {
  connector = await startConnector();
  const allowed = { users: ['33333333-3333-4333-8333-333333333333'], teams: [] };
  running = await openBot(
    rememberedLog(),
    {},
    {
      ...registration(connector),
      allowed,
      rated: (feedback) => void rated.push(feedback),
    },
  );
});
beforeEach(() => {
  rated = [];
});
afterAll(async () => {
  await running.bot.stop();
  await connector.stop();
});

const megan = { id: '29:megan', name: 'Megan', aadObjectId: '33333333-3333-4333-8333-333333333333' };
const press = (value: unknown, change: Record<string, unknown> = {}) =>
  running.deliver(
    invokeActivity(connector, 'message/submitAction', value, { from: megan, replyToId: 'm7', ...change }),
    signedBy(connector),
  );
const thumb = (reaction: unknown, feedback?: unknown) => ({
  actionName: 'feedback',
  actionValue: { reaction, ...(feedback === undefined ? {} : { feedback }) },
});

it('every answer on a card asks for them', async () => {
  connector.forget();
  await running.deliver(messageActivity(connector.serviceUrl, { from: megan }), signedBy(connector));
  // On a slow machine the bot shows that it is writing between the two.
  const cards = () => connector.heard.filter(({ body }) => body?.type !== 'typing');
  await until(() => cards().length >= 2);
  expect(cards().map(({ body }) => body.channelData)).toEqual([
    { feedbackLoop: { type: 'default' } },
    { feedbackLoop: { type: 'default' } },
  ]);
});

it('a thumb comes with the message it stands under, who gave it and what they wrote', async () => {
  const answer = await press(thumb('dislike', '{"feedbackText":" wrong vault "}'));
  expect([answer.status, await answer.json()]).toEqual([200, {}]);
  expect(rated).toEqual([
    expect.objectContaining({
      messageId: 'm7',
      reaction: 'dislike',
      text: 'wrong vault',
      asker: expect.objectContaining({ objectId: megan.aadObjectId }),
      address: expect.objectContaining({ tenantId: TENANT }),
    }),
  ]);
});

it.each([
  ['no text', undefined, undefined],
  ['an empty one', '{"feedbackText":"  "}', undefined],
  ['what is no JSON', 'fine', undefined],
  ['a text that is none', '{"feedbackText":{}}', undefined],
  ['another type', ['fine'], undefined],
  ['a very long one', JSON.stringify({ feedbackText: 'x'.repeat(9_000) }), 'x'.repeat(2_000)],
])('a thumb with %s is one all the same', async (_, form, text) => {
  expect((await press(thumb('like', form))).status).toBe(200);
  expect(rated.map((one) => [one.reaction, one.text])).toEqual([['like', text]]);
});

it.each<[string, unknown, Record<string, unknown>]>([
  ['another reaction', thumb('love'), {}],
  ['another action', { ...thumb('like'), actionName: 'buy' }, {}],
  ['nothing at all', undefined, {}],
  ['no message that it stands under', thumb('like'), { replyToId: undefined }],
  ['somebody who is not answered', thumb('like'), { from: { ...megan, aadObjectId: TENANT } }],
])('%s counts for nothing, and Teams sees no error', async (_, value, change) => {
  expect((await press(value, change)).status).toBe(200);
  expect(rated).toEqual([]);
});
