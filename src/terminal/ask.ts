/** Entry of `npm run -s ask`. */
import { silent } from '../app/log.ts';
import { realClock } from '../app/real-clock.ts';
import { ASK_USAGE, askArguments } from './arguments.ts';
import { askCommand } from './ask-command.ts';
import { runCommand, wiredFor } from './process.ts';

void runCommand(ASK_USAGE, async ({ words, output }) => {
  const args = askArguments(words);
  const wired = await wiredFor(args);
  try {
    return await askCommand(args, { ...wired, clock: realClock(args.today), log: silent }, output);
  } finally {
    await wired.stop();
  }
});
