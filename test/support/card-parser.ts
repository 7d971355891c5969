/** Microsoft's own card parser, as a judge of what the cards build. */
import { createRequire } from 'node:module';
import type { CardMessage } from '../../cards/parts/elements.ts';

interface ParserEvent {
  readonly message: string;
}

interface Parser {
  readonly AdaptiveCard: new () => { parse(card: unknown, context: unknown): void };
  readonly SerializationContext: new () => { readonly eventCount: number; getEventAt(index: number): ParserEvent };
}

// The package's own entry point cannot be loaded by Node; its bundle can.
const parser = createRequire(`${process.cwd()}/package.json`)('adaptivecards/dist/adaptivecards.js') as Parser;

/** Everything that the parser has to complain about; empty for a good card. */
export function parserComplaints(card: unknown): readonly string[] {
  const context = new parser.SerializationContext();
  new parser.AdaptiveCard().parse(JSON.parse(JSON.stringify(card)), context);
  return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
}

/** Every JSON object in a card, depth first, fallbacks included. */
export function nodesOf(value: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(nodesOf)];
}

/** Every string that a reader may see in the card, one a line, hidden parts included. */
export function visibleText(message: CardMessage): string {
  return nodesOf(message.card)
    .flatMap((node) => [node.text, node.title, node.codeSnippet])
    .filter((text) => typeof text === 'string')
    .join('\n');
}

/** The message as Teams would receive it, with everything around the card that a group chat adds. */
export function activityOf(message: CardMessage): unknown {
  const id = `19:${'a'.repeat(64)}@thread.v2`;
  const account = {
    id: `29:${'1'.repeat(90)}`,
    name: 'Megan Bowen',
    aadObjectId: '00000000-0000-4000-8000-000000000000',
  };
  return {
    type: 'message',
    serviceUrl: 'https://smba.trafficmanager.net/emea/99999999-9999-4999-8999-999999999999/',
    channelId: 'msteams',
    from: { id: '28:00000000-0000-4000-8000-000000000000', name: 'APIM Readiness' },
    conversation: {
      id: `${id};messageid=1700000000000`,
      isGroup: true,
      conversationType: 'channel',
      tenantId: account.aadObjectId,
    },
    recipient: account,
    replyToId: '1700000000000',
    channelData: { tenant: { id: account.aadObjectId }, team: { id }, channel: { id }, notification: { alert: true } },
    locale: 'en-US',
    inputHint: 'acceptingInput',
    summary: message.summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: message.card }],
  };
}
