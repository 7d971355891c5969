/**
 * Small faults that can be put into a source file, and that source with all of them at once, each asleep until it is asked for.
 *
 * The faults: a condition that is always or never so, `===` `<` `&&` `+` and their like exchanged, a `!` gone, a boolean or a word
 * that answers are made of exchanged, `??` without one of its sides, `some` and `every`, `startsWith` and `endsWith`, `min` and
 * `max` exchanged, a `filter` gone, a statement gone. Left out is what only words a sentence (what stands in `say(...)`, a log line,
 * an error that is thrown, a choice between two sentences): the tests of the cards and languages look after those.
 */
import { parseSync } from '@swc/core';

/** One fault. The bytes from `start` to `end` are replaced by `after`; the whole of `around` is what is then run in its place. */
export interface Mutant {
  readonly file: string;
  /** Its place among the faults of its file. */
  readonly number: number;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  readonly around: Around;
}

interface Around {
  readonly start: number;
  readonly end: number;
  readonly kind: 'expression' | 'statement';
}

interface Node {
  readonly type: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly [property: string]: unknown;
}

const OPERATORS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '===': '!==',
    '!==': '===',
    '<': '<=',
    '<=': '<',
    '>': '>=',
    '>=': '>',
    '&&': '||',
    '||': '&&',
    '+': '-',
    '-': '+',
  }),
);

/** Words that answers are made of: each is exchanged for its neighbour. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    yes: 'no',
    no: 'yes',
    unknown: 'yes',
    allow: 'deny',
    deny: 'allow',
    pass: 'fail',
    fail: 'pass',
    warn: 'pass',
  }),
);

const METHODS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    some: 'every',
    every: 'some',
    startsWith: 'endsWith',
    endsWith: 'startsWith',
    min: 'max',
    max: 'min',
  }),
);

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'span' in value;
}

/** Syntax that exists for the compiler alone holds no fault. */
const isTypeOnly = ({ type }: Node) =>
  /^(?:Ts(?!AsExpression|ConstAssertion|NonNull|Satisfies)|Import|Export(?:All|Named))/.test(type);

/** What may not be evaluated in another's place: a name that is declared or assigned to, the key of a property. */
const NOT_VALUES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    KeyValueProperty: 'key',
    KeyValuePatternProperty: 'key',
    AssignmentExpression: 'left',
    UpdateExpression: 'argument',
  }),
);

/** Where a chain of members and calls goes on: nothing inside it can be put into brackets when it may end early (`a?.b.c`). */
const CHAINS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    MemberExpression: 'object',
    CallExpression: 'callee',
    OptionalChainingExpression: 'base',
    TsNonNullExpression: 'expression',
  }),
);

type ChildNode = readonly [property: string, node: Node];

function childrenOf(node: object & { readonly type?: string }): readonly ChildNode[] {
  const left = NOT_VALUES.get(node.type ?? '');
  return Object.entries(node).flatMap(([property, value]): readonly ChildNode[] => {
    if (property === left) return [];
    if (isNode(value)) return [[property, value]];
    // The parameters and the body of a method stand in a wrapper that has no kind of its own.
    if (property === 'function' && typeof value === 'object' && value !== null) return childrenOf(value);
    if (!Array.isArray(value)) return [];
    // An argument and an element of a list stand in a wrapper that has no kind of its own.
    return value.flatMap((entry): readonly ChildNode[] => {
      const inside = isNode(entry) ? entry : entry?.expression;
      return isNode(inside) ? [[property, inside]] : [];
    });
  });
}

function calleeOf(node: Node): string {
  const { callee } = node;
  if (!isNode(callee)) return '';
  if (callee.type === 'Identifier') return String(callee.value);
  return callee.type === 'MemberExpression' && isNode(callee.object)
    ? `${calleeOf({ ...node, callee: callee.object })}.`
    : '';
}

function isSentence(node: unknown): boolean {
  if (!isNode(node)) return false;
  if (node.type === 'ParenthesisExpression') return isSentence(node.expression);
  if (node.type === 'ConditionalExpression') return isSentence(node.consequent) && isSentence(node.alternate);
  if (node.type === 'CallExpression') return calleeOf(node) === 'say';
  return node.type === 'TemplateLiteral' || (node.type === 'StringLiteral' && /^$|\s/.test(String(node.value)));
}

/** What only words a sentence. */
function isWording(node: Node): boolean {
  if (node.type === 'ThrowStatement') return true;
  if (node.type === 'ConditionalExpression') return isSentence(node);
  return node.type === 'CallExpression' && /^(?:say|(?:log|logger)\.)$/.test(calleeOf(node));
}

/** Every fault of a file, in its order. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const bytes = Buffer.from(source);
  const found: Omit<Mutant, 'number'>[] = [];
  const rangeOf = ({ span }: Node, kind: Around['kind'] = 'expression'): Around => ({
    start: span.start - 1,
    end: span.end - 1,
    kind,
  });
  const textOf = ({ span }: Node) => bytes.subarray(span.start - 1, span.end - 1).toString();
  const put = (start: number, end: number, after: string, around: Around) => {
    const before = bytes.subarray(start, end).toString();
    const line = bytes.subarray(0, start).toString().split('\n').length;
    if (before !== after) found.push({ file, line, start, end, before, after, around });
  };
  const replace = (node: Node, after: string, around: Around) =>
    put(node.span.start - 1, node.span.end - 1, after, around);
  const decide = (test: unknown) => {
    if (!isNode(test)) return;
    replace(test, 'true', rangeOf(test));
    replace(test, 'false', rangeOf(test));
  };
  const visitors: Readonly<Record<string, (node: Node, around: Around) => void>> = {
    IfStatement: ({ test }) => decide(test),
    ConditionalExpression: ({ test }) => decide(test),
    ExpressionStatement: (node) => {
      if (isNode(node.expression) && !isWording(node.expression)) replace(node, '', rangeOf(node, 'statement'));
    },
    BinaryExpression: (node, around) => {
      const { operator, left, right } = node;
      if (!isNode(left) || !isNode(right)) return;
      if (operator === '??') {
        replace(node, textOf(left), around);
        replace(node, textOf(right), around);
      }
      const other = OPERATORS.get(String(operator));
      if (other === undefined || (operator === '+' && (isSentence(left) || isSentence(right)))) return;
      const between = bytes.subarray(left.span.end - 1, right.span.start - 1).toString();
      const at = left.span.end - 1 + Buffer.byteLength(between.slice(0, between.indexOf(String(operator))));
      put(at, at + String(operator).length, other, around);
    },
    UnaryExpression: (node, around) => {
      if (node.operator === '!' && isNode(node.argument)) replace(node, textOf(node.argument), around);
    },
    BooleanLiteral: (node, around) => replace(node, node.value === true ? 'false' : 'true', around),
    StringLiteral: (node, around) => {
      const other = WORDS.get(String(node.value));
      if (other !== undefined) replace(node, `'${other}'`, around);
    },
    CallExpression: (node, around) => {
      const { callee } = node;
      if (!isNode(callee) || callee.type !== 'MemberExpression' || !isNode(callee.property)) return;
      const other = METHODS.get(String(callee.property.value));
      if (other !== undefined) replace(callee.property, other, around);
      if (callee.property.value === 'filter' && isNode(callee.object)) replace(node, textOf(callee.object), around);
    },
  };
  const visit = (node: Node, chain?: Around) => {
    if (isTypeOnly(node) || isWording(node)) return;
    const around = chain ?? rangeOf(node);
    visitors[node.type]?.(node, around);
    for (const [property, child] of childrenOf(node)) {
      visit(child, CHAINS.get(node.type) === property && child.type !== 'ParenthesisExpression' ? around : undefined);
    }
  };
  const module: unknown = parseSync(source, { syntax: 'typescript', target: 'es2024' });
  if (isNode(module)) visit(module);
  return found.toSorted((a, b) => a.start - b.start || a.end - b.end).map((mutant, number) => ({ ...mutant, number }));
}

/** The name by which a fault is awoken. */
export const nameOf = ({ file, number }: Pick<Mutant, 'file' | 'number'>) => `${file}#${number}`;

/** The source with all its faults, each of which asks `globalThis.isFaulty(name)` whether it is awake. */
export function withFaults(file: string, source: string): string {
  const bytes = Buffer.from(source);
  const groups = Map.groupBy(mutantsOf(file, source), ({ around }) => `${around.start}-${around.end}-${around.kind}`);
  const places = [...groups.values()]
    .flatMap((mutants) => (mutants[0] === undefined ? [] : [{ ...mutants[0].around, mutants }]))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const text = (start: number, end: number) => bytes.subarray(start, end).toString();
  let next = 0;
  const rest = (start: number, end: number): string => {
    let at = start;
    let written = '';
    for (let place = places[next]; place !== undefined && place.start < end; place = places[next]) {
      next += 1;
      written += text(at, place.start);
      const inside = rest(place.start, place.end);
      written += place.mutants.reduceRight(
        (plain, mutant) => {
          const asked = `isFaulty(${JSON.stringify(nameOf(mutant))})`;
          if (place.kind === 'statement') return `{ if (!${asked}) { ${plain} } }`;
          const broken = text(place.start, mutant.start) + mutant.after + text(mutant.end, place.end);
          return `(${asked} ? (${broken}) : ${plain})`;
        },
        place.kind === 'statement' ? inside : `(${inside})`,
      );
      at = place.end;
    }
    return written + text(at, end);
  };
  // Asked for once: what a test's sandbox holds globally is slow to reach.
  return `const isFaulty = globalThis.isFaulty ?? (() => false); ${rest(0, bytes.length)}`;
}
