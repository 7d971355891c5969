/** One called service from one gateway location, by the table of docs/rules.md#gateway-dependencies in its order. */

import { signInWithIdentity, switchIdentityOn, useOwnIdentity } from '../fixes/call-credentials.ts';
import {
  decideAboutDenyEmpty,
  openAWay,
  removeBackend,
  replaceWorkspaceIdentity,
  retireRevision,
} from '../fixes/gateway-dependency.ts';
import type { GatewayLocation } from '../instance/locations.ts';
import { type ArmResource, nameOf } from '../model/arm.ts';
import { conclusionOf, type Evidence, type Fix, type Item, type Status } from '../model/finding.ts';
import { foremost, type ReasonCode, reasonSentence } from '../model/reasons.ts';
import { rememberedBy } from '../model/remembered.ts';
import type { Subject } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { type Firewall, firewallOf } from '../network/firewall.ts';
import { lineOfSight } from '../network/line-of-sight.ts';
import type { CallProof } from '../network/network-path.ts';
import type { Target } from '../network/target.ts';
import type { LineOfSight } from '../network/way.ts';
import { type CallOutcome, NOTHING, outcomeOf } from './call-outcome.ts';
import type { Weight } from './call-site.ts';
import type { Call, Dependency } from './resolve-targets.ts';
import { distinctPlaces, identityPhrase, placesPhrase } from './wording.ts';

/** Call sites whose source is named as evidence. */
const EVIDENT_SITES = 3;

/** The reason of a call that counts less (docs/rules.md#calls). */
export const WEIGHT_REASONS: Readonly<Record<Exclude<Weight, 'used'>, ReasonCode>> = {
  'other-revision': 'OTHER_REVISION',
  unreferenced: 'UNREFERENCED',
};

/** What to do about a call that counts less. */
export function weightFix(weight: Exclude<Weight, 'used'>, subject: Subject): Fix {
  return weight === 'unreferenced' ? removeBackend(subject) : retireRevision(subject);
}

type JudgedCall = CallOutcome & {
  readonly call: Call;
  readonly sight: LineOfSight;
};

/** How bad an outcome is: 0 is the worst. */
const RANK: Readonly<Record<Status, number>> = { fail: 0, unknown: 1, warn: 2, pass: 3, 'not-applicable': 4 };

/** What the call shows to a perimeter, which admits managed identities and no keys. */
function proofOf({ kind, managed }: Call['site']['identity']): CallProof {
  if (managed) return 'managed-identity';
  // Nobody and a wrong identity are let in no more than a key is.
  return kind === 'unknown' ? 'unknown' : 'key';
}

const WEAKEST: readonly CallProof[] = ['key', 'unknown', 'managed-identity'];

/** What all the calls that fail can show: a way that is for all of them must take the least of it. */
function weakestOf(judged: readonly JudgedCall[]): CallProof {
  const proofs = judged.filter(({ status }) => status === 'fail').map(({ call }) => proofOf(call.site.identity));
  return WEAKEST.find((proof) => proofs.includes(proof)) ?? 'managed-identity';
}

/** One dependency from one location. */
class LocationJudge {
  readonly #service: ArmResource;
  readonly #subject: Subject;
  readonly #location: GatewayLocation;
  readonly #vaults: readonly ArmResource[];

  constructor(service: ArmResource, subject: Subject, location: GatewayLocation, vaults: readonly ArmResource[]) {
    this.#service = service;
    this.#subject = subject;
    this.#location = location;
    this.#vaults = vaults;
  }

  judge(dependency: Dependency): Item {
    const firewall = firewallOf(dependency.calls[0].target, this.#subject.estate);
    const judged = dependency.calls.map((call) => this.#judgeCall(call, firewall));
    const [first, ...others] = judged;
    const worst = others.reduce((a, b) => (b !== undefined && a !== undefined && isWorse(b, a) ? b : a), first);
    if (worst === undefined) throw new Error('a dependency without a call');
    const alike = judged.filter((one) => one.status === worst.status && one.reason === worst.reason);
    const item = this.#item(dependency, worst, alike, firewall, weakestOf(judged));
    // A target that several calls share rests on trusted access when one of them does.
    return item.status === 'fail' ? { ...item, restsOnTrustedAccess: judged.some((one) => one.relies === true) } : item;
  }

  #sight({ target, site }: Call): LineOfSight {
    return lineOfSight(this.#location, target, this.#subject, 'full', proofOf(site.identity));
  }

  #judgeCall(call: Call, firewall: Firewall): JudgedCall {
    const sight = this.#sight(call);
    const outcome = outcomeOf(call, sight, firewall, { service: this.#service, subject: this.#subject });
    const { weight } = call.site;
    const base = { call, sight };
    if (weight !== 'used' && (outcome.status === 'fail' || outcome.status === 'unknown')) {
      const reason = WEIGHT_REASONS[weight];
      const consequence = say('{outcome} {weight}', {
        outcome: outcome.consequence,
        weight: say(reasonSentence(reason)),
      });
      return { ...base, status: 'warn', reason, consequence };
    }
    return { ...base, ...outcome };
  }

  #item(
    dependency: Dependency,
    worst: JudgedCall,
    alike: readonly JudgedCall[],
    firewall: Firewall,
    weakest: CallProof,
  ): Item {
    const { resource, calls } = dependency;
    const sites = alike.map((one) => one.call.site);
    const values = {
      places: placesPhrase(sites),
      target: nameOf(resource.id),
      host: worst.call.target.host,
      identity: identityPhrase(worst.call.site.identity),
      path: worst.sight.message,
      consequence: worst.consequence,
    };
    const message =
      worst.consequence === NOTHING
        ? say('{places}: calls {target} ({host}) {identity}. {path}', values)
        : say('{places}: calls {target} ({host}) {identity}. {path} {consequence}', values);
    const fix = this.#fix(worst, alike, weakest);
    return {
      subject: resource.id,
      location: this.#location.name,
      hits: distinctPlaces(sites.length > 0 ? sites : calls.map(({ site }) => site)),
      ...conclusionOf(worst),
      message,
      evidence: [
        ...siteEvidence(sites.length > 0 ? sites : calls.map(({ site }) => site)),
        ...evidenceOf(worst.sight, firewall),
      ],
      ...(fix === undefined ? {} : { fix }),
    };
  }

  #fix(worst: JudgedCall, alike: readonly JudgedCall[], weakest: CallProof): Fix | undefined {
    if (worst.status !== 'fail' && worst.status !== 'warn') return undefined;
    const { target, site } = worst.call;
    if (worst.reason === 'IDENTITY_MISSING') {
      const way = worst.sight.answer === 'yes' ? undefined : this.#way(target, 'managed-identity');
      if (site.identity.kind !== 'missing') {
        const sources = [...new Set(alike.map(({ call }) => call.site.source))];
        return useOwnIdentity(this.#subject, this.#service, sources, target, way);
      }
      return switchIdentityOn(this.#subject, this.#service, target, way);
    }
    if (worst.reason === 'LOCAL_AUTH_OFF') return signInWithIdentity(this.#subject, target);
    if (worst.reason === 'SB_DENY_EMPTY') return decideAboutDenyEmpty(this.#subject, target);
    if (worst.reason === 'WORKSPACE_IDENTITY') return replaceWorkspaceIdentity(this.#subject);
    if (site.weight !== 'used' && worst.reason === WEIGHT_REASONS[site.weight])
      return weightFix(site.weight, this.#subject);
    return this.#way(target, weakest);
  }

  #way(target: Target, proof: CallProof): Fix {
    return openAWay(this.#subject, target, this.#location, proof, this.#vaults);
  }
}

function isWorse(one: JudgedCall, than: JudgedCall): boolean {
  if (one.status !== than.status) return RANK[one.status] < RANK[than.status];
  const [used, thanUsed] = [one.call.site.weight === 'used', than.call.site.weight === 'used'];
  if (used !== thanUsed) return used;
  // Among equals the first cause in the registry is told (docs/rules.md#reasons).
  if (one.reason === than.reason || one.reason === undefined) return false;
  return than.reason === undefined || foremost([one.reason, than.reason]) === one.reason;
}

/** Where the call is made, as what was seen there: hosts and ids only. */
function siteEvidence(sites: readonly Call['site'][]): readonly Evidence[] {
  return sites.slice(0, EVIDENT_SITES).map(({ source, element, callee }) => ({
    resource: source,
    property: element,
    observed: callee.kind === 'host' ? callee.host : callee.id,
  }));
}

/** The path and, where it is no open one, what the firewall says; each fact once. */
const evidenceOf = rememberedBy((sight: LineOfSight, firewall: Firewall): readonly Evidence[] => {
  const all = sight.answer === 'yes' ? sight.evidence : [...sight.evidence, ...firewall.evidence];
  return [...new Map(all.map((seen) => [`${seen.resource} ${seen.property} ${seen.observed}`, seen])).values()];
});

/**
 * Judges a dependency from one location. Several calls of one resource merge: the worst decides, alike ones are named.
 * `vaults` are the key vaults that the instance uses, whichever way: no fix of one cuts off another.
 */
export function judgeDependency(
  service: ArmResource,
  dependency: Dependency,
  location: GatewayLocation,
  subject: Subject,
  vaults: readonly ArmResource[],
): Item {
  return new LocationJudge(service, subject, location, vaults).judge(dependency);
}
