/** Who a request says it is, by the proofs in its own element and by those that policies put on the request before it. */
import { ALWAYS, type Branches, compatible, together } from './branches.ts';
import { type Identities, KEY, withoutProof } from './call-identity.ts';
import type { CallIdentity } from './call-site.ts';
import type { Proof } from './policy/statement.ts';
import {
  lastBefore,
  type PolicyRun,
  type PolicyStep,
  type StatementPlace,
  shapesForwardedRequest,
} from './policy-run.ts';
import { resolveTemplate, type ValueScope } from './resolve-value.ts';
import type { RunScopes } from './run-scope.ts';

/** An identity, and the branches in which the request carries it; undefined where nothing was put into its Authorization. */
export interface IdentityChoice {
  readonly identity: CallIdentity | undefined;
  readonly branches: Branches;
}

/** The identities that a request may carry, and who it is where it carries none of them. */
export interface RequestIdentities {
  readonly choices: readonly IdentityChoice[];
  readonly otherwise: CallIdentity;
}

/** Finds what requests carry. */
export class RequestIdentityFinder {
  readonly #identities: Identities;
  readonly #scopes: RunScopes;

  constructor(identities: Identities, scopes: RunScopes) {
    this.#identities = identities;
    this.#scopes = scopes;
  }

  /** What the current request carries at a place. Only the last thing that wrote its Authorization header counts. */
  ofCurrent(run: PolicyRun, place: StatementPlace): RequestIdentities {
    const { effects, always } = lastBefore(run, place, (step) => {
      const proof = authorization(step);
      return proof !== undefined && (proof.kind === 'authorization' && proof.adds ? 'adds' : true);
    });
    const choices = effects.flatMap(({ step, index }) => {
      const proof = authorization(step);
      const inside: StatementPlace = {
        index,
        section: step.section,
        branches: together(step.branches, place.branches),
      };
      return proof === undefined ? [] : this.#choices(proof, this.#scopes.at(run, index, inside), step.branches);
    });
    const unproven: IdentityChoice = { identity: undefined, branches: ALWAYS };
    const keyed = run.steps
      .slice(0, place.index)
      .some((step) => isKey(step) && shapesForwardedRequest(step) && compatible(step.branches, place.branches));
    return {
      choices: always && choices.length > 0 ? choices : [...choices, unproven],
      otherwise: keyed ? KEY : withoutProof(run),
    };
  }

  /** What a request of its own carries; `copied` is what it starts from. */
  ofRequest(
    proofs: readonly Proof[],
    run: PolicyRun,
    scope: ValueScope,
    copied: RequestIdentities | undefined,
  ): RequestIdentities {
    const unproven: IdentityChoice = { identity: undefined, branches: ALWAYS };
    let choices: readonly IdentityChoice[] = copied?.choices ?? [unproven];
    for (const proof of proofs) {
      if (proof.kind === 'key') continue;
      const own = this.#choices(proof, scope, ALWAYS);
      choices = proof.kind === 'authorization' && proof.adds ? [...choices, ...own] : own;
    }
    const keyed = proofs.some(({ kind }) => kind === 'key');
    return { choices, otherwise: keyed ? KEY : (copied?.otherwise ?? withoutProof(run)) };
  }

  #choices(proof: Proof, scope: ValueScope, branches: Branches): readonly IdentityChoice[] {
    switch (proof.kind) {
      case 'identity':
        return this.#identities.ofMinted(proof, scope).map((identity) => ({ identity, branches }));
      case 'authorization':
        return proof.values
          .flatMap((value) => resolveTemplate(value, scope))
          .flatMap((one) =>
            this.#identities
              .ofText(one.text)
              .map((identity) => ({ identity, branches: together(branches, one.branches) })),
          );
      default:
        return [{ identity: undefined, branches }];
    }
  }
}

/** The proof of a step that writes the Authorization header of the current request. */
function authorization(step: PolicyStep): Exclude<Proof, { readonly kind: 'key' }> | undefined {
  const { statement } = step;
  return statement.kind === 'proof' && statement.proof.kind !== 'key' && shapesForwardedRequest(step)
    ? statement.proof
    : undefined;
}

function isKey({ statement }: PolicyStep): boolean {
  return statement.kind === 'proof' && statement.proof.kind === 'key';
}

/** The identities of a call that happens in some branches; undefined stands for none. */
export function identitiesIn(carried: RequestIdentities, branches: Branches): readonly (CallIdentity | undefined)[] {
  return carried.choices.filter((choice) => compatible(choice.branches, branches)).map(({ identity }) => identity);
}
