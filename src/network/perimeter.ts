/** The network security perimeter around a target. Rules: docs/rules.md#perimeter, docs/rules.md#key-vault-trusted-services. */
import type { ArmResource } from '../model/arm.ts';
import { attempt, type Estate } from '../model/estate.ts';
import type { Evidence } from '../model/finding.ts';
import { at, same, text } from '../model/json.ts';
import { foremost, type ReasonCode } from '../model/reasons.ts';
import { observed } from './firewalls/network-rules.ts';

/** What a perimeter means for a target. */
export interface Perimeter {
  /** True when nothing but the perimeter's rules counts: an Enforced association, or public access secured by perimeter. */
  readonly governs: boolean;
  /** Its inbound rules; also in Learning mode, where they count beside the target's own. */
  readonly inboundRules: readonly ArmResource[];
  /** Why it cannot be told whether the perimeter governs. */
  readonly unknown?: ReasonCode;
  /** Why the rules cannot be told. */
  readonly rulesUnread?: ReasonCode;
  readonly evidence: readonly Evidence[];
}

/** No perimeter can be around the target. */
export const noPerimeter: Perimeter = { governs: false, inboundRules: [], evidence: [] };

function hidden(reason: ReasonCode): ReasonCode {
  return reason === 'PENDING' ? reason : 'PERIMETER_NOT_VISIBLE';
}

interface ProfileRules {
  readonly rules: readonly ArmResource[];
  readonly unread?: ReasonCode;
}

function profileRules(profileId: string | undefined, estate: Estate): ProfileRules {
  if (profileId === undefined) return { rules: [], unread: 'PERIMETER_NOT_VISIBLE' };
  const read = estate.perimeterRules(profileId);
  if (!read.ok) return { rules: [], unread: hidden(read.reason) };
  if (read.value.length > 0) return { rules: read.value };
  // Resource Graph leaves out what may not be read; the profile's own list of rules tells that from an empty one.
  const listed = estate.children(profileId, 'accessRules');
  if (listed.ok) return { rules: listed.value };
  return listed.reason === 'NOT_FOUND' ? { rules: [] } : { rules: [], unread: hidden(listed.reason) };
}

/** The perimeter of a target; undecided where what is read of it does not have the form that Azure documents. */
export function perimeterOf(targetId: string, secured: boolean, estate: Estate): Perimeter {
  const read = attempt(() => readPerimeter(targetId, secured, estate));
  if (read.ok) return read.value;
  const evidence = [
    { resource: targetId, property: read.detail ?? 'networkSecurityPerimeters', observed: read.reason },
  ];
  return { ...noPerimeter, governs: secured, unknown: read.reason, rulesUnread: read.reason, evidence };
}

/**
 * Reads the associations of a target and the rules of their profiles. `secured` tells that the target itself says
 * `SecuredByPerimeter`. Learning (Transition) adds its rules to the target's; Audit only writes logs; an association in
 * a mode that is not known cannot be decided.
 */
function readPerimeter(targetId: string, secured: boolean, estate: Estate): Perimeter {
  const read = estate.perimeterAssociations(targetId);
  if (!read.ok) {
    const evidence = [{ resource: targetId, property: 'networkSecurityPerimeters', observed: read.reason }];
    return { ...noPerimeter, governs: secured, unknown: secured ? hidden(read.reason) : read.reason, evidence };
  }
  const associations = read.value.map((association) => {
    const mode = text(association, 'properties', 'accessMode');
    const enforced = same(mode, 'Enforced');
    const learning = same(mode, 'Learning') || same(mode, 'Transition');
    const known = enforced || learning || same(mode, 'Audit');
    return { association, enforced, known, counts: enforced || learning || secured };
  });
  const evidence = associations.flatMap(({ association }) => [
    observed(association.id, 'properties.accessMode', at(association, 'properties', 'accessMode')),
    observed(
      association.id,
      'properties.hasProvisioningIssues',
      at(association, 'properties', 'hasProvisioningIssues'),
    ),
  ]);
  const profiles = associations
    .filter(({ counts }) => counts)
    .map(({ association }) => profileRules(text(association, 'properties', 'profile', 'id'), estate));
  const unread = foremost(profiles.map((profile) => profile.unread));
  const undecided = associations.some(({ known }) => !known) || (secured && associations.length === 0);
  return {
    governs: secured || associations.some(({ enforced }) => enforced),
    inboundRules: profiles
      .flatMap(({ rules }) => rules)
      .filter((rule) => same(text(rule, 'properties', 'direction'), 'Inbound')),
    ...(undecided ? { unknown: 'PERIMETER_NOT_VISIBLE' } : {}),
    ...(unread === undefined ? {} : { rulesUnread: unread }),
    evidence,
  };
}
