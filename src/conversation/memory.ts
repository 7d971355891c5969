/** What a conversation was last about, so that "why?" and "and apim-dev?" mean something. Bounded, and gone after a while. */
import type { AboutKind, Only, Scope } from './question.ts';

/** The subject of the last question that was answered. */
export interface Remembered {
  readonly asked: AboutKind | 'fleet';
  /** The one instance that it was about. */
  readonly instance?: string;
  /** The instances that it was about, if several. */
  readonly scope?: Scope;
  readonly only?: Only;
  readonly month?: string;
}

/** Remembers one subject for each conversation. */
export interface Memory {
  recall(conversation: string): Remembered | undefined;
  remember(conversation: string, subject: Remembered): void;
}

/** Makes a memory. An hour is a long pause in a chat; ten thousand conversations are a few megabytes. */
export function createMemory(
  now: () => number,
  { keep, most }: { readonly keep: number; readonly most: number } = { keep: 60 * 60 * 1000, most: 10_000 },
): Memory {
  const subjects = new Map<string, { readonly at: number; readonly subject: Remembered }>();
  return {
    recall(conversation) {
      const known = subjects.get(conversation);
      return known === undefined || now() - known.at >= keep ? undefined : known.subject;
    },
    remember(conversation, subject) {
      subjects.delete(conversation);
      const [oldest] = subjects.size >= most ? subjects.keys() : [];
      if (oldest !== undefined) subjects.delete(oldest);
      subjects.set(conversation, { at: now(), subject });
    },
  };
}
