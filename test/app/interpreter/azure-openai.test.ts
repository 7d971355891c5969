/** The model behind the grammar: what it is told, how its answer is taken, and what happens when it does not answer. */

import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { createAzureOpenAi } from '../../../src/app/interpreter/azure-openai.ts';
import { createInterpreter } from '../../../src/app/interpreter/create-interpreter.ts';
import { draftOf } from '../../../src/app/interpreter/prompt.ts';
import { questionOfDraft } from '../../../src/conversation/understanding/question-of-draft.ts';
import { requirements } from '../../../src/retirements/requirements.ts';
import { handClock, settle } from '../../support/clock.ts';

interface Heard {
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

let server: Server;
let ca = '';
let heard: Heard[] = [];
/** How the server answers: status and body, or never. */
let answer: { readonly status: number; readonly body: string } | 'never' = { status: 200, body: '{}' };

beforeAll(async () => {
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  ca = pems.cert;
  server = createServer({ key: pems.private, cert: pems.cert }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    heard.push({ path: request.url, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
    if (answer === 'never') return;
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
});

beforeEach(() => {
  heard = [];
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const draft = {
  kind: 'check',
  instances: ['apim-prod'],
  where: [],
  month: '2026-03',
  requirement: '',
  target: '',
  only: '',
  since: '',
};
const says = (content: unknown) => ({
  status: 200,
  body: JSON.stringify({
    choices: [{ message: { content: typeof content === 'string' ? content : JSON.stringify(content) } }],
  }),
});

const interpreter = (rest: { token?: () => Promise<string> } = {}) =>
  createAzureOpenAi({
    endpoint: `https://localhost:${(server.address() as AddressInfo).port}`,
    deployment: 'gpt 4',
    credential: rest.token === undefined ? { key: 'secret-key' } : { token: rest.token },
    requirements: ['key-vault-identity'],
    clock,
    ca,
  });

const clock = handClock();

describe('an Azure OpenAI deployment', () => {
  it('is told the text and our vocabulary, and has to answer in the form', async () => {
    answer = says(draft);
    expect(await interpreter().interpret('wird apim-prod im März 2026 laufen')).toEqual(draft);

    const [request] = heard;
    expect(request?.path).toBe('/openai/deployments/gpt%204/chat/completions?api-version=2024-10-21');
    expect(request?.headers['api-key']).toBe('secret-key');
    const body = JSON.parse(request?.body ?? '{}');
    expect(body.messages.map(({ role }: { role: string }) => role)).toEqual(['system', 'user']);
    expect(body.messages[1].content).toBe('wird apim-prod im März 2026 laufen');
    expect(body.messages[0].content).toContain('key-vault-identity');
    expect(body.response_format).toMatchObject({ type: 'json_schema', json_schema: { strict: true } });
  });

  it('takes the identity of the bot where there is no key', async () => {
    answer = says(draft);
    await interpreter({ token: async () => 'of-the-bot' }).interpret('apim-prod?');
    expect(heard[0]?.headers).toMatchObject({ authorization: 'Bearer of-the-bot' });
    expect(heard[0]?.headers['api-key']).toBeUndefined();
  });

  it('never gets more than the beginning of a long text', async () => {
    answer = says(draft);
    await interpreter().interpret('x'.repeat(5_000));
    expect(JSON.parse(heard[0]?.body ?? '{}').messages[1].content).toHaveLength(500);
  });

  it.each([
    ['"none"', says({ ...draft, kind: 'none' })],
    ['a kind that does not exist', says({ ...draft, kind: 'delete' })],
    ['a list', says([draft])],
    ['prose', says('apim-prod is ready!')],
    ['nothing', { status: 200, body: '{}' }],
  ])('that answers %s has understood nothing', async (_, given) => {
    answer = given;
    expect(await interpreter().interpret('apim-prod?')).toBeUndefined();
  });

  it.each([
    ['an error', { status: 500, body: '{}' }, 'Azure OpenAI answered 500.'],
    ['no JSON', { status: 200, body: '<html>' }, 'Azure OpenAI answered something that is no JSON.'],
    ['far too much', { status: 200, body: 'x'.repeat(70_000) }, 'Azure OpenAI answered too much.'],
  ])('that answers %s is an error without a secret in it', async (_, given, message) => {
    answer = given;
    await expect(interpreter().interpret('apim-prod?')).rejects.toThrow(message);
  });

  it('is given up when the model takes too long', async () => {
    answer = 'never';
    const waiting = expect(interpreter().interpret('apim-prod?')).rejects.toThrow('did not answer in time');
    while (heard.length === 0) await settle();
    await clock.pass(3_000);
    await waiting;
  });

  it('is not even asked when the token takes too long', async () => {
    const token = Promise.withResolvers<string>();
    const waiting = expect(interpreter({ token: () => token.promise }).interpret('apim-prod?')).rejects.toThrow(
      'in time',
    );
    await clock.pass(3_000);
    await waiting;
    token.resolve('late');
    await settle();
    expect(heard).toEqual([]);
  });

  it.each(['http://localhost', 'nonsense', 'https://user:secret@localhost'])('has no address like %s', (endpoint) => {
    const options = { deployment: 'd', credential: { key: 'k' }, requirements: [], clock };
    expect(() => createAzureOpenAi({ ...options, endpoint })).toThrow('https address');
  });
});

describe('createInterpreter', () => {
  const parts = {
    requirements: [],
    clock,
    azure: {
      cloud: 'public' as const,
      tenantId: undefined,
      clientId: undefined,
      clientSecret: undefined,
      federatedTokenFile: undefined,
    },
  };

  it('makes none where nothing is configured', () => {
    expect(createInterpreter(undefined, parts)).toBeUndefined();
  });

  it.each(['key', undefined])('makes one with a key or with the identity of the bot: %s', (key) => {
    const config = { endpoint: 'https://name.openai.azure.com', deployment: 'd', key };
    expect(createInterpreter(config, parts)).toBeDefined();
  });
});

describe('questionOfDraft', () => {
  const context = { today: '2026-11-22' as const, knownMonths: ['2026-03'], requirements };
  const question = (change: object, text = 'apim-prod apim-dev westeurope kv-prod environment production') => {
    const read = draftOf(JSON.stringify({ ...draft, month: '', ...change }));
    return read === undefined ? 'no draft' : questionOfDraft(read, text, context);
  };

  it.each([
    ['one instance', {}, { kind: 'check', instance: 'apim-prod' }],
    ['two', { instances: ['apim-prod', 'apim-dev'] }, { kind: 'fleet', scope: { names: ['apim-prod', 'apim-dev'] } }],
    ['a month', { month: '2027-01' }, { kind: 'check', month: '2027-01' }],
    [
      'a place',
      { kind: 'fleet', instances: [], where: [{ by: 'region', key: '', value: 'westeurope' }], only: 'unmet' },
      { kind: 'fleet', only: 'unmet', scope: { where: [{ by: 'region', value: 'westeurope' }] } },
    ],
    [
      'a tag',
      { kind: 'list', instances: [], where: [{ by: 'tag', key: 'environment', value: 'production' }] },
      { kind: 'list', scope: { where: [{ by: 'tag', key: 'environment', value: 'production' }] } },
    ],
    [
      'a requirement',
      { kind: 'explain', requirement: 'Key-Vault-Identity' },
      { kind: 'explain', requirements: ['key-vault-identity'] },
    ],
    ['a resource', { kind: 'readers', instances: [], target: 'kv-prod' }, { kind: 'readers', target: 'kv-prod' }],
    ['a day', { kind: 'changes', since: '2026-11-16' }, { kind: 'changes', since: '2026-11-16' }],
  ])('takes %s', (_, change, expected) => {
    expect(question(change)).toMatchObject(expected);
  });

  it.each([
    ['an instance that was made up', { instances: ['apim-secret'] }],
    ['a place that was made up', { kind: 'fleet', instances: [], where: [{ by: 'region', key: '', value: 'mars' }] }],
    ['a resource that was made up', { kind: 'readers', instances: [], target: 'kv-other' }],
    ['a month that is none', { month: 'next' }],
    ['a day still to come', { kind: 'changes', since: '2027-01-01' }],
    ['a requirement that is none', { kind: 'explain', requirement: 'world-peace' }],
    ['a plan for several', { kind: 'fix', instances: ['apim-prod', 'apim-dev'] }],
  ])('refuses %s', (_, change) => {
    expect(question(change)).toBeUndefined();
  });
});
