/** From a message to its answer: what to say at once, whom to ask, and what to say when that fails. */
import type { CardAction } from '../../cards/actions.ts';
import { checkingCard } from '../../cards/checking-card.ts';
import { choiceCard } from '../../cards/choice-card.ts';
import type { CardMessage } from '../../cards/elements.ts';
import { emptyEstateCard } from '../../cards/empty-estate-card.ts';
import { errorCard } from '../../cards/error-card.ts';
import { helpCard } from '../../cards/help-card.ts';
import { instancesCard } from '../../cards/instances-card.ts';
import { readinessCard } from '../../cards/readiness-card.ts';
import { suggestionCard } from '../../cards/suggestion-card.ts';
import { welcomeCard } from '../../cards/welcome-card.ts';
import type { RequirementTitle } from '../../cards/wording.ts';
import { type CardView, writerFor } from '../../cards/writer.ts';
import { nameOf } from '../model/arm.ts';
import type { Retirement } from '../model/retirement.ts';
import { say } from '../model/text.ts';
import { type Assessor, AzureUnreachable, type DiscoveredInstance } from '../readiness/assessor.ts';
import { exampleQuestions } from './examples.ts';
import { faultFields } from './fault.ts';
import { createFinder, type Finder } from './finder.ts';
import { createOnce } from './once.ts';
import { pickInstance } from './pick-instance.ts';
import { type Clock, type Delivery, type Incoming, type Log, type Pressed, type Reply, SendFailed } from './port.ts';
import type { CheckQuestion, Question } from './question.ts';
import { understand } from './understand.ts';
import { createUpdates } from './updates.ts';

/** What a conversation is made of. */
export interface ConversationParts {
  readonly assessor: Assessor;
  /** All requirements, for their titles. */
  readonly requirements: readonly RequirementTitle[];
  readonly retirements: readonly Pick<Retirement, 'effective'>[];
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Answers people. Every method answers a delivery once, however often it is delivered, and rejects only when the channel
 * does not take the first message: everything else that fails becomes an answer of its own.
 */
export interface Conversation {
  /** Answers what somebody typed. */
  answer(message: Incoming, reply: Reply): Promise<void>;
  /** Answers a button, on the card that carried it. */
  act(pressed: Pressed, reply: Reply): Promise<void>;
  /** Says hello, once in each conversation. */
  welcome(arrival: Delivery, reply: Reply): Promise<void>;
  /** Finds instances for somebody who is writing a message. */
  readonly finder: Finder;
}

/** One delivery on its way to an answer. */
interface Turn {
  readonly delivery: Delivery;
  readonly reply: Reply;
  readonly view: CardView;
  /** What "Try again" does. */
  readonly retry: CardAction;
}

/** An install is told in two or three activities within seconds (reference teams 2.3). */
const arrivalMilliseconds = 10 * 60 * 1000;

/** Makes the conversation. It keeps nothing but which deliveries were answered. */
export function createConversation({
  assessor,
  requirements,
  retirements,
  clock,
  log,
}: ConversationParts): Conversation {
  const deliveries = createOnce(clock.now);
  const arrivals = createOnce(clock.now, { keep: arrivalMilliseconds, most: 10_000 });
  const knownMonths = [...new Set(retirements.map(({ effective }) => effective.slice(0, 7)))].toSorted();

  return {
    finder: createFinder({ assessor, clock, log }),

    async answer(message, reply) {
      if (!isNew(message)) return;
      const retry: CardAction = { verb: 'ask', question: message.text.slice(0, 1_000) };
      await reactTo(understand(message.text, { today: clock.today(), knownMonths }), turnOf(message, reply, retry));
    },

    async act(pressed, reply) {
      if (!isNew(pressed)) return;
      const { action } = pressed;
      if (action === undefined) {
        const turn = turnOf(pressed, reply, { verb: 'ask', question: 'help' });
        await reactTo({ kind: 'unclear', nearest: ['list all instances', 'help'] }, turn);
        return;
      }
      const turn = turnOf(pressed, reply, action);
      await reactTo(
        action.verb === 'check'
          ? {
              kind: 'check',
              instance: action.instance,
              certain: true,
              ...(action.month === undefined ? {} : { month: action.month }),
            }
          : understand(action.question, { today: clock.today(), knownMonths }),
        turn,
      );
    },

    async welcome(arrival, reply) {
      if (!arrivals.first(arrival.address.conversationId)) return;
      const instances = await assessor.instances().catch(() => []);
      const examples = exampleQuestions(instances, knownMonths);
      const mention = arrival.kind !== 'personal';
      await reply.send(welcomeCard({ examples, mention, view: viewOf(arrival) }));
    },
  };

  function isNew({ activityId, address }: Delivery): boolean {
    if (activityId === '') return true;
    const isFirst = deliveries.first(JSON.stringify([address.conversationId, activityId]));
    if (!isFirst) log.info('delivered again', { activityId });
    return isFirst;
  }

  function turnOf(delivery: Delivery, reply: Reply, retry: CardAction): Turn {
    return { delivery, reply, retry, view: viewOf(delivery) };
  }

  async function reactTo(question: Question, turn: Turn): Promise<void> {
    const { view, reply } = turn;
    if (question.kind === 'help') {
      await reply.send(helpCard({ examples: exampleQuestions([], knownMonths), months: knownMonths, view }));
    } else if (question.kind === 'unclear') {
      await reply.send(suggestionCard({ kind: 'not-understood', examples: question.nearest, view }));
    } else if (question.kind === 'list') {
      await whileWaiting(turn, writerFor(view).plain(say('which instances there are')), async () => {
        const instances = await assessor.instances();
        return instances.length === 0 ? empty(turn) : instancesCard({ instances, month: question.month, view });
      });
    } else {
      const name =
        question.instance === undefined ? writerFor(view).plain(say('what I can see')) : nameOf(question.instance);
      await whileWaiting(turn, name, (news) => check(question, name, turn, news));
    }
  }

  async function check(
    question: CheckQuestion,
    name: string,
    turn: Turn,
    news: (message: CardMessage) => void,
  ): Promise<CardMessage> {
    const { view } = turn;
    const { month } = question;
    const instances = await assessor.instances();
    if (instances.length === 0) return empty(turn);
    const picked = question.instance === undefined ? pickAny(instances) : pickInstance(question.instance, instances);
    if (picked.kind === 'one') return assess(picked.instance, month, turn, news);
    if (picked.kind === 'several') {
      return question.instance === undefined
        ? instancesCard({ instances: picked.instances, month, view })
        : choiceCard({ name, instances: picked.instances, month, view });
    }
    if (!question.certain && picked.near.length === 0) {
      return suggestionCard({ kind: 'not-understood', examples: exampleQuestions(instances, knownMonths), view });
    }
    return suggestionCard({ kind: 'unknown-instance', name, nearest: picked.near, month, view });
  }

  async function assess(
    instance: DiscoveredInstance,
    month: string | undefined,
    { view }: Turn,
    news: (message: CardMessage) => void,
  ): Promise<CardMessage> {
    let isPartlyAnswered = false;
    const assessment = await assessor.assess(instance, {
      month,
      onProgress(progress) {
        if (!isPartlyAnswered) news(checkingCard({ name: instance.name, progress, view }));
      },
      onFirst(first) {
        if (first.reports.length === 0) return;
        isPartlyAnswered = true;
        news(readinessCard({ assessment: first, requirements, month, view }));
      },
    });
    if (assessment.reports.length === 0 && month !== undefined) {
      return suggestionCard({ kind: 'unknown-month', month, known: knownMonths, instance, view });
    }
    return readinessCard({ assessment, requirements, month, view });
  }

  /** Says "checking" before Azure is asked, then shows news and the end on that same message. */
  async function whileWaiting(
    turn: Turn,
    name: string,
    work: (news: (message: CardMessage) => void) => Promise<CardMessage>,
  ): Promise<void> {
    const { reply, view, delivery } = turn;
    const handle = await reply.send(checkingCard({ name, view }));
    const updates = createUpdates<CardMessage>((message) => reply.update(handle, message), clock);
    const end = await work(updates.offer).catch((error: unknown) => apology(error, name, turn));
    try {
      await updates.finish(end);
    } catch (error) {
      const failure = error instanceof SendFailed ? error.failure : 'other';
      log.warn('the answer did not arrive', { activityId: delivery.activityId, failure });
      if (failure === 'too-big') await reply.update(handle, { text: end.text, summary: end.summary });
      else if (failure !== 'unreachable') await reply.send(end);
    }
  }

  function apology(error: unknown, about: string, { delivery, retry, view }: Turn): CardMessage {
    const { activityId } = delivery;
    if (error instanceof AzureUnreachable) {
      log.warn('Azure could not be reached', { activityId, ...faultFields(error) });
      return errorCard({ cause: 'azure', about, retry, view });
    }
    log.error('the answer failed', { activityId, ...faultFields(error) });
    return errorCard({ cause: 'ours', about, reference: activityId, retry, view });
  }
}

function viewOf({ locale, timeZone }: Delivery): CardView {
  return { locale: locale ?? 'en', timeZone: timeZone ?? 'UTC' };
}

function empty({ view, retry }: Turn): CardMessage {
  return emptyEstateCard({ retry, view });
}

/** "Are we ready?" means the only instance there is, or a list to choose from. */
function pickAny(instances: readonly DiscoveredInstance[]): ReturnType<typeof pickInstance> {
  const [only, other] = instances;
  return only !== undefined && other === undefined ? { kind: 'one', instance: only } : { kind: 'several', instances };
}
