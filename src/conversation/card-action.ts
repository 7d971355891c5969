/** What a button carried, read as what anybody may have sent: a card travels through clients. */
import {
  type AboutVerb,
  type CardAction,
  type ChangesAction,
  type ExportAction,
  type FileFormat,
  type FleetAction,
  type PlaceCondition,
  TICK,
} from '../../cards/actions.ts';
import type { ReminderAction } from '../../cards/reminder-actions.ts';
import { parseArmId } from '../model/arm.ts';
import { isFixFormat } from '../model/fix-format.ts';
import { at, isObject, list, text } from '../model/json.ts';
import { isMonth } from '../readiness/select.ts';
import { readReminderAction } from './reminder-action.ts';

/** Everything that a button may ask. */
export type Action = CardAction | ReminderAction;

const aboutVerbs: ReadonlySet<string> = new Set(['check', 'why', 'fix', 'evidence', 'what-if'] satisfies AboutVerb[]);
const conditions: ReadonlySet<string> = new Set([
  'subscription',
  'resource-group',
  'region',
  'tier',
  'network',
  'platform',
  'tag',
  'any',
]);
const longest = 1_000;
/** Conditions or names that one button may carry. */
const most = 20;

/** The data of a button as an action; `undefined` for anything that is not exactly one. */
export function readAction(data: unknown): Action | undefined {
  const action = readCardAction(data) ?? readReminderAction(data);
  if (action === undefined) return undefined;
  const place = text(data, 'place') === 'new' ? { place: 'new' as const } : {};
  return { ...action, ...place, ...pageIn(data) };
}

/** Whether the answer to a button stands below the card, so that the card stays what it is. */
export function isAnsweredBelow(action: Action | undefined): boolean {
  return action !== undefined && 'place' in action && action.place === 'new';
}

function readCardAction(data: unknown): CardAction | undefined {
  const verb = text(data, 'verb') ?? '';
  return aboutVerbs.has(verb) ? readAbout(verb as AboutVerb, data) : readers.get(verb)?.(data);
}

/** What each other verb carries. */
const readers: ReadonlyMap<string, (data: unknown) => CardAction | undefined> = new Map(
  Object.entries({
    ask: readAsk,
    explain: readExplain,
    readers: readReaders,
    fleet: readFleet,
    changes: readChanges,
    export: readExport,
    'fix-file': readFixFile,
    share: readShare,
  } satisfies Record<Exclude<CardAction['verb'], AboutVerb>, (data: unknown) => CardAction | undefined>),
);

function readAsk(data: unknown): CardAction | undefined {
  const question = short(data, 'question');
  return question === undefined ? undefined : { verb: 'ask', question };
}

function readExplain(data: unknown): CardAction | undefined {
  const { requirement } = requirementIn(data);
  return requirement === undefined ? undefined : { verb: 'explain', requirement };
}

function readReaders(data: unknown): CardAction | undefined {
  const target = text(data, 'target') ?? '';
  return /^[a-z0-9][a-z0-9-]{1,62}$/i.test(target) ? { verb: 'readers', target } : undefined;
}

function readFixFile(data: unknown): CardAction | undefined {
  const instance = instanceIn(data);
  const month = monthIn(data);
  const format = text(data, 'format');
  if (instance === undefined || month === false) return undefined;
  return { verb: 'fix-file', instance, ...month, ...(isFixFormat(format) ? { format } : {}), ...localeIn(data) };
}

function readShare(data: unknown): CardAction | undefined {
  const instance = instanceIn(data);
  const month = monthIn(data);
  const to = short(data, 'to');
  if (instance === undefined || month === false) return undefined;
  return { verb: 'share', instance, ...month, ...(to === undefined ? {} : { to }) };
}

function readAbout(verb: AboutVerb, data: unknown): CardAction | undefined {
  const instance = instanceIn(data);
  const month = monthIn(data);
  if (instance === undefined || month === false) return undefined;
  const drawn = text(data, 'drawn');
  const cause = text(data, 'cause');
  const done = ticksIn(data);
  const format = text(data, 'format');
  return {
    verb,
    instance,
    ...requirementIn(data),
    ...month,
    ...(drawn === undefined || !/^20\d{2}-\d{2}-\d{2}T[\d:.]{8,12}Z$/.test(drawn) ? {} : { drawn }),
    ...(cause === undefined || !/^[a-z0-9]{1,8}$/.test(cause) ? {} : { cause }),
    ...(isFixFormat(format) ? { format } : {}),
    ...(done.length === 0 ? {} : { done }),
  };
}

/** The ARM id of an instance; anything else counts as absent. */
function instanceIn(data: unknown): string | undefined {
  const instance = short(data, 'instance');
  return instance !== undefined && parseArmId(instance)?.type === 'microsoft.apimanagement/service'
    ? instance
    : undefined;
}

/** False for a month that is none. */
function monthIn(data: unknown): { readonly month?: string } | false {
  const month = text(data, 'month');
  if (month === undefined) return {};
  return isMonth(month) && month.startsWith('20') ? { month } : false;
}

/** A step is ticked off by an input of its own, which a client sends beside the data of the button. */
function ticksIn(data: unknown): readonly string[] {
  if (!isObject(data)) return [];
  const inputs = Object.entries(data).flatMap(([name, value]) =>
    name.startsWith(TICK) && /^[a-z0-9]{1,8}$/.test(name.slice(TICK.length))
      ? [{ id: name.slice(TICK.length), isTicked: value === 'true' }]
      : [],
  );
  // What stands on another page keeps its tick; what stands here is as it stands.
  const here = new Set(inputs.map(({ id }) => id));
  const ticked = inputs.filter(({ isTicked }) => isTicked).map(({ id }) => id);
  const before = list(data, 'done').filter(
    (id): id is string => typeof id === 'string' && /^[a-z0-9]{1,8}$/.test(id) && !here.has(id),
  );
  return [...new Set([...before, ...ticked])].slice(0, 100);
}

function readFleet(data: unknown): FleetAction | undefined {
  const month = monthIn(data);
  const only = text(data, 'only');
  const scope = scopeIn(data);
  if (month === false || scope === undefined) return undefined;
  return {
    verb: 'fleet',
    ...scope,
    ...requirementIn(data),
    ...(only === 'unmet' || only === 'ready' || only === 'undecided' ? { only } : {}),
    ...month,
  };
}

function readChanges(data: unknown): ChangesAction | undefined {
  const since = text(data, 'since') ?? '';
  const scope = scopeIn(data);
  if (scope === undefined || !/^20\d{2}-\d{2}-\d{2}$/.test(since) || Number.isNaN(Date.parse(since))) return undefined;
  return { verb: 'changes', since, ...scope };
}

const exportFormats: ReadonlySet<string> = new Set(['html', 'csv', 'json', 'markdown'] satisfies FileFormat[]);

function readExport(data: unknown): ExportAction | undefined {
  const scope = scopeIn(data);
  const format = text(data, 'format');
  if (scope === undefined || (format !== undefined && !exportFormats.has(format))) return undefined;
  return {
    verb: 'export',
    ...scope,
    ...(format === undefined ? {} : { format: format as FileFormat }),
    ...localeIn(data),
  };
}

function localeIn(data: unknown): { readonly locale?: string } {
  const locale = short(data, 'locale');
  return locale === undefined ? {} : { locale };
}

/** Several instances by name or by what they have in common; undefined for anything else. */
function scopeIn(data: unknown): Pick<FleetAction, 'names' | 'where'> | undefined {
  const names = list(data, 'names');
  const where = list(data, 'where').map(conditionOf);
  if (names.length > most || where.length > most) return undefined;
  if (!names.every((name): name is string => typeof name === 'string' && name.length <= longest)) return undefined;
  if (!where.every((condition) => condition !== undefined)) return undefined;
  return { ...(names.length === 0 ? {} : { names }), ...(where.length === 0 ? {} : { where }) };
}

function requirementIn(data: unknown): { readonly requirement?: string } {
  const requirement = text(data, 'requirement');
  return requirement === undefined || !/^[a-z][a-z0-9-]{0,80}$/.test(requirement) ? {} : { requirement };
}

function pageIn(data: unknown): { readonly page?: number } {
  const page = at(data, 'page');
  return typeof page === 'number' && Number.isInteger(page) && page > 0 && page < 10_000 ? { page } : {};
}

function conditionOf(data: unknown): PlaceCondition | undefined {
  const by = text(data, 'by') ?? '';
  const value = short(data, 'value');
  const key = short(data, 'key');
  if (!conditions.has(by) || value === undefined || (by === 'tag' && key === undefined)) return undefined;
  return { by: by as PlaceCondition['by'], value, ...(key === undefined ? {} : { key }) };
}

function short(data: unknown, name: string): string | undefined {
  const found = text(data, name);
  return found === undefined || found.length > longest ? undefined : found;
}
