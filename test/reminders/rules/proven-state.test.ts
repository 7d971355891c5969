import type { Instant } from '../../../src/model/days.ts';
import { nextProvenState } from '../../../src/reminders/rules/proven-state.ts';
import { instance, snapshot, standingAfter } from './support.ts';

const prod = instance('apim-prod');
const at = (day: `${number}`): Instant => `2026-01-${day}T09:00:00.000Z`;

describe('a standing', () => {
  it('starts without history', () => {
    expect(standingAfter(prod, [at('01'), 'outage'])).toMatchObject({ state: 'unmet', episode: 0, since: at('01') });
    expect(standingAfter(prod, [at('01'), 'ready'])).toMatchObject({ state: 'met', episode: 0, unmet: [] });
    expect(standingAfter(prod, [at('01'), 'unseen'])).toMatchObject({ state: 'open', episode: 0, unmet: [] });
  });

  it('counts every change, and remembers since when', () => {
    const changed = standingAfter(
      prod,
      [at('01'), 'ready'],
      [at('02'), 'outage'],
      [at('03'), 'two'],
      [at('04'), 'ready'],
    );
    expect(changed).toMatchObject({ state: 'met', episode: 2, since: at('04') });
  });

  it('does not take a first proof for a change', () => {
    expect(standingAfter(prod, [at('01'), 'unseen'], [at('02'), 'outage'])).toMatchObject({
      state: 'unmet',
      episode: 0,
    });
  });

  it('keeps an unmet requirement that cannot be seen any more', () => {
    const kept = standingAfter(prod, [at('01'), 'outage'], [at('02'), 'unseen']);
    expect(kept).toMatchObject({ state: 'unmet', episode: 0, since: at('01') });
    expect(kept.unmet).toEqual([
      { requirement: 'gateway-dependencies', impact: 'outage', reasons: ['G-RELIES'], seen: false },
    ]);
  });

  it('takes nothing for fixed that cannot be seen', () => {
    expect(standingAfter(prod, [at('01'), 'ready'], [at('02'), 'unseen'])).toMatchObject({ state: 'met', episode: 0 });
  });

  it('takes no older snapshot', () => {
    const newer = standingAfter(prod, [at('02'), 'ready']);
    expect(nextProvenState(newer, snapshot(prod, 'outage', at('01')))).toBe(newer);
  });
});
