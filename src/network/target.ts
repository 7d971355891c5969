/** The six kinds of Azure service whose trusted access is retired. Rules: docs/rules.md#calls. */
import type { ArmResource } from '../model/arm.ts';

/** Key Vault, Managed HSM, Storage, Service Bus, Event Hubs, Container Registry. */
export type TargetKind = 'key-vault' | 'managed-hsm' | 'storage' | 'service-bus' | 'event-hubs' | 'container-registry';

/** A resource that is called, and how it is addressed. */
export interface Target {
  readonly kind: TargetKind;
  readonly resource: ArmResource;
  /** Private link sub-resource: vault, managedhsm, blob, queue, table, file, dfs, web, namespace, registry. */
  readonly groupId: string;
  /** The host that the call names, lower case. */
  readonly host: string;
  /** TCP ports that the call may use; 443 unless told. */
  readonly ports?: readonly number[];
}

/** The ARM type of each kind, lower case. */
export const targetTypes: Readonly<Record<TargetKind, string>> = {
  'key-vault': 'microsoft.keyvault/vaults',
  'managed-hsm': 'microsoft.keyvault/managedhsms',
  storage: 'microsoft.storage/storageaccounts',
  'service-bus': 'microsoft.servicebus/namespaces',
  'event-hubs': 'microsoft.eventhub/namespaces',
  'container-registry': 'microsoft.containerregistry/registries',
};
