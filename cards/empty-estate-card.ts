/** Not one instance can be seen: what is needed, and where to grant it. */
import { docs } from '../src/fixes/docs.ts';
import { languageOf } from '../src/languages/languages.ts';
import { suggestionsIn } from '../src/languages/suggestions.ts';
import { say, type Text } from '../src/model/text.ts';
import type { Visibility } from '../src/readiness/visibility.ts';
import type { CardAction } from './parts/actions.ts';
import { adaptiveCard, askButton, type CardMessage, heading, linkButton, paragraph, quiet } from './parts/elements.ts';
import { escapeMarkdown } from './wording/escape-markdown.ts';
import { statusSymbol } from './wording/status.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface EmptyEstateCardOptions {
  /** With whose eyes nothing was seen. */
  readonly visibility: Visibility['kind'];
  /** What "Try again" asks. */
  readonly retry?: CardAction | undefined;
  readonly view: CardView;
}

interface Words {
  readonly title: Text;
  readonly lines: readonly Text[];
}

/** What is missing is another thing for each who looks. */
const words = (example: string): Readonly<Record<Visibility['kind'], Words>> => ({
  whole: {
    title: say('I can see no API Management instance'),
    lines: [
      say('That may mean that there is none, but more often that the identity of the bot may not read where they are.'),
      say(
        'What I need: the role Reader on the subscriptions with your instances, their networks and their key vaults, or on a management group above them. Nothing that can write.',
      ),
      say(
        'In the portal: open the subscription or management group, Access control (IAM), Add role assignment, Reader.',
      ),
      say('A new role assignment can take some minutes to reach Azure Resource Graph.'),
    ],
  },
  listed: {
    title: say('I can see no API Management instance that may be shown in this chat'),
    lines: [
      say('An administrator says here what may be seen: {example}', { example }),
      say('"What may this channel see?" tells what holds now.'),
    ],
  },
  own: {
    title: say('You may read no API Management instance in Azure'),
    lines: [
      say('In our chat I look with your own rights: whoever gives rights in Azure gives you the role Reader.'),
      say('A new role assignment can take some minutes to reach Azure Resource Graph.'),
    ],
  },
});

/** "I can see no instance", with the one role that is needed. An empty answer proves nothing, and the card says so. */
export function emptyEstateCard({ visibility, retry, view }: EmptyEstateCardOptions): CardMessage {
  const writer = writerFor(view);
  const { onlyHere } = suggestionsIn(languageOf(view.locale ?? 'en'));
  const { title, lines } = words(onlyHere)[visibility];
  const summary = writer.plain(title);
  const [first, ...rest] = lines.map((line) => writer.markdown(line));
  return {
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(`${statusSymbol('unknown')} ${summary}`)),
        ...(first === undefined ? [] : [paragraph(first)]),
        ...rest.slice(0, -1).map((line) => paragraph(line)),
        ...rest.slice(-1).map((line) => quiet(line)),
      ],
      actions: [
        ...(retry === undefined ? [] : [askButton(writer.plain(say('Try again')), retry)]),
        ...(visibility === 'listed' ? [] : linkButton(writer.plain(say('About Reader')), docs.reader)),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, ...lines.map((line) => writer.plain(line))].join('\n'),
  };
}
