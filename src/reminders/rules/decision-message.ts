/** What those hear whose reminders a decision touches, as data. Plain JSON, since it waits in the database. */
import { nameOf } from '../../model/arm.ts';
import type { Decision } from '../../model/decision.ts';
import type { Text } from '../../model/text.ts';
import type { Person } from './place.ts';
import { type Because, becauseOf, type TitledRequirement, titles } from './reminder-message.ts';
import type { Subscription } from './subscription.ts';

/** Somebody waived, declared, or took that back. */
export interface DecisionMessage {
  readonly kind: 'decision';
  readonly act: 'made' | 'withdrawn';
  readonly decision: Decision;
  /** The instance's name. */
  readonly name: string;
  /** Of a waiver: the title of its requirement. */
  readonly title?: Text;
  /** Who did it now: of a withdrawal not always who had decided. */
  readonly by: Person;
  readonly because: Because;
}

/** Makes the message for one subscription. */
export function decisionMessage(
  decision: Decision,
  { act, by }: Pick<DecisionMessage, 'act' | 'by'>,
  subscription: Subscription,
  requirements: readonly TitledRequirement[],
): DecisionMessage {
  return {
    kind: 'decision',
    act,
    decision,
    name: nameOf(decision.instanceId),
    ...(decision.kind === 'waiver' ? { title: titles(requirements)(decision.requirement, 'fail') } : {}),
    by,
    because: becauseOf(subscription),
  };
}
