import { quotaWindow, type RateLimit, tokenBucket } from '../../src/azure/rate-limit.ts';
import { createRequestQueue } from '../../src/azure/request-queue.ts';
import { createRecorder } from '../../src/azure/statistics.ts';
import type { Priority } from '../../src/model/priority.ts';
import { pauselessClock } from '../support/clock.ts';

/** Goes when it may: 0, or how long it would have to wait. */
function goes(rate: RateLimit, now: number): number {
  const wait = rate.wait(now);
  if (wait === 0) rate.take(now);
  return wait;
}

describe('tokenBucket', () => {
  it('lets a full bucket go at once and then one for each refill', () => {
    const bucket = tokenBucket(3, 25);
    expect([goes(bucket, 0), goes(bucket, 0), goes(bucket, 0)]).toEqual([0, 0, 0]);
    bucket.done(0);
    expect(goes(bucket, 0)).toBe(40);
    expect([goes(bucket, 40), goes(bucket, 40)]).toEqual([0, 40]);
  });

  it('refills only from the first answer on: Azure counts from when the first request arrived there', () => {
    const bucket = tokenBucket(2, 25);
    expect([goes(bucket, 0), goes(bucket, 0), goes(bucket, 100)]).toEqual([0, 0, Number.POSITIVE_INFINITY]);
    bucket.done(110);
    bucket.done(115);
    expect(goes(bucket, 140)).toBeGreaterThan(0);
    expect([goes(bucket, 160), goes(bucket, 160)]).toEqual([0, 30]);
  });

  it('never holds more than its capacity', () => {
    const bucket = tokenBucket(2, 25);
    expect([goes(bucket, 60_000), goes(bucket, 60_000), goes(bucket, 60_000)]).toEqual([
      0,
      0,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('believes Azure when it tells of fewer, and not when it tells of more', () => {
    const bucket = tokenBucket(3, 25);
    bucket.learn(0, { remaining: 11_999 });
    bucket.learn(0, { remaining: 1 });
    expect([goes(bucket, 0), goes(bucket, 0)]).toEqual([0, 40]);
  });

  it('lets nobody go while it is held', () => {
    const bucket = tokenBucket(3, 25);
    bucket.hold(1_000);
    expect([goes(bucket, 400), goes(bucket, 1_000)]).toEqual([600, 0]);
  });
});

describe('quotaWindow', () => {
  it('lets so many go in a window and the next when it ends', () => {
    const quota = quotaWindow(2, 5_000);
    expect([goes(quota, 0), goes(quota, 100), goes(quota, 200)]).toEqual([0, 0, 4_800]);
    quota.done(50);
    quota.done(50);
    expect([goes(quota, 5_000), goes(quota, 5_000), goes(quota, 5_000)]).toEqual([0, 0, 5_000]);
  });

  it('waits for the reset that Azure names, before the last one is used up by those on their way', () => {
    const quota = quotaWindow(15, 5_000);
    expect([goes(quota, 0), goes(quota, 0)]).toEqual([0, 0]);
    quota.learn(50, { remaining: 1, resetsAfterMs: 3_000 });
    quota.done(50);
    expect(goes(quota, 50)).toBe(3_000);
  });

  it('uses a larger quota once Azure shows it', () => {
    const quota = quotaWindow(1, 5_000);
    goes(quota, 0);
    quota.learn(10, { remaining: 3, resetsAfterMs: 4_000 });
    quota.done(50);
    expect([goes(quota, 20), goes(quota, 20), goes(quota, 20), goes(quota, 20)]).toEqual([0, 0, 0, 3_990]);
  });

  it('tells what was used lately, which a new window does not change', () => {
    const quota = quotaWindow(4, 5_000);
    for (const at of [0, 4_000, 4_500]) goes(quota, at);
    expect([quota.used(4_900), quota.usedLately(4_900)]).toEqual([0.75, 0.75]);
    expect([quota.used(5_100), quota.usedLately(5_100)]).toEqual([0, 0.5]);
    expect(quota.usedLately(9_600)).toBe(0);
  });
});

describe('createRequestQueue', () => {
  it('runs no more than its width at once, in order of arrival', async () => {
    const queue = createRequestQueue({ width: 2, clock: pauselessClock() });
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
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => queue.run(task(name))));
    expect([events, most]).toEqual([['a', 'b', 'c', 'd', 'e'], 2]);
  });

  it('keeps the rate', async () => {
    const clock = pauselessClock();
    const queue = createRequestQueue({ width: 1, clock, rate: tokenBucket(10, 25) });
    const times = await Promise.all(Array.from({ length: 20 }, () => queue.run(async () => clock.now())));
    expect([times[9], times[10], times[19]]).toEqual([0, 40, 400]);
  });

  it('lets the more urgent go first, also one that has become it while it waited', async () => {
    const queue = createRequestQueue({ width: 1, clock: pauselessClock() });
    const went: string[] = [];
    const run = (name: string, priority: () => Priority) =>
      queue.run(
        async () => {
          went.push(name);
        },
        { priority },
      );
    let joined = false;
    const all = [
      run('first', () => 'background'),
      run('scan', () => 'background'),
      run('fleet', () => 'fleet'),
      run('question', () => 'question'),
      run('scan that somebody asks for', () => (joined ? 'question' : 'background')),
    ];
    joined = true;
    await Promise.all(all);
    expect(went).toEqual(['first', 'question', 'scan that somebody asks for', 'fleet', 'scan']);
  });

  it('keeps a further rate for what nobody waits for, and lets people pass it', async () => {
    const clock = pauselessClock();
    const background = tokenBucket(2, 1);
    const queue = createRequestQueue({ width: 1, clock, rate: tokenBucket(10, 25), background });
    const went: string[] = [];
    const run = (name: string, priority: Priority) =>
      queue.run(async () => void went.push(`${name} ${clock.now()}`), { priority: () => priority });
    await Promise.all([
      run('a', 'background'),
      run('b', 'background'),
      run('c', 'background'),
      run('person', 'question'),
    ]);
    expect(went).toEqual(['a 0', 'person 0', 'b 0', 'c 1000']);
  });

  it('gives the place back when a task fails', async () => {
    const queue = createRequestQueue({ width: 1, clock: pauselessClock() });
    await expect(queue.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await queue.run(async () => 'next')).toBe('next');
  });

  it('lets one that waits go away, and the others keep their turn', async () => {
    const queue = createRequestQueue({ width: 1, clock: pauselessClock() });
    const abort = new AbortController();
    let finish = () => {};
    const first = queue.run(() => new Promise<void>((resolve) => (finish = resolve)));
    const second = queue.run(async () => 'second', { signal: abort.signal });
    const third = queue.run(async () => 'third');
    abort.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    finish();
    await first;
    expect(await third).toBe('third');
  });
});

describe('createRecorder', () => {
  it('finds the longest chain of requests that had to wait for another', () => {
    const { begin, statistics } = createRecorder({ now: () => 0 });
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
