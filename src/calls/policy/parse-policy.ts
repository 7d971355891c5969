/** From a policy's text to its elements: strictly first, tolerantly where that fails. Rules: docs/rules.md#calls. */
import { MAX_POLICY_LENGTH, type PolicyElement } from './policy-element.ts';
import { parseStrictly } from './strict-parser.ts';
import { parseTolerantly } from './tolerant-parser.ts';

const ROOTS = ['policies', 'fragment', 'http-data-source', 'sql-data-source', 'cosmosdb-data-source'];

/** The root of a policy, a fragment or a resolver; undefined for a text that is none of them or cannot be understood. */
export function parsePolicy(text: string): PolicyElement | undefined {
  if (text.length > MAX_POLICY_LENGTH) return undefined;
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const root = parseStrictly(body) ?? parseTolerantly(body);
  return root !== undefined && ROOTS.includes(root.name) ? root : undefined;
}
