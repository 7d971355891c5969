/** The types of resources, lower case, that the judgement of an instance may rest on. Resource Graph holds all of them. */
import { kinds, services } from './services.ts';

/** Without API Management's own. */
export const foundationTypes: readonly string[] = [
  ...kinds.map((kind) => services[kind].type),
  'microsoft.relay/namespaces',
  'microsoft.managedidentity/userassignedidentities',
  ...[
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
  ].map((name) => `microsoft.network/${name}`),
];
