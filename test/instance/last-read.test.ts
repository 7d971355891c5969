import { causeOf, hasSucceeded } from '../../src/instance/last-read.ts';

const read = (code: string, message?: string) => ({ code, message, at: undefined });

describe('why a read of a key vault failed', () => {
  it.each([
    [
      'Forbidden',
      'Client address is not authorized and caller is not a trusted service. Inner error: ForbiddenByFirewall',
      'firewall',
    ],
    [
      'Forbidden',
      'Public network access is disabled and request is not from a trusted service nor via an approved private link.',
      'firewall',
    ],
    ['AccessDenied', 'Client address: 20.50.1.1 is not authorized', 'firewall'],
    [
      'AccessDenied',
      'Caller is not authorized to perform action on resource. Inner error: ForbiddenByRbac',
      'permission',
    ],
    ['Forbidden', 'The user, group or application does not have secrets get permission on key vault', 'permission'],
    ['Forbidden', 'Operation get is not allowed on a disabled secret. Inner error: SecretDisabled', 'disabled'],
    [
      'SecretNotFound',
      'A secret with (name/id) key was not found in this key vault. If you recently deleted it you may recover it.',
      'deleted',
    ],
    ['NotFound', 'The vault kv-prod could not be found', 'vault-gone'],
    ['RequestFailed', 'The remote name could not be resolved', 'vault-gone'],
    ['InternalError', 'Something went wrong', undefined],
    ['Success', undefined, undefined],
    ['success', 'the firewall was asked', undefined],
    ['Forbidden', `${'x'.repeat(2000)} ForbiddenByFirewall`, undefined],
    ['ForbiddenByRbac', undefined, 'permission'],
  ])('%s: %s', (code, message, expected) => {
    expect(causeOf(read(code, message))).toBe(expected);
  });

  it('is told by nothing where nothing was read', () => {
    expect(causeOf(undefined)).toBeUndefined();
    expect([hasSucceeded(read('SUCCESS')), hasSucceeded(read('Failed'))]).toEqual([true, false]);
  });
});
