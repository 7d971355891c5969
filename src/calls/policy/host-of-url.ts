/** The host that a URL names, also where only part of the URL is known. Rules: docs/rules.md#calls. */
import type { ReasonCode } from '../../model/reasons.ts';

/** A part of a text whose value is not known, and why. */
export interface Hole {
  readonly reason: ReasonCode;
  /** Constants inside, which may hold a whole host. */
  readonly literals: readonly string[];
  /** Tokens of managed identities that may stand in it. */
  readonly tokens?: readonly KnownToken[];
  /** It may be a token, and whose is not known: from a cache, or from a variable that nothing sets. */
  readonly mayBeToken?: boolean;
  /** It stands for a variable that nothing sets, so that reading it ends the request. */
  readonly unset?: boolean;
}

/** A token as far as it is known; undefined for what is not. */
export interface KnownToken {
  /** An empty client id means the system-assigned identity. */
  readonly clientIds: readonly string[] | undefined;
  readonly audiences: readonly string[] | undefined;
  readonly workload: boolean;
}

/** A text as far as it is known. */
export type KnownText = readonly (string | Hole)[];

/** A text of which nothing is known, because what it stands in does not exist or does not say. */
export const NOTHING_KNOWN: KnownText = [{ reason: 'G-UNRESOLVED', literals: [] }];

/** What a URL calls: hosts that it may name, and why it may name others; neither for one that calls nobody who matters. */
export interface UrlHost {
  readonly hosts: readonly string[];
  readonly unresolved: ReasonCode | undefined;
}

/** Tells whether a host could be one of the services looked for. */
export type HostFilter = (host: string) => boolean;

const AUTHORITY = /^[a-z][a-z0-9+.-]*:[\\/]{2}([^\\/?#]*)/i;
/** Ends of domains that are whole: what follows one of them directly must be a path. */
const COMPLETE_DOMAIN = /\.(?:com|net|org|io|dev|app|cloud|local|internal|[a-z]{2})$/i;
/** `.contoso.com` in full, up to where the host ends. */
const FOREIGN_TAIL =
  /^[a-z0-9-]*((?:\.[a-z0-9-]+)+\.(?:com|net|org|io|dev|app|cloud|local|internal|[a-z]{2}))(?:[/?#:]|$)/i;

/** What may stand between a name and a tail such as `.windows.net` in the hosts of the services looked for. */
const MIDDLES = ['blob', 'blob.core', 'z1.blob', 'westeurope.data', 'vault', 'servicebus', 'managedhsm', 'azurecr'];

const NOBODY: UrlHost = { hosts: [], unresolved: undefined };

/** The host in lower case as a browser would read it; undefined where it is none. */
function normalHost(authority: string): string | undefined {
  const bare = authority.slice(authority.lastIndexOf('@') + 1);
  const host = URL.parse(`https://${bare}/`)?.hostname.replace(/\.$/, '');
  // A browser takes quotes and braces too, which are what is left of a value that nobody put in.
  return host !== undefined && /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(host) ? host : undefined;
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

function unresolved(reason: ReasonCode, hosts: readonly string[] = []): UrlHost {
  return { hosts, unresolved: reason };
}

function found(authority: string): UrlHost {
  const host = normalHost(authority);
  return host === undefined ? unresolved('G-UNRESOLVED') : { hosts: [host], unresolved: undefined };
}

function fromWholeText(text: string): UrlHost {
  const [authority, host = ''] = AUTHORITY.exec(text) ?? [];
  if (authority !== undefined) return found(host);
  // `fabric:/app/service` and its like name no host at all.
  if (/^(?!https?:|wss?:|sb:|amqps?:)[a-z][a-z0-9+.-]*:\/?[^/\d]/i.test(text)) return NOBODY;
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?([/?#]|$)/i.test(text)
    ? found(text.replace(/[/?#].*$/s, ''))
    : unresolved('G-UNRESOLVED');
}

/** Where a host may begin in a constant: after its scheme, or at its start. */
const HOST_OF_CONSTANT = /^([^/?#]*:[\\/]{2})?([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)/i;

/** Hosts in constants that may stand where the host does. After a scheme, a constant with a scheme of its own cannot. */
function hostsInside(texts: readonly string[], afterScheme: boolean, matters: HostFilter): readonly string[] {
  const hosts = texts.flatMap((text) => {
    const [, scheme, host = ''] = HOST_OF_CONSTANT.exec(text.trim()) ?? [];
    return scheme !== undefined && afterScheme ? [] : (normalHost(host) ?? []);
  });
  return [...new Set(hosts.filter(matters))];
}

/** The rest of a URL after a scheme that is computed, such as `{{scheme}}://host/path`; undefined where there is none. */
function afterComputedScheme(parts: KnownText): KnownText | undefined {
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') continue;
    const place = part.indexOf('://');
    if (!/^[a-z0-9+.-]*$/i.test(place < 0 ? part : part.slice(0, place))) return undefined;
    if (place >= 0) return [`https${part.slice(place)}`, ...parts.slice(index + 1)];
  }
  return undefined;
}

/**
 * The host of a URL (or of a bare host name). A constant counts only where the authority can be; one inside a computed
 * part counts beside what else that may yield. A computed start in front of a whole foreign domain calls nobody who
 * matters, nor does an empty URL or one that begins with `/`.
 */
export function hostOfUrl(url: KnownText, matters: HostFilter): UrlHost {
  const parts = merged(url);
  const [first] = parts;
  const start = typeof first === 'string' ? first.trimStart() : '';
  if (start.startsWith('/')) return NOBODY;
  const hole = parts.find((part) => typeof part !== 'string');
  if (hole === undefined) return start === '' ? NOBODY : fromWholeText(start.trimEnd());
  const authority = AUTHORITY.exec(start);
  const host = wholeHost(authority, start);
  if (host !== undefined) return found(host);
  const rest = authority === null ? afterComputedScheme(parts) : undefined;
  if (rest !== undefined) return hostOfUrl(rest, matters);
  const inside = hostsInside(hole.literals, authority !== null, matters);
  const opensHost = authority !== null || typeof first !== 'string' || /^[a-z0-9.-]*$/i.test(start);
  if (opensHost && inside.length === 0 && endsForeign(parts, matters)) return NOBODY;
  return unresolved(hole.reason, inside);
}

/** The host of an authority that is whole: closed, or a complete domain. */
function wholeHost(authority: RegExpExecArray | null, start: string): string | undefined {
  if (authority === null) return undefined;
  const [all, host = ''] = authority;
  // A port or an `@` that is still to come would not change that the host so far is whole.
  const isWhole = all.length < start.length || (COMPLETE_DOMAIN.test(host) && !host.includes('@'));
  return isWhole ? host : undefined;
}

/** Whether the text behind the computed start of a host is a whole domain of somebody who does not matter. */
function endsForeign(parts: KnownText, matters: HostFilter): boolean {
  const [first] = parts;
  const known = parts.filter((part) => typeof part === 'string');
  const [behind = ''] = typeof first === 'string' ? known.slice(1) : known;
  const [, tail] = FOREIGN_TAIL.exec(behind) ?? [];
  return tail !== undefined && !matters(`x${tail}`) && !couldBecome(tail, matters);
}

/** Whether a tail such as `.core.windows.net` is the end of a host that matters. */
function couldBecome(tail: string, matters: HostFilter): boolean {
  return MIDDLES.some((middle) => matters(`x.${middle}${tail}`));
}
