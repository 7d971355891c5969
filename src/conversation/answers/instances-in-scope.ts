/** The instances that a scope means, as they are listed now; or the card that says why there are none, or asks back. */
import type { CardMessage } from '../../../cards/parts/elements.ts';
import type { Only } from '../../model/question.ts';
import type { Scope } from '../../model/scope.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import { type PickedScope, pickScope } from '../instances/pick-scope.ts';
import { type AnswerContext, type AnswerRequest, emptyEstate } from './answer-context.ts';
import { scopeTrouble } from './ask-back.ts';

/** At least one instance, or a card to answer with instead. */
export type InstancesInScope =
  | (Extract<PickedScope, { kind: 'some' }> & {
      /** All that can be seen, in scope or not. */
      readonly all: readonly DiscoveredInstance[];
    })
  | { readonly kind: 'card'; readonly card: CardMessage };

/** Lists and picks them. `asked`: what the buttons of a card that asks back ask for besides. Rejects when Azure is away. */
export async function instancesInScope(
  scope: Scope,
  context: Pick<AnswerContext, 'assessor'>,
  request: AnswerRequest,
  asked: { readonly only?: Only | undefined; readonly month?: string | undefined } = {},
): Promise<InstancesInScope> {
  const all = await context.assessor.instances();
  if (all.length === 0) return { kind: 'card', card: emptyEstate(request) };
  const picked = pickScope(scope, all);
  return picked.kind === 'some'
    ? { ...picked, all }
    : { kind: 'card', card: scopeTrouble(picked, { instances: all, ...asked, request }) };
}
