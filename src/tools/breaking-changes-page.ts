/** Microsoft's page "Upcoming breaking changes", as saved: its table of changes and their days. */
import { parse } from 'node-html-parser';

/** One row of the page. */
export interface Announced {
  readonly title: string;
  /** The last part of the address of the change's own page, without an ending. */
  readonly page: string;
  /** The first UTC day that the row names, `YYYY-MM-DD`. */
  readonly day: string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const AMERICAN = new RegExp(`\\b(${MONTHS.join('|')})\\s+(\\d{1,2}),?\\s+(\\d{4})\\b`, 'i');
const BRITISH = new RegExp(`\\b(\\d{1,2})\\s+(${MONTHS.join('|')})\\s+(\\d{4})\\b`, 'i');

/** The rows of every table that links to a page and names a day in English. Empty where there is none. */
export function announcedIn(page: string): readonly Announced[] {
  const rows = /<\s*(?:table|html|body)\b/i.test(page) ? htmlRows(page) : markdownRows(page);
  return rows.flatMap(({ title, address, rest }) => {
    const name = address === undefined ? undefined : pageOf(address);
    const day = dayIn(rest);
    return name === undefined || day === undefined ? [] : [{ title: title.trim(), page: name, day }];
  });
}

interface TableRow {
  readonly title: string;
  readonly address: string | undefined;
  /** The cells behind the title. */
  readonly rest: string;
}

function htmlRows(page: string): readonly TableRow[] {
  return parse(page)
    .querySelectorAll('table tr')
    .flatMap((row) => {
      const [first, ...rest] = row.querySelectorAll('td');
      if (first === undefined) return [];
      const address = first.querySelector('a')?.getAttribute('href');
      return [{ title: first.text, address, rest: rest.map((cell) => cell.text).join(' ') }];
    });
}

/** `| [Title][ref] | day |` with `[ref]: address` below, or `| [Title](address) | day |`. */
function markdownRows(page: string): readonly TableRow[] {
  const references = new Map(
    [...page.matchAll(/^\s*\[([^\]]+)\]:\s*<?([^\s>]+)/gm)].map(([, name = '', address = '']) => [
      name.toLowerCase(),
      address,
    ]),
  );
  return page.split(/\r?\n/).flatMap((line) => {
    const [, title, inline, reference, rest = ''] =
      /^\s*\|\s*\[([^\]]+)\](?:\(([^)\s]+)[^)]*\)|\[([^\]]*)\])?\s*\|(.*)$/.exec(line) ?? [];
    if (title === undefined) return [];
    const name = reference === undefined || reference === '' ? title : reference;
    return [{ title, address: inline ?? references.get(name.toLowerCase()), rest }];
  });
}

/** `./git-configuration-retirement-march-2025.md?x#y` is `git-configuration-retirement-march-2025`. */
function pageOf(address: string): string | undefined {
  const [path = ''] = address.split(/[?#]/);
  return path
    .replace(/\/$/, '')
    .split('/')
    .at(-1)
    ?.replace(/\.(?:md|html?)$/, '');
}

function dayIn(text: string): string | undefined {
  const [, americanMonth, americanDay, americanYear] = AMERICAN.exec(text) ?? [];
  const [, britishDay, britishMonth, britishYear] = BRITISH.exec(text) ?? [];
  const american = dayOf(americanYear, americanMonth, americanDay);
  return american ?? dayOf(britishYear, britishMonth, britishDay) ?? /\b\d{4}-\d{2}-\d{2}\b/.exec(text)?.[0];
}

function dayOf(year: string | undefined, month: string | undefined, day: string | undefined): string | undefined {
  const number = MONTHS.findIndex((name) => name.toLowerCase() === month?.toLowerCase()) + 1;
  return year === undefined || day === undefined || number === 0
    ? undefined
    : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
