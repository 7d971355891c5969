import { faultFields, faultName } from '../../src/model/fault-fields.ts';

describe('a failure as a log may hold it', () => {
  it('is the name and the message of the error and of what caused it, and where it was thrown', () => {
    const error = new TypeError('fetch failed', { cause: new RangeError('port 0') });

    expect(faultFields(error)).toStrictEqual({
      fault: 'TypeError: fetch failed',
      cause: 'RangeError: port 0',
      stack: error.stack,
    });
  });

  it('has no cause where none is an error, and nothing else that the error carries', () => {
    const error = Object.assign(new Error('no', { cause: 'token' }), { request: { token: 'secret' } });

    expect(faultFields(error)).toStrictEqual({ fault: 'Error: no', stack: error.stack });
  });

  it.each([
    ['secret', 'string'],
    [undefined, 'undefined'],
    [{ token: 'secret' }, 'object'],
  ])('is of %p, which is no error, nothing but its type', (thrown, fault) => {
    expect(faultFields(thrown)).toStrictEqual({ fault });
    expect(faultName(thrown)).toBe('unknown');
  });

  it('has a name that can be told without its message', () => {
    expect(faultName(new TypeError('secret'))).toBe('TypeError');
  });
});
