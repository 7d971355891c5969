import fc from 'fast-check';
import { cellsOf, wrap } from '../../src/terminal/wrap.ts';

describe('cellsOf', () => {
  it.each([
    ['apim', 4],
    ['✅', 2],
    ['⚠️', 2],
    ['❔ no', 5],
    ['日本', 4],
    ['é', 1],
    ['', 0],
  ])('of %s is %d', (text, cells) => {
    expect(cellsOf(text)).toBe(cells);
  });
});

describe('wrap', () => {
  it('breaks at spaces', () => {
    expect(wrap('the gateway reaches every service', 15)).toEqual(['the gateway', 'reaches every', 'service']);
  });

  it('leaves an address whole', () => {
    expect(wrap('see https://portal.azure.com/#resource now', 10)).toEqual([
      'see',
      'https://portal.azure.com/#resource',
      'now',
    ]);
  });

  it('loses no word, and only a single word is ever wider than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 60 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join(' ').split(' ').join('')).toBe(text.split(' ').join(''));
        expect(lines.filter((line) => line.includes(' ') && cellsOf(line) > width)).toEqual([]);
      }),
    );
  });
});
