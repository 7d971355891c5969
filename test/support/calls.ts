/** What an instance calls, in short lines. */

import type { CallSites } from '../../src/calls/call-collector.ts';
import type { CallSite, Unresolved } from '../../src/calls/call-site.ts';
import { callSitesOf } from '../../src/calls/call-sites.ts';
import { crawl } from '../../src/calls/crawl.ts';
import { type ArmResource, nameOf } from '../../src/model/arm.ts';
import { render, say } from '../../src/model/text.ts';
import { type EstateOptions, estateOf } from './estate.ts';
import { APIM, apim } from './resources.ts';

/** A call of a vault by its host, from a policy of an API and without an identity, but for `rest`. */
export const callSite = (rest: Partial<CallSite> = {}): CallSite => ({
  callee: { kind: 'host', host: 'kv.vault.azure.net' },
  place: say('API a'),
  source: '/apis/a',
  element: 'send-request',
  identity: { kind: 'none', managed: false },
  weight: 'used',
  workspace: undefined,
  proxied: false,
  apis: new Set(),
  ...rest,
});

/** A source whose host could not be worked out, and which an identity may go with, but for `rest`. */
export const unresolvedSource = (rest: Partial<Unresolved> = {}): Unresolved => ({
  source: '/apis/a',
  place: say('API a'),
  reason: 'EXPRESSION_URL',
  failure: 'resolve',
  detail: undefined,
  weight: 'used',
  carried: 'perhaps',
  ...rest,
});

/** The calls of `APIM`, which is a plain one where the resources hold none. */
export function findCalls(resources: readonly ArmResource[], options: EstateOptions = {}): CallSites {
  const service = resources.find(({ id }) => id === APIM) ?? apim();
  return callSitesOf(crawl(service, estateOf([service, ...resources], options)), 'public');
}

/** `name of the host (identity[, weight][, proxied])`. */
function called({ callee, identity, weight, proxied }: CallSite): string {
  const name = callee.kind === 'host' ? (callee.host.split('.')[0] ?? '') : nameOf(callee.id);
  const more = [...(weight === 'used' ? [] : [weight]), ...(proxied ? ['proxied'] : [])];
  return `${name} (${[identity.kind, ...more].join(', ')})`;
}

/** Every call as `place -> name of the host (identity[, weight][, proxied])`, sorted. */
export function callLines(resources: readonly ArmResource[], options: EstateOptions = {}): readonly string[] {
  return findCalls(resources, options)
    .sites.map((site) => `${render(site.place)} -> ${called(site)}`)
    .toSorted();
}

/** Every source that stayed dark as `its last segments: reason[ (weight)]`, sorted. */
export function darkLines(resources: readonly ArmResource[], options: EstateOptions = {}): readonly string[] {
  return findCalls(resources, options)
    .unresolved.map(({ source, reason, weight }) => {
      const short = source.slice(APIM.length + 1) || 'service';
      return `${short}: ${reason}${weight === 'used' ? '' : ` (${weight})`}`;
    })
    .toSorted();
}

/** What is called wherever, once each, and every reason to stay dark as `? reason`, `- reason` where no identity goes with it. */
export function calledAnywhere(resources: readonly ArmResource[], options: EstateOptions = {}): readonly string[] {
  const { sites, unresolved } = findCalls(resources, options);
  const dark = unresolved.map(({ carried, reason }) => `${carried === 'none' ? '-' : '?'} ${reason}`);
  return [...new Set([...sites.map(called), ...dark])].toSorted();
}
