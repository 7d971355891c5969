/** Files in a chat with one person: the offer, its acceptance and the upload, over the exact HTTP; SharePoint is a server on loopback. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { everything } from '../../src/model/scope.ts';
import type { TeamsBotOptions } from '../../src/teams/start.ts';
import { type Connector, type Heard, messageActivity, startConnector, TENANT } from '../support/connector.ts';
import { type AssessorScript, rememberedLog } from '../support/conversation.ts';
import { discovered } from '../support/report.ts';
import { invokeActivity, openBot, registration, signedBy, type TestBot } from '../support/teams-bot.ts';
import { until } from '../support/until.ts';

interface Uploaded {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';
const OFFER = '/v3/conversations/a:one/activities/m2';
const NOT_PUT = 'The file could not be put into your OneDrive. Ask again.';

let connector: Connector;
let running: TestBot | undefined;
let log = rememberedLog();
let drive: Server;
let driveStatus = 201;
let driveLocation: string | undefined;
const uploaded: Uploaded[] = [];

beforeAll(async () => {
  drive = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { method, url: path, headers } = request;
    uploaded.push({ method, path, headers, text: Buffer.concat(chunks).toString('utf8') });
    response.writeHead(driveStatus, driveLocation === undefined ? {} : { location: driveLocation });
    response.end('{}');
  });
  await new Promise<void>((resolve) => drive.listen(0, '127.0.0.1', resolve));
});

afterAll(() => new Promise((resolve) => drive.close(resolve)));

beforeEach(async () => {
  uploaded.length = 0;
  driveStatus = 201;
  driveLocation = undefined;
  log = rememberedLog();
  connector = await startConnector();
});

afterEach(async () => {
  await running?.bot.stop();
  running = undefined;
  await connector.stop();
});

const address = (path: string) => `http://127.0.0.1:${(drive.address() as AddressInfo).port}/${path}`;

async function open(options: Partial<TeamsBotOptions> = {}, script: AssessorScript = {}) {
  running = await openBot(log, script, { ...registration(connector), fileHosts: ['127.0.0.1'], ...options });
  return running.assessor;
}

async function deliver(activity: Record<string, unknown>): Promise<Response> {
  if (running === undefined) throw new Error('There is no bot to deliver to.');
  return running.deliver(activity, signedBy(connector));
}

const ask = (text: string, change: Record<string, unknown> = {}) =>
  deliver(messageActivity(connector.serviceUrl, { text, ...change }));

const place = (change: Record<string, unknown> = {}) => ({
  contentUrl: address('personal/ann/Documents/report.html'),
  name: 'report.html',
  uploadUrl: address('upload?tempauth=secret'),
  uniqueId: '1150D938-8870-4044-9F2C-5BBDEBA70C9D',
  fileType: 'html',
  ...change,
});

const answerOffer = (value: unknown, change: Record<string, unknown> = {}) =>
  deliver(invokeActivity(connector, 'fileConsent/invoke', value, { id: 'i1', replyToId: 'm2', ...change }));

const accept = (context: unknown, info: unknown = place(), change: Record<string, unknown> = {}) =>
  answerOffer({ type: 'fileUpload', action: 'accept', context, uploadInfo: info }, change);

const attachmentOf = (one: Heard | undefined) => one?.body?.attachments?.[0];
const isOffer = (one: Heard) => attachmentOf(one)?.contentType === CONSENT;
const isFile = (one: Heard) => attachmentOf(one)?.contentType === INFO;
/** The answer in place of "checking": the table. */
const isAnswer = (one: Heard) => one.method === 'PUT' && JSON.stringify(one.body).includes('apim-prod');
const isLine = (one: Heard) => one.body?.text !== undefined;

/** Waits for it; how much else is said, such as that the bot is typing, does not matter. */
const heard = (wanted: (one: Heard) => boolean): Promise<Heard> => until(() => connector.heard.find(wanted));

/** Ends the bot, which waits for what is under way. */
async function settled(): Promise<readonly Heard[]> {
  await running?.bot.stop();
  running = undefined;
  return connector.heard.filter(({ body }) => body?.type !== 'typing');
}

/** Asks, and gives what was offered once the answer stands. */
async function offered(text: string, change: Record<string, unknown> = {}) {
  await ask(text, change);
  const offer = attachmentOf(await heard(isOffer));
  await heard(isAnswer);
  return offer;
}

describe('an export in a chat with one person', () => {
  it('is offered as a page below the answer, which has the table too', async () => {
    await open();
    expect(await offered('export apim-prod')).toEqual({
      contentType: CONSENT,
      name: 'apim-prod-readiness-2026-11-22.html',
      content: {
        description: '1 instance as HTML',
        sizeInBytes: expect.any(Number),
        acceptContext: { kind: 'export', format: 'html', locale: 'en-GB', scope: { names: ['apim-prod'], where: [] } },
        declineContext: {},
      },
    });
    const card = JSON.stringify(connector.heard.findLast(isAnswer));
    expect(card).toContain('apim-prod-readiness-2026-11-22.html');
    expect(card).toContain('| apim-prod | rg-api |');
  });

  it.each([
    ['export apim-prod as csv', 'csv', '\uFEFF"instance","resourceGroup"'],
    ['export apim-prod as json', 'json', '{\n  "checkedAt"'],
    ['export apim-prod as markdown', 'md', '## ❌ apim-prod '],
    ['Exportiere apim-prod', 'html', '<!DOCTYPE html>\n<html lang="de">'],
  ])('%s: accepted, it is made anew and lies in the OneDrive of who asked', async (words, ending, start) => {
    const assessor = await open();
    const locale = words.startsWith('Export') ? 'de-DE' : 'en-GB';
    const offer = await offered(words, { locale });
    const response = await accept(offer.content.acceptContext, place(), { locale });
    const shown = await heard(isFile);

    expect(response.status).toBe(200);
    expect(offer.name).toBe(`apim-prod-readiness-2026-11-22.${ending}`);
    expect(offer.content.description).toMatch(locale === 'en-GB' ? /^1 instance as / : /^1 Instanz /);
    const [put, ...others] = uploaded;
    const size = Buffer.byteLength(put?.text ?? '');
    expect(others).toEqual([]);
    expect(put).toMatchObject({ method: 'PUT', path: '/upload?tempauth=secret' });
    expect(put?.headers).toMatchObject({
      'content-range': `bytes 0-${size - 1}/${size}`,
      'content-length': String(size),
    });
    expect(put?.headers.authorization).toBeUndefined();
    expect(put?.text.slice(0, start.length)).toBe(start);
    expect(size).toBe(offer.content.sizeInBytes);
    expect(connector.heard.filter(({ method }) => method === 'DELETE')).toMatchObject([{ path: OFFER }]);
    expect(attachmentOf(shown)).toEqual({
      contentType: INFO,
      contentUrl: place().contentUrl,
      name: 'report.html',
      content: { uniqueId: place().uniqueId, fileType: 'html' },
    });
    expect(assessor.asked).toHaveLength(2);
  });

  it('is taken away when it is declined', async () => {
    await open();
    const offer = await offered('export apim-prod');
    connector.forget();
    await answerOffer({ type: 'fileUpload', action: 'decline', context: offer.content.declineContext });

    expect(await settled()).toMatchObject([{ method: 'DELETE', path: OFFER }]);
    expect(uploaded).toEqual([]);
  });

  it('is put into place once, though its acceptance is delivered three times', async () => {
    await open();
    const offer = await offered('export apim-prod');
    await Promise.all([1, 2, 3].map(() => accept(offer.content.acceptContext)));

    expect((await settled()).filter(isFile)).toHaveLength(1);
    expect(uploaded).toHaveLength(1);
  });
});

describe('an export elsewhere', () => {
  it.each(['groupChat', 'channel'])('is a table in a %s', async (conversationType) => {
    await open();
    connector.member('29:ann', TENANT);
    const conversation = {
      id: '19:a@thread.tacv2',
      conversationType,
      tenantId: TENANT,
    };
    await ask('export', { conversation });
    await heard(isAnswer);
    const all = await settled();

    expect(all.filter(isOffer)).toEqual([]);
    expect(JSON.stringify(all.at(-1))).toContain('| apim-prod |');
  });

  it('is a table where the cloud knows no files, and an acceptance there does nothing', async () => {
    await open({ fileHosts: [] });
    await ask('export');
    await heard(isAnswer);
    expect((await accept({ kind: 'export', scope: everything, format: 'html' })).status).toBe(200);

    expect((await settled()).filter((one) => isOffer(one) || isFile(one))).toEqual([]);
    expect(uploaded).toEqual([]);
  });
});

describe('what a client sends back', () => {
  it.each([
    ['another host', () => place({ uploadUrl: 'https://evil.example/upload' })],
    ['a host that only ends alike', () => place({ uploadUrl: 'https://evilsharepoint.com/upload' })],
    ['a name before the host', () => place({ uploadUrl: address('x').replace('//', '//ann@') })],
    ['no address', () => place({ uploadUrl: undefined })],
    ['a file elsewhere', () => place({ contentUrl: 'https://evil.example/report.html' })],
    ['no place at all', () => null],
  ])('is no way to %s', async (_, info) => {
    await open();
    await accept({ kind: 'export', scope: everything, format: 'html' }, info());
    await heard(isLine);

    expect((await settled()).map(({ body }) => body.text)).toEqual([NOT_PUT]);
    expect(uploaded).toEqual([]);
    expect(JSON.stringify(log.lines)).not.toContain('evil.example');
  });

  it.each([
    ['no action', 'export everything'],
    ['an action that gives no file', { kind: 'fleet', scope: everything }],
    ['a format that there is not', { kind: 'export', scope: everything, format: 'exe' }],
    ['nothing', undefined],
  ])('makes no file of %s', async (_, context) => {
    const assessor = await open();
    await accept(context);

    expect((await heard(isLine)).body.text).toBe('I do not know which file that was. Ask again.');
    expect([uploaded, assessor.asked]).toEqual([[], []]);
  });

  it('makes no file of instances that are gone', async () => {
    await open({}, { instances: [discovered('apim-other')] });
    await accept({ kind: 'export', format: 'csv', scope: { names: ['apim-prod'], where: [] } });

    expect((await heard(isLine)).body.text).toBe('Nothing is there any longer to make that file from. Ask again.');
  });

  it.each([null, 'accept', { action: 'accept' }, { action: ['accept'], context: {} }])(
    'breaks nothing when it is %j',
    async (value) => {
      await open();
      expect((await answerOffer(value)).status).toBe(200);
      await settled();
      expect(uploaded).toEqual([]);
      expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
  );
});

describe('an upload that fails', () => {
  it.each([
    ['with a refusal', 403, undefined],
    ['with a fault', 503, undefined],
    ['with a way to another place', 307, 'https://evil.example/'],
  ])('%s is told, and the log has no address', async (_, status, location) => {
    await open();
    driveStatus = status;
    driveLocation = location;
    await accept({ kind: 'export', scope: everything, format: 'json' });

    expect((await heard(isLine)).body.text).toBe(NOT_PUT);
    expect(JSON.stringify(log.lines)).toContain('a file was not handed over');
    expect(JSON.stringify(log.lines)).not.toMatch(/tempauth|127\.0\.0\.1|evil/);
  });

  it('is told by a card when Azure cannot be read', async () => {
    await open({}, { assess: () => Promise.reject(new Error('no luck')) });
    await accept({ kind: 'export', scope: everything, format: 'json' });
    const card = await heard(({ body }) => body?.summary !== undefined);

    expect(card.body.summary).toContain('Something broke');
    expect(uploaded).toEqual([]);
  });
});
