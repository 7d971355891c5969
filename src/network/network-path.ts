/** What every way from a location to a target is judged from, read once. Rules: docs/rules.md#line-of-sight. */
import type { GatewayLocation } from '../instance/locations.ts';
import { nameOf, shortLocation } from '../model/arm.ts';
import type { Read } from '../model/estate.ts';
import { same, text } from '../model/json.ts';
import type { Subject } from '../model/requirement.ts';
import { type Egress, egressOf } from './egress.ts';
import { type Firewall, firewallOf } from './firewall.ts';
import { publicEnd } from './service-tags.ts';
import { type Subnet, subnetOf } from './subnet.ts';
import type { Target } from './target.ts';

/** How a call proves who it is, as far as it is known: a key, a signature or a connection string is `key`. */
export type CallProof = 'managed-identity' | 'key' | 'unknown';

/** What is asked of a subject to judge a way: where things stand today, or what others found, changes none. */
export type PathSubject = Pick<Subject, 'instance' | 'cloud' | 'estate'>;

/** One location, one target, and what lies between. */
export interface NetworkPath {
  readonly location: GatewayLocation;
  readonly target: Target;
  readonly subject: PathSubject;
  readonly proof: CallProof;
  readonly firewall: Firewall;
  readonly egress: Egress;
  /** Id of the subnet; empty where there is none or it is not told. */
  readonly subnetId: string;
  /** Undefined outside a virtual network, and where its id is not told. */
  readonly subnet: Read<Subnet> | undefined;
  /** For people: the target's name. */
  readonly targetName: string;
  /** Azure's short form; undefined where the target does not tell. */
  readonly targetRegion: string | undefined;
}

/** Where the called endpoint is: a `-secondary` Storage host is answered from the secondary location. */
function regionOf(target: Target): string | undefined {
  const secondary = target.kind === 'storage' && /^[^.]+-secondary\./i.test(target.host);
  const region = secondary
    ? text(target.resource, 'properties', 'secondaryLocation')
    : text(target.resource, 'location');
  return region === undefined ? undefined : shortLocation(region);
}

/** Asks for everything that lies between a location and a target. */
export function networkPath(
  location: GatewayLocation,
  target: Target,
  subject: PathSubject,
  proof: CallProof = 'unknown',
): NetworkPath {
  const { subnetId } = location;
  return {
    location,
    target,
    subject,
    proof,
    firewall: firewallOf(target, subject.estate),
    egress: egressOf(location, subject.estate, publicEnd(target.kind).tag),
    subnetId: subnetId ?? '',
    subnet: subnetId === undefined ? undefined : subnetOf(subnetId, subject.estate),
    targetName: nameOf(target.resource.id),
    targetRegion: regionOf(target),
  };
}

/** Whether the target is in the location's own region; undefined where the target's region is not known. */
export function inSameRegion(path: NetworkPath): boolean | undefined {
  return path.targetRegion === undefined ? undefined : same(path.targetRegion, path.location.region);
}
