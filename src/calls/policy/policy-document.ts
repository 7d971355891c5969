/** A policy resource, read: parsed once, however often an assessment or a later one comes back to the same text. */
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type ArmResource, idKey } from '../../model/arm.ts';
import { text } from '../../model/json.ts';
import { remembered } from '../../model/remembered.ts';
import { parsePolicy } from './parse-policy.ts';
import { readStatements } from './read-statements.ts';
import type { Statement } from './statement.ts';

type Statements = readonly Statement[] | 'not-understood';

/** What a policy or fragment says (its XML in `properties.value`); `not-understood` when it cannot be read as a policy. */
type PolicyReader = (policy: ArmResource) => Statements;

/** Bytes that the statements of one character of a policy take, measured on policies full of expressions, and those of any policy. */
const BYTES_PER_CHARACTER = 8;
const BYTES_PER_POLICY = 500;

/**
 * A reader that knows policies by their id and the hash of their text, so that what has not changed since is not parsed
 * again. `most` is in bytes, of all that it knows together.
 */
export function createPolicyReader(most: number): PolicyReader {
  const known = new LRUCache<string, Statements>({ maxSize: most });
  // By resource object too, which spares the hash within one assessment.
  return remembered((policy: ArmResource) => {
    const xml = text(policy, 'properties', 'value') ?? '';
    const key = `${idKey(policy.id)} ${hash('sha256', xml, 'base64')}`;
    const statements = known.get(key) ?? statementsIn(xml);
    known.set(key, statements, { size: BYTES_PER_POLICY + BYTES_PER_CHARACTER * xml.length });
    return statements;
  });
}

function statementsIn(xml: string): Statements {
  const root = parsePolicy(xml);
  return root === undefined ? 'not-understood' : readStatements(root);
}

/** Enough for a gateway with 2,000 operations. */
const MOST_BYTES = 24 * 1024 * 1024;

/** What a policy or fragment says, by the one reader that everybody shares. */
export const statementsOf: PolicyReader = createPolicyReader(MOST_BYTES);
