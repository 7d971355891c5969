/** Finding instances while somebody writes a message: by words, or by a link into the Azure portal. Nothing is judged here. */

import { instanceCard, lastVerdict } from '../../../cards/instance-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { placeOf } from '../../../cards/parts/instance-rows.ts';
import { targetCard } from '../../../cards/target-card.ts';
import { calledKind } from '../../../cards/wording/cause.ts';
import { writerFor } from '../../../cards/wording/writer.ts';
import { nameOf, sameId } from '../../model/arm.ts';
import { say, type Text } from '../../model/text.ts';
import type { Assessor, DiscoveredInstance, KnownVerdict } from '../../readiness/assessor.ts';
import type { KnownInstances } from './known-instances.ts';
import { pickInstance } from './pick-instance.ts';
import { instanceOfPortalLink, resourceOfPortalLink } from './portal-link.ts';

/** Who looks, as the client reported it; both may be unknown. */
export interface Searcher {
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
}

/** What somebody looks for. */
export interface Search {
  /** Words that must all occur in the name or in where the instance lives; empty finds everything. */
  readonly words: string;
  /** How many hits to leave out, for the pages after the first. */
  readonly skip: number;
  /** How many hits at most. */
  readonly most: number;
}

/** An instance that was found, with the card to insert. */
export interface SearchHit {
  readonly name: string;
  /** Subscription, resource group, region and tier. */
  readonly place: Text;
  /** The last verdict with its instant, or that there is none. */
  readonly verdict: Text;
  readonly message: CardMessage;
}

/** Hits (none on a page after the last), or one line that says why there is none. */
export type SearchAnswer =
  | { readonly kind: 'hits'; readonly hits: readonly SearchHit[] }
  | { readonly kind: 'line'; readonly line: Text };

/** Finds instances. Nothing here rejects: what fails becomes a line, or no hit. */
export interface InstanceSearch<Who extends Searcher = Searcher> {
  /** Answers within a second, from the instances that are known by then. */
  search(search: Search, searcher: Who): Promise<SearchAnswer>;
  /** The instance that a portal link leads to; `undefined` for any other link, and for one that cannot be seen. */
  unfurl(link: string, searcher: Who): Promise<SearchHit | undefined>;
}

/** What searching takes. */
export interface InstanceSearchParts {
  readonly assessor: Pick<Assessor, 'known'>;
  readonly instances: Pick<KnownInstances, 'listed'>;
}

/** A search answers within a second: what is left of it is for the way. Milliseconds. */
const SEARCH_WAITS = 700;
/** Teams waits five seconds for a link. Milliseconds. */
const LINK_WAITS = 3_000;
/** A list older than this serves nobody; one that may lack a new instance, after a minute. Milliseconds. */
const USABLE = 60 * 60_000;
const RECENT = 60_000;

/** Makes the search. */
export function createInstanceSearch({ assessor, instances }: InstanceSearchParts): InstanceSearch {
  return {
    async search({ words, skip, most }, searcher) {
      const found = await instances.listed(SEARCH_WAITS, USABLE);
      if (found === 'late') return line(say('I am still reading Azure. Search again in a moment.'));
      if (found === undefined) return line(say('Azure did not answer. Search again in a moment.'));
      if (found.length === 0) return line(say('I can see no instance: my identity needs Reader where one lives.'));
      const hits = matching(words, found);
      if (hits.length === 0)
        return line(say('I can see no instance that fits {words}.', { words: words.slice(0, 60) }));
      return {
        kind: 'hits',
        hits: hits.slice(skip, skip + most).map((instance) => hitOf(instance, assessor.known(instance), searcher)),
      };
    },

    async unfurl(link, searcher) {
      const id = instanceOfPortalLink(link);
      if (id === undefined) return targetHit(link, searcher);
      // An instance that is missing from an older list may be new.
      for (const oldest of [USABLE, RECENT]) {
        const found = await instances.listed(LINK_WAITS, oldest);
        if (found === 'late' || found === undefined) return undefined;
        const instance = found.find((one) => sameId(one.id, id));
        if (instance !== undefined) return hitOf(instance, assessor.known(instance), searcher);
      }
      return undefined;
    },
  };
}

/** A key vault, storage account or the like that a link leads to: who uses it is a question that its card asks. */
function targetHit(link: string, { locale, timeZone }: Searcher): SearchHit | undefined {
  const id = resourceOfPortalLink(link);
  const kind = id === undefined ? undefined : calledKind(id);
  if (id === undefined || kind === undefined) return undefined;
  const name = nameOf(id);
  return {
    name,
    place: kind,
    verdict: say('Who uses it?'),
    message: targetCard({ name, kind, view: { locale: locale ?? 'en', timeZone: timeZone ?? 'UTC' } }),
  };
}

function line(words: Text): SearchAnswer {
  return { kind: 'line', line: words };
}

function hitOf(
  instance: DiscoveredInstance,
  known: KnownVerdict | undefined,
  { locale, timeZone }: Searcher,
): SearchHit {
  const view = { locale: locale ?? 'en', timeZone: timeZone ?? 'UTC' };
  return {
    name: instance.name,
    place: placeOf(instance),
    verdict: lastVerdict(known, writerFor(view)),
    message: instanceCard({ instance, known, view }),
  };
}

/** Names that begin with the words first, then names that hold them, then places; by name where that is equal. */
function matching(words: string, instances: readonly DiscoveredInstance[]): readonly DiscoveredInstance[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const ranked = instances
    .map((instance) => ({ instance, rank: rankOf(instance, wanted) }))
    .filter(({ rank }) => rank !== undefined)
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  if (ranked.length > 0) return ranked.map(({ instance }) => instance);
  const picked = pickInstance(words, instances);
  if (picked.kind === 'one') return [picked.instance];
  return picked.kind === 'none' ? picked.near : picked.instances;
}

function rankOf(instance: DiscoveredInstance, wanted: readonly string[]): number | undefined {
  const name = instance.name.toLowerCase();
  const { resourceGroup, subscriptionName = '', location, sku } = instance;
  const place = [resourceGroup, subscriptionName, location, sku].join('\n').toLowerCase();
  if (!wanted.every((word) => name.includes(word) || place.includes(word))) return undefined;
  if (wanted.some((word) => name.startsWith(word))) return 0;
  return wanted.some((word) => name.includes(word)) ? 1 : 2;
}
