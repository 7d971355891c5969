/** Who is in a group that may ask. Entra ID is asked once in a while, not for every message. */
import { LRUCache } from 'lru-cache';
import type { Directory } from '../../azure/directory.ts';

/** What it stands on. */
interface GroupMembersParts {
  readonly directory: Pick<Directory, 'groupsOf'>;
  /** Object ids of the groups. */
  readonly groups: readonly string[];
}

/** People whose answer is kept at most, and for how many milliseconds: whoever joins or leaves a group waits for no longer. */
const KEPT = { max: 10_000, ttl: 5 * 60_000 };

/** Makes what tells whether a person (object id) is in one of the groups. It rejects where Microsoft Graph did not tell; that is not kept. */
export function createGroupMembers({ directory, groups }: GroupMembersParts): (objectId: string) => Promise<boolean> {
  const kept = new LRUCache<string, Promise<boolean>>(KEPT);

  return (objectId) => {
    const key = objectId.toLowerCase();
    const known = kept.get(key);
    if (known !== undefined) return known;
    const asked = isMember(key);
    kept.set(key, asked);
    asked.catch(() => kept.delete(key));
    return asked;
  };

  async function isMember(objectId: string): Promise<boolean> {
    const answer = await directory.groupsOf(objectId, groups);
    if (!answer.ok) throw new Error(`Microsoft Graph did not tell the groups: ${answer.failure.detail}`);
    return answer.value.length > 0;
  }
}
