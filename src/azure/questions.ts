/** What a judge may ask, as data: a key for each question, and how Resource Graph answers it. Pure. */
import { type ArmResource, idKey, parseArmId } from '../model/arm.ts';
import { type EstateQuestion, failed, ok, type Read, type ReadReason, type RowKind } from '../model/estate.ts';
import { foundationTypes } from '../model/foundation-types.ts';
import { list, same, text } from '../model/json.ts';
import {
  addressRecordsOf,
  adminRulesOf,
  associationsOf,
  byId,
  byName,
  changesOf,
  type Filter,
  forwardersAt,
  gatewaysIn,
  healthEventsOf,
  linksTo,
  recommendationsFor,
  rulesOf,
} from './queries.ts';

/** What was changed in one resource: nothing that judging may ask, but asked of Resource Graph in the same way. */
interface ResourceChangesQuestion {
  readonly kind: 'resourceChanges';
  /** ARM id. */
  readonly subject: string;
}

/** Judging's questions that Resource Graph takes part in. */
type EstateGraphQuestion = Exclude<EstateQuestion, { readonly kind: 'children' }>;

/** A question that one query to Resource Graph can answer together with others. */
export type GraphQuestion = EstateGraphQuestion | ResourceChangesQuestion;

/** The same for two questions that ask the same, whatever their case. */
export function questionKey(question: EstateQuestion | ResourceChangesQuestion): string {
  switch (question.kind) {
    case 'resource':
      return `resource ${idKey(question.id)}`;
    case 'children':
      return `children ${idKey(question.parentId)}/${question.collection.toLowerCase()}`;
    case 'named':
      return `named ${question.types.toSorted().join(',').toLowerCase()} ${question.name.toLowerCase()}`;
    default:
      return `${question.kind} ${idKey(question.subject)}`;
  }
}

/** The types that Resource Graph's table `resources` holds and that judges ask for by id. */
const indexed: ReadonlySet<string> = new Set([...foundationTypes, 'microsoft.network/networkinterfaces']);

/** Whether Resource Graph takes part in the answer. API Management itself is read from Resource Manager. */
export function isGraphQuestion(question: EstateQuestion): question is EstateGraphQuestion {
  if (question.kind === 'resource') return indexed.has(parseArmId(question.id)?.type ?? '');
  return question.kind !== 'children';
}

/** The kinds of question that are answered with the rows about one subject. */
type SubjectKind = RowKind | ResourceChangesQuestion['kind'];

const rowFilters: Readonly<Record<SubjectKind, (subjects: readonly string[]) => Filter>> = {
  virtualNetworkLinks: linksTo,
  addressRecords: addressRecordsOf,
  perimeterAssociations: associationsOf,
  perimeterRules: rulesOf,
  securityAdminRules: adminRulesOf,
  virtualNetworkGateways: gatewaysIn,
  dnsForwarders: forwardersAt,
  recommendations: recommendationsFor,
  resourceChanges: changesOf,
  healthEvents: healthEventsOf,
};

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
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

/** Finds the answer to one question. */
export type AnswerFinder = (question: GraphQuestion) => Read<ArmResource | readonly ArmResource[]> | undefined;

/**
 * What rows say to questions. `cut` says why these may not be all rows; undefined when they are.
 * A resource that is not among all rows is answered with undefined: only Resource Manager can tell why (docs/rules.md#reads).
 */
export function answerFrom(
  rows: readonly ArmResource[],
  cut: { readonly reason: ReadReason; readonly detail: string } | undefined,
): AnswerFinder {
  const missing = cut === undefined ? undefined : failed(cut.reason, cut.detail);
  const ids = new Map(rows.map((row) => [idKey(row.id), row]));
  const names = Map.groupBy(rows, (row) => row.name.toLowerCase());
  const kinds = new Map<SubjectKind, ReadonlyMap<string, readonly ArmResource[]>>();
  const about = (kind: SubjectKind): ReadonlyMap<string, readonly ArmResource[]> => {
    const known = kinds.get(kind) ?? bySubject(rows, kind);
    kinds.set(kind, known);
    return known;
  };
  return (question) => {
    if (question.kind === 'resource') {
      const row = ids.get(idKey(question.id));
      return row === undefined ? missing : ok(row);
    }
    if (question.kind === 'named') {
      const row = names
        .get(question.name.toLowerCase())
        ?.find((candidate) => question.types.some((type) => same(type, candidate.type)));
      return row === undefined ? (missing ?? failed('TARGET_NOT_VISIBLE')) : ok(row);
    }
    return missing ?? ok(about(question.kind).get(idKey(question.subject)) ?? []);
  };
}

function bySubject(rows: readonly ArmResource[], kind: SubjectKind): ReadonlyMap<string, readonly ArmResource[]> {
  const found = new Map<string, ArmResource[]>();
  for (const row of rows) {
    for (const subject of new Set(subjectsOf(row, kind))) found.set(subject, [...(found.get(subject) ?? []), row]);
  }
  return found;
}

/** The keys of what a row is about, as an answer to questions of a kind. */
function subjectsOf(row: ArmResource, kind: SubjectKind): readonly string[] {
  switch (kind) {
    case 'virtualNetworkLinks':
      return /virtualnetworklinks$/i.test(row.type) ? keyOf(text(row, 'properties', 'virtualNetwork', 'id')) : [];
    case 'addressRecords':
      return [row.name.toLowerCase()];
    case 'perimeterAssociations':
      return keyOf(text(row, 'properties', 'privateLinkResource', 'id'));
    case 'perimeterRules':
      return /accessrules$/i.test(row.type) ? above(row.id) : [];
    case 'securityAdminRules':
      return /effectivesecurityadminrules$/i.test(row.type) ? above(row.id) : [];
    case 'virtualNetworkGateways':
      if (!/\/virtualnetworkgateways$/i.test(row.type)) return [];
      return list(row, 'properties', 'ipConfigurations').flatMap((entry) =>
        above(text(entry, 'properties', 'subnet', 'id') ?? ''),
      );
    case 'dnsForwarders':
      return list(row, 'properties', 'ipConfigurations').flatMap((entry) =>
        keyOf(text(entry, 'properties', 'privateIPAddress') ?? text(entry, 'privateIpAddress')),
      );
    case 'resourceChanges':
      return keyOf(text(row, 'properties', 'targetResourceId'));
    case 'recommendations': {
      const [owner, advice] = idKey(row.id).split('/providers/microsoft.advisor/');
      const own = advice === undefined || owner === undefined ? [] : [owner];
      return [...keyOf(text(row, 'properties', 'resourceMetadata', 'resourceId')), ...own];
    }
    case 'healthEvents':
      return /^microsoft\.resourcehealth\/events$/i.test(row.type) ? [idKey(row.id).split('/providers/')[0] ?? ''] : [];
  }
}

function keyOf(id: string | undefined): readonly string[] {
  return id === undefined ? [] : [idKey(id)];
}

/** The keys of everything that an id lies below. */
function above(id: string): readonly string[] {
  const segments = idKey(id).split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}
