import { languageOf, renderFor, voiceOf } from '../../src/languages/languages.ts';
import { dayInWords, monthInWords, since } from '../../src/model/days.ts';
import { count, render, say } from '../../src/model/text.ts';

describe('the language for a locale', () => {
  it.each([
    ['de', 'de'],
    ['de-DE', 'de'],
    ['de-CH', 'de'],
    ['DE_at', 'de'],
    ['de_DE.UTF-8', 'de'],
    ['en-US', 'en'],
    ['fi-FI', 'en'],
    ['C.UTF-8', 'en'],
    ['not a locale', 'en'],
    ['', 'en'],
  ])('%p is %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});

describe('a sentence in a language', () => {
  const catalogue = {
    'Hello {name}': 'Hallo {name}',
    '{count} rules': { one: '{count} Regel', other: '{count} Regeln' },
  };
  const voice = voiceOf('de', catalogue);
  const rules = (number: number) => count(number, { one: '{count} rule', other: '{count} rules' });

  it('is translated, and its values stay as they are', () => {
    expect(render(say('Hello {name}', { name: '{name} of apim-prod' }), voice)).toBe('Hallo {name} of apim-prod');
  });

  it('is said in English where the catalogue lacks it', () => {
    expect(render(say('Good night {name}', { name: 'you' }), voice)).toBe('Good night you');
    expect(render(say('constructor'), voice)).toBe('constructor');
  });

  it('translates a sentence within a sentence', () => {
    expect(render(say('Hello {name}', { name: rules(3) }), voice)).toBe('Hallo 3 Regeln');
  });

  it.each([
    [0, '0 Regeln', '0 rules'],
    [1, '1 Regel', '1 rule'],
    [2, '2 Regeln', '2 rules'],
    [1234, '1.234 Regeln', '1,234 rules'],
  ])('counts %i', (number, german, english) => {
    expect(render(rules(number), voice)).toBe(german);
    expect(render(rules(number))).toBe(english);
  });

  it.each([
    ['fr', 0, '0 règle'],
    ['fr', 1, '1 règle'],
    ['fr', 2, '2 règles'],
    ['fr', 1_000_000, '1 000 000 règles'],
    ['es', 0, '0 règles'],
    ['pt-BR', 1, '1 règle'],
    ['pt-BR', 0, '0 règle'],
    ['ja', 1, '1 règles'],
  ] as const)('takes the plural of %s for %i', (language, number, expected) => {
    const forms = voiceOf(language, { '{count} rules': { one: '{count} règle', other: '{count} règles' } });

    expect(render(rules(number), forms).replace(/[\s.]/g, ' ')).toBe(expected);
  });

  it('counts in English where the catalogue lacks it, by the rules of English', () => {
    expect(render(rules(0), voiceOf('fr', {}))).toBe('0 rules');
    expect(render(rules(1), voiceOf('ja', {}))).toBe('1 rule');
  });
});

describe('dates', () => {
  it.each([
    ['en', '15 March 2026', 'March 2026'],
    ['de', '15. März 2026', 'März 2026'],
    ['fr', '15 mars 2026', 'mars 2026'],
    ['es', '15 de marzo de 2026', 'marzo de 2026'],
    ['pt-BR', '15 de março de 2026', 'março de 2026'],
    ['ja', '2026年3月15日', '2026年3月'],
  ] as const)('are written as in %s', (language, day, month) => {
    expect(render(dayInWords('2026-03-15'), voiceOf(language))).toBe(day);
    expect(render(monthInWords('2026-03'), voiceOf(language))).toBe(month);
  });

  it.each(['soon', '2026-13', '2026-99-99', '2026', ''])('%p is none, and stays as it is', (words) => {
    expect(render(dayInWords(words), voiceOf('de'))).toBe(words);
  });

  it.each([
    ['2026-02-03', 'wird am 15. März 2026 eingestellt (in 40 Tagen)'],
    ['2026-03-14', 'wird am 15. März 2026 eingestellt (in 1 Tag)'],
    ['2026-03-15', 'wurde am 15. März 2026 eingestellt (heute)'],
    ['2026-03-16', 'wurde am 15. März 2026 eingestellt (vor 1 Tag)'],
    ['2026-11-22', 'wurde am 15. März 2026 eingestellt (vor 252 Tagen)'],
  ] as const)('of a retirement are told in German by the clock: on %s', (today, expected) => {
    expect(render(since('2026-03-15', today), voiceOf('de'))).toBe(expected);
  });
});

describe('a line outside cards', () => {
  it.each([
    ['de-DE', 'Ich bin schon dabei.'],
    ['fi-FI', 'I am on it already.'],
    [undefined, 'I am on it already.'],
  ])('is written for %s', (locale, expected) => {
    expect(renderFor(say('I am on it already.'), locale)).toBe(expected);
  });
});
