/** Which changes in Azure stand behind which moves. Pure. */

import type { Report } from '../model/finding.ts';
import { given } from '../model/given.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { ResourceChange } from '../model/resource-change.ts';
import { type ChangesRead, changesTo, resourcesOf } from './change-log.ts';
import type { Move } from './finding-changes.ts';

/** Changes that are named of one requirement. */
const MOST = 3;

/** Who changed what in an instance. */
export interface WhoChanged {
  /** By requirement that moved: the latest changes to what it rests on, newest first. */
  readonly behind: ReadonlyMap<string, readonly ResourceChange[]>;
  /** What else was changed in what the instance rests on. */
  readonly beside: readonly ResourceChange[];
  /** Why these may not be all. */
  readonly unread?: ReasonCode;
}

/** Sorts changes by the requirements that moved. A change may stand behind several. */
export function whoChanged(report: Report | undefined, moves: readonly Move[], read: ChangesRead): WhoChanged {
  const findings = new Map((report?.findings ?? []).map((finding) => [finding.requirement, finding]));
  const behind = new Map<string, readonly ResourceChange[]>();
  for (const { requirement } of moves) {
    const finding = findings.get(requirement);
    const own = finding === undefined ? [] : changesTo(resourcesOf(finding), read.changes).slice(0, MOST);
    if (own.length > 0) behind.set(requirement, own);
  }
  const told = new Set([...behind.values()].flat().map(({ id }) => id));
  return {
    behind,
    beside: read.changes.filter(({ id }) => !told.has(id)),
    ...given({ unread: read.unread }),
  };
}
