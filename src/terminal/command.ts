/** How a command reads its words: commander, told to throw instead of ending the process. */
import { Command, CommanderError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { type Day, isDay } from '../model/days.ts';
import { type CompletionShell, completionScript, shells } from './completion.ts';

/** A mistake in how a command was called; one sentence. Exit status 64. */
export class UsageError extends Error {}

/** What was asked for is a text about the command itself: its help, its version, a completion script. Exit status 0. */
export class Told extends Error {}

/** A command that says how it is called: `npm run -s NAME --`. */
export function commandNamed(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .version(packageJson.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showSuggestionAfterError(true)
    .exitOverride();
}

/** The day that a command judges by, and the file that it reads instead of Azure. */
export function withEstate(command: Command): Command {
  return command
    .option('--today <day>', 'judge as of this day, such as 2026-11-22')
    .option('--estate <file>', 'answer from an estate file instead of Azure');
}

/** A command of which a shell can complete the options. */
export function completed(command: Command): Command {
  return command.addOption(
    new Option('--completion <shell>', 'print a script that completes options').choices([...shells]),
  );
}

/** The day that an option was given. Throws `UsageError` for anything else. */
export function dayOption(value: string | undefined, option: string): Day | undefined {
  if (value !== undefined && !isDay(value))
    throw new UsageError(`${option} takes a day such as 2026-11-22, not "${value}".`);
  return value;
}

/** The name of a file that an option was given. Throws `UsageError` for an empty one. */
export function fileOption(value: string | undefined, option: string): string | undefined {
  if (value === '') throw new UsageError(`${option} takes the name of a file.`);
  return value;
}

/** The options among some words; the others are the command's `args`. Throws `UsageError`, or `Told` where they ask about the command. */
export function readOptions<T>(command: Command, words: readonly string[]): T {
  readWords(command, words);
  const options = command.opts<T & { readonly completion?: CompletionShell }>();
  if (options.completion !== undefined) throw new Told(completionScript(command, options.completion));
  return options;
}

function readWords(command: Command, words: readonly string[]): void {
  let told = '';
  const keep = (text: string) => {
    told += text;
  };
  command.configureOutput({
    writeOut: keep,
    writeErr: () => {},
    getOutHelpWidth: () => 100,
    getErrHelpWidth: () => 100,
  });
  try {
    command.parse([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new Told(told);
    const [sentence = 'The arguments are not understood.', hint] = error.message.replace(/^error: /, '').split('\n');
    throw new UsageError(hint === undefined ? sentence : `${sentence} ${hint}`);
  }
}
