import { readMonth } from '../../../../src/conversation/understanding/dates/read-month.ts';

const calendar = { today: '2026-11-22' as const, knownMonths: ['2026-03', '2027-03'] };

describe('readMonth', () => {
  it.each([
    ['march 2026', '2026-03'],
    ['2027-03', '2027-03'],
    ['3/2026', '2026-03'],
    ['2027', '2027-03'],
  ])('reads %s', (span, month) => {
    expect(readMonth(span, calendar)?.month).toBe(month);
  });

  it.each(['march 1926', 'march 2126', '1926-03', '3/2126', '1999', '2126'])('takes %s for no month', (span) => {
    expect(readMonth(span, calendar)).toBeUndefined();
  });
});
