/** Small faults that can be put into a source file, one at a time, to see whether a test notices. */
import { parseSync } from '@swc/core';

/** One fault: the bytes from `start` to `end` of the file are replaced. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

interface Node {
  readonly type: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly [property: string]: unknown;
}

const OPERATORS: Readonly<Record<string, string>> = {
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
};

/** Words that answers are made of: each is exchanged for its neighbour. */
const WORDS: Readonly<Record<string, string>> = {
  yes: 'no',
  no: 'yes',
  unknown: 'yes',
  allow: 'deny',
  deny: 'allow',
  pass: 'fail',
  fail: 'pass',
  warn: 'pass',
};

const METHODS: Readonly<Record<string, string>> = { some: 'every', every: 'some', startsWith: 'endsWith' };

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'span' in value;
}

/** Syntax that exists for the compiler alone holds no fault. */
const isTypeOnly = ({ type }: Node) =>
  /^(?:Ts(?!AsExpression|ConstAssertion|NonNull|Satisfies)|Import|Export(?:All|Named))/.test(type);

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flatMap((value): readonly Node[] => {
    if (isNode(value)) return [value];
    if (!Array.isArray(value)) return [];
    // An argument and an element of a list stand in a wrapper that has no kind of its own.
    return value.flatMap((entry) => (isNode(entry) ? [entry] : isNode(entry?.expression) ? [entry.expression] : []));
  });
}

/** Every fault of a file, in its order. */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const bytes = Buffer.from(source);
  const found: Mutant[] = [];
  const textOf = (node: Node) => bytes.subarray(node.span.start - 1, node.span.end - 1).toString();
  const put = (start: number, end: number, after: string) => {
    const before = bytes.subarray(start, end).toString();
    const line = bytes.subarray(0, start).toString().split('\n').length;
    if (before !== after) found.push({ file, line, start, end, before, after });
  };
  const replace = (node: Node, after: string) => put(node.span.start - 1, node.span.end - 1, after);
  const decide = (test: unknown) => {
    if (!isNode(test)) return;
    replace(test, 'true');
    replace(test, 'false');
  };
  const visitors: Readonly<Record<string, (node: Node) => void>> = {
    IfStatement: ({ test }) => decide(test),
    ConditionalExpression: ({ test }) => decide(test),
    BinaryExpression: ({ operator, left, right }) => {
      const other = OPERATORS[String(operator)];
      if (other === undefined || !isNode(left) || !isNode(right)) return;
      const between = bytes.subarray(left.span.end - 1, right.span.start - 1).toString();
      const at = left.span.end - 1 + Buffer.byteLength(between.slice(0, between.indexOf(String(operator))));
      put(at, at + String(operator).length, other);
    },
    UnaryExpression: (node) => {
      if (node.operator === '!' && isNode(node.argument)) replace(node, textOf(node.argument));
    },
    BooleanLiteral: (node) => replace(node, node.value === true ? 'false' : 'true'),
    StringLiteral: (node) => {
      const other = WORDS[String(node.value)];
      if (other !== undefined) replace(node, `'${other}'`);
    },
    CallExpression: (node) => {
      const { callee } = node;
      if (!isNode(callee) || callee.type !== 'MemberExpression' || !isNode(callee.property)) return;
      const other = METHODS[String(callee.property.value)];
      if (other !== undefined) replace(callee.property, other);
      if (callee.property.value === 'filter' && isNode(callee.object)) replace(node, textOf(callee.object));
    },
  };
  const visit = (node: Node) => {
    if (isTypeOnly(node)) return;
    visitors[node.type]?.(node);
    childrenOf(node).forEach(visit);
  };
  const module: unknown = parseSync(source, { syntax: 'typescript', target: 'es2024' });
  if (isNode(module)) visit(module);
  return found.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** The source with the fault in it. */
export function mutated(source: string, { start, end, after }: Mutant): string {
  const bytes = Buffer.from(source);
  return bytes.subarray(0, start).toString() + after + bytes.subarray(end).toString();
}
