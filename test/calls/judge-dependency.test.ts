/** One called service from one location: the worst call decides, and tells what to do. */
import type { CallIdentity, CallSite } from '../../src/calls/call-site.ts';
import { judgeDependency } from '../../src/calls/judge-dependency.ts';
import type { Call } from '../../src/calls/resolve-targets.ts';
import { primaryLocation } from '../../src/instance/locations.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Item } from '../../src/model/finding.ts';
import { unreadable } from '../../src/model/json.ts';
import { render, say } from '../../src/model/text.ts';
import { callSite } from '../support/calls.ts';
import { lineOf } from '../support/judge.ts';
import { association, perimeterRule } from '../support/perimeters.ts';
import { APIM, apim, firewall, keyVault, SUBSCRIPTION } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const IDENTITIES = {
  system: { kind: 'system', managed: true },
  user: { kind: 'user-assigned', managed: true },
  missing: { kind: 'missing', managed: true },
  'missing-user-assigned': { kind: 'missing-user-assigned', managed: true },
  'not-attached': { kind: 'not-attached', managed: true },
  key: { kind: 'key', managed: false },
  none: { kind: 'none', managed: false },
  unknown: { kind: 'unknown', managed: false },
} as const satisfies Readonly<Record<string, CallIdentity>>;

type Who = keyof typeof IDENTITIES;
type Made = readonly [who: Who, rest?: Partial<CallSite>];

const trusting = keyVault('kv', firewall());
const open = keyVault('kv', firewall({ defaultAction: 'Allow' }));
const ODD = unreadable({ resource: 'kv', property: 'properties.networkAcls.defaultAction' });
const odd = keyVault('kv', firewall({ defaultAction: ODD }));

function judged(calls: readonly Made[], vault: ArmResource, around: readonly ArmResource[] = []): Item {
  const service = apim();
  const made = calls.map(
    ([who, rest = {}], index): Call => ({
      target: { kind: 'key-vault', resource: vault, groupId: 'vault', host: 'kv.vault.azure.net' },
      site: callSite({
        place: say('API {api}', { api: String(index) }),
        source: `${APIM}/apis/${index}/policies/policy`,
        identity: IDENTITIES[who],
        ...rest,
      }),
    }),
  );
  const [first, ...others] = made;
  if (first === undefined) throw new Error('there is no call');
  const dependency = { resource: vault, calls: [first, ...others] } as const;
  return judgeDependency(service, dependency, primaryLocation(service), subjectOf([service, vault, ...around]), []);
}

const line = (item: Item) => lineOf(item).replace(' kv westeurope', '');
const fixOf = (item: Item) => (item.fix === undefined ? undefined : render(item.fix.title));
const hits = (item: Item) => (item.hits ?? []).map((place) => render(place));
const OLD = { weight: 'other-revision' } as const;
const LEFT = { weight: 'unreferenced' } as const;

describe('of several calls', () => {
  it.each<[string, ArmResource, readonly Made[], string, readonly string[]]>([
    ['the worst decides', trusting, [['not-attached'], ['system']], 'fail outage G-RELIES', ['API 1']],
    [
      'the worst decides wherever it stands',
      trusting,
      [['system'], ['not-attached']],
      'fail outage G-RELIES',
      ['API 0'],
    ],
    [
      'all that are alike are told',
      trusting,
      [['system'], ['not-attached'], ['system']],
      'fail outage G-RELIES',
      ['API 0', 'API 2'],
    ],
    ['a pass is told where all pass', open, [['system'], ['key']], 'pass', ['API 0', 'API 1']],
    [
      'what cannot be decided is worse than what deserves a look',
      open,
      [['key', { workspace: 'w' }], ['not-attached']],
      'unknown IDENTITY_NOT_ATTACHED',
      ['API 1'],
    ],
    [
      'what deserves a look is worse than a pass',
      open,
      [['key'], ['system', { workspace: 'w' }]],
      'warn WORKSPACE_IDENTITY',
      ['API 1'],
    ],
    [
      'the first cause of the registry is told',
      trusting,
      [['user'], ['missing'], ['system']],
      'fail outage IDENTITY_MISSING',
      ['API 1'],
    ],
    ['a call that counts less is at worst a warning', trusting, [['system', OLD]], 'warn OTHER_REVISION', ['API 0']],
    ['one that is not known is no more', trusting, [['not-attached', LEFT]], 'warn UNREFERENCED', ['API 0']],
    ['a call that counts less and passes, passes', open, [['system', LEFT]], 'pass', ['API 0']],
    [
      'a call that counts less and deserves a look keeps its reason',
      open,
      [['system', { ...OLD, workspace: 'w' }]],
      'warn WORKSPACE_IDENTITY',
      ['API 0'],
    ],
    [
      'one that is used is told before one that counts less',
      open,
      [
        ['system', { ...OLD, workspace: 'w' }],
        ['system', { workspace: 'w' }],
      ],
      'warn WORKSPACE_IDENTITY',
      ['API 0', 'API 1'],
    ],
    [
      'one that is used is told before one that counts less and has a cause that comes first',
      open,
      [
        ['not-attached', LEFT],
        ['system', { workspace: 'w' }],
      ],
      'warn WORKSPACE_IDENTITY',
      ['API 1'],
    ],
    [
      'one that counts less does not hide one that is used',
      trusting,
      [['system', LEFT], ['system']],
      'fail outage G-RELIES',
      ['API 1'],
    ],
    ['a firewall that is not known leaves all open', odd, [['system']], 'unknown UNREADABLE', ['API 0']],
  ])('%s', (_, vault, calls, expected, places) => {
    const item = judged(calls, vault);
    expect([line(item), hits(item)]).toEqual([expected, places]);
  });

  it.each<[string, readonly Made[], boolean | undefined]>([
    ['where one relies on it', [['system'], ['missing']], true],
    ['where the told one does', [['system'], ['key']], true],
    ['but not where none does', [['key'], ['missing']], false],
    ['but not where nothing fails', [['not-attached']], undefined],
    ['but not where what relies on it counts less', [['system', OLD], ['key']], false],
  ])('the target rests on trusted access %s', (_, calls, expected) => {
    expect(judged(calls, trusting).restsOnTrustedAccess).toBe(expected);
  });
});

describe('a perimeter that admits the subscription', () => {
  const guarded = association({ resource: trusting }, 'Enforced');
  const rule = perimeterRule({ subscriptions: [{ id: `/subscriptions/${SUBSCRIPTION}` }] });

  it.each<[Who, string]>([
    ['system', 'pass'],
    ['user', 'pass'],
    ['key', 'fail outage G-NO-PATH'],
    ['none', 'fail outage G-NO-PATH'],
    ['unknown', 'unknown PERIMETER_SUBSCRIPTION'],
  ])('admits the call of %s: %s', (who, expected) => {
    expect(line(judged([[who]], trusting, [guarded, rule]))).toBe(expected);
  });

  it.each<[readonly Made[], boolean]>([
    [[['system']], true],
    [[['user'], ['not-attached']], true],
    [[['user'], ['unknown', OLD]], true],
    [[['key']], false],
    [[['system'], ['key']], false],
    [[['user'], ['unknown']], false],
  ])('is the way for %j, all of whose calls that fail show an identity: %s', (calls, expected) => {
    const title = fixOf(judged(calls, trusting, [guarded]));
    expect(title?.startsWith('Add an inbound access rule for the subscription of apim-prod')).toBe(expected);
  });
});

describe('what to do', () => {
  const USE =
    'Let the call show the system-assigned identity, with a role on kv, or attach the user-assigned identity that it asks for';
  const SWITCH = 'Switch the system-assigned identity on, and give it a role on kv';

  it.each<[string, ArmResource, readonly Made[], RegExp | undefined]>([
    ['switch the identity on', open, [['missing']], new RegExp(`^${SWITCH}$`)],
    ['switch the identity on and open a way', trusting, [['missing']], new RegExp(`^${SWITCH}; then: .`)],
    ['show the own identity', open, [['missing-user-assigned']], new RegExp(`^${USE}$`)],
    ['show the own identity and open a way', trusting, [['missing-user-assigned']], new RegExp(`^${USE}; then: .`)],
    [
      'sign in where keys are refused',
      keyVault('kv', { disableLocalAuth: true }),
      [['key']],
      /^Let the call sign in to kv with a managed identity/,
    ],
    [
      'replace the identity in a workspace',
      open,
      [['system', { workspace: 'w' }]],
      /^Call the service from the workspace with another credential/,
    ],
    ['retire the revision', trusting, [['system', OLD]], /^Delete the revision/],
    ['delete the backend', trusting, [['system', LEFT]], /^Delete the backend/],
    [
      'replace the identity even in another revision',
      open,
      [['system', { ...OLD, workspace: 'w' }]],
      /^Call the service from the workspace/,
    ],
    ['open a way', trusting, [['system']], /^(?!Delete|Call|Let|Switch)./],
    ['do nothing about a pass', open, [['system']], undefined],
    ['do nothing about what is not decided', trusting, [['not-attached']], undefined],
  ])('is to %s', (_, vault, calls, expected) => {
    const fix = fixOf(judged(calls, vault));
    if (expected === undefined) expect(fix).toBeUndefined();
    else expect(fix).toMatch(expected);
  });

  it('names the policies in which the call that fails stands, once each', () => {
    const source = `${APIM}/policies/policy`;
    const item = judged([['missing-user-assigned', { source }], ['key'], ['missing-user-assigned', { source }]], open);
    const policies = (item.fix?.changes ?? []).flatMap((change) => ('policy' in change ? [change.policy] : []));
    expect(policies).toEqual([source]);
  });
});

describe('what is told', () => {
  it('is where, to what, as whom, by what path, and what follows', () => {
    expect(render(judged([['system']], open).message)).toBe(
      'API 0: calls kv (kv.vault.azure.net) with the system-assigned identity. kv is open to all networks.',
    );
    expect(render(judged([['key']], trusting).message)).toMatch(
      /^API 0: calls kv \(kv\.vault\.azure\.net\) with a key .*\. Trusted access does not help either/,
    );
    expect(render(judged([['system', OLD]], trusting).message)).toContain('revision');
  });

  it('rests on three places at most, on the path, and on the firewall where the path is not open; each once', () => {
    const five = ['key', 'key', 'key', 'key', 'key'].map((who): Made => [who as Who]);
    const seen = (vault: ArmResource) => judged(five, vault).evidence.map(({ property }) => property);
    expect(seen(open).filter((property) => property === 'send-request')).toHaveLength(3);
    const admitted = keyVault('kv', firewall({ ipRules: [{ value: '20.50.1.1' }] }));
    expect(seen(admitted)).toEqual([...Array<string>(3).fill('send-request'), 'properties.networkAcls.ipRules']);
    const closed = judged(five, trusting).evidence;
    expect(closed.length).toBeGreaterThan(judged(five, open).evidence.length);
    const beside = closed.filter(({ property }) => property !== 'send-request').map((one) => JSON.stringify(one));
    expect(new Set(beside).size).toBe(beside.length);
    expect(judged([['key', { callee: { kind: 'id', id: '/x' } }]], open).evidence[0]).toMatchObject({ observed: '/x' });
  });
});
