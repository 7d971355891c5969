/** What is read of an instance. */
import { crawl } from '../../src/calls/crawl.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { ok } from '../../src/model/estate.ts';
import { type JsonObject, unreadable } from '../../src/model/json.ts';
import { render } from '../../src/model/text.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { api, fragment, inbound, include, policy } from '../support/policies.ts';
import { APIM, apim, resource } from '../support/resources.ts';

const crawled = (resources: readonly ArmResource[], options: EstateOptions = {}) =>
  crawl(apim(), estateOf([apim(), ...resources], options));
const short = (id: string) => id.slice(APIM.length + 1).replace('/policies/policy', '');

/** What was read, each as `source weight`. */
const read = (resources: readonly ArmResource[], options: EstateOptions = {}) => {
  const { policies, fragments } = crawled(resources, options);
  return [...policies, ...fragments.values()].map(({ id, weight }) => `${short(id)} ${weight}`);
};

/** What could not be, each as `source reason weight: place`. */
const problems = (resources: readonly ArmResource[], options: EstateOptions = {}) =>
  crawled(resources, options).problems.map(
    ({ source, reason, weight, place }) => `${short(source)} ${reason} ${weight}: ${render(place)}`,
  );

const workspace = resource(`${APIM}/workspaces/w`);
const inWorkspace = (name: string, properties: JsonObject) =>
  resource(`${APIM}/workspaces/w/apis/${name}`, { properties });
const run = (...statements: readonly string[]) => inbound(...statements);

describe('a policy counts', () => {
  it.each<[string, string, readonly ArmResource[], string]>([
    ['in full for all APIs', '', [], 'used'],
    ['in full for an API that is not listed', 'apis/a', [], 'used'],
    ['in full for a revision of one that is not listed', 'apis/a;rev=2', [], 'used'],
    ['in full for the current revision', 'apis/a;rev=2', [api('a', undefined, { apiRevision: '2' })], 'used'],
    ['less for another revision', 'apis/a;rev=2', [api('a', undefined, { apiRevision: '3' })], 'other-revision'],
    ['in full where the current revision is not told', 'apis/a;rev=2', [api('a')], 'used'],
    [
      'in full where the current revision is unreadable',
      'apis/a;rev=2',
      [api('a', undefined, { apiRevision: unreadable({ resource: 'a', property: 'apiRevision' }) })],
      'used',
    ],
    [
      'less for a revision that says so',
      'apis/a;REV=2',
      [api('A;rev=2', undefined, { isCurrent: false })],
      'other-revision',
    ],
    ['in full for a revision that says that it is the current one', 'apis/a;rev=2', [api('a;rev=2')], 'used'],
    ['in full for an operation of a current API', 'apis/a/operations/o', [api('a')], 'used'],
    [
      'less for an operation of another revision',
      'apis/a;rev=2/operations/o',
      [api('a;rev=2', undefined, { isCurrent: false })],
      'other-revision',
    ],
    [
      'in full beside an API of the same name in a workspace',
      'apis/a',
      [workspace, inWorkspace('a', { isCurrent: false })],
      'used',
    ],
    [
      'in full in a workspace beside an API of the same name',
      'workspaces/w/apis/a',
      [workspace, api('a', undefined, { isCurrent: false })],
      'used',
    ],
  ])('%s', (_, scope, resources, expected) => {
    expect(crawled([...resources, policy(scope, run())]).policies.map(({ weight }) => weight)).toEqual([expected]);
  });

  it('as a fragment as much as one that includes it', () => {
    const old = api('a;rev=2', undefined, { isCurrent: false });
    const both = [
      old,
      policy('apis/a;rev=2', run(include('f'), include('g'))),
      policy('apis/b', run(include('G'))),
      fragment('f', include('h')),
      fragment('g'),
      fragment('h'),
    ];
    expect(read(both).toSorted()).toEqual([
      'apis/a;rev=2 other-revision',
      'apis/b used',
      'policyFragments/G used',
      'policyFragments/f other-revision',
      'policyFragments/h other-revision',
    ]);
  });
});

describe('the list of policies', () => {
  const one = policy('apis/a', run());
  const listed = (...entries: readonly JsonObject[]) => {
    const estate = estateOf([apim(), one]);
    const rows = entries.map((properties) => ({ ...one, properties }));
    const children = (id: string, collection: string) =>
      collection === 'allPolicies' ? ok(rows) : estate.children(id, collection);
    return crawl(apim(), { ...estate, children });
  };

  it.each<[string, JsonObject]>([
    ['an id', { referencePolicyId: one.id }],
    ['an id in capitals', { referencePolicyId: one.id.toUpperCase() }],
    ['a path below the instance', { referencePolicyId: 'apis/a/policies/policy' }],
    ['a path with a slash', { referencePolicyId: '//apis/a/policies/policy' }],
    ['its own id', {}],
  ])('names one by %s', (_, properties) => {
    expect(listed(properties).policies.map(({ scope }) => scope.kind)).toEqual(['api']);
  });

  it('names one twice and it is read once', () => {
    expect(listed({ referencePolicyId: one.id.toUpperCase() }, {})).toMatchObject({ known: 1, scanned: 1 });
  });

  it('with an unreadable entry is a list that is unread, and takes no other along', () => {
    const odd = { referencePolicyId: unreadable({ resource: 'a', property: 'referencePolicyId' }) };
    const found = listed(odd, {});
    expect(found.problems.map(({ reason, source }) => [reason, source])).toEqual([['UNREADABLE', one.id]]);
    expect(found.policies).toHaveLength(1);
  });
});

describe('the APIs of a product', () => {
  const product = policy('products/p', run());
  const apis = (resources: readonly ArmResource[], options: EstateOptions = {}) =>
    crawled([product, ...resources], options).products.map((one) => one.apis);

  it('are those that it lists, or that it links to in a workspace', () => {
    expect(apis([resource(`${APIM}/products/p/apis/a;rev=2`)])).toEqual([['a']]);
    expect(apis([])).toEqual([[]]);
    const link = (apiId: string | null) =>
      resource(`${APIM}/workspaces/w/products/q/apiLinks/l`, { properties: { apiId } });
    const linked = (apiId: string | null) =>
      apis([workspace, policy('workspaces/w/products/q', run()), link(apiId)]).toSorted();
    expect(linked(`${APIM}/workspaces/w/apis/b`)).toEqual([[], ['b']]);
    expect(linked(null)).toEqual([[], ['l']]);
  });

  it('are not known where their list is unread or unreadable', () => {
    const list = `${APIM}/products/p/apis`;
    expect(apis([], { failing: { [`children:${list}`.toLowerCase()]: 'FORBIDDEN' } })).toEqual([undefined]);
    expect(problems([product], { failing: { [`children:${list}`.toLowerCase()]: 'FORBIDDEN' } })).toEqual([
      'products/p/apis FORBIDDEN used: The list of APIs of product p',
    ]);
    const odd = resource(`${list}/a`, { properties: { apiId: unreadable({ resource: 'a', property: 'apiId' }) } });
    expect(apis([odd])).toEqual([undefined]);
  });
});

describe('what could not be read is told', () => {
  it.each<[string, readonly ArmResource[], EstateOptions, readonly string[]]>([
    [
      'a list',
      [],
      { failing: { 'children:backends': 'FORBIDDEN' } },
      ['backends FORBIDDEN used: The list of backends'],
    ],
    [
      'the workspaces',
      [],
      { failing: { 'children:workspaces': 'FORBIDDEN' } },
      ['workspaces FORBIDDEN used: The list of workspaces'],
    ],
    [
      'a list of a workspace',
      [workspace],
      { failing: { [`children:${APIM}/workspaces/w/loggers`.toLowerCase()]: 'FORBIDDEN' } },
      ['workspaces/w/loggers FORBIDDEN used: The list of loggers'],
    ],
    [
      'whether an API is current',
      [api('a', undefined, { isCurrent: unreadable({ resource: 'a', property: 'isCurrent' }) })],
      {},
      ['apis/a UNREADABLE used: API a'],
    ],
    [
      'a policy of another revision',
      [api('a;rev=2', undefined, { isCurrent: false }), policy('apis/a;rev=2', 'x')],
      {},
      ['apis/a;rev=2 POLICY_PARSE other-revision: API a;rev=2'],
    ],
    [
      'a fragment that is not there',
      [policy('', run(include('f')))],
      {},
      ['policyFragments/f NOT_FOUND used: Policy fragment f'],
    ],
    [
      'a fragment by a computed name',
      [policy('', run(include('@(x)')))],
      {},
      [' EXPRESSION_URL used: All APIs, include-fragment'],
    ],
    [
      'a policy whose text is unreadable',
      [
        resource(`${APIM}/apis/a/policies/policy`, {
          properties: { value: unreadable({ resource: 'a', property: 'value' }) },
        }),
      ],
      {},
      ['apis/a UNREADABLE used: The policy of API a'],
    ],
  ])('%s', (_, resources, options, expected) => {
    expect(problems(resources, options).map((line) => line.replace(/^policies\/policy/, ''))).toEqual(expected);
  });

  it('an API counts in full where it cannot be told whether it is current', () => {
    const isCurrent = unreadable({ resource: 'a', property: 'isCurrent' });
    const weights = (value: JsonObject) => crawled([resource(`${APIM}/apis/a`, { properties: value })]).apis[0]?.weight;
    expect([weights({ isCurrent }), weights({ isCurrent: false }), weights({ isCurrent: true }), weights({})]).toEqual([
      'used',
      'other-revision',
      'used',
      'used',
    ]);
  });
});
