/** Every instance that can be seen, or as many as one card holds. */
import { count } from '../src/model/text.ts';
import type { DiscoveredInstance } from '../src/readiness/assessor.ts';
import { firstThatFits } from './card-size.ts';
import { adaptiveCard, type CardMessage, heading, quiet } from './elements.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { instanceLines, instanceRow } from './instance-rows.ts';
import { type CardView, writerFor } from './writer.ts';

/** What the card is drawn from. */
export interface InstancesCardOptions {
  /** At least one; in the order to show. */
  readonly instances: readonly DiscoveredInstance[];
  /** A month to check for, `YYYY-MM`. */
  readonly month?: string | undefined;
  readonly view: CardView;
}

/** A list with a button each. What does not fit is counted, and can be asked for by name. */
export function instancesCard({ instances, month, view }: InstancesCardOptions): CardMessage {
  const writer = writerFor(view);
  const title = count(instances.length, {
    one: 'I can see {count} instance',
    other: 'I can see {count} instances',
  });
  const summary = writer.plain(title);
  const text = [summary, ...instanceLines(instances, writer)].join('\n');
  return firstThatFits([20, 15, 12, 10, 8, 6, 4], (rows) => {
    const left = instances.length - rows;
    return {
      card: adaptiveCard({
        body: [
          heading(escapeMarkdown(summary)),
          ...instances.slice(0, rows).map((instance) => instanceRow(instance, month, writer, 'new')),
          ...(left > 0
            ? [
                quiet(
                  writer.markdown(
                    count(left, {
                      one: 'and {count} more: ask for it by its name',
                      other: 'and {count} more: ask for one by its name',
                    }),
                  ),
                  { separator: true },
                ),
              ]
            : []),
        ],
        speak: summary,
        writer,
      }),
      summary,
      text,
    };
  });
}
