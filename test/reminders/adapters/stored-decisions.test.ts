/** Who may silence whom, through a real database and the real HTTP of Teams: two people in two chats. */
import { defaultDecisionSettings } from '../../../src/reminders/rules/authority.ts';
import { discovered } from '../../support/report.ts';
import { until } from '../../support/until.ts';
import { button, type RemindingBot, type Shown, startRemindingBot } from '../support.ts';

const BOB = '/v3/conversations/a:bob/activities';
const ANN = '/v3/conversations/a:one/activities';
const bob = { from: { id: '29:bob', name: 'Bob' }, conversation: { id: 'a:bob', conversationType: 'personal' } };
/** What the form under a reminder sends; anybody can make it up. */
const WAIVE = {
  kind: 'waive',
  instance: discovered('apim-prod').id,
  requirements: ['outage'],
  until: '2026-03-20',
  reason: 'the vault moves',
};

/** What arrived in a conversation, oldest first. */
function heardIn(bot: RemindingBot, path: string): readonly Shown[] {
  return bot.connector.heard
    .filter((one) => one.path.startsWith(path) && one.body?.type === 'message')
    .map(({ method, path: to, body }) => {
      const json = JSON.stringify(body.attachments?.[0]?.content ?? null);
      return { method, path: to, summary: body.summary ?? '', json, card: json };
    });
}

const lastIn = (bot: RemindingBot, path: string) => heardIn(bot, path).at(-1);

describe('a waiver of one person and the reminders of another', () => {
  let bot: RemindingBot;

  beforeAll(async () => {
    bot = await startRemindingBot();
    await bot.say('remind me about apim-prod');
  });

  afterAll(() => bot.stop());

  it('is refused to somebody who only reads', async () => {
    const answer = await bot.press(WAIVE, {}, bob);
    expect(answer.summary).toBe('You may not decide that for apim-prod');
    const [reminder] = await bot.scanAt('2026-02-13T12:00:00.000Z');
    expect(reminder?.path).toBe(ANN);
  });

  it('is refused for longer than the set time, also with a crafted button', async () => {
    await bot.say('remind me about apim-prod', bob);
    const answer = await bot.press({ ...WAIVE, until: '9999-12-31' }, {}, bob);
    expect(answer.summary).toContain('That is too long');
  });

  it('is refused for a requirement that does not exist', async () => {
    const crafted = { ...WAIVE, requirements: ['no-such-thing'] };
    expect((await bot.press(crafted, {}, bob)).summary).toBe('I know no such requirement');
  });

  it('is heard by the other before it silences anything', async () => {
    const answer = await bot.press(WAIVE, {}, bob);
    expect(answer.summary).toContain('Waived for apim-prod');
    expect(answer.card).toContain('1 other place that gets reminders about it hears of this.');
    await until(() => lastIn(bot, ANN)?.summary.startsWith('Waived for apim-prod') === true);
    expect(lastIn(bot, ANN)?.card).toContain('By Bob on 13 February 2026, until 20 March 2026: the vault moves');
    expect(await bot.scanAt('2026-03-01T12:00:00.000Z')).toEqual([]);
  });

  it('is listed for everybody, on the answer and on demand', async () => {
    expect((await bot.say('apim-prod')).card).toContain('Waived by Bob until 20 March 2026: the vault moves');
    expect((await bot.say('which waivers are in force?')).summary).toBe('1 waiver or declaration holds');
  });

  it('is taken back by the other with the button of that message, and the first one hears of it', async () => {
    const told = heardIn(bot, ANN).findLast(({ summary }) => summary.startsWith('Waived for apim-prod'));
    await bot.press(button(told as Shown, 'Take it back'));
    expect(lastIn(bot, ANN)?.summary).toContain('Taken back: Waived for apim-prod');
    await until(() => lastIn(bot, BOB)?.summary.startsWith('Ann took back') === true);
    expect(lastIn(bot, BOB)?.summary).toContain('Ann took back: Waived for apim-prod');
    expect((await bot.scanAt('2026-03-08T12:00:00.000Z')).map(({ path }) => path).toSorted()).toEqual([BOB, ANN]);
  });

  it('cannot be taken back twice', async () => {
    const told = heardIn(bot, ANN).findLast(({ summary }) => summary.startsWith('Waived for apim-prod'));
    expect((await bot.press(button(told as Shown, 'Take it back'))).summary).toBe('That was taken back before');
  });
});

describe('where only administrators may decide', () => {
  let bot: RemindingBot;
  const boss = '00000000-0000-4000-8000-00000000b055';

  beforeAll(async () => {
    bot = await startRemindingBot({
      decisions: { ...defaultDecisionSettings, decidedBy: 'administrators', administrators: [boss.toUpperCase()] },
    });
  });

  afterAll(() => bot.stop());

  it('a subscriber may not', async () => {
    await bot.say('remind me about apim-prod');
    expect((await bot.press(WAIVE)).summary).toBe('You may not decide that for apim-prod');
  });

  it('an administrator may, by the object id that Teams tells', async () => {
    const from = { ...bob.from, aadObjectId: boss };
    expect((await bot.press(WAIVE, {}, { ...bob, from })).summary).toContain('Waived for apim-prod');
  });
});
