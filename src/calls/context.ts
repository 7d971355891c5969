/**
 * What runs when a call comes in at one scope: its own policy with fragments put in, and the outer ones where `<base />`
 * stands. Products stand between the service and its APIs; which APIs they hold is not read, so theirs may or may not run.
 */
import { idKey } from '../model/arm.ts';
import type { Weight } from './call-site.ts';
import { type Crawl, fragmentId, type PolicyText } from './crawl.ts';
import type { Section, Statement } from './policy/statement.ts';
import { constantOf } from './policy/template.ts';
import { type PolicyScope, scopeOfPolicy } from './policy-scope.ts';

/** A statement as it runs in a context. */
export interface Step {
  readonly statement: Statement;
  /** The policy or fragment in which it is written. */
  readonly source: PolicyText;
  readonly section: Section;
  readonly conditional: boolean;
  /** Key of the scope whose policy brought it in. */
  readonly layer: string;
  readonly viaProduct: boolean;
}

/** One scope at which calls come in. */
export interface Context {
  readonly scope: PolicyScope;
  readonly weight: Weight;
  /** In the order in which they run, section by section. */
  readonly steps: readonly Step[];
  /** Whether a step comes from the scope's own policy or its fragments. */
  isOwn(step: Step): boolean;
  /** Whether everything that runs here was read. */
  readonly complete: boolean;
}

const SECTIONS: readonly Section[] = ['inbound', 'backend', 'outbound', 'on-error', 'other'];

/** Names a scope, for looking its policy up. */
export function scopeKey(scope: PolicyScope): string {
  const { kind, api = '', operation = '', resolver = '', product = '', fragment = '' } = scope;
  return [idKey(scope.owner), kind, api, operation, resolver, product, fragment].join('|').toLowerCase();
}

/** The scope that `<base />` leads to; undefined at the outermost one. */
function outerScope(scope: PolicyScope, serviceId: string): PolicyScope | 'products' | undefined {
  const none = { api: undefined, operation: undefined, resolver: undefined, product: undefined, fragment: undefined };
  switch (scope.kind) {
    case 'operation':
      return { ...scope, ...none, kind: 'api', api: scope.api };
    case 'api':
      return 'products';
    case 'product':
      return { ...scope, ...none, kind: scope.workspace === undefined ? 'service' : 'workspace' };
    case 'workspace':
      return { ...scope, ...none, kind: 'service', owner: serviceId, workspace: undefined };
    default:
      return undefined;
  }
}

type Inlined = Pick<Step, 'statement' | 'source' | 'section' | 'conditional'>;

class ContextBuilder {
  readonly #crawl: Crawl;
  readonly #byScope: ReadonlyMap<string, PolicyText>;
  readonly #unread: ReadonlySet<string>;
  readonly #inlined = new Map<PolicyText, readonly Inlined[]>();
  readonly #flows = new Map<string, readonly Step[]>();
  readonly #missingFragment = new Set<PolicyText>();
  readonly #products: readonly PolicyText[];
  readonly #productUnread: boolean;

  constructor(crawl: Crawl) {
    this.#crawl = crawl;
    this.#byScope = new Map(crawl.policies.map((policy) => [scopeKey(policy.scope), policy]));
    this.#products = crawl.policies.filter((policy) => policy.scope.kind === 'product');
    const policies = crawl.problems.filter((problem) => /\/policies\/[^/]+$/i.test(problem.source));
    this.#unread = new Set(policies.map((problem) => scopeKey(scopeOfPolicy(crawl.service.id, problem.source))));
    this.#productUnread = [...this.#unread].some((key) => key.split('|')[1] === 'product');
  }

  contexts(): readonly Context[] {
    const apis = this.#crawl.apis.filter((api) => !this.#byScope.has(scopeKey(api.scope)));
    return [...this.#crawl.policies, ...apis].map(({ scope, weight }) => this.#context(scope, weight));
  }

  #context(scope: PolicyScope, weight: Weight): Context {
    const key = scopeKey(scope);
    return {
      scope,
      weight,
      steps: SECTIONS.flatMap((section) => this.#flow(scope, section)),
      isOwn: (step) => step.layer === key,
      complete: this.#isComplete(scope),
    };
  }

  #isComplete(scope: PolicyScope): boolean {
    if (this.#crawl.known === undefined) return false;
    for (let here: PolicyScope | undefined = scope; here !== undefined; here = this.#beyond(here)) {
      const policy = this.#byScope.get(scopeKey(here));
      if (this.#unread.has(scopeKey(here)) || (policy !== undefined && this.#missingFragment.has(policy))) return false;
      if (here.kind === 'api' && this.#productUnread) return false;
      if (here.kind === 'api' && this.#products.some((product) => this.#missingFragment.has(product))) return false;
    }
    return true;
  }

  /** The next scope outward, products left out. */
  #beyond(scope: PolicyScope): PolicyScope | undefined {
    const outer = outerScope(scope, this.#crawl.service.id);
    return outer === 'products' ? outerOfProducts(scope) : outer;
  }

  #flow(scope: PolicyScope, section: Section): readonly Step[] {
    const key = `${scopeKey(scope)}|${section}`;
    const known = this.#flows.get(key);
    if (known !== undefined) return known;
    const policy = this.#byScope.get(scopeKey(scope));
    const steps =
      policy === undefined
        ? this.#outerFlow(scope, section)
        : this.#inline(policy)
            .filter((step) => step.section === section)
            .flatMap((step) =>
              step.statement.kind === 'base'
                ? this.#outerFlow(scope, section)
                : [{ ...step, layer: scopeKey(scope), viaProduct: false }],
            );
    this.#flows.set(key, steps);
    return steps;
  }

  #outerFlow(scope: PolicyScope, section: Section): readonly Step[] {
    const outer = outerScope(scope, this.#crawl.service.id);
    if (outer === undefined || section === 'other') return [];
    if (outer !== 'products') return this.#flow(outer, section);
    const products = this.#products.filter((policy) => idKey(policy.scope.owner) === idKey(scope.owner));
    const ofProducts = products.flatMap((product) =>
      this.#inline(product)
        .filter((step) => step.section === section && step.statement.kind !== 'base')
        .map((step) => ({ ...step, conditional: true, layer: scopeKey(product.scope), viaProduct: true })),
    );
    return [...this.#flow(outerOfProducts(scope), section), ...ofProducts];
  }

  /** A policy with its fragments where they are included, each at most once for a section. */
  #inline(policy: PolicyText): readonly Inlined[] {
    const known = this.#inlined.get(policy);
    if (known !== undefined) return known;
    const included = new Set<string>();
    const put = (source: PolicyText, from: Pick<Step, 'section' | 'conditional'> | undefined): readonly Inlined[] =>
      source.statements.flatMap((statement): readonly Inlined[] => {
        const section = from?.section ?? statement.section;
        const conditional = statement.conditional || from?.conditional === true;
        if (statement.kind !== 'include') return [{ statement, source, section, conditional }];
        const key = idKey(fragmentId(source.scope.owner, constantOf(statement.fragment) ?? ''));
        const fragment = this.#crawl.fragments.get(key);
        if (fragment === undefined) this.#missingFragment.add(policy);
        const once = `${key}|${section}|${conditional}`;
        if (fragment === undefined || included.has(once)) return [];
        included.add(once);
        return put(fragment, { section, conditional });
      });
    const steps = put(policy, undefined);
    this.#inlined.set(policy, steps);
    return steps;
  }
}

/** What lies beyond the products of an API's owner: the workspace's own policy, or that of the service. */
function outerOfProducts(scope: PolicyScope): PolicyScope {
  const none = { api: undefined, operation: undefined, resolver: undefined, product: undefined, fragment: undefined };
  return { ...scope, ...none, kind: scope.workspace === undefined ? 'service' : 'workspace' };
}

/** Every scope at which calls come in: one for each policy, and one for each API without a policy of its own. */
export function contextsOf(crawl: Crawl): readonly Context[] {
  return new ContextBuilder(crawl).contexts();
}
