import { realClock } from '../../src/app/real-clock.ts';
import type { Reply } from '../../src/conversation/ports/channel-port.ts';
import type { Outgoing } from '../../src/model/channel.ts';
import { createInsertedAnswers, insertedCard } from '../../src/teams/inserted-card.ts';
import { settle } from '../support/clock.ts';

const said = (text: string): Outgoing => ({ text, summary: text });

/** Answers that never wait, with a hand on what is under way. */
function answers({ keep = 1_000, most = 10 } = {}) {
  let time = 0;
  const end = Promise.withResolvers<void>();
  const runs: string[] = [];
  const inserted = createInsertedAnswers({ ...realClock(), now: () => time }, (work) => void work, {
    wait: 5,
    keep,
    most,
  });
  const ask = (key: string, until: Promise<void> = end.promise) =>
    inserted.answer(key, async (reply: Reply) => {
      runs.push(key);
      const handle = await reply.send(said('checking'));
      await until;
      await reply.update(handle, said(`answer ${runs.length}`));
    });
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  return { ask, runs, end, pass };
}

describe('an inserted card', () => {
  it('marks its buttons, and has none that sets up a reminder where the bot is not', () => {
    const button = (kind: string) => ({ type: 'Action.Execute', data: { kind } });
    expect(insertedCard({ type: 'AdaptiveCard', actions: [button('check'), button('remind-form')] })).toEqual({
      type: 'AdaptiveCard',
      actions: [{ type: 'Action.Execute', data: { kind: 'check', inserted: true } }],
    });
  });
});

describe('an answer for an inserted card', () => {
  it('is the last message, not the first', async () => {
    const { ask } = answers();
    expect(await ask('k', Promise.resolve())).toEqual({ kind: 'finished', message: said('answer 1') });
  });

  it('is given to everybody who asks while it is under way', async () => {
    const { ask, runs, end } = answers();
    const both = [ask('k'), ask('k')];
    end.resolve();
    expect(await Promise.all(both)).toEqual([
      { kind: 'finished', message: said('answer 1') },
      { kind: 'finished', message: said('answer 1') },
    ]);
    expect(runs).toEqual(['k']);
  });

  it('is kept for whoever came too early, once', async () => {
    const { ask, runs, end } = answers();
    expect(await ask('k')).toEqual({ kind: 'late' });
    end.resolve();
    await settle(5);
    expect(await ask('k')).toMatchObject({ message: said('answer 1') });
    expect(await ask('k')).toMatchObject({ message: said('answer 2') });
    expect(runs).toHaveLength(2);
  });

  it('is asked anew by whoever comes back too late', async () => {
    const { ask, end, pass } = answers();
    expect(await ask('k')).toEqual({ kind: 'late' });
    end.resolve();
    await settle(5);
    pass(1_001);
    expect(await ask('k')).toMatchObject({ message: said('answer 2') });
  });

  it('is forgotten when too many others are', async () => {
    const { ask, runs, end } = answers({ most: 1 });
    await ask('a');
    await ask('b');
    end.resolve();
    await settle(5);
    await ask('a');
    expect(runs).toEqual(['a', 'b', 'a']);
  });

  it('that fails is told to whoever waits, and asked anew by the next', async () => {
    const { ask, runs } = answers();
    await expect(ask('k', Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await settle(5);
    expect(await ask('k', Promise.resolve())).toMatchObject({ message: said('answer 2') });
    expect(runs).toHaveLength(2);
  });
});
