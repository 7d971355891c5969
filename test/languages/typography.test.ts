import { writerFor } from '../../cards/wording/writer.ts';
import { languages } from '../../src/languages/language.ts';
import { catalogues, completeLanguages, voiceOf } from '../../src/languages/languages.ts';
import { suggestionsIn } from '../../src/languages/suggestions.ts';
import { beginningSentence, insideSentence, typeset } from '../../src/languages/typography.ts';
import { say } from '../../src/model/text.ts';

const NBSP = '\u00a0';

describe('French', () => {
  it('keeps high punctuation on the line of its word, however the template was typed', () => {
    expect(typeset('Pourquoi ? « oui » ; non : rien !', 'fr')).toBe(
      `Pourquoi${NBSP}? «${NBSP}oui${NBSP}»${NBSP}; non${NBSP}: rien${NBSP}!`,
    );
    expect(typeset('Why ? : ;', 'en')).toBe('Why ? : ;');
  });

  it('does so in every sentence and every suggestion', () => {
    const voice = voiceOf('fr');
    const said = Object.keys(catalogues.fr).map((key) => voice.translate(key, 'other') ?? '');
    const loose = [...said, ...Object.values(suggestionsIn('fr'))].filter((one) => / [:;?!»]|« /.test(one));

    expect(loose).toEqual([]);
  });
});

describe('a sentence inside another', () => {
  it.each([
    ['en', 'The subnet is cut', 'the subnet is cut'],
    ['en', 'API Management cannot reach it', 'API Management cannot reach it'],
    ['en', 'Azure Advisor recommends it', 'Azure Advisor recommends it'],
    ['de', 'Das Subnetz ist ab', 'das Subnetz ist ab'],
    ['de', 'Aufrufe scheitern', 'Aufrufe scheitern'],
    ['fr', 'L’API répond', 'l’API répond'],
    ['es', 'Un almacén falla', 'un almacén falla'],
    ['ja', 'API が応答しない', 'API が応答しない'],
  ] as const)('%s: %s', (language, sentence, expected) => {
    expect(insideSentence(sentence, language)).toBe(expected);
  });

  it('has its capital again where it begins', () => {
    expect(beginningSentence('the subnet', 'en')).toBe('The subnet');
    expect(beginningSentence('à propos', 'fr')).toBe('À propos');
  });
});

describe('names in a row', () => {
  it.each([
    ['en', 'a, b, c', 'a, b and c'],
    ['ja', 'a、b、c', 'a、b、c'],
    ['fr', 'a, b et c', 'a, b et c'],
  ])('%s: %s', (locale, row, all) => {
    const writer = writerFor({ locale, timeZone: 'UTC' });

    expect(writer.list(['a', 'b', 'c'])).toBe(row);
    expect(writer.listAll(['a', 'b', 'c'])).toBe(all);
  });

  it.each(languages)('are separated by more than a space: %s', (locale) => {
    expect(writerFor({ locale, timeZone: 'UTC' }).list(['a', 'b', 'c'])).not.toBe('a b c');
  });
});

describe.each(completeLanguages)('%s', (locale) => {
  it('says a title in a capital where it begins and in none where it goes on', () => {
    const writer = writerFor({ locale, timeZone: 'UTC' });
    const title = say('The subnet cannot reach AzureKeyVault');

    expect(writer.sentence(title)).toBe(writer.plain(title));
    expect(locale === 'ja' || writer.inside(title)[0] !== writer.plain(title)[0]).toBe(true);
  });
});
