/** `npm start` sends traces and metrics to a collector, and writes a log that belongs together; nobody's words are in either. Half a minute of processor time, so CI alone runs it. */
import { type AddressInfo, createServer } from 'node:net';
import { type BotProcess, startBotProcess } from '../support/bot-process.ts';
import { type Collector, startCollector } from '../support/collector.ts';
import { BOT, type Connector, startConnector, TENANT } from '../support/connector.ts';

let collector: Collector;
let connector: Connector;
let bot: BotProcess;
let address: string;

beforeAll(async () => {
  [collector, connector] = await Promise.all([startCollector(), startConnector()]);
  bot = startBotProcess({
    CI: '1',
    LOG_LEVEL: 'info',
    PLAYGROUND_PORT: String(await freePort()),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer s3cret-of-the-collector',
    OTEL_METRIC_EXPORT_INTERVAL: '500',
    OTEL_METRIC_EXPORT_TIMEOUT: '400',
    OTEL_BSP_SCHEDULE_DELAY: '200',
  });
  await bot.until(/"msg":"listening"/);
  address = `http://127.0.0.1:${/"port":(\d+)[^\n]*"msg":"listening"/.exec(bot.err)?.[1]}/api/messages`;
});

afterAll(async () => {
  await bot.kill();
  await Promise.all([collector.stop(), connector.stop()]);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const deliver = async (activity: Readonly<Record<string, unknown>>) => {
  const whole = {
    channelId: 'msteams',
    serviceUrl: connector.serviceUrl,
    conversation: { id: 'a:chat', tenantId: TENANT, conversationType: 'personal' },
    from: { id: '29:megan', name: 'Megan Bowen', aadObjectId: '33333333-3333-4333-8333-333333333333' },
    recipient: { id: BOT },
    ...activity,
  };
  const headers = { 'content-type': 'application/json' };
  return fetch(address, { method: 'POST', headers, body: JSON.stringify(whole) });
};

const counted = (metric: string, attributes: Readonly<Record<string, string>>) => () =>
  collector
    .points()
    .find(
      (point) =>
        point.metric === metric &&
        point.value > 0 &&
        Object.entries(attributes).every(([name, value]) => point.attributes[name] === value),
    );

it('one question is one trace, from the activity to every request to Azure', async () => {
  expect((await deliver({ type: 'message', id: 'act-1', text: 'is apim-prod ready for March 2026?' })).status).toBe(
    200,
  );
  const activity = await collector.until(() => {
    const found = collector
      .spans()
      .find(({ name, attributes }) => name === 'activity message' && attributes['activity.id'] === 'act-1');
    return found;
  });
  const named = (name: string) => () =>
    collector.spans().find((span) => span.trace === activity.trace && span.name === name);
  const answer = await collector.until(named('answer check'));
  const assessment = await collector.until(named('assessment'));
  expect(answer.parent).toBe(activity.id);
  expect(answer.attributes).toMatchObject({ intent: 'check', outcome: 'answered' });
  expect(assessment.parent).toBe(answer.id);
  expect(assessment.attributes['azure.resource.id']).toContain('/apim-prod');
  const request = await collector.until(named('GET Azure Resource Manager'));
  expect(request.attributes['url.path']).toMatch(/^\/subscriptions\//);
});

it('answers, verdicts, requests, refusals, thumbs and what waits are counted', async () => {
  await collector.until(counted('readiness.answers', { intent: 'check', outcome: 'answered' }));
  await collector.until(counted('readiness.answer.duration', { intent: 'check' }));
  await collector.until(counted('readiness.verdicts', { verdict: 'not-ready' }));
  await collector.until(counted('readiness.azure.request.duration', { service: 'arm' }));
  await collector.until(() => collector.points().find(({ metric }) => metric === 'readiness.waiting'));
  expect((await deliver({ type: 'message', id: 'act-2', channelId: 'slack', text: 'hello' })).status).toBe(403);
  await collector.until(counted('readiness.refused', { reason: 'another channel' }));
  const thumb = await deliver({
    type: 'invoke',
    name: 'message/submitAction',
    id: 'act-3',
    replyToId: 'm1',
    value: { actionName: 'feedback', actionValue: { reaction: 'dislike', feedback: '{"feedbackText":"quagga"}' } },
  });
  expect(thumb.status).toBe(200);
  await collector.until(counted('readiness.feedback', { reaction: 'dislike' }));
});

it('no word of a message, no name and no secret is in the log or in telemetry', async () => {
  await deliver({ type: 'message', id: 'act-4', text: 'quagga zebra okapi' });
  await collector.until(counted('readiness.answers', { intent: 'unclear' }));
  // Ending while the database is made takes as long as that does.
  await bot.until(/the database is open/);
  bot.send('SIGTERM');
  expect(await bot.ended).toBe(0);
  const said = [...collector.bodies, bot.err, bot.out].join('\n');
  for (const word of ['quagga', 'okapi', 'Megan', 's3cret-of-the-collector']) expect(said).not.toContain(word);
  const lines = bot.err
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(lines.find(({ why }) => why === 'another channel')).toMatchObject({ msg: 'refused', activityId: 'act-2' });
});
