/** Several instances of one name: which one is meant? */
import { count, say } from '../src/model/text.ts';
import type { DiscoveredInstance } from '../src/readiness/assessor.ts';
import { firstThatFits } from './card-size.ts';
import { adaptiveCard, type CardMessage, heading, paragraph, quiet } from './elements.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { instanceLines, instanceRow } from './instance-rows.ts';
import { type CardView, writerFor } from './writer.ts';

/** What the card is drawn from. */
export interface ChoiceCardOptions {
  /** The name as it was asked. */
  readonly name: string;
  /** The instances of that name, at least two. */
  readonly instances: readonly DiscoveredInstance[];
  /** The month that was asked for, `YYYY-MM`; the buttons carry it on. */
  readonly month?: string | undefined;
  readonly view: CardView;
}

/** Each instance with its subscription and resource group, and a button that checks it. */
export function choiceCard({ name, instances, month, view }: ChoiceCardOptions): CardMessage {
  const writer = writerFor(view);
  const summary = writer.plain(
    count(
      instances.length,
      {
        one: '{count} instance is called {name}: which one?',
        other: '{count} instances are called {name}: which one?',
      },
      { name },
    ),
  );
  const hint = say('In words: resource group, a slash, and the name, such as {example}.', {
    example: `${instances[0]?.resourceGroup ?? ''}/${instances[0]?.name ?? ''}`,
  });
  const text = [summary, ...instanceLines(instances, writer), writer.plain(hint)].join('\n');
  return firstThatFits([20, 12, 8, 4], (rows) => ({
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...instances.slice(0, rows).map((instance) => instanceRow(instance, month, writer)),
        ...(instances.length > rows
          ? [
              paragraph(
                writer.markdown(count(instances.length - rows, { one: 'and {count} more', other: 'and {count} more' })),
              ),
            ]
          : []),
        quiet(writer.markdown(hint), { separator: true }),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text,
  }));
}
