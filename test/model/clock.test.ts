import { within } from '../../src/model/clock.ts';
import { handClock } from '../support/conversation.ts';

const never = new Promise<string>(() => {});

describe('a limit on waiting', () => {
  it('gives what the work gives in time, and wakes nobody later', async () => {
    const clock = handClock();
    let late = 0;
    const answer = await within(clock, 1_000, Promise.resolve('done'), () => (late += 1));
    await clock.pass(2_000);
    expect([answer, late]).toEqual(['done', 0]);
  });

  it('rejects with what the work rejects with', async () => {
    const failed = Promise.reject(new Error('no'));
    await expect(within(handClock(), 1_000, failed, () => 'late')).rejects.toThrow('no');
  });

  it('gives something else once the time is up, and not before', async () => {
    const clock = handClock();
    let answer = 'nothing yet';
    const waiting = within(clock, 1_000, never, () => 'late').then((given) => {
      answer = given;
    });
    await clock.pass(999);
    expect(answer).toBe('nothing yet');
    await clock.pass(1);
    await waiting;
    expect(answer).toBe('late');
  });

  it('rejects with what the alternative throws', async () => {
    const clock = handClock();
    const waiting = within(clock, 1_000, never, () => {
      throw new Error('too late');
    });
    const refused = expect(waiting).rejects.toThrow('too late');
    await clock.pass(1_000);
    await refused;
  });

  it('lets work fail after its time without anybody to hear of it', async () => {
    const clock = handClock();
    const work = Promise.withResolvers<string>();
    const waiting = within(clock, 1_000, work.promise, () => 'late');
    await clock.pass(1_000);
    work.reject(new Error('much later'));
    expect(await waiting).toBe('late');
  });
});
