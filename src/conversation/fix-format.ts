/** The language in which somebody wants a fix: "as Bicep", "in PowerShell". Its names are the same in every language of people. */
import type { FixFormat } from '../fixes/draw/formats.ts';
import type { Question } from './question.ts';
import type { Word } from './words.ts';

const NAMES: Readonly<Record<FixFormat, ReadonlySet<string>>> = {
  terraform: new Set(['terraform', 'tf', 'azurerm', 'azapi', 'hcl', 'opentofu']),
  bicep: new Set(['bicep']),
  powershell: new Set(['powershell', 'pwsh']),
  az: new Set(['az', 'bash', 'azure-cli', 'azurecli', 'cli']),
  portal: new Set(['portal', 'portal-steps', 'clicks']),
};

/** The language that some words name; the first where they name several. */
function fixFormatIn(words: readonly Pick<Word, 'plain'>[]): FixFormat | undefined {
  return words.flatMap(({ plain }) => formatOf(plain) ?? [])[0];
}

function formatOf(word: string): FixFormat | undefined {
  return (Object.keys(NAMES) as FixFormat[]).find((format) => NAMES[format].has(word));
}

/** A question about a fix with the language that the message names; what was taken for an instance is none then. */
export function withFixFormat(question: Question, words: readonly Pick<Word, 'plain'>[]): Question {
  if (question.kind !== 'fix') return question;
  const format = fixFormatIn(words);
  if (format === undefined) return question;
  const { instance, ...rest } = question;
  const isNamed = instance !== undefined && formatOf(instance.toLowerCase()) === undefined;
  return isNamed ? { ...question, format } : { ...rest, format, leans: true };
}
