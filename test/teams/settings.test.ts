/** A registration that is wrong or not safe never starts. */
import { type BotAppSettings, botAppOf } from '../../src/teams/settings.ts';

const appId = '11111111-1111-4111-8111-111111111111';
const tenantId = '22222222-2222-4222-8222-222222222222';

describe('botAppOf', () => {
  it.each<[string, BotAppSettings, unknown]>([
    ['no app id is no registration', { tenantId, appPassword: 's' }, undefined],
    ['blank counts as none', { appId: '  ' }, undefined],
    ['a secret', { appId, tenantId, appPassword: 's' }, { kind: 'secret', secret: 's' }],
    [
      'a federated credential',
      { appId, tenantId, appType: 'singletenant', federatedClientId: appId },
      { kind: 'federated', managedIdentityClientId: appId },
    ],
    ['a managed identity', { appId, tenantId, appType: 'UserAssignedMsi' }, { kind: 'managed-identity' }],
  ])('%s', (_, settings, credential) => {
    expect(botAppOf(settings)?.credential).toEqual(credential);
  });

  it.each<[string, BotAppSettings, string]>([
    ['MultiTenant', { appId, tenantId, appType: 'MultiTenant', appPassword: 's' }, 'MultiTenant'],
    ['an unknown type', { appId, tenantId, appType: 'Shared', appPassword: 's' }, 'app type'],
    ['an app id that is none', { appId: 'bot', tenantId, appPassword: 's' }, 'app id'],
    ['no tenant', { appId, appPassword: 's' }, 'tenant id'],
    ['no credential', { appId, tenantId }, 'needs a secret'],
    ['two credentials', { appId, tenantId, appPassword: 's', federatedClientId: appId }, 'either a secret or'],
    ['a federated credential that is none', { appId, tenantId, federatedClientId: 'mi' }, 'is not a GUID'],
    ['a managed identity with a secret', { appId, tenantId, appType: 'UserAssignedMSI', appPassword: 's' }, 'neither'],
  ])('refuses %s in one sentence, without repeating a secret', (_, settings, sentence) => {
    expect(() => botAppOf(settings)).toThrow(sentence);
    expect(() => botAppOf({ ...settings, appPassword: 'hunter2' })).not.toThrow('hunter2');
  });
});
