/** Every instance that can be seen, in pages. */
import { count } from '../src/model/text.ts';
import type { DiscoveredInstance } from '../src/readiness/assessor.ts';
import type { CardMessage } from './parts/elements.ts';
import { instanceLines, instanceRow } from './parts/instance-rows.ts';
import { type Again, pagedCard } from './parts/pages.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface InstancesCardOptions {
  /** At least one; in the order to show. */
  readonly instances: readonly DiscoveredInstance[];
  /** A month to check for, `YYYY-MM`. */
  readonly month?: string | undefined;
  readonly again: Again;
  readonly view: CardView;
}

/** Instances on a page. */
const MOST = 10;

/** A list with a button each. */
export function instancesCard({ instances, month, again, view }: InstancesCardOptions): CardMessage {
  const writer = writerFor(view);
  const title = count(instances.length, {
    one: 'I can see {count} instance',
    other: 'I can see {count} instances',
  });
  return pagedCard({
    summary: writer.plain(title),
    blocks: instances.map((instance) => [instanceRow(instance, month, writer, 'new')]),
    most: MOST,
    again,
    lines: instanceLines(instances, writer),
    writer,
  });
}
