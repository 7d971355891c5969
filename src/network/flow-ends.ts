/** The ends of a flow: in words, and made concrete for the subnet that is judged. Rules: docs/rules.md#security-rules. */
import { say, type Text } from '../model/text.ts';
import { type AddressRange, parseRanges } from './addresses.ts';
import type { Flow, FlowBetweenTags, FlowEnd } from './flow.ts';
import { type ConcreteEnd, parseTag } from './flow-coverage.ts';
import type { Subnet } from './subnet.ts';

/** Both ends of a flow made concrete, seen from the judged subnet. */
export interface ConcreteEnds {
  readonly source: ConcreteEnd;
  readonly destination: ConcreteEnd;
}

function isTag(end: FlowEnd): end is { readonly tag: string } {
  return 'tag' in end;
}

function endName(end: FlowEnd): string {
  return isTag(end) ? end.tag : end.prefixes.join(', ');
}

/** A flow in words: "TCP 443 from VirtualNetwork to AzureKeyVault". */
export function flowName(flow: Flow): Text {
  return say('{protocol} {port} from {source} to {destination}', {
    protocol: flow.protocol.toUpperCase(),
    port: flow.port,
    source: endName(flow.source),
    destination: endName(flow.destination),
  });
}

/** The addresses of the network; asked for only by a flow that names addresses. */
export type NetworkRanges = () => readonly AddressRange[];

/** The far end of a flow. A regional tag stands for its region, any other service for the region that is needed. */
function farEnd(end: FlowEnd, region: string | undefined, space: NetworkRanges): ConcreteEnd {
  if (!isTag(end)) return { kind: 'addresses', ranges: parseRanges(end.prefixes), space: space() };
  const parsed = parseTag(end.tag);
  if (parsed.tag === 'internet') return { kind: 'internet' };
  if (parsed.tag === 'virtualnetwork') return { kind: 'virtual-network' };
  if (parsed.tag === 'azureloadbalancer') return { kind: 'load-balancer' };
  return { kind: 'service', tag: parsed.tag, region: parsed.region ?? region };
}

/** The near end: the subnet, whether the flow names its network or nothing, or those addresses of it that the flow names. */
function nearEnd(end: FlowEnd, subnet: Subnet): ConcreteEnd {
  const named = isTag(end) || end.prefixes.length === 0 ? subnet.addressPrefixes : end.prefixes;
  return { kind: 'own-subnet', ranges: parseRanges(named) };
}

/** Both ends of a flow, made concrete for a subnet and, where its service has regions, one of them. */
export function concreteEnds(
  flow: Flow,
  region: string | undefined,
  subnet: Subnet,
  space: NetworkRanges,
): ConcreteEnds {
  return flow.direction === 'Outbound'
    ? { source: nearEnd(flow.source, subnet), destination: farEnd(flow.destination, region, space) }
    : { source: farEnd(flow.source, region, space), destination: nearEnd(flow.destination, subnet) };
}

/** Whether both ends are service tags. */
export function isBetweenTags(flow: Flow): flow is FlowBetweenTags {
  return isTag(flow.source) && isTag(flow.destination);
}
