import {
  latestMilestone,
  milestoneName,
  nextMilestone,
  sameMilestone,
} from '../../../src/reminders/rules/milestones.ts';
import { daysFrom } from './support.ts';

describe('latestMilestone', () => {
  it('names every milestone of a retirement on its day, and no other', () => {
    const found = daysFrom('2025-01-01', '2026-12-31')
      .map((today) => ({ today, latest: latestMilestone('2026-03-15', today) }))
      .flatMap(({ today, latest }) => (latest?.day === today ? [`${today} ${milestoneName(latest.milestone)}`] : []));

    expect(found).toEqual([
      '2025-09-16 before-180',
      '2025-12-15 before-90',
      '2026-01-14 before-60',
      '2026-02-13 before-30',
      '2026-03-01 before-14',
      '2026-03-08 before-7',
      '2026-03-12 before-3',
      '2026-03-14 before-1',
      '2026-03-15 day',
      '2026-03-22 week-1',
      '2026-03-29 week-2',
      '2026-04-05 week-3',
      '2026-04-12 week-4',
      '2026-04-19 week-5',
      '2026-04-26 week-6',
      '2026-05-03 week-7',
      '2026-05-10 week-8',
      '2026-06-15 month-3',
      '2026-07-15 month-4',
      '2026-08-15 month-5',
      '2026-09-15 month-6',
      '2026-10-15 month-7',
      '2026-11-15 month-8',
      '2026-12-15 month-9',
    ]);
  });

  it.each([
    ['2025-09-15', undefined],
    ['2026-02-20', 'before-30'],
    ['2026-03-21', 'day'],
    ['2026-06-14', 'week-8'],
    ['2026-11-22', 'month-8'],
    ['2028-03-14', 'month-23'],
  ] as const)('on %s the latest is %s', (today, name) => {
    const latest = latestMilestone('2026-03-15', today);
    expect(latest && milestoneName(latest.milestone)).toBe(name);
  });

  it('falls on the last day of a month that is too short', () => {
    expect(latestMilestone('2026-08-31', '2026-12-01')).toEqual({
      milestone: { kind: 'month', number: 3 },
      day: '2026-11-30' as const,
    });
    expect(latestMilestone('2026-08-31', '2027-02-28')).toEqual({
      milestone: { kind: 'month', number: 6 },
      day: '2027-02-28' as const,
    });
  });
});

describe('nextMilestone', () => {
  it.each([
    ['2025-01-01', '2025-09-16'],
    ['2026-02-13', '2026-03-01'],
    ['2026-03-14', '2026-03-15'],
    ['2026-03-15', '2026-03-22'],
    ['2026-05-10', '2026-06-15'],
    ['2026-11-28', '2026-12-15'],
    ['2028-02-29', '2028-03-15'],
  ] as const)('after %s is on %s', (today, day) => {
    expect(nextMilestone('2026-03-15', today)?.day).toBe(day);
  });
});

describe('a milestone', () => {
  it('is the same one however the database orders its parts', () => {
    const stored = JSON.parse('{"kind":"waiver-ended","until":"2026-03-01","requirement":"key-vault-identity"}');
    expect(
      sameMilestone(stored, { kind: 'waiver-ended', requirement: 'key-vault-identity', until: '2026-03-01' }),
    ).toBe(true);
  });

  it('differs from one of another kind with the same parts', () => {
    expect(sameMilestone({ kind: 'all-met', episode: 1 }, { kind: 'no-longer-ready', episode: 1 })).toBe(false);
    expect(sameMilestone({ kind: 'week', number: 3 }, { kind: 'month', number: 3 })).toBe(false);
  });
});
