import { askArguments, checkArguments, UsageError } from '../../src/terminal/arguments.ts';

describe('the words after check', () => {
  it('reads a name and every option', () => {
    const words = [
      'apim-prod',
      '--for',
      '2026-03',
      '--json',
      '--today',
      '2026-11-22',
      '--estate',
      'e.json',
      '--what-if',
      'trusted-access-off',
    ];

    expect(checkArguments(words)).toEqual({
      name: 'apim-prod',
      month: '2026-03',
      json: true,
      today: '2026-11-22',
      estate: 'e.json',
      whatIf: 'trusted-access-off',
    });
  });

  it('reads --all', () => {
    expect(checkArguments(['--all'])).toMatchObject({ name: undefined, json: false });
  });

  it.each([
    ['nothing', [], 'Which instance?'],
    ['two names', ['a', 'b'], 'One instance at a time'],
    ['a name and --all', ['a', '--all'], 'not both'],
    ['an unknown option', ['a', '--fast'], '--fast'],
    ['an option without its value', ['a', '--for'], '--for'],
    ['a month that is none', ['a', '--for', 'March'], '--for takes a month'],
    ['a day that does not exist', ['a', '--today', '2026-02-30'], '--today takes a day'],
    ['an empty file name', ['a', '--estate', ''], '--estate takes the name'],
    ['an unknown what-if', ['a', '--what-if', 'moon'], '--what-if knows'],
  ])('refuses %s', (_, words, sentence) => {
    expect(() => checkArguments(words)).toThrow(UsageError);
    expect(() => checkArguments(words)).toThrow(sentence);
  });
});

describe('the words after ask', () => {
  it('joins a question that was not quoted', () => {
    expect(askArguments(['is', 'apim-prod', 'ready?', '--card'])).toMatchObject({
      question: 'is apim-prod ready?',
      card: true,
    });
  });

  it('refuses silence', () => {
    expect(() => askArguments(['  '])).toThrow('What is the question?');
  });
});
