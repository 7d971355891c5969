/** What is read of networks. Shapes: Azure's REST APIs for Microsoft.Network. */
import * as v from 'valibot';
import {
  maybe,
  maybeFlag,
  maybeList,
  maybeText,
  maybeTexts,
  object,
  properties,
  reference,
  text,
  word,
} from './pieces.ts';

const direction = word('Inbound', 'Outbound');
const priority = v.number();

const subnet = properties({
  addressPrefix: maybeText,
  addressPrefixes: maybeTexts,
  delegations: maybeList({ properties: object({ serviceName: text }) }),
  ipConfigurations: maybe(v.array(reference)),
  natGateway: maybe(reference),
  networkSecurityGroup: maybe(reference),
  privateEndpoints: maybe(v.array(reference)),
  privateEndpointNetworkPolicies: maybe(
    word('Enabled', 'Disabled', 'NetworkSecurityGroupEnabled', 'RouteTableEnabled'),
  ),
  routeTable: maybe(reference),
  serviceEndpointPolicies: maybe(v.array(v.any())),
  serviceEndpoints: maybeList({
    service: text,
    locations: maybeTexts,
    provisioningState: maybe(word('Succeeded', 'Creating', 'Updating', 'Deleting', 'Failed', 'Canceled')),
  }),
});

const addressSpace = maybe(object({ addressPrefixes: maybeTexts }));

const peering = properties({
  allowForwardedTraffic: maybeFlag,
  allowVirtualNetworkAccess: maybeFlag,
  localSubnetNames: maybeTexts,
  peerCompleteVnets: maybeFlag,
  peeringState: maybe(word('Initiated', 'Connected', 'Disconnected')),
  remoteAddressSpace: addressSpace,
  remoteSubnetNames: maybeTexts,
  remoteVirtualNetwork: maybe(object({ id: maybeText })),
  remoteVirtualNetworkAddressSpace: addressSpace,
  useRemoteGateways: maybeFlag,
});

const securityRule = object({
  name: maybeText,
  properties: object({
    access: word('Allow', 'Deny'),
    destinationAddressPrefix: maybeText,
    destinationAddressPrefixes: maybeTexts,
    destinationApplicationSecurityGroups: maybe(v.array(v.any())),
    destinationPortRange: maybeText,
    destinationPortRanges: maybeTexts,
    direction,
    priority,
    protocol: word('*', 'Tcp', 'Udp', 'Icmp', 'Esp', 'Ah'),
    sourceAddressPrefix: maybeText,
    sourceAddressPrefixes: maybeTexts,
    sourceApplicationSecurityGroups: maybe(v.array(v.any())),
    sourcePortRange: maybeText,
    sourcePortRanges: maybeTexts,
  }),
});

const adminEnds = maybeList({
  addressPrefix: maybeText,
  addressPrefixType: maybe(word('IPPrefix', 'ServiceTag', 'NetworkGroup')),
});

const privateAddress = { properties: object({ privateIPAddress: maybeText }) };

const linkToService = maybeList({
  properties: object({ privateLinkServiceId: text, groupIds: v.pipe(v.array(text), v.nonEmpty()) }),
});

/** By what follows `microsoft.network/` in the type, in lower case. */
export const network = {
  virtualnetworks: v.intersect([
    object({ location: maybeText }),
    properties({
      addressSpace,
      dhcpOptions: maybe(object({ dnsServers: maybeTexts })),
      subnets: maybe(v.array(v.intersect([object({ id: maybeText, name: maybeText }), subnet]))),
      virtualNetworkPeerings: maybe(v.array(peering)),
    }),
  ]),
  'virtualnetworks/subnets': subnet,
  'virtualnetworks/virtualnetworkpeerings': peering,
  networksecuritygroups: properties({
    defaultSecurityRules: maybe(v.array(securityRule)),
    securityRules: maybe(v.array(securityRule)),
  }),
  effectivesecurityadminrules: properties({
    access: word('Allow', 'Deny', 'AlwaysAllow'),
    destinationPortRanges: maybeTexts,
    destinations: adminEnds,
    direction,
    displayName: maybeText,
    priority,
    protocol: word('Any', '*', 'Tcp', 'Udp', 'Icmp', 'Esp', 'Ah'),
    sourcePortRanges: maybeTexts,
    sources: adminEnds,
  }),
  routetables: properties({
    disableBgpRoutePropagation: maybeFlag,
    routes: maybe(
      v.array(
        object({
          name: maybeText,
          properties: object({
            addressPrefix: text,
            nextHopIpAddress: maybeText,
            nextHopType: word('VirtualNetworkGateway', 'VnetLocal', 'Internet', 'VirtualAppliance', 'None'),
          }),
        }),
      ),
    ),
  }),
  natgateways: properties({
    publicIpAddresses: maybe(v.array(reference)),
    publicIpPrefixes: maybe(v.array(reference)),
  }),
  publicipaddresses: properties({ ipAddress: maybeText }),
  publicipprefixes: properties({ ipPrefix: maybeText }),
  privateendpoints: properties({
    customDnsConfigs: maybeList({ ipAddresses: maybeTexts }),
    ipConfigurations: maybeList(privateAddress),
    manualPrivateLinkServiceConnections: linkToService,
    networkInterfaces: maybe(v.array(reference)),
    privateLinkServiceConnections: linkToService,
    subnet: maybe(reference),
  }),
  'privateendpoints/privatednszonegroups': properties({
    privateDnsZoneConfigs: maybeList({
      properties: object({ privateDnsZoneId: maybeText, recordSets: maybeList({ ipAddresses: maybeTexts }) }),
    }),
  }),
  networkinterfaces: properties({ ipConfigurations: maybeList(privateAddress) }),
  'privatednszones/virtualnetworklinks': properties({
    resolutionPolicy: maybe(word('Default', 'NxDomainRedirect')),
    virtualNetworkLinkState: maybe(word('InProgress', 'Completed', 'Done')),
  }),
  'privatednszones/a': properties({ aRecords: maybeList({ ipv4Address: text }) }),
  'networksecurityperimeters/resourceassociations': properties({
    accessMode: maybeText,
    profile: maybe(object({ id: maybeText })),
  }),
  'networksecurityperimeters/profiles/accessrules': properties({
    addressPrefixes: maybeTexts,
    direction,
    subscriptions: maybeList({ id: text }),
  }),
  azurefirewalls: properties({
    firewallPolicy: maybe(reference),
    ipConfigurations: maybeList({
      properties: object({ privateIPAddress: maybeText, subnet: maybe(reference) }),
    }),
  }),
  firewallpolicies: properties({
    dnsSettings: maybe(object({ enableProxy: maybeFlag, servers: maybeTexts })),
  }),
  dnsresolvers: properties({ virtualNetwork: reference }),
  'dnsresolvers/inboundendpoints': properties({
    ipConfigurations: maybeList({ privateIpAddress: maybeText, subnet: maybe(reference) }),
  }),
};
