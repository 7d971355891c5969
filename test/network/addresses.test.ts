import { covers, isPrivate, overlap, parseRange, parseRanges } from '../../src/network/addresses.ts';

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

describe('a range', () => {
  it.each<[text: string, family: 4 | 6, first: bigint, last: bigint]>([
    ['10.0.0.1', 4, 0x0a000001n, 0x0a000001n],
    [' 10.0.0.1 ', 4, 0x0a000001n, 0x0a000001n],
    ['10.0.0.7/30', 4, 0x0a000004n, 0x0a000007n],
    ['10.0.0.1/32', 4, 0x0a000001n, 0x0a000001n],
    ['0.0.0.0/0', 4, 0n, 0xffffffffn],
    ['10.0.0.1-10.0.0.9', 4, 0x0a000001n, 0x0a000009n],
    ['10.0.0.1 - 10.0.0.9', 4, 0x0a000001n, 0x0a000009n],
    ['10.0.0.1-10.0.0.1', 4, 0x0a000001n, 0x0a000001n],
    ['::1', 6, 1n, 1n],
    ['::/126', 6, 0n, 3n],
    ['::1/128', 6, 1n, 1n],
    ['::1-::2', 6, 1n, 2n],
  ])('is read from "%s"', (text, family, first, last) => {
    expect(parseRange(text)).toEqual({ family, first, last });
  });

  it.each([
    '',
    '-',
    'Storage',
    'bad.cafe',
    '10.0.0',
    '1.2',
    '167772161',
    '0x0a000001',
    '010.0.0.1.1',
    '256.0.0.1',
    '10.0.0.1/33',
    '::1/129',
    '10.0.0.1/-1',
    '10.0.0.1/',
    '10.0.0.1/1234',
    '10.0.0.1/8/8',
    '10.0.0.1/a',
    '10.0.0.9-10.0.0.1',
    '10.0.0.1-::1',
    '10.0.0.1-',
    '-10.0.0.1',
    '10.0.0.1-10.0.0.2-10.0.0.3',
    'a-b',
  ])('is not read from "%s"', (text) => {
    expect(parseRange(text)).toBeUndefined();
    expect(parseRange(text)).toBeUndefined();
  });
});

describe('whether ranges share an address', () => {
  it.each([
    ['10.0.0.0/24', '10.0.0.255', true],
    ['10.0.0.0/24', '10.0.0.0', true],
    ['10.0.0.0/24', '10.0.1.0', false],
    ['10.0.0.0/24', '9.255.255.255', false],
    ['10.0.0.0/24', '10.0.0.0/8', true],
    ['0.0.0.1', '::1', false],
  ])('%s and %s: %s', (a, b, expected) => {
    const [left, right] = parseRanges([a, b]);

    expect(left && right && [overlap(left, right), overlap(right, left)]).toEqual([expected, expected]);
  });
});

describe('whether ranges together hold every address of another', () => {
  it.each([
    ['10.0.0.0/24', '10.0.0.0/24', true],
    ['10.0.0.0/25 10.0.0.128/25', '10.0.0.0/24', true],
    ['10.0.0.128/25 10.0.0.0/25', '10.0.0.0/24', true],
    ['10.0.0.0/25 10.0.0.129-10.0.0.255', '10.0.0.0/24', false],
    ['10.0.0.1-10.0.0.255', '10.0.0.0/24', false],
    ['10.0.0.0-10.0.0.254', '10.0.0.0/24', false],
    ['10.0.0.0/24 10.0.0.0/28', '10.0.0.0/24', true],
    ['10.0.0.0-10.0.0.200 10.0.0.1-10.0.0.9 10.0.0.201-10.0.0.255', '10.0.0.0/24', true],
    ['10.0.0.1', '10.0.0.1', true],
    ['', '10.0.0.1', false],
    ['10.0.0.0/8 20.0.0.0/8', '10.255.255.255-20.0.0.0', false],
    ['::/0', '10.0.0.1', false],
    ['::/0 10.0.0.1', '10.0.0.1', true],
    ['9.0.0.0/8 10.0.0.0/25', '10.0.0.0/24', false],
  ])('%s over %s: %s', (cover, wanted, expected) => {
    const [range] = parseRanges([wanted]);

    expect(range && covers(parseRanges(cover.split(' ')), range)).toBe(expected);
  });
});
