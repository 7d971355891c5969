/** What every command shares: exit statuses, reading an estate file, and turning errors into one sentence. */
import { readFileSync } from 'node:fs';
import { ConfigError } from '../config.ts';
import { AzureUnreachable } from '../readiness/assessor.ts';
import { EstateError } from '../simulator/estate.ts';
import { UsageError } from './arguments.ts';

/** Exit statuses (contract 4). */
export const EXIT = { ready: 0, unmet: 1, undecided: 2, usage: 64, noInstance: 66, unreachable: 69 } as const;

/** Where a command writes. stdout holds only the result. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

/** Reads an estate file; a file that cannot be read is refused like a bad one. */
export function readEstateFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : 'it cannot be read';
    throw new EstateError(`The estate file ${file} was refused: ${why}.`);
  }
}

/** The exit status and the sentence for an error; an unknown one is passed on. */
export function failureOf(error: unknown, usage: string): { readonly status: number; readonly message: string } {
  if (error instanceof UsageError) return { status: EXIT.usage, message: `${error.message}\n${usage}` };
  if (error instanceof EstateError || error instanceof ConfigError)
    return { status: EXIT.usage, message: error.message };
  if (error instanceof AzureUnreachable) return { status: EXIT.unreachable, message: error.message };
  throw error;
}

/** The output of this process: colour only on a terminal, and never with NO_COLOR. */
export function processOutput(process: {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Output {
  const noColor = (process.env.NO_COLOR ?? '') !== '';
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    width: Math.min(Math.max(process.stdout.columns ?? 100, 40), 120),
    color: process.stdout.isTTY === true && !noColor,
  };
}
