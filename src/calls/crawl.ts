/**
 * Everything in an instance that can make the gateway call something, as far as it could be read. Only
 * policies that exist are read, secrets never. Rules: docs/rules.md#calls.
 */
import { workspacesOf } from '../instance/key-vault-references.ts';
import { type ArmKey, type ArmResource, idKey, nameOf } from '../model/arm.ts';
import { attempt, type Estate, type Read } from '../model/estate.ts';
import { at, same, text } from '../model/json.ts';
import { perAnswers } from '../model/per-answers.ts';
import type { ReasonCode } from '../model/reasons.ts';
import { say, type Text } from '../model/text.ts';
import type { Unresolved, Weight } from './call-site.ts';
import { type NamedValueLookup, namedValuesOf } from './named-values.ts';
import { statementsOf } from './policy/policy-document.ts';
import type { Statement } from './policy/statement.ts';
import { constantOf } from './policy/template.ts';
import { type PolicyScope, placeIn, scopeName, scopeOfPolicy } from './policy-scope.ts';

/** A policy or fragment that was read and understood. */
export interface PolicyText {
  readonly id: string;
  readonly scope: PolicyScope;
  readonly weight: Weight;
  readonly statements: readonly Statement[];
}

/** An API as a source of calls. */
export interface ApiSource {
  readonly resource: ArmResource;
  readonly scope: PolicyScope;
  readonly weight: Weight;
}

/** The service, or one of its workspaces, with what is looked up under it. */
export interface Owner {
  readonly id: string;
  readonly workspace: string | undefined;
  readonly backends: Read<readonly ArmResource[]>;
  readonly loggers: Read<readonly ArmResource[]>;
  readonly namedValue: NamedValueLookup;
}

/** A product that has a policy, and the names of the APIs it holds; undefined while their list is unread. */
export interface ProductSource {
  readonly scope: PolicyScope;
  readonly apis: readonly string[] | undefined;
}

/** What a crawl brought home. */
export interface Crawl {
  readonly service: ArmResource;
  readonly owners: readonly Owner[];
  readonly apis: readonly ApiSource[];
  readonly products: readonly ProductSource[];
  readonly policies: readonly PolicyText[];
  readonly fragments: ReadonlyMap<ArmKey, PolicyText>;
  /** What could not be read or understood. */
  readonly problems: readonly Unresolved[];
  /** Policies that Azure lists, and fragments met so far; undefined while the list is unread. */
  readonly known: number | undefined;
  /** How many of them have been answered, well or badly. */
  readonly scanned: number;
  /** Whether an API of a newer type may be missing from a list. */
  readonly apisMayLack: boolean;
}

/** The id of a fragment under the service or workspace that includes it. */
export function fragmentId(owner: string, name: string): string {
  return `${owner}/policyFragments/${name}`;
}

class Crawler {
  readonly #service: ArmResource;
  readonly #estate: Estate;
  readonly #problems: Unresolved[] = [];
  readonly #policies: PolicyText[] = [];
  readonly #products: ProductSource[] = [];
  readonly #fragments = new Map<ArmKey, PolicyText>();
  readonly #met = new Set<ArmKey>();
  #scanned = 0;
  #apisMayLack = false;

  constructor(service: ArmResource, estate: Estate) {
    this.#service = service;
    this.#estate = estate;
  }

  crawl(): Crawl {
    const { id } = this.#service;
    const workspaces = workspacesOf(this.#service, this.#estate);
    this.#need(workspaces, `${id}/workspaces`, say('The list of workspaces'));
    const owners = [
      this.#owner(id, undefined),
      ...(workspaces.ok ? workspaces.value.map((one) => this.#owner(`${id}/workspaces/${one.name}`, one.name)) : []),
    ];
    const apis = owners.flatMap((owner) => this.#apis(owner.id));
    const known = this.#readPolicies(apis);
    return {
      service: this.#service,
      owners,
      apis,
      products: this.#products,
      policies: this.#policies,
      fragments: this.#fragments,
      problems: this.#problems,
      known: known === undefined ? undefined : known + this.#met.size,
      scanned: this.#scanned,
      apisMayLack: this.#apisMayLack,
    };
  }

  #need<T>(
    read: Read<T>,
    source: string,
    place: Text,
    weight: Weight = 'used',
  ): read is Extract<Read<T>, { ok: true }> {
    if (read.ok) return true;
    const { reason, detail } = read;
    this.#problems.push({ source, place, reason, failure: 'read', detail, weight, carried: 'perhaps' });
    return false;
  }

  #owner(id: string, workspace: string | undefined): Owner {
    const backends = this.#estate.children(id, 'backends');
    const loggers = this.#estate.children(id, 'loggers');
    this.#need(backends, `${id}/backends`, say('The list of backends'));
    this.#need(loggers, `${id}/loggers`, say('The list of loggers'));
    return { id, workspace, backends, loggers, namedValue: namedValuesOf(id, this.#estate) };
  }

  #apis(owner: string): readonly ApiSource[] {
    const read = this.#estate.children(owner, 'apis');
    if (!this.#need(read, `${owner}/apis`, say('The list of APIs'))) return [];
    if (read.older === true) this.#apisMayLack = true;
    return read.value.map((resource) => {
      const current = attempt(() => at(resource, 'properties', 'isCurrent') !== false);
      this.#need(current, resource.id, say('API {api}', { api: resource.name }));
      return {
        resource,
        scope: scopeOfPolicy(this.#service.id, `${owner}/apis/${resource.name}`),
        weight: current.ok && !current.value ? 'other-revision' : 'used',
      };
    });
  }

  #readPolicies(apis: readonly ApiSource[]): number | undefined {
    const { id } = this.#service;
    const index = this.#estate.children(id, 'allPolicies');
    if (!this.#need(index, `${id}/allPolicies`, say('The list of policies'))) return undefined;
    const named = index.value.flatMap((entry) => {
      const policyId = attempt(() => this.#policyId(entry));
      return this.#need(policyId, entry.id, say('The list of policies')) ? [policyId.value] : [];
    });
    const ids = new Map(named.map((policyId) => [idKey(policyId), policyId]));
    for (const policyId of ids.values()) this.#readPolicy(policyId, apis);
    // Current policies first, so that a fragment that both use counts in full.
    for (const weight of ['used', 'other-revision'] as const) {
      for (const policy of this.#policies.filter((one) => one.weight === weight)) this.#readFragments(policy);
    }
    return ids.size;
  }

  #policyId(entry: ArmResource): string {
    const reference = text(entry, 'properties', 'referencePolicyId');
    if (reference === undefined) return entry.id;
    return /^\/subscriptions\//i.test(reference) ? reference : `${this.#service.id}/${reference.replace(/^\/+/, '')}`;
  }

  #readPolicy(policyId: string, apis: readonly ApiSource[]): void {
    const scope = scopeOfPolicy(this.#service.id, policyId);
    const weight = weightOf(scope, apis);
    if (scope.kind === 'product') this.#products.push({ scope, apis: this.#apisOf(scope) });
    const policy = this.#read(policyId, scope, weight);
    if (policy !== undefined) this.#policies.push(policy);
  }

  /** A product of a workspace links to its APIs, one of the service lists them. */
  #apisOf({ owner, workspace, product = '' }: PolicyScope): readonly string[] | undefined {
    const collection = workspace === undefined ? 'apis' : 'apiLinks';
    const id = `${owner}/products/${product}`;
    const place = say('The list of APIs of product {product}', { product });
    const read = this.#estate.children(id, collection);
    if (!this.#need(read, `${id}/${collection}`, place)) return undefined;
    const names = attempt(() => read.value.map((one) => nameOf(text(one, 'properties', 'apiId') ?? one.name)));
    if (!this.#need(names, `${id}/${collection}`, place)) return undefined;
    return names.value.map((name) => name.replace(/;rev=.*$/i, ''));
  }

  #read(id: string, scope: PolicyScope, weight: Weight): PolicyText | undefined {
    const read = this.#estate.resource(id);
    const place = say('The policy of {scope}', { scope: scopeName(scope) });
    if (read.ok || read.reason !== 'PENDING') this.#scanned += 1;
    if (!this.#need(read, id, scope.kind === 'fragment' ? scopeName(scope) : place, weight)) return undefined;
    const statements = attempt(() => statementsOf(read.value));
    if (!this.#need(statements, id, place, weight)) return undefined;
    if (statements.value !== 'not-understood') return { id, scope, weight, statements: statements.value };
    this.#cannotFollow(id, scopeName(scope), 'POLICY_PARSE', weight);
    return undefined;
  }

  #cannotFollow(source: string, place: Text, reason: ReasonCode, weight: Weight): void {
    const carried = 'perhaps';
    this.#problems.push({ source, place, reason, failure: 'resolve', detail: undefined, weight, carried });
  }

  #readFragments(from: PolicyText): void {
    const waiting = [from];
    for (let policy = waiting.pop(); policy !== undefined; policy = waiting.pop()) {
      for (const statement of policy.statements) {
        if (statement.kind !== 'include') continue;
        const name = constantOf(statement.fragment);
        if (name === undefined) {
          this.#cannotFollow(policy.id, placeIn(policy.scope, statement.element), 'EXPRESSION_URL', policy.weight);
          continue;
        }
        const id = fragmentId(policy.scope.owner, name);
        if (this.#met.has(idKey(id))) continue;
        this.#met.add(idKey(id));
        const fragment = this.#read(id, scopeOfPolicy(this.#service.id, id), from.weight);
        if (fragment === undefined) continue;
        this.#fragments.set(idKey(id), fragment);
        waiting.push(fragment);
      }
    }
  }
}

/** A policy of `orders;rev=2` counts in full where revision 2 is the current one of `orders`. */
function weightOf(scope: PolicyScope, apis: readonly ApiSource[]): Weight {
  if (scope.api === undefined) return 'used';
  const [base = '', revision] = scope.api.split(/;rev=/i);
  const ofApi = (name: string) => apis.find((api) => api.scope.owner === scope.owner && same(api.resource.name, name));
  const listed = ofApi(scope.api);
  if (listed !== undefined) return listed.weight;
  if (revision === undefined) return 'used';
  const current = attempt(() => text(ofApi(base)?.resource, 'properties', 'apiRevision'));
  if (!current.ok || current.value === undefined) return 'used';
  return same(current.value, revision) ? 'used' : 'other-revision';
}

/**
 * Reads an instance's sources of calls, once for the same answers. Pure: what is not read yet is a problem with the reason
 * `PENDING`.
 */
export const crawl = perAnswers((service: ArmResource, estate): Crawl => new Crawler(service, estate).crawl());
