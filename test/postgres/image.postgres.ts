/** The tree of deploy/Dockerfile, run as the image would run it: it answers about an instance, with a real PostgreSQL. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as forward, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { generate } from 'selfsigned';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import { parseEstate } from '../../src/simulator/estate.ts';
import { type Simulator, startSimulator } from '../../src/simulator/server.ts';
import { APP, type Connector, messageActivity, startConnector } from '../support/connector.ts';
import { until } from '../support/until.ts';
import { type OwnDatabase, ownDatabase } from './support.ts';

const home = mkdtempSync(path.join(tmpdir(), 'image-'));
const root = path.join(home, 'root');
/** Azure's names lead here inside the image. */
const AZURE = '127.0.0.2';
const INGESTION = 'westeurope.in.applicationinsights.azure.com';
const NAMES = ['management.azure.com', 'login.microsoftonline.com', 'graph.microsoft.com', INGESTION];
/** Whose members alone are answered; who sends messages here is one. */
const GROUP = '44444444-4444-4444-8444-444444444444';
const ANN = '33333333-3333-4333-8333-333333333333';
const tool = path.resolve('deploy/try-image');

let database: OwnDatabase;
let azure: Simulator;
let door: Server;
let connector: Connector;
let container: ChildProcess | undefined;
let said = '';
/** What Application Insights was sent, and with whose token. */
const tracked: { readonly body: string; readonly authorization: string | undefined }[] = [];

/** Takes in what Application Insights takes in. */
function track(incoming: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const bytes = Buffer.concat(chunks);
    const body = (incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
    tracked.push({ body, authorization: incoming.headers.authorization });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ itemsReceived: 1, itemsAccepted: 1, errors: [] }));
  });
}

/** The simulated Azure under Azure's own names, on their port. */
async function doorTo(simulator: Simulator): Promise<{ readonly server: Server; readonly ca: string }> {
  const altNames = NAMES.map((value) => ({ type: 2 as const, value }));
  const made = await generate([{ name: 'commonName', value: 'Azure' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  const server = createServer({ key: made.private, cert: made.cert }, (incoming, response) => {
    const { method } = incoming;
    const { host, ...headers } = incoming.headers;
    if (host === INGESTION) return track(incoming, response);
    const onward = forward(
      new URL(incoming.url ?? '/', simulator.endpoint),
      { method, headers, ca: simulator.ca, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(443, AZURE, resolve);
  });
  return { server, ca: made.cert };
}

/** A host may allow no mount namespaces, such as a container without the right to. */
const isAllowed = spawnSync('unshare', ['--mount', 'true']).status === 0;
const here = isAllowed ? it : it.skip;

beforeAll(async () => {
  if (!isAllowed) return;
  chmodSync(home, 0o755);
  process.stdout.write(execFileSync(tool, ['build', root], { encoding: 'utf8', timeout: 200_000 }));
  database = await ownDatabase();
  azure = await startSimulator(parseEstate(JSON.stringify(sampleEstate('2026-02-13')), 'Northwind'), {
    record: true,
    directory: { members: new Map([[ANN, [GROUP]]]), groups: new Set([GROUP]) },
  });
  connector = await startConnector();
  const { server, ca } = await doorTo(azure);
  door = server;
  // Where certificates of the system are, the file of an administrator would be too.
  writeFileSync(path.join(root, 'app/azure.pem'), ca);
  writeFileSync(path.join(home, 'hosts'), `127.0.0.1 localhost\n${NAMES.map((name) => `${AZURE} ${name}\n`).join('')}`);
}, 240_000);

afterAll(async () => {
  if (!isAllowed) return rmSync(home, { recursive: true, force: true });
  if (container !== undefined && container.exitCode === null) {
    container.kill('SIGTERM');
    await once(container, 'close');
  }
  await connector.stop();
  await new Promise((resolve) => {
    door.close(resolve);
    door.closeAllConnections();
  });
  await azure.stop();
  await database.drop();
  rmSync(home, { recursive: true, force: true });
});

here('is somebody without rights, and may write nowhere but in /tmp', () => {
  const words = `const { writeFileSync } = require('fs');
    const tried = ['/app/x', '/etc/x', '/tmp/x'].map((file) => { try { writeFileSync(file, ''); return 'ok'; } catch (error) { return error.code; } });
    console.log(JSON.stringify([process.getuid(), process.getgid(), process.cwd(), tried]));`;
  const { stdout } = spawnSync(tool, ['run', root, '-e', words], { encoding: 'utf8', timeout: 100_000 });
  expect(JSON.parse(stdout)).toEqual([65532, 65532, '/app', ['EROFS', 'EROFS', 'ok']]);
});

here('without any setting says what it needs', () => {
  const { stderr, status } = spawnSync(tool, ['run', root], {
    encoding: 'utf8',
    timeout: 100_000,
    env: { PATH: process.env.PATH },
  });
  expect(stderr).toMatch(
    /^Nothing is configured, and the demo cannot start\. .* fill in \.env \(see \.env\.example\)\.\n$/,
  );
  expect(status).toBe(1);
});

here(
  'answers with all its parts, and stops when told to',
  async () => {
    container = spawn(tool, ['run', root], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOSTS: path.join(home, 'hosts'),
        NODE_EXTRA_CA_CERTS: '/app/azure.pem',
        PORT: '0',
        AZURE_TENANT_ID: azure.tenantId,
        AZURE_CLIENT_ID: APP,
        AZURE_CLIENT_SECRET: 'not-a-secret',
        BACKGROUND_READS: '0',
        ALLOWED_GROUPS: GROUP,
        APPLICATIONINSIGHTS_CONNECTION_STRING: `InstrumentationKey=${APP};IngestionEndpoint=https://${INGESTION}/`,
        DATABASE_URL: database.url,
      },
    });
    for (const stream of [container.stdout, container.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
      });
    const port = await until(() => /Listening on port (\d+)/.exec(said)?.[1], wrote);
    const address = `http://127.0.0.1:${port}`;
    await until(async () => {
      const ready = await fetch(`${address}/readyz`);
      return (await ready.text()) === JSON.stringify({ status: 'ready', without: [] });
    });

    await ask(address, 'is apim-prod ready for March 2026?', { id: '29:bob', aadObjectId: APP });
    await until(() => connector.heard.find(({ body }) => /people and teams that its/.test(body?.text)));
    await ask(address, 'is apim-prod ready for March 2026?');

    const card = await until(() =>
      connector.heard.map(({ body }) => JSON.stringify(body)).find((one) => one.includes('Its gateway cannot reach')),
    );
    expect(card).toContain('application/vnd.microsoft.card.adaptive');
    expect(card).toContain('apim-prod is not ready');
    const looks = azure.requests.filter(({ path: asked }) => asked.endsWith('/checkMemberGroups'));
    expect(looks.map(({ method, path: asked }) => `${method} ${asked}`)).toEqual(
      [APP, ANN].map((id) => `POST /v1.0/users/${id}/checkMemberGroups`),
    );
    container.kill('SIGTERM');
    const [status] = await once(container, 'close');
    expect([status, said]).toEqual([0, expect.not.stringContaining('not-a-secret')]);
    const sent = tracked.map(({ body }) => body).join('\n');
    for (const what of ['activity message', 'answer check', 'assessment', 'readiness.answers'])
      expect(sent).toContain(what);
    expect(tracked.every(({ authorization }) => /^Bearer \S+$/.test(authorization ?? ''))).toBe(true);
  },
  120_000,
);

/** What the container wrote, for what never came. */
const wrote = () => `The container wrote:\n${said}`;

async function ask(address: string, text: string, from?: object): Promise<void> {
  const activity = messageActivity(connector.serviceUrl, {
    text,
    id: text + JSON.stringify(from),
    ...(from && { from }),
  });
  const body = JSON.stringify(activity);
  const answer = await fetch(`${address}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  expect(answer.status).toBe(200);
}
