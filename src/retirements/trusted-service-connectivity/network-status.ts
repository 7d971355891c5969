/** API Management tests its own dependencies every quarter of an hour and reports what it cannot reach. Domain V6, contract 7.13. */
import { docs } from '../../fixes/docs.ts';
import { portalLink } from '../../fixes/portal.ts';
import { unreadItem } from '../../fixes/unread.ts';
import type { GatewayLocation } from '../../instance/locations.ts';
import { shortLocation } from '../../model/arm.ts';
import type { Evidence, Fix, Item } from '../../model/finding.ts';
import { flag, type Json, list, same, text } from '../../model/json.ts';
import type { Requirement, Subject } from '../../model/requirement.ts';
import { count, say, type Text } from '../../model/text.ts';
import { judgeNetwork, type NetworkedService } from './shared/judged-subnets.ts';

/** One dependency as it is reported. */
interface Dependency {
  /** Its kind and host: "AzureKeyVault apikv-1.vault.azure.net". */
  readonly name: string;
  readonly status: 'success' | 'failure' | 'initializing' | 'other';
  readonly observed: string;
  /** What does not say that it is optional counts as required. */
  readonly optional: boolean;
  readonly updated: string;
}

const STATUSES = ['success', 'failure', 'initializing'] as const;

/** Errors come from outside and may be long. */
const SHOWN = 200;

function dependency(entry: Json): Dependency {
  const status = text(entry, 'status') ?? 'absent';
  const error = text(entry, 'error');
  const name = text(entry, 'name') ?? 'unnamed';
  const host = URL.parse(name)?.host;
  return {
    name: [text(entry, 'resourceType'), host === undefined || host === '' ? name : host].join(' ').trim(),
    status: STATUSES.find((known) => same(known, status)) ?? 'other',
    observed: (error === undefined ? status : `${status}: ${error}`).slice(0, SHOWN),
    optional: flag(entry, 'isOptional') === true,
    updated: text(entry, 'lastUpdated') ?? 'no time told',
  };
}

type Judged = Pick<Item, 'status'> & Partial<Pick<Item, 'impact' | 'reason'>>;

/** How bad a dependency is; one whose status is a new word is as undecided as one still being tested. */
function judgeDependency({ status, optional }: Dependency): Judged {
  if (status === 'success') return { status: 'pass' };
  if (status === 'failure') {
    return optional
      ? { status: 'warn', reason: 'STATUS_FAILED' }
      : { status: 'fail', impact: 'outage', reason: 'STATUS_FAILED' };
  }
  return { status: optional ? 'warn' : 'unknown', reason: 'STATUS_INITIALIZING' };
}

const WORST_FIRST = ['fail', 'unknown', 'warn', 'pass'] as const;

function fixOf(subject: Subject, serviceId: string): Fix {
  return {
    title: say('Open Network status, and let the subnet reach what is reported there'),
    portal: portalLink(subject, serviceId, 'network'),
    docs: docs.requiredPorts,
    order: 60,
  };
}

function evidenceOf(statusId: string, { name, observed, optional, updated }: Dependency): Evidence {
  return {
    resource: statusId,
    property: `networkStatus.connectivityStatus[${name}]`,
    observed: `${observed} (${optional ? 'optional' : 'required'}, last updated ${updated})`,
    expected: 'success',
  };
}

function missing(serviceId: string, statusId: string, location: GatewayLocation): Item {
  return {
    subject: serviceId,
    location: location.name,
    status: 'unknown',
    reason: 'STATUS_MISSING',
    message: say(
      'API Management reports no network status for {location}. Network status in the portal, after a few minutes, would decide this.',
      { location: location.name },
    ),
    evidence: [{ resource: statusId, property: 'value[].location', observed: 'absent', expected: location.name }],
  };
}

function troubleWith({ status, optional }: Dependency, values: Readonly<Record<string, string | number>>): Text {
  if (status !== 'failure') {
    return optional
      ? say('{location} is still testing {name}, which is optional (last updated {updated}).', values)
      : say(
          '{location} is still testing {name}, which it needs (last updated {updated}). The next report, in a quarter of an hour, would decide this.',
          values,
        );
  }
  return optional
    ? say('{location} does not reach {name}, which is optional; {count} of this kind (last updated {updated}).', values)
    : say('{location} does not reach {name}, which it needs; {count} of this kind (last updated {updated}).', values);
}

function judgeLocation(
  { subject, service }: NetworkedService,
  statusId: string,
  location: GatewayLocation,
  dependencies: readonly Dependency[],
): Item {
  if (dependencies.length === 0) return missing(service.id, statusId, location);
  const judged = dependencies.map((one) => ({ one, judgement: judgeDependency(one) }));
  const [worst] = WORST_FIRST.flatMap((status) => judged.filter(({ judgement }) => judgement.status === status));
  if (worst === undefined) return missing(service.id, statusId, location);
  const { judgement, one } = worst;
  const alike = judged.filter((other) => other.judgement.status === judgement.status).length;
  const values = {
    location: location.name,
    name: one.name,
    updated: one.updated,
    count: alike,
  };
  const base = { subject: service.id, location: location.name, ...judgement };
  if (judgement.status === 'pass') {
    const message = count(
      alike,
      {
        one: 'The only dependency of {location} is reachable (last updated {updated}).',
        other: 'All {count} dependencies of {location} are reachable (last updated {updated}).',
      },
      values,
    );
    return { ...base, message, evidence: judged.map((other) => evidenceOf(statusId, other.one)) };
  }
  const evidence = judged
    .filter((other) => other.judgement.status !== 'pass')
    .map((other) => evidenceOf(statusId, other.one));
  const message = troubleWith(one, values);
  const fix = judgement.status === 'unknown' ? {} : { fix: fixOf(subject, service.id) };
  return { ...base, message, evidence, ...fix };
}

/** One item for each location, subject the service (contract 7.5). */
function judgeStatus(networked: NetworkedService): readonly Item[] {
  const { subject, service, locations } = networked;
  const statusId = `${service.id}/networkstatus`;
  const read = subject.estate.resource(statusId);
  if (!read.ok && read.reason !== 'NOT_FOUND') {
    const what = say('The network status');
    const item = unreadItem(subject, service.id, what, read);
    return locations.map((location) => ({ ...item, location: location.name }));
  }
  const entries = read.ok ? list(read.value, 'value') : [];
  return locations.map((location) => {
    const own = entries.filter((entry) => shortLocation(text(entry, 'location') ?? '') === location.name);
    const dependencies = own.flatMap((entry) => list(entry, 'networkStatus', 'connectivityStatus').map(dependency));
    return judgeLocation(networked, statusId, location, dependencies);
  });
}

export const networkStatus: Requirement = {
  id: 'network-status',
  title: say('API Management itself reports its network dependencies healthy'),
  titles: {
    fail: say('API Management cannot reach one of its own dependencies'),
    unknown: say('What API Management reports of its network is not known'),
    warn: say('API Management cannot reach an optional dependency'),
  },
  why: say('It is the live proof of what rules and routes only promise.'),
  retirement: 'trusted-service-connectivity',
  order: 140,
  source: {
    title: 'Virtual network reference of API Management',
    section: 'Control plane and network dependencies',
    url: docs.requiredPorts,
  },
  check: (subject) => judgeNetwork(subject, judgeStatus),
};
