/** How much of an instance was searched. Rules: docs/rules.md#json. */
import type { Estate } from '../model/estate.ts';
import type { Scanned } from '../model/finding.ts';
import type { Subject } from '../model/requirement.ts';
import { crawl } from './crawl.ts';

/** How far the search through the policies is, for "scanned 40 of 220 policies". Both 0 until their list is read. */
export interface CrawlProgress {
  readonly scanned: number;
  readonly known: number;
}

/** Progress of the crawl. A policy that Azure refused counts as scanned: nothing more will come of it. */
export function crawlProgress(subject: Pick<Subject, 'instance' | 'estate'>): CrawlProgress {
  const service = subject.estate.resource(subject.instance.id);
  if (!service.ok) return { scanned: 0, known: 0 };
  const { scanned, known } = crawl(service.value, subject.estate);
  return known === undefined ? { scanned: 0, known: 0 } : { scanned, known };
}

function count(ids: readonly string[], collection: string, estate: Estate): number | null {
  let sum = 0;
  for (const id of ids) {
    const read = estate.children(id, collection);
    if (!read.ok) return null;
    sum += read.value.length;
  }
  return sum;
}

/** What was read of an instance and its workspaces; null where a list was not. Policies count when they were read and understood. */
export function scannedCounts(subject: Pick<Subject, 'instance' | 'estate'>): Scanned {
  const service = subject.estate.resource(subject.instance.id);
  if (!service.ok) return { policies: null, backends: null, loggers: null, namedValues: null, certificates: null };
  const found = crawl(service.value, subject.estate);
  const owners = found.owners.map((owner) => owner.id);
  return {
    policies: found.known === undefined ? null : found.policies.length,
    backends: count(owners, 'backends', subject.estate),
    loggers: count(owners, 'loggers', subject.estate),
    namedValues: count(owners, 'namedValues', subject.estate),
    certificates: count(owners, 'certificates', subject.estate),
  };
}
