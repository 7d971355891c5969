/** The words after `npm run -s ask --`. */
import type { Command } from 'commander';
import type { Day } from '../model/days.ts';
import { commandNamed, completed, dayOption, fileOption, readOptions, UsageError, withEstate } from './command.ts';

/** What `ask` was asked for. */
export interface AskArguments {
  readonly question: string;
  readonly card: boolean;
  /** Only what was understood, as JSON. */
  readonly understood: boolean;
  /** BCP 47 tag of the one who asks. */
  readonly locale: string;
  readonly today: Day | undefined;
  readonly estate: string | undefined;
}

/** How to call `ask`. */
export const ASK_USAGE = 'Usage: npm run -s ask -- "QUESTION" [options]; --help lists them.';

function askWords(): Command {
  return completed(
    withEstate(
      commandNamed('ask', 'Tells what the bot would reply to a question.')
        .argument('[question...]', 'the question')
        .option('--card', 'the Adaptive Card as JSON')
        .option('--question', 'what was understood, as JSON; Azure is asked for nothing but the names')
        .option('--locale <tag>', 'language of the one who asks, such as de', 'en'),
    ),
  ).addHelpText(
    'after',
    '\nExit status: 0 answered; 1 no answer; 64 mistake in the call; 69 Azure could not be reached; 70 a fault of our own.',
  );
}

interface AskCommandOptions extends Pick<AskArguments, 'locale' | 'today' | 'estate'> {
  readonly card?: true;
  readonly question?: true;
}

/** Reads the arguments of `ask`. Throws `UsageError`, or `Told`. */
export function askArguments(words: readonly string[]): AskArguments {
  const command = askWords();
  const options = readOptions<AskCommandOptions>(command, words);
  const question = command.args.join(' ').trim();
  if (question === '') throw new UsageError('What is the question?');
  if (options.card === true && options.question === true) throw new UsageError('Give either --card or --question.');
  return {
    question,
    card: options.card === true,
    understood: options.question === true,
    locale: options.locale,
    today: dayOption(options.today, '--today'),
    estate: fileOption(options.estate, '--estate'),
  };
}
