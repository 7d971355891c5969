import { cloudAddresses } from '../../src/azure/clouds.ts';

it.each([
  ['public', 'https://graph.microsoft.com'],
  ['us-government', 'https://graph.microsoft.us'],
  ['china', 'https://microsoftgraph.chinacloudapi.cn'],
] as const)('groups are asked of the Microsoft Graph of the cloud: %s', (cloud, endpoint) => {
  expect(cloudAddresses(cloud).graphEndpoint).toBe(endpoint);
});

it.each([
  ['public', 'https://ossrdbms-aad.database.windows.net/.default'],
  ['us-government', 'https://ossrdbms-aad.database.usgovcloudapi.net/.default'],
  ['china', 'https://ossrdbms-aad.database.chinacloudapi.cn/.default'],
] as const)('the token of the database is made out for that of the cloud: %s', (cloud, scope) => {
  expect(cloudAddresses(cloud).databaseScope).toBe(scope);
});
