/** A default route into a tunnel cuts off what API Management is managed by, unless routes and endpoints spare it. */
import { docs } from '../../fixes/docs.ts';
import { addControlPlaneRoute, changeRoute, separateClientsFromTunnel } from '../../fixes/forced-tunnelling.ts';
import { whatDecides } from '../../fixes/unread-item.ts';
import {
  isFreshAndHealthy,
  isFreshSuccess,
  isManagementInbound,
  type LocationStatus,
  type NetworkDependency,
  networkStatusId,
  networkStatusOf,
} from '../../instance/network-status.ts';
import type { Read } from '../../model/estate.ts';
import type { Evidence, Item, Judgement } from '../../model/finding.ts';
import { same } from '../../model/json.ts';
import type { ReasonCode } from '../../model/reasons.ts';
import type { Requirement } from '../../model/requirement.ts';
import { serviceEndpointsOf } from '../../model/services.ts';
import { say } from '../../model/text.ts';
import { isPrivate } from '../../network/addresses.ts';
import { defaultRoute, type RouteJudgement } from '../../network/default-route.ts';
import { type Route, type RouteTable, routeEvidence, routeTableOf, routeToTag } from '../../network/route-table.ts';
import { hasServiceEndpoint, type Subnet } from '../../network/subnet.ts';
import { type JudgedSubnet, judgeNetwork, judgeSubnets } from './shared/judged-subnets.ts';

/** Traffic to these goes past the tunnel only by a service endpoint (docs/rules.md#forced-tunnelling); the global endpoint of Storage counts too. */
const SPARED: readonly (readonly string[])[] = [
  ['Microsoft.Sql'],
  ...(['storage', 'event-hubs', 'key-vault'] as const).map(serviceEndpointsOf),
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

function cutOff(
  { subject, location }: JudgedSubnet,
  table: RouteTable,
  route: RouteJudgement,
): Judgement<'evidence' | 'fix'> {
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

/** Clients on the Internet call External mode, and their answers take the tunnel. Source: "Networking FAQs", API Management. */
function cutsClients(
  { subject, location }: JudgedSubnet,
  table: RouteTable,
  route: RouteJudgement,
): Judgement<'evidence' | 'fix'> {
  const message = say(
    '{location} spares its control plane, but answers to clients on the Internet take the tunnel, where a stateful firewall drops them. {why}',
    { location: location.name, why: route.message },
  );
  const fix = table.resource === undefined ? {} : { fix: separateClientsFromTunnel(subject, table.resource) };
  return {
    status: 'fail',
    impact: 'unsupported',
    reason: 'EXTERNAL_FORCED_TUNNEL',
    message,
    evidence: route.evidence,
    ...fix,
  };
}

/** Single addresses that leave straight to the Internet: the control plane's, as long as its way in is healthy. */
function singleRoutes(table: RouteTable): readonly Route[] {
  return table.routes.filter(
    ({ hop, range }) => hop === 'direct' && range !== undefined && range.first === range.last && !isPrivate(range),
  );
}

function statusEvidence({ service }: JudgedSubnet, dependencies: readonly NetworkDependency[]): readonly Evidence[] {
  return dependencies.map(({ name, observed, updated }) => ({
    resource: networkStatusId(service.id),
    property: `networkStatus.connectivityStatus[${name}]`,
    observed: `${observed} (last updated ${updated ?? 'no time told'})`,
  }));
}

/** A fresh, healthy status shows that nothing is cut, whatever the tunnel does with the traffic; undefined without one. */
function settled(judged: JudgedSubnet, status: Read<LocationStatus>): Judgement<'evidence' | 'fix'> | undefined {
  if (!status.ok || !isFreshAndHealthy(status.value, judged.subject.today)) return undefined;
  const message = say(
    'The network status of {location} is fresh and healthy, which shows that no route cuts its control plane.',
    { location: judged.location.name },
  );
  return { status: 'pass', message, evidence: statusEvidence(judged, status.value.dependencies) };
}

/** Whether the control plane is spared: by the service tag, or by single routes while its way in is healthy. */
function spared(
  judged: JudgedSubnet,
  table: RouteTable,
  route: RouteJudgement,
  status: Read<LocationStatus>,
): Judgement<'evidence' | 'fix'> | { readonly evidence: readonly Evidence[] } {
  const control = routeToTag(table, CONTROL_PLANE);
  if (control !== undefined && same(control.nextHop, 'Internet')) {
    return { evidence: [controlPlaneEvidence(table, control)] };
  }
  const single = control === undefined ? singleRoutes(table) : [];
  if (single.length === 0) return cutOff(judged, table, route);
  const evidence = single.map((one) => routeEvidence(table, one));
  const management = status.ok ? status.value.dependencies.filter(isManagementInbound) : [];
  const seen = [...evidence, ...statusEvidence(judged, management)];
  const healthy = management.length > 0 && management.every((one) => isFreshSuccess(one, judged.subject.today));
  if (healthy) return { evidence: seen };
  const message = say(
    '{location} has routes for single addresses instead of the service tag ApiManagement. {decides}',
    {
      location: judged.location.name,
      decides: whatDecides('CONTROL_PLANE_ROUTES'),
    },
  );
  return { status: 'unknown', reason: 'CONTROL_PLANE_ROUTES', message, evidence: [...route.evidence, ...seen] };
}

function tunnelled(
  judged: JudgedSubnet,
  table: RouteTable,
  route: RouteJudgement,
  status: Read<LocationStatus>,
): Judgement<'evidence' | 'fix'> {
  const { subnet, location } = judged;
  const control = spared(judged, table, route, status);
  if ('status' in control) return control;
  const missing = missingEndpoints(subnet);
  const evidence: readonly Evidence[] = [
    ...route.evidence,
    ...control.evidence,
    {
      resource: subnet.id,
      property: 'properties.serviceEndpoints',
      observed: subnet.serviceEndpoints.map((endpoint) => endpoint.service).join(', ') || 'none',
      expected: SPARED.map(([name]) => name).join(', '),
    },
  ];
  const values = { location: location.name, subnet: subnet.name, missing, why: route.message };
  const outcome: Judgement<'evidence' | 'fix'> =
    missing === ''
      ? { status: 'pass', message: say('{location} spares its control plane from the tunnel. {why}', values), evidence }
      : (settled(judged, status) ?? {
          status: 'unknown',
          reason: 'NVA_RULES',
          message: say(
            '{why} Traffic to the services without an endpoint in {subnet} ({missing}) passes there. {decides}',
            {
              ...values,
              decides: whatDecides('NVA_RULES'),
            },
          ),
          evidence,
        });
  const external = same(location.virtualNetworkType, 'External');
  return external && outcome.status === 'pass' ? cutsClients(judged, table, route) : outcome;
}

function outcomeOf(judged: JudgedSubnet): Judgement<'evidence' | 'fix'> {
  const { subject, service, location } = judged;
  const route = defaultRoute(judged.subnet, subject.estate);
  const table = routeTableOf(judged.subnet, subject.estate);
  // Asked for whatever the routes say, so that collecting needs few rounds.
  const status = networkStatusOf(service.id, location.name, subject.estate);
  const undecided = (reason: ReasonCode): Judgement<'evidence' | 'fix'> => {
    const message = say('{why} {decides}', { why: route.message, decides: whatDecides(reason) });
    return { status: 'unknown', reason, message, evidence: route.evidence };
  };
  // What a gateway may teach is settled by the status; a table that cannot be read is not.
  if (!table.ok) return undecided(table.reason);
  if (route.hop === 'unknown') {
    return (route.reason === 'PENDING' ? undefined : settled(judged, status)) ?? undecided(route.reason);
  }
  if (route.hop === 'direct') return { status: 'pass', message: route.message, evidence: route.evidence };
  return route.hop === 'none' ? cutOff(judged, table.value, route) : tunnelled(judged, table.value, route, status);
}

/** The one item of a location. */
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
