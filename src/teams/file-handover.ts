/** Handing over a file in a chat with one person: the offer, and what comes of it. */
import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { FileOffer } from '../conversation/ports/channel-port.ts';
import { renderFor } from '../languages/languages.ts';
import type { ChatFile } from '../model/channel.ts';
import type { Clock } from '../model/clock.ts';
import { faultFields } from '../model/fault-fields.ts';
import type { Log } from '../model/log.ts';
import { say } from '../model/text.ts';
import { consentCard, FileNotTaken, fileCard, type UploadPlace, upload } from './files.ts';
import { attach, type TeamsReply } from './reply.ts';

/** A reply that can offer files: only for a chat with one person, where Teams takes them. */
export function offeringFiles(reply: TeamsReply, connector: ConnectorClient, asked: Activity): TeamsReply {
  return { ...reply, offerFile: (offer: FileOffer) => attach(connector, asked, consentCard(offer), offer.file.name) };
}

/** Takes the offer away that an activity answers, so that nobody answers it again. Never throws: what stays does no harm. */
export async function takeBackOffer(connector: ConnectorClient, asked: Activity): Promise<void> {
  if (asked.replyToId === undefined) return;
  await connector.conversations.deleteActivity(asked.conversation.id, asked.replyToId).catch(() => undefined);
}

/** The offer that was accepted. */
interface AcceptedOffer {
  readonly connector: ConnectorClient;
  /** The activity that accepted it. */
  readonly activity: Activity;
  readonly reply: TeamsReply;
  readonly locale: string | undefined;
  /** Where the file goes; undefined for a place that is none of Teams. */
  readonly place: UploadPlace | undefined;
  readonly clock: Pick<Clock, 'limit'>;
  readonly log: Log;
}

/** Puts a file into place, and shows it in place of the offer; where that fails, its person and the log are told. Throws `SendFailed`. */
export async function handOver(file: ChatFile, offer: AcceptedOffer): Promise<void> {
  const { connector, activity, reply, locale, place, clock, log } = offer;
  try {
    if (place === undefined) throw new FileNotTaken('the upload address is none of Teams');
    await upload(file, place, clock);
  } catch (error) {
    log.warn('a file was not handed over', { activityId: activity.id, ...faultFields(error) });
    const line = renderFor(say('The file could not be put into your OneDrive. Ask again.'), locale);
    await reply.send({ text: line, summary: line });
    return;
  }
  await takeBackOffer(connector, activity);
  await attach(connector, activity, fileCard(place), place.name);
}
