/** The files that a command reads: an estate, and declarations. */
import { readFileSync } from 'node:fs';
import type { Declaration } from '../model/declaration.ts';
import { EstateError } from '../simulator/estate.ts';
import { UsageError } from './command.ts';
import { parseDeclarations } from './declarations-file.ts';

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
