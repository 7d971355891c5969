/** The file `.env`, where settings may stand. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** Reads `.env` of the folder the process runs in, where there is one; what is set already stays. */
export function loadSettings(): void {
  if (existsSync('.env')) loadEnvFile('.env');
}
