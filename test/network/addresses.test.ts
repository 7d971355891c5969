import { isPrivate, parseRanges } from '../../src/network/addresses.ts';

describe('address space that is never public', () => {
  it.each([
    ['10.1.2.3', true],
    ['172.16.0.0/12', true],
    ['172.32.0.1', false],
    ['192.168.1.0/24', true],
    ['100.64.0.0/10', true],
    ['100.127.255.255', true],
    ['100.63.255.255', false],
    ['100.128.0.0', false],
    ['127.0.0.1', true],
    ['169.254.1.1', true],
    ['20.50.1.1', false],
    ['9.0.0.0/7', false],
    ['fd00::1', true],
    ['fe80::1', true],
    ['2603:1020::1', false],
  ])('%s: %s', (range, expected) => {
    expect(parseRanges([range]).map(isPrivate)).toEqual([expected]);
  });
});
