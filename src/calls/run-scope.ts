/** What can be looked up at a place in a run: named values of the policy that stands there, variables by run order. */
import { type ArmKey, idKey } from '../model/arm.ts';
import { failed } from '../model/estate.ts';
import { together } from './branches.ts';
import type { Owner } from './crawl.ts';
import type { AddressOf } from './policy/template.ts';
import { lastBefore, type PolicyRun, placeOfStep, type StatementPlace } from './policy-run.ts';
import { type Alternative, PIECES, type ValueScope, type VariableValues } from './resolve-value.ts';

/** A variable that is set from another one, and so on, is followed this far. */
const MAX_TRAIL = 8;

/** The addresses that a run knows at a place. */
export type Addresses = (run: PolicyRun, place: StatementPlace, of: AddressOf) => readonly Alternative[];

interface From {
  readonly trail: readonly string[];
  readonly budget: { left: number };
}

/** Makes the scopes of an instance's runs. */
export class RunScopes {
  readonly #owners: ReadonlyMap<ArmKey, Owner>;
  readonly #addresses: Addresses;
  readonly #firstTokens = new WeakMap<PolicyRun, number>();

  constructor(owners: readonly Owner[], addresses: Addresses) {
    this.#owners = new Map(owners.map((owner) => [idKey(owner.id), owner]));
    this.#addresses = addresses;
  }

  /** The scope of a text that stands in the step at `index`, seen from `place`. */
  at(
    run: PolicyRun,
    index: number,
    place: StatementPlace,
    from: From = { trail: [], budget: { left: PIECES } },
  ): ValueScope {
    const step = run.steps[index];
    const owner = this.#owners.get(idKey(step?.source.scope.owner ?? run.scope.owner));
    return {
      namedValue: owner?.namedValue ?? (() => failed('NOT_FOUND')),
      branches: place.branches,
      variable: (name) => this.#variable(run, place, name, from),
      hasTokens: this.#firstToken(run) < index,
      address: (of) => this.#addresses(run, place, of),
      budget: from.budget,
    };
  }

  #variable(run: PolicyRun, place: StatementPlace, name: string, { trail, budget }: From): VariableValues {
    if (trail.length >= MAX_TRAIL || trail.includes(name)) return { values: [], always: false, hidden: true };
    const { effects, always } = lastBefore(
      run,
      place,
      ({ statement }) => statement.kind === 'variable' && statement.name === name,
    );
    const values = effects.flatMap(({ step, index }) => {
      if (step.statement.kind !== 'variable') return [];
      const inside = { ...placeOfStep(step, index), branches: together(step.branches, place.branches) };
      const scope = this.at(run, index, inside, { trail: [...trail, name], budget });
      return [{ value: step.statement.value, branches: step.branches, scope }];
    });
    return { values, always, hidden: !run.complete };
  }

  /** The first step that puts a token, or something that may be one, into a variable. */
  #firstToken(run: PolicyRun): number {
    const known = this.#firstTokens.get(run);
    if (known !== undefined) return known;
    const found = run.steps.findIndex(
      ({ statement }) =>
        statement.kind === 'variable' &&
        statement.value.some((sequence) => sequence.some(({ kind }) => kind === 'token' || kind === 'cached')),
    );
    const first = found < 0 ? Number.POSITIVE_INFINITY : found;
    this.#firstTokens.set(run, first);
    return first;
  }
}
