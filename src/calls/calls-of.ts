/** What an instance calls, worked out once for everybody who judges the same subject. */
import type { ArmResource } from '../model/arm.ts';
import type { Subject } from '../model/requirement.ts';
import { callSitesOf } from './call-sites.ts';
import { type Crawl, crawl } from './crawl.ts';
import { declarationsInForce } from './declarations.ts';
import type { CallSites } from './site-ledger.ts';

/** The crawl of an instance, and the calls that it found. */
export interface FoundCalls extends CallSites {
  readonly crawl: Crawl;
}

/** A subject is one instance as it was read at one moment, so what was found about it holds as long as it does. */
const known = new WeakMap<Subject, FoundCalls>();

/** Crawls the instance of a subject and finds its calls. */
export function callsOf(service: ArmResource, subject: Subject): FoundCalls {
  const before = known.get(subject);
  if (before !== undefined) return before;
  const found = crawl(service, subject.estate);
  const calls = { crawl: found, ...callSitesOf(found, subject.cloud, declarationsInForce(found, subject)) };
  known.set(subject, calls);
  return calls;
}
