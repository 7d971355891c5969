import type { AzureScope } from '../../src/model/azure-scope.ts';
import { scopeCode, scopeOfCode } from '../../src/model/scope-code.ts';
import { APIM, armId, SUBSCRIPTION } from '../support/resources.ts';

describe('a scope as one word', () => {
  it.each<AzureScope>([
    { kind: 'all' },
    { kind: 'instance', instanceId: APIM },
    { kind: 'management-group', group: 'mg-root' },
    { kind: 'subscription', subscriptionId: SUBSCRIPTION },
    { kind: 'resource-group', subscriptionId: SUBSCRIPTION, resourceGroup: 'rg (api)' },
    { kind: 'tag', tag: 'cost=center/ü' },
    { kind: 'tag', tag: 'env', value: '' },
    { kind: 'tag', tag: 'env', value: 'prod=eu %' },
  ])('is read back as it was: %j', (scope) => {
    expect(scopeOfCode(scopeCode(scope))).toStrictEqual(scope);
  });

  it.each([
    '',
    'everything',
    'all:',
    'constructor:x',
    `instance:${armId('Microsoft.KeyVault/vaults/kv')}`,
    'management:a/b',
    'subscription:a b',
    'group:a',
    'group:a/b/c',
    'tag:%',
    'tag:%=1',
    'subscription:',
  ])('is not "%s"', (code) => {
    expect(scopeOfCode(code)).toBeUndefined();
  });

  it('is none that is longer than any of ours', () => {
    expect(scopeOfCode(`tag:${'a'.repeat(996)}`)).toMatchObject({ kind: 'tag' });
    expect(scopeOfCode(`tag:${'a'.repeat(997)}`)).toBeUndefined();
  });

  it('does not tell what Azure calls a subscription', () => {
    const scope = { kind: 'subscription', subscriptionId: SUBSCRIPTION } as const;
    expect(scopeOfCode(scopeCode({ ...scope, name: 'Production' }))).toStrictEqual(scope);
  });
});
