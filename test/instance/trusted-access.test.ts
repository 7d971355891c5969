import {
  hasNoneByDefault,
  isTrustedAccessOff,
  TRUSTED_ACCESS_FLAG,
  trustedAccessEvidence,
  trustedAccessFlag,
} from '../../src/instance/trusted-access.ts';
import { attempt } from '../../src/model/estate.ts';
import { type Json, type JsonObject, unreadable } from '../../src/model/json.ts';
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
    ['2025-11-30', false],
    ['2025-12-01T00:00:00-0100', true],
    ['2025-12-01T00:00:00z', true],
    ['Mon, 01 Dec 2025 00:00:00 GMT', true],
    ['2025-12-01T00:30:00+01:00', false],
    ['2025-12-01T00:30:00+0000', true],
    ['2025-11-30T23:59:59Z', false],
    ['2025-11-30T23:59:59', false],
    ['of old', false],
    [null, false],
  ])('is not given to an instance of %s: %s', (createdAtUtc, expected) => {
    expect(hasNoneByDefault(apim({ createdAtUtc }))).toBe(expected);
  });

  it('is told by its flag and the age of the instance', () => {
    const seen = (properties: JsonObject) => trustedAccessEvidence(apim(properties)).map(({ observed }) => observed);
    expect(seen({ customProperties: { [TRUSTED_ACCESS_FLAG]: 'True' }, createdAtUtc: '2024-02-01' })).toEqual([
      'True',
      '2024-02-01',
    ]);
    expect(seen({ customProperties: { [TRUSTED_ACCESS_FLAG]: false }, createdAtUtc: null })).toEqual([
      'false',
      'absent',
    ]);
    expect(seen({ customProperties: { [TRUSTED_ACCESS_FLAG]: null } })[0]).toBe('absent');
    expect(trustedAccessFlag(apim({ customProperties: [TRUSTED_ACCESS_FLAG] }))).toBeUndefined();
    const odd = unreadable({ resource: 'a', property: 'customProperties' });
    const flagged = apim({ customProperties: { [TRUSTED_ACCESS_FLAG]: odd } });
    expect(attempt(() => trustedAccessFlag(flagged))).toMatchObject({ ok: false, reason: 'UNREADABLE' });
  });
});
