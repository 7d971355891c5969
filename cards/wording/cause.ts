/** The words of a cause, shared by every card and the terminal: what it is, who is hit, what is wrong. */

import { nameOf } from '../../src/model/arm.ts';
import type { Report, Verdict } from '../../src/model/finding.ts';
import { type ReasonCode, reasonSentence } from '../../src/model/reasons.ts';
import { GATEWAY_DEPENDENCIES } from '../../src/model/requirement-ids.ts';
import { kindOfType } from '../../src/model/services.ts';
import { count, say, type Text } from '../../src/model/text.ts';
import { type Cause, causesOf, kindOfThing } from '../../src/readiness/causes.ts';
import { clipped } from './escape-markdown.ts';
import { resourceName } from './service.ts';
import { type RequirementTitle, titleOf } from './status.ts';
import type { Writer } from './writer.ts';

/** What else a cause may be about, by ARM type. */
const OTHER_KINDS: Readonly<Record<string, Text>> = {
  'microsoft.network/virtualnetworks/subnets': say('subnet'),
  'microsoft.network/virtualnetworks': say('virtual network'),
  'microsoft.network/networksecuritygroups': say('network security group'),
  'microsoft.network/networkmanagers': say('network manager'),
  'microsoft.network/routetables': say('route table'),
  'microsoft.apimanagement/service': say('API Management instance'),
  host: say('not found as a resource'),
};

/** The last words of a policy's id name nothing; where it is called from does. */
const NAMELESS = /\/(policies|policyFragments)\/[^/]+$/i;

/** What the thing is called. */
export function thingName({ thing, hits }: Pick<Cause, 'thing' | 'hits'>, writer: Writer): string {
  const [first] = hits;
  return NAMELESS.test(thing) && first !== undefined ? writer.plain(first) : nameOf(thing);
}

/** What kind of thing it is; nothing where its name says it already. */
export function thingKind({ thing }: Pick<Cause, 'thing'>): Text | undefined {
  const type = kindOfThing(thing);
  if (thing.startsWith('/') && type === 'host') return say('list');
  return calledKind(thing) ?? OTHER_KINDS[type];
}

/** The kind of a resource that a gateway can call; nothing for any other. `id`: its ARM id. */
export function calledKind(id: string): Text | undefined {
  const kind = kindOfType(kindOfThing(id));
  return kind === undefined ? undefined : resourceName(kind);
}

/** What a reader may be missing: a role, or the name of something that was deleted. */
const MISSING: ReadonlySet<ReasonCode | undefined> = new Set<ReasonCode>(['FORBIDDEN', 'TARGET_NOT_VISIBLE']);

/** Whether a role would decide it. */
export function needsAccess({ status, reason }: Pick<Cause, 'status' | 'reason'>): boolean {
  return status === 'unknown' && MISSING.has(reason);
}

/** What is wrong with it, in a sentence. */
function whatIsWrong({ reason, items: [{ item }] }: Cause): Text {
  return reason === undefined ? item.message : say(reasonSentence(reason));
}

/** Names in a row: the first ones, and how many more. */
export function someOf(names: readonly string[], most: number, writer: Writer): string {
  const shown = names.slice(0, most).map((name) => clipped(name, 80));
  const left = names.length - shown.length;
  const list = writer.list(shown);
  return left <= 0
    ? list
    : writer.plain(count(left, { one: '{list} and {count} more', other: '{list} and {count} more' }, { list }));
}

/** Who is hit: "API orders, operation get-invoice; Logger audit"; nothing where nobody is named. */
export function whoIsHit(cause: Cause, most: number, writer: Writer): string | undefined {
  const hits = cause.hits.map((hit) => writer.plain(hit)).filter((hit) => hit !== thingName(cause, writer));
  return hits.length === 0 ? undefined : someOf(hits, most, writer);
}

/** Who is hit; what is wrong, without its full stop, where nobody is named, and where somebody has to grant access before anything can be told. */
export function whoOrWhat(cause: Cause, most: number, writer: Writer): string {
  const who = needsAccess(cause) ? undefined : whoIsHit(cause, most, writer);
  return who ?? writer.plain(whatIsWrong(cause)).replace(/[.。]$/, '');
}

/** The place of a requirement in its report, from 1: what a cause names it by. */
export function requirementNumber(requirement: string, { findings }: Pick<Report, 'findings'>): number {
  return findings.findIndex((finding) => finding.requirement === requirement) + 1;
}

/** "breaks #1, #6": the requirements that hang on it, by their numbers on the same card. */
export function hangsOn({ requirements, status }: Cause, report: Report, writer: Writer): Text {
  const numbers = requirements.map((requirement) => `#${requirementNumber(requirement, report)}`);
  const list = writer.list(numbers);
  return status === 'fail' ? say('breaks {list}', { list }) : say('concerns {list}', { list });
}

/** Every gateway location that a report speaks of; the gateways of workspaces and self-hosted ones are none. */
export function regionsOf({ instance, findings }: Pick<Report, 'instance' | 'findings'>): readonly string[] {
  const found = findings.flatMap(({ items }) => items.flatMap(({ location }) => location ?? []));
  return [...new Set([instance.location, ...found])].filter((location) => !location.startsWith('gateways/'));
}

/** Where it is: some locations by name, or all of them; nothing where it belongs to no location, or there is but one. */
export function whereItIs({ locations }: Cause, report: Report, writer: Writer): string | undefined {
  const regions = regionsOf(report);
  if (locations.length === 0 || (regions.length === 1 && locations.every((one) => regions.includes(one)))) {
    return undefined;
  }
  if (regions.every((region) => locations.includes(region)) && locations.length === regions.length) {
    return writer.plain(say('all regions'));
  }
  return someOf(locations, 3, writer);
}

/** Whether a cause is one of those that make a verdict. */
function makes(verdict: Verdict, { status, impact }: Cause): boolean {
  switch (verdict) {
    case 'not-ready':
      return status === 'fail' && impact === 'outage';
    case 'undecided':
      return status === 'unknown';
    case 'action-needed':
      return status === 'fail';
    case 'ready':
      return false;
  }
}

function groupPhrase(requirement: string, causes: readonly Cause[], titles: readonly RequirementTitle[]): Text {
  const [first] = causes;
  if (causes.some(needsAccess)) {
    return count(causes.length, {
      one: 'something that decides may not be read',
      other: '{count} things that decide may not be read',
    });
  }
  if (requirement === GATEWAY_DEPENDENCIES && first?.status === 'fail') {
    return count(causes.length, {
      one: 'its gateway cannot reach {count} Azure service',
      other: 'its gateway cannot reach {count} Azure services',
    });
  }
  return titleOf(requirement, first?.status ?? 'unknown', titles);
}

/**
 * In one line what makes the verdict, in the reader's words: "Its gateway cannot reach 3 Azure services; the subnet cannot
 * reach AzureKeyVault". Nothing where nothing is broken.
 */
export function whatIsBroken(
  report: Report,
  titles: readonly RequirementTitle[],
  writer: Writer,
  causes: readonly Cause[] = causesOf(report),
): string | undefined {
  const deciding = causes.filter((cause) => makes(report.verdict, cause));
  const groups = Map.groupBy(deciding, (cause) => (needsAccess(cause) ? 'access' : cause.items[0].requirement));
  const [first, second, ...others] = [...groups].map(([requirement, group]) => groupPhrase(requirement, group, titles));
  if (first === undefined) return undefined;
  if (second === undefined) return writer.sentence(first);
  const values = { first: writer.sentence(first), second: writer.inside(second) };
  return others.length === 0
    ? writer.plain(say('{first}; {second}', values))
    : writer.plain(
        count(
          others.length,
          { one: '{first}; {second}; and {count} more', other: '{first}; {second}; and {count} more' },
          values,
        ),
      );
}
