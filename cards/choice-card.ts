/** Several instances of one name: which one is meant? */
import { count, say } from '../src/model/text.ts';
import type { DiscoveredInstance } from '../src/readiness/assessor.ts';
import { type CardMessage, quiet } from './parts/elements.ts';
import { instanceLines, instanceRow } from './parts/instance-rows.ts';
import { type Again, pagedCard } from './parts/pages.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface ChoiceCardOptions {
  /** The name as it was asked. */
  readonly name: string;
  /** The instances of that name, at least two. */
  readonly instances: readonly DiscoveredInstance[];
  /** The month that was asked for, `YYYY-MM`; the buttons carry it on. */
  readonly month?: string | undefined;
  readonly again: Again;
  readonly view: CardView;
}

/** Instances on a page. */
const MOST = 10;

/** Each instance with its subscription and resource group, and a button that checks it. */
export function choiceCard({ name, instances, month, again, view }: ChoiceCardOptions): CardMessage {
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
  return pagedCard({
    summary,
    blocks: instances.map((instance) => [instanceRow(instance, month, writer)]),
    most: MOST,
    again,
    closing: [quiet(writer.markdown(hint), { separator: true })],
    lines: [...instanceLines(instances, writer), writer.plain(hint)],
    writer,
  });
}
