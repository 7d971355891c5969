import { languageScripts } from '../../../src/simulator/kusto/language.ts';

describe('languageScripts', () => {
  it('says in one sentence what is missing when the parser is not installed', () => {
    const resolve = Object.assign(
      () => {
        throw new Error('Cannot find module');
      },
      { paths: () => null },
    );

    expect(() => languageScripts(resolve)).toThrow(
      'This needs the development dependency @kusto/language-service-next: install with `npm ci`, without --omit=dev.',
    );
  });

  it('finds the two halves of the parser, the runtime first', () => {
    expect(languageScripts().map((script) => script.split('/').at(-1))).toEqual([
      'bridge.min.js',
      'Kusto.Language.Bridge.min.js',
    ]);
  });
});
