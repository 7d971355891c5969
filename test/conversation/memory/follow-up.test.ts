/** Questions that lean on the one before. */
import { completed } from '../../../src/conversation/memory/follow-up.ts';
import { createMemory, type Remembered } from '../../../src/conversation/memory/memory.ts';
import { understand } from '../../../src/conversation/understanding/understand.ts';
import { retirements } from '../../../src/model/retirement.ts';
import { shortQuestion } from '../../support/short-question.ts';

const context = { today: '2026-11-22' as const, knownMonths: ['2026-03'], retirements, locale: 'en-GB' };
const asked = (text: string, before?: Remembered) => shortQuestion(completed(understand(text, context), before));

const prod: Remembered = { asked: 'check', instance: 'apim-prod', month: '2026-03' };
const fixing: Remembered = { asked: 'fix', instance: 'apim-prod' };
const premium: Remembered = {
  asked: 'fleet',
  scope: { names: [], where: [{ by: 'tier', value: 'premium' }] },
  only: 'unmet',
};

describe('after a question about apim-prod for March 2026', () => {
  it.each([
    ['why?', 'why apim-prod 2026-03'],
    ['and apim-dev?', 'apim-dev 2026-03'],
    ['and for 2027?', 'apim-prod 2027-12'],
    ['next March', 'apim-prod 2027-03'],
    ['fix it', 'fix apim-prod 2026-03'],
    ['show the evidence', 'evidence apim-prod 2026-03'],
    ['what if the flag is set', 'what-if apim-prod 2026-03'],
    ['what breaks', 'why apim-prod 2026-03'],
    ['is it ready', 'apim-prod 2026-03'],
    ['check again', 'apim-prod 2026-03'],
    ['what changed since Monday', 'changes apim-prod 2026-11-16'],
    ['remind me about it', 'reminder apim-prod'],
    ['remind me', 'reminder apim-prod'],
    ['and the premium ones?', 'fleet tier:premium 2026-03'],
    ['are we ready?', '?'],
    ['why is apim-dev not ready', 'why apim-dev'],
    ['which are not ready', 'fleet all unmet'],
    ['help', 'help'],
  ])('%s → %s', (text, expected) => {
    expect(asked(text, prod)).toBe(expected);
  });
});

describe('after another kind of question', () => {
  it.each([
    ['and apim-dev?', fixing, 'fix apim-dev'],
    ['for March 2027', fixing, 'fix apim-prod 2027-03'],
    ['and in westeurope?', premium, 'fleet any:westeurope unmet'],
    ['for 2027?', premium, 'fleet tier:premium unmet 2027-12'],
    ['are they ready?', premium, 'fleet tier:premium unmet'],
    ['what changed?', premium, 'changes tier:premium'],
    ['what breaks', premium, 'fleet tier:premium unmet'],
    ['and apim-dev?', premium, 'apim-dev'],
    ['why?', premium, 'why ?'],
  ])('%s', (text, before, expected) => {
    expect(asked(text, before)).toBe(expected);
  });
});

describe('with nothing before', () => {
  it.each([
    ['why?', 'why ?'],
    ['and apim-dev?', 'apim-dev'],
    ['for 2027?', '? 2027-12'],
    ['fix it', 'fix ?'],
    ['what breaks', 'fleet all unmet'],
    ['what changed?', 'changes all'],
    ['remind me', 'reminder ?'],
  ])('nothing is made up for "%s"', (text, expected) => {
    expect(asked(text)).toBe(expected);
  });
});

describe('createMemory', () => {
  it('keeps what each conversation was about, until its time is over', () => {
    let now = 0;
    const memory = createMemory(() => now, { keep: 100, most: 10 });
    memory.remember('a', prod);
    memory.remember('b', premium);
    now = 99;
    expect([memory.recall('a'), memory.recall('b'), memory.recall('c')]).toEqual([prod, premium, undefined]);
    now = 101;
    expect(memory.recall('a')).toBeUndefined();
  });

  it('forgets who was silent for longest when it is full', () => {
    const memory = createMemory(() => 0, { keep: 100, most: 2 });
    for (const conversation of ['a', 'b', 'a', 'c']) memory.remember(conversation, prod);
    expect(['a', 'b', 'c'].map((conversation) => memory.recall(conversation))).toEqual([prod, undefined, prod]);
  });
});
