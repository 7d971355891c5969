import { SendFailed, sendFailureOf, sendFault } from '../../src/model/channel.ts';

describe('sendFailureOf', () => {
  it.each([
    [undefined, 'unavailable'],
    [400, 'refused'],
    [401, 'unauthorized'],
    [403, 'blocked'],
    [404, 'gone'],
    [408, 'unavailable'],
    [412, 'unavailable'],
    [413, 'too-big'],
    [429, 'throttled'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [504, 'unavailable'],
  ])('%s is %s', (status, failure) => {
    expect(sendFailureOf(status)).toBe(failure);
  });
});

describe('a message that the channel did not take', () => {
  it('is logged by the channel’s reason, and by the name of an error that is none of a channel', () => {
    expect(sendFault(new SendFailed('gone'))).toBe('gone');
    expect(sendFault(new TypeError('fetch failed'))).toBe('TypeError');
  });

  it('says why, and how long to wait where that is told', () => {
    const failed = new SendFailed('throttled', { retryAfter: 5 });

    expect([failed.failure, failed.retryAfter, failed.message]).toEqual([
      'throttled',
      5,
      'The channel did not take the message: throttled',
    ]);
  });
});
