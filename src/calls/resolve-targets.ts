/** From what is called to the Azure resource behind it. Rules: docs/rules.md#calls, docs/rules.md#reads. */
import { type ArmKey, type ArmResource, idKey, parseArmId } from '../model/arm.ts';
import { attempt, type Estate, type Read } from '../model/estate.ts';
import { text } from '../model/json.ts';
import { perAnswers } from '../model/per-answers.ts';
import type { ReasonCode } from '../model/reasons.ts';
import { rememberedBy } from '../model/remembered.ts';
import type { Cloud, Subject } from '../model/requirement.ts';
import { kindOfType, services, type TargetKind } from '../model/services.ts';
import { serviceOfHost } from '../network/hosts.ts';
import type { Target } from '../network/target.ts';
import type { CallSite } from './call-site.ts';

/** One call, and how it addresses its resource. */
export interface Call {
  readonly site: CallSite;
  readonly target: Target;
}

/** A resource of the six services and every call to it. */
export interface Dependency {
  readonly resource: ArmResource;
  readonly calls: readonly [Call, ...Call[]];
}

/** Something called whose resource could not be read. */
export interface UnreadTarget {
  /** The ARM id where it is known, else the host. */
  readonly subject: string;
  readonly reason: ReasonCode;
  readonly detail: string | undefined;
  readonly sites: readonly CallSite[];
}

/** What is called, told apart. */
export interface Resolved {
  readonly dependencies: readonly Dependency[];
  readonly unseen: readonly UnreadTarget[];
}

const RELAY = 'microsoft.relay/namespaces';

function withPorts(target: Target, ports: readonly number[] | undefined): Target {
  return ports === undefined ? target : { ...target, ports };
}

/** The host of a resource that is known by its id. */
function ownHost(kind: TargetKind, resource: ArmResource, cloud: Cloud): string {
  const { address, domain } = services[kind];
  if (address === undefined) return `${resource.name}.${domain[cloud]}`.toLowerCase();
  return (text(resource, 'properties', ...address) ?? resource.name)
    .replace(/^https:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
}

/** The target of a call; undefined for a service that is none of the six. */
function targetOf({ callee }: CallSite, estate: Estate, cloud: Cloud): Read<Target> | undefined {
  if (callee.kind === 'id') {
    const kind = kindOfType(parseArmId(callee.id)?.type);
    if (kind === undefined) return undefined;
    const read = estate.resource(callee.id);
    if (!read.ok) return read;
    const target = {
      kind,
      resource: read.value,
      groupId: services[kind].groups[0],
      host: ownHost(kind, read.value, cloud),
    };
    return { ok: true, value: withPorts(target, callee.ports) };
  }
  const service = serviceOfHost(callee.host, cloud);
  if (service === undefined) return undefined;
  const messaging = service.kinds.includes('event-hubs');
  const types = [...service.kinds.map((kind) => services[kind].type), ...(messaging ? [RELAY] : [])];
  const read = estate.named(types, service.name);
  if (!read.ok) return read;
  const kind = kindOfType(read.value.type);
  if (kind === undefined) return undefined;
  const target = { kind, resource: read.value, groupId: service.groupId, host: callee.host };
  return { ok: true, value: withPorts(target, callee.ports) };
}

/** Looks every callee up and joins what names the same resource. */
export function resolveTargets(
  sites: readonly CallSite[],
  { estate, cloud }: Pick<Subject, 'estate' | 'cloud'>,
): Resolved {
  return resolverOf(sites, cloud)(sites, estate);
}

const resolverOf = rememberedBy((_sites: readonly CallSite[], cloud: Cloud) =>
  perAnswers((sites: readonly CallSite[], estate) => resolveAll(sites, estate, cloud)),
);

function resolveAll(sites: readonly CallSite[], estate: Estate, cloud: Cloud): Resolved {
  const found = new Map<ArmKey, [Call, ...Call[]]>();
  const unseen = new Map<ArmKey, UnreadTarget & { readonly sites: CallSite[] }>();
  for (const site of sites) {
    const attempted = attempt(() => targetOf(site, estate, cloud));
    const read = attempted.ok ? attempted.value : attempted;
    if (read === undefined) continue;
    if (read.ok) {
      const call = { site, target: read.value };
      const key = idKey(read.value.resource.id);
      const calls = found.get(key);
      if (calls === undefined) found.set(key, [call]);
      else calls.push(call);
      continue;
    }
    const called = site.callee.kind === 'host' ? site.callee.host : site.callee.id;
    const entry = unseen.get(idKey(called));
    if (entry !== undefined) entry.sites.push(site);
    else unseen.set(idKey(called), { subject: called, reason: read.reason, detail: read.detail, sites: [site] });
  }
  return {
    dependencies: [...found.values()].map((calls) => ({ resource: calls[0].target.resource, calls })),
    unseen: [...unseen.values()],
  };
}
