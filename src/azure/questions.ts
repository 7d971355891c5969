/** What a judge may ask, as data: a key for each question, and how Resource Graph answers it. Pure. */
import { type ArmResource, idKey, parseArmId, sameId } from '../model/arm.ts';
import { failed, ok, type Read } from '../model/estate.ts';
import { list, same, text } from '../model/json.ts';
import type { ReasonCode } from '../model/reasons.ts';
import {
  addressRecordsOf,
  adminRulesOf,
  associationsOf,
  byId,
  byName,
  type Filter,
  gatewaysIn,
  linksTo,
  recommendationsFor,
  rulesOf,
} from './queries.ts';

/** The questions that Resource Graph answers with a list of rows about one subject. */
export type RowKind =
  | 'virtualNetworkLinks'
  | 'addressRecords'
  | 'perimeterAssociations'
  | 'perimeterRules'
  | 'securityAdminRules'
  | 'virtualNetworkGateways'
  | 'recommendations';

/** One question to the estate. */
export type Question =
  | { readonly kind: 'resource'; readonly id: string }
  | { readonly kind: 'children'; readonly parentId: string; readonly collection: string }
  | { readonly kind: 'named'; readonly types: readonly string[]; readonly name: string }
  | { readonly kind: RowKind; readonly subject: string };

/** A question that one query to Resource Graph can answer together with others. */
export type GraphQuestion = Exclude<Question, { readonly kind: 'children' }>;

/** The same for two questions that ask the same, whatever their case. */
export function questionKey(question: Question): string {
  switch (question.kind) {
    case 'resource':
      return `resource ${idKey(question.id)}`;
    case 'children':
      return `children ${idKey(question.parentId)}/${question.collection.toLowerCase()}`;
    case 'named':
      return `named ${[...question.types].sort().join(',').toLowerCase()} ${question.name.toLowerCase()}`;
    default:
      return `${question.kind} ${idKey(question.subject)}`;
  }
}

const network = (...names: readonly string[]) => names.map((name) => `microsoft.network/${name}`);

/** The types that Resource Graph's table `resources` holds and that judges ask for by id. Domain 3.1. */
const indexed: ReadonlySet<string> = new Set([
  ...network(
    'virtualnetworks',
    'networksecuritygroups',
    'applicationsecuritygroups',
    'routetables',
    'natgateways',
    'publicipaddresses',
    'publicipprefixes',
    'privateendpoints',
    'networkinterfaces',
    'privatednszones',
    'privatednszones/virtualnetworklinks',
    'networksecurityperimeters',
    'virtualnetworkgateways',
    'serviceendpointpolicies',
    'azurefirewalls',
    'virtualhubs',
  ),
  'microsoft.keyvault/vaults',
  'microsoft.keyvault/managedhsms',
  'microsoft.storage/storageaccounts',
  'microsoft.servicebus/namespaces',
  'microsoft.eventhub/namespaces',
  'microsoft.relay/namespaces',
  'microsoft.containerregistry/registries',
  'microsoft.managedidentity/userassignedidentities',
]);

/** Whether Resource Graph takes part in the answer. API Management itself is read from Resource Manager (domain 3). */
export function isGraphQuestion(question: Question): question is GraphQuestion {
  if (question.kind === 'resource') return indexed.has(parseArmId(question.id)?.type ?? '');
  return question.kind !== 'children';
}

const rowFilters: Readonly<Record<RowKind, (subjects: readonly string[]) => Filter>> = {
  virtualNetworkLinks: linksTo,
  addressRecords: addressRecordsOf,
  perimeterAssociations: associationsOf,
  perimeterRules: rulesOf,
  securityAdminRules: adminRulesOf,
  virtualNetworkGateways: gatewaysIn,
  recommendations: recommendationsFor,
};

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

/** The filters that together find every row that the questions need. */
export function filtersFor(questions: readonly GraphQuestion[]): readonly Filter[] {
  const filters: Filter[] = [];
  const ids = unique(questions.flatMap((question) => (question.kind === 'resource' ? [idKey(question.id)] : [])));
  if (ids.length > 0) filters.push(byId(unique(ids.map((id) => parseArmId(id)?.type ?? '')), ids));
  const named = questions.filter((question) => question.kind === 'named');
  if (named.length > 0) {
    const types = unique(named.flatMap((question) => question.types.map((type) => type.toLowerCase())));
    filters.push(byName(types, unique(named.map((question) => question.name.toLowerCase()))));
  }
  for (const [kind, filter] of Object.entries(rowFilters)) {
    const subjects = questions.flatMap((question) =>
      question.kind === kind && 'subject' in question ? [idKey(question.subject)] : [],
    );
    if (subjects.length > 0) filters.push(filter(unique(subjects)));
  }
  return filters;
}

/** The table that answers a question. */
export function tableOf(question: GraphQuestion): Filter['table'] {
  return filtersFor([question])[0]?.table ?? 'resources';
}

/**
 * What rows say to a question. `cut` says why these may not be all rows; undefined when they are.
 * A resource that is not among all rows is answered with undefined: only Resource Manager can tell why (domain 9).
 */
export function answerFrom(
  question: GraphQuestion,
  rows: readonly ArmResource[],
  cut: { readonly reason: ReasonCode; readonly detail: string } | undefined,
): Read<ArmResource | readonly ArmResource[]> | undefined {
  const missing = cut === undefined ? undefined : failed(cut.reason, cut.detail);
  if (question.kind === 'resource') {
    const row = rows.find((candidate) => sameId(candidate.id, question.id));
    return row === undefined ? missing : ok(row);
  }
  if (question.kind === 'named') {
    const row = rows.find(
      (candidate) => same(candidate.name, question.name) && question.types.some((type) => same(type, candidate.type)),
    );
    return row === undefined ? (missing ?? failed('TARGET_NOT_VISIBLE')) : ok(row);
  }
  return missing ?? ok(rows.filter((row) => isAbout(row, question.kind, question.subject)));
}

function isBelow(id: string | undefined, parentId: string): boolean {
  return id !== undefined && idKey(id).startsWith(`${idKey(parentId)}/`);
}

function isAbout(row: ArmResource, kind: RowKind, subject: string): boolean {
  switch (kind) {
    case 'virtualNetworkLinks':
      return /virtualnetworklinks$/i.test(row.type) && sameId(text(row, 'properties', 'virtualNetwork', 'id'), subject);
    case 'addressRecords':
      return same(row.name, subject);
    case 'perimeterAssociations':
      return sameId(text(row, 'properties', 'privateLinkResource', 'id'), subject);
    case 'perimeterRules':
      return /accessrules$/i.test(row.type) && isBelow(row.id, subject);
    case 'securityAdminRules':
      return /effectivesecurityadminrules$/i.test(row.type) && isBelow(row.id, subject);
    case 'virtualNetworkGateways':
      return (
        /\/virtualnetworkgateways$/i.test(row.type) &&
        list(row, 'properties', 'ipConfigurations').some((entry) =>
          isBelow(text(entry, 'properties', 'subnet', 'id'), subject),
        )
      );
    case 'recommendations':
      return (
        sameId(text(row, 'properties', 'resourceMetadata', 'resourceId'), subject) ||
        isBelow(row.id, `${subject}/providers/Microsoft.Advisor`)
      );
  }
}
