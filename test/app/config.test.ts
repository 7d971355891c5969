import { readFileSync } from 'node:fs';
import { ConfigError, readConfig } from '../../src/app/config.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const BOT = { MicrosoftAppId: ID, MicrosoftAppTenantId: ID };
const problems = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('readConfig', () => {
  it('is the demo when nothing about Azure or the bot is set', () => {
    expect(readConfig({ PORT: '4000', KEY_VAULT_TRUSTED_ACCESS: 'accept' })).toMatchObject({
      demo: true,
      port: 4000,
      bot: undefined,
    });
  });

  it.each([[{ AZURE_SIGN_IN: 'default' }], [{ AZURE_TENANT_ID: ID }], [{ AZURE_CLOUD: 'china' }]])(
    'is no demo with %j',
    (environment) => {
      expect(readConfig(environment).demo).toBe(false);
    },
  );

  it('reads a bot with a managed identity', () => {
    const config = readConfig({ MicrosoftAppId: ID, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppTenantId: ID });

    expect(config.bot).toMatchObject({ appId: ID, tenantId: ID });
    expect(config.demo).toBe(false);
  });

  it("reads how people sign in, where Azure is read with people's own rights", () => {
    const settings = { ACCESS: 'user', OAUTH_CONNECTION: 'azure', ...BOT, MicrosoftAppFederatedClientId: ID };
    expect(readConfig(settings).ownRights).toEqual({
      oauthConnection: 'azure',
      tenantId: ID,
      clientId: ID,
      federatedTokenFile: undefined,
      managedIdentityClientId: ID,
    });
  });

  it.each([
    ['a port that is none', { PORT: '99999' }, 'PORT must be'],
    ['rights that nobody has', { ACCESS: 'everybody' }, 'ACCESS must be one of: bot, user.'],
    [
      'rights of people who cannot sign in',
      { ACCESS: 'user', ...BOT, MicrosoftAppFederatedClientId: ID },
      'ACCESS=user needs OAUTH_CONNECTION',
    ],
    [
      'rights of people without an app',
      {
        ACCESS: 'user',
        OAUTH_CONNECTION: 'azure',
        AZURE_FEDERATED_TOKEN_FILE: 'package.json',
        AZURE_CLIENT_ID: ID,
        AZURE_TENANT_ID: ID,
      },
      'ACCESS=user needs MicrosoftAppId',
    ],
    [
      'rights of people by a secret',
      { ACCESS: 'user', OAUTH_CONNECTION: 'azure', ...BOT, MicrosoftAppPassword: 'secret' },
      'ACCESS=user needs MicrosoftAppFederatedClientId',
    ],
    [
      'a sign-in that nobody asks for',
      { OAUTH_CONNECTION: 'azure' },
      'OAUTH_CONNECTION is used with ACCESS=user alone',
    ],
    ['a group by its name', { ALLOWED_GROUPS: 'API owners' }, 'ALLOWED_GROUPS holds "API owners"'],
    ['an unknown cloud', { AZURE_CLOUD: 'moon' }, 'AZURE_CLOUD must be one of: public, us-government, china.'],
    ['an id that is no GUID', { AZURE_TENANT_ID: 'contoso' }, 'AZURE_TENANT_ID must be a GUID'],
    [
      'a secret without its app',
      { AZURE_CLIENT_SECRET: 's3cret' },
      'AZURE_CLIENT_SECRET needs AZURE_CLIENT_ID and AZURE_TENANT_ID',
    ],
    ['a password without an app id', { MicrosoftAppPassword: 's3cret' }, 'MicrosoftAppId is missing'],
    [
      'a multi-tenant bot',
      { MicrosoftAppId: ID, MicrosoftAppType: 'MultiTenant', MicrosoftAppTenantId: ID },
      'MultiTenant',
    ],
    ['a bot without a tenant', { MicrosoftAppId: ID, MicrosoftAppPassword: 's3cret' }, 'tenant'],
    ['an address that is none', { KEY_VAULT_KNOWN_ADDRESSES: '1.2.3.4, 10.0.0.0/33' }, 'holds "10.0.0.0/33"'],
    ['a database that is none', { DATABASE_URL: 'mysql://bot:s3cret@db' }, 'DATABASE_URL must be the address'],
    ['a number of days that is none', { SNAPSHOT_DAYS: '0' }, 'SNAPSHOT_DAYS must be a number of days'],
    [
      'a secret that the host did not fetch',
      {
        MicrosoftAppPassword: '@Microsoft.KeyVault(SecretUri=https://s3cret.vault.azure.net/)',
        MicrosoftAppId: ID,
        MicrosoftAppTenantId: ID,
      },
      'MicrosoftAppPassword is a Key Vault reference that the host did not resolve',
    ],
    ['a tenant that is none', { ALLOWED_TENANTS: `${ID}, contoso` }, 'ALLOWED_TENANTS holds "contoso"'],
    ['a person that is none', { ALLOWED_USERS: 'ann@contoso.com' }, 'ALLOWED_USERS holds "ann@contoso.com"'],
    ['a team that is none', { ALLOWED_TEAMS: 'Platform' }, 'ALLOWED_TEAMS holds "Platform"'],
    ['a file of scopes that is none', { SCOPES_FILE: 'src' }, 'SCOPES_FILE names src, which is no file'],
    ['a file that holds no scopes', { SCOPES_FILE: 'LICENSE' }, 'SCOPES_FILE holds no JSON'],
    [
      'a certificate that is none',
      { MicrosoftAppId: ID, MicrosoftAppTenantId: ID, MicrosoftAppCertificateFile: 'package.json' },
      'MicrosoftAppCertificateFile must name a PEM file',
    ],
    [
      'a token file that is none',
      { AZURE_CLIENT_ID: ID, AZURE_TENANT_ID: ID, AZURE_FEDERATED_TOKEN_FILE: 'src' },
      'AZURE_FEDERATED_TOKEN_FILE names src, which is no file',
    ],
    [
      'a token file and a secret',
      {
        AZURE_CLIENT_ID: ID,
        AZURE_TENANT_ID: ID,
        AZURE_CLIENT_SECRET: 's3cret',
        AZURE_FEDERATED_TOKEN_FILE: 'package.json',
      },
      'exclude each other',
    ],
    [
      'a token over a line that proves nothing',
      { DATABASE_AUTH: 'entra', DATABASE_URL: 'postgres://bot@db.example.com/bot?sslmode=require' },
      'must end in ?sslmode=verify-full',
    ],
    [
      'a token beside a password',
      { DATABASE_AUTH: 'entra', DATABASE_URL: 'postgres://bot:s3cret@db.example.com/bot?sslmode=verify-full' },
      'remove it from DATABASE_URL',
    ],
    ['a token without an address', { DATABASE_AUTH: 'entra' }, 'needs DATABASE_URL'],
    [
      'a token without a name',
      { DATABASE_AUTH: 'entra', DATABASE_URL: 'postgres://db.example.com/bot?sslmode=verify-full' },
      'the name of the identity',
    ],
    ['days that are none', { AUDIT_DAYS: 'long' }, 'AUDIT_DAYS must be a number of days'],
    ['words of feedback that are neither', { FEEDBACK_TEXT: 's3cret' }, 'FEEDBACK_TEXT must be one of'],
    ['a collector that is none', { OTEL_EXPORTER_OTLP_ENDPOINT: 's3cret' }, 'must be an http or https address'],
    [
      'a protocol of another kind',
      { OTEL_EXPORTER_OTLP_PROTOCOL: 'smtp' },
      'OTEL_EXPORTER_OTLP_PROTOCOL must be one of',
    ],
    [
      'an Application Insights that leads nowhere',
      { APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=s3cret' },
      'must be the connection string',
    ],
    ['a policy that is none', { KEY_VAULT_TRUSTED_ACCESS: 'maybe' }, 'KEY_VAULT_TRUSTED_ACCESS must be one of'],
  ])('refuses %s in one sentence, without its secret', (_, environment, sentence) => {
    const found = problems(environment);

    expect(found).toHaveLength(1);
    expect(found[0]).toContain(sentence);
    expect(found.join()).not.toContain('s3cret');
  });

  it('reads where reminders are kept, and is the demo all the same', () => {
    const config = readConfig({ DATABASE_URL: 'postgres://bot@db.example.com/bot', SNAPSHOT_DAYS: '30' });

    expect(config.store).toEqual({
      databaseUrl: 'postgres://bot@db.example.com/bot',
      databaseAuth: 'password',
      dataFolder: './data',
      snapshotDays: 30,
      auditDays: 90,
      feedbackText: false,
    });
    expect(config.demo).toBe(true);
  });

  it('reads whom the bot answers', () => {
    const team = '19:abc@thread.tacv2';
    const config = readConfig({
      ALLOWED_TENANTS: ID,
      ALLOWED_USERS: `${ID},${ID}`,
      ALLOWED_TEAMS: `${team}, ${ID}`,
      ALLOWED_GROUPS: ID,
    });

    expect(config.access).toEqual({ tenants: [ID], allowed: { users: [ID, ID], teams: [team, ID], groups: [ID] } });
  });

  it('names everything that is wrong at once', () => {
    expect(problems({ PORT: 'x', AZURE_CLOUD: 'moon', LOG_LEVEL: 'loud' })).toHaveLength(3);
  });

  it('knows every setting of .env.example, and no other', () => {
    const example = readFileSync('.env.example', 'utf8');
    const documented = [...example.matchAll(/^#?([A-Za-z_]+)=/gm)].map((match) => match[1]).toSorted();
    // The storage's settings are read through their own reader, and those of the app package by `npm run package`.
    const readers = [
      'src/app/config.ts',
      'src/app/access/own-rights-settings.ts',
      'src/app/interpreter/settings.ts',
      'src/reminders/store/settings.ts',
      'src/telemetry/settings.ts',
      'src/teams/app-package/settings.ts',
    ];
    const source = readers.map((file) => readFileSync(file, 'utf8')).join('\n');

    for (const name of documented) expect(source).toContain(`'${name}'`);
    const read = new Set(
      [...source.matchAll(/'((?:[A-Z]+_[A-Z_]+)|PORT|ACCESS|ADMINISTRATORS|MicrosoftApp[A-Za-z]+)'/g)].map(
        (match) => match[1],
      ),
    );
    // Of the variables that every OpenTelemetry SDK knows, the example names the two that matter.
    const ours = (names: readonly (string | undefined)[]) => names.filter((name) => !name?.startsWith('OTEL_'));
    expect(ours([...read].toSorted())).toEqual(ours(documented));
  });
});
