/** A value in a policy, taken apart: what is constant, what stands in a named value or variable, and what is computed. Rules: docs/rules.md#calls. */

/** A token that `authentication-managed-identity` minted into a variable. */
export interface MintedToken {
  /** No client id means the system-assigned identity. */
  readonly clientId: Template | undefined;
  /** The `resource` that the token is issued for. */
  readonly audience: Template | undefined;
  /** By the workload identity of a self-hosted gateway, never by an identity of the instance. */
  readonly workload: boolean;
}

/** An address that the context knows: where the current request goes, the service URL of its API, the gateway's own. */
export type AddressOf = 'request' | 'service' | 'gateway';

/** One part of a value. */
export type TemplatePiece =
  | { readonly kind: 'literal'; readonly text: string }
  /** `{{name}}`: the value of a named value, by display name. */
  | { readonly kind: 'named-value'; readonly name: string }
  /** A context variable, as a string. With a `fallback` it may be missing, and that stands in for it. */
  | { readonly kind: 'variable'; readonly name: string; readonly fallback?: Template }
  /** The URL of the current request, of the API's service, or of the gateway itself, or only its host. */
  | { readonly kind: 'address'; readonly of: AddressOf; readonly hostOnly?: true }
  | { readonly kind: 'token'; readonly token: MintedToken }
  /** Filled from a cache: whatever some other call has put there. */
  | { readonly kind: 'cached' }
  /**
   * Computed when a call comes in. `literals` are the string constants inside, which may hold a whole host; `variables`
   * those that it names, `ANY_VARIABLE` where they cannot be told.
   */
  | { readonly kind: 'computed'; readonly literals: readonly string[]; readonly variables: readonly string[] };

/** Stands for variables that an expression reads by a computed name. */
export const ANY_VARIABLE = '*';

/** A value that is joined from its pieces. */
export type Sequence = readonly TemplatePiece[];

/** Everything that a value may be: more than one where an expression chooses between constants. */
export type Template = readonly Sequence[];

/** More choices than this are told no more one by one. */
const MAX_CHOICES = 32;

/** A constant. */
export function literal(text: string): Template {
  return [[{ kind: 'literal', text }]];
}

/** A value that only a call decides. */
export function computed(literals: readonly string[] = [], variables: readonly string[] = []): Template {
  return [[{ kind: 'computed', literals, variables }]];
}

/** The string constants anywhere in a value. */
export function literalsOf(template: Template): readonly string[] {
  return template.flatMap((sequence) =>
    sequence.flatMap((piece) => {
      if (piece.kind === 'literal') return [piece.text];
      if (piece.kind === 'variable') return literalsOf(piece.fallback ?? []);
      return piece.kind === 'computed' ? piece.literals : [];
    }),
  );
}

/** The context variables anywhere in a value. */
export function variablesOf(template: Template): readonly string[] {
  return template.flatMap((sequence) =>
    sequence.flatMap((piece) => {
      if (piece.kind === 'variable') return [piece.name, ...variablesOf(piece.fallback ?? [])];
      return piece.kind === 'computed' ? piece.variables : [];
    }),
  );
}

/** Something that is computed from values. */
export function computedFrom(...values: readonly Template[]): Template {
  return computed(values.flatMap(literalsOf), [...new Set(values.flatMap(variablesOf))]);
}

/** Every way to write one value after the other. What would be too many ways keeps its known beginning. */
export function join(parts: readonly Template[]): Template {
  let all: Template = [[]];
  for (const part of parts) {
    const tails = all.length * part.length > MAX_CHOICES ? computedFrom(part) : part;
    all = all.flatMap((head) => tails.map((tail) => [...head, ...tail]));
  }
  return all;
}

/** One of several values. */
export function either(...parts: readonly Template[]): Template {
  const all = parts.flat();
  return all.length > MAX_CHOICES ? computedFrom(...parts) : all;
}

const NAMED_VALUE = /\{\{\s*([A-Za-z0-9._-]+)\s*\}\}/g;

/** A text with `{{named values}}`. API Management puts them in before anything else is read. */
export function withNamedValues(text: string): Template {
  const pieces: TemplatePiece[] = [];
  let done = 0;
  for (const match of text.matchAll(NAMED_VALUE)) {
    if (match.index > done) pieces.push({ kind: 'literal', text: text.slice(done, match.index) });
    const [whole, name = ''] = match;
    pieces.push({ kind: 'named-value', name });
    done = match.index + whole.length;
  }
  if (done < text.length) pieces.push({ kind: 'literal', text: text.slice(done) });
  return [pieces];
}

/** The text of a value that is one constant; undefined for anything else. */
export function constantOf(template: Template): string | undefined {
  const [only, ...more] = template;
  if (only === undefined || more.length > 0) return undefined;
  return only.every((piece) => piece.kind === 'literal') ? only.map((piece) => piece.text).join('') : undefined;
}

/** A value without some letters at its end, white space where none are named. */
export function trimmedEnd(sequence: Sequence, letters: string): Sequence {
  const last = sequence.at(-1);
  if (last?.kind !== 'literal') return sequence;
  let end = last.text.length;
  const goes = (letter: string) => (letters === '' ? letter.trim() === '' : letters.includes(letter));
  while (end > 0 && goes(last.text.charAt(end - 1))) end -= 1;
  return [...sequence.slice(0, -1), { kind: 'literal', text: last.text.slice(0, end) }];
}

/** The host in a URL. */
export function hostIn(sequence: Sequence): Sequence {
  const [first, ...rest] = sequence;
  if (first?.kind === 'address' && rest.length === 0) return [{ ...first, hostOnly: true }];
  const host = first?.kind === 'literal' ? /^[a-z]+:\/\/([^/?#]+)(?=[/?#])/i.exec(first.text)?.[1] : undefined;
  if (host !== undefined) return [{ kind: 'literal', text: host }];
  const [unknown = []] = computedFrom([sequence]);
  return unknown;
}
