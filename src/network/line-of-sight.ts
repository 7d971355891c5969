/** Can this gateway location reach this target by itself, without trusted access? Rules: docs/rules.md#line-of-sight. */
import type { GatewayLocation } from '../instance/locations.ts';
import { anyOf } from '../model/answer.ts';
import { type ArmResource, nameOf } from '../model/arm.ts';
import { attempt } from '../model/estate.ts';
import { perAnswers } from '../model/per-answers.ts';
import { reasonSentence } from '../model/reasons.ts';
import { remembered } from '../model/remembered.ts';
import { say } from '../model/text.ts';
import { ipRuleWay } from './ip-rules.ts';
import { resolve, underName } from './name-resolution.ts';
import { type CallProof, type NetworkPath, networkPath, type PathSubject } from './network-path.ts';
import { perimeterWay } from './perimeter-rules.ts';
import { privateEndpointsOf } from './private-endpoints.ts';
import { privateEndpointWay } from './private-link.ts';
import { throughSubnet } from './subnet-traffic.ts';
import type { Target } from './target.ts';
import { virtualNetworkRuleWay } from './virtual-network-rules.ts';
import type { LineOfSight } from './way.ts';
import { absent, open, undecided, type WayJudgement } from './way.ts';

/**
 * How much is looked at (docs/rules.md#line-of-sight): `target` for rules, service endpoint, private endpoint, DNS and perimeter;
 * `full` also for network security groups, admin rules and routes on our side.
 */
export type Depth = 'target' | 'full';

function publicWays(path: NetworkPath): readonly WayJudgement[] {
  const { firewall, targetName, location } = path;
  const values = { target: targetName, location: location.name };
  if (firewall.unknown !== undefined) {
    const message = say('Whom {target} lets in is not known: {cause}', {
      ...values,
      cause: say(reasonSentence(firewall.unknown)),
    });
    return [undecided('public', firewall.unknown, message, firewall.evidence)];
  }
  const { inboundRules, rulesUnread } = firewall.perimeter;
  // A perimeter in Learning mode admits beside the target's own rules.
  const byPerimeter = () => (inboundRules.length > 0 || rulesUnread !== undefined ? [perimeterWay(path)] : []);
  switch (firewall.state) {
    case 'off':
      return [open('public', say('{target} is open to all networks.', values), firewall.evidence)];
    case 'selected':
      return [ipRuleWay(path), virtualNetworkRuleWay(path), ...byPerimeter(), ...byServiceTag(path)];
    case 'private':
      return [
        absent('public', say('Public access to {target} is disabled.', values), firewall.evidence),
        ...byPerimeter(),
      ];
    case 'perimeter':
      return [perimeterWay(path)];
  }
}

/** Managed HSM can admit service tags, whose addresses are not compared with ours. */
function byServiceTag(path: NetworkPath): readonly WayJudgement[] {
  const { firewall, target, targetName, location } = path;
  const tags = firewall.serviceTags.join(', ');
  if (tags === '') return [];
  const message = say('{target} admits {tags}, and whether {location} belongs to them is not known.', {
    target: targetName,
    location: location.name,
    tags,
  });
  const evidence = [{ resource: target.resource.id, property: 'properties.networkAcls.serviceTags', observed: tags }];
  return [undecided('ip-rule', 'G-PATH', message, evidence)];
}

/** Any way that works is enough; among ways that are not known, the foremost reason is told. */
function best(ways: readonly WayJudgement[], path: NetworkPath): LineOfSight {
  const working = ways.find((way) => way.answer === 'yes');
  if (working !== undefined) return shown(working);
  const { answer, reason } = anyOf(ways);
  const told = ways.find((way) => answer === 'unknown' && way.answer === 'unknown' && way.reason === reason);
  if (told !== undefined) return shown(told);
  const evidence = ways.flatMap((way) => way.evidence);
  const tried = ways.find((way) => reason !== undefined && way.reason === reason) ?? ways.find((way) => way.configured);
  const message =
    tried?.message ??
    say('{target} has nothing that lets {location} in: no rule, no private endpoint.', {
      target: path.targetName,
      location: path.location.name,
    });
  return { answer: 'no', message, evidence, ...(reason === undefined ? {} : { reason }) };
}

function shown({ configured: _, ...sight }: WayJudgement): LineOfSight {
  return sight;
}

/**
 * Judges one location and one target. Yes if any way works, else unknown if any is not known, else no. A linked
 * private zone without the target's name breaks every way. A perimeter's rule for a subscription asks for the proof of
 * the call.
 */
export function lineOfSight(
  location: GatewayLocation,
  target: Target,
  { instance, cloud, estate }: PathSubject,
  depth: Depth,
  proof: CallProof = 'unknown',
): LineOfSight {
  const known = questions(location)(target.resource);
  const address = addressOf(target);
  const alike = known.get(address) ?? [];
  const before = alike.find(
    (one) => one.depth === depth && one.proof === proof && one.cloud === cloud && one.instance.id === instance.id,
  );
  const question = before ?? { location, target, instance, cloud, depth, proof };
  if (before === undefined) known.set(address, [...alike, question]);
  return answer(question, estate);
}

/** How a target is addressed: what tells two targets of one resource apart. */
const addressOf = remembered(({ kind, groupId, host, ports = [] }: Target) =>
  [kind, groupId, host, ...ports].join(' '),
);

/** A question about a line of sight, whatever the estate. */
interface AskedLineOfSight extends Pick<PathSubject, 'instance' | 'cloud'> {
  readonly location: GatewayLocation;
  readonly target: Target;
  readonly depth: Depth;
  readonly proof: CallProof;
}

/** The questions about a location and a resource, by how it is addressed. */
const questions = remembered((_location: GatewayLocation) =>
  remembered((_resource: ArmResource) => new Map<string, readonly AskedLineOfSight[]>()),
);

const answer = perAnswers(
  ({ location, target, instance, cloud, depth, proof }: AskedLineOfSight, estate): LineOfSight => {
    const sight = attempt(() => judgeLineOfSight(location, target, { instance, cloud, estate }, depth, proof));
    if (sight.ok) return sight.value;
    const message = say(
      'The way from {location} to {target} cannot be judged: {property} does not have the form that Azure documents.',
      {
        location: location.name,
        target: nameOf(target.resource.id),
        property: sight.detail ?? 'properties',
      },
    );
    const evidence = [{ resource: target.resource.id, property: sight.detail ?? 'properties', observed: sight.reason }];
    return { answer: 'unknown', reason: sight.reason, message, evidence };
  },
);

function judgeLineOfSight(
  location: GatewayLocation,
  target: Target,
  subject: PathSubject,
  depth: Depth,
  proof: CallProof,
): LineOfSight {
  const path = networkPath(location, target, subject, proof);
  if (location.network !== 'none' && location.subnetId === undefined) {
    const message = say('Azure does not tell the subnet of {location}, so its way to {target} cannot be judged.', {
      location: location.name,
      target: path.targetName,
    });
    const evidence = [
      { resource: subject.instance.id, property: 'virtualNetworkConfiguration.subnetResourceId', observed: 'absent' },
    ];
    return { answer: 'unknown', reason: 'SUBNET_MISSING', message, evidence };
  }
  const endpoints = privateEndpointsOf(target, subject.estate);
  const resolution = resolve(path, endpoints);
  const checked = (way: WayJudgement) => (depth === 'full' ? throughSubnet(way, path, endpoints, resolution) : way);
  const byEndpoint = checked(privateEndpointWay(path, endpoints, resolution));
  const name = { resolution, endpoints, byEndpoint };
  const byPublicAddress = publicWays(path).map((way) => checked(underName(way, name, path)));
  return best([...byPublicAddress, byEndpoint], path);
}
