/** The queries that the product sends, one condition in each, with the plans that Microsoft's parser makes of them. */
import { instancesQuery, rowsQuery, subscriptionsQuery } from '../azure/queries.ts';
import { filtersFor, type GraphQuestion } from '../azure/questions.ts';
import { compilePlan } from '../simulator/kusto/compile.ts';
import { loadLanguage } from '../simulator/kusto/language.ts';
import { shapeOf } from '../simulator/kusto/literal-lists.ts';

const ID = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v';

/** A question of each kind. What asks for addresses has no text of its own: it differs with them, so it is parsed. */
const QUESTIONS: Readonly<Record<Exclude<GraphQuestion['kind'], 'dnsForwarders'>, GraphQuestion>> = {
  resource: { kind: 'resource', id: ID },
  named: { kind: 'named', types: ['microsoft.keyvault/vaults'], name: 'v' },
  virtualNetworkLinks: { kind: 'virtualNetworkLinks', subject: ID },
  addressRecords: { kind: 'addressRecords', subject: 'v' },
  perimeterAssociations: { kind: 'perimeterAssociations', subject: ID },
  perimeterRules: { kind: 'perimeterRules', subject: ID },
  securityAdminRules: { kind: 'securityAdminRules', subject: ID },
  virtualNetworkGateways: { kind: 'virtualNetworkGateways', subject: ID },
  recommendations: { kind: 'recommendations', subject: ID },
  healthEvents: { kind: 'healthEvents', subject: '/subscriptions/s' },
  resourceChanges: { kind: 'resourceChanges', subject: ID },
};

/** The text of `src/simulator/kusto/known-plans.json`: a plan on each line, by the query without the texts of its lists. */
export function knownPlansFile(): string {
  const filters = filtersFor(Object.values(QUESTIONS));
  const queries = [
    instancesQuery(),
    subscriptionsQuery(),
    ...filters.map((one) => rowsQuery(one.table, [one.condition])),
  ];
  const parse = loadLanguage();
  const lines = queries.map((query) => {
    const { text } = shapeOf(query);
    const { root, columns } = parse(text);
    return `${JSON.stringify(text)}: ${JSON.stringify(compilePlan(root, columns))}`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}
