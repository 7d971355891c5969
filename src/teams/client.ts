/** What the Teams client of a person can show. */
import type { Activity } from 'botbuilder';
import { withCodeBlocks } from '../../cards/parts/code-blocks.ts';
import { list, same, text } from '../model/json.ts';

/** Clients that draw code blocks, as `clientInfo` names their platform; those on phones do not. */
const WITH_CODE_BLOCKS: ReadonlySet<string> = new Set(['windows', 'web', 'mac']);

/** What a client says of itself; undefined where it says nothing. */
export function clientInfoOf(activity: Partial<Activity>): unknown {
  return list(activity, 'entities').find((entity) => same(text(entity, 'type'), 'clientInfo'));
}

/** A card as the client shows it best that an activity comes from. */
export function cardFor(activity: Partial<Activity>, card: unknown): unknown {
  const platform = text(clientInfoOf(activity), 'platform')?.toLowerCase();
  return platform !== undefined && WITH_CODE_BLOCKS.has(platform) ? withCodeBlocks(card) : card;
}
