/** Entry of `npm run -s check`. */
import { CHECK_USAGE, checkArguments } from './arguments.ts';
import { checkCommand } from './check-command.ts';
import { runCommand, wiredFor } from './process.ts';

void runCommand(CHECK_USAGE, async ({ words, output }) => {
  const args = checkArguments(words);
  const wired = await wiredFor(args);
  try {
    return await checkCommand(args, { ...wired, output });
  } finally {
    await wired.stop();
  }
});
