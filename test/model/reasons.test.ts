/** Every cause has a sentence of its own, and every `unknown` says what would decide it. */
import { decidingSentence, foremost, reasonSentence, reasons } from '../../src/model/reasons.ts';
import { endless } from '../fuzz/checks.ts';
import { assessInMemory } from '../support/assess.ts';
import { fieldEstates, instancesIn } from '../support/estates.ts';

describe('the registry of reasons', () => {
  it.each(reasons.map((one) => [one.code, one] as const))('%s has sentences of its own', (code, one) => {
    expect(one.sentence).toMatch(/^[A-Z].*\.$/);
    expect(reasons.filter(({ sentence }) => sentence === one.sentence)).toHaveLength(1);
    expect(one.decides ?? 'It would decide this.').toMatch(/^[A-Z].* would decide this[.;].*$/);
    expect(reasonSentence(code)).toBe(one.sentence);
    expect(decidingSentence(code)).toBe(one.decides ?? one.sentence);
  });

  it('tells the foremost of several causes', () => {
    expect(foremost(['NOT_FOUND', 'CUSTOM_DNS', 'FORBIDDEN'])).toBe('CUSTOM_DNS');
    expect(foremost([])).toBeUndefined();
  });

  it('has a sentence for what would decide it, for the cause of every unknown item of the field', () => {
    const found = fieldEstates().flatMap(({ resources, denied }) =>
      instancesIn(resources).flatMap((id) => endless(assessInMemory(resources, { id, denied }))),
    );
    expect([...new Set(found)]).toEqual([]);
  });
});
