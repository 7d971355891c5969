/** A default route into a tunnel cuts off what API Management is managed by, unless routes and endpoints spare it. Domain V5, contract 7.24. */
import { docs } from '../../fixes/docs.ts';
import { addControlPlaneRoute, addReturnRoutes, changeRoute } from '../../fixes/route.ts';
import { whatDecides } from '../../fixes/unread.ts';
import type { Evidence, Item } from '../../model/finding.ts';
import { same } from '../../model/json.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';
import { defaultRoute, type RouteJudgement } from '../../network/default-route.ts';
import { type Route, type RouteTable, routeEvidence, routeTableOf, routeToTag } from '../../network/route-table.ts';
import { hasServiceEndpoint, type Subnet } from '../../network/subnet.ts';
import { type JudgedSubnet, judgeNetwork, judgeSubnets } from './shared/judged-subnets.ts';

type Outcome = Pick<Item, 'status' | 'message' | 'evidence'> & Partial<Pick<Item, 'impact' | 'reason' | 'fix'>>;

/** Traffic to these goes past the tunnel only by a service endpoint (domain V5); the global endpoint of Storage counts too. */
const SPARED: readonly (readonly string[])[] = [
  ['Microsoft.Sql'],
  ['Microsoft.Storage', 'Microsoft.Storage.Global'],
  ['Microsoft.EventHub'],
  ['Microsoft.KeyVault'],
];

const CONTROL_PLANE = 'ApiManagement';

function missingEndpoints(subnet: Subnet): string {
  return SPARED.filter((names) => !hasServiceEndpoint(subnet, ...names))
    .map(([name]) => name)
    .join(', ');
}

function controlPlaneEvidence(table: RouteTable, route: Route | undefined): Evidence {
  if (route !== undefined) return routeEvidence(table, route, 'ApiManagement to Internet');
  return {
    resource: table.resource?.id ?? '',
    property: "properties.routes[?addressPrefix=='ApiManagement']",
    observed: 'absent',
    expected: 'next hop Internet',
  };
}

function cutOff({ subject, location }: JudgedSubnet, table: RouteTable, route: RouteJudgement): Outcome {
  const control = routeToTag(table, CONTROL_PLANE);
  const values = { location: location.name, why: route.message };
  const nowhere = route.hop === 'none';
  const resource = table.resource;
  const culprit = nowhere ? route.route : control;
  const fix =
    resource === undefined
      ? undefined
      : culprit === undefined
        ? addControlPlaneRoute(subject, table, resource)
        : changeRoute(subject, resource, culprit.name);
  return {
    status: 'fail',
    impact: 'outage',
    reason: 'ROUTE_CUT',
    message: nowhere
      ? say(
          '{location} sends its traffic nowhere, so neither the control plane nor its own storage is reached. {why}',
          values,
        )
      : say(
          '{location} sends the answers of its management endpoint into the tunnel: no route spares the service tag ApiManagement. {why}',
          values,
        ),
    evidence: [...route.evidence, ...(nowhere ? [] : [controlPlaneEvidence(table, control)])],
    ...(fix === undefined ? {} : { fix }),
  };
}

function tunnelled(judged: JudgedSubnet, table: RouteTable, route: RouteJudgement): Outcome {
  const { subject, subnet, location } = judged;
  const control = routeToTag(table, CONTROL_PLANE);
  if (control === undefined || !same(control.nextHop, 'Internet')) return cutOff(judged, table, route);
  const missing = missingEndpoints(subnet);
  const evidence: readonly Evidence[] = [
    ...route.evidence,
    controlPlaneEvidence(table, control),
    {
      resource: subnet.id,
      property: 'properties.serviceEndpoints',
      observed: subnet.serviceEndpoints.map((endpoint) => endpoint.service).join(', ') || 'none',
      expected: SPARED.map(([name]) => name).join(', '),
    },
  ];
  const values = { location: location.name, subnet: subnet.name, missing, why: route.message };
  if (missing !== '') {
    const message = say(
      '{why} Traffic to the services without an endpoint in {subnet} ({missing}) passes there. {decides}',
      { ...values, decides: whatDecides('NVA_RULES') },
    );
    return { status: 'unknown', reason: 'NVA_RULES', message, evidence };
  }
  if (same(location.virtualNetworkType, 'External')) {
    const message = say(
      '{location} spares its control plane. Answers to clients on the Internet still take the tunnel, unless routes for their addresses say otherwise. {why}',
      values,
    );
    const fix = table.resource === undefined ? {} : { fix: addReturnRoutes(subject, table.resource) };
    return { status: 'warn', reason: 'RETURN_ROUTES', message, evidence, ...fix };
  }
  return {
    status: 'pass',
    message: say('{location} spares its control plane from the tunnel. {why}', values),
    evidence,
  };
}

function outcomeOf(judged: JudgedSubnet): Outcome {
  const route = defaultRoute(judged.subnet, judged.subject.estate);
  const table = routeTableOf(judged.subnet, judged.subject.estate);
  if (route.hop === 'unknown' || !table.ok) {
    const reason = route.reason ?? 'READ_FAILED';
    const message = say('{why} {decides}', { why: route.message, decides: whatDecides(reason) });
    return { status: 'unknown', reason, message, evidence: route.evidence };
  }
  if (route.hop === 'direct') return { status: 'pass', message: route.message, evidence: route.evidence };
  return route.hop === 'none' ? cutOff(judged, table.value, route) : tunnelled(judged, table.value, route);
}

/** The one item of a location (contract 7.5). */
function judgeDefaultRoute(judged: JudgedSubnet): Item {
  return { subject: judged.subnet.id, location: judged.location.name, ...outcomeOf(judged) };
}

export const forcedTunnelling: Requirement = {
  id: 'forced-tunnelling',
  title: say('Forced tunnelling does not cut the control plane'),
  titles: {
    fail: say('Forced tunnelling cuts traffic that must go straight'),
    unknown: say('Whether forced tunnelling cuts the control plane is not known'),
    warn: say('Forced tunnelling deserves a look'),
  },
  why: say(
    'Where all traffic is sent to an appliance or on-premises, the answers of the management endpoint and the service’s own storage must still find their way.',
  ),
  retirement: 'trusted-service-connectivity',
  order: 130,
  source: {
    title: 'Deploy API Management to a virtual network',
    section: 'Force tunnel traffic to an on-premises firewall',
    url: docs.forcedTunnelling,
  },
  check: (subject) =>
    judgeNetwork(subject, (networked) => judgeSubnets(networked, (judged) => [judgeDefaultRoute(judged)])),
};
