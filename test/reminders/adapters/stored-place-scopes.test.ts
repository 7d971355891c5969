/** Administrators say in a channel what may be seen there: through a real database and the real HTTP of Teams. */
import { defaultDecisionSettings } from '../../../src/reminders/rules/authority.ts';
import { button, inChannel, type RemindingBot, startRemindingBot } from '../support.ts';

jest.setTimeout(60_000);

const ADMINISTRATOR = '44444444-4444-4444-8444-444444444444';
const administrator = { ...inChannel, from: { id: '29:adm', name: 'Ada', aadObjectId: ADMINISTRATOR } };

describe('a channel', () => {
  let bot: RemindingBot;

  beforeAll(async () => {
    bot = await startRemindingBot({
      decisions: { ...defaultDecisionSettings, administrators: [ADMINISTRATOR] },
      scopes: { otherwise: undefined, chats: new Map() },
    });
  });

  afterAll(() => bot.stop());

  it('sees everything while nobody has listed anything', async () => {
    expect((await bot.say('what may this channel see?', inChannel)).summary).toBe(
      'Here you see every instance that I can see',
    );
    expect((await bot.say('list all instances', inChannel)).card).toContain('apim-prod');
  });

  it('is not limited by somebody who is no administrator', async () => {
    const answer = await bot.say('in this channel only apim-dev may be seen', inChannel);
    expect(answer.summary).toBe('Only people whom an administrator names may say what is seen here');
    expect((await bot.say('list all instances', inChannel)).card).toContain('apim-prod');
  });

  it('hears of everything only until an administrator says otherwise, in answers and in reminders', async () => {
    await bot.say('remind this channel about everything', inChannel);
    const listed = await bot.say('in this channel only apim-dev may be seen', administrator);
    expect(listed.summary).toBe('Here you see what 1 entry of a list names');
    expect(listed.card).toContain('apim-dev');
    const answer = await bot.say('list all instances', inChannel);
    expect(answer.card).not.toContain('apim-prod');
    expect(await bot.scanAt('2026-03-15T08:00:00.000Z')).toEqual([]);
  });

  it('still has its list after a restart; the chat beside it has none', async () => {
    await bot.restart();
    expect((await bot.say('list all instances', inChannel)).card).not.toContain('apim-prod');
    expect((await bot.say('list all instances')).card).toContain('apim-prod');
  });

  it('gets it back by the button of the administrator alone', async () => {
    const shown = await bot.say('what may this channel see?', administrator);
    const takeBack = button(shown, 'Take back');
    await bot.press(takeBack, {}, inChannel);
    expect((await bot.say('list all instances', inChannel)).card).not.toContain('apim-prod');
    await bot.press(
      takeBack,
      {},
      { ...administrator, conversation: { id: 'a:elsewhere', conversationType: 'personal' } },
    );
    expect((await bot.say('list all instances', inChannel)).card).not.toContain('apim-prod');
    await bot.press(takeBack, {}, administrator);
    expect((await bot.say('list all instances', inChannel)).card).toContain('apim-prod');
  });

  it('is listed where it is, never from a 1:1 chat', async () => {
    const answer = await bot.say('in this chat only apim-dev may be seen', { from: administrator.from });
    expect(answer.summary).toBe('That is said in the channel or group chat that it is for');
  });
});
