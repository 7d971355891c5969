/** Backends as policies refer to them: by name, through pools, to the URLs behind. Rules: docs/rules.md#calls. */
import { type ArmKey, type ArmResource, idKey, nameOf } from '../model/arm.ts';
import { list, same, text } from '../model/json.ts';
import type { Owner } from './crawl.ts';
import type { KnownText } from './policy/host-of-url.ts';
import { textsOutsideCalls } from './resolve-value.ts';

/** The backend of a name under an owner; undefined where there is none or the list is unread. */
export function backendNamed(owner: Owner, name: string): ArmResource | undefined {
  return owner.backends.ok ? owner.backends.value.find((backend) => same(backend.name, name)) : undefined;
}

function isPool(backend: ArmResource): boolean {
  return (
    same(text(backend, 'properties', 'type'), 'Pool') || list(backend, 'properties', 'pool', 'services').length > 0
  );
}

/** Where a backend leads. */
interface Members {
  /** The single backends, pools followed. */
  readonly members: readonly ArmResource[];
  /** How many pool members do not exist. */
  readonly lost: number;
  /** Every backend on the way, the pools and the backend itself included. */
  readonly seen: ReadonlySet<ArmKey>;
}

/** The single backends that a backend leads to. */
export function membersOf(backend: ArmResource, owner: Owner): Members {
  const seen = new Set<ArmKey>();
  const members: ArmResource[] = [];
  let lost = 0;
  const waiting = [backend];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    if (seen.has(idKey(here.id))) continue;
    seen.add(idKey(here.id));
    if (!isPool(here)) {
      members.push(here);
      continue;
    }
    // The URL of a pool is a dummy; only its members are called.
    for (const service of list(here, 'properties', 'pool', 'services')) {
      const member = backendNamed(owner, nameOf(text(service, 'id') ?? ''));
      if (member === undefined) lost += 1;
      else waiting.push(member);
    }
  }
  return { members, lost, seen };
}

/** The URL of a single backend, as far as it is known; undefined where it names a Service Fabric cluster or a resource only. */
export function urlOfBackend(backend: ArmResource, owner: Owner): readonly KnownText[] | undefined {
  const url = text(backend, 'properties', 'url');
  return url === undefined ? undefined : textsOutsideCalls(url, owner.namedValue);
}

/** The ARM id in a backend's `resourceId`, which Azure writes as a management URL or as a plain id. */
export function resourceIdOfBackend(backend: ArmResource): string | undefined {
  return text(backend, 'properties', 'resourceId')?.match(/\/subscriptions\/[^?#]*/i)?.[0];
}
