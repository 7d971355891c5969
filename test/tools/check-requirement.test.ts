/** The tester of requirements is one that refuses. */
import type { Item } from '../../src/model/finding.ts';
import type { Requirement } from '../../src/model/requirement.ts';
import { say } from '../../src/model/text.ts';
import { legacyPortal } from '../../src/retirements/legacy-portal/legacy-portal.ts';
import { type Examples, never, refusals } from '../support/check-requirement.ts';
import { apim } from '../support/resources.ts';

const message = say('A sentence.');
const evidence = [{ resource: 'r', property: 'p', observed: 'o' }];
const fix = { title: message, portal: 'https://portal.azure.com/', docs: 'https://learn.microsoft.com/' };

const answers: Readonly<Record<string, Item>> = {
  pass: { subject: 's', status: 'pass', message, evidence },
  fail: { subject: 's', status: 'fail', impact: 'outage', reason: 'NO_PATH', message, evidence, fix },
  unknown: { subject: 's', status: 'unknown', reason: 'FORBIDDEN', message, evidence },
  notApplicable: { subject: 's', status: 'not-applicable', reason: 'FEATURE_NOT_USED', message, evidence },
};

/** A requirement whose answer is the one that the instance's tag names. */
const answering = (all: Readonly<Record<string, unknown>> = answers): Requirement => ({
  ...legacyPortal,
  check: ({ estate, instance }) => {
    const read = estate.resource(instance.id);
    return [all[String(Object(read.ok ? read.value.tags : {}).answer)] as Item];
  },
});
const given = (answer: string) => ['given', [apim({}, { tags: { answer } })], []] as const;
const whole: Examples = {
  pass: [given('pass')],
  fail: [given('fail')],
  unknown: [given('unknown')],
  notApplicable: [given('notApplicable')],
};

describe('checkRequirement', () => {
  it('takes a requirement that shows every way to answer', () => {
    expect(refusals(answering(), whole)).toEqual([]);
    expect(refusals(answering(), { ...whole, notApplicable: never('It is about every instance.') })).toEqual([]);
  });

  it.each<[string, Partial<Examples>, string]>([
    ['no pass', { pass: [] }, 'no example of pass'],
    ['no fail', { fail: [] }, 'no example of fail'],
    ['no unknown', { unknown: [] }, 'no example of unknown'],
    ['neither an example nor a reason', { notApplicable: never(' ') }, 'no example of notApplicable'],
    ['nothing that is unmet', { fail: never('It only warns.') }, 'no example of an unmet one: neither fail nor warn'],
    ['an example of another status', { pass: [given('unknown')] }, 'given: unknown instead of pass'],
  ])('refuses one with %s', (_, parts, sentence) => {
    expect(refusals(answering(), { ...whole, ...parts })).toEqual([sentence]);
  });

  it('refuses an answer that was said never to come', () => {
    expect(refusals(answering(), { ...whole, pass: never('Nobody meets it.'), unknown: [given('pass')] })).toEqual([
      'given: pass instead of unknown',
      'given: pass, which never comes',
    ]);
  });

  it.each<[string, string, object, string]>([
    ['a fail without evidence', 'fail', { evidence: [] }, 'given: fail without evidence'],
    ['a fail without a fix', 'fail', { fix: undefined }, 'given: fail without a fix'],
    ['a fail without an impact', 'fail', { impact: undefined }, 'given: fail without an impact'],
    ['a reason that is not registered', 'unknown', { reason: 'MADE_UP' }, 'given: MADE_UP is no registered reason'],
    ['no reason', 'notApplicable', { reason: undefined }, 'given: not-applicable without a reason'],
    [
      'an unknown that nothing would decide',
      'unknown',
      { reason: 'OTHER_TIER' },
      'given: unknown by OTHER_TIER, of which nobody says what would decide it',
    ],
    ['an empty message', 'pass', { message: say(' ') }, 'given: an item without a message'],
  ])('refuses %s', (_, kind, change, sentence) => {
    const changed = { ...answers, [kind]: { ...answers[kind], ...change } };
    expect(refusals(answering(changed), whole)).toEqual([sentence]);
  });
});
