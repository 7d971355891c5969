/**
 * ACCESS=user, from Teams to Azure: a real botbuilder with single sign-on, a token service and a connector on loopback, and the real
 * Azure SDKs over HTTPS, whose on-behalf-of tokens the simulated Azure knows.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOwnRights } from '../../../src/app/access/own-rights.ts';
import { createVisibilityRules } from '../../../src/app/access/visibility.ts';
import { readConfig } from '../../../src/app/config.ts';
import { assessorForPerson, assessorOverSimulator } from '../../../src/app/connected-assessor.ts';
import { realClock } from '../../../src/app/real-clock.ts';
import { appAssertion, signInByAssertion } from '../../../src/azure/app-assertion.ts';
import { createConversation } from '../../../src/conversation/conversation.ts';
import { claimsOf } from '../../../src/model/token-claims.ts';
import type { Reminders } from '../../../src/reminders/ports/reminders-port.ts';
import { parseEstate } from '../../../src/simulator/estate.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/server.ts';
import { startTeamsBot, type TeamsBot } from '../../../src/teams/start.ts';
import { APP, type Connector, messageActivity, startConnector, TENANT } from '../../support/connector.ts';
import { rememberedLog } from '../../support/conversation.ts';
import { apim, armId } from '../../support/resources.ts';
import { invokeActivity, registration, signedBy } from '../../support/teams-bot.ts';
import { CONNECTION, startTokenService, type TokenService } from '../../support/token-service.ts';
import { until } from '../../support/until.ts';

const ANN = { id: '29:ann', name: 'Ann', aadObjectId: '33333333-3333-4333-8333-333333333333' };
const BEN = { id: '29:ben', name: 'Ben', aadObjectId: '44444444-4444-4444-8444-444444444444' };
const CHANNEL = '19:general@thread.tacv2';
/** A channel for which the shop alone is listed. */
const SHOPS = '19:shops@thread.tacv2';

const named = (name: string, subscription: string) => ({
  ...apim(),
  id: armId(`Microsoft.ApiManagement/service/${name}`, 'rg-api', subscription),
  name,
});
const shop = named('apim-shop', '11111111-1111-4111-8111-111111111111');
const merger = named('apim-merger', '55555555-5555-4555-8555-555555555555');
const estate = (...resources: readonly unknown[]) =>
  parseEstate(JSON.stringify({ tenantId: TENANT, resources }), 'test.json');
const PLENTY = { atOnce: 1_000, perSecond: 0 };
/** Nothing of a chat with one person may ever come so far. */
const noReminders = new Proxy({} as Reminders, {
  get: (_, name) => () => Promise.reject(new Error(`Nobody may ask for ${String(name)}.`)),
});
/** What must never reach who may not read it. */
const HIDDEN = /merger/i;

let simulator: Simulator;
let folder: string;
let connector: Connector;
let tokens: TokenService;
let drive: Drive;
let bot: TeamsBot;
let next = 0;
const log = rememberedLog();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-rights-'));
  const tokenFile = join(folder, 'token');
  await writeFile(tokenFile, 'projected.token.text');
  [connector, tokens, drive] = await Promise.all([startConnector(), startTokenService(), startDrive()]);
  simulator = await startSimulator(estate(shop, merger), {
    people: new Map([
      [ANN.aadObjectId, estate(shop)],
      [BEN.aadObjectId, estate(shop, merger)],
    ]),
  });
  const config = readConfig({});
  const connected = assessorOverSimulator(simulator, 'test', { config });
  const assertion = appAssertion({ federatedTokenFile: tokenFile }, 'public');
  const own = createOwnRights({
    readerFor: (person) =>
      assessorForPerson({ config, tenantId: TENANT, clientId: APP, at: simulator }, { ...person, assertion }),
    log,
  });
  const file = {
    otherwise: undefined,
    chats: new Map([[SHOPS, [{ kind: 'instance' as const, instanceId: shop.id }]]]),
  };
  const visibilityRules = createVisibilityRules({
    bot: connected.assessor,
    file,
    listed: { of: async () => [] },
    own,
    log,
  });
  const conversation = createConversation({
    ...connected,
    visibilityRules,
    reminders: noReminders,
    clock: realClock(),
    log,
  });
  const registered = registration(connector);
  bot = await startTeamsBot({
    clock: realClock(),
    port: 0,
    conversation,
    log,
    ...registered,
    channel: { ...registered.channel, oAuthUrl: tokens.oAuthUrl } as NonNullable<typeof registered.channel>,
    oauthConnection: CONNECTION,
    fileHosts: ['127.0.0.1'],
    askLimits: { person: PLENTY, conversation: PLENTY },
  });
});

afterAll(async () => {
  await bot.stop();
  await Promise.all([simulator.stop(), connector.stop(), tokens.stop(), drive.stop()]);
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  connector.forget();
  drive.files.length = 0;
  for (const { id } of [ANN, BEN]) {
    connector.member(id, TENANT);
    tokens.keep(id, undefined);
  }
});

type Person = typeof ANN;
const ssoTokenOf = ({ aadObjectId, name }: Person) =>
  simulator.userToken({ oid: aadObjectId, name }, `api://botid-${APP}`);
const signIn = (person: Person) => tokens.keep(person.id, ssoTokenOf(person));
const chatOf = (person: Person) => ({ id: `a:${person.name}`, conversationType: 'personal', tenantId: TENANT });

async function deliver(activity: Record<string, unknown>): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`http://127.0.0.1:${bot.port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signedBy(connector) },
    body: JSON.stringify(activity),
  });
  return { status: response.status, text: await response.text() };
}

/** Everything that went out until no answer is under way any more. */
async function shown(): Promise<string> {
  await until(() => bot.underWay === 0);
  const text = JSON.stringify(connector.heard);
  connector.forget();
  return text;
}

async function asks(
  person: Person,
  text: string,
  conversation: Record<string, unknown> = chatOf(person),
): Promise<string> {
  await deliver(messageActivity(connector.serviceUrl, { id: `a${next++}`, text, from: person, conversation }));
  return shown();
}

async function invokes(person: Person, name: string, value: unknown, conversation = chatOf(person)) {
  const change = { id: `i${next++}`, from: person, conversation, replyToId: 'm1' };
  const { status, text } = await deliver(invokeActivity(connector, name, value, change));
  return { status, seen: text + (await shown()) };
}

const press = (person: Person, data: Readonly<Record<string, unknown>>, conversation = chatOf(person)) =>
  invokes(
    person,
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb: data.kind, data }, trigger: 'manual' },
    conversation,
  );
const inChannel = (id: string) => ({ id, conversationType: 'channel', tenantId: TENANT });
const NOBODY_OF_OURS = 'This bot answers its own organisation only.';
/** Buttons of cards about what Ann may not read. */
const BUTTONS = [
  { kind: 'check', instance: merger.id, month: '2026-03' },
  { kind: 'evidence', instance: merger.id, month: '2026-03' },
  { kind: 'fix', instance: merger.id, month: '2026-03' },
  { kind: 'ask', question: 'is apim-merger ready?' },
];
/** What an answer about it would tell. */
const TOLD = /Premium|Developer|West Europe|westeurope|is not ready|is ready|"Reader|2026-03-15|15 March 2026/;
/** What the offer of an export of everything carries. */
const EXPORT_OF_ALL = { kind: 'export', format: 'csv', locale: 'en-GB', scope: { names: [], where: [] } };
const acceptFile = (person: Person, context: unknown) => {
  const [uploadUrl, contentUrl] = [`${drive.address}/upload`, `${drive.address}/file.csv`];
  const uploadInfo = { uploadUrl, contentUrl, name: 'file.csv', uniqueId: 'one', fileType: 'csv' };
  return invokes(person, 'fileConsent/invoke', { type: 'fileUpload', action: 'accept', context, uploadInfo });
};

describe('in a chat with the bot alone', () => {
  it('is answered with the rights of the asker, and the card says so', async () => {
    signIn(BEN);
    const answer = await asks(BEN, 'is apim-merger ready?');
    expect(answer).toContain('apim-merger');
    expect(answer).toContain('Ben, with their own rights');
  });

  it.each([
    'is apim-merger ready?',
    'is apim-mergr ready?',
    'list all instances',
    'which are not ready?',
    'are we ready?',
    'what changed?',
    'summary',
    'export everything as csv',
    'compare apim-shop with the other one',
    'which services are called?',
    'help',
  ])('"%s" tells who may not read it nothing of what another was just told', async (question) => {
    signIn(BEN);
    signIn(ANN);
    expect(await asks(BEN, 'list all instances')).toMatch(HIDDEN);
    const answer = (await asks(ANN, question)).replaceAll(question, '');
    // What was asked for by name may be said back, and nothing else of it.
    expect(answer.replaceAll(/apim-mergr?e?r?/gi, '')).not.toMatch(HIDDEN);
    expect(answer).not.toContain('55555555-5555-4555-8555-555555555555');
    if (!HIDDEN.test(question)) expect(answer).not.toMatch(HIDDEN);
  });

  it.each(BUTTONS)('a button of a card of another does nothing: $kind', async (data) => {
    signIn(BEN);
    signIn(ANN);
    expect((await press(BEN, data)).seen).toMatch(TOLD);
    expect((await press(ANN, data)).seen).not.toMatch(TOLD);
  });

  it.each(BUTTONS)('a button does nothing in a chat that shows less than the asker may read: $kind', async (data) => {
    signIn(BEN);
    for (const id of [CHANNEL, SHOPS]) expect((await press(BEN, data, inChannel(id))).seen).not.toMatch(TOLD);
  });

  it.each([
    ['is a guest', () => connector.member(BEN.id, TENANT, 'guest')],
    ['has left', () => connector.forgetMember(BEN.id)],
  ])('the button of somebody who %s does nothing, whatever token is kept for them', async (_, change) => {
    signIn(BEN);
    expect(await asks(BEN, 'list all instances')).toMatch(HIDDEN);
    change();
    for (const data of BUTTONS) {
      const { seen } = await press(BEN, data);
      expect(seen).toContain(NOBODY_OF_OURS);
      expect(seen).not.toMatch(TOLD);
    }
    const value = { id: 'exchange-1', connectionName: CONNECTION, token: ssoTokenOf(BEN) };
    expect((await invokes(BEN, 'signin/tokenExchange', value)).status).toBe(412);
    expect((await acceptFile(BEN, EXPORT_OF_ALL)).seen).not.toMatch(HIDDEN);
    expect(drive.files).toEqual([]);
  });

  it('a search and a link find only what the asker may read', async () => {
    signIn(BEN);
    signIn(ANN);
    const search = { commandId: 'findInstance', parameters: [{ name: 'name', value: 'merger' }] };
    expect((await invokes(BEN, 'composeExtension/query', search)).seen).toContain('apim-merger');
    expect((await invokes(ANN, 'composeExtension/query', search)).seen).not.toContain('apim-merger');
    const link = { url: `https://portal.azure.com/#@contoso.com/resource${merger.id}/overview` };
    expect((await invokes(BEN, 'composeExtension/queryLink', link)).seen).toContain('apim-merger');
    expect((await invokes(ANN, 'composeExtension/queryLink', link)).seen).not.toContain('apim-merger');
  });

  it('asks who has not signed in to do so, and then answers what was asked', async () => {
    const prompt = await asks(BEN, 'is apim-merger ready?');
    expect(prompt).toContain('application/vnd.microsoft.card.oauth');
    expect(prompt).toContain('exchange-1');
    expect(prompt).not.toContain('with their own rights');
    const value = { id: 'exchange-1', connectionName: CONNECTION, token: ssoTokenOf(BEN) };
    const { status, seen } = await invokes(BEN, 'signin/tokenExchange', value);
    expect(status).toBe(200);
    expect(seen).toContain('Ben, with their own rights');
  });

  it('says once that somebody is signed in whose button waits to be pressed again, whatever their clients bring', async () => {
    expect((await press(BEN, { kind: 'ask', question: 'help' })).seen).toContain('then press again');
    const value = { id: 'exchange-2', connectionName: CONNECTION, token: ssoTokenOf(BEN) };
    expect((await invokes(BEN, 'signin/tokenExchange', value)).seen).toContain('You are signed in.');
    expect((await invokes(BEN, 'signin/tokenExchange', value)).seen).not.toContain('You are signed in.');
  });

  it('leaves the button of the sign-in card to Teams where the token is not taken', async () => {
    await asks(BEN, 'is apim-merger ready?');
    const value = { id: 'exchange-1', connectionName: CONNECTION, token: 'no consent' };
    const { status, seen } = await invokes(BEN, 'signin/tokenExchange', value);
    expect(status).toBe(412);
    expect(seen).not.toContain('with their own rights');
  });

  it('tells who Teams could not sign in, which shows nothing of it, and keeps no more than the code of why', async () => {
    const value = { code: 'resourcematchfailed', message: 'Resource match failed for ben@contoso.example' };
    const { status, seen } = await invokes(BEN, 'signin/failure', value);
    expect(status).toBe(200);
    expect(seen).toContain('Teams could not sign you in (resourcematchfailed)');
    expect((await invokes(BEN, 'signin/failure', { code: '<b>' })).seen).toContain('sign you in (unknown)');
    expect(JSON.stringify(log.lines)).toContain('resourcematchfailed');
    expect(JSON.stringify(log.lines)).not.toContain('ben@contoso');
  });

  it('takes the code of a sign-in dialog once, and then answers what was asked', async () => {
    await asks(BEN, 'is apim-merger ready?');
    expect((await invokes(BEN, 'signin/verifyState', { state: '123456' })).status).toBe(412);
    tokens.offer(BEN.id, '123456', ssoTokenOf(BEN));
    expect((await invokes(ANN, 'signin/verifyState', { state: '123456' })).status).toBe(412);
    const { status, seen } = await invokes(BEN, 'signin/verifyState', { state: '123456' });
    expect(status).toBe(200);
    expect(seen).toContain('Ben, with their own rights');
  });

  it('makes a file that somebody accepts with the rights of who accepts it', async () => {
    signIn(BEN);
    signIn(ANN);
    expect(await asks(BEN, 'export everything as csv')).toContain('file.consent');
    await acceptFile(BEN, EXPORT_OF_ALL);
    await acceptFile(ANN, EXPORT_OF_ALL);
    const [bens, anns] = drive.files;
    expect(bens).toMatch(HIDDEN);
    expect(anns).toContain('apim-shop');
    expect(anns).not.toMatch(HIDDEN);
  });

  it('makes no file for who is signed out, and asks them to sign in', async () => {
    expect((await acceptFile(BEN, EXPORT_OF_ALL)).seen).toContain('application/vnd.microsoft.card.oauth');
    expect(drive.files).toEqual([]);
  });

  it.each([
    ['words', () => asks(BEN, 'remind me about apim-shop')],
    ['words for a summary', () => asks(BEN, 'send me a summary every Monday')],
    ['a form', async () => (await press(BEN, { kind: 'remind', what: 'reminder', chosen: 'all' })).seen],
  ])('sets up no reminder by %s, since it would be looked up without its reader', async (_, order) => {
    signIn(BEN);
    expect(await order()).toContain('I cannot remind you in our own chat');
  });

  it('shows nothing for the token of somebody else', async () => {
    tokens.keep(ANN.id, ssoTokenOf(BEN));
    const answer = await asks(ANN, 'list all instances');
    expect(answer).toContain('does not let me look in your name');
    expect(answer).not.toMatch(HIDDEN);
  });

  it('shows nothing where Entra ID refuses, though it was shown before', async () => {
    signIn(BEN);
    expect(await asks(BEN, 'list all instances')).toMatch(HIDDEN);
    tokens.keep(BEN.id, `${ssoTokenOf(BEN)}forged`);
    const answer = await asks(BEN, 'list all instances');
    expect(answer).toContain('does not let me look in your name');
    expect(answer).not.toMatch(HIDDEN);
  });

  it('says whose rights hold, and logs no token', async () => {
    signIn(ANN);
    expect(await asks(ANN, 'what may this channel see?')).toContain('may read in Azure yourself');
    expect(JSON.stringify(log.lines)).not.toContain(ssoTokenOf(ANN).slice(0, 40));
  });
});

describe('in a channel', () => {
  it('nothing is shown that nobody listed for it, whatever the asker may read', async () => {
    signIn(BEN);
    const answer = await asks(BEN, 'list all instances', inChannel(CHANNEL));
    expect(answer).not.toMatch(HIDDEN);
    expect(answer).toContain('may be shown in this chat');
  });

  it('what is listed for it is shown, and nothing else', async () => {
    signIn(BEN);
    const answer = await asks(BEN, 'list all instances', inChannel(SHOPS));
    expect(answer).toContain('apim-shop');
    expect(answer).not.toMatch(HIDDEN);
  });
});

it('a managed identity proves the app, without a secret', async () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    IDENTITY_ENDPOINT: simulator.identityEndpoint,
    IDENTITY_HEADER: simulator.identityHeader,
  });
  try {
    const assertion = appAssertion({ managedIdentityClientId: '66666666-6666-4666-8666-666666666666' }, 'public');
    expect(claimsOf(await assertion())).toMatchObject({ aud: 'api://AzureADTokenExchange' });
    const options = { authorityHost: simulator.authorityHost, disableInstanceDiscovery: true, ca: simulator.ca };
    await signInByAssertion({ tenantId: TENANT, clientId: APP }, assertion, 'public', options);
  } finally {
    process.env = before;
  }
});

interface Drive {
  readonly address: string;
  /** What was put there, as text. */
  readonly files: string[];
  stop(): Promise<void>;
}

/** Takes in files, as SharePoint does. */
async function startDrive(): Promise<Drive> {
  const files: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    files.push(Buffer.concat(chunks).toString());
    response.writeHead(201);
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
