/** What a language writes between its words, whoever typed a template: translators need not know it, nor may forget it. */
import type { Language } from './languages.ts';

/** A template as its language sets it. French keeps a space before high punctuation that never ends a line. */
export function typeset(template: string, language: Language): string {
  if (language !== 'fr') return template;
  return template.replace(/[ \u00a0\u202f]+(?=[:;?!»])/g, '\u00a0').replace(/(?<=«)[ \u00a0\u202f]*/g, '\u00a0');
}
