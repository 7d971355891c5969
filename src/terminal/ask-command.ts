/** `npm run -s ask`: what the bot would reply, without Teams. Contract 4. */
import { type ConversationParts, createConversation } from '../conversation/converse.ts';
import type { Reply } from '../conversation/port.ts';
import type { Outgoing } from '../model/channel.ts';
import type { AskArguments } from './arguments.ts';
import type { Output } from './run.ts';

/** Keeps the message that stands at the end, as a person would see it after every update. */
function lastMessage(): { readonly reply: Reply; readonly last: () => Outgoing | undefined } {
  let last: Outgoing | undefined;
  return {
    reply: {
      send: async (message) => {
        last = message;
        return { id: 'terminal' };
      },
      update: async (_handle, message) => {
        last = message;
      },
      typing: async () => {},
    },
    last: () => last,
  };
}

/** Answers one question and writes the reply: its text, or with `--card` the Adaptive Card as one JSON document. */
export async function askCommand(args: AskArguments, parts: ConversationParts, output: Output): Promise<number> {
  const { reply, last } = lastMessage();
  await createConversation(parts).answer(
    {
      text: args.question,
      activityId: 'terminal',
      locale: args.locale,
      timeZone: 'UTC',
      asker: { id: 'terminal', name: undefined },
      kind: 'personal',
      address: { tenantId: undefined, conversationId: 'terminal', serviceUrl: '' },
    },
    reply,
  );
  const message = last();
  if (message === undefined) return 1;
  output.out(args.card ? `${JSON.stringify(message.card ?? null, null, 2)}\n` : `${message.text}\n`);
  return 0;
}
