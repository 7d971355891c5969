/** Entry of `npm run -s audit`. */
import { AUDIT_USAGE, auditArguments, auditCommand } from './audit-command.ts';
import { runCommand } from './run-command.ts';
import { withStore } from './with-store.ts';

void runCommand(AUDIT_USAGE, async ({ words, output }) => {
  const args = auditArguments(words);
  return withStore(output, (store) => auditCommand(args, store.audit, output));
});
