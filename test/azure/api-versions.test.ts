import { realClock } from '../../src/app/real-clock.ts';
import { apiVersionsFor } from '../../src/azure/api-versions.ts';
import { cloudAddresses } from '../../src/azure/clouds.ts';
import { connectAzure } from '../../src/azure/connection.ts';
import { readChildren } from '../../src/azure/management-reads.ts';
import { APIM } from '../support/resources.ts';

describe('apiVersionsFor', () => {
  it.each([
    ['Microsoft.ApiManagement/service', ['2024-05-01']],
    ['Microsoft.ApiManagement/service/backends', ['2025-03-01-preview', '2024-05-01']],
    ['Microsoft.ApiManagement/service/apis', ['2025-09-01-preview', '2024-05-01']],
    ['Microsoft.ApiManagement/service/apis/policies', ['2024-05-01']],
    ['Microsoft.Network/networkSecurityPerimeters/profiles/accessRules', ['2024-07-01']],
    ['Microsoft.Network/networkSecurityGroups', ['2024-05-01']],
    ['Microsoft.Unheard/things', []],
  ])('of %s are %j', (type, versions) => {
    expect(apiVersionsFor(type)).toEqual(versions);
  });
});

describe('readChildren', () => {
  it.each([
    [400, 'InvalidApiVersionParameter', ['2025-03-01-preview', '2024-05-01']],
    [404, 'InvalidResourceType', ['2025-03-01-preview', '2024-05-01']],
    [404, 'ResourceNotFound', ['2025-03-01-preview']],
    [403, 'AuthorizationFailed', ['2025-03-01-preview']],
  ])('after %i %s has tried the versions %j', async (status, detail, versions) => {
    const tried: string[] = [];
    const azure = {
      ...connectAzure({ credential: {}, clock: realClock() }),
      arm: {
        waiting: 0,
        underWay: { all: 0, urgent: 0 },
        get: () => Promise.reject(new Error('not asked')),
        list: async (_: string, version: string) => {
          tried.push(version);
          const failure = { reason: 'READ_FAILED', detail, status, transient: false, retryAfter: undefined } as const;
          return { ok: false, failure } as const;
        },
      },
    };
    await readChildren(azure, APIM, 'backends');
    expect(tried).toEqual(versions);
  });
});

it.each(['public', 'us-government', 'china'] as const)('the %s cloud has its own addresses', (cloud) => {
  const { endpoint, scope, authorityHost } = cloudAddresses(cloud);
  expect(scope).toBe(`${endpoint}/.default`);
  expect(new URL(authorityHost).protocol).toBe('https:');
});
