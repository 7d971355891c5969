import type { Clock } from '../../src/azure/clock.ts';
import { createLane } from '../../src/azure/lane.ts';
import { quotaWindow, tokenBucket } from '../../src/azure/pacing.ts';
import { createRecorder } from '../../src/azure/statistics.ts';

/** A clock that jumps to the end of every sleep. */
function jumping(): Clock {
  let time = 0;
  return {
    now: () => time,
    date: () => new Date(time),
    random: () => 0,
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
  };
}

describe('tokenBucket', () => {
  it('lets a full bucket go at once and then one for each refill', () => {
    const bucket = tokenBucket(3, 25);
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 0]);
    expect(bucket.take(0)).toBe(40);
    expect([bucket.take(40), bucket.take(40)]).toEqual([0, 40]);
  });

  it('never holds more than its capacity', () => {
    const bucket = tokenBucket(2, 25);
    expect([bucket.take(60_000), bucket.take(60_000), bucket.take(60_000)]).toEqual([0, 0, 40]);
  });

  it('believes Azure when it tells of fewer, and not when it tells of more', () => {
    const bucket = tokenBucket(3, 25);
    bucket.learn(0, { remaining: 11_999 });
    bucket.learn(0, { remaining: 1 });
    expect([bucket.take(0), bucket.take(0)]).toEqual([0, 40]);
  });

  it('lets nobody go while it is held', () => {
    const bucket = tokenBucket(3, 25);
    bucket.hold(1_000);
    expect([bucket.take(400), bucket.take(1_000)]).toEqual([600, 0]);
  });
});

describe('quotaWindow', () => {
  it('lets so many go in a window and the next when it ends', () => {
    const quota = quotaWindow(2, 5_000);
    expect([quota.take(0), quota.take(100), quota.take(200)]).toEqual([0, 0, 4_800]);
    quota.done();
    quota.done();
    expect([quota.take(5_000), quota.take(5_000), quota.take(5_000)]).toEqual([0, 0, 5_000]);
  });

  it('waits for the reset that Azure names, before the last one is used up by those on their way', () => {
    const quota = quotaWindow(15, 5_000);
    expect([quota.take(0), quota.take(0)]).toEqual([0, 0]);
    quota.learn(50, { remaining: 1, resetsAfterMs: 3_000 });
    quota.done();
    expect(quota.take(50)).toBe(3_000);
  });

  it('uses a larger quota once Azure shows it', () => {
    const quota = quotaWindow(1, 5_000);
    quota.take(0);
    quota.learn(10, { remaining: 3, resetsAfterMs: 4_000 });
    quota.done();
    expect([quota.take(20), quota.take(20), quota.take(20), quota.take(20)]).toEqual([0, 0, 0, 3_990]);
  });
});

describe('createLane', () => {
  it('runs no more than its width at once, in order of arrival', async () => {
    const lane = createLane(2, jumping());
    const events: string[] = [];
    let running = 0;
    let most = 0;
    const task = (name: string) => async () => {
      events.push(name);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => lane.run(task(name))));
    expect([events, most]).toEqual([['a', 'b', 'c', 'd', 'e'], 2]);
  });

  it('keeps the pace', async () => {
    const clock = jumping();
    const lane = createLane(1, clock, tokenBucket(10, 25));
    const times = await Promise.all(Array.from({ length: 20 }, () => lane.run(async () => clock.now())));
    expect([times[9], times[10], times[19]]).toEqual([0, 40, 400]);
  });

  it('gives the place back when a task fails', async () => {
    const lane = createLane(1, jumping());
    await expect(lane.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await lane.run(async () => 'next')).toBe('next');
  });

  it('lets one that waits go away, and the others keep their turn', async () => {
    const lane = createLane(1, jumping());
    const abort = new AbortController();
    let finish = () => {};
    const first = lane.run(() => new Promise<void>((resolve) => (finish = resolve)));
    const second = lane.run(async () => 'second', abort.signal);
    const third = lane.run(async () => 'third');
    abort.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    finish();
    await first;
    expect(await third).toBe('third');
  });
});

describe('createRecorder', () => {
  it('finds the longest chain of requests that had to wait for another', () => {
    const { begin, statistics } = createRecorder(() => 0);
    const [a, b] = [begin('arm', '/a'), begin('graph', 'resources')];
    a(200);
    const c = begin('arm', '/c');
    b(200);
    const d = begin('arm', '/d');
    c(429);
    d(undefined);
    begin('arm', '/e')(200);
    expect(statistics).toEqual({
      armRequests: 4,
      graphRequests: 1,
      throttled: 1,
      failed: 2,
      sequentialRoundTrips: 3,
    });
  });
});
