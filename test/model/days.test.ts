import {
  addDays,
  addMonths,
  dayAt,
  dayInWords,
  daysBetween,
  instantAt,
  instantInWords,
  isDay,
  isInstant,
  later,
  millisecondsUntil,
  monthInWords,
  since,
  utcDay,
  withdrawal,
} from '../../src/model/days.ts';
import { render, say } from '../../src/model/text.ts';

const EFFECTIVE = '2026-03-15';

describe('since', () => {
  it.each([
    ['2026-02-03', 'will stop on 15 March 2026 (in 40 days)'],
    ['2026-03-13', 'will stop on 15 March 2026 (in 2 days)'],
    ['2026-03-14', 'will stop on 15 March 2026 (in 1 day)'],
    ['2026-03-15', 'stopped on 15 March 2026 (today)'],
    ['2026-03-16', 'stopped on 15 March 2026 (1 day ago)'],
    ['2026-11-22', 'stopped on 15 March 2026 (252 days ago)'],
  ] as const)('on %s says "%s"', (today, sentence) => {
    expect(render(since(EFFECTIVE, today))).toBe(sentence);
  });

  it('keeps the day in ISO form for a translator', () => {
    expect(since(EFFECTIVE, '2026-02-03').values.date).toMatchObject({ values: { date: { calendar: '2026-03-15' } } });
  });
});

describe('daysBetween', () => {
  it.each([
    ['2026-02-28', '2026-03-01', 1],
    ['2024-02-28', '2024-03-01', 2],
    ['2026-03-28', '2026-03-30', 2],
    ['2026-12-31', '2026-01-01', -364],
  ] as const)('from %s to %s is %i, also over month ends and clock changes', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });
});

describe('dayInWords', () => {
  it.each([
    ['2025-12-01', '1 December 2025'],
    ['2027-01-31', '31 January 2027'],
    ['soon', 'soon'],
  ])('renders %s as %s', (date, words) => {
    expect(render(dayInWords(date))).toBe(words);
  });
});

describe('isDay', () => {
  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '2026-03-15T00:00:00Z', '+012026-01-01', '', 'today'])(
    'refuses "%s"',
    (text) => {
      expect(isDay(text)).toBe(false);
    },
  );

  it('takes a leap day', () => {
    expect(isDay('2024-02-29')).toBe(true);
  });
});

describe('isInstant', () => {
  it.each(['2026-03-15T09:05:00Z', '2026-03-15T09:05:00.250Z'])('takes %s', (text) => {
    expect(isInstant(text)).toBe(true);
  });

  it.each([
    '2026-03-15',
    '2026-02-30T09:05:00Z',
    '2026-03-15T29:05:00Z',
    '2026-03-15T09:05:00+01:00',
    '2026-03-15 09:05:00Z',
    '2026-03-15T09:05:00Z\nZ',
    '',
  ])('refuses "%s"', (text) => {
    expect(isInstant(text)).toBe(false);
  });
});

describe('utcDay', () => {
  it.each([
    ['2026-11-28T23:59:59.999+01:00', '2026-11-28'],
    ['2026-11-28T00:30:00+01:00', '2026-11-27'],
    ['2026-11', '2026-11-01'],
    ['+012026-01-01T00:00:00Z', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('of %s is %s', (instant, day) => {
    expect(utcDay(instant)).toBe(day);
  });
});

describe('withdrawal', () => {
  it.each([
    ['2026-02-03', 'Microsoft withdraws it on 15 March 2026 (in 40 days)'],
    ['2026-03-14', 'Microsoft withdraws it on 15 March 2026 (in 1 day)'],
    ['2026-03-15', 'Microsoft withdraws it today, 15 March 2026'],
    ['2026-03-16', 'Microsoft withdrew it on 15 March 2026 (1 day ago)'],
    ['2026-03-17', 'Microsoft withdrew it on 15 March 2026 (2 days ago)'],
  ] as const)('on %s says "%s"', (today, sentence) => {
    expect(render(withdrawal(say('it'), EFFECTIVE, today))).toBe(sentence);
  });
});

describe('a day after another', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-15', 0, '2026-03-15'],
  ] as const)('%s and %i days is %s', (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-03-30', 1, '2026-04-30'],
  ] as const)('%s and %i months is %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });
});

describe('an instant of our own', () => {
  it('is a day and a time by UTC, and nothing else', () => {
    expect(instantAt('2026-11-28T00:30:00+01:00')).toBe('2026-11-27T23:30:00.000Z');
    expect(dayAt(0)).toBe('1970-01-01');
    expect(() => dayAt('soon')).toThrow(RangeError);
    expect(() => instantAt('soon')).toThrow('No instant: soon');
  });

  it.each([
    ['2026-03-15T09:05:59Z', '15 March 2026 at 09:05 UTC'],
    ['2026-03-15T00:30:00+01:00', '14 March 2026 at 23:30 UTC'],
    ['soon', 'soon'],
  ])('%s in words is "%s"', (instant, expected) => {
    expect(render(instantInWords(instant))).toBe(expected);
  });

  it.each([
    ['2026-03', 'March 2026'],
    ['soon', 'soon'],
  ])('%s as a month in words is "%s"', (month, expected) => {
    expect(render(monthInWords(month))).toBe(expected);
  });
});

describe('instants', () => {
  it('come later by milliseconds, and are so far apart', () => {
    expect(later('2026-11-28T23:59:59.500Z', 600)).toBe('2026-11-29T00:00:00.100Z');
    expect(millisecondsUntil('2026-11-29T00:00:00.100Z', '2026-11-28T23:59:59.500Z')).toBe(600);
    expect(millisecondsUntil('2026-11-28T23:59:59.500Z', '2026-11-29T00:00:00.100Z')).toBe(-600);
  });
});
