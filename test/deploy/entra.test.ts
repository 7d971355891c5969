/** deploy/entra, with an Azure CLI that writes down what it is told. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const APP = '11111111-1111-4111-8111-111111111111';
const OBJECT = '33333333-3333-4333-8333-333333333333';
/** A tenant whose encoded form Microsoft documents ("Add User Authorization using Federated Identity Credential"). */
const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const ENCODED = 'v4j5cvGGr0GRqy180BHbRw';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'entra-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(words: readonly string[], { cloud = 'AzureCloud', trusted = '' } = {}) {
  const az = `#!/bin/sh
for word in "$@"; do printf '%s\\036' "$word" >> '${folder}/said'; done
printf '\\035' >> '${folder}/said'
case "$1 $2 $3" in
  'cloud show '*) echo ${cloud} ;;
  'account show '*) echo ${TENANT} ;;
  'ad app create') echo ${APP} ;;
  'ad app federated-credential') [ "$4" != list ] || echo ${trusted} ;;
  'ad app show' | 'ad sp show') echo ${OBJECT} ;;
esac
`;
  writeFileSync(path.join(folder, 'az'), az);
  chmodSync(path.join(folder, 'az'), 0o755);
  const { status, stdout, stderr } = spawnSync(path.resolve('deploy/entra'), words, {
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env.PATH}` },
  });
  const said = readFileSync(path.join(folder, 'said'), 'utf8').split('\x1d').slice(0, -1);
  return { status, stdout, stderr, said: said.map((line) => line.split('\x1e').slice(0, -1)) };
}

/** The JSON that follows a word. */
const bodies = (said: readonly (readonly string[])[], word: string) =>
  said.flatMap((line) => (line.includes(word) ? [JSON.parse(line[line.indexOf(word) + 1] ?? '')] : []));

it('makes the app, and trusts the token store of Azure Bot for it', () => {
  const { status, stdout, said } = run(['app', 'APIM Readiness']);
  expect([status, stdout]).toEqual([0, `${APP}\n`]);
  const [first, second] = bodies(said, '--body');
  expect(first).toMatchObject({
    identifierUris: [`api://botid-${APP}`],
    api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'access_as_user', isEnabled: true }] },
    requiredResourceAccess: [{ resourceAppId: '797f4846-ba00-4fd7-ba43-dac1f8f63013' }],
  });
  const [scope] = first.api.oauth2PermissionScopes;
  expect(second.api.preAuthorizedApplications).toHaveLength(2);
  for (const { delegatedPermissionIds } of second.api.preAuthorizedApplications)
    expect(delegatedPermissionIds).toEqual([scope.id]);
  expect(bodies(said, '--parameters')).toEqual([
    {
      name: 'sign-in',
      issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
      subject: `/eid1/c/pub/t/${ENCODED}/a/9ExAW52n_ky4ZiS_jhpJIQ/apim-readiness`,
      audiences: ['api://AzureADTokenExchange'],
    },
  ]);
  expect(said.map((line) => line.slice(0, 4).join(' '))).toEqual(
    expect.arrayContaining([`ad sp create --id`, 'ad app permission admin-consent']),
  );
});

it('the templates name the same subject, scope and app', () => {
  for (const file of ['deploy/bicep/bot.bicep', 'deploy/terraform/main.tf']) {
    const template = readFileSync(file, 'utf8');
    expect(template).toMatch(/UniqueIdentifier['"], value[:=]? ?[=:]? ?['"]apim-readiness['"]/);
    expect(template).toMatch(/api:\/\/botid-\$\{[\w.]+\}\/access_as_user/);
  }
});

it('trusts a managed identity', () => {
  const { status, said } = run(['trust', APP, OBJECT]);
  expect(status).toBe(0);
  expect(bodies(said, '--parameters')).toMatchObject([{ name: 'bot', subject: OBJECT }]);
});

it('is run again without harm', () => {
  const { status, said } = run(['trust', APP, OBJECT], { trusted: 'bot' });
  expect(status).toBe(0);
  expect(said.at(-1)?.slice(0, 6)).toEqual([
    'ad',
    'app',
    'federated-credential',
    'update',
    '--federated-credential-id',
    'bot',
  ]);
});

it('gives a managed identity the two permissions of Microsoft Graph', () => {
  const { status, said } = run(['groups', OBJECT]);
  expect(status).toBe(0);
  expect(bodies(said, '--body').map(({ principalId, appRoleId }) => [principalId, appRoleId])).toEqual([
    [OBJECT, '98830695-27a2-44f7-8c18-0c3ebc9698f6'],
    [OBJECT, 'df021288-bdef-4463-88db-98f22de89214'],
  ]);
});

it('says what it does not do in another cloud', () => {
  const { status, stderr, said } = run(['app', 'APIM Readiness'], { cloud: 'AzureUSGovernment' });
  expect([status, stderr]).toEqual([1, expect.stringContaining('by hand')]);
  expect(said).toHaveLength(1);
});
