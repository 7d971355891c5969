/** The schemas name exactly what judges read: a field that no schema names would count as absent when it is unreadable. */
import * as v from 'valibot';
import { type ArmResource, parseArmId } from '../../src/model/arm.ts';
import { type Estate, mapEstate, ok, type Read } from '../../src/model/estate.ts';
import { fieldsOf } from '../../src/model/schemas/fields.ts';
import { schemaOf, schemas } from '../../src/model/schemas/schemas.ts';
import { assessInMemory } from '../support/assess.ts';
import { fieldEstates, instancesIn } from '../support/estates.ts';
import { healthy } from '../support/healthy.ts';

/** Told to people, or read to try a fix on a copy; no judgement rests on it. */
const DECIDES_NOTHING = new Set([
  'microsoft.network/natgateways properties.subnets[].id',
  'microsoft.network/networksecuritygroups properties.securityRules[].id',
  'microsoft.storage/storageaccounts properties.privateEndpointConnections[].id',
  'microsoft.apimanagement/service properties.provisioningState',
  'microsoft.apimanagement/service sku.capacity',
  'microsoft.keyvault/managedhsms sku.name',
  'microsoft.storage/storageaccounts sku.name',
  'microsoft.network/networksecurityperimeters/resourceassociations properties.hasProvisioningIssues',
]);

/** Who a resource is; a resource without these is none. */
const IDENTITY = new Set(['id', 'name', 'type']);

/** Where a member is below a path; undefined for what is not data: methods, symbols, the length of a list. */
function placeOf(target: object, path: string, key: string | symbol, member: unknown): string | undefined {
  if (typeof key === 'symbol' || typeof member === 'function') return undefined;
  if (Array.isArray(target)) return /^\d+$/.test(key) ? `${path}[]` : undefined;
  return path === '' ? key : `${path}.${key}`;
}

const isLeaf = (value: unknown) => typeof value !== 'object' || value === null;

/** An estate whose answers note what is read of them, as `type path`. Only leaves count: an object is read for what is in it. */
function traced(estate: Estate, seen: Set<string>): Estate {
  const known = new Map<ArmResource, ArmResource>();
  const watched = (resource: ArmResource): ArmResource => {
    const type = (parseArmId(resource.id)?.type ?? resource.type)
      .toLowerCase()
      .replace('service/workspaces/', 'service/');
    const watch = (value: unknown, path: string): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      // A copy takes every key and looks at none; what is then read of the copy is what the judge reads.
      let copied = 0;
      return new Proxy(value, {
        ownKeys(target) {
          copied = Object.keys(target).length;
          return Reflect.ownKeys(target);
        },
        get(target, key, receiver) {
          const member = Reflect.get(target, key, receiver);
          const below = placeOf(target, path, key, member);
          if (below === undefined) return member;
          copied -= 1;
          if (copied < 0 && isLeaf(member)) seen.add(`${type} ${below}`);
          return watch(member, below);
        },
      });
    };
    const proxy = known.get(resource) ?? (watch(resource, '') as ArmResource);
    known.set(resource, proxy);
    return proxy;
  };
  const one = (read: Read<ArmResource>) => (read.ok ? ok(watched(read.value)) : read);
  const many = (read: Read<readonly ArmResource[]>) => (read.ok ? ok(read.value.map(watched)) : read);
  return mapEstate(estate, one, many);
}

/** Whether a field, or what holds it, stands in the schema; `*` stands for any key. */
function isNamed(type: string, path: string): boolean {
  const schema = schemaOf(type);
  if (schema === undefined) return false;
  const own = (field: string) => field.split('.*')[0] ?? field;
  return fieldsOf(schema).some(
    (field) =>
      field === path ||
      field.startsWith(`${path}.`) ||
      field.startsWith(`${path}[`) ||
      (field !== own(field) && path.startsWith(`${own(field)}.`)),
  );
}

describe('the schemas', () => {
  it('name every field that judges read', () => {
    const seen = new Set<string>();
    const estates = fieldEstates().filter(({ name }) => name.startsWith('estates/'));
    for (const { resources, denied } of [...estates, { resources: healthy, denied: [] }]) {
      for (const id of instancesIn(resources)) {
        assessInMemory(resources, { id, denied, wrap: (estate) => traced(estate, seen) });
      }
    }
    expect(seen.size).toBeGreaterThan(100);
    const unnamed = [...seen].filter((field) => {
      const [type = '', path = ''] = field.split(' ');
      return !IDENTITY.has(path) && !DECIDES_NOTHING.has(field) && !isNamed(type, path);
    });
    expect(unnamed.toSorted()).toEqual([]);
  });

  it('are listed by the fields that hold a value, each once', () => {
    const place = v.pipe(
      v.object({ name: v.string(), tags: v.record(v.string(), v.string()) }),
      v.check(() => true),
    );
    const schema = v.object({ places: v.array(place), state: v.pipe(v.string(), v.minLength(1)) });
    expect(fieldsOf(schema)).toEqual(['places[].name', 'places[].tags.*', 'state']);
  });

  it('are found by the type in any case, and a workspace has its service’s', () => {
    expect(schemaOf('Microsoft.KeyVault/Vaults')).toBe(schemas.get('microsoft.keyvault/vaults'));
    expect(schemaOf('Microsoft.ApiManagement/service/workspaces/backends')).toBe(
      schemas.get('microsoft.apimanagement/service/backends'),
    );
  });
});
