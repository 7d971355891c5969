/** What an instance calls, worked out once for everybody who judges the same subject. */
import type { ArmResource } from '../model/arm.ts';
import { rememberedBy } from '../model/remembered.ts';
import type { Cloud, Subject } from '../model/requirement.ts';
import type { CallSites } from './call-collector.ts';
import { callSitesOf } from './call-sites.ts';
import { type Crawl, crawl } from './crawl.ts';
import { declarationsInForce } from './declarations.ts';

/** The crawl of an instance, and the calls that it found. */
export interface FoundCalls extends CallSites {
  readonly crawl: Crawl;
}

/** The calls of a crawl, where nobody declared any. */
const undeclared = rememberedBy(
  (found: Crawl, cloud: Cloud): FoundCalls => ({ crawl: found, ...callSitesOf(found, cloud) }),
);

/** The same with what people declared about the instance. */
const declared = rememberedBy(
  (subject: Subject, found: Crawl): FoundCalls => ({
    crawl: found,
    ...callSitesOf(found, subject.cloud, declarationsInForce(found, subject)),
  }),
);

/** Crawls the instance of a subject and finds its calls. */
export function callsOf(service: ArmResource, subject: Subject): FoundCalls {
  const found = crawl(service, subject.estate);
  return subject.declarations.length === 0 ? undeclared(found, subject.cloud) : declared(subject, found);
}
