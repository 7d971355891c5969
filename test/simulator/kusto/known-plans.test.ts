/** What is known of a query must be what Microsoft's parser makes of it. */
import { readFileSync } from 'node:fs';
import { instancesQuery, rowsQuery } from '../../../src/azure/queries.ts';
import { filtersFor } from '../../../src/azure/questions.ts';
import { compilePlan } from '../../../src/simulator/kusto/compile.ts';
import { knownPlan } from '../../../src/simulator/kusto/known-plans.ts';
import { loadLanguage } from '../../../src/simulator/kusto/language.ts';
import { knownPlansFile } from '../../../src/tools/known-plans.ts';
import { VNET } from '../../support/resources.ts';

const parse = loadLanguage();
const parsed = (query: string) => {
  const { root, columns } = parse(query);
  return compilePlan(root, columns);
};
const asked = (...kinds: readonly ('virtualNetworkLinks' | 'virtualNetworkGateways' | 'dnsForwarders')[]) => {
  const filters = filtersFor([
    { kind: 'named', types: ['microsoft.keyvault/vaults', 'microsoft.relay/namespaces'], name: 'kv' },
    { kind: 'resource', id: VNET },
    ...kinds.map((kind) => ({ kind, subject: VNET })),
  ]);
  return rowsQuery(
    'resources',
    filters.map(({ condition }) => condition),
  );
};

describe('the plans of known queries', () => {
  it('are fresh', () => {
    expect(readFileSync('src/simulator/kusto/known-plans.json', 'utf8')).toBe(knownPlansFile());
  });

  it.each([
    ['of one condition', instancesQuery()],
    ['of two', asked()],
    ['of four with lists of their own', asked('virtualNetworkLinks', 'virtualNetworkGateways')],
  ])('%s are those that the parser makes', (_, query) => {
    expect(knownPlan(query)).toEqual(parsed(query));
  });

  it.each([
    ['another condition', "resources\n| where (type == 'a')\n| project id\n| order by id asc"],
    ['a condition that is not known beside known ones', asked('dnsForwarders')],
    ['a condition that is cut in two', asked().replace('\n    or ', '\n    or  ')],
    ['another table', asked().replace('resources', 'networkresources')],
  ])('there is none for %s', (_, query) => {
    expect(knownPlan(query)).toBeUndefined();
  });
});
