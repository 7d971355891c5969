/** A transport that does as it is told. */

import { type Outgoing, SendFailed, type SendFailure } from '../../../src/model/channel.ts';
import type { Clock } from '../../../src/model/clock.ts';
import type { Posted, Transport } from '../../../src/reminders/ports/transport-port.ts';
import type { Place } from '../../../src/reminders/rules/place.ts';

/** One call that the transport got. */
export interface Carried {
  readonly how: 'post' | 'reply' | 'update';
  /** The conversation that it went to. */
  readonly to: string;
  readonly text: string;
  /** When, by the clock. */
  readonly at: string;
}

/** What the next call does instead of working. */
export type Trouble = SendFailure | { readonly failure: SendFailure; readonly retryAfter: number } | 'hang' | Error;

export interface ScriptedTransport extends Transport {
  readonly carried: readonly Carried[];
  /** The next call fails so; several calls, several troubles. */
  fail(...troubles: readonly (Trouble | undefined)[]): void;
}

export function scriptedTransport(clock: Clock): ScriptedTransport {
  const carried: Carried[] = [];
  const script: (Trouble | undefined)[] = [];
  let next = 1;
  const carry = async (how: Carried['how'], to: string, { text }: Outgoing) => {
    carried.push({ how, to, text, at: clock.instant() });
    const trouble = script.shift();
    if (trouble === 'hang') await new Promise(() => {});
    if (trouble instanceof Error) throw trouble;
    if (typeof trouble === 'string') throw new SendFailed(trouble as SendFailure);
    if (trouble !== undefined) throw new SendFailed(trouble.failure, { retryAfter: trouble.retryAfter });
  };
  const posted = (conversationId: string): Posted => ({ conversationId, messageId: `m${next++}` });
  return {
    carried,
    fail: (...troubles) => void script.push(...troubles),
    async post(place: Place, message) {
      await carry('post', place.conversationId, message);
      return posted(place.kind === 'channel' ? `${place.conversationId};messageid=${next}` : place.conversationId);
    },
    async reply(_place, thread, message) {
      await carry('reply', thread.conversationId, message);
      return posted(thread.conversationId);
    },
    update: (_place, thread, message) => carry('update', thread.conversationId, message),
  };
}
