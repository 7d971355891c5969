/** From a template to what is known of the text at one place, with named values and variables put in. Rules: docs/rules.md#calls. */
import { ALWAYS, type Branches, compatible, together } from './branches.ts';
import type { NamedValueLookup } from './named-values.ts';
import type { Hole, KnownText, KnownToken } from './policy/host-of-url.ts';
import { templateOf } from './policy/read-value.ts';
import {
  type AddressOf,
  ANY_VARIABLE,
  literalsOf,
  type MintedToken,
  type Sequence,
  type Template,
  type TemplatePiece,
  withNamedValues,
} from './policy/template.ts';

/** A text that a value may be, and the branches in which it is that one. */
export interface Alternative {
  readonly text: KnownText;
  readonly branches: Branches;
}

/** A value that a variable may have been given, and where that was. */
export interface VariableValue {
  readonly value: Template;
  readonly branches: Branches;
  readonly scope: ValueScope;
}

/** What a variable may hold at a place. */
export interface VariableValues {
  readonly values: readonly VariableValue[];
  /** Whether one of them is there for certain. */
  readonly always: boolean;
  /** Whether it cannot be told, because policies were not read or steps lead too far. */
  readonly hidden: boolean;
}

/** Where a value stands, and what can be looked up from there. */
export interface ValueScope {
  readonly namedValue: NamedValueLookup;
  readonly branches: Branches;
  readonly variable: (name: string) => VariableValues;
  /** Whether a token was minted, or taken from a cache, before this place. */
  readonly hasTokens: boolean;
  readonly address: (of: AddressOf) => readonly Alternative[];
  /** Pieces that may still be looked up for one value; it keeps hostile policies from growing without end. */
  readonly budget: { left: number };
}

/** More ways to read one value than this are told no more one by one. */
const MAX_TEXTS = 32;

/** Pieces that are looked up for one value. */
export const PIECES = 2_000;

const NOTHING_SET: VariableValues = { values: [], always: false, hidden: true };

/** Looks named values up, but no variables: backends, service URLs and loggers stand outside any call. */
export function outsideCalls(namedValue: NamedValueLookup): ValueScope {
  return {
    namedValue,
    branches: ALWAYS,
    variable: () => NOTHING_SET,
    hasTokens: false,
    address: () => [],
    budget: { left: PIECES },
  };
}

/** A value outside any call has no branches. */
export function textsOutsideCalls(value: string, namedValue: NamedValueLookup): readonly KnownText[] {
  return resolveTemplate(templateOf(value), outsideCalls(namedValue)).map(({ text }) => text);
}

const known = (text: string): Alternative => ({ text: [text], branches: ALWAYS });
const unknown = (hole: Hole): Alternative => ({ text: [hole], branches: ALWAYS });

/** Everything that may stand in one hole instead of many texts. */
function holeOf(alternatives: readonly Alternative[]): Hole {
  const parts = alternatives.flatMap(({ text }) => text);
  const holes = parts.filter((part) => typeof part !== 'string');
  const strings = parts.filter((part) => typeof part === 'string');
  return {
    reason: 'EXPRESSION_URL',
    literals: [...strings, ...holes.flatMap(({ literals }) => literals)],
    tokens: holes.flatMap(({ tokens = [] }) => tokens),
    mayBeToken: holes.some(({ mayBeToken }) => mayBeToken === true),
  };
}

/** Every way to write one after the other; what would be too many keeps its known beginning. */
function product(parts: readonly (readonly Alternative[])[]): readonly Alternative[] {
  let all: readonly Alternative[] = [{ text: [], branches: ALWAYS }];
  for (const part of parts) {
    const few = fewer(part);
    const tails = all.length * few.length > MAX_TEXTS ? [unknown(holeOf(few))] : few;
    all = all.flatMap((head) =>
      tails
        .filter((tail) => compatible(head.branches, tail.branches))
        .map((tail) => ({ text: [...head.text, ...tail.text], branches: together(head.branches, tail.branches) })),
    );
  }
  return all;
}

/** The beginning of a text up to the end of its host, and that something follows. */
function headOf({ text, branches }: Alternative): Alternative {
  const [first] = text;
  const head = typeof first === 'string' ? /^[a-z]+:\/\/[^/?#]+\//i.exec(first)?.[0] : undefined;
  return head === undefined ? { text, branches } : { text: [head, holeOf([{ text, branches }])], branches };
}

/** Not too many texts: the same hosts once each, in whatever branch, and where those are too many, one hole for all. */
function fewer(all: readonly Alternative[]): readonly Alternative[] {
  if (all.length <= MAX_TEXTS) return all;
  const heads = Map.groupBy(all.map(headOf), ({ text }) => JSON.stringify(text[0]));
  const each = [...heads.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    return [more.length === 0 ? first : { text: [...first.text, holeOf(more)], branches: ALWAYS }];
  });
  return each.length <= MAX_TEXTS ? each : [unknown(holeOf(all))];
}

function readNamedValue(name: string, scope: ValueScope): readonly Alternative[] {
  const read = scope.namedValue(name);
  if (!read.ok) return [unknown({ reason: read.reason, literals: [] })];
  // A named value may hold an expression; the names in it are not looked up again.
  const inner: ValueScope = { ...scope, namedValue: () => ({ ok: false, reason: 'G-UNRESOLVED' }) };
  const holdsExpression = read.value.includes('@(') || read.value.includes('@{');
  return resolveTemplate(holdsExpression ? templateOf(read.value) : withNamedValues(read.value), inner);
}

function readVariable(name: string, fallback: Template | undefined, scope: ValueScope): readonly Alternative[] {
  const { values, always, hidden } = scope.variable(name);
  const found = values.flatMap((one) =>
    resolveTemplate(one.value, one.scope).flatMap(({ text, branches }) =>
      compatible(branches, one.branches) ? [{ text, branches: together(branches, one.branches) }] : [],
    ),
  );
  const missing: Hole = { reason: 'EXPRESSION_URL', literals: [], mayBeToken: true, unset: !hidden };
  if (always) return found;
  if (fallback !== undefined) {
    return [...found, ...(hidden ? [unknown(missing)] : []), ...resolveTemplate(fallback, scope)];
  }
  // Reading a variable that is not there ends the request, so only what may be there counts.
  return found.length > 0 && !hidden ? found : [...found, unknown(missing)];
}

function knownToken({ clientId, audience, workload }: MintedToken, scope: ValueScope): KnownToken {
  return {
    clientIds: clientId === undefined ? [''] : resolvedTexts(clientId, scope),
    audiences: audience === undefined ? undefined : resolvedTexts(audience, scope),
    workload,
  };
}

function readComputed(piece: Extract<TemplatePiece, { kind: 'computed' }>, scope: ValueScope): readonly Alternative[] {
  const { literals, variables } = piece;
  const inside = variables
    .filter((name) => name !== ANY_VARIABLE)
    .flatMap((name) => readVariable(name, undefined, scope));
  const { tokens = [], mayBeToken = false } = holeOf(inside);
  const opaque = variables.includes(ANY_VARIABLE) && scope.hasTokens;
  return [unknown({ reason: 'EXPRESSION_URL', literals, tokens, mayBeToken: mayBeToken || opaque })];
}

function readPiece(piece: TemplatePiece, scope: ValueScope): readonly Alternative[] {
  scope.budget.left -= 1;
  if (scope.budget.left < 0) {
    return [unknown({ reason: 'EXPRESSION_URL', literals: literalsOf([[piece]]), mayBeToken: scope.hasTokens })];
  }
  switch (piece.kind) {
    case 'literal':
      return [known(piece.text)];
    case 'computed':
      return readComputed(piece, scope);
    case 'named-value':
      return readNamedValue(piece.name, scope);
    case 'variable':
      return readVariable(piece.name, piece.fallback, scope);
    case 'token':
      return [unknown({ reason: 'EXPRESSION_URL', literals: [], tokens: [knownToken(piece.token, scope)] })];
    case 'cached':
      return [unknown({ reason: 'EXPRESSION_URL', literals: [], mayBeToken: true })];
    case 'address': {
      const all = scope.address(piece.of);
      if (all.length === 0) return [unknown({ reason: 'EXPRESSION_URL', literals: [] })];
      return piece.hostOnly === true ? all.map(hostOnly) : all;
    }
  }
}

/** Only the host of an address, where that is known. */
function hostOnly({ text, branches }: Alternative): Alternative {
  const [first] = text;
  const host = typeof first === 'string' ? /^[a-z]+:\/\/([^/?#]+)/i.exec(first)?.[1] : undefined;
  return { text: host === undefined ? [holeOf([{ text, branches }])] : [host], branches };
}

function readSequence(sequence: Sequence, scope: ValueScope): readonly Alternative[] {
  return product(sequence.map((piece) => readPiece(piece, scope)));
}

/** Every text that a value may be at a place, as far as each is known. Empty only where no branch leads there. */
export function resolveTemplate(template: Template, scope: ValueScope): readonly Alternative[] {
  const all = template.flatMap((sequence) => readSequence(sequence, scope));
  return fewer(all.filter(({ branches }) => compatible(branches, scope.branches)));
}

/** The texts of a value when all of them are known in full; undefined otherwise. */
export function resolvedTexts(template: Template, scope: ValueScope): readonly string[] | undefined {
  const texts: string[] = [];
  for (const { text } of resolveTemplate(template, scope)) {
    if (!text.every((part) => typeof part === 'string')) return undefined;
    texts.push(text.join(''));
  }
  return texts;
}
