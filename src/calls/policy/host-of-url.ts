/** The host that a URL names, also where only part of the URL is known. Domain 4.3. */
import type { ReasonCode } from '../../model/reasons.ts';

/** A part of a text whose value is not known, and why. `literals` are constants inside that may hold a whole host. */
export interface Hole {
  readonly reason: ReasonCode;
  readonly literals: readonly string[];
}

/** A text as far as it is known. */
export type KnownText = readonly (string | Hole)[];

/** What a URL calls. `foreign`: certainly none of the hosts that matter, though the host itself is not known. */
export type UrlHost =
  | { readonly kind: 'host'; readonly hosts: readonly string[] }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unresolved'; readonly reason: ReasonCode };

/** Tells whether a host could be one of the services looked for. */
export type HostFilter = (host: string) => boolean;

const AUTHORITY = /^[a-z][a-z0-9+.-]*:[\\/]{2}([^\\/?#]*)/i;
const HOST_IN_TEXT = /(?:^|[^a-z0-9.-])([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)/gi;
/** Ends of domains that are whole: what follows one of them directly must be a path. */
const COMPLETE_DOMAIN = /\.(?:com|net|org|io|dev|app|cloud|local|internal|[a-z]{2})$/i;
/** `.contoso.com` in full, up to where the host ends. */
const FOREIGN_TAIL =
  /^[a-z0-9-]*((?:\.[a-z0-9-]+)+\.(?:com|net|org|io|dev|app|cloud|local|internal|[a-z]{2}))(?:[/?#:]|$)/i;

/** What may stand between a name and a tail such as `.windows.net` in the hosts of the services looked for. */
const MIDDLES = ['blob', 'blob.core', 'z1.blob', 'westeurope.data', 'vault', 'servicebus', 'managedhsm', 'azurecr'];

/** The host in lower case as a browser would read it; undefined where it is none. */
export function normalHost(authority: string): string | undefined {
  const bare = authority.slice(authority.lastIndexOf('@') + 1);
  const host = URL.parse(`https://${bare}/`)?.hostname.replace(/\.$/, '');
  return host === undefined || host === '' ? undefined : host;
}

function merged(text: KnownText): KnownText {
  const parts: (string | Hole)[] = [];
  for (const part of text) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (part !== '') parts.push(part);
  }
  return parts;
}

function found(authority: string): UrlHost {
  const host = normalHost(authority);
  return host === undefined ? { kind: 'unresolved', reason: 'G-UNRESOLVED' } : { kind: 'host', hosts: [host] };
}

function fromWholeText(text: string): UrlHost {
  const authority = AUTHORITY.exec(text);
  if (authority !== null) return found(authority[1] ?? '');
  // `fabric:/app/service` and its like name no host at all.
  if (/^(?!https?:|wss?:|sb:|amqps?:)[a-z][a-z0-9+.-]*:\/?[^/\d]/i.test(text)) return { kind: 'foreign' };
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?([/?#]|$)/i.test(text)
    ? found(text.replace(/[/?#].*$/s, ''))
    : { kind: 'unresolved', reason: 'G-UNRESOLVED' };
}

function hostsInside(texts: readonly string[], matters: HostFilter): readonly string[] {
  const hosts = texts.flatMap((text) =>
    [...text.matchAll(HOST_IN_TEXT)].flatMap((match) => normalHost(match[1] ?? '') ?? []),
  );
  return [...new Set(hosts.filter(matters))];
}

/**
 * The host of a URL (or of a bare host name). A host that is written out in full counts although the rest is computed;
 * a computed start in front of a whole foreign domain counts as foreign.
 */
export function hostOfUrl(url: KnownText, matters: HostFilter): UrlHost {
  const parts = merged(url);
  const [first, second] = parts;
  if (first === undefined) return { kind: 'unresolved', reason: 'G-UNRESOLVED' };
  const start = typeof first === 'string' ? first.trimStart() : '';
  if (typeof first === 'string' && second === undefined) return fromWholeText(start.trimEnd());
  const authority = AUTHORITY.exec(start);
  if (authority !== null) {
    const host = authority[1] ?? '';
    const closed = authority[0].length < start.length;
    // A port or an `@` that is still to come would not change that the host so far is whole.
    if (closed || (COMPLETE_DOMAIN.test(host) && !host.includes('@'))) return found(host);
  }
  const holes = parts.filter((part) => typeof part !== 'string');
  const texts = parts.filter((part) => typeof part === 'string');
  const inside = hostsInside([...wholeTexts(parts), ...holes.flatMap((hole) => hole.literals)], matters);
  if (inside.length > 0) return { kind: 'host', hosts: inside };
  const opensHost = authority !== null || typeof first !== 'string' || /^[a-z0-9.-]*$/i.test(start);
  const tailText = typeof first === 'string' ? texts[1] : texts[0];
  const tail = FOREIGN_TAIL.exec(tailText ?? '');
  const computedScheme = typeof first !== 'string' && (tailText ?? '').includes('://');
  if (
    opensHost &&
    !computedScheme &&
    tail !== null &&
    !matters(`x${tail[1] ?? ''}`) &&
    !couldBecome(tail[1] ?? '', matters)
  ) {
    return { kind: 'foreign' };
  }
  return { kind: 'unresolved', reason: holes[0]?.reason ?? 'EXPRESSION_URL' };
}

/** Where the last word of a text starts. By hand, for a pattern that is anchored at the end reads a long text again and again. */
function lastWordStart(text: string): number {
  let start = text.length;
  while (start > 0 && /[a-z0-9.-]/i.test(text[start - 1] ?? '')) start -= 1;
  return start;
}

/** Literal parts without their first or last word where a hole touches it, for that word may be cut. */
function wholeTexts(parts: KnownText): readonly string[] {
  return parts.flatMap((part, index) => {
    if (typeof part !== 'string') return [];
    const headless = index > 0 ? part.replace(/^[a-z0-9.-]+/i, '') : part;
    if (index === parts.length - 1) return [headless];
    const start = lastWordStart(headless);
    return [COMPLETE_DOMAIN.test(headless.slice(start)) ? headless : headless.slice(0, start)];
  });
}

/** Whether a tail such as `.core.windows.net` is the end of a host that matters. */
function couldBecome(tail: string, matters: HostFilter): boolean {
  return MIDDLES.some((middle) => matters(`x.${middle}${tail}`));
}
