/** Which words are one of ours, mistyped. */
import { slips } from '../../../../src/conversation/understanding/words/typos.ts';

describe('a typed word', () => {
  it.each([
    ['ready', 'ready', 0],
    ['reday', 'ready', 1],
    ['redy', 'ready', 1],
    ['readyy', 'ready', 1],
    ['raedi', 'ready', undefined],
    ['fixt', 'fixe', 1],
    ['fix', 'fixe', undefined],
    ['why', 'who', undefined],
    ['apim1', 'apims', undefined],
    ['reminde', 'reminder', 1],
    ['remnidre', 'reminder', undefined],
    ['remindrr', 'reminder', 1],
    ['remiddr', 'reminder', 1],
    ['sumary', 'summary', 1],
    ['smmry', 'summary', undefined],
  ])('%s for %s: %s', (typed, ours, expected) => {
    expect(slips(typed, ours)).toBe(expected);
  });
});
