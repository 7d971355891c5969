/** What answers tell about declarations. */
import { createHash } from 'node:crypto';
import { crawl } from '../../src/calls/crawl.ts';
import { declarationNotes, declarationsInForce, judgeDeclared, sourceOf } from '../../src/calls/declarations.ts';
import { callsOf } from '../../src/calls/instance-calls.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import { unreadable } from '../../src/model/json.ts';
import { render, say } from '../../src/model/text.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { api, backend, eventHubLogger, inbound, policy, sendRequest } from '../support/policies.ts';
import { APIM, apim, resource } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const TEXT = inbound(sendRequest('@((string)context.Variables["url"])'));
const policies = ['a', 'b', 'c'].map((name) => policy(`apis/${name}`, TEXT));

const hashOf = (text: string) => `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;

const declared = (index: number, rest: Partial<Declaration> = {}): Declaration => ({
  policy: policies[index]?.id ?? '',
  hash: hashOf(TEXT),
  destination: 'none',
  by: 'Ana',
  ...rest,
});

const notes = (declarations: readonly Declaration[], around = policies) =>
  declarationNotes(subjectOf([apim(), ...around], { declarations, today: '2026-11-22' })).map((note) => render(note));

describe('what answers tell about declarations', () => {
  it('is each one that holds, by whom', () => {
    expect(notes([declared(0), declared(1, { by: undefined, until: '2026-11-22' })])).toEqual([
      expect.stringMatching(/^Declared by Ana, not seen: apis\/a.* calls none of the six services\.$/),
      expect.stringMatching(/^Declared by somebody until 22 November 2026, not seen: apis\/b/),
    ]);
  });

  it('is one sentence for more than two that hold, beside each that has no effect', () => {
    const many = [declared(0), declared(1), declared(2, { by: 'Ben' })];

    expect(notes(many)).toEqual(['Declared by Ana, Ben, not seen: what 3 policies and addresses call.']);
    expect(notes(many.map((one) => ({ ...one, by: undefined })))).toEqual([
      'Declared, not seen: what 3 policies and addresses call.',
    ]);
    expect(notes([...many, declared(0, { until: '2026-11-21' })])).toHaveLength(2);
    expect(notes([...many.slice(1), declared(0, { until: '2026-11-21' })])).toHaveLength(3);
  });

  it('is why one has no effect', () => {
    expect(notes([declared(0, { until: '2026-11-21' })])).toEqual([
      expect.stringContaining('has no effect: it ended on 21 November 2026'),
    ]);
    expect(notes([declared(0, { hash: `sha256:${'0'.repeat(64)}` })])).toEqual([
      expect.stringContaining('has no effect: the text it was made about has changed'),
    ]);
    expect(notes([declared(0)], [])).toEqual([expect.stringContaining('has changed')]);
  });

  it('is nothing about another instance, or where none is declared', () => {
    expect(notes([declared(0, { policy: `${APIM}2/apis/a/policies/policy` })])).toEqual([]);
    expect(notes([])).toEqual([]);
  });
});

describe('the text of a source', () => {
  const hashed = (resources: readonly ArmResource[], id: string, options: EstateOptions = {}) => {
    const estate = estateOf([apim(), ...resources], options);
    return sourceOf(id, crawl(apim(), estate), estate);
  };

  it.each<[string, ArmResource, string]>([
    ['a policy is its XML', policy('apis/a', TEXT), TEXT],
    ['a backend is its address', backend('b', '{{u}}'), '{{u}}'],
    ['an API is its service URL', api('a', '{{u}}'), '{{u}}'],
    [
      'a logger is its endpoint',
      eventHubLogger('l', { credentials: { endpointAddress: '{{e}}', connectionString: 'x' } }),
      '{{e}}',
    ],
    ['a logger is its connection', eventHubLogger('l', { credentials: { connectionString: '{{c}}' } }), '{{c}}'],
  ])('of %s', (_, source, text) => {
    expect(hashed([source], source.id)).toEqual({ policy: source.id, hash: hashOf(text) });
    expect(hashed([source], source.id.toUpperCase())?.hash).toBe(hashOf(text));
  });

  it('is that of its list, also where it may not be read by itself', () => {
    const source = backend('b', '{{u}}');
    const failing = { [`resource:${source.id}`.toLowerCase()]: 'FORBIDDEN' } as const;
    expect(hashed([source], source.id, { failing })?.hash).toBe(hashOf('{{u}}'));
  });

  it('is none where there is none, or it cannot be read', () => {
    const none = backend('b', '');
    expect(hashed([none], none.id)).toBeUndefined();
    expect(hashed([], `${APIM}/apis/gone/policies/policy`)).toBeUndefined();
    const odd = backend('b', '', { url: unreadable({ resource: 'b', property: 'url' }) });
    expect(hashed([odd], odd.id)).toBeUndefined();
    const secret = policy('apis/a', TEXT);
    expect(hashed([secret], secret.id, { denied: [secret.id] })).toBeUndefined();
  });
});

describe('a declaration holds', () => {
  const inForce = (
    declaration: Declaration,
    resources: readonly ArmResource[] = policies,
    options: EstateOptions = {},
  ) => {
    const subject = subjectOf([apim(), ...resources], { ...options, declarations: [declaration], today: '2026-11-22' });
    return declarationsInForce(crawl(apim(), subject.estate), subject)(policies[0]?.id.toUpperCase() ?? '').length;
  };
  const own = policies[0]?.id ?? '';

  it.each<[string, Partial<Declaration>, number]>([
    ['while its text is the same', {}, 1],
    ['with its hash in capitals', { hash: hashOf(TEXT).toUpperCase() }, 1],
    ['on its last day', { until: '2026-11-22' }, 1],
    ['but not after', { until: '2026-11-21' }, 0],
    ['but not about another text', { hash: hashOf('x') }, 0],
    ['but not about another source', { policy: policies[1]?.id ?? '' }, 0],
    ['but not about another instance', { policy: own.replace('apim-prod', 'apim-prod2') }, 0],
    ['but not about the instance itself', { policy: APIM }, 0],
    ['in any case of its id', { policy: own.toUpperCase() }, 1],
  ])('%s', (_, rest, expected) => {
    expect(inForce(declared(0, rest))).toBe(expected);
  });

  it('but not where the text cannot be read, which is no change of it', () => {
    expect(inForce(declared(0), policies, { denied: [own] })).toBe(0);
    const told = (options: EstateOptions) =>
      declarationNotes(subjectOf([apim(), ...policies], { ...options, declarations: [declared(0)] })).map((note) =>
        render(note),
      );
    expect(told({ denied: [own] })).toEqual([]);
    expect(told({ denied: [APIM] })).toEqual([]);
    expect(told({})).toHaveLength(1);
  });

  it('and then its calls are what it says', () => {
    const found = (declarations: readonly Declaration[]) => {
      const subject = subjectOf([apim(), ...policies.slice(0, 1)], { declarations, today: '2026-11-22' });
      const { sites, unresolved, declared: told } = callsOf(apim(), subject);
      return [sites.length, unresolved.length, told.length];
    };
    expect(found([])).toEqual([0, 1, 0]);
    expect(found([declared(0)])).toEqual([0, 0, 1]);
    expect(found([declared(0, { destination: 'kv.vault.azure.net' })])).toEqual([1, 0, 0]);
    expect(found([declared(0, { hash: hashOf('x') })])).toEqual([0, 1, 0]);
  });

  it('as a pass that rests on what was declared', () => {
    const item = judgeDeclared({ source: own, place: say('API a'), declaration: declared(0, { by: undefined }) });
    expect(item).toMatchObject({
      subject: own,
      status: 'pass',
      reason: 'DECLARED',
      evidence: [{ resource: own, observed: 'none' }],
      source: { policy: own, hash: hashOf(TEXT) },
    });
    expect(render(item.message)).toMatch(/^API a: calls none of the six services, as somebody declared\./);
  });

  it('of a backend and of an API as of a policy', () => {
    const source = resource(`${APIM}/backends/b`, { properties: { url: '{{u}}' } });
    const one = { ...declared(0), policy: source.id, hash: hashOf('{{u}}') };
    const subject = subjectOf([apim(), source], { declarations: [one], today: '2026-11-22' });
    expect(callsOf(apim(), subject).declared.map(({ source: of }) => of)).toEqual([source.id]);
  });
});
