/** The language in which somebody wants a fix: "as Bicep", "in PowerShell". Its names are the same in every language of people. */
import type { FixFormat } from '../../model/fix-format.ts';
import type { Question } from '../../model/question.ts';

const NAMES: Readonly<Record<FixFormat, ReadonlySet<string>>> = {
  terraform: new Set(['terraform', 'tf', 'azurerm', 'azapi', 'hcl', 'opentofu']),
  bicep: new Set(['bicep']),
  powershell: new Set(['powershell', 'pwsh']),
  az: new Set(['az', 'bash', 'azure-cli', 'azurecli', 'cli']),
  portal: new Set(['portal', 'portal-steps', 'clicks']),
};

/** The language that a message names; the first where it names several. Japanese runs names and particles together. */
function fixFormatIn(message: string): FixFormat | undefined {
  const words =
    message
      .normalize('NFKC')
      .toLowerCase()
      .match(/[a-z0-9][a-z0-9._/-]*/g) ?? [];
  return words.flatMap((word) => formatOf(word) ?? [])[0];
}

function formatOf(word: string): FixFormat | undefined {
  return (Object.keys(NAMES) as FixFormat[]).find((format) => NAMES[format].has(word));
}

/** A question about a fix with the language that the message names; what was taken for an instance is none then. */
export function withFixFormat(question: Question, message: string): Question {
  if (question.kind !== 'fix') return question;
  const format = fixFormatIn(message);
  if (format === undefined) return question;
  const { instance, ...rest } = question;
  const isNamed = instance !== undefined && formatOf(instance.toLowerCase()) === undefined;
  return isNamed ? { ...question, format } : { ...rest, format, leans: true };
}
