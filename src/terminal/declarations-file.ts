/** The file of `check --declarations`: what people know about calls that cannot be resolved. docs/rules.md#declarations. */

import { parseArmId } from '../model/arm.ts';
import { isDay } from '../model/days.ts';
import { type Declaration, isFingerprint, readDestination } from '../model/declaration.ts';
import { at, isObject, text } from '../model/json.ts';
import { UsageError } from './command.ts';

/** Reads the file's text. Throws `UsageError` with one sentence for anything but a list of declarations. */
export function parseDeclarations(content: string, file: string): readonly Declaration[] {
  const refuse = (why: string) => new UsageError(`The declarations in ${file} were refused: ${why}.`);
  let entries: unknown;
  try {
    entries = JSON.parse(content);
  } catch {
    throw refuse('it is not JSON');
  }
  if (!Array.isArray(entries)) throw refuse('it is not a list');
  return entries.map((entry: unknown, index) => {
    const declaration = declarationOf(entry);
    if (typeof declaration !== 'string') return declaration;
    throw refuse(`entry ${index + 1} ${declaration}`);
  });
}

/** A declaration, or what is wrong with it. */
function declarationOf(entry: unknown): Declaration | string {
  if (!isObject(entry)) return 'is no object';
  const policy = text(entry, 'policy');
  if (policy === undefined || parseArmId(policy) === undefined) return 'has no "policy" that is an ARM id';
  const hash = text(entry, 'hash');
  if (hash === undefined || !isFingerprint(hash)) return 'has no "hash" of the form sha256:<64 hex digits>';
  const destination = readDestination(text(entry, 'destination') ?? '');
  if (destination === undefined) return 'has no "destination" that is "none" or a host';
  const by = text(entry, 'by')?.trim();
  if (by === undefined || by === '') return 'does not say "by" whom';
  const until = at(entry, 'until');
  if (until === undefined) return { policy, hash, destination, by };
  if (typeof until !== 'string' || !isDay(until)) return 'has an "until" that is no day such as 2026-12-31';
  return { policy, hash, destination, by, until };
}
