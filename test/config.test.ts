import { readFileSync } from 'node:fs';
import { ConfigError, readConfig } from '../src/config.ts';

const ID = '11111111-1111-4111-8111-111111111111';
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

  it.each([
    ['a port that is none', { PORT: '99999' }, 'PORT must be'],
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
    ['a policy that is none', { KEY_VAULT_TRUSTED_ACCESS: 'maybe' }, 'KEY_VAULT_TRUSTED_ACCESS must be one of'],
  ])('refuses %s in one sentence, without its secret', (_, environment, sentence) => {
    const found = problems(environment);

    expect(found).toHaveLength(1);
    expect(found[0]).toContain(sentence);
    expect(found.join()).not.toContain('s3cret');
  });

  it('names everything that is wrong at once', () => {
    expect(problems({ PORT: 'x', AZURE_CLOUD: 'moon', LOG_LEVEL: 'loud' })).toHaveLength(3);
  });

  it('knows every setting of .env.example, and no other', () => {
    const example = readFileSync('.env.example', 'utf8');
    const documented = [...example.matchAll(/^#?([A-Za-z_]+)=/gm)].map((match) => match[1]).sort();
    const source = readFileSync('src/config.ts', 'utf8');

    for (const name of documented) expect(source).toContain(`'${name}'`);
    const read = new Set(
      [...source.matchAll(/'((?:[A-Z]+_[A-Z_]+)|PORT|MicrosoftApp[A-Za-z]+)'/g)].map((match) => match[1]),
    );
    expect([...read].sort()).toEqual(documented);
  });
});
