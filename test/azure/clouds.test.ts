import { cloudAddresses } from '../../src/azure/clouds.ts';

it.each([
  ['public', 'https://ossrdbms-aad.database.windows.net/.default'],
  ['us-government', 'https://ossrdbms-aad.database.usgovcloudapi.net/.default'],
  ['china', 'https://ossrdbms-aad.database.chinacloudapi.cn/.default'],
] as const)('the token of the database is made out for that of the cloud: %s', (cloud, scope) => {
  expect(cloudAddresses(cloud).databaseScope).toBe(scope);
});
