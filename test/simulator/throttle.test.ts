import { createQueryQuota, createReadBuckets } from '../../src/simulator/throttle.ts';

describe('createQueryQuota', () => {
  it('admits 15 queries in five seconds and says when the next window begins', () => {
    let now = 1000;
    const admit = createQueryQuota(() => now);

    const first = Array.from({ length: 15 }, () => admit());
    now += 1500;

    expect(first.every(({ admitted }) => admitted)).toBe(true);
    expect(first.at(-1)?.remaining).toBe(0);
    expect(admit()).toEqual({ admitted: false, remaining: 0, retryAfter: 4 });
    now += 3500;
    expect(admit()).toMatchObject({ admitted: true, remaining: 14 });
  });
});

describe('createReadBuckets', () => {
  it('admits 250 reads at once and 25 more each second, for each subscription', () => {
    let now = 0;
    const admit = createReadBuckets(() => now);
    const admitted = (count: number, subscription: string) =>
      Array.from({ length: count }, () => admit(subscription)).filter((admission) => admission.admitted).length;

    expect(admitted(300, 'a')).toBe(250);
    expect(admitted(10, 'b')).toBe(10);
    expect(admit('a')).toMatchObject({ admitted: false, retryAfter: 1 });
    now += 2000;
    expect(admitted(100, 'a')).toBe(50);
  });
});
