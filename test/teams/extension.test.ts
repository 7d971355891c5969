/** The message extension over the HTTP that Teams sends: searching, pasting links, and cards in people's own messages. */

import { AzureUnreachable } from '../../src/readiness/assessor.ts';
import type { TeamsBotOptions } from '../../src/teams/start.ts';
import { settle } from '../support/clock.ts';
import { type Connector, OTHER_TENANT, startConnector, TENANT } from '../support/connector.ts';
import { type AssessorScript, rememberedLog } from '../support/conversation.ts';
import { assessment, discovered, oneOfEach } from '../support/report.ts';
import { invokeActivity, openBot, registration, signedBy, type TestBot } from '../support/teams-bot.ts';

let connector: Connector;
let running: TestBot | undefined;
let log = rememberedLog();

beforeEach(async () => {
  connector = await startConnector();
  log = rememberedLog();
});

afterEach(async () => {
  await running?.bot.stop();
  running = undefined;
  await connector.stop();
});

async function open(script: AssessorScript = {}, options: Partial<TeamsBotOptions> = {}) {
  running = await openBot(log, script, options);
  return running;
}

type Change = Record<string, unknown>;

/** What Teams sends while somebody types into the search. */
const search = (words: string | undefined, change: Change = {}, queryOptions: unknown = { skip: 0, count: 25 }) =>
  invokeActivity(
    connector,
    'composeExtension/query',
    {
      commandId: 'findInstance',
      parameters: [words === undefined ? { name: 'initialRun', value: 'true' } : { name: 'name', value: words }],
      queryOptions,
    },
    change,
  );

/** What Teams sends when somebody pastes a link. */
const paste = (url: unknown, change: Change = {}) =>
  invokeActivity(connector, 'composeExtension/queryLink', { url }, change);

const portalLink = (name: string) => `https://portal.azure.com/#@contoso.com/resource${discovered(name).id}/overview`;

async function answerTo(activity: unknown, headers?: Record<string, string>) {
  const response = await running?.deliver(activity, headers);
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers by path.
  return { status: response?.status, body: (await response?.json()) as any };
}

async function titles(activity: unknown): Promise<readonly string[]> {
  const { body } = await answerTo(activity);
  return body.composeExtension.attachments.map(
    (one: { preview: { content: { title: string } } }) => one.preview.content.title,
  );
}

const nothing = { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [] } };
const line = (text: unknown) => ({ composeExtension: { type: 'message', text } });

describe('a search', () => {
  it('for "apim" lists instances, each with the card that is inserted', async () => {
    await open({ instances: [discovered('apim-prod'), discovered('billing')] });
    const { status, body } = await answerTo(search('apim'));
    expect(status).toBe(200);
    expect(body.composeExtension).toMatchObject({
      type: 'result',
      attachmentLayout: 'list',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: { type: 'AdaptiveCard', version: '1.5', speak: 'API Management instance apim-prod' },
          preview: {
            contentType: 'application/vnd.microsoft.card.thumbnail',
            content: {
              title: 'apim-prod',
              text: 'Not checked yet · Contoso Production · rg-api · westeurope · Premium',
            },
          },
        },
      ],
    });
    expect(body.composeExtension.attachments).toHaveLength(1);
  });

  it('judges nothing and sends nothing', async () => {
    const { assessor } = await open();
    await answerTo(search('apim'));
    await settle();
    expect(assessor.asked).toEqual([]);
    expect(connector.heard).toEqual([]);
  });

  it('lists what there is before anything is typed', async () => {
    await open({ instances: [discovered('a'), discovered('b')] });
    expect(await titles(search(undefined))).toEqual(['a', 'b']);
  });

  it('answers the page that Teams asks for, of 25 at most', async () => {
    await open({ instances: Array.from({ length: 40 }, (_, index) => discovered(`apim-${10 + index}`)) });
    expect(await titles(search('apim', {}, { skip: 25, count: 25 }))).toHaveLength(15);
    expect(await titles(search('apim', {}, { skip: -1, count: 1_000_000 }))).toHaveLength(25);
    expect(await titles(search('apim', {}, undefined))).toHaveLength(25);
  });

  it('keeps a foreign name from being read as HTML', async () => {
    await open({ instances: [discovered('<img src=x>&')] });
    expect(await titles(search('img'))).toEqual(['&lt;img src=x&gt;&amp;']);
  });

  it.each<[string, AssessorScript, string]>([
    ['nothing fits', {}, 'I can see no instance that fits lunch.'],
    ['there is no instance', { instances: [] }, 'I can see no instance: my identity needs Reader where one lives.'],
    [
      'Azure is away',
      { instances: () => Promise.reject(new AzureUnreachable('down')) },
      'Azure did not answer. Search again in a moment.',
    ],
  ])('says in one line that %s', async (_, script, words) => {
    await open(script);
    expect(await answerTo(search('lunch'))).toEqual({ status: 200, body: line(words) });
  });

  it.each([
    ['of another command', { commandId: 'other', parameters: [] }],
    ['without a value', undefined],
    ['that is no object', 'apim'],
  ])('%s is answered politely', async (_, value) => {
    await open();
    const answer = await answerTo(invokeActivity(connector, 'composeExtension/query', value));
    expect(answer).toEqual({ status: 200, body: line('I do not know this command. Is the app up to date?') });
  });
});

describe('a link that is pasted', () => {
  it('to an instance in the portal becomes its card, with a button that checks it', async () => {
    await open();
    const { body } = await answerTo(paste(portalLink('apim-prod')));
    expect(body.composeExtension.attachments).toHaveLength(1);
    expect(JSON.stringify(body)).toContain('"kind":"check"');
  });

  it.each([
    ['an instance that cannot be seen', portalLink('apim-of-somebody-else')],
    ['another page of the portal', 'https://portal.azure.com/#home'],
    ['another site', 'https://example.com/'],
    ['nothing', undefined],
    ['an object', { href: 'x' }],
  ])('to %s stays a link', async (_, url) => {
    await open();
    expect(await answerTo(paste(url))).toEqual({ status: 200, body: nothing });
  });

  it('stays a link while Azure is away', async () => {
    await open({ instances: () => Promise.reject(new AzureUnreachable('down')) });
    expect(await answerTo(paste(portalLink('apim-prod')))).toEqual({ status: 200, body: nothing });
  });
});

const check = { kind: 'check', instance: discovered('apim-prod').id };

/** A press on the card that a search inserted into a chat of two people. */
async function press(data: Record<string, unknown>, change: Change = {}) {
  const value = { action: { type: 'Action.Execute', verb: data.kind, data }, trigger: 'manual' };
  return answerTo(invokeActivity(connector, 'adaptiveCard/action', value, { replyToId: 'm7', ...change }));
}

/** The data of every button on a card. */
function buttonsOf(value: unknown): readonly Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(buttonsOf);
  const { type, data } = value as { type?: string; data?: Record<string, unknown> };
  return type === 'Action.Execute' || type === 'Action.Submit' ? [data ?? {}, ...inner] : inner;
}

describe('the button of an inserted card', () => {
  const quick = { wait: 40, keep: 60_000, most: 10 };

  it('is what a search puts on its cards', async () => {
    await open();
    const { body } = await answerTo(search('apim'));
    expect(buttonsOf(body.composeExtension.attachments[0].content)).toEqual([
      { ...check, inserted: true },
      { ...check, inserted: true },
    ]);
  });

  it('answers with the verdict itself, and asks nothing of a conversation that the bot is not in', async () => {
    await open();
    const { body } = await press({ ...check, inserted: true });
    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(body.value.speak).toContain('apim-prod is not ready');
    await settle();
    expect(connector.heard).toEqual([]);
  });

  it('answers with buttons that work there, too', async () => {
    await open();
    const { body } = await press({ ...check, inserted: true });
    const buttons = buttonsOf(body.value);
    expect(buttons.length).toBeGreaterThan(0);
    expect(buttons.filter(({ inserted }) => inserted !== true)).toEqual([]);
  });

  it('that is late says so, and the next press finds the answer of the first', async () => {
    const azure = Promise.withResolvers<void>();
    const report = assessment([oneOfEach]);
    const { assessor } = await open({ assess: () => azure.promise.then(() => report) }, { inserted: quick });
    const { body: late } = await press({ ...check, inserted: true });
    expect(late.value.speak).toBe('Still reading Azure');
    expect(buttonsOf(late.value)[0]).toEqual({ ...check, inserted: true });
    azure.resolve();
    await settle();
    const { body } = await press({ ...check, inserted: true }, { id: 'i2' });
    expect(body.value.speak).toContain('not ready');
    expect(assessor.asked).toHaveLength(1);
  });

  it('that was answered asks anew when it is pressed again', async () => {
    const { assessor } = await open({}, { inserted: quick });
    await press({ ...check, inserted: true });
    await press({ ...check, inserted: true }, { id: 'i2' });
    expect(assessor.asked).toHaveLength(2);
  });

  it('for an instance that is gone says so', async () => {
    await open({ instances: [discovered('other')] });
    const { body } = await press({ ...check, inserted: true });
    expect(body.value.speak).toBe('I can see no instance called apim-prod');
  });

  it('while Azure is away says so, with a way to try again', async () => {
    await open({ instances: () => Promise.reject(new AzureUnreachable('down')) });
    const { body } = await press({ ...check, inserted: true });
    expect(body.value.speak).toContain('Azure did not answer');
    expect(buttonsOf(body.value)).toContainEqual({ ...check, inserted: true });
  });
});

describe('somebody who searches in a conversation of several people', () => {
  const two = { conversation: { id: '19:ann_bob@unq.gbl.spaces', conversationType: 'personal', tenantId: TENANT } };
  const shared = { conversation: { id: '19:c@thread.tacv2', conversationType: 'channel', tenantId: TENANT } };
  const strangers = line('This bot answers its own organisation only.');
  const asked = (activity: unknown) => answerTo(activity, signedBy(connector));

  beforeEach(() => open({}, registration(connector)));

  it('and is a member of ours is answered, and looked up once', async () => {
    connector.member('29:ann', TENANT);
    for (const words of ['a', 'ap', 'api']) {
      const { body } = await asked(search(words, shared));
      expect(body.composeExtension.type).toBe('result');
    }
    expect(connector.lookedUp).toEqual(['29:ann']);
  });

  it.each([
    ['of another tenant', OTHER_TENANT],
    ['whom nobody knows', undefined],
  ])('and is somebody %s is told no more than that', async (_, tenantId) => {
    if (tenantId !== undefined) connector.member('29:ann', tenantId);
    expect(await asked(search('apim', shared))).toEqual({ status: 200, body: strangers });
    expect(await asked(paste(portalLink('apim-prod'), shared))).toEqual({ status: 200, body: nothing });
  });

  it('that the bot is not in is known by a chat of their own with the bot, into which nothing is written', async () => {
    connector.leave('19:ann_bob@unq.gbl.spaces');
    connector.member('29:ann', TENANT);
    const { body } = await asked(search('apim', two));
    expect(body.composeExtension.type).toBe('result');
    expect(connector.heard).toMatchObject([
      { method: 'POST', path: '/v3/conversations', body: { members: [{ id: '29:ann' }], tenantId: TENANT } },
    ]);
    expect(connector.heard[0]?.body.activity).toBeUndefined();
  });

  it('that the bot is not in, and who does not have the app, gets no answer', async () => {
    connector.leave('19:ann_bob@unq.gbl.spaces');
    connector.member('29:ann', TENANT);
    connector.fail({ method: 'POST', status: 403 });
    expect(await asked(search('apim', two))).toEqual({ status: 200, body: strangers });
  });

  it('that the bot is not in, and who belongs to another tenant, gets no answer', async () => {
    connector.leave('19:ann_bob@unq.gbl.spaces');
    connector.member('29:ann', OTHER_TENANT);
    expect(await asked(search('apim', two))).toEqual({ status: 200, body: strangers });
  });
});
