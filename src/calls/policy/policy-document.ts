/** A policy resource, read: parsed once, however often an assessment comes back to it. */
import type { ArmResource } from '../../model/arm.ts';
import { text } from '../../model/json.ts';
import { parsePolicy } from './parse-policy.ts';
import { readStatements } from './read-statements.ts';
import type { Statement } from './statement.ts';

/** Statements by resource object. A pure memory: the same resource always has the same statements. */
const known = new WeakMap<ArmResource, readonly Statement[] | 'not-understood'>();

/** What a policy or fragment says (its XML in `properties.value`); `not-understood` when it cannot be read as a policy. */
export function statementsOf(policy: ArmResource): readonly Statement[] | 'not-understood' {
  const before = known.get(policy);
  if (before !== undefined) return before;
  const root = parsePolicy(text(policy, 'properties', 'value') ?? '');
  const statements = root === undefined ? 'not-understood' : readStatements(root);
  known.set(policy, statements);
  return statements;
}
