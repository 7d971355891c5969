/** An estate in memory: answers every question from a list of resources, as Azure would after all reading is done. */
import { type ArmKey, type ArmResource, idKey, parseArmId, sameId } from '../../src/model/arm.ts';
import { type Estate, failed, ok, type Read, type ReadReason } from '../../src/model/estate.ts';
import { isObject, list, same, text } from '../../src/model/json.ts';

export interface EstateOptions {
  /** Id prefixes that answer FORBIDDEN by id and are missing from everything else. */
  readonly denied?: readonly string[];
  /** Questions that fail: the method's name or `method:argument` in lower case, with the reason. */
  readonly failing?: Readonly<Record<string, ReadReason>>;
}

/** Whether a role is assigned to a principal at a scope, above or below it, as `assignedTo` lists it; no groups here. */
function isAssigned(resource: ArmResource, scope: string, principal: string): boolean {
  if (!same(resource.type, 'Microsoft.Authorization/roleAssignments')) return false;
  const own = idKey(text(resource, 'properties', 'scope') ?? '');
  const related =
    own === scope || own.startsWith(`${scope}/`) || scope.startsWith(`${own}/`) || !own.startsWith('/sub');
  return related && same(text(resource, 'properties', 'principalId'), principal);
}

/** Makes an estate of resources; children of the embedded kinds (subnets, peerings, connections) are found in their parent too. */
export function estateOf(resources: readonly ArmResource[], options: EstateOptions = {}): Estate {
  const isDenied = (id: string) =>
    (options.denied ?? []).some((prefix) => `${idKey(id)}/`.startsWith(`${idKey(prefix)}/`));
  const failing = (method: string, argument: string) =>
    options.failing?.[`${method}:${argument.toLowerCase()}`] ?? options.failing?.[method];
  const visible = resources.filter((resource) => !isDenied(resource.id));
  const keys = visible.map(({ id }) => idKey(id));
  const byId = new Map<ArmKey, ArmResource>();
  for (const [index, resource] of visible.entries()) {
    const key = keys[index] as ArmKey;
    if (!byId.has(key)) byId.set(key, resource);
  }
  const byType = Map.groupBy(visible, ({ type }) => type.toLowerCase());
  const typed = (type: string) => byType.get(type.toLowerCase()) ?? [];
  const below = (id: string) => {
    const prefix = `${idKey(id)}/`;
    return visible.filter((_, index) => keys[index]?.startsWith(prefix));
  };
  // Judging asks for the same few things all the time.
  const lists = new Map<string, Read<readonly ArmResource[]>>();
  const rows = (method: string, argument: string, find: () => readonly ArmResource[]): Read<readonly ArmResource[]> => {
    const question = `${method}:${argument}`;
    const reason = failing(method, argument);
    const read = lists.get(question) ?? (reason === undefined ? ok(find()) : failed(reason));
    lists.set(question, read);
    return read;
  };
  const find = (id: string): Read<ArmResource> => {
    const reason = failing('resource', id);
    if (reason !== undefined) return failed(reason);
    if (isDenied(id)) return failed('FORBIDDEN', 'AuthorizationFailed');
    const own = byId.get(idKey(id));
    if (own !== undefined) return ok(own);
    const parts = parseArmId(id);
    const parent = parts?.parentId === undefined ? undefined : byId.get(idKey(parts.parentId));
    const embedded = list(parent, 'properties', id.split('/').at(-2) ?? '').find((entry) =>
      sameId(text(entry, 'id'), id),
    );
    return isObject(embedded) ? ok(embedded as ArmResource) : failed('NOT_FOUND', 'ResourceNotFound');
  };
  const childrenOf: Estate['children'] = (parentId, collection) => {
    const [path = '', query = ''] = collection.split('?');
    const reason = failing('children', `${parentId}/${collection}`) ?? failing('children', collection);
    if (reason !== undefined) return failed(reason);
    if (isDenied(`${parentId}/${path}`)) return failed('FORBIDDEN', 'AuthorizationFailed');
    const principal = /assignedTo\('([^']+)'\)/i.exec(query)?.[1];
    if (principal !== undefined) return ok(visible.filter((one) => isAssigned(one, idKey(parentId), principal)));
    const prefix = `${idKey(parentId)}/`;
    if (path === 'allPolicies') {
      return ok(
        resources
          .filter((resource) => idKey(resource.id).startsWith(prefix) && /\/policies$/i.test(resource.type))
          .map((policy) => ({
            ...policy,
            properties: { referencePolicyId: policy.id, complianceState: 'Compliant' },
          })),
      );
    }
    const found = below(parentId).filter((resource) => {
      const rest = idKey(resource.id).slice(prefix.length);
      return rest.startsWith(`${path.toLowerCase()}/`) && rest.split('/').length === path.split('/').length + 1;
    });
    if (!query.toLowerCase().includes('iskeyvaultrefreshfailed=true')) return ok(found);
    return ok(
      found.filter((resource) => {
        const code = text(resource, 'properties', 'keyVault', 'lastStatus', 'code');
        return code !== undefined && !same(code, 'Success');
      }),
    );
  };
  const known = new Map<string, Read<ArmResource>>();
  return {
    prefetch: () => {},
    resource(id) {
      const read = known.get(id) ?? find(id);
      known.set(id, read);
      return read;
    },
    children(parentId, collection) {
      const question = `children:${parentId}/${collection}`;
      const read = lists.get(question) ?? childrenOf(parentId, collection);
      lists.set(question, read);
      return read;
    },
    named(types, name) {
      const reason = failing('named', name);
      if (reason !== undefined) return failed(reason);
      const found = visible.find(
        (resource) => types.includes(resource.type.toLowerCase()) && same(resource.name, name),
      );
      return found === undefined ? failed('TARGET_NOT_VISIBLE') : ok(found);
    },
    virtualNetworkLinks: (id) =>
      rows('virtualNetworkLinks', id, () =>
        typed('Microsoft.Network/privateDnsZones/virtualNetworkLinks').filter((link) =>
          sameId(text(link, 'properties', 'virtualNetwork', 'id'), id),
        ),
      ),
    addressRecords: (name) =>
      rows('addressRecords', name, () =>
        typed('Microsoft.Network/privateDnsZones/A').filter((record) => same(record.name, name)),
      ),
    perimeterAssociations: (id) =>
      rows('perimeterAssociations', id, () =>
        typed('Microsoft.Network/networkSecurityPerimeters/resourceAssociations').filter((association) =>
          sameId(text(association, 'properties', 'privateLinkResource', 'id'), id),
        ),
      ),
    perimeterRules: (id) =>
      rows('perimeterRules', id, () =>
        below(id).filter(({ type }) => same(type, 'Microsoft.Network/networkSecurityPerimeters/profiles/accessRules')),
      ),
    securityAdminRules: (id) =>
      rows('securityAdminRules', id, () => below(id).filter(({ type }) => /effectivesecurityadminrules$/i.test(type))),
    virtualNetworkGateways: (id) =>
      rows('virtualNetworkGateways', id, () =>
        typed('Microsoft.Network/virtualNetworkGateways').filter((gateway) =>
          list(gateway, 'properties', 'ipConfigurations').some((entry) =>
            idKey(text(entry, 'properties', 'subnet', 'id') ?? '').startsWith(`${idKey(id)}/`),
          ),
        ),
      ),
    dnsForwarders: (address) =>
      rows('dnsForwarders', address, () =>
        visible.filter(
          (one) =>
            /azurefirewalls$|inboundendpoints$/i.test(one.type) &&
            list(one, 'properties', 'ipConfigurations').some((entry) =>
              same(text(entry, 'properties', 'privateIPAddress') ?? text(entry, 'privateIpAddress'), address),
            ),
        ),
      ),
    recommendations: (id) =>
      rows('recommendations', id, () =>
        typed('Microsoft.Advisor/recommendations').filter((row) =>
          sameId(text(row, 'properties', 'resourceMetadata', 'resourceId'), id),
        ),
      ),
    healthEvents: (id) =>
      rows('healthEvents', id, () => below(id).filter(({ type }) => same(type, 'Microsoft.ResourceHealth/events'))),
  };
}
