/** Formats of days, numbers and lists. Making one costs a hundred times what using it does, so those in use are kept. */
import { LRUCache } from 'lru-cache';

/** Formats of a kind: readers have a few languages and some zones. */
const MOST = 300;

/** What a text leads to, kept for the texts in use. */
function keptFor(make: (text: string) => string): (text: string) => string {
  const known = new LRUCache<string, string>({ max: MOST });
  return (text) => {
    const value = known.get(text) ?? make(text);
    known.set(text, value);
    return value;
  };
}

function kept<O extends object, F extends object>(make: (tag: string, options: O) => F) {
  const known = new LRUCache<string, F>({ max: MOST });
  return (tag: string, options: O): F => {
    const key = `${tag} ${JSON.stringify(options)}`;
    const format = known.get(key) ?? make(tag, options);
    known.set(key, format);
    return format;
  };
}

/** A format of instants. Throws `RangeError` for a language tag or a time zone that is none, as `Intl` does. */
export const dateFormat = kept((tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options));

/** The name of a time zone as `Intl` writes it; UTC for one that it does not know. */
export const knownZone = keptFor((timeZone) => {
  try {
    return dateFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
});

/** A language tag as `Intl` has it; empty for one that it does not know, or that is none. */
export const knownLocale = keptFor((tag) => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([tag])[0] ?? '';
  } catch {
    return '';
  }
});

/** A format of numbers. Throws `RangeError` as above. */
export const numberFormat = kept((tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options));

/** A format of lists. Throws `RangeError` as above. */
export const listFormat = kept((tag, options: Intl.ListFormatOptions) => new Intl.ListFormat(tag, options));

/** Which form a number takes. Throws `RangeError` as above. */
export const pluralRules = kept((tag, options: Intl.PluralRulesOptions) => new Intl.PluralRules(tag, options));
