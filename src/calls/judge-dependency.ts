/** One called service from one gateway location, by the table of docs/rules.md#gateway-dependencies in its order. */

import { attachIdentity, signInWithIdentity, switchIdentityOn } from '../fixes/call-credentials.ts';
import {
  decideAboutDenyEmpty,
  openAWay,
  removeBackend,
  replaceWorkspaceIdentity,
  retireRevision,
} from '../fixes/gateway-dependency.ts';
import { whatDecides } from '../fixes/unread.ts';
import type { GatewayLocation } from '../instance/locations.ts';
import { hasNoneByDefault, isTrustedAccessOff } from '../instance/trusted-access.ts';
import { type ArmResource, nameOf } from '../model/arm.ts';
import { withdrawal } from '../model/days.ts';
import type { Evidence, Fix, Item, Status } from '../model/finding.ts';
import { flag } from '../model/json.ts';
import { foremost, type ReasonCode, reasonSentence } from '../model/reasons.ts';
import type { Subject } from '../model/requirement.ts';
import { say, type Text } from '../model/text.ts';
import { type Firewall, firewallOf, trusts } from '../network/firewall.ts';
import { lineOfSight } from '../network/line-of-sight.ts';
import type { Proof } from '../network/passage.ts';
import type { Sight } from '../network/sight.ts';
import type { Target } from '../network/target.ts';
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

interface Judged {
  readonly call: Call;
  readonly sight: Sight;
  readonly status: Status;
  readonly reason: ReasonCode | undefined;
  /** What follows from the path and the identity; empty where the path says it all. */
  readonly consequence: Text;
  /** On a `fail`: whether trusted access was the way in. */
  readonly relies?: boolean;
}

type Outcome = Pick<Judged, 'status' | 'reason' | 'consequence' | 'relies'>;

function told(status: Status, reason: ReasonCode): Outcome {
  return { status, reason, consequence: say(reasonSentence(reason)) };
}

/** What cannot be decided, and what would. */
function open(reason: ReasonCode): Outcome {
  const consequence = say('{reason} {decides}', { reason: say(reasonSentence(reason)), decides: whatDecides(reason) });
  return { status: 'unknown', reason, consequence };
}

/** Whether a service takes Microsoft Entra ID alone: no keys, signatures or connection strings. */
function refusesKeys({ kind, resource }: Target): boolean {
  return kind === 'storage'
    ? flag(resource, 'properties', 'allowSharedKeyAccess') === false
    : flag(resource, 'properties', 'disableLocalAuth') === true;
}

/** How bad an outcome is: 0 is the worst. Every failure here is an outage (docs/rules.md#requirements). */
const RANK: Readonly<Record<Status, number>> = { fail: 0, unknown: 1, warn: 2, pass: 3, 'not-applicable': 4 };

const NOTHING = say('');

/** What the call shows to a perimeter, which admits managed identities and no keys. */
function proofOf({ kind, managed }: Call['site']['identity']): Proof {
  if (managed) return 'managed-identity';
  // Nobody and a wrong identity are let in no more than a key is.
  return kind === 'unknown' ? 'unknown' : 'key';
}

/** One dependency from one location. */
class LocationJudge {
  readonly #service: ArmResource;
  readonly #subject: Subject;
  readonly #location: GatewayLocation;
  readonly #vaults: readonly ArmResource[];
  readonly #sights = new Map<string, Sight>();

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
    const item = this.#item(dependency, worst, alike, firewall);
    // A target that several calls share rests on trusted access when one of them does.
    return item.status === 'fail' ? { ...item, restsOnTrustedAccess: judged.some((one) => one.relies === true) } : item;
  }

  #sight({ target, site }: Call): Sight {
    const proof = proofOf(site.identity);
    const key = [target.groupId, target.host, proof, ...(target.ports ?? [])].join(' ');
    const known = this.#sights.get(key);
    if (known !== undefined) return known;
    const sight = lineOfSight(this.#location, target, this.#subject, 'full', proof);
    this.#sights.set(key, sight);
    return sight;
  }

  #judgeCall(call: Call, firewall: Firewall): Judged {
    const sight = this.#sight(call);
    const outcome = this.#outcome(call, sight, firewall);
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

  /** First match: who calls, then whether there is a way, then whether trusted access was one. */
  #outcome(call: Call, sight: Sight, firewall: Firewall): Outcome {
    const { identity, proxied } = call.site;
    if (identity.kind === 'missing' || identity.kind === 'missing-user-assigned') {
      return { ...told('fail', 'IDENTITY_MISSING'), relies: false };
    }
    if (identity.kind === 'not-attached') return open('IDENTITY_NOT_ATTACHED');
    if (proxied && firewall.state !== 'off') return open('PROXY');
    if (sight.answer === 'yes') return this.#withSight(call, firewall);
    const unseen = foremost(
      [firewall.unknown, sight.answer === 'unknown' ? (sight.reason ?? 'G-PATH') : undefined].flatMap(
        (reason) => reason ?? [],
      ),
    );
    if (sight.answer === 'unknown' || unseen !== undefined) {
      // A way that is closed has a reason too, and that is not what leaves this open.
      const reason = (sight.answer === 'unknown' ? sight.reason : undefined) ?? unseen ?? 'G-PATH';
      return { status: 'unknown', reason, consequence: whatDecides(reason) };
    }
    const { instance, tenantId } = this.#subject;
    const trusted = firewall.state !== 'off' && trusts(call.target, firewall, instance.id, tenantId);
    if (trusted && identity.kind === 'system') {
      return { status: 'fail', reason: sight.reason ?? 'G-RELIES', consequence: this.#relies(), relies: true };
    }
    if (trusted && identity.kind === 'unknown') {
      const consequence = say('It may rest on trusted access; which identity makes the call would decide this.');
      return { status: 'unknown', reason: sight.reason ?? 'G-AUTH', consequence };
    }
    // Trusted access takes the system-assigned identity only.
    const consequence = say(
      'Trusted access does not help either, so the call fails now, with or without the retirement.',
    );
    return { status: 'fail', reason: sight.reason ?? 'G-NO-PATH', consequence, relies: false };
  }

  #withSight({ site, target }: Call, firewall: Firewall): Outcome {
    if (site.identity.kind === 'key' && refusesKeys(target)) return told('warn', 'LOCAL_AUTH_OFF');
    if (site.workspace !== undefined && site.identity.managed) return told('warn', 'WORKSPACE_IDENTITY');
    if (firewall.openWithDenyEmpty === true) return told('warn', 'SB_DENY_EMPTY');
    return { status: 'pass', reason: undefined, consequence: NOTHING };
  }

  #relies(): Text {
    if (isTrustedAccessOff(this.#service)) {
      return say('Trusted access was its only way in, and it is already switched off in this gateway.');
    }
    if (hasNoneByDefault(this.#service)) {
      return say('Trusted access would be its only way in, and an instance this new has none by default.');
    }
    const { retirement, today } = this.#subject;
    const withdrawn = withdrawal(retirement.what, retirement.effective, today);
    return today < retirement.effective
      ? say('Trusted access is its only way in. {withdrawn}.', { withdrawn })
      : say('Trusted access was its only way in. {withdrawn}, and the call is expected to fail since.', { withdrawn });
  }

  #item(dependency: Dependency, worst: Judged, alike: readonly Judged[], firewall: Firewall): Item {
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
    const fix = this.#fix(worst);
    return {
      subject: resource.id,
      location: this.#location.name,
      hits: distinctPlaces(sites.length > 0 ? sites : calls.map(({ site }) => site)),
      status: worst.status,
      ...(worst.status === 'fail' ? { impact: 'outage' as const } : {}),
      ...(worst.reason === undefined ? {} : { reason: worst.reason }),
      message,
      evidence: [
        ...siteEvidence(sites.length > 0 ? sites : calls.map(({ site }) => site)),
        ...evidenceOf(worst.sight, firewall),
      ],
      ...(fix === undefined ? {} : { fix }),
    };
  }

  #fix(worst: Judged): Fix | undefined {
    if (worst.status !== 'fail' && worst.status !== 'warn') return undefined;
    const { target, site } = worst.call;
    if (worst.reason === 'IDENTITY_MISSING') {
      if (site.identity.kind !== 'missing') return attachIdentity(this.#subject, this.#service);
      const way = worst.sight.answer === 'yes' ? undefined : this.#way(target);
      return switchIdentityOn(this.#subject, this.#service, target, way);
    }
    if (worst.reason === 'LOCAL_AUTH_OFF') return signInWithIdentity(this.#subject, target);
    if (worst.reason === 'SB_DENY_EMPTY') return decideAboutDenyEmpty(this.#subject, target);
    if (worst.reason === 'WORKSPACE_IDENTITY') return replaceWorkspaceIdentity(this.#subject);
    if (site.weight !== 'used' && worst.reason === WEIGHT_REASONS[site.weight])
      return weightFix(site.weight, this.#subject);
    return this.#way(target);
  }

  #way(target: Target): Fix {
    return openAWay(this.#subject, target, this.#location, this.#vaults);
  }
}

function isWorse(one: Judged, than: Judged): boolean {
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
function evidenceOf(sight: Sight, firewall: Firewall): readonly Evidence[] {
  const all = sight.answer === 'yes' ? sight.evidence : [...sight.evidence, ...firewall.evidence];
  return [...new Map(all.map((seen) => [`${seen.resource} ${seen.property} ${seen.observed}`, seen])).values()];
}

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
