/** Calls through backend entities, and the backends that nothing refers to. Domain 4.1, contract 7.23. */
import { type ArmResource, idKey, nameOf, parseArmId } from '../model/arm.ts';
import { attempt } from '../model/estate.ts';
import { at } from '../model/json.ts';
import { say } from '../model/text.ts';
import { targetTypes } from '../network/target.ts';
import { backendNamed, membersOf, resourceIdOfBackend, urlOfBackend } from './backends.ts';
import { hasSignature, type Identities } from './call-identity.ts';
import type { CallIdentity, Weight } from './call-site.ts';
import type { Owner } from './crawl.ts';
import type { Template } from './policy/template.ts';
import { outsideCalls, resolvedTexts, type ValueScope } from './resolve-value.ts';
import { type Origin, placeUnder, type SiteLedger } from './site-ledger.ts';

const KEY: CallIdentity = { kind: 'key', managed: false };
const NONE: CallIdentity = { kind: 'none', managed: false };

function isTargetId(id: string): boolean {
  const type = parseArmId(id)?.type;
  return type !== undefined && Object.values(targetTypes).includes(type);
}

function originOf(backend: ArmResource, { workspace }: Owner, weight: Weight): Origin {
  const place = placeUnder(workspace, say('Backend {backend}', { backend: backend.name }));
  return { place, source: backend.id, element: 'properties.url', weight, workspace };
}

/** Follows references to backends, and remembers which were met. */
export class BackendCalls {
  readonly #ledger: SiteLedger;
  readonly #identities: Identities;
  /** Backends that something refers to, by `idKey`. */
  readonly #referenced = new Set<string>();
  /** Owners with a `backend-id` that is computed, so that any of their backends may be called. */
  readonly #anyBackend = new Set<string>();

  constructor(ledger: SiteLedger, identities: Identities) {
    this.#ledger = ledger;
    this.#identities = identities;
  }

  /**
   * Notes the calls that a reference makes. `carried` are the identities that the call brings along; without any, the
   * backend's own credentials count, and without those `proofless`.
   */
  callNamed(
    origin: Origin,
    name: Template,
    owner: Owner,
    scope: ValueScope,
    carried: readonly CallIdentity[],
    proofless: CallIdentity,
  ): void {
    if (!owner.backends.ok) return;
    const names = resolvedTexts(name, scope);
    if (names === undefined) {
      this.#anyBackend.add(idKey(owner.id));
      for (const backend of owner.backends.value) this.#call(origin, backend, owner, carried, proofless);
      return;
    }
    for (const one of names) {
      const backend = backendNamed(owner, nameOf(one.trim()));
      if (backend === undefined) this.#ledger.cannotResolve(origin, 'G-UNRESOLVED');
      else this.#call(origin, backend, owner, carried, proofless);
    }
  }

  /** Notes the backends of an owner that nothing refers to. To be asked last. */
  callLeft(owner: Owner): void {
    if (!owner.backends.ok) return;
    const weight = this.#anyBackend.has(idKey(owner.id)) ? 'used' : 'unreferenced';
    for (const backend of owner.backends.value.filter((one) => !this.#referenced.has(idKey(one.id)))) {
      this.#call(originOf(backend, owner, weight), backend, owner, [], NONE);
    }
  }

  #call(
    origin: Origin,
    backend: ArmResource,
    owner: Owner,
    carried: readonly CallIdentity[],
    proofless: CallIdentity,
  ): void {
    this.#referenced.add(idKey(backend.id));
    const called = attempt(() => this.#callMembers(origin, backend, owner, carried, proofless));
    if (!called.ok) this.#ledger.cannotRead(originOf(backend, owner, origin.weight), called);
  }

  #callMembers(
    origin: Origin,
    backend: ArmResource,
    owner: Owner,
    carried: readonly CallIdentity[],
    proofless: CallIdentity,
  ): void {
    const { members, lost } = membersOf(backend, owner);
    if (lost > 0) this.#ledger.cannotResolve(originOf(backend, owner, origin.weight), 'G-UNRESOLVED');
    for (const member of members) {
      this.#referenced.add(idKey(member.id));
      this.#callMember(origin, member, owner, carried, proofless);
    }
  }

  #callMember(
    origin: Origin,
    member: ArmResource,
    owner: Owner,
    carried: readonly CallIdentity[],
    proofless: CallIdentity,
  ): void {
    const own = this.#identities.ofBackend(at(member, 'properties', 'credentials'), outsideCalls(owner.namedValue));
    const identities = carried.length > 0 ? carried : [own ?? proofless];
    const resource = resourceIdOfBackend(member);
    if (resource !== undefined && isTargetId(resource)) {
      for (const identity of identities) this.#ledger.call(origin, { kind: 'id', id: resource }, identity);
      return;
    }
    const self = originOf(member, owner, origin.weight);
    for (const url of urlOfBackend(member, owner) ?? [[]]) {
      const signed = own === undefined && carried.length === 0 && hasSignature(url);
      this.#ledger.callUrl(origin, url, signed ? [KEY] : identities, { self });
    }
  }
}
