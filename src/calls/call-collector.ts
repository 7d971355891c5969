/** Where calls are noted while they are searched for: each once, and each that could not be resolved. */
import { idKey } from '../model/arm.ts';
import { declaredBy } from '../model/declaration.ts';
import type { FailedRead } from '../model/estate.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { Cloud } from '../model/requirement.ts';
import { say, type Text } from '../model/text.ts';
import { serviceOfHost } from '../network/hosts.ts';
import { KEY } from './call-identity.ts';
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
  /** The API whose call this is; undefined outside any. */
  readonly api: string | undefined;
  readonly proxied: boolean;
  /** Whether everything that runs around it was read, so that what was not seen is not there. */
  readonly complete: boolean;
}

/** What calls what, and what stayed dark. */
export interface CallSites {
  readonly sites: readonly CallSite[];
  readonly unresolved: readonly Unresolved[];
  /** What people declared to reach none of the six services. */
  readonly declared: readonly DeclaredCall[];
}

/** A place for people, under its workspace where it has one. */
export function placeUnder(workspace: string | undefined, place: Text): Text {
  return workspace === undefined ? place : say('Workspace {workspace}: {place}', { workspace, place });
}

/** What counts more comes first. */
const WEIGHTS: readonly Weight[] = ['used', 'other-revision', 'unreferenced'];

function heavier(one: Weight, other: Weight): boolean {
  return WEIGHTS.indexOf(one) < WEIGHTS.indexOf(other);
}

/** Collects call sites. Hosts outside the six services of the cloud are left out. */
export class CallCollector {
  readonly #matters: (host: string) => boolean;
  readonly #sites = new Map<string, CallSite & { readonly apis: Set<string> }>();
  readonly #unresolved = new Map<string, Unresolved>();
  readonly #declaredFor: DeclaredFor;
  readonly #declared = new Map<string, DeclaredCall>();

  constructor(cloud: Cloud, declaredFor: DeclaredFor = nothingDeclared) {
    this.#declaredFor = declaredFor;
    this.#matters = (host) => serviceOfHost(host, cloud) !== undefined;
  }

  /** Notes a call, once for each place, callee, way and identity. */
  call(origin: Origin, callee: Callee, identity: CallIdentity): void {
    const { place, source, element, weight, workspace, proxied, api } = origin;
    // A token that opens none of the services is to them what any wrong key is.
    const caller = identity.kind === 'foreign-token' ? KEY : identity;
    const called = callee.kind === 'host' ? callee.host : idKey(callee.id);
    const way = [workspace, proxied, caller.kind, caller.managed];
    const key = [idKey(source), element, called, ...way].join(' ');
    const known = this.#sites.get(key);
    const apis = known?.apis ?? new Set<string>();
    if (api !== undefined) apis.add(api.toLowerCase());
    if (known !== undefined && !heavier(weight, known.weight)) return;
    this.#sites.set(key, { callee, place, source, element, identity: caller, weight, workspace, proxied, apis });
  }

  /** Notes a problem, once for each source and reason. */
  problem(unresolved: Unresolved): void {
    const { source, reason, carried, weight } = unresolved;
    const key = [idKey(source), carried === 'none' ? carried : reason].join(' ');
    const known = this.#unresolved.get(key);
    if (known === undefined || heavier(weight, known.weight)) this.#unresolved.set(key, unresolved);
  }

  /** Notes that a place was read, and what it calls is not known; or, where somebody declared it, what they said. */
  cannotResolve(origin: Origin, reason: ReasonCode, callers: readonly CallIdentity[], ports?: readonly number[]): void {
    const { source, place, weight, complete } = origin;
    // Whatever is called, a token for something else opens none of the six.
    const open = complete ? callers.filter(({ kind }) => kind !== 'foreign-token') : callers;
    if (open.length === 0) return;
    const declarations = this.#declaredFor(source);
    for (const declaration of declarations) {
      const { destination: host } = declaration;
      const said = { ...origin, place: say('{place} (declared by {name})', { place, name: declaredBy(declaration) }) };
      if (!this.#matters(host)) this.#declared.set(`${idKey(source)} ${host}`, { source, place, declaration });
      else for (const one of open) this.call(said, { kind: 'host', host, ...(ports && { ports }) }, one);
    }
    if (declarations.length > 0) return;
    const proven = complete && open.every(({ kind }) => ['none', 'key', 'workload'].includes(kind));
    const carried = proven ? 'none' : 'perhaps';
    this.problem({ source, place, reason, failure: 'resolve', detail: undefined, weight, carried });
  }

  /** Notes that what a place calls stands where it cannot be read. */
  cannotRead({ source, place, weight }: Origin, { reason, detail }: FailedRead): void {
    this.problem({ source, place, reason, failure: 'read', detail, weight, carried: 'perhaps' });
  }

  /** Notes a call to whatever hosts a URL names. `self` is the source to name when it names none that can be told. */
  callUrl(
    origin: Origin,
    url: KnownText,
    callers: readonly CallIdentity[],
    { self = origin, ports }: { readonly self?: Origin; readonly ports?: readonly number[] } = {},
  ): void {
    const { hosts, unresolved } = hostOfUrl(url, this.#matters);
    if (unresolved !== undefined) this.cannotResolve(self, unresolved, callers, ports);
    for (const host of hosts.filter(this.#matters)) {
      for (const identity of callers) this.call(origin, { kind: 'host', host, ...(ports && { ports }) }, identity);
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
