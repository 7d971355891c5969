import { isIn, mainMonths, mainOf, monthsOf, retirementOf, retirements } from '../../src/model/retirement.ts';

describe('the catalogue of retirements', () => {
  it('is asked by id, and knows no other', () => {
    expect(retirementOf('tls-versions').id).toBe('tls-versions');
    expect(() => retirementOf('nothing')).toThrow('no retirement nothing');
  });

  it.each([
    ['2026-03', true],
    ['2026-04', false],
    ['2026-0', false],
    ['03-15', false],
  ])('holds for %s one of 15 March 2026: %s', (month, expected) => {
    expect(isIn(month, { effective: '2026-03-15' })).toBe(expected);
  });

  it('has months, each once and in order', () => {
    const days = (['2027-01-31', '2026-03-15', '2026-03-01'] as const).map((effective) => ({ effective }));

    expect(monthsOf(days)).toEqual(['2026-03', '2027-01']);
  });

  it('has one that is asked about without naming it', () => {
    expect(mainOf(retirements).map(({ id }) => id)).toEqual(['trusted-service-connectivity']);
    expect(mainMonths(retirements)).toEqual(['2026-03']);
  });
});
