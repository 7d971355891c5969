/** Where calls are noted while they are searched for: each once, and each that could not be resolved. */
import { idKey } from '../model/arm.ts';
import { declaredBy } from '../model/declaration.ts';
import type { Read } from '../model/estate.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { Cloud } from '../model/requirement.ts';
import { say, type Text } from '../model/text.ts';
import { serviceOfHost } from '../network/hosts.ts';
import type { Callee, CallIdentity, CallSite, Unresolved, Weight } from './call-site.ts';
import { type DeclaredCall, type DeclaredFor, nothingDeclared } from './declarations.ts';
import { hostOfUrl, type KnownText } from './policy/host-of-url.ts';

/** The place of a call, before it is known what is called. */
export interface Origin {
  readonly place: Text;
  readonly source: string;
  readonly element: string;
  readonly weight: Weight;
  readonly workspace: string | undefined;
}

/** What calls what, and what stayed dark. */
export interface CallSites {
  readonly sites: readonly CallSite[];
  readonly unresolved: readonly Unresolved[];
  /** What people declared to reach none of the six services. */
  readonly declared: readonly DeclaredCall[];
}

/** The identity of a call about which nothing is known. */
const UNKNOWN: CallIdentity = { kind: 'unknown', managed: false };

/** A place for people, under its workspace where it has one. */
export function placeUnder(workspace: string | undefined, place: Text): Text {
  return workspace === undefined ? place : say('Workspace {workspace}: {place}', { workspace, place });
}

/** Collects call sites. Hosts outside the six services of the cloud are left out. */
export class SiteLedger {
  readonly #matters: (host: string) => boolean;
  readonly #sites = new Map<string, CallSite>();
  readonly #unresolved = new Map<string, Unresolved>();
  readonly #declaredFor: DeclaredFor;
  readonly #declared = new Map<string, DeclaredCall>();

  constructor(cloud: Cloud, declaredFor: DeclaredFor = nothingDeclared) {
    this.#declaredFor = declaredFor;
    this.#matters = (host) => serviceOfHost(host, cloud) !== undefined;
  }

  /** Notes a call, once for each place, callee and identity. */
  call(origin: Origin, callee: Callee, identity: CallIdentity): void {
    const called = callee.kind === 'host' ? callee.host : idKey(callee.id);
    const { element, weight, workspace = '' } = origin;
    const key = [idKey(origin.source), element, called, identity.kind, identity.managed, weight, workspace].join(' ');
    if (!this.#sites.has(key)) this.#sites.set(key, { ...origin, callee, identity });
  }

  /** Notes a problem, once for each source and reason. */
  problem(unresolved: Unresolved): void {
    const key = [idKey(unresolved.source), unresolved.reason, unresolved.weight].join(' ');
    if (!this.#unresolved.has(key)) this.#unresolved.set(key, unresolved);
  }

  /** Notes that a place was read, and what it calls is not known; or, where somebody declared it, what they said. */
  cannotResolve(
    origin: Origin,
    reason: ReasonCode,
    identities: readonly CallIdentity[] = [UNKNOWN],
    ports?: readonly number[],
  ): void {
    const { source, place, weight } = origin;
    const declarations = this.#declaredFor(source);
    for (const declaration of declarations) {
      const { destination: host } = declaration;
      const said = { ...origin, place: say('{place} (declared by {name})', { place, name: declaredBy(declaration) }) };
      if (!this.#matters(host)) this.#declared.set(`${idKey(source)} ${host}`, { source, place, declaration });
      else for (const one of identities) this.call(said, { kind: 'host', host, ...(ports && { ports }) }, one);
    }
    if (declarations.length > 0) return;
    this.problem({ source, place, reason, failure: 'resolve', detail: undefined, weight });
  }

  /** Notes that what a place calls stands where it cannot be read. */
  cannotRead({ source, place, weight }: Origin, { reason, detail }: Extract<Read<unknown>, { ok: false }>): void {
    this.problem({ source, place, reason, failure: 'read', detail, weight });
  }

  /** Notes a call to whatever host a URL names. `self` is the source to name when it names none that can be told. */
  callUrl(
    origin: Origin,
    url: KnownText,
    identities: readonly CallIdentity[],
    { self = origin, ports }: { readonly self?: Origin; readonly ports?: readonly number[] } = {},
  ): void {
    const found = hostOfUrl(url, this.#matters);
    if (found.kind === 'unresolved') this.cannotResolve(self, found.reason, identities, ports);
    if (found.kind !== 'host') return;
    for (const host of found.hosts.filter(this.#matters)) {
      for (const identity of identities) this.call(origin, { kind: 'host', host, ...(ports && { ports }) }, identity);
    }
  }

  /** Everything noted so far. */
  entries(): CallSites {
    return {
      sites: [...this.#sites.values()],
      unresolved: [...this.#unresolved.values()],
      declared: [...this.#declared.values()],
    };
  }
}
