/** What a managed identity's token opens. docs/rules.md#call-identity (`resource`). */
import type { Cloud } from '../model/requirement.ts';
import { serviceOfHost } from '../network/hosts.ts';

/** Services behind their general audiences, in every cloud. */
const AUDIENCES = [
  'vault.azure.net',
  'vault.usgovcloudapi.net',
  'vault.azure.cn',
  'managedhsm.azure.net',
  'managedhsm.usgovcloudapi.net',
  'managedhsm.azure.cn',
  'storage.azure.com',
  'servicebus.azure.net',
  'eventhubs.azure.net',
  'containerregistry.azure.net',
  'management.azure.com',
  'management.core.windows.net',
  'management.usgovcloudapi.net',
  'management.core.usgovcloudapi.net',
  'management.chinacloudapi.cn',
  'management.core.chinacloudapi.cn',
];

/** The application ids of the same services: Storage, Key Vault, Service Bus, Event Hubs, Azure Resource Manager. */
const APPLICATIONS = [
  'e406a681-f3d4-42a8-90b6-c2b029497af1',
  'cfa8b339-82a2-471a-a3c9-0fc0be7a4093',
  '80a10ef9-8168-493d-abf9-3297c4ef6e3c',
  '80369ed6-5f11-4dd9-bef3-692475845e77',
  '797f4846-ba00-4fd7-ba43-dac1f8f63013',
];

const SUFFIXES = ['vault', 'managedhsm', 'blob.core', 'servicebus', 'azurecr'];

/** Whether a token for this audience opens none of the six services. */
export function opensNone(audience: string, cloud: Cloud): boolean {
  const bare = audience
    .trim()
    .toLowerCase()
    .replace(/\/\.default$/, '')
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#].*$/s, '');
  if (bare === '' || AUDIENCES.includes(bare) || APPLICATIONS.includes(bare)) return false;
  // The host of one resource, or a suffix that hosts of the services end in.
  if (serviceOfHost(bare, cloud) !== undefined || serviceOfHost(`x.${bare}`, cloud) !== undefined) return false;
  return SUFFIXES.every((middle) => serviceOfHost(`x.${middle}.${bare}`, cloud) === undefined);
}
