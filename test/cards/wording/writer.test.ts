import { writerFor } from '../../../cards/wording/writer.ts';
import { monthInWords } from '../../../src/model/days.ts';
import { render, say } from '../../../src/model/text.ts';

describe('an instant', () => {
  it.each([
    ['en-GB', 'UTC', '22 November 2026 at 10:03 UTC'],
    ['en-GB', 'Europe/Stockholm', '22 November 2026 at 11:03 CET'],
    ['en-US', 'America/New_York', '22 November 2026 at 5:03 AM EST'],
    ['en-GB', 'Pacific/Kiritimati', '23 November 2026 at 00:03 GMT+14'],
    ['fi', 'UTC', '22 November 2026 at 10:03 UTC'],
  ])('is written for %s in %s', (locale, timeZone, expected) => {
    const written = writerFor({ locale, timeZone }).instant('2026-11-22T10:03:00Z');

    expect(written.replace(/\s/g, ' ')).toBe(expected);
  });

  it.each([
    ['a locale that is none', { locale: 'not a locale', timeZone: 'UTC' }],
    ['a zone that is none', { locale: 'en-US', timeZone: 'Mars/Olympus' }],
    ['nothing at all', { locale: '', timeZone: '' }],
  ])('is written in UTC for %s', (_, view) => {
    expect(writerFor(view).instant('2026-11-22T10:03:00Z')).toMatch(/^22 November 2026 at 10:03.* UTC$/);
  });

  it('stays as it is when it is none', () => {
    expect(writerFor({ locale: 'en', timeZone: 'UTC' }).instant('soon')).toBe('soon');
  });
});

describe('a sentence', () => {
  const writer = writerFor({ locale: 'en', timeZone: 'UTC' });
  const sentence = say('{name} is fine', { name: 'a\n*b*' });

  it('is one line of plain text', () => {
    expect(writer.plain(sentence)).toBe('a *b* is fine');
  });

  it('is escaped for a text block', () => {
    expect(writer.markdown(sentence)).toBe('a \\*b\\* is fine');
  });
});

describe('monthInWords', () => {
  it.each([
    ['2026-03', 'March 2026'],
    ['2027-12', 'December 2027'],
    ['2026-13', '2026-13'],
    ['someday', 'someday'],
  ])('of %s is %s', (month, expected) => {
    expect(render(monthInWords(month))).toBe(expected);
  });
});
