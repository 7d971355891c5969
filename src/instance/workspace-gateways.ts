/** From where the calls of workspaces leave: their own gateways, with their own subnets. Rules: docs/rules.md#workspaces, docs/rules.md#egress. */
import { type ArmResource, nameOf, shortLocation } from '../model/arm.ts';
import { attempt, type Estate, type FailedRead } from '../model/estate.ts';
import { list, same, text } from '../model/json.ts';
import type { GatewayLocation } from './locations.ts';

/** What could not be read on the way to a gateway. */
export interface UnreadGateway {
  /** The id of the list of links, of a link, or of a gateway. */
  readonly id: string;
  readonly read: FailedRead;
}

/** The gateways of an instance's workspaces. */
export interface WorkspaceGateways {
  /**
   * Where the calls of a workspace leave. `own` where no link names a gateway, so that it runs on the locations of the
   * service; a gateway that could not be read is left out here and stands among `unread`.
   */
  readonly of: (workspace: string) => readonly GatewayLocation[] | 'own';
  /** Every gateway that a workspace uses, once. */
  readonly locations: readonly GatewayLocation[];
  readonly unread: readonly UnreadGateway[];
}

const PREFIX = 'gateways/';

/** A workspace gateway has no addresses of its own that Azure documents; with a subnet it sends from that. */
function locationOf(gateway: ArmResource): GatewayLocation {
  const virtualNetworkType = text(gateway, 'properties', 'virtualNetworkType') ?? 'None';
  const subnetId = text(gateway, 'properties', 'backend', 'subnet', 'id');
  return {
    name: `${PREFIX}${gateway.name}`,
    region: shortLocation(text(gateway, 'location') ?? 'unknown'),
    primary: false,
    tier: text(gateway, 'sku', 'name') ?? '',
    network: same(virtualNetworkType, 'None') && subnetId === undefined ? 'none' : 'v2',
    virtualNetworkType,
    subnetId,
    publicAddresses: [],
    outboundAddresses: [],
    natGatewayEnabled: false,
    sharedEgress: true,
  };
}

/** Whether a location is a workspace gateway, which is of a tier of its own and gets a virtual network only when it is created. */
export function isWorkspaceGateway({ name }: GatewayLocation): boolean {
  return name.startsWith(PREFIX);
}

/** What a link joins: the name of a workspace, in lower case, and the ids of gateways. */
function endsOf(link: ArmResource) {
  return {
    workspace: nameOf(text(link, 'properties', 'workspaceId') ?? link.name).toLowerCase(),
    gateways: list(link, 'properties', 'gateways').flatMap((entry) => text(entry, 'id') ?? []),
  };
}

/** Reads the links of workspaces to gateways, and the gateways. To be asked where there is a workspace. */
export function workspaceGateways(service: ArmResource, estate: Estate): WorkspaceGateways {
  const unread: UnreadGateway[] = [];
  const locations = new Map<string, GatewayLocation>();
  const byWorkspace = new Map<string, readonly GatewayLocation[]>();
  /** Where a gateway runs, the same for every link that names it; none where it could not be read. */
  const whereOf = (id: string): readonly GatewayLocation[] => {
    const gateway = estate.resource(id);
    const read = gateway.ok ? attempt(() => locationOf(gateway.value)) : gateway;
    if (!read.ok) {
      unread.push({ id, read });
      return [];
    }
    const known = locations.get(id.toLowerCase()) ?? read.value;
    locations.set(id.toLowerCase(), known);
    return [known];
  };
  const links = estate.children(service.id, 'workspaceLinks');
  if (!links.ok) unread.push({ id: `${service.id}/workspaceLinks`, read: links });
  for (const link of links.ok ? links.value : []) {
    const ends = attempt(() => endsOf(link));
    if (!ends.ok) unread.push({ id: link.id, read: ends });
    if (!ends.ok || ends.value.gateways.length === 0) continue;
    const { workspace, gateways } = ends.value;
    byWorkspace.set(workspace, [...(byWorkspace.get(workspace) ?? []), ...gateways.flatMap(whereOf)]);
  }
  // Without the links nobody knows where a workspace runs.
  const elsewhere = links.ok ? 'own' : [];
  return {
    of: (workspace) => byWorkspace.get(workspace.toLowerCase()) ?? elsewhere,
    locations: [...locations.values()],
    unread,
  };
}
