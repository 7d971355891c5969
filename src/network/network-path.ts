/** What every way from a location to a target is judged from, read once. Rules: docs/rules.md#line-of-sight. */
import type { GatewayLocation } from '../instance/locations.ts';
import { nameOf, shortLocation } from '../model/arm.ts';
import type { Read } from '../model/estate.ts';
import type { Evidence } from '../model/finding.ts';
import { same, text } from '../model/json.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { Subject } from '../model/requirement.ts';
import type { Text } from '../model/text.ts';
import { type Egress, egressOf } from './egress.ts';
import { type Firewall, firewallOf } from './firewall.ts';
import { publicEnd } from './service-tags.ts';
import { type Subnet, subnetOf } from './subnet.ts';
import type { Target } from './target.ts';
import type { Sight, Way } from './way.ts';

/** How a call proves who it is, as far as it is known: a key, a signature or a connection string is `key`. */
export type Proof = 'managed-identity' | 'key' | 'unknown';

/** What is asked of a subject to judge a way: where things stand today, or what others found, changes none. */
export type Caller = Pick<Subject, 'instance' | 'cloud' | 'estate'>;

/** One location, one target, and what lies between. */
export interface Passage {
  readonly location: GatewayLocation;
  readonly target: Target;
  readonly subject: Caller;
  readonly proof: Proof;
  readonly firewall: Firewall;
  readonly egress: Egress;
  /** Undefined outside a virtual network. */
  readonly subnet: Read<Subnet> | undefined;
  /** For people: the target's name. */
  readonly targetName: string;
  /** Azure's short form; undefined where the target does not tell. */
  readonly targetRegion: string | undefined;
}

/** The judgement of one way. */
export type WaySight = Sight & {
  readonly way: Way;
  /** Whether somebody set this way up, so that its failing is worth telling. */
  readonly configured: boolean;
};

/** Where the called endpoint is: a `-secondary` Storage host is answered from the secondary location. */
function regionOf(target: Target): string | undefined {
  const secondary = target.kind === 'storage' && /^[^.]+-secondary\./i.test(target.host);
  const region = secondary
    ? text(target.resource, 'properties', 'secondaryLocation')
    : text(target.resource, 'location');
  return region === undefined ? undefined : shortLocation(region);
}

/** Asks for everything that lies between a location and a target. */
export function passageOf(
  location: GatewayLocation,
  target: Target,
  subject: Caller,
  proof: Proof = 'unknown',
): Passage {
  const { network, subnetId } = location;
  return {
    location,
    target,
    subject,
    proof,
    firewall: firewallOf(target, subject.estate),
    egress: egressOf(location, subject.estate, publicEnd(target.kind).tag),
    subnet: network === 'none' || subnetId === undefined ? undefined : subnetOf(subnetId, subject.estate),
    targetName: nameOf(target.resource.id),
    targetRegion: regionOf(target),
  };
}

/** Whether the target is in the location's own region; undefined where the target's region is not known. */
export function inSameRegion(passage: Passage): boolean | undefined {
  return passage.targetRegion === undefined ? undefined : same(passage.targetRegion, passage.location.region);
}

/** This way is open. */
export function open(way: Way, message: Text, evidence: readonly Evidence[]): WaySight {
  return { answer: 'yes', way, message, evidence, configured: true };
}

/** Nobody set this way up. */
export function absent(way: Way, message: Text, evidence: readonly Evidence[] = []): WaySight {
  return { answer: 'no', way, message, evidence, configured: false };
}

/** This way was set up and does not work; `reason` where the cause has a code of its own. */
export function closed(way: Way, message: Text, evidence: readonly Evidence[], reason?: ReasonCode): WaySight {
  const judged = { answer: 'no', way, message, evidence, configured: true } as const;
  return reason === undefined ? judged : { ...judged, reason };
}

/** Whether this way is open cannot be decided. */
export function undecided(way: Way, reason: ReasonCode, message: Text, evidence: readonly Evidence[]): WaySight {
  return { answer: 'unknown', way, reason, message, evidence, configured: true };
}
