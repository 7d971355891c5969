/** Ways into a service that is closed to the Internet: its private endpoints, its perimeter, and our own side of the way. */
import { nameOf, parseArmId } from '../model/arm.ts';
import type { AddRecord, Change } from '../model/change.ts';
import { list, same, text } from '../model/json.ts';
import { services } from '../model/services.ts';
import { say } from '../model/text.ts';
import { privateLinkZone, privateRecordNames } from '../network/hosts.ts';
import { resolve } from '../network/name-resolution.ts';
import { networkPath } from '../network/network-path.ts';
import { privateEndpointsOf } from '../network/private-endpoints.ts';
import { publicEnd } from '../network/service-tags.ts';
import { subnetOf } from '../network/subnet.ts';
import { subnetSecurityRules } from '../network/subnet-security-rules.ts';
import { estateAfter, resourceAfter } from './estate-after.ts';
import { freeName, inFront } from './network-security-rule.ts';
import { portalLink } from './portal-links.ts';
import type { WantedWay, WayInOption } from './way-in-option.ts';

/** Connections that wait for somebody's approval. */
function pendingConnections({ target }: WantedWay): readonly string[] {
  return list(target.resource, 'properties', 'privateEndpointConnections')
    .filter((entry) => same(text(entry, 'properties', 'privateLinkServiceConnectionState', 'status'), 'Pending'))
    .flatMap((entry) => text(entry, 'id') ?? []);
}

/** Zones of a name that can be seen: those that are linked to the network, and the one that Resource Graph knows by the name. */
export function zonesNamed(names: readonly string[], networkId: string, { subject }: WantedWay) {
  const { estate } = subject;
  const links = estate.virtualNetworkLinks(networkId);
  const linked = (links.ok ? links.value : []).flatMap(({ id }) => parseArmId(id)?.parentId ?? []);
  return names.flatMap((name) => {
    const isLinked = linked.find((zone) => same(nameOf(zone), name));
    if (isLinked !== undefined) return [{ id: isLinked, isLinked: true }];
    const read = estate.named(['microsoft.network/privatednszones'], name);
    return read.ok ? [{ id: read.value.id, isLinked: false }] : [];
  });
}

/** The records that the zones which answer the network lack for the target. */
function missingRecords({ subject, target, location }: WantedWay, addresses: readonly string[]): readonly AddRecord[] {
  if (addresses.length === 0) return [];
  const { absent = [] } = resolve(networkPath(location, target, subject), privateEndpointsOf(target, subject.estate));
  return absent.flatMap((id): readonly AddRecord[] => {
    const zone = parseArmId(id)?.parentId;
    return zone === undefined ? [] : [{ kind: 'add-record', zone, name: nameOf(id), addresses }];
  });
}

/** Approving what waits, linking the zone, and adding the record: each where it is missing. */
export function byPrivateEndpoint(wanted: WantedWay): readonly WayInOption[] {
  const { subject, target, location } = wanted;
  const networkId = parseArmId(location.subnetId ?? '')?.parentId;
  if (networkId === undefined) return [];
  const approvals = pendingConnections(wanted).map(
    (connection): Change => ({ kind: 'approve-private-endpoint', target: target.resource.id, connection }),
  );
  const after = {
    ...wanted,
    subject: { ...subject, estate: estateAfter(subject.estate, approvals, subject.today) },
    target: { ...target, resource: resourceAfter(target.resource, approvals, subject.today) },
  };
  const endpoints = privateEndpointsOf(after.target, after.subject.estate).filter(
    ({ rightGroup }) => rightGroup !== false,
  );
  if (endpoints.length === 0) return [];
  const addresses = [...new Set(endpoints.flatMap((endpoint) => endpoint.addresses))];
  const zone = privateLinkZone(target, subject.cloud);
  const values = { target: target.resource.name, zone, network: nameOf(networkId) };
  const approve = {
    title: say('Approve the private endpoint of {target} that waits for it', values),
    changes: approvals,
    portal: portalLink(subject, target.resource.id, 'privateEndpoints'),
  };
  const also = ({ title, changes, portal }: WayByZone): WayByZone => ({
    title: approvals.length === 0 ? title : say('{first}; then: {second}', { first: approve.title, second: title }),
    changes: changes.length === 0 ? [] : [...approvals, ...changes],
    portal,
  });
  const options = [
    approve,
    ...recordOptions(after, addresses).map(also),
    ...linkOptions(wanted, networkId, addresses).map(also),
  ];
  return options.filter(({ changes }) => changes.length > 0).map((option) => ({ ...option, order: 30 }));
}

/** An option whose place in a plan all ways by private endpoint share. */
type WayByZone = Required<Pick<WayInOption, 'title' | 'changes' | 'portal'>>;

/** The record in the zone that answers the network already. */
function recordOptions(wanted: WantedWay, addresses: readonly string[]): readonly WayByZone[] {
  const changes = missingRecords(wanted, addresses);
  const zone = changes[0]?.zone;
  if (zone === undefined) return [];
  const values = { target: wanted.target.resource.name, zone: nameOf(zone) };
  const title = say('Add the record of {target} to the zone {zone}', values);
  return [{ title, changes, portal: portalLink(wanted.subject, zone, 'records') }];
}

/** The link of a zone that is there and answers other networks, by itself or with the record that it lacks. */
function linkOptions(wanted: WantedWay, network: string, addresses: readonly string[]): readonly WayByZone[] {
  const { subject, target } = wanted;
  const zones = zonesNamed([privateLinkZone(target, subject.cloud)], network, wanted);
  return zones
    .filter(({ isLinked }) => !isLinked)
    .flatMap(({ id }): readonly WayByZone[] => {
      const values = { target: target.resource.name, zone: nameOf(id), network: nameOf(network) };
      const link: Change = { kind: 'link-zone', zone: id, network, name: values.network };
      const records = privateRecordNames(target, subject.cloud).map(
        (name): Change => ({ kind: 'add-record', zone: id, name, addresses }),
      );
      const linked = {
        title: say('Link the zone {zone} to {network}', values),
        changes: [link],
        portal: portalLink(subject, id, 'zoneLinks'),
      };
      if (addresses.length === 0) return [linked];
      const title = say('Link the zone {zone} to {network}, and add the record of {target} to it', values);
      return [linked, { ...linked, title, changes: [...records, link] }];
    });
}

/** A rule that lets traffic pass, in front of every written rule of the subnet's group that denies something. */
function allowing(
  { subject, target }: WantedWay,
  subnetId: string | undefined,
  direction: 'Inbound' | 'Outbound',
  destination: string,
): readonly WayInOption[] {
  const subnet = subnetId === undefined ? undefined : subnetOf(subnetId, subject.estate);
  const subnetRules = subnet?.ok === true ? subnetSecurityRules(subnet.value, subject.estate) : undefined;
  if (subnetRules?.ok !== true || subnetRules.value.group === undefined) return [];
  const { group, groupRules } = subnetRules.value;
  const denies = groupRules.filter((rule) => same(rule.direction, direction) && same(rule.access, 'Deny'));
  const blocked = { row: { row: services[target.kind].place }, direction, denies };
  const ports = target.ports ?? [443];
  const source = 'VirtualNetwork';
  const name = freeName(groupRules, 'call', destination, ports);
  const changes = inFront(group, groupRules, blocked, { name, protocol: 'Tcp', source, destination, ports });
  if (changes === undefined) return [];
  return [
    {
      title: say('Allow {source} to {destination}, port {ports}, in {group}, before the rule that denies it', {
        source,
        destination,
        ports: ports.join(', '),
        group: group.name,
      }),
      changes,
      order: 60,
      portal: portalLink(subject, group.id, direction === 'Outbound' ? 'outboundRules' : 'inboundRules'),
    },
  ];
}

/** Lets our subnet send: to the public end of the service, or to private endpoints in reach. */
export function onOurSide(wanted: WantedWay): readonly WayInOption[] {
  const { subnetId } = wanted.location;
  return [
    ...allowing(wanted, subnetId, 'Outbound', publicEnd(wanted.target.kind).tag),
    ...allowing(wanted, subnetId, 'Outbound', 'VirtualNetwork'),
  ];
}

/** Lets what comes from the network in at the private endpoints, where the groups of their subnets count for them. */
export function atTheEndpoint(wanted: WantedWay): readonly WayInOption[] {
  const { subject, target } = wanted;
  const subnets = privateEndpointsOf(target, subject.estate).flatMap(({ subnetId }) =>
    subnetId.ok ? subnetId.value : [],
  );
  return [...new Set(subnets)].flatMap((subnetId) => allowing(wanted, subnetId, 'Inbound', 'VirtualNetwork'));
}
