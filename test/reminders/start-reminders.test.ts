/** Reminders from the words of a person to the card that arrives, through a real database and the real HTTP of Teams. */
import { TENANT } from '../support/connector.ts';
import { until } from '../support/until.ts';
import { button, CHANNEL, cardOf, inChannel, type RemindingBot, startRemindingBot, TEAM } from './support.ts';

describe('a chat that asked to be reminded', () => {
  let bot: RemindingBot;

  beforeAll(async () => {
    bot = await startRemindingBot();
  });

  afterAll(() => bot.stop());

  it('is told what it will hear', async () => {
    const answer = await bot.say('remind me about apim-prod');
    expect(answer.summary).toBe('I will remind you here about apim-prod');
    expect(answer.card).toContain('You hear from me only while something is unmet');
    expect(answer.card).toContain('The next one comes on 13 February 2026 at 09:00 (Europe/Stockholm)');
  });

  it('hears nothing on that day', async () => {
    expect(await bot.scanAt('2026-02-12T18:00:00.000Z')).toEqual([]);
  });

  it('hears on the next milestone, and only once', async () => {
    const [reminder, ...more] = await bot.scanAt('2026-02-13T12:00:00.000Z');
    expect(more).toEqual([]);
    expect(reminder?.path).toBe('/v3/conversations/a:one/activities');
    expect(reminder?.summary).toContain('apim-prod: trusted access will stop on 15 March 2026 (in 30 days)');
    expect(reminder?.card).toContain('You get this because Ann set it up here on 12 February 2026');
    expect(await bot.scanAt('2026-02-13T13:00:00.000Z')).toEqual([]);
    expect(bot.delivered).toEqual(['sent']);
  });

  it('snoozes by a button, and everybody reads who did', async () => {
    const reminder = reminderOf(bot);
    const answer = await bot.press(button(reminder, 'Snooze'), { 'snooze-until': '2026-03-05' });
    expect(answer.summary).toBe('Snoozed by Ann: the next reminder comes on 5 March 2026 at the earliest.');
    expect(await bot.scanAt('2026-03-01T12:00:00.000Z')).toEqual([]);
    const [again] = await bot.scanAt('2026-03-05T12:00:00.000Z');
    expect(again?.card).toContain('Snoozed by Ann; that ended on 5 March 2026');
  });

  it('keeps the first card of the thread up to date', async () => {
    const updates = bot.connector.heard.filter(({ method }) => method === 'PUT');
    expect(JSON.stringify(updates.at(-1)?.body)).toContain('in 10 days');
  });

  it('waives by a button, and every later answer says who and why', async () => {
    const waive = button(reminderOf(bot), 'Waive');
    const filledIn = { 'waive-requirement': 'outage', 'waive-until': '2026-03-20', 'waive-reason': 'the vault moves' };
    expect((await bot.press(waive, filledIn)).summary).toBe('Waived for apim-prod: outage');
    const answer = await bot.say('is apim-prod ready?');
    expect(answer.card).toContain('Waived by Ann until 20 March 2026: the vault moves');
    expect(answer.summary).toContain('apim-prod is not ready');
    expect(await bot.scanAt('2026-03-08T12:00:00.000Z')).toEqual([]);
  });

  it('is asked again when the time zone is none', async () => {
    const form = await bot.say('show reminders');
    const change = await bot.press(button(form, 'Change'));
    const sent = { 'subscribe-scope': 'all', 'subscribe-days': '1', 'subscribe-zone': 'Mars/Base' };
    const again = await bot.press(button(change, 'Save'), sent);
    expect(again.card).toContain('I do not know the time zone Mars/Base');
    expect(again.card).toContain('"value":"all"');
  });

  it('changes its schedule where it asks for the same once more', async () => {
    await bot.say('remind me about apim-prod every Monday at 7:30');
    const list = await bot.say('show reminders');
    expect(list.summary).toBe('1 reminder or summary is set up here');
    expect(list.card).toContain('every Monday at 07:30 (Europe/Stockholm)');
  });

  it('finds everything as it was after a restart', async () => {
    await bot.restart();
    const list = await bot.say('show reminders');
    expect(list.card).toContain('every Monday at 07:30 (Europe/Stockholm)');
    expect(list.card).toContain('Set up by Ann on 12 February 2026');
  });

  it('hears once that all is met, in the same thread', async () => {
    bot.find('met');
    const [closing, ...more] = await bot.scanAt('2026-03-09T12:00:00.000Z');
    expect(more).toEqual([]);
    expect(closing?.summary).toContain('apim-prod: all is met now');
    expect(await bot.scanAt('2026-03-16T12:00:00.000Z')).toEqual([]);
  });

  it('hears at once when an instance is no longer ready', async () => {
    bot.find('unmet');
    const [worse, ...more] = await bot.scanAt('2026-03-21T12:00:00.000Z');
    expect(more).toEqual([]);
    expect(worse?.summary).toContain('apim-prod is no longer ready: 1 requirement is unmet.');
  });

  it('hears nothing more once it has stopped everything', async () => {
    expect((await bot.say('stop reminding me')).summary).toBe('Stopped: 1 reminder');
    expect((await bot.say('show reminders')).summary).toBe('No reminder and no summary is set up here');
    expect(await bot.scanAt('2026-04-15T12:00:00.000Z')).toEqual([]);
  });
});

describe('a chat that hears of everything', () => {
  let bot: RemindingBot;

  beforeAll(async () => {
    bot = await startRemindingBot();
    await bot.say('remind me about everything');
  });

  afterAll(() => bot.stop());

  it('can be silent about one instance, and wakes when it is told to', async () => {
    expect((await bot.say('snooze apim-prod until 5 March 2026')).summary).toBe('Quiet for a while: 1 reminder');
    expect(await bot.scanAt('2026-02-13T12:00:00.000Z')).toEqual([]);
    await bot.say('unmute apim-prod');
    await bot.scanAt('2026-02-13T12:05:00.000Z');
    const summaries = bot.connector.heard.map(({ body }) => body?.summary);
    expect(summaries).toContain('On again: 1 reminder');
    // What was missed comes by itself, and once.
    expect(summaries.filter((summary) => /^apim-prod: trusted access will stop/.test(summary))).toHaveLength(1);
  });

  it('rests while somebody is on it, a week where nobody says for how long', async () => {
    const answer = await bot.say('I am on it');
    expect(answer.summary).toBe('Noted that you are on it: 1 reminder waits');
    expect(answer.card).toContain('Until 20 February 2026.');
    expect((await bot.say('show reminders')).card).toContain('paused until 20 February 2026');
  });

  it('is on again when it is resumed', async () => {
    expect((await bot.say('resume')).summary).toBe('On again: 1 reminder');
    expect((await bot.say('show reminders')).card).not.toContain('paused');
  });

  it('has nothing to stop about one instance alone', async () => {
    expect((await bot.say('stop reminding me about apim-prod')).summary).toBe('There is nothing like that set up here');
  });

  it('lets nobody change from elsewhere what is set up here', async () => {
    const stop = button(await bot.say('show reminders'), 'Stop');
    expect((await bot.press(stop, {}, inChannel)).summary).toBe('There is nothing like that set up here');
    expect((await bot.say('show reminders')).summary).toBe('1 reminder or summary is set up here');
  });
});

describe('a chat that hears of everything and of one instance besides', () => {
  let bot: RemindingBot;

  beforeAll(async () => {
    bot = await startRemindingBot();
    await bot.say('remind me about everything');
    await bot.say('remind me about apim-prod');
  });

  afterAll(() => bot.stop());

  it('hears of that instance once', async () => {
    const reminders = await bot.scanAt('2026-02-13T12:00:00.000Z');
    expect(reminders.map(({ summary }) => summary)).toEqual([
      expect.stringContaining('apim-prod: trusted access will stop'),
    ]);
    expect(await bot.scanAt('2026-02-14T12:00:00.000Z')).toEqual([]);
  });

  it('hears nothing of it from either while its reminder is snoozed', async () => {
    const answer = await bot.press(button(reminderOf(bot), 'Snooze'), { 'snooze-until': '2026-03-05' });
    expect(answer.summary).toBe('Snoozed by Ann: the next reminder comes on 5 March 2026 at the earliest.');
    expect(await bot.scanAt('2026-03-01T12:00:00.000Z')).toEqual([]);
    expect(await bot.scanAt('2026-03-05T12:00:00.000Z')).toHaveLength(1);
  });
});

describe('a channel', () => {
  let bot: RemindingBot;

  beforeAll(async () => {
    bot = await startRemindingBot();
  });

  afterAll(() => bot.stop());

  it('gets its summary with its chart at the time that was set, as a post of its own', async () => {
    const answer = await bot.say('summary here on weekdays at 8', inChannel);
    expect(answer.summary).toBe('I will post a summary of every instance here');
    expect(await bot.scanAt('2026-02-13T06:59:00.000Z')).toEqual([]);
    const [summary, ...more] = await bot.scanAt('2026-02-13T07:00:00.000Z');
    expect(more).toEqual([]);
    expect(summary?.path).toBe(`/v3/conversations in ${CHANNEL}`);
    expect(summary?.summary).toContain('1 of 2 ready (every instance)');
    expect(summary?.card).toContain('"Chart.Donut"');
  });

  it('is not written to on a Sunday', async () => {
    expect(await bot.scanAt('2026-02-15T12:00:00.000Z')).toEqual([]);
  });

  it('answers "summary" with its own scope and what has changed since', async () => {
    bot.find('met');
    const answer = await bot.say('summary', inChannel);
    expect(answer.summary).toContain('2 of 2 ready (every instance)');
    expect(answer.card).toContain('Since 13 February 2026');
    expect(answer.card).toContain('You get this because Ann set it up here');
  });

  it('answers "summary" elsewhere about everything, since nothing is set up there', async () => {
    const answer = await bot.say('summary');
    expect(answer.card).toContain('You asked how things stand with every instance.');
  });

  it('carries the new name of its team into the list of what does not arrive', async () => {
    await bot.tell({
      type: 'conversationUpdate',
      ...inChannel,
      channelData: { ...inChannel.channelData, team: { id: TEAM, name: 'Core' }, eventType: 'teamRenamed' },
    });
    bot.connector.fail({ method: 'POST', status: 403 });
    await bot.scanAt('2026-02-16T07:00:00.000Z');
    const list = await listUntil(bot, (card) => card.includes('Nothing arrives in 1 place'));
    expect(list).toContain('The channel API Management of Core');
    expect(await bot.scanAt('2026-02-17T07:00:00.000Z')).toEqual([]);
  });

  it('is revived by the next word from there', async () => {
    await bot.say('help', inChannel);
    await listUntil(bot, (card) => !card.includes('Nothing arrives'));
    expect(await bot.scanAt('2026-02-18T07:00:00.000Z')).toHaveLength(1);
  });

  it('is forgotten with everything that was set up in it when the team removes the bot', async () => {
    await bot.tell({
      type: 'installationUpdate',
      action: 'remove',
      ...inChannel,
      conversation: { id: TEAM, conversationType: 'channel', isGroup: true, tenantId: TENANT },
    });
    expect(await bot.scanAt('2026-02-19T07:00:00.000Z')).toEqual([]);
    expect((await bot.say('show reminders', inChannel)).summary).toBe('No reminder and no summary is set up here');
  });
});

describe('without storage', () => {
  let bot: RemindingBot;

  beforeAll(async () => {
    bot = await startRemindingBot({ storage: false });
  });

  afterAll(() => bot.stop());

  it.each(['remind me about apim-prod', 'show reminders', 'stop reminding me', 'what changed since Monday?'])(
    '%s: says so politely',
    async (text) => {
      expect((await bot.say(text)).summary).toBe('My storage does not answer now');
    },
  );

  it.each([
    ['is apim-prod ready?', 'apim-prod is not ready'],
    ['summary', '1 of 2 ready (every instance)'],
  ])('%s: is answered all the same', async (text, answer) => {
    expect((await bot.say(text)).summary).toContain(answer);
  });

  it('loses news of places without a fault', async () => {
    await bot.tell({ type: 'installationUpdate', action: 'add' });
    await bot.say('help');
    expect(bot.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(bot.log.lines).toContainEqual(
      expect.objectContaining({ event: 'news of a place were dropped: the storage is away' }),
    );
  });
});

/** The latest reminder that was posted. */
function reminderOf({ connector }: RemindingBot) {
  const heard = connector.heard.findLast(({ method, body }) => method === 'POST' && /^apim-prod:/.test(body?.summary));
  return {
    method: 'POST',
    path: heard?.path ?? '',
    summary: heard?.body.summary,
    ...cardOf(heard?.body),
  };
}

/** Asks for the list until it is as it should be: a refusal is recorded a moment after it was given. */
async function listUntil(bot: RemindingBot, holds: (card: string) => boolean): Promise<string> {
  return await until(async () => {
    const { card } = await bot.say('show reminders');
    return holds(card) ? card : undefined;
  });
}

describe('a chat that wants to hear once', () => {
  let bot: RemindingBot;

  beforeAll(async () => {
    bot = await startRemindingBot();
  });

  afterAll(() => bot.stop());

  it('is told when, beside what it hears regularly', async () => {
    await bot.say('remind me about apim-prod');
    const answer = await bot.say('remind me about apim-prod tomorrow at 10');
    expect(answer.card).toContain('once on 13 February 2026 at 10:00 (Europe/Stockholm)');
    expect((await bot.say('show reminders')).summary).toBe('2 reminders and summaries are set up here');
  });

  it('hears then, and never again', async () => {
    expect(await bot.scanAt('2026-02-13T08:30:00.000Z')).toHaveLength(1);
    expect(await bot.scanAt('2026-02-13T09:05:00.000Z')).toHaveLength(1);
    expect(await bot.scanAt('2026-02-14T09:05:00.000Z')).toEqual([]);
    expect((await bot.say('show reminders')).summary).toBe('1 reminder or summary is set up here');
  });

  it('takes a stop back with a button', async () => {
    const stopped = await bot.say('stop reminding me about apim-prod');
    expect(await bot.scanAt('2026-02-15T12:00:00.000Z')).toEqual([]);
    // What was stopped has a button each: the reminder, and the message that came once.
    const ids = new Set([...stopped.json.matchAll(/"act":"restore","id":"([^"]+)"/g)].map(([, id]) => id));
    expect(ids.size).toBe(2);
    for (const id of ids) {
      const back = await bot.press({ ...button(stopped, 'Undo'), id });
      expect(back.summary).toBe('On again: 1 reminder');
    }
    expect(await bot.scanAt('2026-02-16T12:00:00.000Z')).toEqual([]);
    expect(await bot.scanAt('2026-03-01T12:00:00.000Z')).toHaveLength(1);
  });

  it('cannot bring back what was stopped elsewhere', async () => {
    const stopped = await bot.say('stop reminding me about apim-prod');
    const elsewhere = {
      from: { id: '29:bob', name: 'Bob' },
      conversation: { id: 'a:two', conversationType: 'personal' },
    };
    await bot.say('help', elsewhere);
    expect((await bot.press(button(stopped, 'Undo'), {}, elsewhere)).summary).toBe(
      'There is nothing like that set up here',
    );
  });
});
