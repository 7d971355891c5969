/**
 * Azure's answers, measured against the schemas once, before anybody judges by them: what does not fit is marked where it
 * stands, so that it reaches exactly the judgements that read it.
 */
import { type GenericIssue, safeParse } from 'valibot';
import { type ArmResource, parseArmId } from './arm.ts';
import { type Estate, failed, mapEstate, ok, type Read } from './estate.ts';
import { isObject, isUnreadable, type Json, type JsonObject, unreadable } from './json.ts';
import { remembered } from './remembered.ts';
import { schemaOf } from './schemas/schemas.ts';

/** `properties.securityRules[3].properties.access`. */
function pathText(keys: readonly (string | number)[]): string {
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .replace(/^\./, '');
}

function keysOf(issue: GenericIssue): readonly (string | number)[] {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
}

/** A copy of a value with a mark at a path; everything beside the path is shared. */
function marked(value: Json | undefined, keys: readonly (string | number)[], mark: JsonObject): Json {
  const [key, ...below] = keys;
  if (key === undefined || isUnreadable(value)) return mark;
  if (Array.isArray(value)) {
    return value.map((member: Json, index) => (index === key ? marked(member, below, mark) : member));
  }
  const object = isObject(value) ? value : {};
  return { ...object, [key]: marked(object[key], below, mark) };
}

function measured(resource: ArmResource): ArmResource {
  const schema = schemaOf(parseArmId(resource.id)?.type ?? resource.type);
  const result = schema === undefined ? undefined : safeParse(schema, resource);
  if (result === undefined || result.success) return resource;
  let copy = resource;
  for (const issue of result.issues) {
    const keys = keysOf(issue);
    const [top = 'properties', ...below] = keys;
    const mark = unreadable({ resource: resource.id, property: pathText(keys) });
    copy = { ...copy, [top]: marked(copy[top], below, mark) };
  }
  return copy;
}

/** The resource with a mark in place of each field that does not fit its schema; measured once, then remembered. */
export const readable = remembered(measured);

const readableList = remembered((list: readonly ArmResource[]) => list.map(readable));

const one = remembered((read: Read<ArmResource>): Read<ArmResource> => {
  if (!read.ok) return read;
  const resource = readable(read.value);
  // Without properties it is unreadable as a whole; a list has its other members, so there it is found out by reading it.
  return resource !== read.value && isUnreadable(resource.properties)
    ? failed('UNREADABLE', 'properties')
    : ok(resource);
});

const many = remembered(
  (read: Read<readonly ArmResource[]>): Read<readonly ArmResource[]> =>
    read.ok ? { ...read, value: readableList(read.value) } : read,
);

/** An answer of Azure, measured: every answer passes here, or through `readableEstate`, on its way to the judges. */
export function readableAnswer(read: Read<ArmResource | readonly ArmResource[]>): typeof read {
  return isList(read) ? many(read) : one(read as Read<ArmResource>);
}

function isList(read: Read<ArmResource | readonly ArmResource[]>): read is Read<readonly ArmResource[]> {
  return read.ok && Array.isArray(read.value);
}

const estates = remembered((estate: Estate): Estate => ({ ...mapEstate(estate, one, many), answers: estate }));

/** The estate with every answer measured. */
export function readableEstate(estate: Estate): Estate {
  return estate.answers === undefined ? estates(estate) : estate;
}
