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

/** A subject is one instance as it was read at one moment, so what was found about it holds as long as it does. */
const known = new WeakMap<Subject, FoundCalls>();

/** The calls of a crawl, where nobody declared any. */
const undeclaredSites = rememberedBy((found: Crawl, cloud: Cloud) => callSitesOf(found, cloud));

/** Crawls the instance of a subject and finds its calls. */
export function callsOf(service: ArmResource, subject: Subject): FoundCalls {
  const before = known.get(subject);
  if (before !== undefined) return before;
  const found = crawl(service, subject.estate);
  const sites =
    subject.declarations.length === 0
      ? undeclaredSites(found, subject.cloud)
      : callSitesOf(found, subject.cloud, declarationsInForce(found, subject));
  const calls = { crawl: found, ...sites };
  known.set(subject, calls);
  return calls;
}
