/** How the bot proves itself, and where: without a secret by a certificate, and in each cloud to its own services only. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';
import type { Cloud } from '../../src/model/requirement.ts';
import { credentialsOf } from '../../src/teams/adapter.ts';
import { channelOf } from '../../src/teams/channel.ts';
import { botAppOf, botAppProblems } from '../../src/teams/settings.ts';
import { mayCall } from '../../src/teams/trust.ts';

const appId = '11111111-1111-4111-8111-111111111111';
const tenantId = '22222222-2222-4222-8222-222222222222';
const home = mkdtempSync(path.join(tmpdir(), 'certificate-'));
const DAY = 24 * 60 * 60_000;

afterAll(() => rmSync(home, { recursive: true }));

async function certificate(name: string, fromDay: number, toDay: number) {
  const made = await generate([{ name: 'commonName', value: 'bot' }], {
    keySize: 2048,
    notBeforeDate: new Date(Date.now() + fromDay * DAY),
    notAfterDate: new Date(Date.now() + toDay * DAY),
  });
  const file = path.join(home, name);
  writeFileSync(file, `${made.cert}\n${made.private}`);
  return { ...made, file };
}

describe('a certificate', () => {
  it('is read with its thumbprint and its key', async () => {
    const { file, fingerprint } = await certificate('good.pem', -1, 1);
    const credential = botAppOf({ appId, tenantId, certificateFile: file })?.credential;
    expect(credential).toMatchObject({
      kind: 'certificate',
      certificate: expect.stringContaining('BEGIN CERTIFICATE'),
    });
    expect(credential?.kind === 'certificate' && credential.thumbprint.toLowerCase()).toBe(
      fingerprint.replaceAll(':', '').toLowerCase(),
    );
  });

  it('is refused when it is out of date, not valid yet, without a key, of another key, or not there', async () => {
    const good = await certificate('one.pem', -1, 1);
    const other = await certificate('two.pem', -1, 1);
    const files = [(await certificate('old.pem', -10, -1)).file, (await certificate('new.pem', 1, 10)).file];
    for (const [name, text] of [
      ['alone.pem', good.cert],
      ['mixed.pem', `${good.cert}\n${other.private}`],
      ['text.pem', 'hello'],
    ] as const) {
      files.push(path.join(home, name));
      writeFileSync(path.join(home, name), text);
    }
    for (const certificateFile of [...files, path.join(home, 'nowhere.pem'), home]) {
      expect([certificateFile, botAppProblems({ appId, tenantId, certificateFile })]).toEqual([
        certificateFile,
        [
          'MicrosoftAppCertificateFile must name a PEM file with a certificate that is valid today, and with its private key.',
        ],
      ]);
    }
  });
});

describe('the bot signs in at its own tenant, in its own cloud', () => {
  const certificate = { kind: 'certificate', thumbprint: 'AA', privateKey: 'k', certificate: 'c' } as const;
  const federated = { kind: 'federated', managedIdentityClientId: appId } as const;
  const secret = { kind: 'secret', secret: 's' } as const;

  it.each<[Cloud, string]>([
    ['public', 'https://login.microsoftonline.com'],
    ['us-government', 'https://login.microsoftonline.us'],
    ['china', 'https://login.partner.microsoftonline.cn'],
  ])('%s: %s', async (cloud, authority) => {
    const channel = channelOf(cloud);
    for (const credential of [certificate, federated, secret]) {
      const factory = credentialsOf({ appId, tenantId, credential }, channel);
      const address = `${channel.loginUrlPrefix}${tenantId}`;
      const made = await factory.createCredentials(appId, channel.scope, address, true);
      expect(made).toMatchObject({ oAuthEndpoint: `${authority}/${tenantId}`, oAuthScope: channel.scope });
    }
  });
});

describe('the addresses that the bot may call', () => {
  it.each<[Cloud, string, boolean]>([
    ['public', 'https://smba.trafficmanager.net/emea/', true],
    ['public', 'https://smba.infra.gcc.teams.microsoft.com/teams', true],
    ['public', 'https://smba.infra.gov.teams.microsoft.us/teams', false],
    ['us-government', 'https://smba.infra.gov.teams.microsoft.us/teams', true],
    ['us-government', 'https://smba.infra.dod.teams.microsoft.us/teams', true],
    ['us-government', 'https://smba.trafficmanager.net/emea/', false],
    ['china', 'https://webchat.botframework.azure.cn/', true],
    ['china', 'https://smba.trafficmanager.net/emea/', false],
  ])('%s: %s is %s', (cloud, address, allowed) => {
    expect(mayCall(address, { tenants: [tenantId], serviceHosts: channelOf(cloud).serviceHosts })).toBe(allowed);
  });

  it('and the signers of tokens differ from cloud to cloud', () => {
    const channels = (['public', 'us-government', 'china'] as const).map(channelOf);
    for (const part of ['issuer', 'openIdMetadataUrl', 'loginUrlPrefix', 'scope', 'oAuthUrl'] as const) {
      expect(new Set(channels.map((channel) => channel[part])).size).toBe(3);
    }
  });
});
