/** The two formats in which API Management exports a policy (docs/rules.md#calls). */

const ENTITIES: readonly (readonly [character: string, entity: string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
];

/**
 * A policy's text in the format that was asked for. Only expressions differ: `xml` escapes them, `rawxml` shows the bare C#.
 * A text that already has the wanted format is given back as it is, whatever it holds.
 */
export function policyText(text: string, has: string, wanted: string): string {
  if (has === wanted) return text;
  return mapExpressions(text, wanted === 'rawxml' ? unescapeEntities : escapeEntities);
}

function escapeEntities(text: string): string {
  return ENTITIES.reduce((result, [character, entity]) => result.replaceAll(character, entity), text);
}

function unescapeEntities(text: string): string {
  const decoded = text.replaceAll('&apos;', "'").replaceAll('&#39;', "'");
  return ENTITIES.toReversed().reduce((result, [character, entity]) => result.replaceAll(entity, character), decoded);
}

/** Applies a change to every `@(…)` and `@{…}`, found by balanced brackets outside of C# strings. */
function mapExpressions(text: string, change: (expression: string) => string): string {
  let result = '';
  let from = 0;
  for (let at = nextExpression(text, 0); at !== -1; at = nextExpression(text, from)) {
    const end = expressionEnd(text, at + 1);
    result += text.slice(from, at) + change(text.slice(at, end));
    from = end;
  }
  return result + text.slice(from);
}

function nextExpression(text: string, from: number): number {
  const found = text.slice(from).search(/@[({]/);
  return found === -1 ? -1 : from + found;
}

function expressionEnd(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const quote = /^("|&quot;)/.exec(text.slice(at, at + 6))?.[0];
    if (quote !== undefined) {
      at = stringEnd(text, at + quote.length, quote) - 1;
    } else if ('({['.includes(text.charAt(at))) {
      depth++;
    } else if (')}]'.includes(text.charAt(at)) && --depth === 0) {
      return at + 1;
    }
  }
  return text.length;
}

function stringEnd(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.startsWith(quote, at)) return at + quote.length;
  }
  return text.length;
}
