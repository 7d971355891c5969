/** Which instances a person means, as it was typed; once it is found out, an `AzureScope` says it by Azure's ids. */

/** One thing that instances have in common. Values as they were typed. */
export type Condition =
  /** A region by its name, or one of the groups `europe`, `us`, `asia`. */
  | { readonly by: 'subscription' | 'resource-group' | 'region' | 'tier'; readonly value: string }
  /** The virtual network type (`Internal`, `External`, `None`); the platform version (`stv1`, `stv2`, `mtv1`). */
  | { readonly by: 'network' | 'platform'; readonly value: string }
  | { readonly by: 'tag'; readonly key: string; readonly value: string }
  /** "in prod": a subscription, a resource group, a region or the value of a tag; which one, the estate decides. */
  | { readonly by: 'any'; readonly value: string };

/** Which instances are meant. Nothing named and no condition: all of them. */
export interface Scope {
  /** Names, `resourceGroup/name` or ARM ids. */
  readonly names: readonly string[];
  /** All of them must hold. */
  readonly where: readonly Condition[];
}

/** All instances. */
export const everything: Scope = { names: [], where: [] };

/** Whether a scope means all instances. */
export function isEverything({ names, where }: Scope): boolean {
  return names.length === 0 && where.length === 0;
}
