/** What a managed identity's token opens. docs/rules.md#call-identity (`resource`). */
import type { Cloud } from '../model/requirement.ts';
import { kinds, services } from '../model/services.ts';
import { serviceOfHost } from '../network/hosts.ts';

/** The audiences of Azure Resource Manager in every cloud, by which the six services are managed. */
const RESOURCE_MANAGER = [
  'management.azure.com',
  'management.core.windows.net',
  'management.usgovcloudapi.net',
  'management.core.usgovcloudapi.net',
  'management.chinacloudapi.cn',
  'management.core.chinacloudapi.cn',
  '797f4846-ba00-4fd7-ba43-dac1f8f63013',
];

/** The audiences of the six services in general, as hosts and as applications. */
const GENERAL = new Set([
  ...RESOURCE_MANAGER,
  ...kinds.flatMap((kind) => [...services[kind].audiences, services[kind].applicationId]),
]);

/** Whether hosts of one of the services end so: `core.windows.net`, `azure.net`. */
function endsHosts(bare: string, cloud: Cloud): boolean {
  return kinds.some((kind) => `.${services[kind].domain[cloud]}`.endsWith(`.${bare}`));
}

/** Whether a token for this audience opens none of the six services. */
export function opensNone(audience: string, cloud: Cloud): boolean {
  const bare = audience
    .trim()
    .toLowerCase()
    .replace(/\/\.default$/, '')
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/s, '');
  if (bare === '' || GENERAL.has(bare)) return false;
  // The host of one resource, or a suffix that hosts of the services end in.
  return [bare, `x.${bare}`].every((host) => serviceOfHost(host, cloud) === undefined) && !endsHosts(bare, cloud);
}
