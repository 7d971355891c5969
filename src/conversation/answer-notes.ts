/** What is noted of one answer while it is made: what it is about, what was done by it, and how it ended. */

import type { CardAction } from '../../cards/parts/actions.ts';
import type { Delivery, MessageHandle } from '../model/channel.ts';
import { render } from '../model/text.ts';
import type { AnswerOutcome, AnswerRecord, PerformedAct } from '../model/usage.ts';
import { fleetName } from './answers/fleet.ts';
import type { Remembered } from './memory/memory.ts';

/** Notes of one answer. */
export interface AnswerNotes {
  /** The answer turned out to be about this. */
  about(subject: Remembered): void;
  did(deed: PerformedAct): void;
  ended(outcome: Exclude<AnswerOutcome, 'answered'>): void;
  /** The answer stands, or will stand, on this message. */
  sent(message: MessageHandle): void;
  record(): AnswerRecord;
}

/** Begins notes. What a button is about is known at once; what words are about, only when an instance has that name. */
export function notesOf(
  { activityId, asker, address }: Delivery,
  intent: string,
  retry: CardAction,
  now: () => number,
): AnswerNotes {
  const start = now();
  const pressed = 'instance' in retry ? retry.instance : undefined;
  let about: readonly string[] = pressed === undefined ? [] : [pressed];
  let deed: PerformedAct | undefined;
  let outcome: AnswerOutcome = 'answered';
  let messageId: string | undefined;
  return {
    about({ instance, scope }) {
      if (instance !== undefined) about = [instance];
      else if (scope !== undefined) about = scope.names.length > 0 ? scope.names : [render(fleetName(scope))];
    },
    did(one) {
      deed = one;
    },
    ended(how) {
      outcome = how;
    },
    sent({ id }) {
      if (id !== '') messageId = id;
    },
    record: () => ({
      activityId,
      asker,
      address,
      intent,
      act: deed?.act ?? 'asked',
      about: deed?.about ?? about,
      detail: deed?.detail,
      outcome,
      messageId,
      milliseconds: now() - start,
    }),
  };
}
