import { dateFormat, knownLocale, knownZone, numberFormat } from '../../src/model/formats.ts';

describe('a format', () => {
  it('is made once for each language and each way to write', () => {
    expect(numberFormat('de-DE', {})).toBe(numberFormat('de-DE', {}));
    expect(numberFormat('de-DE', {})).not.toBe(numberFormat('fr-FR', {}));
    expect(dateFormat('en', { month: 'long' })).not.toBe(dateFormat('en', { month: 'short' }));
  });

  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Nowhere/None', 'UTC'],
  ])('of the time zone %s is by %s', (zone, expected) => {
    expect(knownZone(zone)).toBe(expected);
    expect(knownZone(zone)).toBe(expected);
  });

  it.each([
    ['de-DE', 'de-DE'],
    ['x', ''],
    ['tlh', ''],
  ])('of the language %s is by "%s"', (tag, expected) => {
    expect(knownLocale(tag)).toBe(expected);
  });
});
