/** Two chats ask the same bot, one after the other: what the list of one hides does not exist there. */

import type { ScopeFile } from '../../../src/app/access/scope-file.ts';
import { createVisibilityRules } from '../../../src/app/access/visibility.ts';
import { readAction } from '../../../src/conversation/buttons/read-action.ts';
import type { AzureScope } from '../../../src/model/azure-scope.ts';
import type { Delivery } from '../../../src/model/channel.ts';
import type { KnownVerdict } from '../../../src/readiness/assessor.ts';
import type { Sharing } from '../../../src/reminders/ports/sharing-port.ts';
import { handClock } from '../../support/clock.ts';
import { assessorOf, conversationOf, rememberedLog, rememberedReply } from '../../support/conversation.ts';
import { assessment, discovered, oneOfEach } from '../../support/report.ts';

const shown = discovered('apim-shop', { subscriptionId: 'shown', subscriptionName: 'Shop' });
const secret = discovered('apim-secret', {
  subscriptionId: 'hidden',
  subscriptionName: 'Merger',
  resourceGroup: 'rg-merger',
  tags: { project: 'merger' },
});
const OPEN = '19:open@thread.tacv2';
const LIMITED = '19:limited@thread.tacv2';
const onlyShop: readonly AzureScope[] = [{ kind: 'subscription', subscriptionId: 'shown' }];
const found: KnownVerdict = { verdict: 'not-ready', effective: '2026-03-15', checkedAt: '2026-11-22T10:00:00Z' };

function delivery(conversationId: string): Delivery {
  return {
    activityId: '',
    locale: 'en-GB',
    timeZone: 'Europe/Stockholm',
    asker: { id: '29:ann', name: 'Ann' },
    kind: 'channel',
    address: {
      tenantId: undefined,
      conversationId: `${conversationId};messageid=1`,
      serviceUrl: 'https://teams.example/',
    },
  };
}

function chats(
  file: ScopeFile = { otherwise: undefined, chats: new Map([[LIMITED, onlyShop]]) },
  rest: Parameters<typeof conversationOf>[3] = {},
) {
  const assessor = {
    ...assessorOf({
      instances: [shown, secret],
      assess: async (instance) => assessment([{ ...oneOfEach, instance }]),
    }),
    known: () => found,
  };
  const log = rememberedLog();
  const visibilityRules = createVisibilityRules({ bot: assessor, file, listed: { of: async () => [] }, log });
  const conversation = conversationOf(assessor, handClock(), log, { visibilityRules, ...rest });
  const said = async (work: (reply: ReturnType<typeof rememberedReply>) => Promise<void>) => {
    const reply = rememberedReply();
    await work(reply);
    return JSON.stringify(reply.shown);
  };
  return {
    conversation,
    say: (chat: string, text: string) => said((reply) => conversation.answer({ ...delivery(chat), text }, reply)),
    press: (chat: string, data: unknown) =>
      said((reply) => conversation.act({ ...delivery(chat), action: readAction(data) }, reply)),
    welcome: (chat: string) => said((reply) => conversation.welcome(delivery(chat), reply)),
  };
}

const HIDDEN = /apim-secret|merger/i;

describe('a chat with a list', () => {
  it.each([
    'is apim-shop ready?',
    'is apim-sceret ready?',
    'list all instances',
    'are we ready?',
    'which are not ready?',
    'compare apim-shop with the other one',
    'summary',
    'what changed?',
    'help',
    'hello',
    'which services are called?',
    'who uses kv-shop?',
    'export everything as csv',
    'what may you read in Azure?',
    'what can you see?',
    'next',
    '2',
    'the second one',
    'why?',
  ])('right after everything was answered elsewhere, tells nothing of the rest: %s', async (question) => {
    const { say } = chats();
    expect(await say(OPEN, 'list all instances')).toMatch(HIDDEN);
    await say(OPEN, 'are we ready?');
    expect(await say(LIMITED, question)).not.toMatch(HIDDEN);
  });

  it.each([
    { kind: 'check', instance: secret.id },
    { kind: 'why', instance: secret.id },
    { kind: 'evidence', instance: secret.id },
    { kind: 'fix', instance: secret.id },
    { kind: 'share', instance: secret.id, to: 'p1' },
    { kind: 'fleet', scope: { names: [secret.id], where: [] }, page: 1 },
    { kind: 'fleet', scope: { names: [], where: [{ by: 'subscription', value: 'hidden' }] } },
    { kind: 'declare-form', instance: secret.id },
  ])('a button that was made up there learns as much as one about an instance that is nowhere: %j', async (data) => {
    const { press } = chats();
    const other = JSON.parse(
      JSON.stringify(data).replaceAll('apim-secret', 'apim-nowhere').replaceAll('hidden', 'nowhere'),
    );
    const asIf = (text: string) => text.replaceAll('apim-nowhere', 'apim-secret').replaceAll('nowhere', 'hidden');
    expect(await press(LIMITED, data)).toBe(asIf(await press(LIMITED, other)));
  });

  it.each([
    ['is known', async () => `${LIMITED};messageid=1`],
    ['is not known for a moment', () => Promise.reject(new Error('the database is away'))],
  ])('nothing is shared into a channel that may not see it, and that %s', async (_, whichConversation) => {
    const posted: unknown[] = [];
    const sharing: Sharing = {
      places: async () => [],
      conversationOf: whichConversation,
      post: async (id, message) => {
        posted.push(message);
        return { id, name: 'Limited' };
      },
    };
    const { press } = chats(undefined, { sharing });
    expect(await press(OPEN, { kind: 'share', instance: secret.id, to: 'p1' })).toContain('may not be shown there');
    expect(posted).toEqual([]);
  });

  it('greets, finds and unfolds only what may be seen in it', async () => {
    const { conversation, welcome } = chats();
    const search = { words: '', skip: 0, most: 25 };
    const link = `https://portal.azure.com/#@contoso/resource${secret.id}/overview`;
    expect(JSON.stringify(await conversation.instanceSearch.search(search, delivery(OPEN)))).toMatch(HIDDEN);
    expect(await conversation.instanceSearch.unfurl(link, delivery(OPEN))).toBeDefined();
    expect(JSON.stringify(await conversation.instanceSearch.search(search, delivery(LIMITED)))).not.toMatch(HIDDEN);
    expect(await conversation.instanceSearch.unfurl(link, delivery(LIMITED))).toBeUndefined();
    expect(await welcome(LIMITED)).not.toMatch(HIDDEN);
  });

  it('whose list is empty is told who can fill it', async () => {
    const { say } = chats({ otherwise: [], chats: new Map() });
    const answer = await say(OPEN, 'are we ready?');
    expect(answer).toContain('no API Management instance that may be shown in this chat');
    expect(answer).not.toMatch(HIDDEN);
  });
});

describe('a list', () => {
  const visibilityOf = async (...scopes: AzureScope[]) => {
    const bot = assessorOf({ instances: [{ ...shown, managementGroups: ['Retail', 'Contoso'] }, secret] });
    const file = { otherwise: scopes, chats: new Map() };
    const visibilityRules = createVisibilityRules({ bot, file, listed: { of: async () => [] }, log: rememberedLog() });
    const visibility = await visibilityRules.ofPlace('a:one');
    return (await visibility?.assessor.instances())?.map(({ name }) => name);
  };

  it.each<[string, AzureScope]>([
    ['a subscription', { kind: 'subscription', subscriptionId: 'SHOWN' }],
    ['a management group above it', { kind: 'management-group', group: 'contoso' }],
    ['an instance', { kind: 'instance', instanceId: shown.id.toUpperCase() }],
    ['a resource group', { kind: 'resource-group', subscriptionId: 'shown', resourceGroup: shown.resourceGroup }],
  ])('may name %s', async (_what, scope) => {
    expect(await visibilityOf(scope)).toEqual(['apim-shop']);
  });

  it('that names a tag shows what carries it', async () => {
    expect(await visibilityOf({ kind: 'tag', tag: 'Project', value: 'merger' })).toEqual(['apim-secret']);
  });

  it('that cannot be read shows nothing where others read along, and changes nothing in a 1:1 chat', async () => {
    const listed = { of: () => Promise.reject(new Error('away')) };
    const visibilityRules = createVisibilityRules({ bot: assessorOf(), listed, log: rememberedLog() });
    const conversation = conversationOf(assessorOf({ instances: [secret] }), handClock(), rememberedLog(), {
      visibilityRules,
    });
    const reply = rememberedReply();
    await conversation.answer({ ...delivery(OPEN), text: 'list all instances' }, reply);
    expect(JSON.stringify(reply.shown)).toContain('cannot look up now');
    expect(JSON.stringify(reply.shown)).not.toMatch(HIDDEN);
    expect((await visibilityRules.ofPlace('a:one'))?.kind).toBe('whole');
    expect(await visibilityRules.limitOf({ kind: 'channel', conversationId: OPEN })).toEqual([]);
  });
});
