/** What somebody changed in Azure, as data: from Resource Graph's table of changes, or from the Activity Log. */

import type { Instant } from './days.ts';

/** Who changed it. Azure tells a name of people and of applications; never shown where the settings withhold it. */
export interface Changer {
  readonly kind: 'person' | 'application' | 'azure' | 'unknown';
  /** A person's sign-in name, or the id of an application. */
  readonly name?: string;
}

/** One change to one resource. Holds names of what was changed, never values. */
export interface ResourceChange {
  /** The same for the same change, however often it is read. */
  readonly id: string;
  /** ARM id of what was changed, in the case that Azure wrote. */
  readonly resource: string;
  readonly at: Instant;
  readonly kind: 'created' | 'updated' | 'deleted';
  /** What was changed in it, such as `securityRules`, each once; empty where Azure does not tell. */
  readonly parts: readonly string[];
  readonly by: Changer;
}

/** Where the names of people who changed something are shown: in their reader's own chat and the terminal, everywhere, or nowhere. */
export type ChangeAuthors = 'personal' | 'everywhere' | 'off';
