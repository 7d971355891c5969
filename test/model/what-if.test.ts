import { readWhatIf, targetOf, whatIfText } from '../../src/model/what-if.ts';

describe('a change that somebody asks about', () => {
  it.each([
    ['trusted-access-off', { of: 'trusted-access-off' }, undefined],
    ['trusted-access-on', { of: 'trusted-access-on' }, undefined],
    ['system-identity-on', { of: 'system-identity-on' }, undefined],
    ['private-endpoint@kv-prod', { of: 'private-endpoint', target: 'kv-prod' }, 'kv-prod'],
    ['admit-subnet@kv-prod', { of: 'admit-subnet', target: 'kv-prod' }, 'kv-prod'],
    ['admit:20.50.1.1@kv-prod', { of: 'admit', target: 'kv-prod', address: '20.50.1.1' }, 'kv-prod'],
    ['admit:20.50.1.0/24@kv-prod', { of: 'admit', target: 'kv-prod', address: '20.50.1.0/24' }, 'kv-prod'],
  ] as const)('%s is read, and written the same', (word, wish, target) => {
    expect(readWhatIf(word)).toEqual(wish);
    expect(whatIfText(wish)).toBe(word);
    expect(targetOf(word)).toBe(target);
  });

  it.each([
    ['Private-Endpoint@kv', 'private-endpoint'],
    ['ADMIT-SUBNET@kv', 'admit-subnet'],
  ])('%s is read in any case', (word, of) => {
    expect(readWhatIf(word)).toEqual({ of, target: 'kv' });
  });

  it.each([
    '',
    'trusted-access',
    'private-endpoint',
    'admit@kv',
    'admit:x@kv',
    'private-endpoint@-kv',
    'admit:20.50.1.1',
  ])('is not "%s"', (word) => {
    expect(readWhatIf(word)).toBeUndefined();
    expect(targetOf(word)).toBeUndefined();
  });
});
