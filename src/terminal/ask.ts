/** Entry of `npm run -s ask`. */
import { silent } from '../app/log.ts';
import { realClock } from '../app/real-clock.ts';
import { ASK_USAGE, askArguments } from './ask-arguments.ts';
import { askCommand } from './ask-command.ts';
import { assessorFor, runCommand } from './run-command.ts';

void runCommand(ASK_USAGE, async ({ words, output }) => {
  const args = askArguments(words);
  const connected = await assessorFor(args);
  try {
    return await askCommand(args, { ...connected, clock: realClock(args.today), log: silent }, output);
  } finally {
    await connected.stop();
  }
});
