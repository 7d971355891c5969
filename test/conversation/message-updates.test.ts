/** One message, updated in place: calmly with news, at once with the end. */

import { createMessageUpdates } from '../../src/conversation/message-updates.ts';
import { handClock, settle } from '../support/clock.ts';

function updates(show?: (content: string) => Promise<void>) {
  const clock = handClock();
  const shown: string[] = [];
  const remember = async (content: string) => {
    await show?.(content);
    shown.push(content);
  };
  return { clock, shown, ...createMessageUpdates(remember, clock) };
}

describe('a message that is updated', () => {
  it('shows the newest news once a second', async () => {
    const { clock, shown, offer } = updates();
    for (const news of ['10', '20', '30']) offer(news);
    await clock.pass(999);
    expect(shown).toEqual([]);
    await clock.pass(1);
    expect(shown).toEqual(['30']);
    offer('40');
    await clock.pass(500);
    offer('50');
    await clock.pass(500);
    expect(shown).toEqual(['30', '50']);
  });

  it('shows the end at once, and no news after it', async () => {
    const { clock, shown, offer, finish } = updates();
    offer('10');
    await finish('end');
    offer('20');
    await clock.pass(5_000);
    expect(shown).toEqual(['end']);
  });

  it('shows the end after news that is on its way, never under it', async () => {
    const slow = Promise.withResolvers<void>();
    const { clock, shown, offer, finish } = updates((content) => (content === '10' ? slow.promise : Promise.resolve()));
    offer('10');
    await clock.pass(1_000);
    const end = finish('end');
    await settle();
    expect(shown).toEqual([]);
    slow.resolve();
    await end;
    expect(shown).toEqual(['10', 'end']);
  });

  it('drops news that cannot be shown, and goes on', async () => {
    const { clock, shown, offer, finish } = updates(async (content) => {
      if (content === '10') throw new Error('busy');
    });
    offer('10');
    await clock.pass(1_000);
    offer('20');
    await clock.pass(1_000);
    await finish('end');
    expect(shown).toEqual(['20', 'end']);
  });

  it('says so when the end cannot be shown', async () => {
    const { finish } = updates(() => Promise.reject(new Error('gone')));
    await expect(finish('end')).rejects.toThrow('gone');
  });
});
