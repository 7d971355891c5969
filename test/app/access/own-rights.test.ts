/**
 * ACCESS=user, from Teams to Azure: a real botbuilder with single sign-on, a token service and a connector on loopback, and the real
 * Azure SDKs over HTTPS, whose on-behalf-of tokens the simulated Azure knows.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOwnRights } from '../../../src/app/access/own-rights.ts';
import { createSights } from '../../../src/app/access/sights.ts';
import { readConfig } from '../../../src/app/config.ts';
import { wirePerson, wireSimulated } from '../../../src/app/wiring.ts';
import { appAssertion } from '../../../src/azure/app-assertion.ts';
import { createConversation } from '../../../src/conversation/converse.ts';
import { realClock } from '../../../src/readiness/clock.ts';
import { parseEstate } from '../../../src/simulator/estate.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/server.ts';
import { startTeamsBot, type TeamsBot } from '../../../src/teams/start.ts';
import { APP, type Connector, messageActivity, startConnector, TENANT } from '../../support/connector.ts';
import { rememberedLog } from '../../support/conversation.ts';
import { apim, armId } from '../../support/resources.ts';
import { invokeActivity, registration, signedBy } from '../../support/teams-bot.ts';
import { CONNECTION, startTokenService, type TokenService } from '../../support/token-service.ts';

const ANN = { id: '29:ann', name: 'Ann', aadObjectId: '33333333-3333-4333-8333-333333333333' };
const BEN = { id: '29:ben', name: 'Ben', aadObjectId: '44444444-4444-4444-8444-444444444444' };
const CHANNEL = '19:general@thread.tacv2';

const named = (name: string, subscription: string) => ({
  ...apim(),
  id: armId(`Microsoft.ApiManagement/service/${name}`, 'rg-api', subscription),
  name,
});
const shop = named('apim-shop', '11111111-1111-4111-8111-111111111111');
const merger = named('apim-merger', '55555555-5555-4555-8555-555555555555');
const estate = (...resources: readonly unknown[]) =>
  parseEstate(JSON.stringify({ tenantId: TENANT, resources }), 'test.json');
/** What must never reach who may not read it. */
const HIDDEN = /merger/i;

let simulator: Simulator;
let folder: string;
let tokenFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-rights-'));
  tokenFile = join(folder, 'token');
  await writeFile(tokenFile, 'projected.token.text');
  simulator = await startSimulator(estate(shop, merger), {
    record: true,
    people: new Map([
      [ANN.aadObjectId, estate(shop)],
      [BEN.aadObjectId, estate(shop, merger)],
    ]),
  });
});

afterAll(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

let connector: Connector;
let tokens: TokenService;
let bot: TeamsBot;
let next = 0;
const log = rememberedLog();

beforeEach(async () => {
  [connector, tokens] = await Promise.all([startConnector(), startTokenService()]);
  for (const { id } of [ANN, BEN]) connector.member(id, TENANT);
  const config = readConfig({});
  const wired = wireSimulated(simulator, 'test', { config });
  const assertion = appAssertion({ federatedTokenFile: tokenFile }, 'public');
  const own = createOwnRights({
    wire: (person) => wirePerson({ config, tenantId: TENANT, clientId: APP, at: simulator }, { ...person, assertion }),
    log,
  });
  const sights = createSights({ bot: wired.assessor, file: undefined, listed: { of: async () => [] }, own, log });
  const conversation = createConversation({ ...wired, sights, clock: realClock(), log });
  const registered = registration(connector);
  bot = await startTeamsBot({
    port: 0,
    conversation,
    log,
    ...registered,
    channel: { ...registered.channel, oAuthUrl: tokens.oAuthUrl } as NonNullable<typeof registered.channel>,
    oauthConnection: CONNECTION,
  });
});

afterEach(async () => {
  await bot.stop();
  await Promise.all([connector.stop(), tokens.stop()]);
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
  while (bot.underWay > 0) await new Promise((resolve) => setTimeout(resolve, 5));
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

const press = (person: Person, data: Readonly<Record<string, unknown>>) =>
  invokes(person, 'adaptiveCard/action', {
    action: { type: 'Action.Execute', verb: data.kind, data },
    trigger: 'manual',
  });

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

  it.each([
    { kind: 'check', instance: merger.id, month: '2026-03' },
    { kind: 'evidence', instance: merger.id, month: '2026-03' },
    { kind: 'plan', instance: merger.id, month: '2026-03' },
  ])('a button with an id of a card of another does nothing: $kind', async (data) => {
    signIn(BEN);
    signIn(ANN);
    const theirs = (await press(BEN, data)).seen;
    const answer = (await press(ANN, data)).seen;
    expect(answer).not.toContain('ready for');
    expect(answer).not.toContain('"Reader');
    expect(answer).not.toBe(theirs);
    expect(answer).not.toMatch(/Premium|West Europe|westeurope/);
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

  it('leaves the button of the sign-in card to Teams where the token is not taken', async () => {
    await asks(BEN, 'is apim-merger ready?');
    const value = { id: 'exchange-1', connectionName: CONNECTION, token: 'no consent' };
    const { status, seen } = await invokes(BEN, 'signin/tokenExchange', value);
    expect(status).toBe(412);
    expect(seen).not.toContain('with their own rights');
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
  const channel = { id: CHANNEL, conversationType: 'channel', tenantId: TENANT };

  it('nothing is shown that nobody listed for it, whatever the asker may read', async () => {
    signIn(BEN);
    const answer = await asks(BEN, 'list all instances', channel);
    expect(answer).not.toMatch(HIDDEN);
    expect(answer).toContain('may be shown in this chat');
  });
});
