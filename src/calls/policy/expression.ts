/**
 * Constant folding of policy expressions: literals, concatenation, interpolation, string.Format, choices between
 * constants, named values and context variables. Everything else is computed. Domain 4.3.
 */
import { computed, either, join, literal, literalsOf, type Template, withNamedValues } from './template.ts';
import { type Token, tokensOf } from './tokens.ts';

type Locals = ReadonlyMap<string, Template>;

/** Deeper nesting than this counts as computed; it keeps hostile expressions from exhausting the stack. */
const MAX_DEPTH = 40;
/** More words than this count as computed. */
const MAX_TOKENS = 4000;

const OPENING = '([{';
const CLOSING = ')]}';
const KEEPS_VALUE = ['tostring', 'trim', 'tolower', 'tolowerinvariant'];
const OPERATORS = ['==', '!=', '<=', '>=', '&&', '||', '=>', '-', '*', '/', '%', '!', '='];

function isSign(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token?.kind === 'sign' && texts.includes(token.text);
}

function isName(token: Token | undefined, ...names: readonly string[]): boolean {
  return token?.kind === 'name' && names.includes(token.text.toLowerCase());
}

/** Places outside any bracket. */
function topLevel(tokens: readonly Token[]): readonly number[] {
  const places: number[] = [];
  let depth = 0;
  for (const [place, token] of tokens.entries()) {
    if (token.kind === 'sign' && CLOSING.includes(token.text)) depth -= 1;
    if (depth === 0) places.push(place);
    if (token.kind === 'sign' && OPENING.includes(token.text)) depth += 1;
  }
  return places;
}

/** The place of the bracket that closes the one at `open`; -1 when there is none. */
function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let place = open; place < tokens.length; place += 1) {
    const token = tokens[place];
    if (token?.kind !== 'sign') continue;
    if (OPENING.includes(token.text)) depth += 1;
    else if (CLOSING.includes(token.text)) {
      depth -= 1;
      if (depth === 0) return place;
    }
  }
  return -1;
}

function splitAt(tokens: readonly Token[], places: readonly number[]): readonly (readonly Token[])[] {
  const edges = [-1, ...places, tokens.length];
  return edges.slice(1).map((end, index) => tokens.slice((edges[index] ?? 0) + 1, end));
}

/** The constants in a stretch of code, for a host that is written out in full. */
function constantsIn(tokens: readonly Token[]): readonly string[] {
  return tokens.filter((token) => token.kind === 'string').map((token) => plainText(token.text));
}

function unescaped(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{1,4}|.)/gs, (_, code: string) => {
    if (/^[ux]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return { n: '\n', r: '\r', t: '\t', '0': '\0' }[code] ?? code;
  });
}

function partsOf(source: string): { readonly marks: string; readonly body: string } {
  const quote = source.indexOf('"');
  return { marks: source.slice(0, quote), body: source.slice(quote + 1, -1) };
}

function plainText(source: string): string {
  const { marks, body } = partsOf(source);
  return marks.includes('@') ? body.replaceAll('""', '"') : unescaped(body);
}

class Folding {
  readonly #locals: Locals;

  constructor(locals: Locals) {
    this.#locals = locals;
  }

  fold(tokens: readonly Token[], depth: number): Template {
    const outer = topLevel(tokens);
    if (depth > MAX_DEPTH || tokens.length === 0) return computed(constantsIn(tokens));
    const question = outer.find((place) => isSign(tokens[place], '?'));
    if (question !== undefined) return this.#foldChoice(tokens, outer, question, depth);
    const fallbacks = outer.filter((place) => isSign(tokens[place], '??'));
    if (fallbacks.length > 0) {
      return either(...splitAt(tokens, fallbacks).map((part) => this.fold(part, depth + 1)));
    }
    if (outer.some((place) => isSign(tokens[place], ...OPERATORS))) return computed(constantsIn(tokens));
    const pluses = outer.filter((place) => isSign(tokens[place], '+'));
    if (pluses.length > 0) return join(splitAt(tokens, pluses).map((part) => this.fold(part, depth + 1)));
    return this.#foldOperand(tokens, depth);
  }

  #foldChoice(tokens: readonly Token[], outer: readonly number[], question: number, depth: number): Template {
    let nested = 0;
    for (const place of outer.filter((candidate) => candidate > question)) {
      if (isSign(tokens[place], '?')) nested += 1;
      if (!isSign(tokens[place], ':')) continue;
      if (nested === 0) {
        const yes = this.fold(tokens.slice(question + 1, place), depth + 1);
        return either(yes, this.fold(tokens.slice(place + 1), depth + 1));
      }
      nested -= 1;
    }
    return computed(constantsIn(tokens));
  }

  #foldOperand(tokens: readonly Token[], depth: number): Template {
    const [first] = tokens;
    if (isSign(first, '(')) {
      const close = closingOf(tokens, 0);
      const inside = tokens.slice(1, Math.max(close, 1));
      const rest = tokens.slice(close + 1);
      if (close > 0 && rest.length > 0 && !isSign(rest[0], '.', '[', '?.')) {
        return isType(inside) ? this.fold(rest, depth + 1) : computed(constantsIn(tokens));
      }
      if (close > 0) return this.#withSuffix(tokens, close + 1, () => this.fold(inside, depth + 1));
    }
    if (first?.kind === 'string') return this.#withSuffix(tokens, 1, () => this.#foldString(first.text, depth));
    if (first?.kind === 'number' && tokens.length === 1) return literal(first.text);
    if (first?.kind === 'character') {
      return this.#withSuffix(tokens, 1, () => literal(unescaped(first.text.slice(1, -1))));
    }
    if (isName(first, 'new') && isName(tokens[1], 'uri', 'uribuilder') && isSign(tokens[2], '(')) {
      const close = closingOf(tokens, 2);
      return this.#withSuffix(tokens, close + 1, () => this.fold(tokens.slice(3, close), depth + 1));
    }
    if (isName(first, 'context') && isSign(tokens[1], '.') && isName(tokens[2], 'variables')) {
      return this.#foldVariable(tokens, depth);
    }
    if (isName(first, 'string') && isSign(tokens[1], '.') && isSign(tokens[3], '(')) {
      const close = closingOf(tokens, 3);
      const list = tokens.slice(4, close);
      const commas = topLevel(list).filter((place) => isSign(list[place], ','));
      const values = splitAt(list, commas);
      if (isName(tokens[2], 'concat')) {
        return this.#withSuffix(tokens, close + 1, () => join(values.map((value) => this.fold(value, depth + 1))));
      }
      if (isName(tokens[2], 'format')) return this.#withSuffix(tokens, close + 1, () => this.#format(values, depth));
    }
    const local = first?.kind === 'name' ? this.#locals.get(first.text) : undefined;
    if (local !== undefined) return this.#withSuffix(tokens, 1, () => local);
    return computed(constantsIn(tokens));
  }

  /** A value with `.ToString()`, `.Trim()` and their like behind it, which leave a host as it is. */
  #withSuffix(tokens: readonly Token[], from: number, value: () => Template): Template {
    let here = from;
    while (here < tokens.length) {
      const call =
        isSign(tokens[here], '.', '?.') &&
        isName(tokens[here + 1], ...KEEPS_VALUE) &&
        isSign(tokens[here + 2], '(') &&
        isSign(tokens[here + 3], ')');
      if (!call) return computed([...constantsIn(tokens), ...literalsOf(value())]);
      here += 4;
    }
    return value();
  }

  #foldVariable(tokens: readonly Token[], depth: number): Template {
    const name = (token: Token | undefined) => (token?.kind === 'string' ? plainText(token.text) : undefined);
    const indexed = name(tokens[4]);
    if (isSign(tokens[3], '[') && indexed !== undefined && isSign(tokens[5], ']')) {
      return this.#withSuffix(tokens, 6, () => [[{ kind: 'variable', name: indexed }]]);
    }
    const open = tokens.findIndex((token) => isSign(token, '('));
    const asked = name(tokens[open + 1]);
    if (!isName(tokens[4], 'getvalueordefault') || open < 0 || asked === undefined)
      return computed(constantsIn(tokens));
    const close = closingOf(tokens, open);
    const variable: Template = [[{ kind: 'variable', name: asked }]];
    return this.#withSuffix(tokens, close + 1, () =>
      isSign(tokens[open + 2], ',') ? either(variable, this.fold(tokens.slice(open + 3, close), depth + 1)) : variable,
    );
  }

  #foldString(source: string, depth: number): Template {
    const { marks, body } = partsOf(source);
    if (!marks.includes('$')) return withNamedValues(plainText(source));
    const parts: Template[] = [];
    // A doubled brace is a named value here, because API Management puts those in before C# sees the text.
    const pattern = /\{\{[^{}]*\}\}|\{((?:[^{}"]|"[^"]*")*)\}/g;
    let done = 0;
    for (const match of body.matchAll(pattern)) {
      if (match[1] === undefined) continue;
      parts.push(withNamedValues(plainText(`${marks}"${body.slice(done, match.index)}"`)));
      const inner = tokensOf(match[1]);
      parts.push(inner === undefined ? computed() : this.fold(inner, depth + 1));
      done = match.index + match[0].length;
    }
    parts.push(withNamedValues(plainText(`${marks}"${body.slice(done)}"`)));
    return join(parts);
  }

  #format(values: readonly (readonly Token[])[], depth: number): Template {
    const [pattern, ...given] = values;
    const [source] = pattern ?? [];
    if (pattern?.length !== 1 || source?.kind !== 'string' || source.text.includes('$')) {
      return computed(constantsIn(values.flat()));
    }
    const parts: Template[] = [];
    const text = plainText(source.text);
    let done = 0;
    for (const match of text.matchAll(/\{(\d{1,2})\}/g)) {
      parts.push(withNamedValues(text.slice(done, match.index)));
      parts.push(this.fold(given[Number(match[1])] ?? [], depth + 1));
      done = match.index + match[0].length;
    }
    parts.push(withNamedValues(text.slice(done)));
    return join(parts);
  }
}

/** Whether what stands in brackets before a value is a cast, such as `(string)`. */
function isType(tokens: readonly Token[]): boolean {
  return tokens.length > 0 && tokens.every((token) => token.kind === 'name' || isSign(token, '.', '<', '>', '[', ']'));
}

/** `@{ … }`: string locals that are set once, and every `return`. */
function foldBlock(tokens: readonly Token[]): Template {
  const statements = splitStatements(tokens);
  const locals = new Map<string, Template>();
  const assigned = new Map<string, number>();
  for (const [place, token] of tokens.entries()) {
    const next = tokens[place + 1];
    if (token.kind === 'name' && isSign(next, '=', '+=')) assigned.set(token.text, (assigned.get(token.text) ?? 0) + 1);
  }
  const returns: Template[] = [];
  for (const statement of statements) {
    const [first, second] = statement;
    if (isName(first, 'return')) returns.push(new Folding(locals).fold(statement.slice(1), 0));
    else if (isName(first, 'var', 'string') && second?.kind === 'name' && isSign(statement[2], '=')) {
      if (assigned.get(second.text) === 1) locals.set(second.text, new Folding(locals).fold(statement.slice(3), 0));
    }
  }
  if (returns.length === 0) return computed(constantsIn(tokens));
  // What is computed may come from any constant of the block, not only from those of its own statement.
  return either(...returns).map((sequence) =>
    sequence.map((piece) => (piece.kind === 'computed' ? { ...piece, literals: constantsIn(tokens) } : piece)),
  );
}

/** Cuts a block at its semicolons, braces and `else`, whatever the nesting: every branch is reachable. */
function splitStatements(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isSign(token, '(', '[')) depth += 1;
    if (isSign(token, ')', ']')) depth -= 1;
    const last = statements.at(-1) ?? [];
    if (depth === 0 && isSign(token, ';', '{', '}')) statements.push([]);
    else if (isName(token, 'return') && last.length > 0) statements.push([token]);
    else last.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

/** What an expression (`@( … )` or `@{ … }`, complete) yields, as far as that is constant. Never throws. */
export function evaluateExpression(expression: string): Template {
  const tokens = tokensOf(expression.slice(2, -1));
  if (tokens === undefined) return computed([expression]);
  if (tokens.length > MAX_TOKENS) return computed(constantsIn(tokens));
  return expression[1] === '{' ? foldBlock(tokens) : new Folding(new Map()).fold(tokens, 0);
}
