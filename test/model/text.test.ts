import { count, render, say, type Voice } from '../../src/model/text.ts';

const german: Voice = {
  tag: 'de-DE',
  translate: (template, form) =>
    ({ 'one thing': 'ein Ding', '{count} calls one': '{count} Aufruf', '{count} calls other': '{count} Aufrufe' })[
      form === undefined ? template : `${template} ${form}`
    ],
};

describe('a sentence', () => {
  it('has its values in their places, and leaves a place alone that has none', () => {
    expect(render(say('{a} and {b}, {c} and {a}', { a: 'x', b: 0 }))).toBe('x and 0, {c} and x');
  });

  it('may hold another, in the same language', () => {
    expect(render(say('{what}!', { what: say('one thing') }), german)).toBe('ein Ding!');
  });

  it('is English where nobody translated it', () => {
    expect(render(say('another thing'), german)).toBe('another thing');
  });
});

describe('a sentence that counts', () => {
  const calls = (number: number) => count(number, { one: '{count} call', other: '{count} calls' });

  it.each([
    [0, '0 calls'],
    [1, '1 call'],
    [2, '2 calls'],
    [1234, '1,234 calls'],
  ])('says %i as "%s"', (number, expected) => {
    expect(render(calls(number))).toBe(expected);
  });

  it.each([
    [1, '1 Aufruf'],
    [1234, '1.234 Aufrufe'],
  ])('says %i in another language as "%s"', (number, expected) => {
    expect(render(calls(number), german)).toBe(expected);
  });

  it('writes no other number of it in the way of the language', () => {
    expect(render(count(2, { one: '', other: '{count} of {all}' }, { all: 1234 }))).toBe('2 of 1234');
    expect(render(say('{count} of all', { count: 1234 }))).toBe('1234 of all');
  });
});

describe('a day or a month', () => {
  it.each([
    ['2026-03-15', '15 March 2026'],
    ['2026-03', 'March 2026'],
    ['2026-13-01', '2026-13-01'],
    ['2026-02-40', '2026-02-40'],
    ['2026-13', '2026-13'],
    ['2026', '2026'],
    ['soon', 'soon'],
  ])('%s is written as "%s"', (calendar, expected) => {
    expect(render(say('{date}', { date: { calendar } }))).toBe(expected);
  });

  it('is written as the language does', () => {
    expect(render(say('{date}', { date: { calendar: '2026-03-15' } }), german)).toBe('15. März 2026');
  });
});
