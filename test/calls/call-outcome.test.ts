/** What comes of a call: who calls, whether there is a way, whether trusted access was one. */
import { NOTHING, outcomeOf } from '../../src/calls/call-outcome.ts';
import type { CallIdentity, CallSite } from '../../src/calls/call-site.ts';
import { TRUSTED_ACCESS_FLAG } from '../../src/instance/trusted-access.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Day } from '../../src/model/days.ts';
import type { ReasonCode } from '../../src/model/reasons.ts';
import { render, say } from '../../src/model/text.ts';
import { type Firewall, firewallOf } from '../../src/network/firewall.ts';
import type { Target } from '../../src/network/target.ts';
import type { LineOfSight } from '../../src/network/way.ts';
import { callSite } from '../support/calls.ts';
import { apim, firewall, keyVault } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';
import { storageAccount } from '../support/targets.ts';

const identity = (kind: CallIdentity['kind']): CallIdentity => ({
  kind,
  managed: ['system', 'user-assigned', 'missing', 'missing-user-assigned', 'not-attached'].includes(kind),
});

function target(resource: ArmResource): Target {
  const kind = resource.type.includes('Storage') ? 'storage' : 'key-vault';
  return { kind, resource, groupId: 'vault', host: 'kv.vault.azure.net' };
}

interface Given {
  readonly kind: CallIdentity['kind'];
  readonly sight: 'yes' | 'no' | 'unknown';
  readonly reason?: ReasonCode;
  readonly site?: Partial<CallSite>;
  readonly resource?: ArmResource;
  readonly firewall?: Partial<Firewall>;
  readonly service?: ArmResource;
  readonly today?: Day;
}

const trusting = keyVault('kv', firewall());
const strict = keyVault('kv', firewall({ bypass: 'None' }));
const open = keyVault('kv', firewall({ defaultAction: 'Allow' }));

function outcome({ kind, sight: answer, reason, site = {}, resource = trusting, service = apim(), ...given }: Given) {
  const subject = subjectOf([service, resource], { today: given.today ?? '2026-03-01' });
  const of = target(resource);
  const call = {
    target: of,
    site: callSite({ callee: { kind: 'host', host: of.host }, identity: identity(kind), ...site }),
  };
  const grounds = { message: say('a path'), evidence: [] };
  const sight = {
    answer,
    ...grounds,
    ...(answer === 'unknown' || reason !== undefined ? { reason } : {}),
  } as LineOfSight;
  const made = { ...firewallOf(of, subject.estate), ...given.firewall };
  return outcomeOf(call, sight, made, { service, subject });
}

/** An outcome in one line: `status reason`, and `relies` where trusted access was the way in. */
function line(given: Given): string {
  const { status, reason, relies } = outcome(given);
  return [status, reason, relies === true ? 'relies' : undefined].filter((part) => part !== undefined).join(' ');
}

describe('a call', () => {
  it.each<[string, Given, string]>([
    ['that has a way passes', { kind: 'system', sight: 'yes' }, 'pass'],
    ['without an identity that is there fails', { kind: 'missing', sight: 'yes' }, 'fail IDENTITY_MISSING'],
    ['without any identity fails', { kind: 'missing-user-assigned', sight: 'no' }, 'fail IDENTITY_MISSING'],
    ['of a stranger is unknown', { kind: 'not-attached', sight: 'yes' }, 'unknown IDENTITY_NOT_ATTACHED'],
    ['of a stranger is unknown without a way', { kind: 'not-attached', sight: 'no' }, 'unknown IDENTITY_NOT_ATTACHED'],
    ['through a proxy is unknown', { kind: 'system', sight: 'yes', site: { proxied: true } }, 'unknown PROXY'],
    [
      'through a proxy to what is open is as any',
      { kind: 'system', sight: 'yes', site: { proxied: true }, resource: open },
      'pass',
    ],
    [
      'whose way is not known is unknown',
      { kind: 'system', sight: 'unknown', reason: 'NSG_PARTIAL' },
      'unknown NSG_PARTIAL',
    ],
    [
      'to a firewall that is not known is unknown',
      { kind: 'system', sight: 'no', reason: 'NSG_DENY', firewall: { unknown: 'FORBIDDEN' } },
      'unknown FORBIDDEN',
    ],
    [
      'of the system-assigned identity relies on trusted access',
      { kind: 'system', sight: 'no' },
      'fail G-RELIES relies',
    ],
    [
      'relies on it for a reason of its own',
      { kind: 'system', sight: 'no', reason: 'NSG_DENY' },
      'fail NSG_DENY relies',
    ],
    [
      'of the system-assigned identity that nobody trusts fails',
      { kind: 'system', sight: 'no', resource: strict },
      'fail G-NO-PATH',
    ],
    [
      'to what is open has no way by trust',
      { kind: 'system', sight: 'no', reason: 'NSG_DENY', resource: open, firewall: { bypassEffective: true } },
      'fail NSG_DENY',
    ],
    ['of somebody may rely on trusted access', { kind: 'unknown', sight: 'no' }, 'unknown G-AUTH'],
    [
      'of somebody may, for a reason of its own',
      { kind: 'unknown', sight: 'no', reason: 'NSG_DENY' },
      'unknown NSG_DENY',
    ],
    ['of somebody that nobody trusts fails', { kind: 'unknown', sight: 'no', resource: strict }, 'fail G-NO-PATH'],
    ['of a user-assigned identity fails', { kind: 'user-assigned', sight: 'no' }, 'fail G-NO-PATH'],
    [
      'of a user-assigned identity fails for its reason',
      { kind: 'user-assigned', sight: 'no', reason: 'NSG_DENY' },
      'fail NSG_DENY',
    ],
    ['with a key fails', { kind: 'key', sight: 'no' }, 'fail G-NO-PATH'],
    ['of nobody fails', { kind: 'none', sight: 'no' }, 'fail G-NO-PATH'],
    [
      'of a managed identity in a workspace deserves a look',
      { kind: 'system', sight: 'yes', site: { workspace: 'w' } },
      'warn WORKSPACE_IDENTITY',
    ],
    ['with a key in a workspace does not', { kind: 'key', sight: 'yes', site: { workspace: 'w' } }, 'pass'],
    [
      'to what denies without a rule deserves a look',
      { kind: 'key', sight: 'yes', firewall: { openWithDenyEmpty: true } },
      'warn SB_DENY_EMPTY',
    ],
    ['to what denies with one does not', { kind: 'key', sight: 'yes', firewall: { openWithDenyEmpty: false } }, 'pass'],
  ])('%s', (_, given, expected) => {
    expect(line(given)).toBe(expected);
  });

  it.each<[string, ArmResource, CallIdentity['kind'], string]>([
    ['Storage without keys', storageAccount('st', {}, { allowSharedKeyAccess: false }), 'key', 'warn LOCAL_AUTH_OFF'],
    ['Storage without keys', storageAccount('st', {}, { allowSharedKeyAccess: false }), 'system', 'pass'],
    ['Storage with keys', storageAccount('st', {}, { allowSharedKeyAccess: true }), 'key', 'pass'],
    ['Storage that says nothing', storageAccount('st'), 'key', 'pass'],
    ['Storage with what is not its own', storageAccount('st', {}, { disableLocalAuth: true }), 'key', 'pass'],
    ['another without keys', keyVault('kv', { disableLocalAuth: true }), 'key', 'warn LOCAL_AUTH_OFF'],
    ['another with keys', keyVault('kv', { disableLocalAuth: false }), 'key', 'pass'],
    ['another with what is not its own', keyVault('kv', { allowSharedKeyAccess: false }), 'key', 'pass'],
  ])('to %s: %#', (_, resource, kind, expected) => {
    expect(line({ kind, sight: 'yes', resource })).toBe(expected);
  });

  it('that fails is an outage, and one that passes says nothing beside its path', () => {
    expect(outcome({ kind: 'key', sight: 'no' })).toMatchObject({ impact: 'outage', relies: false });
    expect(outcome({ kind: 'missing', sight: 'no' })).toMatchObject({ impact: 'outage', relies: false });
    expect(outcome({ kind: 'key', sight: 'yes' }).consequence).toBe(NOTHING);
  });
});

it.each<[string, Pick<Given, 'service' | 'today'>, string]>([
  ['before its day', { today: '2026-03-14' }, 'Trusted access is its only way in. Microsoft withdraws'],
  ['on its day', { today: '2026-03-15' }, 'Trusted access was its only way in. Microsoft withdraws'],
  ['after its day', { today: '2026-03-16' }, 'and the call is expected to fail since.'],
  [
    'where it is off',
    { service: apim({ customProperties: { [TRUSTED_ACCESS_FLAG]: 'True' } }) },
    'already switched off',
  ],
  ['where it never was', { service: apim({ createdAtUtc: '2026-01-01T00:00:00Z' }) }, 'an instance this new has none'],
])('trusted access is told %s', (_, given, expected) => {
  expect(render(outcome({ kind: 'system', sight: 'no', ...given }).consequence)).toContain(expected);
});
