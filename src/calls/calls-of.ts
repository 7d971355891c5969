/** What an instance calls, worked out once for everybody who judges the same subject. */
import type { ArmResource } from '../model/arm.ts';
import { rememberedBy } from '../model/remembered.ts';
import type { Cloud, Subject } from '../model/requirement.ts';
import { callSitesOf } from './call-sites.ts';
import { type Crawl, crawl } from './crawl.ts';
import { declarationsInForce } from './declarations.ts';
import type { CallSites } from './site-ledger.ts';

/** The crawl of an instance, and the calls that it found. */
export interface FoundCalls extends CallSites {
  readonly crawl: Crawl;
}

/** The calls of a crawl, where nobody declared any. */
const undeclared = rememberedBy(
  (found: Crawl, cloud: Cloud): FoundCalls => ({ crawl: found, ...callSitesOf(found, cloud) }),
);

/** A subject is one instance as it was read at one moment, so what was found about it holds as long as it does. */
const declared = new WeakMap<Subject, FoundCalls>();

/** Crawls the instance of a subject and finds its calls. */
export function callsOf(service: ArmResource, subject: Subject): FoundCalls {
  const { estate, cloud, declarations } = subject;
  const found = crawl(service, estate);
  if (declarations.length === 0) return undeclared(found, cloud);
  const before = declared.get(subject);
  if (before !== undefined) return before;
  const calls = { crawl: found, ...callSitesOf(found, cloud, declarationsInForce(found, subject)) };
  declared.set(subject, calls);
  return calls;
}
