/** What comes of one call from one location, by the table of docs/rules.md#gateway-dependencies in its order. */
import { whatDecides } from '../fixes/unread-item.ts';
import { hasNoneByDefault, isTrustedAccessOff } from '../instance/trusted-access.ts';
import type { ArmResource } from '../model/arm.ts';
import { withdrawal } from '../model/days.ts';
import type { Conclusion } from '../model/finding.ts';
import { flag } from '../model/json.ts';
import { type ReasonCode, reasonSentence } from '../model/reasons.ts';
import type { Subject } from '../model/requirement.ts';
import { say, type Text } from '../model/text.ts';
import { type Firewall, trusts } from '../network/firewall.ts';
import type { Target } from '../network/target.ts';
import type { LineOfSight } from '../network/way.ts';
import type { Call } from './resolve-targets.ts';

/** Where the path says it all. */
export const NOTHING = say('');

/** What comes of a call. */
export type CallOutcome = Conclusion & {
  /** What follows from the path and the identity; empty where the path says it all. */
  readonly consequence: Text;
  /** On a `fail`: whether trusted access was the way in. */
  readonly relies?: boolean;
};

/** Whose call it is. */
export interface Setting {
  readonly service: ArmResource;
  readonly subject: Subject;
}

function warned(reason: ReasonCode): CallOutcome {
  return { status: 'warn', reason, consequence: say(reasonSentence(reason)) };
}

/** A call that fails: every one is an outage (docs/rules.md#requirements). */
function failed(reason: ReasonCode, consequence: Text, rests: boolean): CallOutcome {
  return { status: 'fail', impact: 'outage', reason, consequence, relies: rests };
}

/** What cannot be decided, and what would. */
function open(reason: ReasonCode): CallOutcome {
  const consequence = say('{reason} {decides}', { reason: say(reasonSentence(reason)), decides: whatDecides(reason) });
  return { status: 'unknown', reason, consequence };
}

/** Whether a service takes Microsoft Entra ID alone: no keys, signatures or connection strings. */
function refusesKeys({ kind, resource }: Target): boolean {
  return kind === 'storage'
    ? flag(resource, 'properties', 'allowSharedKeyAccess') === false
    : flag(resource, 'properties', 'disableLocalAuth') === true;
}

/** First match: who calls, then whether there is a way, then whether trusted access was one. */
export function outcomeOf(
  call: Call,
  sight: LineOfSight,
  firewall: Firewall,
  { service, subject }: Setting,
): CallOutcome {
  const { identity, proxied } = call.site;
  if (identity.kind === 'missing' || identity.kind === 'missing-user-assigned') {
    return failed('IDENTITY_MISSING', say(reasonSentence('IDENTITY_MISSING')), false);
  }
  if (identity.kind === 'not-attached') return open('IDENTITY_NOT_ATTACHED');
  if (proxied && firewall.state !== 'off') return open('PROXY');
  if (sight.answer === 'yes') return reached(call, firewall);
  return notReached(call, sight, firewall, { service, subject });
}

/** No way is proven: either it cannot be decided, or trusted access is the way, or there is none. */
function notReached(call: Call, sight: LineOfSight, firewall: Firewall, { service, subject }: Setting): CallOutcome {
  const { identity } = call.site;
  // A way that is closed has a reason too, and that is not what leaves this open.
  const unseen = sight.answer === 'unknown' ? sight.reason : firewall.unknown;
  if (unseen !== undefined) return { status: 'unknown', reason: unseen, consequence: whatDecides(unseen) };
  const { instance, tenantId } = subject;
  const trusted = firewall.state !== 'off' && trusts(call.target, firewall, instance.id, tenantId);
  if (trusted && identity.kind === 'system') {
    return failed(sight.reason ?? 'G-RELIES', relies({ service, subject }), true);
  }
  if (trusted && identity.kind === 'unknown') {
    const consequence = say('It may rest on trusted access; which identity makes the call would decide this.');
    return { status: 'unknown', reason: sight.reason ?? 'G-AUTH', consequence };
  }
  // Trusted access takes the system-assigned identity only.
  const consequence = say(
    'Trusted access does not help either, so the call fails now, with or without the retirement.',
  );
  return failed(sight.reason ?? 'G-NO-PATH', consequence, false);
}

function reached({ site, target }: Call, firewall: Firewall): CallOutcome {
  if (site.identity.kind === 'key' && refusesKeys(target)) return warned('LOCAL_AUTH_OFF');
  if (site.workspace !== undefined && site.identity.managed) return warned('WORKSPACE_IDENTITY');
  if (firewall.openWithDenyEmpty === true) return warned('SB_DENY_EMPTY');
  return { status: 'pass', consequence: NOTHING };
}

function relies({ service, subject }: Setting): Text {
  if (isTrustedAccessOff(service)) {
    return say('Trusted access was its only way in, and it is already switched off in this gateway.');
  }
  if (hasNoneByDefault(service)) {
    return say('Trusted access would be its only way in, and an instance this new has none by default.');
  }
  const { retirement, today } = subject;
  const withdrawn = withdrawal(retirement.what, retirement.effective, today);
  return today < retirement.effective
    ? say('Trusted access is its only way in. {withdrawn}.', { withdrawn })
    : say('Trusted access was its only way in. {withdrawn}, and the call is expected to fail since.', { withdrawn });
}
