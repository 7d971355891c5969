/** Which requirement, or which retirement, some words mean. */
import { render, type Text } from '../../../model/text.ts';
import { slips } from '../words/typos.ts';

/** Something with an id and a title. All requirements fit. */
export interface Titled {
  readonly id: string;
  readonly title: Text;
  /** Its place in the list of all. */
  readonly order?: number;
  /** What else it is called. */
  readonly what?: Text;
}

/** Words that say nothing about which one is meant. */
const EMPTY = new Set(
  'a an the of to in on at for is are was every all that this which without with and or no not it its me about does do by be as'.split(
    ' ',
  ),
);

/** Words that choose among what was offered; alone they mean none in particular. */
const CHOOSING = new Set('first second third fourth last next other one two three part please old new'.split(' '));

/** What people call a requirement although its title says it otherwise. */
const NICKNAMES: Readonly<Record<string, string>> = {
  'trusted-access-disabled': 'flag disable overprivileged acknowledgement disableoverprivilegedaccess',
  'key-vault-trusted-services': 'bypass',
  'network-rules': 'nsg nsgs',
  'key-vault-client-addresses': 'ip ips',
  'gateway-dependencies': 'dependency depend calls',
  'forced-tunnelling': 'tunnel tunneling tunnelled routes route',
  'outbound-entra-id': 'entra aad azuread',
  'key-vault-refresh': 'refreshed rotation',
};

function single(word: string): string {
  return word.length > 3 ? word.replace(/s$/, '') : word;
}

function contentWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !EMPTY.has(word))
    .map(single);
}

const known = new Map<string, readonly string[]>();

/** The words of an id. There are as many ids as requirements and retirements. */
function partsOf(id: string): readonly string[] {
  const before = known.get(id);
  if (before !== undefined) return before;
  const parts = id.split('-');
  known.set(id, parts);
  return parts;
}

/** The one whose id is exactly these words, hyphens or not; a typing slip in a word is forgiven. */
export function byId<T extends Titled>(words: readonly string[], among: readonly T[]): T | undefined {
  const said = words.join('-').toLowerCase().split('-');
  return among.find(({ id }) => {
    const parts = partsOf(id);
    return parts.length === said.length && parts.every((part, index) => slips(said[index] ?? '', part) !== undefined);
  });
}

/**
 * All that the words fit: the one of that id, else every one whose id, title or nickname holds each of the words that say
 * something. Empty when there is none, or when the words say nothing.
 */
export function byWords<T extends Titled>(words: readonly string[], among: readonly T[]): readonly T[] {
  const exact = byId(words, among);
  if (exact !== undefined) return [exact];
  const said = contentWords(words.join(' '));
  if (said.every((word) => CHOOSING.has(word) || /^\d+$/.test(word))) return [];
  return among.filter(({ id, title, what }) => {
    const known = contentWords([id, render(title), what === undefined ? '' : render(what), NICKNAMES[id]].join(' '));
    return said.every((word) => known.some((ours) => slips(word, ours) !== undefined));
  });
}
