/** How much of one end of a flow an address, a range or a service tag covers. Rules: docs/rules.md#security-rules. */
import { shortLocation } from '../model/arm.ts';
import { remembered } from '../model/remembered.ts';
import { type AddressRange, covers, isPrivate, overlap, parseRange } from './addresses.ts';

/** All of it, some of it (or nobody can tell), nothing of it. */
export type Coverage = 'full' | 'partial' | 'none';

/** One end of a flow, made concrete. */
export type ConcreteEnd =
  /** The judged subnet itself; no ranges where Azure does not tell its prefixes. */
  | { readonly kind: 'own-subnet'; readonly ranges: readonly AddressRange[] }
  | { readonly kind: 'internet' | 'virtual-network' | 'load-balancer' }
  /** A public service, by its tag in lower case; with a region, that region's part of it. */
  | { readonly kind: 'service'; readonly tag: string; readonly region: string | undefined }
  /** Addresses, and the address space of the subnet's network with everything peered to it. */
  | { readonly kind: 'addresses'; readonly ranges: readonly AddressRange[]; readonly space: readonly AddressRange[] };

/** A service tag apart from its region, both in lower case: `Storage.WestEurope` is `storage` and `westeurope`. */
export function parseTag(text: string): { readonly tag: string; readonly region: string | undefined } {
  const [tag = '', ...region] = text.trim().toLowerCase().split('.');
  return { tag, region: region.length === 0 ? undefined : shortLocation(region.join('.')) };
}

/** `AzureCloud` holds every Azure service but this one, of which it is known to cover a part only. */
const BEYOND_AZURE_CLOUD = 'azureactivedirectory';

const EVERYTHING = ['*', 'any'];
const ALL_IPV4: AddressRange = { family: 4, first: 0n, last: 0xffffffffn };
/** The address behind the tag `AzureLoadBalancer`. */
const HEALTH_PROBE: AddressRange = { family: 4, first: 0xa83f8110n, last: 0xa83f8110n };

function best(found: readonly Coverage[]): Coverage {
  return found.includes('full') ? 'full' : found.includes('partial') ? 'partial' : 'none';
}

/** Of several ranges, each of which may be covered or not. */
function overall(ranges: readonly AddressRange[], one: (range: AddressRange) => Coverage): Coverage {
  const found = ranges.map(one);
  if (found.length > 0 && found.every((coverage) => coverage === 'full')) return 'full';
  return found.some((coverage) => coverage !== 'none') ? 'partial' : 'none';
}

function byRanges(cover: readonly AddressRange[], wanted: readonly AddressRange[]): Coverage {
  return overall(wanted, (range) => {
    if (covers(cover, range)) return 'full';
    return cover.some((one) => overlap(one, range)) ? 'partial' : 'none';
  });
}

/** Without the list of a tag's addresses, a public range may hold any part of them; API Management sends IPv4 only. */
function rangesOverPublic(cover: readonly AddressRange[]): Coverage {
  return cover.some((range) => range.family === 4 && !isPrivate(range)) ? 'partial' : 'none';
}

function rangesOver(cover: readonly AddressRange[], end: ConcreteEnd): Coverage {
  if (cover.length === 0) return 'none';
  if (covers(cover, ALL_IPV4)) return 'full';
  switch (end.kind) {
    case 'own-subnet':
      return end.ranges.length === 0 ? 'partial' : byRanges(cover, end.ranges);
    case 'addresses':
      return byRanges(cover, end.ranges);
    case 'load-balancer':
      return byRanges(cover, [HEALTH_PROBE]);
    // A network may use public addresses too, and reaches as far as everything connected to it.
    case 'virtual-network':
      return cover.some((range) => range.family === 4) ? 'partial' : 'none';
    case 'internet':
    case 'service':
      return rangesOverPublic(cover);
  }
}

/** Inside the network's space, outside of it, or private and somewhere else: connected by a gateway, or nowhere. */
function ownNetworkOver(range: AddressRange, space: readonly AddressRange[]): Coverage {
  const inside = byRanges(space, [range]);
  return inside === 'none' && isPrivate(range) ? 'partial' : inside;
}

function tagOverAddresses(tag: string, ranges: readonly AddressRange[], space: readonly AddressRange[]): Coverage {
  if (tag === 'virtualnetwork') return overall(ranges, (range) => ownNetworkOver(range, space));
  if (tag === 'azureloadbalancer') return byRanges([HEALTH_PROBE], ranges);
  if (tag === 'internet') {
    return overall(ranges, (range) => {
      const inside = ownNetworkOver(range, space);
      return inside === 'full' ? 'none' : inside === 'none' ? 'full' : 'partial';
    });
  }
  return ranges.some((range) => !isPrivate(range)) ? 'partial' : 'none';
}

function tagOverService(
  item: ReturnType<typeof parseTag>,
  end: { readonly tag: string; readonly region: string | undefined },
): Coverage {
  if (item.tag === 'internet') return 'full';
  const sameService = item.tag === end.tag;
  if (!sameService && item.tag !== 'azurecloud') return 'none';
  if (!sameService && end.tag === BEYOND_AZURE_CLOUD) return 'partial';
  return item.region === undefined || item.region === end.region ? 'full' : 'partial';
}

function tagOver(item: ReturnType<typeof parseTag>, end: ConcreteEnd): Coverage {
  switch (end.kind) {
    case 'own-subnet':
    case 'virtual-network':
      return item.tag === 'virtualnetwork' ? 'full' : 'none';
    case 'load-balancer':
      return item.tag === 'azureloadbalancer' ? 'full' : 'none';
    case 'internet':
      if (item.tag === 'internet') return 'full';
      return item.tag === 'virtualnetwork' || item.tag === 'azureloadbalancer' ? 'none' : 'partial';
    case 'service':
      return tagOverService(item, end);
    case 'addresses':
      return tagOverAddresses(item.tag, end.ranges, end.space);
  }
}

/** The items of a rule, told apart once for every flow that meets it. */
const parsedItems = remembered((items: readonly string[]) => {
  const parsed = items.map((item) => ({ item, range: parseRange(item) }));
  return {
    everything: items.some((item) => EVERYTHING.includes(item.trim().toLowerCase())),
    ranges: parsed.flatMap(({ range }) => range ?? []),
    tags: parsed.flatMap(({ item, range }) => (range === undefined ? [parseTag(item)] : [])),
  };
});

/**
 * How much of an end the union of some items covers. Items are what Azure allows in a rule: `*`, addresses, CIDR ranges
 * and service tags in any case, also regional ones (`Storage.WestEurope`, which counts in full for its own region only).
 */
export function coverage(items: readonly string[], end: ConcreteEnd): Coverage {
  const { everything, ranges, tags } = parsedItems(items);
  if (everything) return 'full';
  return best([rangesOver(ranges, end), ...tags.map((tag) => tagOver(tag, end))]);
}
