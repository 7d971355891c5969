import { ACTIVITY_BUDGET, sizeOf } from '../../cards/parts/card-size.ts';
import { completeLanguages } from '../../src/languages/languages.ts';
import { reportText } from '../../src/terminal/report-text.ts';
import { activityOf, parserComplaints } from '../support/card-parser.ts';
import { assessment, oneOfEach, titles } from '../support/report.ts';
import { sampleCards, sampleCardsFor } from '../support/sample-cards.ts';

describe.each(completeLanguages)('in %s', (locale) => {
  const cards = sampleCardsFor({ locale, timeZone: 'Europe/Berlin' });

  describe.each(Object.entries(cards))('the card %s', (name, message) => {
    it('passes the parser of Adaptive Cards without a complaint', () => {
      expect(parserComplaints(message.card)).toEqual([]);
    });

    it('is small enough for every client', () => {
      expect(sizeOf(activityOf(message))).toBeLessThanOrEqual(ACTIVITY_BUDGET);
    });

    it('has lost no placeholder, and its headline is not the English one', () => {
      expect(JSON.stringify(message)).not.toMatch(/\{[a-zA-Z]+\}/);
      expect(message.summary).not.toBe(sampleCards[name]?.summary);
    });
  });
});

describe('what is not for people who speak a language', () => {
  it('stays English: the terminal', () => {
    const text = reportText({ assessment: assessment([oneOfEach]), requirements: titles, width: 100, color: false });

    expect(text).toContain('Outage: Calls of the gateway');
  });
});
