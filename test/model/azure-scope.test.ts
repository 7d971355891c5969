import { scopeOfText } from '../../src/model/azure-scope.ts';
import { APIM, armId, SUBSCRIPTION } from '../support/resources.ts';

describe('a scope as it is written', () => {
  it.each([
    [`/subscriptions/${SUBSCRIPTION}`, { kind: 'subscription', subscriptionId: SUBSCRIPTION }],
    [` /Subscriptions/${SUBSCRIPTION}// `, { kind: 'subscription', subscriptionId: SUBSCRIPTION }],
    [
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-api`,
      { kind: 'resource-group', subscriptionId: SUBSCRIPTION, resourceGroup: 'rg-api' },
    ],
    [APIM, { kind: 'instance', instanceId: APIM }],
    ['/providers/Microsoft.Management/managementGroups/mg-root', { kind: 'management-group', group: 'mg-root' }],
    ['tag:env', { kind: 'tag', tag: 'env' }],
    ['Tag:env=', { kind: 'tag', tag: 'env', value: '' }],
    ['tag:env=prod=eu', { kind: 'tag', tag: 'env', value: 'prod=eu' }],
  ])('%s', (written, expected) => {
    expect(scopeOfText(written)).toStrictEqual(expected);
  });

  it.each([
    '',
    'tag:',
    'tag:=x',
    'mytag:env',
    '/subscriptions/short',
    `/subscriptions/${SUBSCRIPTION}/resourceGroups/`.replace('groups/', 'groups/a/b'),
    '/providers/Microsoft.Management/managementGroups/a/b',
    armId('Microsoft.KeyVault/vaults/kv'),
    `${APIM}/apis/a`,
  ])('is not "%s"', (written) => {
    expect(scopeOfText(written)).toBeUndefined();
  });
});
