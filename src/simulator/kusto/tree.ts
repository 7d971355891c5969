/** Small steps on the parser's syntax tree. */
import type { SyntaxNode } from './language.ts';
import { InvalidQueryError } from './plan.ts';

/** Members of a separated list, without the commas; none for an absent list. */
export function elements(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return (node?.children ?? []).map((child) => (child.kind === 'SeparatedElement' ? first(child) : child));
}

/** The last list among a node's children: an operator's own columns come after its parameters. */
export function list(node: SyntaxNode): SyntaxNode | undefined {
  return node.children.filter((child) => child.kind === 'List').at(-1);
}

/** Texts of all tokens below a node, in order. */
export function tokens(node: SyntaxNode): readonly string[] {
  if (node.children.length > 0) return node.children.flatMap(tokens);
  return node.text === '' ? [] : [node.text];
}

/** @throws InvalidQueryError when the node has no children */
export function first(node: SyntaxNode): SyntaxNode {
  return node.children[0] ?? reject('The query is incomplete.');
}

/** @throws InvalidQueryError when the node has no children */
export function last(node: SyntaxNode): SyntaxNode {
  return node.children.at(-1) ?? reject('The query is incomplete.');
}

/** First node of a kind, in source order, the node itself included. */
export function find(node: SyntaxNode, kind: string): SyntaxNode | undefined {
  if (node.kind === kind) return node;
  for (const child of node.children) {
    const found = find(child, kind);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @throws InvalidQueryError always */
export function reject(problem: string): never {
  throw new InvalidQueryError([problem]);
}
