/** The Microsoft 365 Agents Playground as a child process, pointed at the bot. A developer's tool: never part of a deployment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { missingPart } from '../../simulator/missing-part.ts';

/** A running playground. */
export interface Playground {
  readonly address: string;
  /** Settles when the playground ends, by itself or stopped. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** People, team and chats that the playground shows. */
const SETTINGS = `version: "0.1.1"
tenantId: 7d2c1f54-9a0b-4c1e-8f3a-5b6c7d8e9f00
bot:
  id: apim-readiness
  name: APIM Readiness
currentUser:
  id: user-ada
  name: Ada Berg
  userPrincipleName: ada.berg@northwind.example
  aadObjectId: 4d1f0c2b-7a3e-4b5c-9d6e-8f7a6b5c4d01
  givenName: Ada
  surname: Berg
  email: ada.berg@northwind.example
users:
${['Ben Ortiz', 'Chika Obi', 'Dana Weiss', 'Emil Sato', 'Fay Lund']
  .map((name, index) => {
    const [given = '', surname = ''] = name.split(' ');
    const mail = `${given}.${surname}@northwind.example`.toLowerCase();
    return `  - id: user-${given.toLowerCase()}
    name: ${name}
    userPrincipleName: ${mail}
    aadObjectId: 4d1f0c2b-7a3e-4b5c-9d6e-8f7a6b5c4d0${index + 2}
    givenName: ${given}
    surname: ${surname}
    email: ${mail}`;
  })
  .join('\n')}
personalChat:
  id: a:1-ada-readiness
groupChat:
  id: 19:integration-oncall@thread.v2
  name: Integration on call
team:
  id: 19:team-integration@thread.tacv2
  name: Integration platform
  aadGroupId: 1e0d9c8b-7a6f-4e5d-8c3b-2a1f0e9d8c7b
  channels:
    - id: 19:channel-apim@thread.tacv2
      name: API Management
`;

const PACKAGE = '@microsoft/m365agentsplayground';

function binary(): string {
  const require = createRequire(import.meta.url);
  try {
    const manifest = require.resolve(`${PACKAGE}/package.json`);
    const { bin } = require(manifest) as { bin: Readonly<Record<string, string>> };
    return path.join(path.dirname(manifest), bin.agentsplayground ?? Object.values(bin)[0] ?? '');
  } catch {
    throw missingPart(PACKAGE);
  }
}

async function answers(address: string, child: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt++) {
    const response = await fetch(`${address}/_internal/v1/config`).catch(() => undefined);
    if (response?.ok === true) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/**
 * Starts the playground on a port of loopback. `openBrowser` lets it open the browser as it does by itself.
 * Throws when it does not come up, for example because the port is taken.
 */
export async function startPlayground(options: {
  readonly botAddress: string;
  readonly port: number;
  readonly openBrowser: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Promise<Playground> {
  const folder = mkdtempSync(path.join(tmpdir(), 'apim-readiness-playground-'));
  writeFileSync(path.join(folder, '.m365agentsplayground.yml'), SETTINGS);
  // It opens the browser through xdg-open; a silent one of that name, first on the path, keeps it shut.
  if (!options.openBrowser) writeFileSync(path.join(folder, 'xdg-open'), '#!/bin/sh\n', { mode: 0o755 });
  const preload = new URL('loopback-only.ts', import.meta.url).href;
  const child = spawn(
    process.execPath,
    [
      '--import',
      preload,
      binary(),
      '-e',
      options.botAddress,
      '-c',
      'msteams',
      '-p',
      String(options.port),
      '--disable-telemetry',
    ],
    {
      cwd: folder,
      env: {
        ...options.environment,
        PATH: `${folder}${path.delimiter}${options.environment.PATH ?? ''}`,
        NODE_NO_WARNINGS: '1',
      },
      stdio: 'ignore',
    },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      rmSync(folder, { recursive: true, force: true });
      resolve();
    });
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(late);
  };
  const address = `http://localhost:${options.port}`;
  if (!(await answers(`http://127.0.0.1:${options.port}`, child))) {
    await stop();
    throw new Error(
      `The playground did not start on port ${options.port}; is the port taken? PLAYGROUND_PORT chooses another.`,
    );
  }
  return { address, ended, stop };
}
