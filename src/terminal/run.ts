/** What every command shares: exit statuses, reading an estate file, and turning errors into one sentence. */
import { readFileSync, writeFileSync } from 'node:fs';
import { ConfigError } from '../app/config.ts';
import type { Declaration } from '../model/declaration.ts';
import { AzureUnreachable } from '../readiness/assessor.ts';
import { EstateError } from '../simulator/estate.ts';
import { MissingPart } from '../simulator/missing-part.ts';
import { Told, UsageError } from './command.ts';
import { parseDeclarations } from './declarations-file.ts';

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

/** Where a command writes. stdout holds only the result. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Shows how far it is, in place of what was shown before; nothing clears it. Absent where nobody looks. */
  readonly progress?: (line: string | undefined) => void;
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

/** Reads an estate file; a file that cannot be read is refused like a bad one. */
export function readEstateFile(file: string): string {
  return readText(file, (why) => new EstateError(`The estate file ${file} was refused: ${why}.`));
}

/** Reads a file of declarations. Throws `UsageError` for a bad one. */
export function readDeclarations(file: string): readonly Declaration[] {
  return parseDeclarations(
    readText(file, (why) => new UsageError(`The declarations in ${file} were refused: ${why}.`)),
    file,
  );
}

function readText(file: string, refusal: (why: string) => Error): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw refusal(
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : 'it cannot be read',
    );
  }
}

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

/** A reader of our output that leaves early, such as `head`, ends the writing and changes nothing else. */
export function tolerateClosedPipe(stream: Pick<NodeJS.WriteStream, 'on'>): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
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
    ...(process.stderr.isTTY === true
      ? { progress: (line: string | undefined) => process.stderr.write(`\r\u001b[K${line ?? ''}`) }
      : {}),
    width: Math.min(Math.max(process.stdout.columns ?? 100, 40), 120),
    color: process.stdout.isTTY === true && !noColor,
  };
}

/** Writes the result of a command into a file. Throws `UsageError` where that cannot be done. */
export function writeResult(name: string, text: string): void {
  try {
    writeFileSync(name, text);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(`The file ${name} could not be written (${code ?? 'no reason given'}).`);
  }
}
