/** `npm run -s ask`: what the bot would reply, without Teams. Rules: docs/rules.md#exit-status. */

import { type ConversationParts, createConversation } from '../conversation/conversation.ts';
import type { Reply } from '../conversation/ports/channel-port.ts';
import { understandAll } from '../conversation/understanding/understand.ts';
import type { Outgoing } from '../model/channel.ts';
import { given } from '../model/given.ts';
import { mainMonths } from '../model/retirement.ts';
import { AzureUnreachable } from '../readiness/assessor.ts';
import type { AskArguments } from './ask-arguments.ts';
import { EXIT } from './exit-status.ts';
import type { Output } from './output.ts';

/** Keeps the messages that stand at the end, as a person would see them after every update. */
function keptMessages(): { readonly reply: Reply; readonly all: () => readonly Outgoing[] } {
  const messages = new Map<string, Outgoing>();
  return {
    reply: {
      send: async (message) => {
        const id = String(messages.size);
        messages.set(id, message);
        return { id };
      },
      update: async ({ id }, message) => {
        messages.set(id, message);
      },
      typing: async () => {},
    },
    all: () => [...messages.values()],
  };
}

/** The reply tells people what went wrong; a script learns it from the exit status. */
function watched(parts: ConversationParts): { readonly parts: ConversationParts; readonly status: () => number } {
  let status: number = EXIT.ready;
  const { assessor, log } = parts;
  const instances: typeof assessor.instances = async (signal) => {
    try {
      return await assessor.instances(signal);
    } catch (error) {
      if (error instanceof AzureUnreachable) status = EXIT.unreachable;
      throw error;
    }
  };
  const error: typeof log.error = (event, fields) => {
    status = EXIT.broken;
    log.error(event, fields);
  };
  return {
    parts: { ...parts, assessor: { ...assessor, instances }, log: { ...log, error } },
    status: () => status,
  };
}

/** Writes what was understood, as one JSON document. Azure is asked for nothing but the names. */
async function understoodCommand(args: AskArguments, parts: ConversationParts, output: Output): Promise<number> {
  const { assessor, requirements, retirements, clock } = parts;
  const instances = await assessor.instances().catch(() => undefined);
  const { questions } = understandAll(args.question, {
    today: clock.today(),
    knownMonths: mainMonths(retirements),
    requirements,
    retirements,
    locale: args.locale,
    ...given({ instances }),
  });
  const [first, ...also] = questions;
  output.out(`${JSON.stringify(also.length === 0 ? first : { ...first, also }, null, 2)}\n`);
  return 0;
}

/**
 * Answers and writes the reply: its text, or with `--card` the Adaptive Card as one JSON document (an array where several
 * things were asked). Returns 69 where Azure could not be reached and 70 where the bot itself broke: the reply says so too.
 */
export async function askCommand(args: AskArguments, parts: ConversationParts, output: Output): Promise<number> {
  if (args.understood) return understoodCommand(args, parts, output);
  const { reply, all } = keptMessages();
  const { parts: watchedParts, status } = watched(parts);
  await createConversation(watchedParts).answer(
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
  const messages = all();
  const [first, ...more] = messages;
  if (first === undefined) return 1;
  const cards = messages.map(({ card }) => card ?? null);
  if (args.card) output.out(`${JSON.stringify(more.length === 0 ? cards[0] : cards, null, 2)}\n`);
  else output.out(`${messages.map(({ text }) => text).join('\n\n')}\n`);
  return status();
}
