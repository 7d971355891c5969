import { askArguments } from '../../src/terminal/ask-arguments.ts';

describe('the words after ask', () => {
  it('joins a question that was not quoted', () => {
    expect(askArguments(['is', 'apim-prod', 'ready?', '--card'])).toMatchObject({
      question: 'is apim-prod ready?',
      card: true,
    });
  });

  it('reads the language of the one who asks', () => {
    expect(askArguments(['hallo', '--locale', 'de']).locale).toBe('de');
    expect(askArguments(['hello']).locale).toBe('en');
  });

  it('refuses silence', () => {
    expect(() => askArguments(['  '])).toThrow('What is the question?');
  });
});
