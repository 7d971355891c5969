/** What each of the six services is called, and one resource of it. */

import type { TargetKind } from '../../src/model/services.ts';
import { say, type Text } from '../../src/model/text.ts';

const NAMES: Readonly<Record<TargetKind, { readonly service: Text; readonly resource: Text }>> = {
  'key-vault': { service: say('Key Vault'), resource: say('key vault') },
  'managed-hsm': { service: say('Managed HSM'), resource: say('managed HSM') },
  storage: { service: say('Storage'), resource: say('storage account') },
  'service-bus': { service: say('Service Bus'), resource: say('Service Bus namespace') },
  'event-hubs': { service: say('Event Hubs'), resource: say('Event Hubs namespace') },
  'container-registry': { service: say('Container Registry'), resource: say('container registry') },
};

/** The name of a service: "Key Vault". */
export function serviceName(kind: TargetKind): Text {
  return NAMES[kind].service;
}

/** The name of one resource of a service: "key vault". */
export function resourceName(kind: TargetKind): Text {
  return NAMES[kind].resource;
}
