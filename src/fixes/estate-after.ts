/** A change, made to a copy of what was read: the estate as it would be afterwards. Nothing is sent anywhere. */
import { type ArmKey, type ArmResource, idKey, sameId } from '../model/arm.ts';
import type { Change } from '../model/change.ts';
import type { Day } from '../model/days.ts';
import { type Estate, mapEstate, ok, type Read } from '../model/estate.ts';
import { type Json, list, same, text } from '../model/json.ts';
import { readableEstate } from '../model/readable.ts';
import { type ChangeEffect, changeEffect, put } from './change-effects.ts';
import { type Patch, stillFails } from './reference-patches.ts';

/** Parts of a resource that are resources too, with ids of their own. */
const PARTS = ['subnets', 'securityRules', 'routes'] as const;

/** How resources look after some changes, in their order. */
function afterwards(effects: readonly ChangeEffect[]): Patch {
  const patches = new Map<ArmKey, Patch[]>();
  for (const [id, patch] of effects.flatMap((effect) => effect.patches)) {
    const key = idKey(id);
    patches.set(key, [...(patches.get(key) ?? []), patch]);
  }
  const after: Patch = (resource) => {
    const own = (patches.get(idKey(resource.id)) ?? []).reduce((before, patch) => patch(before), resource);
    return PARTS.reduce((whole, part) => {
      const parts = list(whole, 'properties', part);
      if (!parts.some((entry) => patches.has(idKey(text(entry, 'id') ?? '')))) return whole;
      const changed = parts.map((entry) => after(entry as unknown as ArmResource) as unknown as Json);
      return put(whole, ['properties', part], () => changed) as unknown as ArmResource;
    }, own);
  };
  return after;
}

/** One resource after some changes. */
export function resourceAfter(resource: ArmResource, changes: readonly Change[], today: Day): ArmResource {
  return afterwards(changes.map((change) => changeEffect(change, today)))(resource);
}

/**
 * The estate after some changes, in their order. `today` is the UTC day on which they would be made. What was never read stays
 * unread, so a judgement that leans on more than was read says so.
 */
export function estateAfter(estate: Estate, changes: readonly Change[], today: Day): Estate {
  if (changes.length === 0) return estate;
  const effects = changes.map((change) => changeEffect(change, today));
  // What is made under an id that exists replaces it.
  const made = [...new Map(effects.flatMap((effect) => effect.made).map((one) => [idKey(one.id), one])).values()];
  const after = afterwards(effects);
  // An answer that nothing changes stays the same object, so what was worked out from it holds.
  const one = (read: Read<ArmResource>): Read<ArmResource> => {
    if (!read.ok) return read;
    const resource = after(read.value);
    return resource === read.value ? read : ok(resource);
  };
  const many = (
    read: Read<readonly ArmResource[]>,
    added: (one: ArmResource) => boolean = () => false,
  ): Read<readonly ArmResource[]> => {
    if (!read.ok) return read;
    const news = made.filter(added);
    const kept = read.value.filter(({ id }) => !news.some((resource) => sameId(resource.id, id)));
    const value = [...kept.map(after), ...news];
    const isSame = value.length === read.value.length && value.every((resource, at) => resource === read.value[at]);
    return isSame ? read : { ...read, value };
  };
  const fresh = (id: string) => made.find((resource) => sameId(resource.id, id));
  const isA = (resource: ArmResource, type: string) => same(resource.type, type);

  return readableEstate({
    ...mapEstate(estate, one, (read) => many(read)),
    resource(id) {
      const created = fresh(id);
      return created === undefined ? one(estate.resource(id)) : ok(created);
    },
    children(parentId, collection) {
      const [name = '', filter] = collection.split('?');
      // What is new has no children that could be read, only those that were made with it.
      const known = fresh(parentId) ? ok([]) : estate.children(parentId, collection);
      const principal = /assignedTo\('([^']+)'\)/i.exec(filter ?? '')?.[1];
      const read = many(
        known,
        (resource) =>
          sameId(resource.id, `${parentId}/${name}/${resource.name}`) &&
          (principal === undefined || same(text(resource, 'properties', 'principalId'), principal)),
      );
      const isFailedList = filter?.startsWith('isKeyVaultRefreshFailed') === true;
      return isFailedList && read.ok ? ok(read.value.filter(stillFails)) : read;
    },
    virtualNetworkLinks: (networkId) =>
      many(
        estate.virtualNetworkLinks(networkId),
        (resource) =>
          isA(resource, 'microsoft.network/privatednszones/virtualnetworklinks') &&
          sameId(text(resource, 'properties', 'virtualNetwork', 'id'), networkId),
      ),
    addressRecords: (name) =>
      many(
        estate.addressRecords(name),
        (resource) => isA(resource, 'microsoft.network/privatednszones/a') && same(resource.name, name),
      ),
    perimeterAssociations: (targetId) =>
      many(
        estate.perimeterAssociations(targetId),
        (resource) =>
          isA(resource, 'microsoft.network/networksecurityperimeters/resourceassociations') &&
          sameId(text(resource, 'properties', 'privateLinkResource', 'id'), targetId),
      ),
    perimeterRules: (profileId) =>
      many(fresh(profileId) ? ok([]) : estate.perimeterRules(profileId), ({ id }) =>
        idKey(id).startsWith(`${idKey(profileId)}/accessrules/`),
      ),
  });
}
