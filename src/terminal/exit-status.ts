/** How a command ends: its exit status, and one sentence for an error. */
import { ConfigError } from '../app/config.ts';
import { AzureUnreachable } from '../readiness/assessor.ts';
import { EstateError } from '../simulator/estate.ts';
import { MissingPart } from '../simulator/missing-part.ts';
import { Told, UsageError } from './command.ts';
import type { Output } from './output.ts';

/** Exit statuses (docs/rules.md#exit-status), and `broken` for a fault of our own, which must not look like "not ready". */
export const EXIT = {
  ready: 0,
  unmet: 1,
  undecided: 2,
  usage: 64,
  noInstance: 66,
  unreachable: 69,
  broken: 70,
} as const;

/** The exit status and the sentence for an error. One that nobody foresaw is told by its message, without a stack. */
function failureOf(error: unknown, usage: string): { readonly status: number; readonly message: string } {
  if (error instanceof UsageError) return { status: EXIT.usage, message: `${error.message}\n${usage}` };
  if (error instanceof EstateError || error instanceof ConfigError || error instanceof MissingPart)
    return { status: EXIT.usage, message: error.message };
  if (error instanceof AzureUnreachable) return { status: EXIT.unreachable, message: error.message };
  const cause = error instanceof Error ? error.message : String(error);
  return { status: EXIT.broken, message: `This check broke down, which is our fault: ${cause}` };
}

/** Runs a command to its exit status; an error becomes one sentence on stderr. Never throws. */
export async function statusOf(usage: string, output: Output, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof Told) {
      output.out(error.message);
      return EXIT.ready;
    }
    const { status, message } = failureOf(error, usage);
    output.err(`${message}\n`);
    return status;
  }
}
