/** Azure Resource Manager's resources and ids. */
import { LRUCache } from 'lru-cache';
import type { Json } from './json.ts';

/** A resource as Azure answered it: wire JSON, nothing renamed, nothing filled in. */
export interface ArmResource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly location?: string;
  readonly properties?: Json;
  readonly [key: string]: Json | undefined;
}

/** The parts of an ARM id. `type` is lower case, for example `microsoft.network/virtualnetworks/subnets`. */
export interface ArmIdParts {
  readonly subscriptionId: string;
  readonly resourceGroup: string | undefined;
  readonly type: string;
  readonly name: string;
  /** The id of the resource that this one is a child of; `undefined` for a top-level resource. */
  readonly parentId: string | undefined;
}

/** Takes an ARM id apart; `undefined` for anything that is not the id of a resource in a subscription. */
export function parseArmId(id: string): ArmIdParts | undefined {
  const known = parsed.get(id);
  if (known !== undefined) return known.parts;
  const parts = partsOf(id);
  parsed.set(id, { parts });
  return parts;
}

/** The id of the resource that one is a child of; empty for a top-level resource, and for what is no id of a resource. */
export function parentIdOf(id: string): string {
  return parseArmId(id)?.parentId ?? '';
}

/** Ids that were taken apart: judging comes back to the same ones all the time. */
const parsed = new LRUCache<string, { readonly parts: ArmIdParts | undefined }>({ max: 5_000 });

function partsOf(id: string): ArmIdParts | undefined {
  const segments = id.split('/');
  const [root, , subscriptionId = '', , resourceGroup] = segments;
  const lower = segments.map((segment) => segment.toLowerCase());
  if (root !== '' || lower[1] !== 'subscriptions') return undefined;
  if (segments.slice(1).some((segment) => segment === '')) return undefined;
  // Without a provider only the last segment is left.
  const [, namespace, ...path] = segments.slice(lower.lastIndexOf('providers'));
  const name = path.at(-1);
  if (name === undefined || path.length % 2 !== 0) return undefined;
  const types = path.filter((_, index) => index % 2 === 0);
  return {
    subscriptionId,
    resourceGroup: lower[3] === 'resourcegroups' ? resourceGroup : undefined,
    type: [namespace, ...types].join('/').toLowerCase(),
    name,
    parentId: path.length > 2 ? segments.slice(0, -2).join('/') : undefined,
  };
}

declare const armKey: unique symbol;

/** An ARM id in the form to compare and to key maps by; only `idKey` makes one. */
export type ArmKey = string & { readonly [armKey]: true };

/** The form of an id to compare and to key maps by: lower case, no slash at the end. Azure itself mixes cases. */
export function idKey(id: string): ArmKey {
  const key = id.toLowerCase();
  return (key.endsWith('/') ? key.replace(/\/+$/, '') : key) as ArmKey;
}

/** Whether two ids name the same resource, whatever their case. */
export function sameId(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && idKey(a) === idKey(b);
}

/** The last segment of an id, as a short name for people. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** An Azure location in its short form: "West Europe" and "westeurope" are both `westeurope`. */
export function shortLocation(location: string): string {
  return location.replace(/\s+/g, '').toLowerCase();
}
