/** Which instance a link into the Azure portal leads to. */
import { parseArmId } from '../../model/arm.ts';

/** Hosts of the portal in every cloud, previews included, as a Teams manifest writes them: `*.` stands for one more label. */
export const portalHosts: readonly string[] = [
  'portal.azure.com',
  '*.portal.azure.com',
  'portal.azure.us',
  '*.portal.azure.us',
  'portal.azure.cn',
  '*.portal.azure.cn',
];

/** Longest link that is looked into. */
const LONGEST = 4_000;

/** Pages of an instance go on after its name; the id ends where the next of these begins. */
const INSTANCE_ID =
  /\/subscriptions\/[^/?#]+\/resourceGroups\/[^/?#]+\/providers\/Microsoft\.ApiManagement\/service\/[^/?#&]+/i;

const RESOURCE_ID = /\/subscriptions\/[^/?#]+\/resourceGroups\/[^/?#]+\/providers\/[\w.]+\/[\w]+\/[^/?#&]+/i;

/**
 * The ARM id of the API Management instance that a portal link shows, or shows a part of; `undefined` for any other link.
 * The portal writes the id plainly (`#@tenant/resource/subscriptions/…`) or encoded (`#view/…/id/%2Fsubscriptions%2F…`).
 */
export function instanceOfPortalLink(link: string): string | undefined {
  return idIn(link, INSTANCE_ID);
}

/** A resource of any kind, by its own page or one of its pages; a nested resource counts as the one it is part of. */
export function resourceOfPortalLink(link: string): string | undefined {
  return idIn(link, RESOURCE_ID);
}

function idIn(link: string, pattern: RegExp): string | undefined {
  if (link.length > LONGEST || !URL.canParse(link)) return undefined;
  const { protocol, hostname, hash, username, password } = new URL(link);
  if (protocol !== 'https:' || username !== '' || password !== '' || !isPortal(hostname)) return undefined;
  const [id] = pattern.exec(decoded(hash)) ?? [];
  return id === undefined || parseArmId(id) === undefined ? undefined : id;
}

function isPortal(hostname: string): boolean {
  return portalHosts.some((host) =>
    host.startsWith('*.')
      ? /^[a-z0-9-]+\./.test(hostname) && hostname.replace(/^[^.]+/, '*') === host
      : hostname === host,
  );
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return '';
  }
}
