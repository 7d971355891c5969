/** Bringing an answer into a channel: who may, through a real database and the real HTTP of Teams. */

import { type Delivery, SendFailed } from '../../../src/model/channel.ts';
import type { Clock } from '../../../src/model/clock.ts';
import { instantAt } from '../../../src/model/days.ts';
import { createChannelSharing, type SharingParts } from '../../../src/reminders/adapters/channel-sharing.ts';
import { handClock } from '../../support/clock.ts';
import { OTHER_TENANT, TENANT } from '../../support/connector.ts';
import { rememberedLog } from '../../support/conversation.ts';
import { scriptedTransport } from '../delivery/support.ts';
import { place } from '../rules/support.ts';
import { button, CHANNEL, inChannel, type RemindingBot, type Shown, startRemindingBot } from '../support.ts';

const channel = { ...inChannel, conversation: { ...inChannel.conversation, tenantId: TENANT } };
const bob = { from: { id: '29:bob', name: 'Bob' } };

describe('a channel that the bot was added to', () => {
  let bot: RemindingBot;
  let share: Record<string, unknown>;
  let offer: Shown;
  const posts = () => bot.connector.heard.filter(({ body }) => body?.channelData?.channel?.id === CHANNEL);

  beforeAll(async () => {
    bot = await startRemindingBot();
    bot.connector.member('29:ann', TENANT);
    share = button(await bot.say('is apim-prod ready?'), 'Share to a channel');
    await bot.say('help', channel);
    // The address book is written a moment after the answer.
    for (let tries = 0; tries < 40 && !offer?.card.includes('Platform'); tries += 1) offer = await bot.press(share);
  });

  afterAll(() => bot.stop());

  it('is offered to a member, by the names of its team and its own', () => {
    expect(offer.summary).toBe('Where shall I share how apim-prod stands?');
    expect(offer.card).toContain('Platform &gt; API Management');
  });

  it('gets the answer as a post of its own when the member presses', async () => {
    const answer = await bot.press(button(offer, 'Share'));
    expect(answer.summary).toBe('Shared in Platform > API Management: how apim-prod stands now');
    expect(posts()).toMatchObject([
      {
        method: 'POST',
        path: '/v3/conversations',
        body: { activity: { summary: expect.stringContaining('apim-prod is not ready') } },
      },
    ]);
  });

  describe.each([
    ['a stranger', () => {}],
    ['somebody of another tenant', () => bot.connector.member('29:bob', OTHER_TENANT)],
  ])('%s', (_who, given) => {
    beforeAll(given);

    it('is not offered it', async () => {
      expect((await bot.press(share, {}, bob)).summary).toBe('I know no channel of yours');
    });

    it('brings nothing there with the button of a member', async () => {
      const before = posts().length;
      const answer = await bot.press(button(offer, 'Share'), {}, bob);
      expect(answer.summary).toBe('The channel did not take the message');
      expect(posts()).toHaveLength(before);
    });
  });

  it('is not offered in a conversation of another tenant', async () => {
    const elsewhere = { conversation: { id: 'a:two', conversationType: 'personal', tenantId: OTHER_TENANT } };
    expect((await bot.press(share, {}, elsewhere)).summary).toBe('I know no channel of yours');
  });

  it('takes nothing for a place that is none', async () => {
    const madeUp = { ...button(offer, 'Share'), to: 'p1' };
    expect((await bot.press(madeUp)).summary).toBe('The channel did not take the message');
  });

  it('is not offered when Teams does not say who is in it', async () => {
    bot.connector.leave(CHANNEL);
    expect((await bot.press(share)).summary).toBe('I know no channel of yours');
  });
});

it('without storage there is no channel to share to', async () => {
  const bot = await startRemindingBot({ storage: false });
  bot.connector.member('29:ann', TENANT);
  const share = button(await bot.say('is apim-prod ready?'), 'Share to a channel');
  expect((await bot.press(share)).summary).toBe('I know no channel of yours');
  expect((await bot.press({ ...share, to: 'p1' })).summary).toBe('The channel did not take the message');
  await bot.stop();
});

describe('of many channels', () => {
  const ann = { id: '29:ann', name: 'Ann' };
  const from = { address: { tenantId: TENANT } } as Delivery;
  const channels = Array.from({ length: 25 }, (_, index) =>
    place({
      id: `p${index}`,
      kind: 'channel',
      conversationId: `19:${index}@thread.tacv2`,
      tenantId: TENANT,
      channelName: `Channel ${index}`,
      since: instantAt(Date.UTC(2026, 0, 1 + index)),
    }),
  );
  const sharingOf = (
    isMember: SharingParts['transport']['isMember'],
    clock: Clock,
    transport = scriptedTransport(clock),
  ) =>
    createChannelSharing({
      handle: { store: { places: { all: async () => channels } } } as unknown as SharingParts['handle'],
      transport: { ...transport, isMember },
      clock,
      log: rememberedLog(),
    });

  it('twenty are asked, those that came last', async () => {
    const asked: string[] = [];
    const sharing = sharingOf(
      async ({ id }) => asked.push(id) > 0,
      handClock({ start: '2026-02-13T10:00:00.000Z', skipsPauses: true }),
    );
    expect(await sharing.places(ann, from)).toHaveLength(20);
    expect(asked.slice(0, 2)).toEqual(['p24', 'p23']);
  });

  it('one that does not answer is not waited for', async () => {
    const clock = handClock({ start: '2026-02-13T10:00:00.000Z', skipsPauses: true });
    const isMember = ({ id }: { id: string }) =>
      id === 'p24' ? new Promise<boolean>(() => {}) : Promise.resolve(true);
    const offered = sharingOf(isMember, clock).places(ann, from);
    await new Promise((resolve) => setImmediate(resolve));
    await clock.pass(3_000);
    const ids = (await offered).map(({ id }) => id);
    expect(ids).toHaveLength(19);
    expect(ids).not.toContain('p24');
  });

  it.each([
    ['gone', 'gone'],
    ['throttled', 'throttled'],
    [new TypeError('a fault of our own'), 'unavailable'],
  ] as const)('a post that fails with %s is not shared: %s', async (trouble, failure) => {
    const clock = handClock({ start: '2026-02-13T10:00:00.000Z', skipsPauses: true });
    const transport = scriptedTransport(clock);
    transport.fail(trouble);
    const post = sharingOf(async () => true, clock, transport).post('p7', { text: 'Hello', summary: 'Hello' }, ann);
    const error: unknown = await post.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SendFailed);
    expect(error).toMatchObject({ failure });
    expect(transport.carried).toMatchObject([{ how: 'post', to: '19:7@thread.tacv2' }]);
  });
});
