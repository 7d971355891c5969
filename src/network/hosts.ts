/** Which of the six services a host belongs to, and the private link zone of each, per Azure cloud. Rules: docs/rules.md#private-endpoints. */
import { text } from '../model/json.ts';
import type { Cloud } from '../model/requirement.ts';
import type { Target, TargetKind } from './target.ts';

/** What a host says about the resource behind it. */
export interface ServiceOfHost {
  /** `servicebus.windows.net` is shared by Service Bus, Event Hubs and Relay, so it names two kinds. */
  readonly kinds: readonly TargetKind[];
  /** The name of the resource, lower case. */
  readonly name: string;
  /** Private link sub-resource. */
  readonly groupId: string;
  /** What follows the name in the public host, for example `blob.core.windows.net`. */
  readonly suffix: string;
}

interface CloudNames {
  readonly vault: string;
  readonly vaultZone: string;
  readonly hsm: string;
  /** Follows `blob.`, `queue.` and so on. */
  readonly storage: string;
  readonly messaging: string;
  readonly registry: string;
}

// The Government and China names of HSM, Storage, messaging, registries and zones were seen in no document: unverified.
const NAMES: Readonly<Record<Cloud, CloudNames>> = {
  public: {
    vault: 'vault.azure.net',
    vaultZone: 'vaultcore.azure.net',
    hsm: 'managedhsm.azure.net',
    storage: 'core.windows.net',
    messaging: 'servicebus.windows.net',
    registry: 'azurecr.io',
  },
  'us-government': {
    vault: 'vault.usgovcloudapi.net',
    vaultZone: 'vaultcore.usgovcloudapi.net',
    hsm: 'managedhsm.usgovcloudapi.net',
    storage: 'core.usgovcloudapi.net',
    messaging: 'servicebus.usgovcloudapi.net',
    registry: 'azurecr.us',
  },
  china: {
    vault: 'vault.azure.cn',
    vaultZone: 'vaultcore.azure.cn',
    hsm: 'managedhsm.azure.cn',
    storage: 'core.chinacloudapi.cn',
    messaging: 'servicebus.chinacloudapi.cn',
    registry: 'azurecr.cn',
  },
};

/** Accounts with DNS zone endpoints are named under this domain: `account.z12.blob.storage.azure.net`. */
const ZONED_STORAGE = 'storage.azure.net';

const STORAGE_GROUPS = ['blob', 'queue', 'table', 'file', 'dfs', 'web'] as const;

/** The labels before a suffix; undefined where the host does not end in it or has nothing before it. */
function before(host: string, suffix: string): readonly string[] | undefined {
  if (!host.endsWith(`.${suffix}`)) return undefined;
  const labels = host.slice(0, -suffix.length - 1).split('.');
  return labels.every((label) => label !== '') ? labels : undefined;
}

function normalise(host: string): string {
  return host.trim().toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '').replace('.privatelink.', '.');
}

function storageOf(host: string, names: CloudNames): ServiceOfHost | undefined {
  for (const groupId of STORAGE_GROUPS) {
    for (const domain of [names.storage, ZONED_STORAGE]) {
      const suffix = `${groupId}.${domain}`;
      const account = before(host, suffix)?.[0];
      if (account === undefined) continue;
      const name = account.replace(/-(?:secondary|microsoftrouting|internetrouting)$/, '');
      return { kinds: ['storage'], name, groupId, suffix };
    }
  }
  return undefined;
}

/** The service that a host belongs to; undefined for every host outside the six services. Any case; `privatelink` forms count. */
export function serviceOfHost(host: string, cloud: Cloud): ServiceOfHost | undefined {
  const names = NAMES[cloud];
  const wanted = normalise(host);
  const storage = storageOf(wanted, names);
  if (storage !== undefined) return storage;
  const data = before(wanted, `data.${names.registry}`)?.[0];
  if (data !== undefined) {
    return { kinds: ['container-registry'], name: data, groupId: 'registry', suffix: names.registry };
  }
  const others: readonly (readonly [string, string, readonly TargetKind[]])[] = [
    [names.vault, 'vault', ['key-vault']],
    [names.vaultZone, 'vault', ['key-vault']],
    [names.hsm, 'managedhsm', ['managed-hsm']],
    [names.messaging, 'namespace', ['service-bus', 'event-hubs']],
    [names.registry, 'registry', ['container-registry']],
  ];
  for (const [suffix, groupId, kinds] of others) {
    const name = before(wanted, suffix)?.at(-1);
    if (name === undefined) continue;
    return { kinds, name, groupId, suffix: suffix === names.vaultZone ? names.vault : suffix };
  }
  return undefined;
}

/** The public name under which a target is called, lower case; undefined where its `privatelink` name is called. */
export function publicHost(target: Target): string | undefined {
  const host = target.host.trim().toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  return host === '' || host.includes('.privatelink.') ? undefined : host;
}

/** The private DNS zone of a target's private endpoints, for example `privatelink.vaultcore.azure.net`. */
export function privateLinkZone(target: Target, cloud: Cloud): string {
  const names = NAMES[cloud];
  switch (target.kind) {
    case 'key-vault':
      return `privatelink.${names.vaultZone}`;
    case 'managed-hsm':
      return `privatelink.${names.hsm}`;
    case 'storage': {
      const zoned = normalise(target.host).endsWith(`.${ZONED_STORAGE}`);
      return `privatelink.${target.groupId.toLowerCase()}.${zoned ? ZONED_STORAGE : names.storage}`;
    }
    case 'service-bus':
    case 'event-hubs':
      return `privatelink.${names.messaging}`;
    case 'container-registry':
      return `privatelink.${names.registry}`;
  }
}

/**
 * The names that a target must have in its private DNS zone, relative to the zone. The first is the host that is
 * called; a registry also needs its data endpoint (docs/rules.md#private-endpoints).
 */
export function privateRecordNames(target: Target, cloud: Cloud): readonly [string, ...string[]] {
  const zone = privateLinkZone(target, cloud).slice('privatelink.'.length);
  const suffix = zone === NAMES[cloud].vaultZone ? NAMES[cloud].vault : zone;
  const labels = before(normalise(target.host), suffix) ?? before(normalise(target.host), zone);
  const called = labels?.join('.') ?? target.resource.name.toLowerCase();
  if (target.kind !== 'container-registry' || called.includes('.')) return [called];
  const region = (text(target.resource, 'location') ?? '').replace(/\s+/g, '').toLowerCase();
  return region === '' ? [called] : [called, `${called}.${region}.data`];
}
