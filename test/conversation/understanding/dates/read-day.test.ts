/** A day as people write it; 22 November 2026 is a Sunday. */
import { type Direction, readDay, weekdayOf } from '../../../../src/conversation/understanding/dates/read-day.ts';

const calendar = { today: '2026-11-22' as const, knownMonths: ['2026-03'], locale: 'en-GB' };

describe('readDay', () => {
  it.each<[string, Direction, string | undefined]>([
    ['today', 'past', '2026-11-22'],
    ['yesterday', 'past', '2026-11-21'],
    ['the day before yesterday', 'past', '2026-11-20'],
    ['tomorrow', 'future', '2026-11-23'],
    ['Monday', 'past', '2026-11-16'],
    ['Monday', 'future', '2026-11-23'],
    ['Sunday', 'past', '2026-11-15'],
    ['Sunday', 'future', '2026-11-29'],
    ['last Friday', 'future', '2026-11-20'],
    ['next Friday', 'past', '2026-11-27'],
    ['fri', 'future', '2026-11-27'],
    ['wednseday', 'past', '2026-11-18'],
    ['this week', 'past', '2026-11-16'],
    ['last week', 'past', '2026-11-15'],
    ['next week', 'future', '2026-11-23'],
    ['last month', 'past', '2026-10-22'],
    ['next month', 'future', '2026-12-01'],
    ['this year', 'past', '2026-01-01'],
    ['end of the month', 'future', '2026-11-30'],
    ['end of the year', 'future', '2026-12-31'],
    ['3 days ago', 'past', '2026-11-19'],
    ['two weeks ago', 'past', '2026-11-08'],
    ['the last 10 days', 'past', '2026-11-12'],
    ['in two weeks', 'future', '2026-12-06'],
    ['2 weeks', 'future', '2026-12-06'],
    ['a month', 'future', '2026-12-22'],
    ['2 weeks', 'past', undefined],
    ['1 November', 'past', '2026-11-01'],
    ['November 1st', 'past', '2026-11-01'],
    ['the 1st of December', 'past', '2025-12-01'],
    ['31 December', 'future', '2026-12-31'],
    ['1 January', 'future', '2027-01-01'],
    ['31 March 2027', 'future', '2027-03-31'],
    ['2026-11-16', 'past', '2026-11-16'],
    ['16.11.2026', 'past', '2026-11-16'],
    ['16/11/2026', 'past', '2026-11-16'],
    ['11/16/2026', 'past', '2026-11-16'],
    ['March', 'past', '2026-03-01'],
    ['March 2027', 'future', '2027-03-01'],
    ['end of March', 'future', '2027-03-31'],
    ['2026-02-30', 'past', undefined],
    ['31 February', 'past', undefined],
    ['the other day', 'past', undefined],
    ['9:00', 'future', undefined],
    ['monday 9:00', 'future', undefined],
  ])('%s, %s → %s', (span, direction, day) => {
    expect(readDay(span, calendar, direction)).toBe(day);
  });

  it('never takes a day from the end of a longer month beyond the shorter one', () => {
    expect(readDay('last month', { ...calendar, today: '2026-03-31' }, 'past')).toBe('2026-02-28');
  });
});

describe('weekdayOf', () => {
  it.each([
    ['monday', 1],
    ['mondays', 1],
    ['mon', 1],
    ['thur', 4],
    ['teusday', 2],
    ['sunday', 7],
    ['month', undefined],
    ['someday', undefined],
  ])('%s is %s', (word, day) => {
    expect(weekdayOf(word)).toBe(day);
  });
});
