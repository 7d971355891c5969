/** Changes that can be thought through before anybody makes them, as they are asked for: one word each, the same in buttons and commands. */

/** Changes of the instance itself. */
export const ownChanges = ['trusted-access-off', 'trusted-access-on', 'system-identity-on'] as const;

/** A change that somebody asks about; `target` is the name of a service that the gateway calls. */
export type Wish =
  | { readonly of: (typeof ownChanges)[number] }
  | { readonly of: 'private-endpoint' | 'admit-subnet'; readonly target: string }
  /** Single address or CIDR. */
  | { readonly of: 'admit'; readonly target: string; readonly address: string };

/** A wish as one word: `trusted-access-off`, `private-endpoint@kv-prod`, `admit:20.50.1.1@kv-prod`. */
export type WhatIfChange = string;

/** How a wish is written, for help. */
export const wishForms: readonly string[] = [
  ...ownChanges,
  'private-endpoint@NAME',
  'admit-subnet@NAME',
  'admit:ADDRESS@NAME',
];

const ABOUT_TARGET =
  /^(?:(?<of>private-endpoint|admit-subnet)|admit:(?<address>[\da-f.:]{3,45}(?:\/\d{1,3})?))@(?<target>[a-z0-9][a-z0-9-]{1,62})$/i;

/** Reads a wish; undefined for anything else. */
export function readWish(text: WhatIfChange): Wish | undefined {
  const own = ownChanges.find((one) => one === text);
  if (own !== undefined) return { of: own };
  const { of, address, target } = ABOUT_TARGET.exec(text)?.groups ?? {};
  if (target === undefined) return undefined;
  if (address !== undefined) return { of: 'admit', target, address };
  return { of: of?.toLowerCase() === 'admit-subnet' ? 'admit-subnet' : 'private-endpoint', target };
}

/** Writes a wish as one word. */
export function wishWord(wish: Wish): WhatIfChange {
  if (wish.of === 'admit') return `admit:${wish.address}@${wish.target}`;
  return 'target' in wish ? `${wish.of}@${wish.target}` : wish.of;
}

/** The name of the service that a wish is about; undefined for one about the instance itself. */
export function targetOf(change: WhatIfChange): string | undefined {
  const wish = readWish(change);
  return wish !== undefined && 'target' in wish ? wish.target : undefined;
}
