/** Addresses and CIDR ranges, compared as whole sets. IPv4 and IPv6 never meet. */
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

/** An inclusive range of addresses of one family. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

function number(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** Only such texts can be addresses; the names of service tags, which are tried as often, hold other letters. */
const CHARACTERS = /^[\da-f:.]+$/i;

function address(text: string): { family: 4 | 6; value: bigint } | undefined {
  if (
    !CHARACTERS.test(text) ||
    !ipaddr.isValid(text) ||
    (!text.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(text))
  )
    return undefined;
  const parsed = ipaddr.process(text);
  return { family: parsed.kind() === 'ipv4' ? 4 : 6, value: number(parsed.toByteArray()) };
}

/** What texts were read as: rules of all networks say the same again and again. */
const read = new LRUCache<string, { readonly range: AddressRange | undefined }>({ max: 5_000 });

/** Reads one address, a CIDR range (`10.0.0.0/24`, host bits ignored) or a span (`10.0.0.1-10.0.0.9`); undefined for anything else. */
export function parseRange(text: string): AddressRange | undefined {
  const known = read.get(text) ?? { range: rangeOf(text.trim()) };
  read.set(text, known);
  return known.range;
}

function rangeOf(trimmed: string): AddressRange | undefined {
  const span = trimmed.split('-');
  if (span.length === 2) {
    const [from, to] = span.map((end) => address(end.trim()));
    if (from === undefined || to === undefined || from.family !== to.family || from.value > to.value) return undefined;
    return { family: from.family, first: from.value, last: to.value };
  }
  const [base = '', length, ...rest] = trimmed.split('/');
  const start = address(base);
  if (start === undefined || rest.length > 0) return undefined;
  const bits = start.family === 4 ? 32 : 128;
  if (length === undefined) return { family: start.family, first: start.value, last: start.value };
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return undefined;
  const host = BigInt(bits - Number(length));
  const first = (start.value >> host) << host;
  return { family: start.family, first, last: first + (1n << host) - 1n };
}

/** Reads many; what is no range is left out. */
export function parseRanges(texts: readonly string[]): readonly AddressRange[] {
  return texts.flatMap((text) => parseRange(text) ?? []);
}

/** Whether two ranges share an address. */
export function overlap(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Whether the union of `cover` holds every address of `wanted`. */
export function covers(cover: readonly AddressRange[], wanted: AddressRange): boolean {
  const sorted = cover.filter((range) => overlap(range, wanted)).toSorted((a, b) => (a.first < b.first ? -1 : 1));
  let next = wanted.first;
  for (const range of sorted) {
    if (range.first > next) return false;
    if (range.last >= next) next = range.last + 1n;
    if (next > wanted.last) return true;
  }
  return false;
}

/** Whether a range lies in address space that is never public (RFC 1918, shared, loopback, link-local, unique local). */
export function isPrivate(range: AddressRange): boolean {
  return PRIVATE.some((space) => covers([space], range));
}

const PRIVATE = parseRanges([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
]);
