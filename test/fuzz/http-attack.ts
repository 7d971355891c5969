/** Random bytes and mutated activities at full speed against a running bot. It must neither end nor answer 500, and answer at the end. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import { messageActivity } from '../support/connector.ts';
import type { Target, TargetState } from './http-target.ts';

/** What came of an attack. */
export interface Attacked {
  readonly isWhole: boolean;
  readonly report: string;
}

/** One thing to send. */
type Shot =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'request'; readonly authorization: string; readonly path: string; readonly body: string };

/** How many attack at once, and how many shots each takes from one seed. */
const ATTACKERS = 32;
const BATCH = 100;
/** How long an answer may take, in milliseconds, before the shot is given up. */
const PATIENCE = 20_000;

const FILE = path.resolve('test/fuzz/http-target.ts');

/** Attacks for so long. The same seed sends the same shots, in an order that depends on the answers. */
export async function attack(order: { readonly seed: number; readonly milliseconds: number }): Promise<Attacked> {
  const child = fork(FILE, {
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    return await attackOn(child, order);
  } finally {
    child.kill('SIGKILL');
  }
}

async function attackOn(
  child: ChildProcess,
  { seed, milliseconds }: { readonly seed: number; readonly milliseconds: number },
): Promise<Attacked> {
  const [target] = (await once(child, 'message')) as [Target];
  const shots = shotsAt(target);
  const agent = new Agent({ keepAlive: true, maxSockets: ATTACKERS });
  const end = performance.now() + milliseconds;
  const counts = new Map<number, number>();
  let culprit: Shot | undefined;
  let next = seed;
  const isOver = () => performance.now() >= end || child.exitCode !== null || culprit !== undefined;

  const attacker = async () => {
    while (!isOver()) {
      next += 1;
      for (const shot of fc.sample(shots, { seed: next, numRuns: BATCH })) {
        if (isOver()) return;
        const status = await fired(shot, target, agent);
        counts.set(status, (counts.get(status) ?? 0) + 1);
        if (status === 500) culprit = shot;
      }
    }
  };
  const look = setInterval(() => child.connected && child.send('look'), 2_000);
  await Promise.all(Array.from({ length: ATTACKERS }, attacker));
  clearInterval(look);
  agent.destroy();
  if (child.exitCode !== null || child.signalCode !== null) {
    return { isWhole: false, report: `The bot ended by itself (seed ${seed}).` };
  }
  const { state, answers } = await lastWords(child, target);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const byStatus = [...counts]
    .toSorted(([a], [b]) => a - b)
    .map(([status, count]) => `${status || 'closed'}: ${count}`);
  const lines = [
    `${all} requests from seed ${seed} on (${byStatus.join(', ')}).`,
    answers ? 'The bot answers a question as before.' : 'The bot does not answer a question any more.',
    `Its heap holds ${state.megabytes} MB.`,
    ...state.errors.map((error) => `It logged: ${error}`),
    ...(culprit === undefined ? [] : [`It answered 500 to ${JSON.stringify(culprit).slice(0, 4_000)}`]),
  ];
  return { isWhole: answers && culprit === undefined, report: lines.join('\n') };
}

/** A right question at the end, and whether two replies come of it: "checking", and the answer. */
async function lastWords(child: ChildProcess, target: Target) {
  const look = async (): Promise<TargetState> => {
    child.send('look');
    const [state] = (await once(child, 'message')) as [TargetState];
    return state;
  };
  // What the attack has begun goes on for a while.
  let state = await look();
  for (let quiet = 0; quiet < 3; quiet = state.replies === 0 ? quiet + 1 : 0) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    state = await look();
  }
  const activity = messageActivity(target.serviceUrl, {
    id: 'the-last-one',
    from: { id: '29:late' },
    conversation: conversationOf(target, 'a:late'),
  });
  const body = JSON.stringify(activity);
  const agent = new Agent();
  const status = await fired(
    { kind: 'request', authorization: target.bearer, path: '/api/messages', body },
    target,
    agent,
  );
  let replies = 0;
  for (let tries = 0; tries < 50 && replies < 2; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    state = await look();
    replies += state.replies;
  }
  return { state, answers: status === 200 && replies >= 2 };
}

/** The status of the answer; 0 where the connection was closed without one. */
function fired(shot: Shot, { port }: Target, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    if (shot.kind === 'bytes') {
      const socket = connect(port, '127.0.0.1', () => socket.end(shot.bytes));
      let heard = '';
      socket.setTimeout(PATIENCE, () => socket.destroy());
      socket.on('data', (chunk) => {
        heard += chunk.toString('latin1');
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? 0)));
      return;
    }
    const headers = { 'content-type': 'application/json', authorization: shot.authorization };
    const sent = request({ host: '127.0.0.1', port, path: shot.path, method: 'POST', headers, agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', () => resolve(0));
    });
    sent.setTimeout(PATIENCE, () => sent.destroy());
    sent.on('error', () => resolve(0));
    sent.end(shot.body);
  });
}

const conversationOf = ({ serviceUrl }: Target, id: string): Record<string, unknown> => ({
  ...(messageActivity(serviceUrl).conversation as Record<string, unknown>),
  id,
});

const INSTANCE =
  '/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups/rg-apim/providers/Microsoft.ApiManagement/service/apim-prod';

/** Activities as Teams sends them, one of each kind that the bot knows. */
function examples(target: Target): readonly Record<string, unknown>[] {
  const message = (change: Record<string, unknown> = {}) => messageActivity(target.serviceUrl, change);
  const invoke = (name: string, value: unknown) =>
    message({ type: 'invoke', name, value, text: undefined, replyToId: 'm1' });
  const execute = (kind: string, data: Record<string, unknown>) =>
    invoke('adaptiveCard/action', {
      action: { type: 'Action.Execute', verb: kind, data: { kind, ...data } },
      trigger: 'manual',
    });
  const inChannel = {
    conversation: { ...conversationOf(target, '19:c@thread.tacv2;messageid=17'), conversationType: 'channel' },
    channelData: {
      tenant: conversationOf(target, '').tenantId,
      team: { id: '19:t@thread.tacv2' },
      channel: { id: '19:c@thread.tacv2' },
    },
  };
  return [
    message(),
    message({ text: 'remind me about apim-prod every Monday 9:00' }),
    message({ text: 'summary' }),
    message(inChannel),
    message({ text: undefined, value: { kind: 'check', instance: INSTANCE, month: '2026-03' }, replyToId: 'm9' }),
    execute('check', { instance: INSTANCE, month: '2026-03' }),
    execute('ask', { question: 'help' }),
    execute('waive', { instance: INSTANCE, requirements: ['network-rules'], until: '2026-12-31', reason: 'no' }),
    invoke('composeExtension/query', {
      commandId: 'find',
      parameters: [{ name: 'query', value: 'apim' }],
      queryOptions: { skip: 0, count: 25 },
    }),
    invoke('composeExtension/anonymousQueryLink', { url: `https://portal.azure.com/#resource${INSTANCE}` }),
    message({ type: 'installationUpdate', action: 'add' }),
    message({ type: 'conversationUpdate', membersAdded: [{ id: '28:x' }] }),
    message({
      type: 'conversationUpdate',
      channelData: { eventType: 'channelDeleted', team: { id: 't' }, channel: { id: 'c' } },
    }),
    message({ type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }),
    message({ type: 'endOfConversation' }),
  ];
}

/** What stands in the place of something else. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    true,
    -1,
    1e308,
    '',
    [],
    {},
    [[]],
    { id: {} },
    '<at>x</at>',
    '__proto__',
    '../..',
    '🦊'.repeat(500),
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

/** Replaces what stands at a random place, chosen by numbers, so that any shape can be mutated. */
function mutated(value: unknown, way: readonly number[], replacement: unknown): unknown {
  const [step, ...rest] = way;
  if (step === undefined || typeof value !== 'object' || value === null) return replacement;
  const keys = Object.keys(value);
  const key = keys[step % (keys.length + 1)] ?? 'surprise';
  const inside = mutated((value as Record<string, unknown>)[key], rest, replacement);
  if (Array.isArray(value)) return Object.assign([...value], { [key]: inside });
  return { ...value, [key]: inside };
}

function shotsAt(target: Target): fc.Arbitrary<Shot> {
  const mutation = fc.record({ way: fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }), replacement: anything });
  const activity = fc
    .record({
      start: fc.constantFrom(...examples(target)),
      mutations: fc.array(mutation, { maxLength: 4 }),
      id: fc.uuid(),
    })
    .map(
      ({ start, mutations, id }) =>
        JSON.stringify(
          mutations.reduce<unknown>((now, { way, replacement }) => mutated(now, way, replacement), { ...start, id }),
        ) ?? '',
    );
  const words = fc
    .string({ unit: 'binary', maxLength: 2_000 })
    .map((text) => JSON.stringify(messageActivity(target.serviceUrl, { id: text.slice(0, 40), text })));
  const body = fc.oneof(
    { weight: 8, arbitrary: activity },
    { weight: 2, arbitrary: words },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 1_000 }) },
  );
  const cutToken = fc.nat(target.bearer.length).map((length) => target.bearer.slice(0, length));
  const authorization = fc.oneof(
    { weight: 9, arbitrary: fc.constant(target.bearer) },
    { weight: 1, arbitrary: cutToken },
  );
  const place = fc.oneof(
    { weight: 19, arbitrary: fc.constant('/api/messages') },
    { weight: 1, arbitrary: fc.webPath() },
  );
  const head = `POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\nAuthorization: ${target.bearer}\r\n`;
  const bytes = fc
    .tuple(
      fc.constantFrom(
        '',
        'GET / HTTP/1.1\r\n',
        head,
        `${head}Content-Length: 50\r\n\r\n`,
        `${head}Transfer-Encoding: chunked\r\n\r\n`,
      ),
      fc.uint8Array({ maxLength: 1_000 }),
    )
    .map(([start, rest]) => new Uint8Array([...Buffer.from(start, 'latin1'), ...rest]));
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('request' as const),
        authorization,
        path: place.map((one) => one || '/'),
        body,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('bytes' as const), bytes }) },
  );
}
