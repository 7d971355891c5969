/** What a conversation test stands on: an assessor that answers when told to, a clock that stands, a reply that remembers. */
import { type ConversationParts, createConversation } from '../../src/conversation/conversation.ts';
import type { Reply } from '../../src/conversation/ports/channel-port.ts';
import type { MessageHandle, Outgoing, SendFailure } from '../../src/model/channel.ts';
import { SendFailed } from '../../src/model/channel.ts';
import type { Clock } from '../../src/model/clock.ts';
import type { Log } from '../../src/model/log.ts';
import { retirements } from '../../src/model/retirement.ts';
import type { Assessment, AssessmentRequest, Assessor, DiscoveredInstance } from '../../src/readiness/assessor.ts';
import { handClock } from './clock.ts';
import { assessment, discovered, oneOfEach } from './report.ts';

/** What an assessor does instead of answering well. */
export interface AssessorScript {
  readonly instances?: readonly DiscoveredInstance[] | (() => Promise<readonly DiscoveredInstance[]>);
  readonly changesBehind?: Assessor['changesBehind'];
  readonly assess?: (instance: DiscoveredInstance, request: AssessmentRequest) => Promise<Assessment>;
}

/** An assessor, and every instance that it was asked to assess. */
export interface ScriptedAssessor extends Assessor {
  readonly asked: readonly { readonly instance: DiscoveredInstance; readonly month: string | undefined }[];
}

export function assessorOf({
  instances = [discovered('apim-prod')],
  assess,
  changesBehind = async () => ({ changes: [] }),
}: AssessorScript = {}): ScriptedAssessor {
  const asked: { instance: DiscoveredInstance; month: string | undefined }[] = [];
  return {
    asked,
    instances: async () => (typeof instances === 'function' ? instances() : instances),
    async assess(instance, request) {
      asked.push({ instance, month: request.month });
      return assess?.(instance, request) ?? assessment([{ ...oneOfEach, instance }]);
    },
    changesBehind,
    known: () => undefined,
  };
}

/** A reply, with everything that went through it. */
export interface RememberedReply extends Reply {
  readonly shown: readonly (Outgoing & { readonly how: 'send' | 'update'; readonly id: string })[];
  /** The next `send` or `update` fails so, once. */
  fail(how: 'send' | 'update', failure: SendFailure): void;
}

export function rememberedReply(): RememberedReply {
  const shown: (Outgoing & { how: 'send' | 'update'; id: string })[] = [];
  const failures: { how: 'send' | 'update'; failure: SendFailure }[] = [];
  const show = async (how: 'send' | 'update', id: string, message: Outgoing): Promise<MessageHandle> => {
    const at = failures.findIndex((planned) => planned.how === how);
    const [planned] = at < 0 ? [] : failures.splice(at, 1);
    if (planned !== undefined) throw new SendFailed(planned.failure);
    shown.push({ ...message, how, id });
    return { id };
  };
  let next = 1;
  return {
    shown,
    fail: (how, failure) => void failures.push({ how, failure }),
    send: (message) => show('send', `m${next++}`, message),
    async update(handle, message) {
      await show('update', handle.id, message);
    },
    typing: async () => {},
  };
}

/** A log, with its lines. */
export interface RememberedLog extends Log {
  readonly lines: readonly { readonly level: string; readonly event: string; readonly fields: unknown }[];
}

export function rememberedLog(): RememberedLog {
  const lines: { level: string; event: string; fields: unknown }[] = [];
  const at = (level: string) => (event: string, fields?: unknown) => void lines.push({ level, event, fields });
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

/** A conversation over an assessor, with titles for the hand-made report. */
export function conversationOf(
  assessor: Assessor,
  clock: Clock = handClock(),
  log: Log = rememberedLog(),
  rest: Partial<ConversationParts> = {},
) {
  return createConversation({ assessor, requirements: [], retirements, clock, log, ...rest });
}
