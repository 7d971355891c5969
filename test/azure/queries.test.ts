import fc from 'fast-check';
import {
  type Filter,
  instancesQuery,
  LONGEST_LIST,
  quoted,
  rowsQuery,
  subscriptionsQuery,
} from '../../src/azure/queries.ts';
import { filtersFor, type GraphQuestion, isGraphQuestion } from '../../src/azure/questions.ts';
import type { EstateQuestion } from '../../src/model/estate.ts';
import { loadLanguage, type SyntaxNode } from '../../src/simulator/kusto/language.ts';
import { compileQuery } from '../../src/simulator/kusto/query.ts';
import { APIM, armId, SUBNET, VNET } from '../support/resources.ts';

const AWKWARD = 'it\'s \\ "odd" \n';
const about = (subject: string, ...kinds: readonly string[]) =>
  kinds.map((kind) => ({ kind, subject }) as GraphQuestion);

const questions: readonly GraphQuestion[] = [
  { kind: 'resource', id: VNET },
  { kind: 'resource', id: armId('Microsoft.ManagedIdentity/userAssignedIdentities/me') },
  { kind: 'named', types: ['microsoft.keyvault/vaults', 'microsoft.relay/namespaces'], name: AWKWARD },
  ...about(VNET, 'virtualNetworkLinks', 'securityAdminRules', 'virtualNetworkGateways'),
  ...about(AWKWARD, 'addressRecords', 'perimeterAssociations', 'perimeterRules'),
  ...about('10.0.0.4', 'dnsForwarders'),
  ...about(APIM, 'recommendations'),
  ...about('/subscriptions/s', 'healthEvents'),
];

const byTable = Object.entries(Object.groupBy(filtersFor(questions), (filter) => filter.table)) as [
  Filter['table'],
  Filter[],
][];
const texts = [
  instancesQuery(),
  subscriptionsQuery(),
  ...byTable.map(([table, filters]) =>
    rowsQuery(
      table,
      filters.map((filter) => filter.condition),
    ),
  ),
];

const parse = loadLanguage();

describe('every query to Resource Graph', () => {
  it.each(texts.map((text) => [text.split('\n')[0], text]))(
    'on %s is valid for the declared tables and types',
    (_, text) => {
      expect(() => compileQuery(text ?? '')).not.toThrow();
      expect(parse(text ?? '').problems).toEqual([]);
    },
  );

  it.each(texts.map((text) => [text.split('\n')[0], text]))(
    'on %s keeps the shape that paging needs',
    (table, text) => {
      expect(table).toMatch(/^[a-z]+$/);
      expect(text).toMatch(/\| project id, .*\n\| order by id asc$/);
      const outside = (text ?? '').replace(/'(?:\\.|[^'\\])*'/g, "''");
      expect(outside).not.toMatch(/\b(join|union|limit|take|sample|mv-expand)\b/);
    },
  );

  it('covers all tables', () => {
    expect(byTable.map(([table]) => table).toSorted()).toEqual([
      'advisorresources',
      'dnsresources',
      'networkresources',
      'resources',
      'servicehealthresources',
    ]);
  });
});

describe('quoted', () => {
  const literal = (node: SyntaxNode): string | undefined =>
    node.string ?? node.children.map(literal).find((found) => found !== undefined);

  it('keeps any string one literal with the same content', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", '"', '\\', '\n', '\t', '|', ' ', 'a', 'é', '\u2028') }),
        (value) => {
          const parsed = parse(`resources | where name == ${quoted(value)} | project id`);
          expect([parsed.problems, literal(parsed.root) ?? '']).toEqual([[], value]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leaves nothing that could end the literal', () => {
    expect(quoted("a' or 1 == 1 //")).toBe("'a\\' or 1 == 1 //'");
  });
});

describe('isGraphQuestion', () => {
  it.each<readonly [boolean, EstateQuestion]>([
    [true, { kind: 'resource', id: VNET.toUpperCase() }],
    [true, { kind: 'named', types: [], name: 'x' }],
    [false, { kind: 'resource', id: SUBNET }],
    [false, { kind: 'resource', id: APIM }],
    [false, { kind: 'resource', id: armId('Microsoft.ServiceBus/namespaces/sb/networkRuleSets/default') }],
    [false, { kind: 'children', parentId: VNET, collection: 'subnets' }],
  ])('is %s for %j', (expected, question) => {
    expect(isGraphQuestion(question)).toBe(expected);
  });
});

it('no list in a query is longer than Azure recommends', () => {
  expect(LONGEST_LIST).toBeLessThan(300);
});
