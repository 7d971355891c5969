import { stringStarts } from '../../../src/calls/policy/expression-scan.ts';

describe('where a C# string starts', () => {
  it.each(['"', '@"', '$"', '@$"', '$@"'])('is at %s', (mark) => {
    expect(stringStarts(`x = ${mark}text"`, 4)).toBe(true);
  });

  it.each(['@@"', '$$"', '@$x', '$@', '@x"', 'x"', "'\"'", '$'])('is not at %s', (mark) => {
    expect(stringStarts(`x = ${mark}`, 4)).toBe(false);
  });
});
