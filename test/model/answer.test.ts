import { type Answer, allOf, anyOf } from '../../src/model/answer.ts';

const yes: Answer = { answer: 'yes' };
const no: Answer = { answer: 'no' };
const closed: Answer = { answer: 'no', reason: 'NSG_DENY' };
const forbidden: Answer = { answer: 'unknown', reason: 'FORBIDDEN' };
const throttled: Answer = { answer: 'unknown', reason: 'THROTTLED' };

describe('three-valued answers', () => {
  it.each<[string, readonly Answer[], Answer]>([
    ['yes among none', [], yes],
    ['yes where all are', [yes, yes], yes],
    ['no where any is, whatever is not known', [yes, forbidden, no], no],
    ['no with the code that the no has, not that of the unknown', [forbidden, closed], closed],
    ['unknown where any is and none is no', [yes, throttled], throttled],
    ['unknown with the foremost reason, in either order', [throttled, forbidden], forbidden],
    ['unknown with the foremost reason, in either order', [forbidden, throttled], forbidden],
  ])('are, all together, %s', (_, answers, expected) => {
    expect(allOf(answers)).toStrictEqual(expected);
  });

  it.each<[string, readonly Answer[], Answer]>([
    ['no among none', [], no],
    ['no where all are', [no, no], no],
    ['no with the code of the one that has one', [no, closed], closed],
    ['yes where any is, whatever is not known', [no, forbidden, yes], yes],
    ['unknown where any is and none is yes', [closed, throttled], throttled],
    ['unknown with the foremost reason, in either order', [throttled, no, forbidden], forbidden],
    ['unknown with the foremost reason, in either order', [forbidden, throttled], forbidden],
  ])('are, any of them, %s', (_, answers, expected) => {
    expect(anyOf(answers)).toStrictEqual(expected);
  });
});
