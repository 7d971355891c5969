/** One thread for each place, instance and retirement: where follow-ups go, and which card is kept up to date. */
import { idKey } from '../../model/arm.ts';
import type { Queries } from './database.ts';
import { textOf } from './row.ts';

/** What a thread is about. */
export interface ThreadKey {
  readonly placeId: string;
  readonly instanceId: string;
  readonly retirement: string;
}

/** A thread: its conversation, and its first message. */
export interface Thread {
  readonly conversationId: string;
  readonly messageId: string;
}

/** Keeps threads. */
export interface Threads {
  find(key: ThreadKey): Promise<Thread | undefined>;
  /** Remembers a thread in place of an earlier one. */
  keep(key: ThreadKey, thread: Thread): Promise<void>;
}

/** Makes the table's functions. */
export function createThreads(database: Queries): Threads {
  return {
    async find({ placeId, instanceId, retirement }) {
      const [row] = await database.query(
        'select * from readiness.threads where place_id = $1 and instance_id = $2 and retirement = $3',
        [placeId, idKey(instanceId), retirement],
      );
      if (row === undefined) return undefined;
      return { conversationId: textOf(row, 'conversation_id'), messageId: textOf(row, 'message_id') };
    },
    async keep({ placeId, instanceId, retirement }, { conversationId, messageId }) {
      await database.query(
        `insert into readiness.threads (place_id, instance_id, retirement, conversation_id, message_id)
         values ($1, $2, $3, $4, $5)
         on conflict (place_id, instance_id, retirement)
           do update set conversation_id = excluded.conversation_id, message_id = excluded.message_id`,
        [placeId, idKey(instanceId), retirement, conversationId, messageId],
      );
    },
  };
}
