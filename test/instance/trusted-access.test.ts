import { hasNoneByDefault, isTrustedAccessOff, TRUSTED_ACCESS_FLAG } from '../../src/instance/trusted-access.ts';
import type { Json } from '../../src/model/json.ts';
import { apim } from '../support/resources.ts';

describe('trusted access', () => {
  it.each<[Json | undefined, boolean]>([
    [true, true],
    ['True', true],
    ['false', false],
    [false, false],
    ['1', false],
    [null, false],
    [undefined, false],
  ])('is off with the flag %j: %s', (value, expected) => {
    expect(isTrustedAccessOff(apim({ customProperties: { other: true, [TRUSTED_ACCESS_FLAG]: value } }))).toBe(
      expected,
    );
  });

  it('is off by the flag in another case, and not by another flag', () => {
    expect(isTrustedAccessOff(apim({ customProperties: { [TRUSTED_ACCESS_FLAG.toLowerCase()]: 'true' } }))).toBe(true);
    expect(isTrustedAccessOff(apim({ customProperties: { other: 'true' } }))).toBe(false);
    expect(isTrustedAccessOff(apim({ customProperties: null }))).toBe(false);
  });

  it.each([
    ['2025-12-01T00:00:00Z', true],
    ['2025-12-01T00:00:00', true],
    ['2025-12-01', true],
    ['2025-12-01T00:30:00+01:00', false],
    ['2025-12-01T00:30:00+0000', true],
    ['2025-11-30T23:59:59Z', false],
    ['2025-11-30T23:59:59', false],
    ['of old', false],
    [null, false],
  ])('is not given to an instance of %s: %s', (createdAtUtc, expected) => {
    expect(hasNoneByDefault(apim({ createdAtUtc }))).toBe(expected);
  });
});
