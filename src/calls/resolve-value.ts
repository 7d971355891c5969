/** From a template to what is known of the text, with named values and variables put in. Domain 4.3. */

import type { Context, Step } from './context.ts';
import type { NamedValueLookup } from './named-values.ts';
import type { KnownText } from './policy/host-of-url.ts';
import { templateOf } from './policy/read-value.ts';
import { literalsOf, type Piece, type Sequence, type Template } from './policy/template.ts';

/** More ways to read one value than this count as computed. */
const MAX_TEXTS = 32;

/** Where a value stands, and what can be looked up from there. */
export interface ValueScope {
  readonly namedValue: NamedValueLookup;
  /** Values that a context variable may have; empty when nothing sets it. */
  readonly variable: (name: string) => readonly Template[];
}

const NOTHING_SET = (): readonly Template[] => [];

/** The values a variable may have at a step: those of the scope's own policy alone, where one of them always runs. */
export function variablesAt(context: Context): (name: string) => readonly Template[] {
  const valuesOf = (steps: readonly Step[]) =>
    steps.flatMap((step) => (step.statement.kind === 'variable' ? [step.statement.value] : []));
  return (name) => {
    const all = context.steps.filter((step) => step.statement.kind === 'variable' && step.statement.name === name);
    const own = all.filter((step) => context.isOwn(step));
    return valuesOf(own.some((step) => !step.conditional) ? own : all);
  };
}

/** Looks named values up, but no variables: backends, service URLs and loggers stand outside any call. */
export function outsideCalls(namedValue: NamedValueLookup): ValueScope {
  return { namedValue, variable: NOTHING_SET };
}

function product(parts: readonly (readonly KnownText[])[], template: Template): readonly KnownText[] {
  let all: readonly KnownText[] = [[]];
  for (const part of parts) {
    if (all.length * part.length > MAX_TEXTS) return [[{ reason: 'EXPRESSION_URL', literals: literalsOf(template) }]];
    all = all.flatMap((head) => part.map((tail) => [...head, ...tail]));
  }
  return all;
}

function readPiece(piece: Piece, scope: ValueScope): readonly KnownText[] {
  switch (piece.kind) {
    case 'literal':
      return [[piece.text]];
    case 'computed':
      return [[{ reason: 'EXPRESSION_URL', literals: piece.literals }]];
    case 'named-value': {
      const read = scope.namedValue(piece.name);
      if (!read.ok) return [[{ reason: read.reason, literals: [] }]];
      if (!read.value.includes('@(') && !read.value.includes('@{')) return [[read.value]];
      // A named value may hold an expression; the names in it are not looked up again.
      return resolveTemplate(templateOf(read.value), {
        ...scope,
        namedValue: () => ({ ok: false, reason: 'G-UNRESOLVED' }),
      });
    }
    case 'variable': {
      const values = scope.variable(piece.name);
      if (values.length === 0) return [[{ reason: 'EXPRESSION_URL', literals: [] }]];
      // One step: a variable that is set from another one stays computed.
      return values.flatMap((value) => resolveTemplate(value, { ...scope, variable: NOTHING_SET }));
    }
  }
}

function readSequence(sequence: Sequence, scope: ValueScope): readonly KnownText[] {
  return product(
    sequence.map((piece) => readPiece(piece, scope)),
    [sequence],
  );
}

/** Every text that a value may be, as far as each is known. Never empty. */
export function resolveTemplate(template: Template, scope: ValueScope): readonly KnownText[] {
  const all = template.flatMap((sequence) => readSequence(sequence, scope));
  return all.length > MAX_TEXTS ? [[{ reason: 'EXPRESSION_URL', literals: literalsOf(template) }]] : all;
}

/** The texts of a value when all of them are known in full; undefined otherwise. */
export function resolvedTexts(template: Template, scope: ValueScope): readonly string[] | undefined {
  const texts: string[] = [];
  for (const text of resolveTemplate(template, scope)) {
    if (!text.every((part) => typeof part === 'string')) return undefined;
    texts.push(text.join(''));
  }
  return texts;
}
