/** What a person says that a call reaches whose destination cannot be told from what Azure shows. */
import type { Day } from './days.ts';
import { say, type Text } from './text.ts';

/** One such statement. It holds only for the very text that it was made about, so a changed policy makes it void. */
export interface Declaration {
  /** ARM id (any case) of the policy, or of the backend, logger or API whose own address cannot be told. */
  readonly policy: string;
  /** Fingerprint of that text as it was read: `sha256:` and 64 hex digits. The text itself is kept nowhere. */
  readonly hash: string;
  /** `none`: none of the six services. Otherwise a host, lower case. */
  readonly destination: string;
  /** Who said so, for people. */
  readonly by: string | undefined;
  /** Last UTC day on which it holds; absent for no end but a change of the text. */
  readonly until?: Day;
}

/** The `destination` of a call that reaches none of the six services. */
export const NONE_OF_THE_SIX = 'none';

/** Longest host name, in characters (RFC 1035, section 2.3.4). */
const LONGEST_HOST = 253;

/**
 * A destination as somebody wrote it: `none`, a host, or an https address that is reduced to its host. `undefined` for
 * anything else.
 */
export function readDestination(written: string): string | undefined {
  const host = written
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '');
  if (host === NONE_OF_THE_SIX) return NONE_OF_THE_SIX;
  const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
  return host.length <= LONGEST_HOST && new RegExp(`^${label}(?:\\.${label})+$`).test(host) ? host : undefined;
}

/** Whether text is a fingerprint: `sha256:` and 64 hex digits. */
export function isFingerprint(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/i.test(text);
}

/** "none of the six services", or the host. */
export function destinationInWords(destination: string): Text {
  return destination === NONE_OF_THE_SIX ? say('none of the six services') : say('{host}', { host: destination });
}

/** Who said it, as it stands in a sentence. */
export function declaredBy({ by }: Pick<Declaration, 'by'>): Text {
  return by === undefined ? say('somebody') : say('{name}', { name: by });
}
