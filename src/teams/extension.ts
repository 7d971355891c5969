/** The message extension: what Teams shows while somebody writes, from search words or from a link that was pasted. */
import type {
  AppBasedLinkQuery,
  MessagingExtensionAttachment,
  MessagingExtensionQuery,
  MessagingExtensionResponse,
  TurnContext,
} from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { InstanceSearch, SearchHit } from '../conversation/instances/instance-search.ts';
import { renderFor } from '../languages/languages.ts';
import type { Delivery } from '../model/channel.ts';
import { faultFields } from '../model/fault-fields.ts';
import { at, list, text } from '../model/json.ts';
import type { Log } from '../model/log.ts';
import { say, type Text } from '../model/text.ts';
import { troubleLine } from './answer-delivery.ts';
import { SEARCH_COMMAND, SEARCH_PARAMETER } from './app-package/manifest.ts';
import { type Authorization, refusalLine } from './authorization.ts';
import { deliveryOf } from './incoming.ts';
import { insertedCard } from './inserted-card.ts';

/** Hits of one page. Teams asks for 25. */
const MOST_HITS = 25;
/** Longest words that are looked for. */
const LONGEST_WORDS = 200;

/** What the message extension answers with. */
interface MessageExtensionParts {
  readonly instanceSearch: InstanceSearch<Delivery>;
  readonly authorization: Authorization;
  readonly connector: (context: TurnContext) => ConnectorClient;
  readonly log: Log;
}

/** Answers who searches in the message box or pastes a link there. Neither method rejects. */
export interface MessageExtension {
  search(
    context: TurnContext,
    delivery: () => Promise<Delivery>,
    query: MessagingExtensionQuery,
  ): Promise<MessagingExtensionResponse>;
  /** A link that leads nowhere, for whatever reason, stays a plain link: nobody asked the bot anything. */
  link(
    context: TurnContext,
    delivery: () => Promise<Delivery>,
    query: AppBasedLinkQuery,
  ): Promise<MessagingExtensionResponse>;
}

/** Makes it. */
export function createMessageExtension({
  instanceSearch,
  authorization,
  connector,
  log,
}: MessageExtensionParts): MessageExtension {
  const answer = async (
    context: TurnContext,
    instead: (line: Text) => MessagingExtensionResponse,
    found: () => Promise<MessagingExtensionResponse>,
  ): Promise<MessagingExtensionResponse> => {
    const { activity } = context;
    try {
      const permission = await authorization.permissionOf(activity, connector(context), 'search');
      return permission.kind === 'allowed' ? await found() : instead(refusalLine(permission));
    } catch (error) {
      log.error('the message extension failed', { activityId: activity.id, ...faultFields(error) });
      return instead(troubleLine(activity));
    }
  };
  return {
    search(context, delivery, query) {
      const { locale } = deliveryOf(context.activity);
      return answer(
        context,
        (line) => extensionLine(line, locale),
        async () => answerSearch(instanceSearch, await delivery(), query),
      );
    },
    link: (context, delivery, query) =>
      answer(
        context,
        () => noResults,
        async () => answerLink(instanceSearch, await delivery(), query),
      ),
  };
}

/** Answers a search with instances, whose cards Teams inserts, or with a line. */
async function answerSearch(
  instanceSearch: InstanceSearch<Delivery>,
  delivery: Delivery,
  query: MessagingExtensionQuery | undefined,
): Promise<MessagingExtensionResponse> {
  const { locale } = delivery;
  if (query?.commandId !== SEARCH_COMMAND) {
    return extensionLine(say('I do not know this command. Is the app up to date?'), locale);
  }
  // With `initialRun` Teams asks once before anything is typed, with a parameter of its own.
  const typed = list(query, 'parameters').find((parameter) => text(parameter, 'name') === SEARCH_PARAMETER);
  const words = (text(typed, 'value') ?? '').trim().slice(0, LONGEST_WORDS);
  const skip = whole(at(query, 'queryOptions', 'skip'), 0);
  const most = Math.min(whole(at(query, 'queryOptions', 'count'), MOST_HITS), MOST_HITS);
  const answer = await instanceSearch.search({ words, skip, most }, delivery);
  return answer.kind === 'line' ? extensionLine(answer.line, locale) : results(answer.hits, locale);
}

/** Turns a portal link into a card. A link to anything else stays a link. */
async function answerLink(
  instanceSearch: InstanceSearch<Delivery>,
  delivery: Delivery,
  query: AppBasedLinkQuery | undefined,
): Promise<MessagingExtensionResponse> {
  const link = text(query, 'url');
  const hit = link === undefined ? undefined : await instanceSearch.unfurl(link, delivery);
  return results(hit === undefined ? [] : [hit], delivery.locale);
}

/** One line in place of results, for a reader's locale. */
function extensionLine(line: Text, locale: string | undefined): MessagingExtensionResponse {
  return { composeExtension: { type: 'message', text: renderFor(line, locale) } };
}

/** Nothing at all. */
const noResults: MessagingExtensionResponse = results([], undefined);

function results(hits: readonly SearchHit[], locale: string | undefined): MessagingExtensionResponse {
  return {
    composeExtension: {
      type: 'result',
      attachmentLayout: 'list',
      attachments: hits.map((hit) => attachmentOf(hit, locale)),
    },
  };
}

/** The preview is a row of the list; names stand in it as plain text. */
function attachmentOf(
  { name, place, verdict, message }: SearchHit,
  locale: string | undefined,
): MessagingExtensionAttachment {
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: insertedCard(message.card),
    preview: {
      contentType: 'application/vnd.microsoft.card.thumbnail',
      content: {
        title: escapeHtml(name),
        text: escapeHtml(`${renderFor(verdict, locale)} · ${renderFor(place, locale)}`),
      },
    },
  };
}

/** Thumbnail cards read a little HTML. */
function escapeHtml(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function whole(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise;
}
