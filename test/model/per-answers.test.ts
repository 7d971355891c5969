/** What rests on Azure's answers holds as long as they do, and no longer. */
import type { ArmResource } from '../../src/model/arm.ts';
import { type Estate, failed, ok, type Read, readReasons } from '../../src/model/estate.ts';
import { perAnswers } from '../../src/model/per-answers.ts';
import { estateOf } from '../support/estate.ts';

const named = (name: string): ArmResource => ({ id: `/${name}`, name, type: 'any' });
const service = named('service');

/** A fresh estate over answers that are handed in, and what it was asked. */
function over(answers: Readonly<Record<string, Read<ArmResource>>>): {
  readonly estate: Estate;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const resource = (id: string) => {
    asked.push(id);
    return answers[id] ?? failed('NOT_FOUND');
  };
  return { estate: { ...estateOf([]), resource }, asked };
}

/** Follows `/first` to the resource that it names; counts how often. */
function follower() {
  let times = 0;
  const follow = perAnswers((_service: ArmResource, estate: Estate) => {
    times += 1;
    const first = estate.resource('/first');
    const second = first.ok ? estate.resource(`/${first.value.name}`) : first;
    return second.ok ? second.value.name : second.reason;
  });
  return { follow, times: () => times };
}

describe('what rests on answers', () => {
  const first = named('second');
  const second = named('second');

  it('is worked out once over estates with the same answers, and every one of them is asked', () => {
    const { follow, times } = follower();
    const answers = { '/first': ok(first), '/second': ok(second) };
    expect(follow(service, over(answers).estate)).toBe('second');
    const again = over({ '/first': ok(first), '/second': ok(second) });
    expect(follow(service, again.estate)).toBe('second');
    expect(times()).toBe(1);
    expect(again.asked).toEqual(['/first', '/second']);
  });

  it('is worked out anew where an answer came that was pending', () => {
    const { follow, times } = follower();
    expect(follow(service, over({ '/first': ok(first), '/second': failed('PENDING') }).estate)).toBe('PENDING');
    expect(follow(service, over({ '/first': ok(first), '/second': ok(second) }).estate)).toBe('second');
    expect(times()).toBe(2);
  });

  it('is worked out anew where a read fails otherwise, or a resource was read again', () => {
    const { follow, times } = follower();
    expect(follow(service, over({ '/first': failed('FORBIDDEN') }).estate)).toBe('FORBIDDEN');
    expect(follow(service, over({ '/first': failed('THROTTLED') }).estate)).toBe('THROTTLED');
    expect(follow(service, over({ '/first': ok(first), '/second': ok(named('changed')) }).estate)).toBe('changed');
    expect(follow(service, over({ '/first': ok(first), '/second': ok(second) }).estate)).toBe('second');
    expect(times()).toBe(4);
  });

  it('holds while a read fails in the same way, and not where it fails for another reason or with another code', () => {
    const { follow, times } = follower();
    const fails = (read: Read<ArmResource>) => follow(service, over({ '/first': read }).estate);
    fails(failed('READ_FAILED', 'Timeout'));
    fails(failed('READ_FAILED', 'Timeout'));
    expect(times()).toBe(1);
    fails(failed('READ_FAILED', '500'));
    expect(times()).toBe(2);
    fails(failed('BUSY', '500'));
    expect(times()).toBe(3);
  });

  it.each(readReasons)(
    'is asked about again among the same answers where one said %s only if that may change',
    (reason) => {
      const { follow } = follower();
      const answers = {};
      const known = { '/first': failed(reason) };
      follow(service, { ...over(known).estate, answers });
      const again = over(known);
      follow(service, { ...again.estate, answers });
      expect(again.asked).toEqual(reason === 'PENDING' || reason === 'READ_LIMIT' ? ['/first'] : []);
    },
  );

  it('is not asked about a third time among other answers of which each was found the same', () => {
    const { follow } = follower();
    const known = { '/first': failed('FORBIDDEN') };
    follow(service, { ...over(known).estate, answers: {} });
    const answers = {};
    follow(service, { ...over(known).estate, answers });
    const again = over(known);
    follow(service, { ...again.estate, answers });
    expect(again.asked).toEqual([]);
  });

  it('is not asked about again among the same answers, unless some had not come', () => {
    const { follow, times } = follower();
    const answers = {};
    const among = (known: Readonly<Record<string, Read<ArmResource>>>) => {
      const { estate, asked } = over(known);
      return { estate: { ...estate, answers }, asked };
    };
    follow(service, among({ '/first': ok(first), '/second': failed('PENDING') }).estate);
    const came = among({ '/first': ok(first), '/second': ok(second) });
    expect(follow(service, came.estate)).toBe('second');
    expect(came.asked).toEqual(['/first', '/second', '/first', '/second']);
    const again = among({ '/first': ok(first), '/second': ok(second) });
    expect(follow(service, again.estate)).toBe('second');
    expect(again.asked).toEqual([]);
    const others = over({ '/first': ok(first), '/second': ok(named('changed')) });
    expect(follow(service, { ...others.estate, answers: {} })).toBe('changed');
    expect(times()).toBe(3);
  });

  it('rests on what it asks through another that is remembered', () => {
    const inner = follower();
    let times = 0;
    const outer = perAnswers((of: ArmResource, estate: Estate) => {
      times += 1;
      return `outer ${inner.follow(of, estate)}`;
    });
    expect(outer(service, over({ '/first': ok(first), '/second': ok(second) }).estate)).toBe('outer second');
    expect(outer(service, over({ '/first': ok(first), '/second': ok(named('third')) }).estate)).toBe('outer third');
    expect(times).toBe(2);
  });

  it('is not remembered where it could not be worked out', () => {
    let times = 0;
    const breaks = perAnswers((_of: ArmResource, _estate: Estate): string => {
      times += 1;
      throw new Error('broken');
    });
    const { estate } = over({});
    expect(() => breaks(service, estate)).toThrow('broken');
    expect(() => breaks(service, estate)).toThrow('broken');
    expect(times).toBe(2);
  });
});
