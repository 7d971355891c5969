import { CallCollector, type Origin, placeUnder } from '../../src/calls/call-collector.ts';
import { KEY, NONE, UNKNOWN } from '../../src/calls/call-identity.ts';
import type { CallIdentity, Unresolved, Weight } from '../../src/calls/call-site.ts';
import type { DeclaredFor } from '../../src/calls/declarations.ts';
import type { KnownText } from '../../src/calls/policy/host-of-url.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import { render, say } from '../../src/model/text.ts';
import { unresolvedSource } from '../support/calls.ts';

const KV = 'kv.vault.azure.net';
const SYSTEM: CallIdentity = { kind: 'system', managed: true };
const FOREIGN: CallIdentity = { kind: 'foreign-token', managed: false };
const WORKLOAD: CallIdentity = { kind: 'workload', managed: false };

const origin = (rest: Partial<Origin> = {}): Origin => ({
  place: say('API a'),
  source: '/apis/a',
  element: 'send-request',
  weight: 'used',
  workspace: undefined,
  api: 'A',
  proxied: false,
  complete: true,
  ...rest,
});

/** What a collector holds: calls as `place -> host (identity[, weight])`, what stayed dark as `source reason carried weight`. */
function told(note: (collector: CallCollector) => void, declaredFor?: DeclaredFor): readonly string[] {
  const collector = new CallCollector('public', declaredFor);
  note(collector);
  const { sites, unresolved, declared } = collector.entries();
  return [
    ...sites.map(({ place, callee, identity, weight, apis }) => {
      const ports = callee.ports === undefined ? '' : `:${callee.ports.join('+')}`;
      const called = callee.kind === 'host' ? callee.host : callee.id;
      return `${render(place)} -> ${called}${ports} ${identity.kind} ${weight} ${[...apis].join('+')}`.trim();
    }),
    ...unresolved.map(({ source, reason, failure, carried, weight }) =>
      [source, reason, failure, carried, weight].join(' '),
    ),
    ...declared.map(({ source, declaration }) => `${source} declared ${declaration.destination}`),
  ];
}

const call = (collector: CallCollector, rest: Partial<Origin> = {}, identity: CallIdentity = NONE, host = KV) =>
  collector.call(origin(rest), { kind: 'host', host }, identity);

describe('a call is noted', () => {
  const twice = (rest: Partial<Origin>, identity?: CallIdentity, host?: string) =>
    told((collector) => {
      call(collector);
      call(collector, rest, identity, host);
    });

  it('once for each place, host, way and identity, for all the APIs whose calls make it', () => {
    expect(twice({ api: 'b', place: say('again') })).toEqual([`API a -> ${KV} none used a+b`]);
    expect(twice({ api: undefined, source: '/APIS/A' })).toEqual([`API a -> ${KV} none used a`]);
    for (const other of [{ source: '/apis/b' }, { element: 'x' }, { workspace: 'w' }, { proxied: true }]) {
      expect(twice(other)).toHaveLength(2);
    }
    expect(twice({}, SYSTEM)).toHaveLength(2);
    expect(twice({}, { kind: 'none', managed: true })).toHaveLength(2);
    expect(twice({}, NONE, 'kv2.vault.azure.net')).toHaveLength(2);
  });

  it('as what counts more, in whatever order', () => {
    const weights: readonly Weight[] = ['unreferenced', 'other-revision', 'used', 'other-revision', 'unreferenced'];
    for (let number = 1; number <= weights.length; number += 1) {
      const [found] = told((collector) => {
        for (const weight of weights.slice(0, number))
          call(collector, { weight, place: say('API {x}', { x: weight }) });
      });
      const expected = weights[Math.min(number, 3) - 1];
      expect(found).toBe(`API ${expected} -> ${KV} none ${expected} a`);
    }
  });

  it('by id in any case', () => {
    const found = told((collector) => {
      collector.call(origin(), { kind: 'id', id: '/x/KV' }, NONE);
      collector.call(origin(), { kind: 'id', id: '/x/kv' }, NONE);
    });
    expect(found).toEqual(['API a -> /x/KV none used a']);
  });

  it('with a token for another service as with a key', () => {
    expect(told((collector) => call(collector, {}, FOREIGN))).toEqual([`API a -> ${KV} key used a`]);
  });
});

describe('what is not known is noted', () => {
  const problem = (collector: CallCollector, rest: Partial<Unresolved> = {}) =>
    collector.problem(unresolvedSource(rest));
  const twice = (rest: Partial<Unresolved>, first: Partial<Unresolved> = {}) =>
    told((collector) => {
      problem(collector, first);
      problem(collector, rest);
    });

  it('once for each source and reason, as what counts more', () => {
    expect(twice({ source: '/APIS/A' })).toHaveLength(1);
    expect(twice({ reason: 'G-UNRESOLVED' })).toHaveLength(2);
    expect(twice({ source: '/apis/b' })).toHaveLength(2);
    expect(twice({}, { weight: 'unreferenced' })).toEqual(['/apis/a EXPRESSION_URL resolve perhaps used']);
    expect(twice({ weight: 'unreferenced' })).toEqual(['/apis/a EXPRESSION_URL resolve perhaps used']);
  });

  it('once for all reasons where no identity goes with it, beside where one may', () => {
    expect(twice({ carried: 'none', reason: 'G-UNRESOLVED' }, { carried: 'none' })).toHaveLength(1);
    expect(twice({ carried: 'none' })).toHaveLength(2);
  });

  it.each<[string, Partial<Origin>, readonly CallIdentity[], readonly string[]]>([
    ['an identity', {}, [SYSTEM], ['/apis/a G-UNRESOLVED resolve perhaps used']],
    ['nobody', {}, [NONE], ['/apis/a G-UNRESOLVED resolve none used']],
    ['no managed identity', {}, [NONE, KEY, WORKLOAD], ['/apis/a G-UNRESOLVED resolve none used']],
    ['nobody or an identity', {}, [NONE, SYSTEM], ['/apis/a G-UNRESOLVED resolve perhaps used']],
    ['who is not known', {}, [UNKNOWN], ['/apis/a G-UNRESOLVED resolve perhaps used']],
    ['nobody, as far as was read', { complete: false }, [NONE], ['/apis/a G-UNRESOLVED resolve perhaps used']],
    ['a token for another service', {}, [FOREIGN], []],
    ['a token for another service or nobody', {}, [FOREIGN, NONE], ['/apis/a G-UNRESOLVED resolve none used']],
    ['such a token, as far as was read', { complete: false }, [FOREIGN], ['/apis/a G-UNRESOLVED resolve perhaps used']],
    ['no caller at all', {}, [], []],
  ])('where the call carries %s', (_, rest, callers, expected) => {
    expect(told((collector) => collector.cannotResolve(origin(rest), 'G-UNRESOLVED', callers))).toEqual(expected);
  });

  it('where it could not be read', () => {
    const refused = { ok: false, reason: 'FORBIDDEN', detail: 'AuthorizationFailed' } as const;
    expect(told((collector) => collector.cannotRead(origin({ weight: 'other-revision' }), refused))).toEqual([
      '/apis/a FORBIDDEN read perhaps other-revision',
    ]);
  });
});

describe('what somebody declared', () => {
  const declaration = (destination: string): Declaration => ({ policy: '/apis/a', hash: '', destination, by: 'Ana' });
  const noted = (
    destinations: readonly string[],
    callers: readonly CallIdentity[] = [SYSTEM],
    ports?: readonly number[],
  ) =>
    told(
      (collector) => collector.cannotResolve(origin(), 'G-UNRESOLVED', callers, ports),
      () => destinations.map(declaration),
    );

  it('is called, or calls nobody who matters, and is not dark', () => {
    expect(noted([KV])).toEqual([`API a (declared by Ana) -> ${KV} system used a`]);
    expect(noted([KV], [SYSTEM, KEY], [5671])).toEqual([
      `API a (declared by Ana) -> ${KV}:5671 system used a`,
      `API a (declared by Ana) -> ${KV}:5671 key used a`,
    ]);
    expect(noted(['none'])).toEqual(['/apis/a declared none']);
    expect(noted(['none', KV])).toHaveLength(2);
    expect(noted(['none'], [FOREIGN])).toEqual([]);
  });

  it('is nothing to a source without declarations', () => {
    expect(noted([])).toEqual(['/apis/a G-UNRESOLVED resolve perhaps used']);
  });
});

describe('a URL', () => {
  const url = (text: KnownText, more?: Parameters<CallCollector['callUrl']>[3]) =>
    told((collector) => collector.callUrl(origin(), text, [NONE, KEY], more));

  it('is called at each host that matters, by each caller', () => {
    expect(url([`https://${KV}/x`])).toEqual([`API a -> ${KV} none used a`, `API a -> ${KV} key used a`]);
    expect(url([`sb://${KV}`], { ports: [5671, 443] })[0]).toBe(`API a -> ${KV}:5671+443 none used a`);
    expect(url(['https://api.contoso.com/'])).toEqual([]);
  });

  it('that is not known is told of the place, or of what holds it', () => {
    const hole: KnownText = [{ reason: 'SECRET_NAMED_VALUE', literals: [KV] }];
    expect(url(hole)).toEqual([
      `API a -> ${KV} none used a`,
      `API a -> ${KV} key used a`,
      '/apis/a SECRET_NAMED_VALUE resolve none used',
    ]);
    expect(url(hole, { self: origin({ source: '/backends/b' }) })).toContain(
      '/backends/b SECRET_NAMED_VALUE resolve none used',
    );
  });
});

it('a place stands under its workspace where it has one', () => {
  expect([undefined, 'w'].map((workspace) => render(placeUnder(workspace, say('Logger l'))))).toEqual([
    'Logger l',
    'Workspace w: Logger l',
  ]);
});
