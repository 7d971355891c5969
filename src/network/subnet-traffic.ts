/** What our own side makes of a way: security groups, admin rules and routes. Rules: docs/rules.md#dns, docs/rules.md#private-endpoints. */
import { type Answer, allOf } from '../model/answer.ts';
import type { Estate } from '../model/estate.ts';
import { same } from '../model/json.ts';
import { reasonSentence } from '../model/reasons.ts';
import { say } from '../model/text.ts';
import type { Flow, FlowEnd, FlowJudgement } from './flow.ts';
import type { NetworkPath } from './network-path.ts';
import type { Resolution } from './private-dns.ts';
import type { PrivateEndpoint } from './private-endpoints.ts';
import { type RouteJudgement, routeFor, routeToEndpoint } from './routes.ts';
import { judgeFlow } from './security-rules.ts';
import { serviceEndpoint } from './service-endpoints.ts';
import { publicEnd } from './service-tags.ts';
import { type Subnet, subnetOf } from './subnet.ts';
import type { Grounds } from './way.ts';
import { closed, undecided, type WayJudgement } from './way.ts';

/** What one security group, admin rule, route or policy says about the traffic. */
type TrafficCheck = Answer & Grounds;

function checkOfFlow(judged: FlowJudgement): TrafficCheck {
  const { message, evidence } = judged;
  if (judged.answer === 'allow') return { answer: 'yes', message, evidence };
  const { reason } = judged;
  return judged.answer === 'deny'
    ? { answer: 'no', reason, message, evidence }
    : { answer: 'unknown', reason, message, evidence };
}

/** A call may take any of its ports: open where all are, closed where all are, else undecided. */
function acrossPorts(path: NetworkPath, judge: (port: number) => FlowJudgement): TrafficCheck {
  const [port = 443, ...ports] = path.target.ports ?? [];
  const first = judge(port);
  const others = ports.map(judge);
  const other = others.find((one) => one.answer !== first.answer);
  if (other === undefined) return checkOfFlow(first);
  const undecidedOne = [first, ...others].find((one) => one.answer === 'unknown');
  if (undecidedOne !== undefined) return checkOfFlow(undecidedOne);
  const denied = first.answer === 'deny' ? first : other;
  return { ...checkOfFlow(denied), answer: 'unknown', reason: 'NSG_PARTIAL' };
}

function outbound(path: NetworkPath, subnet: Subnet, destination: FlowEnd): TrafficCheck {
  const flow = (port: number): Flow => ({
    direction: 'Outbound',
    protocol: 'Tcp',
    source: { tag: 'VirtualNetwork' },
    destination,
    port,
    // A regional tag helps only where it is the region of the target.
    regions: path.targetRegion === undefined ? [] : [path.targetRegion],
  });
  return acrossPorts(path, (port) => judgeFlow(subnet, flow(port), path.subject.estate));
}

function checkOfRoute(route: RouteJudgement): TrafficCheck {
  const { message, evidence } = route;
  switch (route.hop) {
    case 'direct':
      return { answer: 'yes', message, evidence };
    case 'none':
      // Without a route that somebody wrote, whether networks are connected is for the peering to tell.
      return { answer: route.route === undefined ? 'yes' : 'no', message, evidence };
    case 'appliance':
    case 'gateway':
      return { answer: 'unknown', reason: 'NVA_RULES', message, evidence };
    case 'unknown':
      return { answer: 'unknown', reason: route.reason, message, evidence };
  }
}

/** A service endpoint policy filters Storage on whatever way takes the endpoint. */
function endpointPolicy(path: NetworkPath, subnet: Subnet): readonly TrafficCheck[] {
  if (path.target.kind !== 'storage' || !subnet.hasServiceEndpointPolicies) return [];
  if (serviceEndpoint(path, subnet) === 'missing') return [];
  const message = say('{subnet} has a service endpoint policy, which may keep it from {target}.', {
    subnet: subnet.name,
    target: path.targetName,
  });
  const evidence = [{ resource: subnet.id, property: 'properties.serviceEndpointPolicies', observed: 'present' }];
  return [{ answer: 'unknown', reason: 'ENDPOINT_POLICY', message, evidence }];
}

function publicChecks(path: NetworkPath, subnet: Subnet): readonly TrafficCheck[] {
  const end = publicEnd(path.target.kind);
  return [
    outbound(path, subnet, end),
    checkOfRoute(routeFor(subnet, end, path.subject.estate)),
    ...endpointPolicy(path, subnet),
  ];
}

/** The private endpoint's own security group counts only where its subnet says so (docs/rules.md#private-endpoints). */
function farSide(path: NetworkPath, subnet: Subnet, endpoint: PrivateEndpoint): readonly TrafficCheck[] {
  const { estate } = path.subject;
  const { subnetId } = endpoint;
  if (!subnetId.ok) return [];
  const far = subnetOf(subnetId.value, estate);
  if (!far.ok && far.reason === 'NOT_FOUND') return [];
  if (!far.ok) {
    const message = say('The subnet of the private endpoint of {target} could not be read: {cause}', {
      target: path.targetName,
      cause: say(reasonSentence(far.reason)),
    });
    const evidence = [{ resource: subnetId.value, property: 'GET', observed: far.reason }];
    return [{ answer: 'unknown', reason: far.reason, message, evidence }];
  }
  const { value } = far;
  const hasOwnRules = ['Enabled', 'NetworkSecurityGroupEnabled'].some((word) =>
    same(word, value.privateEndpointNetworkPolicies),
  );
  if (!hasOwnRules || value.networkSecurityGroupId === undefined) return [];
  const flow = (port: number): Flow => ({
    direction: 'Inbound',
    protocol: 'Tcp',
    source: { prefixes: subnet.addressPrefixes },
    destination: { prefixes: endpoint.addresses },
    port,
    regions: [],
  });
  return [acrossPorts(path, (port) => judgeFlow(value, flow(port), estate))];
}

/** Whether user routes of any width count towards an endpoint: only where its subnet's network policies say so. */
function routesCount(endpoint: PrivateEndpoint, estate: Estate): boolean {
  const far = endpoint.subnetId.ok ? subnetOf(endpoint.subnetId.value, estate) : undefined;
  const policies = far?.ok === true ? far.value.privateEndpointNetworkPolicies : undefined;
  return ['Enabled', 'RouteTableEnabled'].some((word) => same(word, policies));
}

function endpointChecks(
  path: NetworkPath,
  subnet: Subnet,
  endpoints: readonly PrivateEndpoint[],
  resolution: Resolution,
): readonly TrafficCheck[] {
  const { estate } = path.subject;
  const used = endpoints.filter((endpoint) => endpoint.rightGroup !== false && endpoint.unread === undefined);
  const addresses =
    resolution.addresses.length > 0 ? resolution.addresses : used.flatMap((endpoint) => endpoint.addresses);
  const end = { prefixes: addresses };
  const route = used.some((endpoint) => routesCount(endpoint, estate))
    ? routeFor(subnet, end, estate)
    : routeToEndpoint(subnet, addresses, estate);
  const near = [outbound(path, subnet, end), checkOfRoute(route)];
  return [...(addresses.length === 0 ? [] : near), ...used.flatMap((endpoint) => farSide(path, subnet, endpoint))];
}

/** A way is as good as its worst check. */
function under(way: WayJudgement, checks: readonly TrafficCheck[]): WayJudgement {
  const denied = checks.find((check) => check.answer === 'no');
  if (denied !== undefined)
    return closed(way.way, denied.message, [...way.evidence, ...denied.evidence], denied.reason);
  const { reason } = allOf([way, ...checks]);
  const evidence = [...way.evidence, ...checks.flatMap((check) => check.evidence)];
  const told = checks.find((check) => check.reason === reason);
  if (told?.answer !== 'unknown' || way.reason === reason) return { ...way, evidence };
  return undecided(way.way, told.reason, told.message, evidence);
}

/** Judges a way by what guards it on our side. Outside a network nothing does. A way that is closed stays as it is. */
export function throughSubnet(
  way: WayJudgement,
  path: NetworkPath,
  endpoints: readonly PrivateEndpoint[],
  resolution: Resolution,
): WayJudgement {
  const { subnet, location } = path;
  if (way.answer === 'no' || subnet === undefined) return way;
  if (!subnet.ok) {
    const message = say('The subnet of {location} could not be read: {cause}', {
      location: location.name,
      cause: say(reasonSentence(subnet.reason)),
    });
    const evidence = [{ resource: path.subnetId, property: 'GET', observed: subnet.reason }];
    return under(way, [{ answer: 'unknown', reason: subnet.reason, message, evidence }]);
  }
  return under(
    way,
    way.way === 'private-endpoint'
      ? endpointChecks(path, subnet.value, endpoints, resolution)
      : publicChecks(path, subnet.value),
  );
}
