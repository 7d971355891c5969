/**
 * How an answer gets out. Teams delivers again what takes long, so a delivery is acknowledged as soon as its first reply is out; the
 * answer goes on behind it, and what breaks there is told in the conversation and in the log.
 */
import type { Activity, TurnContext } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { renderFor } from '../languages/languages.ts';
import { type Outgoing, SendFailed } from '../model/channel.ts';
import { type Clock, within } from '../model/clock.ts';
import { faultFields } from '../model/fault-fields.ts';
import type { Log } from '../model/log.ts';
import { say, type Text } from '../model/text.ts';
import { deliveryOf } from './incoming.ts';
import { replyWithMessages, type TeamsReply } from './reply.ts';

/** What answers get out by. */
interface AnswerDeliveryParts {
  readonly connector: (context: TurnContext) => ConnectorClient;
  /** Takes over work that goes on after its delivery was acknowledged. It never rejects. */
  readonly goOn: (work: Promise<void>) => void;
  readonly clock: Pick<Clock, 'limit'>;
  readonly log: Log;
}

/** Gets answers out. */
export interface AnswerDelivery {
  /** Waits for the first reply, or the end where there is none, and lets the rest go on. */
  untilFirst(context: TurnContext, reply: TeamsReply, work: Promise<void>): Promise<Outgoing | undefined>;
  /** Lets all of it go on. Resolves at the end, and never rejects. */
  carryOn(context: TurnContext, reply: TeamsReply, work: Promise<void>): Promise<void>;
  /** Sends one line below what there is. */
  tellLine(context: TurnContext, words: Text): Promise<void>;
}

/** How long a first reply may take before the bot shows that it is writing, in milliseconds. */
const TYPING_AFTER = 400;

/** Makes it. */
export function createAnswerDelivery({ connector, goOn, clock, log }: AnswerDeliveryParts): AnswerDelivery {
  const carryOn: AnswerDelivery['carryOn'] = ({ activity }, reply, work) => {
    showTyping(clock, activity, reply, work);
    const end = work
      .then(() => reply.complete())
      .catch(async (error: unknown) => {
        log.error('the reply was not delivered', { activityId: activity.id, ...faultFields(error) });
        if (error instanceof SendFailed) return;
        const line = renderFor(troubleLine(activity), deliveryOf(activity).locale);
        await reply.send({ text: line, summary: line }).catch(() => undefined);
      });
    goOn(end);
    return end;
  };
  const untilFirst: AnswerDelivery['untilFirst'] = (context, reply, work) => {
    const end = carryOn(context, reply, work);
    return Promise.race([reply.first, end.then(() => undefined)]);
  };
  return {
    carryOn,
    untilFirst,
    async tellLine(context, words) {
      const { activity } = context;
      const line = renderFor(words, deliveryOf(activity).locale);
      const reply = replyWithMessages(connector(context), activity);
      const sent = reply.send({ text: line, summary: line });
      await untilFirst(
        context,
        reply,
        sent.then(() => undefined),
      );
    },
  };
}

/** Shows that the bot is writing once a first reply is late. Channels do not show it. */
function showTyping(clock: Pick<Clock, 'limit'>, activity: Activity, reply: TeamsReply, work: Promise<void>): void {
  if (deliveryOf(activity).kind === 'channel') return;
  const begun = Promise.race([reply.first, work]).catch(() => undefined);
  void within(clock, TYPING_AFTER, begun, () => reply.typing());
}

/** What a person sees when a turn broke: short, with what finds it in the log. */
export function troubleLine(activity: Pick<Activity, 'id'>): Text {
  return say('Something broke on my side. For the log: {id}', { id: activity.id ?? '-' });
}
