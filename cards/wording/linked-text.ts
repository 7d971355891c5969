/** Sentences with addresses in them: on a card an address is a short link. */
import { docs } from '../../src/fixes/docs.ts';
import { say, type Text } from '../../src/model/text.ts';
import { clippedSentences, escapeMarkdown, type Markdown, markdownLink, safeLink } from './escape-markdown.ts';
import type { Writer } from './writer.ts';

const ADDRESS = /https:\/\/[^\s()<>"']+[^\s()<>"'.,;:!?]/g;

/** What a page is called inside a sentence. */
function pageName(address: string): Text {
  if (address.startsWith(docs.retirement)) return say('retirement page');
  if (address === docs.keyVaultRequirements) return say('requirements page');
  return address.startsWith('https://portal.azure.') ? say('Azure portal') : say('documentation');
}

interface LinkedPiece {
  /** What a reader sees. */
  readonly shown: string;
  readonly address?: string;
}

function piecesOf(sentence: string, writer: Writer): readonly LinkedPiece[] {
  const pieces: LinkedPiece[] = [];
  let from = 0;
  for (const found of sentence.matchAll(ADDRESS)) {
    const [address] = found;
    if (safeLink(address) === undefined) continue;
    pieces.push({ shown: sentence.slice(from, found.index) }, { shown: writer.plain(pageName(address)), address });
    from = found.index + address.length;
  }
  return [...pieces, { shown: sentence.slice(from) }];
}

/**
 * A sentence for a text block, with allow-listed addresses as links of one or two words and everything else escaped. At most
 * `length` characters as a reader sees them, cut after a whole sentence or between words; a link is never cut.
 */
export function linkedText(text: Text, writer: Writer, length: number): Markdown {
  let left = length;
  const parts: Markdown[] = [];
  for (const { shown, address } of piecesOf(writer.plain(text), writer)) {
    const characters = [...shown];
    if (characters.length > left) {
      parts.push(escapeMarkdown(address === undefined ? clippedSentences(shown, left) : '…'));
      break;
    }
    left -= characters.length;
    parts.push(address === undefined ? escapeMarkdown(shown) : markdownLink(shown, address));
  }
  return parts.join('') as Markdown;
}
