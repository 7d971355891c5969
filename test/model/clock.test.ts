import { realClock } from '../../src/app/real-clock.ts';
import { abortAfter, within } from '../../src/model/clock.ts';
import { handClock } from '../support/clock.ts';

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

  it('lets the alternative fail after the work was given without anybody to hear of it', async () => {
    const limited = Promise.withResolvers<void>();
    const clock = { limit: () => limited.promise };
    expect(await within(clock, 1_000, Promise.resolve('done'), () => 'late')).toBe('done');
    limited.reject(new Error('much later'));
    await new Promise(setImmediate);
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

describe('a limit that calls the work off', () => {
  /** Work that ends only when it is called off, and says why then. */
  const endless = (signal: AbortSignal) =>
    new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

  it('lets work end in time, and calls nothing off', async () => {
    const clock = handClock();
    let given: AbortSignal | undefined;
    const work = async (signal: AbortSignal) => {
      given = signal;
      return 'done';
    };
    expect(await abortAfter(clock, 1_000, work, () => 'late')).toBe('done');
    await clock.pass(2_000);
    expect(given?.aborted).toBe(false);
  });

  it('aborts once the time is up, and gives something else', async () => {
    const clock = handClock();
    const calledOff: unknown[] = [];
    const work = (signal: AbortSignal) => endless(signal).catch((reason: unknown) => calledOff.push(reason));
    const waiting = abortAfter(clock, 1_000, work, () => 'late');
    await clock.pass(999);
    expect(calledOff).toEqual([]);
    await clock.pass(1);
    expect([await waiting, calledOff.length]).toEqual(['late', 1]);
  });

  it('is called off by whoever asked for the work, before its time', async () => {
    const caller = new AbortController();
    const waiting = abortAfter(handClock(), 1_000, endless, () => 'late', caller.signal);
    caller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
  });
});

describe('the real clock', () => {
  it('wakes who sleeps when the time has come, or at once when called off', async () => {
    const clock = realClock();
    await clock.sleep(1);
    const caller = new AbortController();
    const sleeping = clock.sleep(1_000_000, caller.signal);
    caller.abort();
    await sleeping;
    await clock.sleep(1_000_000, caller.signal);
    await clock.limit(1_000_000, caller.signal);
  });
});
