/** What a language (a BCP 47 tag) writes between its words, whoever typed a template: translators need not know it, nor may forget it. */

/** A template as its language sets it. French keeps a space before high punctuation that never ends a line. */
export function typeset(template: string, language: string): string {
  if (language !== 'fr') return template;
  return template.replace(/[ \u00a0\u202f]+(?=[:;?!»])/g, '\u00a0').replace(/(?<=«)[ \u00a0\u202f]*/g, '\u00a0');
}

/** Names that keep their capital wherever they stand. */
const NAMES = /^(?:\p{Lu}\p{Lu}|Azure|Microsoft|Advisor|Reader|Key|Storage|Managed|Service|Event|Container)/u;

/** German words that are no nouns. */
const GERMAN =
  /^(?:Der|Die|Das|Den|Dem|Ein|Eine|Einen|Keine?|Kein|Ob|Was|Wie|Welche|Welcher|Welches|Etwas|Ihr|Sein|Es|Alte|Erzwungenes)(?= )/;

/** A sentence that goes on inside another, after a semicolon: without its capital, where that is not a name's or a noun's. */
export function insideSentence(sentence: string, language: string): string {
  const isKept = language === 'ja' || (language === 'de' ? !GERMAN.test(sentence) : NAMES.test(sentence));
  return isKept ? sentence : sentence.replace(/^\p{Lu}/u, (letter) => letter.toLocaleLowerCase(language));
}

/** A sentence that begins with a word which may stand inside another: with its capital. */
export function beginningSentence(sentence: string, language: string): string {
  return sentence.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(language));
}
