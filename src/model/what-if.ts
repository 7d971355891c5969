/** Changes that can be thought through before anybody makes them, as they are asked for: one word each, the same in buttons and commands. */

/** Changes of the instance itself. */
const OWN_CHANGES = ['trusted-access-off', 'trusted-access-on', 'system-identity-on'] as const;

/** A change that somebody asks about; `target` is the name of a service that the gateway calls. */
export type WhatIfChange =
  | { readonly of: (typeof OWN_CHANGES)[number] }
  | { readonly of: 'private-endpoint' | 'admit-subnet'; readonly target: string }
  /** Single address or CIDR. */
  | { readonly of: 'admit'; readonly target: string; readonly address: string };

/** Such a change as one word: `trusted-access-off`, `private-endpoint@kv-prod`, `admit:20.50.1.1@kv-prod`. */
export type WhatIfText = string;

/** How it is written, for help. */
export const whatIfForms: readonly string[] = [
  ...OWN_CHANGES,
  'private-endpoint@NAME',
  'admit-subnet@NAME',
  'admit:ADDRESS@NAME',
];

const ABOUT_TARGET =
  /^(?:(?<of>private-endpoint|admit-subnet)|admit:(?<address>[\da-f.:]{3,45}(?:\/\d{1,3})?))@(?<target>[a-z0-9][a-z0-9-]{1,62})$/i;

/** Reads one; undefined for anything else. */
export function readWhatIf(text: WhatIfText): WhatIfChange | undefined {
  const own = OWN_CHANGES.find((one) => one === text);
  if (own !== undefined) return { of: own };
  const { of, address, target } = ABOUT_TARGET.exec(text)?.groups ?? {};
  if (target === undefined) return undefined;
  if (address !== undefined) return { of: 'admit', target, address };
  return { of: of?.toLowerCase() === 'admit-subnet' ? 'admit-subnet' : 'private-endpoint', target };
}

/** Writes it as one word. */
export function whatIfText(change: WhatIfChange): WhatIfText {
  if (change.of === 'admit') return `admit:${change.address}@${change.target}`;
  return 'target' in change ? `${change.of}@${change.target}` : change.of;
}

/** The name of the service that it is about; undefined for one about the instance itself. */
export function targetOf(text: WhatIfText): string | undefined {
  const change = readWhatIf(text);
  return change !== undefined && 'target' in change ? change.target : undefined;
}
