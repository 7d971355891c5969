/** From a message to its answer: what to say at once, whom to ask, and what to say when that fails. */

import type { CardAction } from '../../cards/parts/actions.ts';
import { type CardView, writerFor } from '../../cards/wording/writer.ts';
import type { Language } from '../languages/language.ts';
import { languageOf } from '../languages/languages.ts';
import type { ChatFile, Delivery } from '../model/channel.ts';
import { faultFields } from '../model/fault-fields.ts';
import { given } from '../model/given.ts';
import type { Question } from '../model/question.ts';
import type { Cloud } from '../model/requirement.ts';
import { mainMonths } from '../model/retirement.ts';
import { say, type Text } from '../model/text.ts';
import { type AnswerObserver, unobserved } from '../model/usage.ts';
import { nothingVisible, type Visibility } from '../readiness/visibility.ts';
import { createAnswering, type PendingAnswer } from './answering.ts';
import { fileFor } from './answers/accepted-files.ts';
import type { AnswerContextParts } from './answers/answer-context.ts';
import { answerWelcome } from './answers/help.ts';
import { notVisibleCard, notVisibleLine } from './answers/not-visible.ts';
import type { InstanceSearch } from './instances/instance-search.ts';
import { completed } from './memory/follow-up.ts';
import { createMemory } from './memory/memory.ts';
import { pointedAt } from './memory/pointed-at.ts';
import type { Incoming, Pressed, Reply } from './ports/channel-port.ts';
import type { Interpreter } from './ports/interpreter-port.ts';
import type { NoVisibility } from './ports/visibility-port.ts';
import { createSeenDeliveries } from './seen-deliveries.ts';
import { createSharedContexts } from './shared-contexts.ts';
import type { MessageContext } from './understanding/message/message-context.ts';
import { questionOfDraft } from './understanding/question-of-draft.ts';
import { type Understood, understandAll } from './understanding/understand.ts';

/** What a conversation is made of. */
export interface ConversationParts extends AnswerContextParts {
  /** Where links into the portal lead; the public cloud by default. */
  readonly cloud?: Cloud | undefined;
  /** Asked only about what the words alone do not tell. */
  readonly interpreter?: Interpreter | undefined;
  /** Hears of every answer; nobody by default. */
  readonly watch?: AnswerObserver | undefined;
}

/**
 * Answers people. Every method answers a delivery once, however often it is delivered, and rejects only when the channel
 * does not take the first message: everything else that fails becomes an answer of its own.
 */
export interface Conversation {
  /** Answers what somebody typed. */
  answer(message: Incoming, reply: Reply): Promise<void>;
  /** Answers a button: on the card that carried it, or below it where the reply leads there. */
  act(pressed: Pressed, reply: Reply): Promise<void>;
  /**
   * Makes the file of an offer that somebody accepted, and gives it to `put`. What goes wrong is told by the reply; once in each
   * delivery, and once while it is being made.
   */
  handOver(accepted: Pressed, reply: Reply, put: (file: ChatFile) => Promise<void>): Promise<void>;
  /** Says hello, once in each conversation. */
  welcome(arrival: Delivery, reply: Reply): Promise<void>;
  /** Finds instances for somebody who is writing a message, among those that may be seen where it is written. */
  readonly instanceSearch: InstanceSearch<Delivery>;
}

/** Longest wait for the first list of instances, milliseconds: without names a message is still understood, only less well. */
const NAMES_WAIT = 8_000;

/** Teams tells of one installation in several activities within seconds: installationUpdate, conversationUpdate. */
const ARRIVAL_MILLISECONDS = 10 * 60 * 1000;

/** Makes the conversation. It keeps which deliveries were answered and what each conversation was last about, for a while. */
export function createConversation(parts: ConversationParts): Conversation {
  const { requirements, retirements, clock, log, interpreter, watch = unobserved } = parts;
  const sharedContextOf = createSharedContexts(parts);
  const deliveries = createSeenDeliveries(clock.now);
  const arrivals = createSeenDeliveries(clock.now, { keep: ARRIVAL_MILLISECONDS, most: 10_000 });
  const memory = createMemory(clock.now);
  const answering = createAnswering({ clock, log, memory, watch });
  const running = new Set<string>();
  const knownMonths = mainMonths(retirements);
  const whole: Visibility = { assessor: parts.assessor, kind: 'whole' };

  return {
    instanceSearch: {
      async search(search, delivery) {
        const visibility = await visibilityFor(delivery);
        return typeof visibility === 'string'
          ? { kind: 'line', line: notVisibleLine(visibility) }
          : sharedContextOf(visibility).instanceSearch.search(search, delivery);
      },
      async unfurl(link, delivery) {
        const visibility = await visibilityFor(delivery);
        return typeof visibility === 'string'
          ? undefined
          : sharedContextOf(visibility).instanceSearch.unfurl(link, delivery);
      },
    },

    async answer(message, reply) {
      if (!isNew(message)) return;
      const retry: CardAction = { kind: 'ask', question: message.text.slice(0, 1_000) };
      const pending = await pendingOf(message, reply, retry);
      if (pending !== undefined) await reactTo(await understood(message.text, pending), pending);
    },

    async act(pressed, reply) {
      if (!isNew(pressed)) return;
      const { action } = pressed;
      await unlessRunning(pressed, action, async () => {
        const pending = await pendingOf(pressed, reply, action);
        if (pending !== undefined) await carryOut(action, pending);
      });
    },

    async handOver(accepted, reply, put) {
      if (!isNew(accepted)) return;
      const { action } = accepted;
      const pending = await pendingOf(accepted, reply, action);
      if (pending === undefined) return;
      const make = fileFor(action, pending.shared.context);
      if (make === undefined) return sayLine(say('I do not know which file that was. Ask again.'));
      await unlessRunning(accepted, action, () =>
        answering.noted(pending, action.kind, async (notes) => {
          try {
            const file = await make(answering.requestOf(pending, notes, () => undefined));
            if (file === undefined)
              await sayLine(say('Nothing is there any longer to make that file from. Ask again.'));
            else await put(file);
          } catch (error) {
            await reply.send(answering.apology(error, undefined, pending, notes));
          }
        }),
      );

      async function sayLine(line: Text): Promise<void> {
        const text = writerFor(viewOf(accepted)).plain(line);
        await reply.send({ text, summary: text });
      }
    },

    async welcome(arrival, reply) {
      if (!arrivals.isFirst(arrival.address.conversationId)) return;
      // A greeting tells of instances only whom they may be told.
      const visibility = await visibilityFor(arrival);
      const { context } = sharedContextOf(typeof visibility === 'string' ? nothingVisible : visibility);
      await reply.send(await answerWelcome(context, { delivery: arrival, view: viewOf(arrival) }));
    },
  };

  function isNew({ activityId, address }: Delivery): boolean {
    if (activityId === '') return true;
    const isFirst = deliveries.isFirst(JSON.stringify([address.conversationId, activityId]));
    if (!isFirst) log.info('delivered again', { activityId });
    return isFirst;
  }

  /** Whoever presses again while the first press is being answered gets that answer, and no second one. */
  async function unlessRunning({ address, on }: Pressed, action: CardAction, work: () => Promise<void>): Promise<void> {
    const press = JSON.stringify([address.conversationId, on, action]);
    if (running.has(press)) return;
    running.add(press);
    try {
      await work();
    } finally {
      running.delete(press);
    }
  }

  function viewOf({ locale, timeZone, kind }: Delivery): CardView {
    const { changeAuthors = 'personal' } = parts;
    const authors = changeAuthors === 'everywhere' || (changeAuthors === 'personal' && kind === 'personal');
    return { locale: locale ?? 'en', timeZone: timeZone ?? 'UTC', authors };
  }

  /** What may be seen by everybody who reads the answer. */
  async function visibilityFor(delivery: Delivery): Promise<Visibility | NoVisibility> {
    return parts.visibilityRules === undefined ? whole : await parts.visibilityRules.of(delivery);
  }

  /** Undefined where it is not known what may be seen, which was said then. */
  async function pendingOf(delivery: Delivery, reply: Reply, retry: CardAction): Promise<PendingAnswer | undefined> {
    const view = viewOf(delivery);
    const visibility = await visibilityFor(delivery);
    if (typeof visibility !== 'string') return { delivery, reply, retry, view, shared: sharedContextOf(visibility) };
    await reply.send(notVisibleCard(visibility, { view, retry }));
    return undefined;
  }

  /** A model, where there is one, is asked only about what the words alone do not tell. */
  async function understood(text: string, pending: PendingAnswer): Promise<Understood> {
    const { reply, shared } = pending;
    const { locale, activityId } = pending.delivery;
    const context: MessageContext = { today: clock.today(), knownMonths, requirements, retirements, locale };
    const told = shared.instances.known();
    const first = understandAll(text, { ...context, ...given({ instances: told }) });
    const all = told === undefined && !first.certain ? await withNames(text, context, pending) : first;
    const isUnderstood = all.questions.some((one) => one.kind !== 'unclear' && !('guessed' in one) && !isDoubtful(one));
    if (isUnderstood || interpreter === undefined) return all;
    await reply.typing();
    try {
      const draft = await interpreter.interpret(text);
      const question = draft === undefined ? undefined : questionOfDraft(draft, text, context);
      return question === undefined ? all : { ...all, questions: [question] };
    } catch (error) {
      log.warn('the interpreter did not answer', { activityId, ...faultFields(error) });
      return all;
    }
  }

  /** A button's question is answered in the language of the one who presses it, whatever the card was written in. */
  async function asked(text: string, pending: PendingAnswer): Promise<Understood> {
    return { ...(await understood(text, pending)), language: undefined };
  }

  /** Worth a wait only for words that may be names. */
  async function withNames(
    text: string,
    context: MessageContext,
    { reply, shared }: PendingAnswer,
  ): Promise<Understood> {
    await reply.typing();
    const instances = await shared.instances.listed(NAMES_WAIT);
    const isThere = instances !== undefined && instances !== 'late';
    return understandAll(text, { ...context, ...(isThere ? { instances } : {}) });
  }

  /** Answers every question of a message, one after the other, each on what the one before was about. */
  async function reactTo(
    { questions, asked: parts, language, pointer }: Understood,
    pending: PendingAnswer,
  ): Promise<void> {
    const conversation = pending.delivery.address.conversationId;
    const inTheirs = inLanguage(pending, language);
    for (const [index, question] of questions.entries()) {
      // What turns a page, or tries again, asks for this part of the message alone.
      const own = parts?.[index];
      const spoken: PendingAnswer =
        own === undefined ? inTheirs : { ...inTheirs, retry: { kind: 'ask', question: own } };
      const before = memory.recall(conversation);
      const pointed = pointedAt(question, pointer, before);
      memory.forgetOffers(conversation);
      if (pointed === undefined) await answering.answer(completed(question, before), spoken);
      else await carryOut(pointed, spoken);
    }
  }

  /** What a button asks: a question, or the words of one. Tried again, it asks the same. */
  function carryOut(action: CardAction, pending: PendingAnswer): Promise<void> {
    return action.kind === 'ask'
      ? asked(action.question, pending).then((understood) => reactTo(understood, pending))
      : answering.answer(action, { ...pending, retry: action });
  }
}

/** A plain word was taken for a name. */
function isDoubtful(question: Question): boolean {
  return 'doubtful' in question;
}

/** Who writes in another of the languages than the client's is answered in that one. */
function inLanguage(pending: PendingAnswer, language: Language | undefined): PendingAnswer {
  if (language === undefined || language === languageOf(pending.delivery.locale ?? 'en')) return pending;
  const delivery = { ...pending.delivery, locale: language };
  return { ...pending, delivery, view: { ...pending.view, locale: language } };
}
