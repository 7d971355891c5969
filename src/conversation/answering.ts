/** From a question that is understood to its answer on the screen: what is shown while it is made, and what when that fails. */

import { checkingCard } from '../../cards/checking-card.ts';
import { errorCard } from '../../cards/error-card.ts';
import type { CardAction } from '../../cards/parts/actions.ts';
import type { CardMessage } from '../../cards/parts/elements.ts';
import type { CardView } from '../../cards/wording/writer.ts';
import { type Delivery, SendFailed } from '../model/channel.ts';
import type { Clock } from '../model/clock.ts';
import { faultFields } from '../model/fault-fields.ts';
import type { Log } from '../model/log.ts';
import type { Question } from '../model/question.ts';
import type { Text } from '../model/text.ts';
import type { AnswerObserver } from '../model/usage.ts';
import { AzureUnreachable } from '../readiness/assessor.ts';
import { type AnswerNotes, notesOf } from './answer-notes.ts';
import type { AnswerRequest } from './answers/answer-context.ts';
import { type AnswerPlan, planFor } from './answers/answer-plan.ts';
import type { Memory } from './memory/memory.ts';
import { createMessageUpdates } from './message-updates.ts';
import type { CardReply, Reply } from './ports/channel-port.ts';
import type { SharedContext } from './shared-contexts.ts';

/** One delivery on its way to an answer. */
export interface PendingAnswer {
  readonly delivery: Delivery;
  readonly reply: Reply;
  readonly view: CardView;
  /** What it is answered from: only what everybody may see who reads the answer. */
  readonly shared: SharedContext;
  /** What "Try again" does. */
  readonly retry: CardAction;
}

/** How long the answer to a press may take before the press is acknowledged without one, in milliseconds. */
const PROMPT = 1_500;

/** What answering needs. */
interface AnsweringParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly memory: Memory;
  /** Hears of every answer. */
  readonly watch: AnswerObserver;
}

/** Answers deliveries. */
export interface Answering {
  /** Answers a question; rejects only when the channel does not take the first message. */
  answer(question: Question, pending: PendingAnswer): Promise<void>;
  /** Does other work for a delivery, while somebody watches how that goes. */
  noted(pending: PendingAnswer, intent: string, work: (notes: AnswerNotes) => Promise<void>): Promise<void>;
  /** What an answer is asked with; `showProgress` shows something on the message that will be the answer. */
  requestOf(pending: PendingAnswer, notes: AnswerNotes, showProgress: (message: CardMessage) => void): AnswerRequest;
  /** What is said when an answer fails. */
  apology(error: unknown, about: string | Text | undefined, pending: PendingAnswer, notes: AnswerNotes): CardMessage;
}

/** Makes it. */
export function createAnswering({ clock, log, memory, watch }: AnsweringParts): Answering {
  return { answer, noted, requestOf, apology };

  function answer(question: Question, pending: PendingAnswer): Promise<void> {
    return noted(pending, question.kind, (notes) =>
      answerBy(planFor(question, pending.shared.context), pending, notes),
    );
  }

  /** Answers, while somebody watches how that goes. */
  async function noted(
    pending: PendingAnswer,
    intent: string,
    answer: (notes: AnswerNotes) => Promise<void>,
  ): Promise<void> {
    const notes = notesOf(pending.delivery, intent, pending.retry, clock.now);
    await watch.answering(intent, async () => {
      try {
        await answer(notes);
      } catch (error) {
        notes.ended('undelivered');
        throw error;
      } finally {
        watch.answered(notes.record());
      }
    });
  }

  function requestOf(
    pending: PendingAnswer,
    notes: AnswerNotes,
    showProgress: (message: CardMessage) => void,
  ): AnswerRequest {
    return {
      ...pending,
      visibility: pending.shared.context.visibility,
      offerFile: pending.reply.offerFile,
      showProgress,
      remember: (subject) => {
        notes.about(subject);
        memory.remember(pending.delivery.address.conversationId, subject);
      },
      offer: (offers) => memory.offer(pending.delivery.address.conversationId, offers),
      did: notes.did,
    };
  }

  async function answerBy(plan: AnswerPlan, pending: PendingAnswer, notes: AnswerNotes): Promise<void> {
    const request = (showProgress: (message: CardMessage) => void) => requestOf(pending, notes, showProgress);
    if (plan.about === undefined) {
      const nobody = () => undefined;
      const message = await plan
        .work(request(nobody))
        .catch((error: unknown) => apology(error, undefined, pending, notes));
      notes.sent(await pending.reply.send(message));
      return;
    }
    if (pending.reply.card === undefined)
      await whileWaiting(pending, plan.about, notes, (showProgress) => plan.work(request(showProgress)));
    else await onItsCard(pending, pending.reply.card, plan.about, notes, () => plan.work(request(() => undefined)));
  }

  /** The card stays what it is until its new answer is there; what goes wrong stands below it. */
  async function onItsCard(
    pending: PendingAnswer,
    card: CardReply,
    about: string | Text,
    notes: AnswerNotes,
    work: () => Promise<CardMessage>,
  ): Promise<void> {
    const outcome = work().then(
      (answer) => ({ answer }),
      (error: unknown) => ({ trouble: apology(error, about, pending, notes) }),
    );
    const enough = new AbortController();
    void clock.sleep(PROMPT, enough.signal).then(() => enough.signal.aborted || card.stays());
    const end = await outcome;
    enough.abort();
    if ('answer' in end) notes.sent(await pending.reply.send(end.answer));
    else await card.below(end.trouble);
  }

  /** Says "checking" before Azure is asked, then shows how far it is, and the end, on that same message. */
  async function whileWaiting(
    pending: PendingAnswer,
    about: string | Text,
    notes: AnswerNotes,
    work: (showProgress: (message: CardMessage) => void) => Promise<CardMessage>,
  ): Promise<void> {
    const { reply, view, delivery } = pending;
    const handle = await reply.send(checkingCard({ name: about, view }));
    notes.sent(handle);
    const updates = createMessageUpdates<CardMessage>((message) => reply.update(handle, message), clock);
    const end = await work(updates.offer).catch((error: unknown) => apology(error, about, pending, notes));
    try {
      await updates.finish(end);
    } catch (error) {
      const failure = error instanceof SendFailed ? error.failure : 'unavailable';
      log.warn('the answer did not arrive', { activityId: delivery.activityId, failure });
      if (failure === 'too-big') await reply.update(handle, { text: end.text, summary: end.summary });
      else if (failure !== 'blocked' && failure !== 'gone') notes.sent(await reply.send(end));
      else notes.ended('undelivered');
    }
  }

  function apology(
    error: unknown,
    about: string | Text | undefined,
    { delivery, retry, view }: PendingAnswer,
    notes: AnswerNotes,
  ): CardMessage {
    const { activityId } = delivery;
    notes.ended(error instanceof AzureUnreachable ? 'azure-away' : 'failed');
    if (error instanceof AzureUnreachable) {
      log.warn('Azure could not be reached', { activityId, ...faultFields(error) });
      return errorCard({ cause: 'azure', about, retry, view });
    }
    log.error('the answer failed', { activityId, ...faultFields(error) });
    return errorCard({ cause: 'ours', about, reference: activityId, retry, view });
  }
}
