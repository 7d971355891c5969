/** The log of changes over Azure: Resource Graph for the last 14 days, the Activity Log for what it does not hold. */

import { idKey, sameId } from '../model/arm.ts';
import type { Clock } from '../model/clock.ts';
import { failed, ok, type Read } from '../model/estate.ts';
import { faultName } from '../model/fault-fields.ts';
import type { Priority } from '../model/priority.ts';
import type { ResourceChange } from '../model/resource-change.ts';
import { type ChangeLog, watchedTypes } from '../readiness/change-log.ts';
import { readActivity, readChanges, readChangesAfter } from './changes.ts';
import type { AzureConnection } from './connection.ts';
import { readWithin } from './management-reads.ts';
import type { Waiting } from './request-queue.ts';

const DAY = 86_400_000;
/** How far back Resource Graph remembers ("Get resource changes"), and the Activity Log a little less than its 90 days. */
const GRAPH_REMEMBERS = 14 * DAY;
const LOG_REMEMBERS = 89 * DAY;
/** Resources whose older changes are looked up for one question. */
const MOST_OLDER = 5;

/** What the log of changes is made from. */
export interface ChangeLogOptions {
  readonly azure: Pick<AzureConnection, 'arm' | 'graph' | 'rows'>;
  readonly clock: Pick<Clock, 'instant' | 'limit'>;
  /** Whether Azure's names of who changed something are told at all. */
  readonly authors: boolean;
  /** Milliseconds that a person waits for it at most. */
  readonly within: number;
}

/** Makes the log. Nothing is sent yet. */
export function createChangeLog({ azure, clock, authors, within }: ChangeLogOptions): ChangeLog {
  const told = (changes: readonly ResourceChange[]): readonly ResourceChange[] =>
    authors ? changes : changes.map((change) => ({ ...change, by: { kind: change.by.kind } }));

  const inTime = (priority: Priority, read: (waiting: Waiting) => Promise<Read<readonly ResourceChange[]>>) => {
    const waiting = { priority: () => priority };
    return settled(
      priority === 'background' ? read(waiting) : readWithin(clock, within, (signal) => read({ ...waiting, signal })),
    );
  };

  const recent: ChangeLog['recent'] = async (resources, priority) => {
    const read = await inTime(priority, (waiting) => readChanges(azure, resources, waiting));
    return read.ok ? ok(told(read.value)) : read;
  };

  return {
    recent,
    async behind(instance, resources, since, priority = 'question') {
      const until = Date.parse(clock.instant());
      const from = Math.max(Date.parse(since), until - LOG_REMEMBERS);
      const remembered = until - GRAPH_REMEMBERS;
      const iso = (instant: number) => new Date(instant).toISOString();
      const activity = (resource: string, last: number) =>
        inTime(priority, (waiting) => readActivity(azure, resource, { from: iso(from), until: iso(last) }, waiting));
      const older = from < remembered ? resources.filter((id) => !sameId(id, instance)).slice(0, MOST_OLDER) : [];
      const [graph, own, ...further] = await Promise.all([
        recent([...new Set([instance, ...resources])], priority),
        activity(instance, until),
        ...older.map((resource) => activity(resource, remembered)),
      ]);
      const isInGraph = ({ resource, at }: ResourceChange) =>
        graph.ok && sameId(resource, instance) && Date.parse(at) >= remembered;
      const logged = [own, ...further].flatMap((read) => (read.ok ? told(read.value) : []));
      const found = [...(graph.ok ? graph.value : []), ...logged.filter((change) => !isInGraph(change))];
      const unread = [graph, own, ...further].find((read) => !read.ok);
      return {
        changes: [...new Map(found.map((change) => [idKey(change.id), change])).values()]
          .filter(({ at }) => Date.parse(at) > from)
          .toSorted((a, b) => (a.at < b.at ? 1 : -1)),
        ...(unread === undefined || unread.ok ? {} : { unread: unread.reason }),
      };
    },
    async after(since) {
      const read = await inTime('background', (waiting) => readChangesAfter(azure, watchedTypes, since, waiting));
      return read.ok ? ok(told(read.value)) : read;
    },
  };
}

/** A read that breaks off is one that failed. */
async function settled(read: Promise<Read<readonly ResourceChange[]>>): Promise<Read<readonly ResourceChange[]>> {
  return await read.catch((error: unknown) => failed('READ_FAILED', faultName(error)));
}
