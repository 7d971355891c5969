/** How a command reads its words: commander, told to throw instead of ending the process. */
import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };

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

/** Takes words in. Throws `UsageError`, or `Told` where they ask about the command. */
export function readWords(command: Command, words: readonly string[]): void {
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
