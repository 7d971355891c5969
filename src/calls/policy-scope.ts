/** What a policy's id says about where it applies. Rules: docs/rules.md#calls. */
import { idKey } from '../model/arm.ts';
import { say, type Text } from '../model/text.ts';

/** Where a policy applies. `owner` is the service's id, or that of the workspace, under which its names are looked up. */
export interface PolicyScope {
  readonly kind: 'service' | 'workspace' | 'product' | 'api' | 'operation' | 'resolver' | 'fragment' | 'other';
  readonly owner: string;
  /** The workspace's name; undefined for the service itself. */
  readonly workspace: string | undefined;
  readonly api: string | undefined;
  readonly operation: string | undefined;
  readonly resolver: string | undefined;
  readonly product: string | undefined;
  readonly fragment: string | undefined;
}

const KINDS: Readonly<Record<string, PolicyScope['kind']>> = {
  '': 'service',
  apis: 'api',
  'apis/operations': 'operation',
  'apis/resolvers': 'resolver',
  products: 'product',
  policyfragments: 'fragment',
};

function pairs(path: string): ReadonlyMap<string, string> {
  const found = path.matchAll(/([^/]+)\/+([^/]+)/g);
  return new Map([...found].map(([, key = '', name = '']) => [key.toLowerCase(), name]));
}

/** Reads the id of a policy or of a policy fragment. Ids that fit no known scope are `other`: read all the same. */
export function scopeOfPolicy(serviceId: string, policyId: string): PolicyScope {
  const path = idKey(policyId).startsWith(`${idKey(serviceId)}/`) ? policyId.slice(serviceId.length) : '';
  const found = pairs(path.replace(/\/policies\/[^/]+\/?$/i, ''));
  const workspace = found.get('workspaces');
  const shape = [...found.keys()].filter((key) => key !== 'workspaces').join('/');
  const kind = KINDS[shape] ?? 'other';
  return {
    kind: kind === 'service' && workspace !== undefined ? 'workspace' : kind,
    owner: workspace === undefined ? serviceId : `${serviceId}/workspaces/${workspace}`,
    workspace,
    api: found.get('apis'),
    operation: found.get('operations'),
    resolver: found.get('resolvers'),
    product: found.get('products'),
    fragment: found.get('policyfragments'),
  };
}

function inService(scope: PolicyScope): Text {
  const { api = '', operation = '', resolver = '', product = '', fragment = '' } = scope;
  switch (scope.kind) {
    case 'service':
      return say('All APIs');
    case 'workspace':
      return say('All APIs of the workspace');
    case 'product':
      return say('Product {product}', { product });
    case 'api':
      return say('API {api}', { api });
    case 'operation':
      return say('API {api}, operation {operation}', { api, operation });
    case 'resolver':
      return say('API {api}, resolver {resolver}', { api, resolver });
    case 'fragment':
      return say('Policy fragment {fragment}', { fragment });
    default:
      return say('A policy');
  }
}

/** The scope for people: "API orders, operation get-invoice". */
export function scopeName(scope: PolicyScope): Text {
  const place = inService(scope);
  return scope.workspace === undefined
    ? place
    : say('Workspace {workspace}: {place}', { workspace: scope.workspace, place });
}

/** A scope and the element in it: "API orders, operation get-invoice, send-request". */
export function placeIn(scope: PolicyScope, element: string): Text {
  return say('{scope}, {element}', { scope: scopeName(scope), element });
}
