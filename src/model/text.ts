/** A sentence for people, kept as a template and its values until somebody's language is known. */
import { dateFormat, numberFormat, pluralRules } from './formats.ts';

/** A UTC day (`YYYY-MM-DD`) or month (`YYYY-MM`), written as each language writes it. Anything else stays as it is. */
export interface CalendarDate {
  readonly calendar: string;
}

/** What may stand in a placeholder. A `Text` nests another sentence; a date or number stays raw until rendered. */
export type TextValue = string | number | CalendarDate | Text;

/**
 * A sentence: a constant English template with `{named}` placeholders, and the values for them.
 * The template doubles as the key of the translation.
 */
export interface Text {
  readonly template: string;
  readonly values: Readonly<Record<string, TextValue>>;
  /** Only where a sentence counts: its English for one, while `template` is that for any other number. */
  readonly one?: string;
}

/** The English of a sentence that counts, both with the placeholder `{count}`. */
export interface CountedForms {
  readonly one: string;
  /** Doubles as the key of the translation. */
  readonly other: string;
}

/** How one language says things. */
export interface Voice {
  /** BCP 47, for dates, numbers and plurals. */
  readonly tag: string;
  /** The translation of an English template; `form` only for a sentence that counts. `undefined`: say it in English. */
  translate(template: string, form?: Intl.LDMLPluralRule): string | undefined;
}

const ENGLISH: Voice = { tag: 'en-GB', translate: () => undefined };

/** Makes a sentence. The template must be a constant, so that every template can be listed and translated. */
export function say(template: string, values: Readonly<Record<string, TextValue>> = {}): Text {
  return { template, values };
}

/**
 * Makes a sentence that counts something: `{count}` in it is the number. Languages have one to six forms for that, and
 * pick theirs when the sentence is rendered. Both forms must be constants.
 */
export function count(
  number: number,
  { one, other }: CountedForms,
  values: Readonly<Record<string, TextValue>> = {},
): Text {
  return { template: other, one, values: { ...values, count: number } };
}

/** Renders a sentence, in English or in the language of a voice. */
export function render(text: Text, voice: Voice = ENGLISH): string {
  return templateOf(text, voice).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = text.values[name];
    if (value === undefined) return whole;
    if (typeof value !== 'object') return isCounted(text, name) ? counted(Number(value), voice) : String(value);
    return 'calendar' in value ? written(value, voice) : render(value, voice);
  });
}

function templateOf({ template, one, values }: Text, voice: Voice): string {
  if (one === undefined) return voice.translate(template) ?? template;
  const number = Number(values.count);
  const translated = voice.translate(template, pluralRules(voice.tag, {}).select(number));
  return translated ?? (number === 1 ? one : template);
}

function isCounted(text: Text, name: string): boolean {
  return text.one !== undefined && name === 'count';
}

function counted(number: number, voice: Voice): string {
  return numberFormat(voice.tag, {}).format(number);
}

function written({ calendar }: CalendarDate, voice: Voice): string {
  const [, month, day] = /^\d{4}-(\d{2})(-\d{2})?$/.exec(calendar) ?? [];
  const instant = new Date(`${calendar}T00:00:00Z`);
  if (month === undefined || Number.isNaN(instant.getTime())) return calendar;
  return dateFormat(voice.tag, {
    timeZone: 'UTC',
    ...(day === undefined ? {} : { day: 'numeric' }),
    month: 'long',
    year: 'numeric',
  }).format(instant);
}
