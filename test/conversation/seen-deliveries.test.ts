/** A delivery is answered once, for as long as Teams may deliver it again. */
import { createSeenDeliveries } from '../../src/conversation/seen-deliveries.ts';

describe('what was answered', () => {
  it('knows a key again until its time is over', () => {
    let now = 0;
    const once = createSeenDeliveries(() => now, { keep: 100, most: 10 });
    expect(once.isFirst('a')).toBe(true);
    now = 99;
    expect(once.isFirst('a')).toBe(false);
    now = 101;
    expect(once.isFirst('a')).toBe(true);
  });

  it('forgets the oldest when it is full, and nothing else', () => {
    const once = createSeenDeliveries(() => 0, { keep: 100, most: 2 });
    for (const key of ['a', 'b', 'c']) once.isFirst(key);
    expect([once.isFirst('b'), once.isFirst('c')]).toEqual([false, false]);
    expect(once.isFirst('a')).toBe(true);
  });

  it('does not forget another key because a known one comes again while it is full', () => {
    const once = createSeenDeliveries(() => 0, { keep: 100, most: 2 });
    for (const key of ['a', 'b', 'b', 'b']) once.isFirst(key);
    expect(once.isFirst('a')).toBe(false);
  });
});
