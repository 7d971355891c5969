/** Entry of `npm run -s reminders`. */
import { realClock } from '../app/real-clock.ts';
import { dryRun, listDead, REMINDERS_USAGE, remindersArguments, resendDead } from './reminders-command.ts';
import { assessorFor, runCommand } from './run-command.ts';
import { withStore } from './with-store.ts';

void runCommand(REMINDERS_USAGE, async ({ words, output }) => {
  const args = remindersArguments(words);
  return withStore(output, async (store) => {
    const now = realClock().instant();
    if (args.kind === 'dead') return listDead(store, output);
    if (args.kind === 'resend') return resendDead(args.id, store, now, output);
    const connected = await assessorFor(args);
    try {
      return await dryRun({ today: args.today, now }, { ...connected, store, output });
    } finally {
      await connected.stop();
    }
  });
});
