/**
 * Constant folding of C# as policies speak it: literals, concatenation, interpolation, string.Format, choices between
 * constants, named values, context variables and the addresses that the context knows. Everything else is computed.
 * Rules: docs/rules.md#calls.
 */
import { partsOf, plainText, unescaped } from './csharp-strings.ts';
import {
  computed,
  computedFrom,
  constantOf,
  either,
  hostIn,
  join,
  literal,
  type Template,
  trimmedEnd,
  withNamedValues,
} from './template.ts';
import { type Token, tokensOf } from './tokens.ts';
import { argumentsOf, closingOf, computedBy, isName, isSign, type Locals, splitAt, topLevel } from './words.ts';

/** Deeper nesting than this counts as computed; it keeps hostile expressions from exhausting the stack. */
const MAX_DEPTH = 40;

const OPERATORS = ['==', '!=', '<=', '>=', '&&', '||', '=>', '-', '*', '/', '%', '!', '='];
/** Methods and properties that leave a URL and its host as they are. */
const KEEPS_VALUE = ['tostring', 'trim', 'trimstart', 'tolower', 'tolowerinvariant', 'absoluteuri', 'originalstring'];

/** Folds one expression; `locals` are the names that are known around it. */
export function fold(tokens: readonly Token[], locals: Locals, depth = 0): Template {
  return new Folding(locals).fold(tokens, depth);
}

class Folding {
  readonly #locals: Locals;

  constructor(locals: Locals) {
    this.#locals = locals;
  }

  fold(tokens: readonly Token[], depth: number): Template {
    const outer = topLevel(tokens);
    if (depth > MAX_DEPTH || tokens.length === 0) return this.#computed(tokens);
    const question = outer.find((place) => isSign(tokens[place], '?'));
    if (question !== undefined) return this.#foldChoice(tokens, outer, question, depth);
    const fallbacks = outer.filter((place) => isSign(tokens[place], '??'));
    if (fallbacks.length > 0) {
      return splitAt(tokens, fallbacks)
        .map((part) => this.fold(part, depth + 1))
        .reduceRight((otherwise, value) => orElse(value, otherwise));
    }
    if (outer.some((place) => isSign(tokens[place], ...OPERATORS))) return this.#computed(tokens);
    const pluses = outer.filter((place) => isSign(tokens[place], '+'));
    if (pluses.length > 0) return join(splitAt(tokens, pluses).map((part) => this.fold(part, depth + 1)));
    const cast = outer.find((place) => place > 0 && isName(tokens[place], 'as'));
    if (cast !== undefined) return this.fold(tokens.slice(0, cast), depth + 1);
    return this.#foldOperand(tokens, depth);
  }

  #computed(tokens: readonly Token[]): Template {
    return computedBy(tokens, this.#locals);
  }

  /** A value and code behind it that is not understood. */
  #computedBehind(value: Template, suffix: readonly Token[]): Template {
    return computedFrom(value, computedBy(suffix, this.#locals, true));
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
    return this.#computed(tokens);
  }

  #foldOperand(tokens: readonly Token[], depth: number): Template {
    const [first, second, third] = tokens;
    if (isSign(first, '(')) return this.#foldBracket(tokens, depth);
    if (first?.kind === 'string') return this.#withSuffix(tokens, 1, depth, () => this.#foldString(first.text, depth));
    if (first?.kind === 'number' && tokens.length === 1) return literal(first.text);
    if (first?.kind === 'character') {
      return this.#withSuffix(tokens, 1, depth, () => literal(unescaped(first.text.slice(1, -1))));
    }
    if (isName(first, 'null') && tokens.length === 1) return literal('');
    if (isName(first, 'new') && isName(second, 'uri', 'uribuilder') && isSign(third, '(')) {
      return this.#foldNewUri(tokens, depth);
    }
    return this.#foldName(tokens, depth);
  }

  /** `new Uri(…)` of one argument; with a second, that one may name a whole address of its own. */
  #foldNewUri(tokens: readonly Token[], depth: number): Template {
    const close = closingOf(tokens, 2);
    const [address = [], ...others] = argumentsOf(tokens.slice(3, close));
    if (others.length > 0) return this.#computed(tokens);
    return this.#withSuffix(tokens, close + 1, depth, () => this.fold(address, depth + 1));
  }

  /** What begins with the name of something: the context, a method that leaves its argument as it is, or a local. */
  #foldName(tokens: readonly Token[], depth: number): Template {
    const [first, second, third] = tokens;
    if (isName(first, 'context') && isSign(second, '.')) return this.#foldContext(tokens, depth);
    if (isName(first, 'string') && isSign(second, '.') && isSign(tokens[3], '(')) {
      return this.#foldStringMethod(tokens, depth);
    }
    if (isName(first, 'convert') && isName(third, 'tostring') && isSign(tokens[3], '(')) {
      const close = closingOf(tokens, 3);
      return this.#withSuffix(tokens, close + 1, depth, () => this.fold(tokens.slice(4, close), depth + 1));
    }
    const local = first?.kind === 'name' ? this.#locals.get(first.text) : undefined;
    if (local !== undefined) return this.#withSuffix(tokens, 1, depth, () => local);
    return this.#computed(tokens);
  }

  /** A value in brackets, or a cast such as `(string)` in front of one. */
  #foldBracket(tokens: readonly Token[], depth: number): Template {
    const close = closingOf(tokens, 0);
    if (close < 0) return this.#computed(tokens);
    const inside = tokens.slice(1, close);
    const rest = tokens.slice(close + 1);
    if (rest.length > 0 && !isSign(rest[0], '.', '[', '?.')) {
      return isType(inside) ? this.fold(rest, depth + 1) : this.#computed(tokens);
    }
    return this.#withSuffix(tokens, close + 1, depth, () => this.fold(inside, depth + 1));
  }

  /** A value with `.ToString()`, `.TrimEnd('/')` and their like behind it, which leave a host as it is. */
  #withSuffix(tokens: readonly Token[], from: number, depth: number, value: () => Template): Template {
    let here = from;
    let folded = value();
    while (here < tokens.length) {
      const name = tokens[here + 1];
      const called = isSign(tokens[here + 2], '(');
      const close = called ? closingOf(tokens, here + 2) : here + 1;
      if (!isSign(tokens[here], '.', '?.') || close < 0) return this.#computedBehind(folded, tokens.slice(here));
      if (isName(name, 'trimend')) {
        const letters = constantOf(this.fold(tokens.slice(here + 3, close), depth + 1)) ?? '';
        folded = folded.map((sequence) => trimmedEnd(sequence, letters));
      } else if (isName(name, 'host') && !called) {
        folded = folded.map(hostIn);
      } else if (!isName(name, ...KEEPS_VALUE)) {
        return this.#computedBehind(folded, tokens.slice(here));
      }
      here = close + 1;
    }
    return folded;
  }

  #foldContext(tokens: readonly Token[], depth: number): Template {
    const path = (...names: readonly string[]) =>
      names.every((name, index) => isName(tokens[2 + 2 * index], name) && isSign(tokens[1 + 2 * index], '.'));
    const address = (of: 'request' | 'service' | 'gateway', length: number) =>
      this.#withSuffix(tokens, 1 + 2 * length, depth, () => [[{ kind: 'address', of }]]);
    if (path('variables')) return this.#foldVariable(tokens, depth);
    if (path('request', 'url', 'scheme') || path('request', 'originalurl', 'scheme')) return literal('https');
    if (path('request', 'originalurl', 'path') || path('request', 'url', 'path')) return this.#computed(tokens);
    if (path('request', 'url')) return address('request', 2);
    if (path('request', 'originalurl')) return address('gateway', 2);
    if (path('api', 'serviceurl')) return address('service', 2);
    return this.#foldDefault(tokens, depth);
  }

  /** `context.Request.Headers.GetValueOrDefault("x", "d")` and its like: what came with the call, or the default. */
  #foldDefault(tokens: readonly Token[], depth: number): Template {
    const method = topLevel(tokens).find((place) => isName(tokens[place], 'getvalueordefault'));
    const open = method === undefined ? -1 : tokens.findIndex((token, place) => place > method && isSign(token, '('));
    const close = open < 0 ? -1 : closingOf(tokens, open);
    const [, otherwise] = close < 0 ? [] : argumentsOf(tokens.slice(open + 1, close));
    if (otherwise === undefined) return this.#computed(tokens);
    return this.#withSuffix(tokens, close + 1, depth, () =>
      either(this.#computed(tokens.slice(0, method)), this.fold(otherwise, depth + 1)),
    );
  }

  #foldVariable(tokens: readonly Token[], depth: number): Template {
    const name = (token: Token | undefined) =>
      token?.kind === 'string' && !token.text.includes('$') ? plainText(token.text) : undefined;
    const indexed = name(tokens[4]);
    if (isSign(tokens[3], '[') && indexed !== undefined && isSign(tokens[5], ']')) {
      return this.#withSuffix(tokens, 6, depth, () => [[{ kind: 'variable', name: indexed }]]);
    }
    const open = tokens.findIndex((token) => isSign(token, '('));
    const asked = name(tokens[open + 1]);
    if (!isName(tokens[4], 'getvalueordefault') || open < 0 || asked === undefined) return this.#computed(tokens);
    const close = closingOf(tokens, open);
    const [, otherwise] = argumentsOf(tokens.slice(open + 1, close));
    const fallback = otherwise === undefined ? {} : { fallback: this.fold(otherwise, depth + 1) };
    return this.#withSuffix(tokens, close + 1, depth, () => [[{ kind: 'variable', name: asked, ...fallback }]]);
  }

  #foldStringMethod(tokens: readonly Token[], depth: number): Template {
    const close = closingOf(tokens, 3);
    const given = argumentsOf(tokens.slice(4, close));
    const values = () => given.map((value) => this.fold(value, depth + 1));
    const method = tokens[2];
    const folded = isName(method, 'concat')
      ? () => join(values())
      : isName(method, 'format')
        ? () => this.#format(values())
        : isName(method, 'copy')
          ? () => values()[0] ?? computed()
          : undefined;
    return folded === undefined ? this.#computed(tokens) : this.#withSuffix(tokens, close + 1, depth, folded);
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

  /** `{0}` stands in the constant parts of the pattern, whatever else the pattern is made of. */
  #format([pattern = computed(), ...given]: readonly Template[]): Template {
    return either(
      ...pattern.map((sequence) =>
        join(
          sequence.flatMap((piece): readonly Template[] => {
            if (piece.kind !== 'literal') return [[[piece]]];
            const parts: Template[] = [];
            let done = 0;
            for (const match of piece.text.matchAll(/\{(\d{1,2})(?:[,:][^{}]*)?\}/g)) {
              parts.push(literal(piece.text.slice(done, match.index)), given[Number(match[1])] ?? computed());
              done = match.index + match[0].length;
            }
            return [...parts, literal(piece.text.slice(done))];
          }),
        ),
      ),
    );
  }
}

/** Whether what stands in brackets before a value is a cast, such as `(string)`. */
function isType(tokens: readonly Token[]): boolean {
  return tokens.length > 0 && tokens.every((token) => token.kind === 'name' || isSign(token, '.', '<', '>', '[', ']'));
}

/** `value ?? otherwise`: a variable that something sets never needs the other. */
function orElse(value: Template, otherwise: Template): Template {
  const [[only, ...rest] = [], ...more] = value;
  const plain = only?.kind === 'variable' && only.fallback === undefined && rest.length === 0 && more.length === 0;
  return plain ? [[{ ...only, fallback: otherwise }]] : either(value, otherwise);
}
