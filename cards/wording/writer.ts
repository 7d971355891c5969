/** Turns sentences into what one reader sees: language, dates and clock. */
import { languageOf, voiceOf } from '../../src/languages/languages.ts';
import { beginningSentence, insideSentence } from '../../src/languages/typography.ts';
import { dayInWords } from '../../src/model/days.ts';
import { dateFormat, knownLocale, knownZone, listFormat } from '../../src/model/formats.ts';
import { render, say, type Text, type Voice } from '../../src/model/text.ts';
import { type Colon, escapeMarkdown, type Markdown, oneLine } from './escape-markdown.ts';

/** Who reads a card. */
export interface CardView {
  /** BCP 47 tag of the reader, for example `en-US`. One whose language is not spoken counts as English. */
  readonly locale: string;
  /** IANA name, for example `Europe/Stockholm`. An unknown one counts as UTC. */
  readonly timeZone: string;
  /** Whether the names of people who changed something in Azure are shown; they are not without it. */
  readonly authors?: boolean | undefined;
}

/** Writes for one reader. */
export interface Writer {
  /** Between a word and what it is about: French has a space before it, which never ends a line. */
  readonly colon: Colon;
  /** Language of the sentences, two or three letters (the card schema takes no region): what a screen reader should speak. */
  readonly language: string;
  /** Whether the reader sees who changed something in Azure. */
  readonly authors: boolean;
  /** One line of plain text: summaries, button titles, spoken text, terminals. */
  plain(text: Text): string;
  /** The same with a capital first, for a sentence that begins with a word which may stand inside another. */
  sentence(text: Text): string;
  /** The same as it goes on inside a sentence, after a semicolon. */
  inside(text: Text): string;
  /** The same for a text block; everything in it is escaped. */
  markdown(text: Text): Markdown;
  /** Names or numbers in a row: "a, b, c". */
  list(items: readonly string[]): string;
  /** The same as all of it together: "a, b and c". */
  listAll(items: readonly string[]): string;
  /** An ISO instant as day and clock in the reader's zone: "22 November 2026 at 11:03 CET". */
  instant(iso: string): string;
}

/** The reader's own locale where it is one of the language that is written, else that of the language: 24 hours. */
function clockLocale(locale: string, voice: Voice): string {
  const known = knownLocale(locale);
  return known !== '' && languagePart(known) === languagePart(voice.tag) ? known : voice.tag;
}

function languagePart(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? tag;
}

function listed(items: readonly string[], tag: string, type: Intl.ListFormatType): string {
  return listFormat(tag, { type }).format(items);
}

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
function dayIn(instant: Date, timeZone: string): string {
  const parts = dateFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    .formatToParts(instant)
    .reduce<Record<string, string>>((all, part) => Object.assign(all, { [part.type]: part.value }), {});
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/**
 * A writer for one reader. English days stand as "15 March 2026" for every English reader, as docs/rules.md#statuses words them; only
 * the clock follows the reader's habit.
 */
export function writerFor(view: CardView): Writer {
  const timeZone = knownZone(view.timeZone);
  const language = languageOf(view.locale);
  const voice = voiceOf(language);
  const locale = clockLocale(view.locale, voice);
  const plain = (text: Text) => oneLine(render(text, voice));
  return {
    colon: language === 'fr' ? '\u00a0: ' : ': ',
    language: languagePart(voice.tag),
    authors: view.authors === true,
    plain,
    // In Japanese a row of the kind "unit" has nothing but spaces between.
    list: (items) => listed(items, voice.tag, voice.tag === 'ja' ? 'conjunction' : 'unit'),
    listAll: (items) => listed(items, voice.tag, 'conjunction'),
    sentence: (text) => beginningSentence(plain(text), language),
    inside: (text) => insideSentence(plain(text), language),
    markdown: (text) => escapeMarkdown(plain(text)),
    instant(iso) {
      const instant = new Date(iso);
      if (Number.isNaN(instant.getTime())) return oneLine(iso);
      const clock = dateFormat(locale, {
        timeZone,
        hour: 'numeric',
        minute: '2-digit',
        timeZoneName: 'short',
      }).format(instant);
      return plain(say('{day} at {clock}', { day: dayInWords(dayIn(instant, timeZone)), clock }));
    },
  };
}
