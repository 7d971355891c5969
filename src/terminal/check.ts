/** Entry of `npm run -s check`. */
import { CHECK_USAGE, checkArguments } from './check-arguments.ts';
import { checkCommand } from './check-command.ts';
import { assessorFor, runCommand } from './run-command.ts';

void runCommand(CHECK_USAGE, async ({ words, output }) => {
  const args = checkArguments(words);
  const connected = await assessorFor(args);
  try {
    return await checkCommand(args, { ...connected, output });
  } finally {
    await connected.stop();
  }
});
