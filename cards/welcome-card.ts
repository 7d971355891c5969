/** The first thing a newcomer sees: what this is, and three questions to press. */
import { say } from '../src/model/text.ts';
import { adaptiveCard, type CardMessage, heading, paragraph, quiet } from './parts/elements.ts';
import { questionRow } from './parts/question-row.ts';
import { escapeMarkdown } from './wording/escape-markdown.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface WelcomeCardOptions {
  /** Questions that work here, best made from real instances; three are shown. */
  readonly examples: readonly string[];
  /** Whether a mention is needed to be heard: in channels and group chats. */
  readonly mention: boolean;
  readonly view: CardView;
}

/** Says hello once. */
export function welcomeCard({ examples, mention, view }: WelcomeCardOptions): CardMessage {
  const writer = writerFor(view);
  const summary = writer.plain(say('Ask me whether an API Management instance is ready for a retirement'));
  const what = say(
    'I read your Azure, with read access only, and tell what would break, why I think so, and how to put it right. What I cannot see I call unknown, never ready.',
  );
  const how = mention ? say('Mention me and ask, for example:') : say('Just ask, for example:');
  const questions = examples.slice(0, 3);
  return {
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        paragraph(writer.markdown(what)),
        quiet(writer.markdown(how)),
        ...questions.map((question) => questionRow(question, writer)),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, writer.plain(what), writer.plain(how), ...questions].join('\n'),
  };
}
