import { everything, isEverything } from '../../src/model/scope.ts';

describe('a scope', () => {
  it('means all instances where it names none and asks for nothing', () => {
    expect(isEverything(everything)).toBe(true);
  });

  it.each([
    { names: ['apim-prod'], where: [] },
    { names: [], where: [{ by: 'any', value: 'prod' }] },
  ] as const)('means some with %j', (scope) => {
    expect(isEverything(scope)).toBe(false);
  });
});
