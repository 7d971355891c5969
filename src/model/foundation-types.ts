/** The kinds of resource that the judgement of an instance can rest on, beside API Management itself. */
import { kinds, services } from './services.ts';

const network = [
  'virtualnetworks',
  'networksecuritygroups',
  'applicationsecuritygroups',
  'routetables',
  'natgateways',
  'publicipaddresses',
  'publicipprefixes',
  'privateendpoints',
  'privatednszones',
  'privatednszones/virtualnetworklinks',
  'networksecurityperimeters',
  'virtualnetworkgateways',
  'serviceendpointpolicies',
  'azurefirewalls',
  'firewallpolicies',
  'virtualhubs',
];

/** ARM types in lower case: the services that a gateway calls, the identities it calls them with, and the network in between. */
export const foundationTypes: readonly string[] = [
  ...kinds.map((kind) => services[kind].type),
  'microsoft.relay/namespaces',
  'microsoft.managedidentity/userassignedidentities',
  ...network.map((name) => `microsoft.network/${name}`),
];
