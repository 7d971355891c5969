/**
 * Every way in which a call can run: for each operation, API and resolver its own policy with the outer ones where
 * `<base />` stands, once without a product and once for each product that holds the API. Rules: docs/rules.md#calls.
 */
import { idKey } from '../model/arm.ts';
import { same } from '../model/json.ts';
import type { Weight } from './call-site.ts';
import { type Crawl, fragmentId, type PolicyText } from './crawl.ts';
import type { Section, Statement } from './policy/statement.ts';
import { constantOf } from './policy/template.ts';
import type { PolicyRun, PolicyStep } from './policy-run.ts';
import { type PolicyScope, scopeOfPolicy } from './policy-scope.ts';

const SECTIONS: readonly Section[] = ['inbound', 'backend', 'outbound', 'on-error', 'other'];

/** Past these a fragment is put into a policy once more only where it was not yet; fragments in fragments grow fast. */
const MAX_STEPS = 5_000;
const MAX_COPIES = 1_000;

/** Names a scope, for looking its policy up. */
function scopeKey(scope: PolicyScope): string {
  const { kind, api = '', operation = '', resolver = '', product = '', fragment = '' } = scope;
  return [idKey(scope.owner), kind, api, operation, resolver, product, fragment].join('|').toLowerCase();
}

const NOWHERE = {
  api: undefined,
  operation: undefined,
  resolver: undefined,
  product: undefined,
  fragment: undefined,
} as const;

/** The scope that `<base />` leads to; undefined at the outermost one. `product` is the one that a call came by. */
function outerScope(scope: PolicyScope, product: PolicyScope | undefined, serviceId: string): PolicyScope | undefined {
  const owner: PolicyScope = { ...scope, ...NOWHERE, kind: scope.workspace === undefined ? 'service' : 'workspace' };
  switch (scope.kind) {
    case 'operation':
      return { ...scope, ...NOWHERE, kind: 'api', api: scope.api };
    case 'api':
      return product ?? owner;
    case 'product':
      return owner;
    case 'workspace':
      return { ...scope, ...NOWHERE, kind: 'service', owner: serviceId, workspace: undefined };
    default:
      return undefined;
  }
}

interface Policy {
  readonly steps: readonly PolicyStep[];
  /** Whether every fragment in it was read. */
  readonly whole: boolean;
}

class PolicyRunBuilder {
  readonly #crawl: Crawl;
  readonly #byScope: ReadonlyMap<string, PolicyText>;
  readonly #unread: ReadonlySet<string>;
  readonly #inlined = new Map<PolicyText, Policy>();
  readonly #flows = new Map<string, readonly PolicyStep[]>();
  readonly #told = new Set<PolicyStep>();

  constructor(crawl: Crawl) {
    this.#crawl = crawl;
    this.#byScope = new Map(crawl.policies.map((policy) => [scopeKey(policy.scope), policy]));
    const policies = crawl.problems.filter((problem) => /\/policies\/[^/]+$/i.test(problem.source));
    this.#unread = new Set(policies.map((problem) => scopeKey(scopeOfPolicy(crawl.service.id, problem.source))));
  }

  policyRuns(): readonly PolicyRun[] {
    const { policies } = this.#crawl;
    const entries = policies.filter(({ scope }) => !['service', 'workspace', 'product'].includes(scope.kind));
    const bare = this.#crawl.apis.filter((api) => !this.#byScope.has(scopeKey(api.scope)));
    const runs = [...entries, ...bare].flatMap(({ scope, weight }) =>
      [undefined, ...this.#productsOf(scope)].map((product) => this.#run(scope, weight, product)),
    );
    for (const run of runs) for (const step of run.steps) this.#told.add(step);
    // What no call is known to run is told by itself.
    const rest = policies
      .filter((policy) => !entries.includes(policy))
      .map(({ scope, weight }): PolicyRun => {
        const told = (step: PolicyStep) => this.#mayRunAlone(scope) || !this.#told.has(step);
        return { ...this.#run(scope, weight, undefined), told };
      });
    return [...runs, ...rest.filter(({ steps, told }) => steps.some(told))];
  }

  /** Whether calls may run an outer policy that were not listed. */
  #mayRunAlone(scope: PolicyScope): boolean {
    return (
      this.#crawl.known === undefined ||
      this.#crawl.problems.some(({ source }) => idKey(source) === idKey(`${scope.owner}/apis`))
    );
  }

  #productsOf(scope: PolicyScope): readonly PolicyScope[] {
    if (scope.kind !== 'api' && scope.kind !== 'operation') return [];
    const api = scope.api?.replace(/;rev=.*$/i, '');
    const holds = ({ scope: product, apis }: Crawl['products'][number]) =>
      idKey(product.owner) === idKey(scope.owner) && (apis === undefined || apis.some((name) => same(name, api)));
    return this.#crawl.products.filter(holds).map((product) => product.scope);
  }

  #run(scope: PolicyScope, weight: Weight, product: PolicyScope | undefined): PolicyRun {
    const steps = SECTIONS.flatMap((section) => this.#flow(scope, product, section));
    return { scope, weight, steps, told: () => true, complete: this.#isComplete(scope, product) };
  }

  #isComplete(scope: PolicyScope, product: PolicyScope | undefined): boolean {
    if (this.#crawl.known === undefined) return false;
    const { id } = this.#crawl.service;
    for (let here: PolicyScope | undefined = scope; here !== undefined; here = outerScope(here, product, id)) {
      const policy = this.#byScope.get(scopeKey(here));
      if (this.#unread.has(scopeKey(here)) || (policy !== undefined && !this.#inline(policy).whole)) return false;
    }
    return true;
  }

  #flow(scope: PolicyScope, product: PolicyScope | undefined, section: Section): readonly PolicyStep[] {
    const key = `${scopeKey(scope)}|${product === undefined ? '' : scopeKey(product)}|${section}`;
    const known = this.#flows.get(key);
    if (known !== undefined) return known;
    const policy = this.#byScope.get(scopeKey(scope));
    const outer = () => {
      const beyond = section === 'other' ? undefined : outerScope(scope, product, this.#crawl.service.id);
      return beyond === undefined ? [] : this.#flow(beyond, product, section);
    };
    const steps =
      policy === undefined
        ? outer()
        : this.#inline(policy)
            .steps.filter((step) => step.section === section)
            .flatMap((step) => (step.statement.kind === 'base' ? outer() : [step]));
    this.#flows.set(key, steps);
    return steps;
  }

  #fragmentOf({ fragment }: Extract<Statement, { kind: 'include' }>, source: PolicyText): PolicyText | undefined {
    const name = constantOf(fragment) ?? '';
    return this.#crawl.fragments.get(idKey(fragmentId(source.scope.owner, name)));
  }

  /** A policy with its fragments where they are included. */
  #inline(policy: PolicyText): Policy {
    const known = this.#inlined.get(policy);
    if (known !== undefined) return known;
    const steps: PolicyStep[] = [];
    const met = new Set<PolicyText>();
    let whole = true;
    let copies = 0;
    const put = (source: PolicyText, from: StepPlace | undefined, inside: readonly PolicyText[]) => {
      const placeOf = placesIn(`${scopeKey(policy.scope)} ${copies++}`, from);
      met.add(source);
      for (const statement of source.statements) {
        const { section, branches } = placeOf(statement);
        if (statement.kind !== 'include') {
          steps.push({ statement, source, section, branches });
          continue;
        }
        const fragment = this.#fragmentOf(statement, source);
        const full = steps.length > MAX_STEPS || copies > MAX_COPIES;
        if (fragment === undefined || (full && met.has(fragment))) whole = false;
        else if (!inside.includes(fragment)) put(fragment, { section, branches }, [...inside, fragment]);
      }
    };
    put(policy, undefined, [policy]);
    const inlined = { steps, whole };
    this.#inlined.set(policy, inlined);
    return inlined;
  }
}

type StepPlace = Pick<PolicyStep, 'section' | 'branches'>;

/** Where the statements of one copy of a text run: in what includes it, each copy with branches of its own. */
function placesIn(copy: string, from: StepPlace | undefined): (statement: Statement) => StepPlace {
  return ({ section, branches }) => {
    const own = branches.map(({ choose, branch }) => ({ choose: `${copy}.${choose}`, branch }));
    return { section: from?.section ?? section, branches: [...(from?.branches ?? []), ...own] };
  };
}

/** Every run of an instance's policies, as far as they could be read. */
export function policyRunsOf(crawl: Crawl): readonly PolicyRun[] {
  return new PolicyRunBuilder(crawl).policyRuns();
}
