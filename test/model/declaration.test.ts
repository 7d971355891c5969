import { declaredBy, destinationInWords, isFingerprint, readDestination } from '../../src/model/declaration.ts';
import { render } from '../../src/model/text.ts';

describe('a declared destination', () => {
  it.each([
    ['none', 'none'],
    [' None ', 'none'],
    ['KV-Prod.vault.azure.net', 'kv-prod.vault.azure.net'],
    ['https://kv.vault.azure.net:443/secrets/a?b#c', 'kv.vault.azure.net'],
    ['kv.vault.azure.net.', 'kv.vault.azure.net'],
    ['localhost', undefined],
    ['-a.example', undefined],
    ['a b.example', undefined],
    ['', undefined],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
    [`${'a'.repeat(64)}.example`, undefined],
    [`${'ab.'.repeat(83)}abcd`, `${'ab.'.repeat(83)}abcd`],
    [`${'ab.'.repeat(83)}abcde`, undefined],
  ])('%j is %j', (written, expected) => {
    expect(readDestination(written)).toBe(expected);
  });

  it('is told in words, and so is who said it', () => {
    expect(render(destinationInWords('none'))).toBe('none of the six services');
    expect(render(destinationInWords('a.example'))).toBe('a.example');
    expect(render(declaredBy({ by: undefined }))).toBe('somebody');
    expect(render(declaredBy({ by: 'Ana' }))).toBe('Ana');
  });

  it('is bound to a fingerprint', () => {
    expect(isFingerprint(`sha256:${'0f'.repeat(32)}`)).toBe(true);
    expect(isFingerprint(`sha256:${'0f'.repeat(31)}`)).toBe(false);
    expect(isFingerprint(`${'0f'.repeat(32)}`)).toBe(false);
  });
});
