import type { Item } from '../../src/model/finding.ts';
import { improved, isWorse, weight, worsened } from '../../src/readiness/compare.ts';
import { finding, item } from '../support/report.ts';

const findings = (...items: readonly Item[]) => ({ findings: [finding('a', ...items)] });
const outage = item('fail');
const unsupported = item('fail', { impact: 'unsupported' });
const unknown = item('unknown');
const warn = item('warn');
const pass = item('pass');
const none = item('not-applicable');

describe('how bad an item is', () => {
  it('goes from an outage over what cannot be seen, is unsupported and is warned of to what is met', () => {
    const weights = [outage, unknown, unsupported, warn, pass].map(weight);

    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
    expect(new Set(weights).size).toBe(5);
  });

  it('is the same for what is met and what does not apply', () => {
    expect(weight(none)).toBe(weight(pass));
  });

  it('is the same for what only follows from another finding, whether that fails or is not known', () => {
    const follows = (status: 'fail' | 'unknown') => weight(item(status, { reason: 'DEPENDENCIES_UNPROVEN' }));

    expect([follows('fail'), follows('unknown')]).toEqual([weight(unsupported), weight(unsupported)]);
  });
});

describe('what a change makes of one item', () => {
  const states = { outage, unknown, unsupported, warn, pass, none };
  const order = ['outage', 'unknown', 'unsupported', 'warn', 'pass', 'none'] as const;
  const rank = { outage: 0, unknown: 1, unsupported: 2, warn: 3, pass: 4, none: 4 };

  it.each(order.flatMap((before) => order.map((after) => [before, after] as const)))('%s, then %s', (before, after) => {
    const [old, now] = [findings(states[before]), findings(states[after])];
    const wasBad = rank[before] < 4;

    expect(improved(old, now)).toHaveLength(wasBad && rank[after] > rank[before] ? 1 : 0);
    expect(isWorse(old, now)).toBe(before !== 'none' && rank[after] < rank[before]);
  });

  it('is better where the item is gone, if it was bad', () => {
    expect(improved(findings(outage), findings())).toHaveLength(1);
    expect(improved(findings(pass), findings())).toEqual([]);
  });
});

describe('what a change makes worse', () => {
  const other = (status: Item['status']) => item(status, { subject: '/subscriptions/s/providers/A.B/c/other' });

  it.each([
    ['nothing in a requirement that was not judged before', { findings: [] }, findings(outage), 0],
    ['a new item that is worse than all before', findings(warn), findings(warn, other('fail')), 1],
    ['a new item in a requirement that was met', findings(pass), findings(pass, other('warn')), 1],
    ['no new item that is as bad as the worst before', findings(outage), findings(outage, other('fail')), 0],
    [
      'no new item that is less bad than the worst of several before',
      findings(outage, pass),
      findings(outage, pass, other('unknown')),
      0,
    ],
    ['one item, though another becomes better', findings(outage, other('pass')), findings(pass, other('unknown')), 1],
    [
      'no item whose id is written otherwise',
      findings(warn),
      findings({ ...warn, subject: warn.subject.toUpperCase() }),
      0,
    ],
    ['the worst of several in one place alone counts', findings(warn, outage), findings(unknown), 0],
    ['the worst of several in one place alone counts, in either order', findings(outage, warn), findings(unknown), 0],
    ['an item in another row than before', findings({ ...warn, row: 1 }), findings({ ...unknown, row: 2 }), 1],
    [
      'no item whose row alone was as bad before',
      findings(warn, { ...unknown, row: 2 }),
      findings(warn, { ...unknown, row: 2 }),
      0,
    ],
    [
      'an item in another location than before',
      findings({ ...warn, location: 'a' }),
      findings({ ...unknown, location: 'b' }),
      1,
    ],
  ])('is %s', (_, before, after, expected) => {
    expect(worsened(before, after)).toHaveLength(expected);
  });
});
