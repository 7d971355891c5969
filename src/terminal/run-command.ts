/** The edge of every command: this process's words, environment, streams and exit status. */

import { argv, env, stderr, stdout } from 'node:process';
import { readConfig } from '../app/config.ts';
import { assessorOverAzure, assessorOverEstate, type ConnectedAssessor } from '../app/connected-assessor.ts';
import { loadSettings } from '../app/load-settings.ts';
import type { Day } from '../model/days.ts';
import { statusOf } from './exit-status.ts';
import { readDeclarations, readEstateFile } from './input-files.ts';
import { type Output, processOutput, tolerateClosedPipe } from './output.ts';

/** What a command is given. */
export interface Invocation {
  readonly words: readonly string[];
  readonly output: Output;
}

/** Azure, or the estate file that was named. Throws `ConfigError`, `EstateError`. */
export async function assessorFor(args: {
  readonly estate: string | undefined;
  readonly today: Day | undefined;
  readonly declarations?: string | undefined;
}): Promise<ConnectedAssessor> {
  loadSettings();
  const declared = args.declarations === undefined ? [] : readDeclarations(args.declarations);
  const options = { config: readConfig(env), today: args.today, declarations: async () => declared };
  return args.estate === undefined
    ? assessorOverAzure(options)
    : assessorOverEstate(readEstateFile(args.estate), args.estate, options);
}

/** Runs a command and sets the exit status; an error becomes one sentence on stderr. */
export async function runCommand(usage: string, command: (invocation: Invocation) => Promise<number>): Promise<void> {
  tolerateClosedPipe(stdout);
  tolerateClosedPipe(stderr);
  const output = processOutput({ stdout, stderr, env });
  process.exitCode = await statusOf(usage, output, () => command({ words: argv.slice(2), output }));
}
