import { type Conclusion, conclusionOf } from '../../src/model/finding.ts';

describe('the conclusion of what also holds other things', () => {
  it.each<Conclusion>([
    { status: 'pass' },
    { status: 'pass', reason: 'FLAG_ABSENT_NEW' },
    { status: 'not-applicable', reason: 'NO_VNET' },
    { status: 'warn', reason: 'FLAG_NOT_SET' },
    { status: 'unknown', reason: 'FORBIDDEN' },
    { status: 'fail', reason: 'NO_PATH', impact: 'outage' },
  ])('is whole, and nothing else: %j', (conclusion) => {
    expect(conclusionOf({ ...conclusion, ...{ message: 'A sentence.' } })).toEqual(conclusion);
  });
});
