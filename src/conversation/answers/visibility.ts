/** What may be seen in a chat: told to everybody there, and said by administrators alone. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { writerFor } from '../../../cards/wording/writer.ts';
import type { AzureScope } from '../../model/azure-scope.ts';
import type { VisibilityQuestion } from '../../model/question.ts';
import { everything } from '../../model/scope.ts';
import { scopeCode } from '../../model/scope-code.ts';
import { count, say, type Text } from '../../model/text.ts';
import { scopeInWords } from '../../reminders/rules/subscription.ts';
import { pickScope } from '../instances/pick-scope.ts';
import type { VisibilityList } from '../ports/visibility-port.ts';
import { suggestionsFor } from '../understanding/example-questions.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';
import { withStorage } from './needs-storage.ts';
import { notVisibleCard } from './not-visible.ts';

/** Tells what may be seen here, or changes it. */
export async function answerVisibility(
  question: VisibilityQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const { delivery, view } = request;
  const { visibilityRules, placeScopes } = context;
  const list = await visibilityRules?.listOf(delivery.address.conversationId);
  if (list?.by === 'rights' && question.act === undefined)
    return noticeCard({ title: titleOf(list), lines: [originOf(list.by)], view });
  if (visibilityRules === undefined || placeScopes === undefined) {
    return noticeCard({ title: say('Here you see every instance that I can see'), view });
  }
  if (list === undefined) return notVisibleCard('list-unknown', request);
  if (question.act === undefined) return shown(context, request);
  if (list.by === 'file') {
    return noticeCard({
      title: say('What may be seen here is set in a file of the bot'),
      lines: [say('Whoever runs this bot changes it there.')],
      view,
    });
  }
  if (delivery.kind === 'personal') {
    return noticeCard({
      title: say('That is said in the channel or group chat that it is for'),
      lines: [say('Mention me there and write: {example}', { example: suggestionsFor(view.locale).onlyHere })],
      view,
    });
  }
  if (!placeScopes.mayList(delivery.asker)) {
    return noticeCard({
      title: say('Only people whom an administrator names may say what is seen here'),
      actions: [{ title: say('What may be seen here?'), action: { kind: 'visibility' } }],
      view,
    });
  }
  return withStorage(context, request, async () => {
    const by = { by: delivery.asker, address: delivery.address };
    if (question.act === 'withdraw') {
      await placeScopes.withdraw({ id: question.id, ...by });
      request.did({ act: 'unlisted-scope' });
      return shown(context, request);
    }
    const scope = await scopeMeant(question, context);
    if (scope === undefined) {
      return noticeCard({
        title: say('Which subscription, resource group, tag or instance?'),
        lines: [
          say('Write it like this: {example}', { example: suggestionsFor(view.locale).onlyHere }),
          say('A management group goes by its resource id: {example}', {
            example: '/providers/Microsoft.Management/managementGroups/ID',
          }),
        ],
        view,
      });
    }
    await placeScopes.list({ scope, only: question.act === 'only', ...by });
    request.did({ act: 'listed-scope', about: [scopeCode(scope)] });
    return shown(context, request);
  });
}

/**
 * What an administrator means is looked up among all that the bot sees, or a list could never be widened. Names that fit nothing are
 * not told: others read along.
 */
async function scopeMeant(
  { scope, written }: VisibilityQuestion,
  { visibleToBot }: AnswerContext,
): Promise<AzureScope | undefined> {
  if (written !== undefined) return written;
  if (scope === undefined) return undefined;
  const picked = pickScope(scope, await visibleToBot.assessor.instances());
  const meant = picked.kind === 'some' ? picked.reminder : undefined;
  return meant?.kind === 'all' ? undefined : meant;
}

async function shown(context: AnswerContext, request: AnswerRequest): Promise<CardMessage> {
  const { delivery, view } = request;
  const { visibilityRules, placeScopes } = context;
  const { conversationId } = delivery.address;
  const list = await visibilityRules?.listOf(conversationId);
  if (list === undefined || placeScopes === undefined) return notVisibleCard('list-unknown', request);
  const mayChange = list.by !== 'file' && delivery.kind !== 'personal' && placeScopes.mayList(delivery.asker);
  const rows = list.by === 'chat' ? await placeScopes.of(conversationId) : [];
  const writer = writerFor(view);
  return noticeCard({
    title: titleOf(list),
    lines: [
      ...(list.by === 'chat' ? [] : list.scopes.filter(({ kind }) => kind !== 'all').map(scopeInWords)),
      originOf(list.by),
      ...(mayChange
        ? [say('An administrator changes it like this: {example}', { example: suggestionsFor(view.locale).onlyHere })]
        : []),
    ],
    rows: rows.map(({ id, scope, by, at }) => ({
      text: scopeInWords(scope),
      detail: whoAndWhen(by, writer.instant(at)),
      button: mayChange ? say('Take back') : say('Show'),
      action: mayChange
        ? { kind: 'visibility' as const, act: 'withdraw' as const, id }
        : { kind: 'list' as const, scope: everything, place: 'new' as const },
    })),
    again: request.retry,
    view,
  });
}

function titleOf({ by, scopes }: VisibilityList): Text {
  if (by === 'rights') return say('Here you see what you may read in Azure yourself');
  if (scopes.some(({ kind }) => kind === 'all')) return say('Here you see every instance that I can see');
  if (scopes.length === 0) return say('Nothing may be seen here yet');
  return count(scopes.length, {
    one: 'Here you see what {count} entry of a list names',
    other: 'Here you see what {count} entries of a list name',
  });
}

function originOf(by: VisibilityList['by']): Text {
  if (by === 'rights') return say('In our chat I look with your own rights; in channels, what is listed for them.');
  if (by === 'file') return say('A file of the bot says so for this chat.');
  return by === 'chat'
    ? say('Administrators said so here.')
    : say('Nobody listed anything for this chat, so what holds everywhere holds here.');
}

function whoAndWhen(by: string | undefined, when: string): Text {
  return by === undefined ? say('{when}', { when }) : say('{name}, {when}', { name: by, when });
}
