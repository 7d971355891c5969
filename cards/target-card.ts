/** A resource that instances may use, from a link to it: one question about it, to press. */
import { say, type Text } from '../src/model/text.ts';
import { adaptiveCard, askButton, buttons, type CardMessage, heading, quiet } from './parts/elements.ts';
import { clipped, escapeMarkdown } from './wording/escape-markdown.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface TargetCardOptions {
  readonly name: string;
  /** "key vault", "storage account". */
  readonly kind: Text;
  readonly view: CardView;
}

/** Name, kind, and who uses it on demand: that means reading every instance. */
export function targetCard({ name, kind, view }: TargetCardOptions): CardMessage {
  const writer = writerFor(view);
  const shown = clipped(name, 80);
  const summary = writer.plain(say('{name}, {kind}', { name: shown, kind }));
  const title = writer.plain(say('Which instances use it?'));
  return {
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(shown)),
        quiet(writer.markdown(kind), { spacing: 'None' }),
        buttons([askButton(title, { kind: 'readers', target: name }, 'positive')]),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: summary,
  };
}
