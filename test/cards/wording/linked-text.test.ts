/** Addresses inside sentences. */
import { linkedText } from '../../../cards/wording/linked-text.ts';
import { writerFor } from '../../../cards/wording/writer.ts';
import { docs } from '../../../src/fixes/docs.ts';
import { say } from '../../../src/model/text.ts';

const writer = writerFor({ locale: 'en', timeZone: 'UTC' });
const linked = (sentence: string, length = 400) => linkedText(say('{sentence}', { sentence }), writer, length);

describe('linkedText', () => {
  it.each([
    [`Reads keep working (${docs.retirement}).`, `Reads keep working \\([retirement page](${docs.retirement})\\).`],
    [`See ${docs.keyVaultRequirements}.`, `See [requirements page](${docs.keyVaultRequirements}).`],
    [`Look at ${docs.advisor}, then act.`, `Look at [documentation](${docs.advisor}), then act.`],
    ['Open https://portal.azure.com/#home now', 'Open [Azure portal](https://portal.azure.com/#home) now'],
    ['No link at *all*', 'No link at \\*all\\*'],
  ])('%s', (sentence, expected) => {
    expect(linked(sentence)).toBe(expected);
  });

  it('leaves addresses that may not leave as text, and dead', () => {
    expect(linked('See https://evil.example/x')).toBe('See https:\\/\\/evil.example/x');
  });

  it('counts what a reader sees, and never cuts a link', () => {
    expect(linked(`1234 ${docs.retirement} 5678`, 26)).toBe(`1234 [retirement page](${docs.retirement}) 5678`);
    expect(linked(`1234 ${docs.retirement} 5678`, 23)).toBe(`1234 [retirement page](${docs.retirement}) 5…`);
    expect(linked(`1234 ${docs.retirement} 5678`, 10)).toBe('1234 …');
    expect(linked('123456', 4)).toBe('123…');
  });
});
