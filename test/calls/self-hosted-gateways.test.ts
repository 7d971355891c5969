/** Self-hosted gateways, whose networks Azure does not show. */
import type { CallSite } from '../../src/calls/call-site.ts';
import type { Call } from '../../src/calls/resolve-targets.ts';
import { judgeSelfHosted } from '../../src/calls/self-hosted-gateways.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { unreadable } from '../../src/model/json.ts';
import { callSite } from '../support/calls.ts';
import type { EstateOptions } from '../support/estate.ts';
import { lineOf } from '../support/judge.ts';
import { APIM, apim, firewall, keyVault, resource } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const closed = keyVault('kv', firewall());
const open = keyVault('kv', firewall({ defaultAction: 'Allow' }));
const gateway = (name: string, ...apis: readonly string[]) => [
  resource(`${APIM}/gateways/${name}`),
  ...apis.map((api) => resource(`${APIM}/gateways/${name}/apis/${api}`)),
];

function judged(
  vault: ArmResource,
  sites: readonly Partial<CallSite>[],
  gateways: readonly ArmResource[],
  options: EstateOptions & { readonly tier?: string } = {},
): readonly string[] {
  const service = apim({}, { sku: { name: options.tier ?? 'Premium' } });
  const calls = sites.map(
    (rest): Call => ({
      target: { kind: 'key-vault', resource: vault, groupId: 'vault', host: 'kv.vault.azure.net' },
      site: callSite({ apis: new Set(['a']), ...rest }),
    }),
  );
  const [first, ...others] = calls;
  const dependencies = first === undefined ? [] : [{ resource: vault, calls: [first, ...others] as const }];
  return judgeSelfHosted(service, dependencies, subjectOf([service, vault, ...gateways], options)).map(lineOf);
}

const WARN = 'warn SELF_HOSTED_EGRESS kv gateways/g';

describe('a self-hosted gateway', () => {
  it.each<[string, Partial<CallSite>, readonly ArmResource[], readonly string[]]>([
    ['is told for an API that it serves', {}, gateway('g', 'a'), [WARN]],
    ['is told in any case and revision', {}, gateway('g', 'A;rev=2'), [WARN]],
    ['is told for one of several APIs', { apis: new Set(['b', 'a']) }, gateway('g', 'a'), [WARN]],
    ['is not told for an API that it does not serve', {}, gateway('g', 'b'), []],
    ['is not told where it serves none', {}, gateway('g'), []],
    ['is not told for what stands outside any API', { apis: new Set() }, gateway('g', 'a'), []],
    ['is not told for a workspace', { workspace: 'w' }, gateway('g', 'a'), []],
    ['is not told for another revision', { weight: 'other-revision' }, gateway('g', 'a'), []],
    ['is told each by itself', {}, [...gateway('g', 'a'), ...gateway('h', 'a')], [WARN, WARN.replace('/g', '/h')]],
  ])('%s', (_, site, gateways, expected) => {
    expect(judged(closed, [site], gateways)).toEqual(expected);
  });

  it('is told for any of several calls', () => {
    expect(judged(closed, [{ apis: new Set(['b']) }, {}], gateway('g', 'a'))).toEqual([WARN]);
  });

  it('is told where the list of its APIs is unread, for it may serve any', () => {
    const failing = { [`children:${APIM}/gateways/g/apis`.toLowerCase()]: 'FORBIDDEN' } as const;
    expect(judged(closed, [{}], gateway('g'), { failing })).toEqual([WARN]);
  });

  it.each(['Developer', 'Premium', 'Isolated', 'SomethingNew', ''])('may be in the tier %j', (tier) => {
    expect(judged(closed, [{}], gateway('g', 'a'), { tier })).toEqual([WARN]);
  });

  it.each(['Consumption', 'Basic', 'Standard', 'BasicV2', 'StandardV2', 'PremiumV2'])(
    'is never in the tier %s',
    (tier) => {
      expect(judged(closed, [{}], gateway('g', 'a'), { tier })).toEqual([]);
    },
  );

  it('is unknown where the list of them is unread, and asked for only where it matters', () => {
    const failing = { [`children:${APIM}/gateways`.toLowerCase()]: 'FORBIDDEN' } as const;
    expect(judged(closed, [{}], [], { failing })).toEqual(['unknown FORBIDDEN gateways']);
    expect(judged(open, [{}], [], { failing })).toEqual([]);
    expect(judged(closed, [{ workspace: 'w' }], [], { failing })).toEqual([]);
    expect(judged(closed, [], [], { failing })).toEqual([]);
    const odd = keyVault('kv', firewall({ defaultAction: unreadable({ resource: 'kv', property: 'x' }) }));
    expect(judged(odd, [{}], [], { failing })).toEqual(['unknown FORBIDDEN gateways']);
  });
});
