/** The languages of code in which a fix is written, and what a comment looks like in each. */
import type { Change } from '../../model/change.ts';
import type { FixFormat } from '../../model/fix-format.ts';
import { azScript } from './az.ts';
import { bicepBlocks } from './bicep.ts';
import { bash, powershell } from './shells.ts';
import { terraformBlocks } from './terraform.ts';

/** A language that is code. */
export type CodeFormat = Exclude<FixFormat, 'portal'>;

/** How a line of comment begins. */
export const commentMarks: Readonly<Record<CodeFormat, string>> = {
  az: '#',
  powershell: '#',
  bicep: '//',
  terraform: '#',
};

const one = (text: string | undefined) => (text === undefined ? undefined : [text]);

const writers: Readonly<Record<CodeFormat, (changes: readonly Change[]) => readonly string[] | undefined>> = {
  az: (changes) => one(azScript(changes, bash)),
  powershell: (changes) => one(azScript(changes, powershell)),
  bicep: bicepBlocks,
  terraform: terraformBlocks,
};

/** Changes as blocks of code; undefined where one of them cannot be made that way, so that the portal is the way. */
export function codeFor(changes: readonly Change[], format: CodeFormat): readonly string[] | undefined {
  return writers[format](changes);
}
