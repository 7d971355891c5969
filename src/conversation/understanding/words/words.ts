/** A message taken apart into words, with everything gone that chat clients and people put around them. */
import { parseArmId } from '../../../model/arm.ts';

/** One word of a message. */
export interface Word {
  /** As it was typed, for names. */
  readonly raw: string;
  /** Lower case, for comparing. */
  readonly plain: string;
  /** It stood in quotes or is an ARM id: a name whatever it looks like, never one of our own words. */
  readonly quoted: boolean;
}

const PLAIN_NAME = /^[a-z](?:[a-z0-9._-]{0,78}[a-z0-9])?$/i;
const NAME_IN_GROUP = /^[\w().-]{1,90}\/[a-z](?:[a-z0-9-]{0,48}[a-z0-9])?$/i;

const CONTRACTIONS: Readonly<Record<string, string>> = {
  "what's": 'what is',
  whats: 'what is',
  "how's": 'how is',
  hows: 'how is',
  "who's": 'who is',
  "it's": 'it is',
  "isn't": 'is not',
  isnt: 'is not',
  "aren't": 'are not',
  arent: 'are not',
  "let's": 'let us',
  "don't": 'do not',
  dont: 'do not',
  "i'm": 'i am',
  "we're": 'we are',
  "that's": 'that is',
  "where's": 'where is',
  "when's": 'when is',
  "why's": 'why is',
  'not-ready': 'not ready',
  unready: 'not ready',
};

const INSTANCE_ID = /\/subscriptions\/[^\s"'<>?#,]+\/providers\/microsoft\.apimanagement\/service\/[^\s/"'<>?#,]+/i;
const CHUNKS = /["“”„«»`]([^"“”„«»`]+)["“”„«»`]|(?<=^|\s)'([^']+)'(?=$|[\s?!.,;:])|[^\s"“”„«»`]+/gu;
const EDGES = /^[^\p{L}\p{N}/']+|[^\p{L}\p{N}]+$/gu;

/**
 * The words of a message. Tags (also the `<at>` of a mention that nobody removed), entities, quotes, Markdown emphasis
 * and punctuation go; an ARM id, also inside a portal address, becomes one quoted word.
 */
export function wordsOf(message: string): readonly Word[] {
  const text = unwrapped(
    message
      .normalize('NFKC')
      .replace(/<at\b[^>]*>[^<]*<\/at>/gi, ' ')
      .replace(/<[^<>]*>/g, ' ')
      .replace(/&nbsp;/gi, ' ')
      .replace(/&quot;/gi, '"')
      .replace(/&(?:amp|#38);/gi, '&')
      .replace(/\p{Cf}/gu, '')
      .replace(/[\u2018\u2019]/g, "'")
      .trim(),
  );
  return [...text.matchAll(CHUNKS)].flatMap((found) => {
    const inQuotes = (found[1] ?? found[2])?.trim();
    const id = INSTANCE_ID.exec(inQuotes ?? found[0])?.[0];
    if (id !== undefined && parseArmId(id) !== undefined) return [quoted(id)];
    if (inQuotes === undefined) return spoken(found[0]);
    return /[\p{L}\p{N}]/u.test(inQuotes) ? [quoted(inQuotes)] : [];
  });
}

function quoted(raw: string): Word {
  return { raw, plain: raw.toLowerCase(), quoted: true };
}

function spoken(chunk: string): readonly Word[] {
  return chunk.split(/[?!,;…]+/u).flatMap((piece) => {
    const raw = piece.replace(EDGES, '');
    const plain = raw.toLowerCase();
    if (raw === '' || raw === "'") return [];
    const longer = Object.hasOwn(CONTRACTIONS, plain) ? CONTRACTIONS[plain] : negation(plain);
    if (longer === undefined) return [word(raw.replace(/'s$/i, ''))];
    return longer.split(' ').map(word);
  });
}

/** "can't", "wont", "didn't". */
function negation(plain: string): string | undefined {
  const found = /^(ca|wo|do|does|did|is|are|was|were|has|have|had|could|would|should|must|need)n['’]?t$/.exec(plain);
  const verb = found?.[1];
  return verb === undefined ? undefined : `${verb === 'ca' ? 'can' : verb === 'wo' ? 'will' : verb} not`;
}

function word(raw: string): Word {
  return { raw, plain: raw.toLowerCase(), quoted: false };
}

/** Somebody who pastes the example with its quotes means the example, not a name of six words. */
function unwrapped(text: string): string {
  const inside = /^["“”„«»`']([^"“”„«»`]*\s[^"“”„«»`]*)["“”„«»`'][?!.\s]*$/u.exec(text)?.[1];
  return inside ?? text;
}

/** A word that can only be a name: quoted, an id, or with a digit, a hyphen or a resource group in it. */
export function looksLikeName({ raw, quoted }: Word): boolean {
  return quoted || NAME_IN_GROUP.test(raw) || (PLAIN_NAME.test(raw) && /[\d_-]/.test(raw));
}
