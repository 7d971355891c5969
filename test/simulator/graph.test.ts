import type { GraphSetting } from '../../src/simulator/graph.ts';
import { answerQuery } from '../../src/simulator/graph.ts';
import { compileQuery } from '../../src/simulator/kusto/query.ts';
import { landscape } from '../../src/simulator/landscape.ts';
import { graphRows } from '../../src/simulator/rows.ts';
import { estateOf, GROUP, resource, SERVICE, SUBSCRIPTION } from './sample.ts';

const OTHER = '/subscriptions/33333333-3333-3333-3333-333333333333';
const GROUP_ASSIGNMENT =
  '/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/roleAssignments/a1';

const setting = (resources: readonly unknown[], denied: readonly string[] = [], pageSize = 1000): GraphSetting => {
  const served = landscape(estateOf(resources, denied));
  return { landscape: served, rows: graphRows(served), compile: compileQuery, pageSize };
};
const ask = (graph: GraphSetting, query: string, more: Record<string, unknown> = {}) => {
  const answer = answerQuery(graph, new URLSearchParams('api-version=2024-04-01'), { query, ...more });
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that it looks into
  return { status: answer.status, body: answer.body as any };
};

const VAULTS = Array.from({ length: 5 }, (_, index) =>
  resource(`${GROUP}/providers/Microsoft.KeyVault/vaults/kv-${index}`, {}),
);
const NAMES = "resources | where type =~ 'microsoft.keyvault/vaults' | project id, name | order by id asc";

describe('a page', () => {
  it('follows the skip token until all rows have been given once', () => {
    const graph = setting(VAULTS);
    const seen: string[] = [];
    let options: Record<string, unknown> = { $top: 2 };
    for (let pages = 0; pages < 3; pages++) {
      const { body } = ask(graph, NAMES, { options });
      expect(body).toMatchObject({ totalRecords: 5, resultTruncated: 'false', count: body.data.length });
      seen.push(...body.data.map(({ name }: { name: string }) => name));
      options = { $top: 2, $skipToken: body.$skipToken };
    }

    expect(seen).toEqual(['kv-0', 'kv-1', 'kv-2', 'kv-3', 'kv-4']);
    expect(options.$skipToken).toBeUndefined();
  });

  it('is no longer than the server allows, whatever $top says', () => {
    expect(ask(setting(VAULTS, [], 3), NAMES, { options: { $top: 1000 } }).body.count).toBe(3);
  });

  it('says "true" and gives no way on when the id is not projected', () => {
    const { body } = ask(setting(VAULTS), 'resources | project name', { options: { $top: 2 } });

    expect(body).toMatchObject({ count: 2, totalRecords: 5, resultTruncated: 'true' });
    expect(body).not.toHaveProperty('$skipToken');
  });

  it('does not take the skip token of another query', () => {
    const graph = setting(VAULTS);
    const { $skipToken } = ask(graph, NAMES, { options: { $top: 2 } }).body;

    expect(ask(graph, 'resources | project id', { options: { $skipToken } }).status).toBe(400);
  });

  it('is refused beyond 16 MiB', () => {
    const heavy = VAULTS.map((vault) => ({ ...vault, properties: { ballast: 'x'.repeat(4 * 1024 * 1024) } }));

    const whole = ask(setting(heavy), 'resources | project id, properties');
    const half = ask(setting(heavy), 'resources | project id, properties', { options: { $top: 2 } });

    expect(whole).toMatchObject({ status: 400, body: { error: { details: [{ code: 'ResponsePayloadTooLarge' }] } } });
    expect(half.body.count).toBe(2);
  });
});

describe('a scope', () => {
  const elsewhere = resource(`${OTHER}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-other`, {});
  const graph = setting([...VAULTS.slice(0, 1), elsewhere]);
  const id = (subscription: string) => subscription.split('/').at(-1);

  it.each([
    ['nothing is named', undefined, ['kv-0', 'kv-other']],
    ['one subscription is named', [id(OTHER)], ['kv-other']],
    ['an unknown one is named as well', ['none', id(SUBSCRIPTION)?.toUpperCase()], ['kv-0']],
  ])('is honoured when %s', (_, subscriptions, expected) => {
    const { body } = ask(graph, NAMES, subscriptions === undefined ? {} : { subscriptions });

    expect(body.data.map(({ name }: { name: string }) => name).toSorted()).toEqual(expected);
  });

  it('is 403 when none of its subscriptions can be read', () => {
    expect(ask(graph, NAMES, { subscriptions: ['none'] }).status).toBe(403);
    expect(ask(setting([elsewhere], [OTHER]), NAMES, { subscriptions: [id(OTHER)] }).status).toBe(403);
  });

  it.each([
    ['AtScopeAndBelow', ['own']],
    ['AtScopeAboveAndBelow', ['a1', 'own']],
  ])('%s decides whether inherited role assignments are shown', (authorizationScopeFilter, expected) => {
    const assignments = [
      resource(GROUP_ASSIGNMENT, {}),
      resource(`${SERVICE}/providers/Microsoft.Authorization/roleAssignments/own`, {}),
    ];

    const { body } = ask(setting(assignments), 'authorizationresources | project id, name | order by name asc', {
      options: { authorizationScopeFilter },
    });

    expect(body.data.map(({ name }: { name: string }) => name)).toEqual(expected);
  });
});

describe('a request is refused', () => {
  it.each([
    ['without a query', { query: undefined }],
    ['by management group', { managementGroups: ['mg'] }],
    ['with a subscription that is no list', { subscriptions: 'x' }],
    ['for tables', { options: { resultFormat: 'table' } }],
    ['for 1001 rows', { options: { $top: 1001 } }],
    ['for no rows', { options: { $top: 0 } }],
    ['with an unknown scope filter', { options: { authorizationScopeFilter: 'Everything' } }],
    ['with a broken skip token', { options: { $skipToken: 'abc' } }],
    ['with a query that is wrong', { query: 'resources | where nope == 1' }],
  ])('%s', (_, more) => {
    expect(ask(setting([]), NAMES, more)).toMatchObject({
      status: 400,
      body: { error: { code: 'BadRequest', details: [{ code: 'InvalidQuery' }] } },
    });
  });

  it('without an api-version', () => {
    expect(answerQuery(setting([]), new URLSearchParams(), { query: NAMES }).status).toBe(400);
  });
});
