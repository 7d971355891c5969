import { sendFailureOf } from '../../src/model/channel.ts';

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
