/** Foreign text made harmless: names and answers from Azure are written by strangers. */

/** Text that may stand in a card's Markdown as it is. Only the functions of this folder make it. */
export type Markdown = string & { readonly [markdown]: true };
declare const markdown: unique symbol;

const LINK_HOSTS: ReadonlySet<string> = new Set([
  'portal.azure.com',
  'portal.azure.us',
  'portal.azure.cn',
  'learn.microsoft.com',
]);

/** C0 and C1 controls (terminal escapes among them), line and paragraph separators, and marks that reorder text. */
const INVISIBLE = /[\p{Cc}\u2028\u2029]+/gu;
const REORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** One line without control characters or marks that turn the reading direction. Safe for a terminal and for a summary. */
export function oneLine(text: string): string {
  return text.replace(INVISIBLE, ' ').replace(REORDERING, '');
}

/** Several lines, each made harmless. Line ends stay. */
export function cleanLines(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/).map((line) => oneLine(line).trimEnd());
}

/** At most `length` characters, the last one an ellipsis when something was cut. Never cuts through a character. */
export function clipped(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** The same, but cut after a whole sentence where that keeps a third of it, else between words. */
export function clippedSentences(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  const head = characters.slice(0, Math.max(0, length - 1)).join('');
  const [lastEnd] = [...head.matchAll(/[.!?](?=\s)|。/g)].slice(-1);
  if (lastEnd !== undefined && lastEnd.index >= length / 3) return head.slice(0, lastEnd.index + 1);
  const space = head.lastIndexOf(' ');
  return `${(space > length / 2 ? head.slice(0, space) : head).trimEnd()}…`;
}

/**
 * Escapes text for the Markdown of Teams: emphasis, links, code, HTML such as `<at>`, list marks at the
 * start, and bare addresses, which clients would turn into links by themselves.
 */
export function escapeMarkdown(text: string): Markdown {
  return oneLine(text)
    .replace(/[\\`*_~[\]()]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/:\/\//g, ':\\/\\/')
    .replace(/^(\s*)([-+#])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2') as Markdown;
}

/**
 * The address if a card may carry it, else `undefined`: https, no user or port, and a host of the Azure portal or of
 * Microsoft Learn (docs/rules.md#fixes). Parentheses are encoded, because resource groups may have them and Markdown ends a link there.
 */
export function safeLink(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '') return undefined;
  if (!LINK_HOSTS.has(url.hostname)) return undefined;
  return url.href.replaceAll('(', '%28').replaceAll(')', '%29');
}

/** A Markdown link; only the title where the address is not one that may leave. */
export function markdownLink(title: string, address: string): Markdown {
  const url = safeLink(address);
  const shown = escapeMarkdown(title);
  return (url === undefined ? shown : `[${shown}](${url})`) as Markdown;
}

/** Bold text. */
export function bold(text: string): Markdown {
  return `**${escapeMarkdown(text.trim())}**` as Markdown;
}

/** What stands between a word and what it is about, as a language writes it. */
export type Colon = ': ' | '\u00a0: ';

/** Pieces side by side, with a separator that has no meaning in Markdown. */
export function joined(pieces: readonly Markdown[], separator: ' ' | ' · ' | Colon): Markdown {
  return pieces.join(separator) as Markdown;
}
