/** A fix that is made of changes: its commands are written from them. */
import type { Change } from '../model/change.ts';
import type { Fix } from '../model/finding.ts';
import { azScript } from './formats/az.ts';

/** A fix without what is written from its changes. */
export type FixOutline = Omit<Fix, 'changes' | 'command'>;

/** The fix that makes these changes, in this order. */
export function fixFromChanges(outline: FixOutline, changes: readonly Change[]): Fix {
  const command = azScript(changes);
  return { ...outline, changes, ...(command === undefined ? {} : { command }) };
}
