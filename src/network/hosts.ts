/** Which of the six services a host belongs to, and the private link zone of each, per Azure cloud. Rules: docs/rules.md#private-endpoints. */
import { shortLocation } from '../model/arm.ts';
import { text } from '../model/json.ts';
import type { Cloud } from '../model/requirement.ts';
import { kinds, services, type TargetKind } from '../model/services.ts';
import type { Target } from './target.ts';

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

/** Accounts with DNS zone endpoints are named under this domain: `account.z12.blob.storage.azure.net`. */
const ZONED_STORAGE = 'storage.azure.net';

/** The labels before a suffix; undefined where the host does not end in it or has nothing before it. */
function before(host: string, suffix: string): readonly string[] | undefined {
  if (!host.endsWith(`.${suffix}`)) return undefined;
  const labels = host.slice(0, -suffix.length - 1).split('.');
  return labels.every((label) => label !== '') ? labels : undefined;
}

function normalise(host: string): string {
  return host.trim().toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '').replace('.privatelink.', '.');
}

/** Storage, whose hosts name the group as well: `NAME.blob.core.windows.net`. */
function storageOf(host: string, cloud: Cloud): ServiceOfHost | undefined {
  for (const groupId of services.storage.groups) {
    for (const domain of [services.storage.domain[cloud], ZONED_STORAGE]) {
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
  const wanted = normalise(host);
  const storage = storageOf(wanted, cloud);
  if (storage !== undefined) return storage;
  for (const kind of kinds.filter((one) => one !== 'storage')) {
    const { domain, zone, dataHosts, groups } = services[kind];
    const suffix = domain[cloud];
    const name =
      (dataHosts ? before(wanted, `data.${suffix}`)?.[0] : undefined) ??
      before(wanted, suffix)?.at(-1) ??
      before(wanted, zone?.[cloud] ?? suffix)?.at(-1);
    if (name === undefined) continue;
    const sharing = kinds.filter((other) => services[other].domain[cloud] === suffix);
    return { kinds: sharing, name, groupId: groups[0], suffix };
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
  const { domain, zone = domain } = services[target.kind];
  if (target.kind !== 'storage') return `privatelink.${zone[cloud]}`;
  const zoned = normalise(target.host).endsWith(`.${ZONED_STORAGE}`);
  return `privatelink.${target.groupId.toLowerCase()}.${zoned ? ZONED_STORAGE : domain[cloud]}`;
}

/**
 * The names that a target must have in its private DNS zone, relative to the zone. The first is the host that is
 * called; a registry also needs its data endpoint (docs/rules.md#private-endpoints).
 */
export function privateRecordNames(target: Target, cloud: Cloud): readonly [string, ...string[]] {
  const row = services[target.kind];
  const zone = privateLinkZone(target, cloud).slice('privatelink.'.length);
  const suffix = row.zone === undefined ? zone : row.domain[cloud];
  const labels = before(normalise(target.host), suffix) ?? before(normalise(target.host), zone);
  const called = labels?.join('.') ?? target.resource.name.toLowerCase();
  if (row.dataHosts === undefined || called.includes('.')) return [called];
  const location = text(target.resource, 'location');
  return location === undefined ? [called] : [called, `${called}.${shortLocation(location)}.data`];
}
