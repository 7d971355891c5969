/** A delivery is answered once, for as long as Teams may deliver it again. */
import { createOnce } from '../../src/conversation/seen-deliveries.ts';

describe('createOnce', () => {
  it('knows a key again until its time is over', () => {
    let now = 0;
    const once = createOnce(() => now, { keep: 100, most: 10 });
    expect(once.first('a')).toBe(true);
    now = 99;
    expect(once.first('a')).toBe(false);
    now = 100;
    expect(once.first('a')).toBe(true);
  });

  it('forgets the oldest when it is full, and nothing else', () => {
    const once = createOnce(() => 0, { keep: 100, most: 2 });
    for (const key of ['a', 'b', 'c']) once.first(key);
    expect([once.first('b'), once.first('c')]).toEqual([false, false]);
    expect(once.first('a')).toBe(true);
  });

  it('does not forget another key because a known one comes again while it is full', () => {
    const once = createOnce(() => 0, { keep: 100, most: 2 });
    for (const key of ['a', 'b', 'b', 'b']) once.first(key);
    expect(once.first('a')).toBe(false);
  });
});
