/** Words apart where a language runs them together, so that a message can be read word by word. */
import type { Language } from '../../../languages/language.ts';
import type { Lexicon } from './lexicon.ts';

const ELIDED = /(?<!\p{L})(qu|jusqu|lorsqu|l|d|n|s|j|m|t|c)['’](?=\p{L})/giu;

/** "Pourriez-vous", "y a-t-il", "lembre-me": a verb and its pronoun, and no name. */
const HYPHENED: Readonly<Partial<Record<Language, RegExp>>> = {
  fr: /(?<![\p{L}\d-])(\p{L}+)(?:-t)?-(vous|tu|moi|nous|toi|ils?|elles?|on|je|la|les?|ce|y|en)(?![\p{L}\d-])/giu,
  'pt-BR': /(?<![\p{L}\d-])(\p{L}+)-(me|nos|lhes?|se|vos)(?![\p{L}\d-])/giu,
};

/** Japanese runs words and names together, and writes months its own way; French elides; verbs carry their pronouns. */
export function splitWords(
  message: string,
  { language }: Lexicon,
  instances: readonly { readonly name: string }[],
): string {
  const verbs = HYPHENED[language];
  const isName = (word: string) => instances.some(({ name }) => name.toLowerCase() === word.toLowerCase());
  const apart =
    verbs === undefined
      ? message
      : message.replace(verbs, (whole, verb: string, pronoun: string) =>
          isName(whole) ? whole : `${verb} ${pronoun}`,
        );
  if (language === 'fr') return apart.replace(ELIDED, '$1 ');
  if (language !== 'ja') return apart;
  return message
    .normalize('NFKC')
    .replace(/(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?/g, (_, year: string, month: string) => {
      return ` ${year}-${month.padStart(2, '0')} `;
    })
    .replace(/(?<=[A-Za-z][A-Za-z0-9._/-]+)(?=[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}])/gu, ' ')
    .replace(/(?<=[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}])(?=[A-Za-z][A-Za-z0-9._/-]{2,})/gu, ' ');
}
