/** Where a command writes: the streams of the process, and files that were named. */
import { writeFileSync } from 'node:fs';
import { UsageError } from './command.ts';

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
