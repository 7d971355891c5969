/** API Management tests its own dependencies every quarter of an hour and reports what it cannot reach. */
import { docs } from '../../fixes/docs.ts';
import { applyNetwork, reachDependencies } from '../../fixes/network-status.ts';
import { unreadItem } from '../../fixes/unread-item.ts';
import type { GatewayLocation } from '../../instance/locations.ts';
import {
  isEntraId,
  isStale,
  type LocationStatus,
  type NetworkDependency,
  networkStatusId,
  networkStatusOf,
} from '../../instance/network-status.ts';
import { type Day, instantInWords } from '../../model/days.ts';
import type { Conclusion, Evidence, Fix, Item, ItemFacts } from '../../model/finding.ts';
import { foremost } from '../../model/reasons.ts';
import type { Requirement } from '../../model/requirement.ts';
import { count, say, type Text } from '../../model/text.ts';
import { dnsServersInWords, unappliedDns } from '../../network/dns-servers.ts';
import { type EntraUse, entraUseOf } from './shared/entra-use.ts';
import { judgeNetwork, type NetworkedService } from './shared/judged-subnets.ts';

/** Whether the location needs a dependency: Entra ID where anything gets a token there, whatever Azure calls optional. */
function need(dependency: NetworkDependency, use: EntraUse): 'required' | 'optional' | 'unproven' {
  if (isEntraId(dependency)) return use === 'used' ? 'required' : use === 'not-used' ? 'optional' : 'unproven';
  return dependency.optional ? 'optional' : 'required';
}

/** How bad a dependency is; one whose status is a new word is as undecided as one still being tested. */
function judgeDependency(dependency: NetworkDependency, use: EntraUse, today: Day): Conclusion {
  const needed = need(dependency, use);
  const undecided = needed === 'optional' ? 'warn' : 'unknown';
  if (dependency.status === 'failure') {
    if (needed === 'required') return { status: 'fail', impact: 'outage', reason: 'STATUS_FAILED' };
    return needed === 'optional'
      ? { status: 'warn', reason: 'STATUS_FAILED' }
      : { status: 'unknown', reason: 'USE_UNPROVEN' };
  }
  if (isStale(dependency, today)) return { status: undecided, reason: 'STATUS_STALE' };
  if (dependency.status === 'success') return { status: 'pass' };
  return { status: undecided, reason: 'STATUS_INITIALIZING' };
}

const WORST_FIRST = ['fail', 'unknown', 'warn', 'pass'] as const;

function evidenceOf(statusId: string, dependency: NetworkDependency, use: EntraUse): Evidence {
  const { name, observed, updated } = dependency;
  const needed = need(dependency, use) === 'optional' ? 'optional' : 'required';
  return {
    resource: statusId,
    property: `networkStatus.connectivityStatus[${name}]`,
    observed: `${observed} (${needed}, last updated ${updated ?? 'no time told'})`,
    expected: 'success',
  };
}

function missing(serviceId: string, location: GatewayLocation): Item {
  const evidence = {
    resource: networkStatusId(serviceId),
    property: 'value[].location',
    observed: 'absent',
    expected: location.name,
  };
  return {
    subject: serviceId,
    location: location.name,
    status: 'unknown',
    reason: 'STATUS_MISSING',
    message: say(
      'API Management reports no network status for {location}. Network status in the portal, after a few minutes, would decide this.',
      { location: location.name },
    ),
    evidence: [evidence],
  };
}

/** What is wrong with the worst dependency, and how many others are as bad. */
function troubleWith({ status, reason }: Conclusion, values: Text['values']): Text {
  const optional = status === 'warn';
  switch (reason) {
    case 'STATUS_STALE':
      return optional
        ? say(
            '{location} last tested {name} on {updated}, which is optional; Azure tests every quarter of an hour.',
            values,
          )
        : say(
            '{location} last tested {name} on {updated}, although Azure tests every quarter of an hour: the connection to the service is lost, or its network status is. A status of today would decide this.',
            values,
          );
    case 'USE_UNPROVEN':
      return say(
        '{location} does not reach {name}, and whether anything gets a token there could not be read. Reading every policy, backend, logger and key vault reference would decide this.',
        values,
      );
    case 'STATUS_INITIALIZING':
      return optional
        ? say('{location} is still testing {name}, which is optional (last updated {updated}).', values)
        : say(
            '{location} is still testing {name}, which it needs (last updated {updated}). The next report, in a quarter of an hour, would decide this.',
            values,
          );
    default:
      return optional
        ? say(
            '{location} does not reach {name}, which is optional; {count} of this kind (last updated {updated}).',
            values,
          )
        : say(
            '{location} does not reach {name}, which it needs; {count} of this kind (last updated {updated}).',
            values,
          );
  }
}

/** The gateway asks other DNS servers than the network names, until somebody applies the network's configuration. */
function judgeServers(
  { subject, service }: NetworkedService,
  location: GatewayLocation,
): (Conclusion & Pick<ItemFacts, 'message' | 'evidence' | 'fix'>) | undefined {
  const differing = unappliedDns(location, subject);
  if (differing === undefined) return undefined;
  const reported = dnsServersInWords(differing.reported);
  const configured = dnsServersInWords(differing.configured);
  return {
    status: 'warn',
    reason: 'DNS_NOT_APPLIED',
    message: say('{location} still asks {reported} for names, although its network names {configured}.', {
      location: location.name,
      reported,
      configured,
    }),
    evidence: [
      {
        resource: networkStatusId(service.id),
        property: 'networkStatus.dnsServers',
        observed: reported,
        expected: configured,
      },
    ],
    fix: applyNetwork(subject, service.id, location.name, differing.configured),
  };
}

function judgeLocation(
  networked: NetworkedService,
  location: GatewayLocation,
  { dependencies }: LocationStatus,
  use: EntraUse,
): Item {
  const { subject, service } = networked;
  const statusId = networkStatusId(service.id);
  const judged = dependencies.map((one) => ({ one, judgement: judgeDependency(one, use, subject.today) }));
  const [status] = WORST_FIRST.filter((word) => judged.some(({ judgement }) => judgement.status === word));
  const alike = judged.filter(({ judgement }) => judgement.status === status);
  const reason = foremost(alike.map(({ judgement }) => judgement.reason));
  const worst = alike.find(({ judgement }) => judgement.reason === reason);
  if (worst === undefined) return missing(service.id, location);
  const { judgement, one } = worst;
  const values = {
    location: location.name,
    name: one.name,
    updated: one.updated === undefined ? say('no time told') : instantInWords(one.updated),
    count: alike.length,
  };
  const base = { subject: service.id, location: location.name };
  const servers = judgeServers(networked, location);
  if (judgement.status === 'pass' && servers !== undefined) return { ...base, ...servers };
  if (judgement.status === 'pass') {
    const message = count(
      alike.length,
      {
        one: 'The only dependency of {location} is reachable (last updated {updated}).',
        other: 'All {count} dependencies of {location} are reachable (last updated {updated}).',
      },
      values,
    );
    return { ...base, status: 'pass', message, evidence: judged.map((other) => evidenceOf(statusId, other.one, use)) };
  }
  const evidence = judged
    .filter((other) => other.judgement.status !== 'pass')
    .map((other) => evidenceOf(statusId, other.one, use));
  const fix: { readonly fix?: Fix } =
    judgement.status === 'unknown'
      ? {}
      : {
          fix: reachDependencies(
            subject,
            service.id,
            location,
            alike.map((other) => other.one),
          ),
        };
  const all = [...evidence, ...(servers?.evidence ?? [])];
  return { ...base, ...judgement, message: troubleWith(judgement, values), evidence: all, ...fix };
}

/** One item for each location, subject the service. */
function judgeStatus(networked: NetworkedService): readonly Item[] {
  const { subject, service, locations } = networked;
  const use = entraUseOf(service, subject);
  return locations.map((location): Item => {
    const status = networkStatusOf(service.id, location.name, subject.estate);
    if (status.ok) return judgeLocation(networked, location, status.value, use);
    if (status.reason === 'NOT_FOUND') return missing(service.id, location);
    return { ...unreadItem(subject, service.id, say('The network status'), status), location: location.name };
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
