/** A value in a policy, taken apart: what is constant, what stands in a named value or variable, and what is computed. Domain 4.3. */

/** One part of a value. */
export type Piece =
  | { readonly kind: 'literal'; readonly text: string }
  /** `{{name}}`: the value of a named value, by display name. */
  | { readonly kind: 'named-value'; readonly name: string }
  /** A context variable by its name, as a string. */
  | { readonly kind: 'variable'; readonly name: string }
  /** Computed when a call comes in. `literals` are the string constants inside, which may hold a whole host. */
  | { readonly kind: 'computed'; readonly literals: readonly string[] };

/** A value that is joined from its pieces. */
export type Sequence = readonly Piece[];

/** Everything that a value may be: more than one where an expression chooses between constants. */
export type Template = readonly Sequence[];

/** More choices than this count as computed. */
const MAX_CHOICES = 32;

/** A constant. */
export function literal(text: string): Template {
  return [[{ kind: 'literal', text }]];
}

/** A value that only a call decides. */
export function computed(literals: readonly string[] = []): Template {
  return [[{ kind: 'computed', literals }]];
}

/** The string constants anywhere in a value. */
export function literalsOf(template: Template): readonly string[] {
  return template.flatMap((sequence) =>
    sequence.flatMap((piece) =>
      piece.kind === 'literal' ? [piece.text] : piece.kind === 'computed' ? piece.literals : [],
    ),
  );
}

/** Every way to write one value after the other. */
export function join(parts: readonly Template[]): Template {
  let all: Template = [[]];
  for (const part of parts) {
    if (all.length * part.length > MAX_CHOICES) return computed(parts.flatMap(literalsOf));
    all = all.flatMap((head) => part.map((tail) => [...head, ...tail]));
  }
  return all;
}

/** One of several values. */
export function either(...parts: readonly Template[]): Template {
  const all = parts.flat();
  return all.length > MAX_CHOICES ? computed(parts.flatMap(literalsOf)) : all;
}

const NAMED_VALUE = /\{\{\s*([A-Za-z0-9._-]+)\s*\}\}/g;

/** A text with `{{named values}}`. API Management puts them in before anything else is read. */
export function withNamedValues(text: string): Template {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(NAMED_VALUE)) {
    if (match.index > done) pieces.push({ kind: 'literal', text: text.slice(done, match.index) });
    pieces.push({ kind: 'named-value', name: match[1] ?? '' });
    done = match.index + match[0].length;
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

/** Whether a value uses a context variable, plainly or somewhere inside an expression. */
export function mentionsVariable(template: Template, name: string): boolean {
  return template.some((sequence) =>
    sequence.some(
      (piece) =>
        (piece.kind === 'variable' && piece.name === name) ||
        (piece.kind === 'computed' && piece.literals.includes(name)),
    ),
  );
}

/** Whether a value is not constant: computed, or from a variable. */
export function isComputed(template: Template): boolean {
  return template.some((sequence) => sequence.some((piece) => piece.kind === 'computed' || piece.kind === 'variable'));
}
