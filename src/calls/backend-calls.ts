/** Calls through backend entities, and the backends that nothing refers to. Rules: docs/rules.md#calls. */
import { type ArmKey, type ArmResource, idKey, nameOf, parseArmId } from '../model/arm.ts';
import { attempt } from '../model/estate.ts';
import { at } from '../model/json.ts';
import { kindOfType } from '../model/services.ts';
import { say } from '../model/text.ts';
import { backendNamed, membersOf, resourceIdOfBackend, urlOfBackend } from './backends.ts';
import { type CallCollector, type Origin, placeUnder } from './call-collector.ts';
import { hasSignature, type Identities, KEY, NONE } from './call-identity.ts';
import type { CallIdentity } from './call-site.ts';
import type { Owner } from './crawl.ts';
import { NOTHING_KNOWN } from './policy/host-of-url.ts';
import type { Template } from './policy/template.ts';
import { outsideCalls, resolvedTexts, type ValueScope } from './resolve-value.ts';

function isTargetId(id: string): boolean {
  return kindOfType(parseArmId(id)?.type) !== undefined;
}

/** Who a call to a backend may be: what the request carries (undefined: nothing), and who it is without any proof. */
export interface BackendCallers {
  readonly carried: readonly (CallIdentity | undefined)[];
  readonly otherwise: CallIdentity;
}

const BARE: BackendCallers = { carried: [undefined], otherwise: NONE };

function originOf(backend: ArmResource, from: Omit<Origin, 'place' | 'source' | 'element'>): Origin {
  const place = placeUnder(from.workspace, say('Backend {backend}', { backend: backend.name }));
  return { ...from, place, source: backend.id, element: 'properties.url' };
}

/** Follows references to backends, and remembers which were met. */
export class BackendCalls {
  readonly #collector: CallCollector;
  readonly #identities: Identities;
  /** Backends that something refers to. */
  readonly #referenced = new Set<ArmKey>();

  constructor(collector: CallCollector, identities: Identities) {
    this.#collector = collector;
    this.#identities = identities;
  }

  /**
   * Notes the calls that a reference makes. Where the request carries nothing, the backend's own credentials count, and
   * without those `otherwise`.
   */
  callNamed(origin: Origin, name: Template, owner: Owner, scope: ValueScope, callers: BackendCallers): void {
    if (!owner.backends.ok) return;
    const names = resolvedTexts(name, scope);
    // A computed name may be any; an empty one is a default that something else replaces, or the call would fail.
    if (names === undefined || names.includes('')) {
      for (const backend of owner.backends.value) this.#call(origin, backend, owner, callers);
      return;
    }
    for (const one of new Set(names)) this.callOne(origin, one, owner, callers);
  }

  /** Notes the calls to one backend by its name or id. */
  callOne(origin: Origin, name: string, owner: Owner, callers: BackendCallers): void {
    if (!owner.backends.ok) return;
    const backend = backendNamed(owner, nameOf(name.trim()));
    const perhaps = callers.carried.map((identity) => identity ?? callers.otherwise);
    if (backend === undefined) this.#collector.cannotResolve(origin, 'G-UNRESOLVED', perhaps);
    else this.#call(origin, backend, owner, callers);
  }

  /** Notes the backends of an owner that nothing refers to. To be asked last. */
  callLeft(owner: Owner): void {
    if (!owner.backends.ok) return;
    const from = { weight: 'unreferenced', workspace: owner.workspace, api: undefined, proxied: false } as const;
    for (const backend of owner.backends.value.filter((one) => !this.#referenced.has(idKey(one.id)))) {
      const origin = originOf(backend, { ...from, complete: true });
      this.#call(origin, backend, owner, BARE);
    }
  }

  #call(origin: Origin, backend: ArmResource, owner: Owner, callers: BackendCallers): void {
    const called = attempt(() => this.#callMembers(origin, backend, owner, callers));
    if (!called.ok) this.#collector.cannotRead(originOf(backend, origin), called);
  }

  #callMembers(origin: Origin, backend: ArmResource, owner: Owner, callers: BackendCallers): void {
    const { members, lost, seen } = membersOf(backend, owner);
    for (const key of seen) this.#referenced.add(key);
    // Nobody knows who would have called a member that is not there.
    if (lost > 0)
      this.#collector.cannotResolve({ ...originOf(backend, origin), complete: false }, 'G-UNRESOLVED', [NONE]);
    for (const member of members) this.#callMember(origin, member, owner, callers);
  }

  #callMember(origin: Origin, member: ArmResource, owner: Owner, { carried, otherwise }: BackendCallers): void {
    const own = this.#identities.ofBackend(at(member, 'properties', 'credentials'), outsideCalls(owner.namedValue));
    const callers = (bare: CallIdentity) => carried.map((identity) => identity ?? own ?? bare);
    const resource = resourceIdOfBackend(member);
    if (resource !== undefined && isTargetId(resource)) {
      for (const identity of callers(otherwise)) this.#collector.call(origin, { kind: 'id', id: resource }, identity);
      return;
    }
    const self = originOf(member, origin);
    for (const url of urlOfBackend(member, owner) ?? [NOTHING_KNOWN]) {
      this.#collector.callUrl(origin, url, callers(hasSignature(url) ? KEY : otherwise), { self });
    }
  }
}
