/** Every requirement of the other retirements, judged by Azure's own shapes: met, unmet, not known, and not applicable. */
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { retirements } from '../../src/model/retirement.ts';
import { assess } from '../../src/readiness/assess.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { lineOf } from '../support/judge.ts';
import { APIM, apim, injected, resource } from '../support/resources.ts';
import { type SubjectOptions, subjectOf } from '../support/subject.ts';

const NOTHING = { policies: null, backends: null, loggers: null, namedValues: null, certificates: null };

/** The items of one requirement in short lines, judged with its whole retirement as a report would be. */
function judged(id: string, resources: readonly ArmResource[], options: SubjectOptions = {}, cloud = 'public') {
  const requirement = requirements.find((one) => one.id === id);
  const retirement = retirements.find((one) => one.id === requirement?.retirement);
  if (retirement === undefined) throw new Error(`no requirement ${id}`);
  const subject = { ...subjectOf(resources, options), cloud: cloud as 'public' };
  const report = assess(subject, requirements, retirement, () => NOTHING);
  return report.findings.filter(({ requirement: own }) => own === id).flatMap(({ items }) => items.map(lineOf));
}

const child = (path: string, properties: JsonObject) => resource(`${APIM}/${path}`, { properties });
const many = (path: string, count: number) =>
  Array.from({ length: count }, (_, index) => child(`${path}/${path}-${index}`, {}));
const SECURITY = 'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.';
const custom = (name: string, value: string | boolean) => apim({ customProperties: { [SECURITY + name]: value } });
const hostname = (expiry: string) =>
  apim({ hostnameConfigurations: [{ hostName: 'a.example', certificateSource: 'Managed', certificate: { expiry } }] });
const status = (entries: readonly JsonObject[]) =>
  resource(`${APIM}/networkstatus`, {
    value: [{ location: 'West Europe', networkStatus: { dnsServers: [], connectivityStatus: entries } }],
  });
const captcha = (word: string) => status([{ name: 'c', resourceType: 'CaptchaEndpoint', status: word }]);
const tier = (name: string) => apim({}, { sku: { name, capacity: 1 } });
const setting = (log: JsonObject, rest: JsonObject = { workspaceId: '/w' }) =>
  child('providers/Microsoft.Insights/diagnosticSettings/logs', { ...rest, logs: [log] });
const denied = (path: string): SubjectOptions => ({ denied: [`${APIM}/${path}`] });
const failing = (collection: string): SubjectOptions => ({
  failing: { [`children:${APIM}/${collection}`.toLowerCase()]: 'FORBIDDEN' },
});

const NEW = { createdAtUtc: '2024-02-01T09:00:00Z' };
const OLD = { createdAtUtc: '2017-05-01T09:00:00Z' };

describe('the compute platform', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['stv2', { platformVersion: 'stv2' }, ['pass apim-prod westeurope']],
    ['Consumption', { platformVersion: 'mtv1' }, ['pass apim-prod westeurope']],
    ['stv1 in any case', { platformVersion: 'STV1' }, ['fail outage STV1_PLATFORM apim-prod westeurope']],
    ['not told', {}, ['unknown NOT_TOLD apim-prod westeurope']],
    ['undetermined', { platformVersion: 'undetermined' }, ['unknown NOT_TOLD apim-prod westeurope']],
    ['unreadable', { platformVersion: 9 }, ['unknown UNREADABLE apim-prod']],
    [
      'stv1 in another location only',
      { platformVersion: 'stv2', additionalLocations: [{ location: 'North Europe', platformVersion: 'stv1' }] },
      ['fail outage STV1_PLATFORM apim-prod northeurope', 'pass apim-prod westeurope'],
    ],
  ])('%s', (_, properties, expected) => {
    expect(judged('compute-platform', [apim(properties)])).toEqual(expected);
  });

  it('is judged by the day of its own cloud', () => {
    const old = [apim({ platformVersion: 'stv1' })];
    expect(judged('compute-platform', old, {}, 'china')).toEqual(['not-applicable OTHER_CLOUD apim-prod']);
    expect(judged('compute-platform-sovereign', old)).toEqual(['not-applicable OTHER_CLOUD apim-prod']);
    expect(judged('compute-platform-sovereign', old, {}, 'us-government')).toEqual([
      'fail outage STV1_PLATFORM apim-prod westeurope',
    ]);
  });
});

describe('what stands on the instance itself', () => {
  it.each<[string, string, ArmResource, readonly string[]]>([
    [
      'a minimum version',
      'minimum-api-version',
      apim({ apiVersionConstraint: { minApiVersion: '2021-08-01' } }),
      ['pass apim-prod'],
    ],
    [
      'a later preview as minimum',
      'minimum-api-version',
      apim({ apiVersionConstraint: { minApiVersion: '2022-04-01-preview' } }),
      ['pass apim-prod'],
    ],
    [
      'a minimum before',
      'minimum-api-version',
      apim({ apiVersionConstraint: { minApiVersion: '2019-12-01' } }),
      ['warn OLD_API_VERSIONS apim-prod'],
    ],
    ['no minimum', 'minimum-api-version', apim({ apiVersionConstraint: {} }), ['warn OLD_API_VERSIONS apim-prod']],
    [
      'an unreadable minimum',
      'minimum-api-version',
      apim({ apiVersionConstraint: 'x' }),
      ['unknown UNREADABLE apim-prod'],
    ],
    ['no managed certificate', 'managed-certificates', apim(), ['not-applicable FEATURE_NOT_USED apim-prod']],
    [
      'one that lasts',
      'managed-certificates',
      hostname('2027-03-01T00:00:00Z'),
      ['warn MANAGED_CERTIFICATE a.example'],
    ],
    [
      'one with 44 days',
      'managed-certificates',
      hostname('2027-01-05T00:00:00Z'),
      ['fail unsupported NOT_RENEWED a.example'],
    ],
    [
      'one with 45 days',
      'managed-certificates',
      hostname('2027-01-06T00:00:00Z'),
      ['warn MANAGED_CERTIFICATE a.example'],
    ],
    [
      'one that has ended',
      'managed-certificates',
      hostname('2026-11-21T00:00:00Z'),
      ['fail outage CERTIFICATE_EXPIRED a.example'],
    ],
    [
      'unreadable hostnames',
      'managed-certificates',
      apim({ hostnameConfigurations: 7 }),
      ['unknown UNREADABLE apim-prod'],
    ],
    ['the legacy portal', 'legacy-portal', apim({ legacyPortalStatus: 'Enabled' }), ['warn LEGACY_PORTAL apim-prod']],
    ['no legacy portal', 'legacy-portal', apim({ legacyPortalStatus: 'Disabled' }), ['pass apim-prod']],
    ['an unreadable portal', 'legacy-portal', apim({ legacyPortalStatus: true }), ['unknown UNREADABLE apim-prod']],
  ])('%s: %s', (_, id, service, expected) => {
    expect(judged(id, [service])).toEqual(expected);
  });
});

describe('protocols and ciphers', () => {
  it.each<[string, ArmResource, readonly string[]]>([
    ['none set on a new instance', apim(NEW), ['pass apim-prod']],
    ['TLS 1.0 of clients', custom('Protocols.Tls10', 'True'), ['fail unsupported OLD_PROTOCOL apim-prod']],
    [
      'TLS 1.1 towards backends, as a boolean',
      custom('Backend.Protocols.Tls11', true),
      ['fail unsupported OLD_PROTOCOL apim-prod'],
    ],
    ['3DES in another case', custom('ciphers.tripledes168', 'true'), ['fail unsupported OLD_PROTOCOL apim-prod']],
    ['off by name', custom('Protocols.Tls10', 'False'), ['pass apim-prod']],
    ['unreadable', apim({ customProperties: 'none' }), ['unknown UNREADABLE apim-prod']],
  ])('%s', (_, service, expected) => {
    expect(judged('gateway-protocols', [service])).toEqual(expected);
  });

  it('counts what is absent on an instance from before April 2018 as on', () => {
    expect(judged('gateway-protocols', [apim(OLD)])).toEqual(
      Array.from({ length: 7 }, () => 'fail unsupported OLD_BY_DEFAULT apim-prod'),
    );
  });
});

describe('access that can be switched off', () => {
  it.each([
    ['git-access', 'tenant/gitAccess', 'GIT_ACCESS'],
    ['direct-management-api', 'tenant/access', 'DIRECT_ACCESS'],
  ])('%s', (id, path, reason) => {
    const name = path.split('/')[1];
    expect(judged(id, [apim(), child(path, { enabled: true })])).toEqual([`warn ${reason} ${name}`]);
    expect(judged(id, [apim(), child(path, { enabled: false })])).toEqual([`pass ${name}`]);
    expect(judged(id, [apim()])).toEqual([`not-applicable FEATURE_NOT_USED ${name}`]);
    expect(judged(id, [apim(), child(path, { enabled: true })], denied(path))).toEqual([`unknown FORBIDDEN ${name}`]);
    expect(judged(id, [apim(), child(path, { enabled: 'perhaps' })])).toEqual(['unknown UNREADABLE apim-prod']);
  });
});

describe('identity providers', () => {
  const provider = (type: string, library?: string) =>
    child(`identityProviders/${type}`, { type, ...(library === undefined ? {} : { clientLibrary: library }) });

  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['MSAL', [provider('aad', 'MSAL-2')], ['pass aad']],
    ['ADAL', [provider('aadB2C', 'ADAL')], ['fail outage ADAL aadB2C']],
    ['a library that nobody knows', [provider('aad', 'OTHER-3')], ['unknown UNREADABLE aad']],
    ['no library named', [provider('aad')], ['warn LIBRARY_NOT_NAMED aad']],
    ['another kind only', [provider('google')], ['not-applicable FEATURE_NOT_USED identityProviders']],
    [
      'two of one type',
      [provider('aad', 'MSAL-2'), child('identityProviders/aad-second', { type: 'aad', clientLibrary: 'adal' })],
      ['fail outage ADAL aad-second', 'pass aad'],
    ],
  ])('%s', (_, providers, expected) => {
    expect(judged('identity-provider-library', [apim(), ...providers])).toEqual(expected);
  });

  it('that cannot be read are not known', () => {
    expect(judged('identity-provider-library', [apim()], failing('identityProviders'))).toEqual([
      'unknown FORBIDDEN identityProviders',
    ]);
  });
});

describe('self-hosted gateways', () => {
  const gateway = child('gateways/on-premises', {});

  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['none', [apim()], ['not-applicable FEATURE_NOT_USED gateways']],
    ['the old configuration API open by default', [apim(), gateway], ['warn OLD_CONFIGURATION_API gateways']],
    ['closed', [apim({ configurationApi: { legacyApi: 'Disabled' } }), gateway], ['pass gateways']],
    ['unreadable', [apim({ configurationApi: 'x' }), gateway], ['unknown UNREADABLE apim-prod']],
  ])('%s', (_, resources, expected) => {
    expect(judged('configuration-api', resources)).toEqual(expected);
  });

  it('that cannot be listed are not known', () => {
    expect(judged('configuration-api', [apim()], failing('gateways'))).toEqual(['unknown FORBIDDEN gateways']);
  });
});

describe('the CAPTCHA endpoint', () => {
  const inside = apim(injected());

  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['reached', [inside, captcha('success')], ['pass apim-prod westeurope']],
    ['not reached', [inside, captcha('failure')], ['fail outage CAPTCHA_BLOCKED apim-prod westeurope']],
    ['still tested', [inside, captcha('initializing')], ['unknown STATUS_INITIALIZING apim-prod westeurope']],
    [
      'tested long ago',
      [
        inside,
        status([
          { name: 'c', resourceType: 'CaptchaEndpoint', status: 'success', lastUpdated: '2026-11-01T00:00:00Z' },
        ]),
      ],
      ['unknown STATUS_STALE apim-prod westeurope'],
    ],
    ['not reported', [inside, status([])], ['unknown STATUS_MISSING apim-prod westeurope']],
    ['no status', [inside], ['unknown NOT_FOUND apim-prod westeurope']],
    ['no network', [apim()], ['not-applicable NO_VNET apim-prod']],
    [
      'every gateway off',
      [apim({ ...injected(), disableGateway: true })],
      ['not-applicable GATEWAY_DISABLED apim-prod'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(judged('captcha-endpoint', resources)).toEqual(expected);
  });
});

describe('gateway logs', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['sent to a workspace', [setting({ category: 'GatewayLogs', enabled: true })], ['pass apim-prod']],
    ['all logs sent', [setting({ categoryGroup: 'allLogs', enabled: true })], ['pass apim-prod']],
    ['switched off', [setting({ category: 'GatewayLogs', enabled: false })], ['warn NO_GATEWAY_LOGS apim-prod']],
    ['sent elsewhere', [setting({ category: 'GatewayLogs', enabled: true }, {})], ['warn NO_GATEWAY_LOGS apim-prod']],
    [
      'sent to a storage account alone',
      [setting({ categoryGroup: 'allLogs', enabled: true }, { storageAccountId: '/st', workspaceId: '' })],
      ['warn NO_GATEWAY_LOGS apim-prod'],
    ],
    ['no setting', [], ['warn NO_GATEWAY_LOGS apim-prod']],
  ])('%s', (_, settings, expected) => {
    expect(judged('gateway-logs', [apim(), ...settings])).toEqual(expected);
  });

  it('whose settings cannot be read are not known', () => {
    expect(judged('gateway-logs', [apim()], failing('providers/Microsoft.Insights/diagnosticSettings'))).toEqual([
      'unknown FORBIDDEN diagnosticSettings',
    ]);
  });
});

describe('workspaces', () => {
  const workspace = child('workspaces/team', {});
  const gatewayId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/gateways/gw';
  const gateway = resource(gatewayId, {
    location: 'West Europe',
    sku: { name: 'WorkspaceGatewayPremium' },
    properties: { virtualNetworkType: 'None' },
  });
  const link = child('workspaceLinks/team', { workspaceId: workspace.id, gateways: [{ id: gatewayId }] });

  it.each(['workspace-gateways', 'workspace-gateways-preview'])('%s', (id) => {
    expect(judged(id, [apim()])).toEqual(['not-applicable FEATURE_NOT_USED workspaces']);
    expect(judged(id, [tier('Consumption')])).toEqual(['not-applicable FEATURE_NOT_USED workspaces']);
    expect(judged(id, [apim(), workspace])).toEqual(['warn WORKSPACE_WITHOUT_GATEWAY team']);
    expect(judged(id, [apim(), workspace, link, gateway])).toEqual(['pass team']);
    expect(judged(id, [apim(), workspace], failing('workspaces'))).toEqual(['unknown FORBIDDEN workspaces']);
    expect(judged(id, [apim(), workspace], failing('workspaceLinks'))).toEqual(['unknown FORBIDDEN workspaceLinks']);
  });
});

describe('service limits', () => {
  it('are those of the tier, and more is a warning only', () => {
    const full = many('loggers', 100);
    expect(judged('service-limits', [tier('Developer'), ...full])).toEqual([
      'pass loggers',
      'pass namedValues',
      'pass products',
    ]);
    expect(judged('service-limits', [tier('Developer'), ...full, child('loggers/more', {})])[0]).toBe(
      'warn OVER_LIMIT loggers',
    );
    expect(judged('service-limits-standard', [tier('StandardV2'), ...many('loggers', 201)])[0]).toBe(
      'warn OVER_LIMIT loggers',
    );
    expect(judged('service-limits-premium', [apim(), ...many('loggers', 401)])[0]).toBe('warn OVER_LIMIT loggers');
  });

  it('begin on another day for other tiers', () => {
    expect(judged('service-limits', [apim()])).toEqual(['not-applicable OTHER_TIER apim-prod']);
    expect(judged('service-limits-standard', [tier('Ultra')])).toEqual(['not-applicable OTHER_TIER apim-prod']);
  });

  it('are not known where a list cannot be read', () => {
    expect(judged('service-limits-premium', [apim()], failing('products'))).toEqual([
      'unknown FORBIDDEN products',
      'pass loggers',
      'pass namedValues',
    ]);
  });
});

describe('what Azure does not show', () => {
  it.each(['management-traffic-march', 'management-traffic-september', 'request-metrics'])('%s is never met', (id) => {
    expect(judged(id, [apim()])).toEqual(['unknown NOT_IN_AZURE_DATA apim-prod']);
  });
});

describe('the catalogue', () => {
  it('has requirements for every retirement, and none stands twice', () => {
    const covered = new Set(requirements.map(({ retirement }) => retirement));
    expect(retirements.filter(({ id }) => !covered.has(id))).toEqual([]);
    expect(new Set(retirements.map(({ id }) => id)).size).toBe(retirements.length);
  });

  it('never judges with every question what takes reads of its own', () => {
    const asked = new Set<string>();
    const beside = retirements.filter(({ judged: when }) => when === 'beside');
    const subject = subjectOf([apim({ ...NEW, platformVersion: 'stv2' })]);
    const { estate: whole } = subject;
    const estate: Estate = {
      ...whole,
      resource(id) {
        asked.add(`resource ${id}`);
        return whole.resource(id);
      },
      children(id, collection) {
        asked.add(`children ${id} ${collection}`);
        return whole.children(id, collection);
      },
      recommendations(id) {
        asked.add(`recommendations ${id}`);
        return whole.recommendations(id);
      },
    };
    for (const retirement of beside) assess({ ...subject, estate }, requirements, retirement, () => NOTHING);
    expect([...asked]).toEqual([`resource ${APIM}`]);
  });
});

describe('the sample estate', () => {
  const { resources } = sampleEstate('2026-11-28');
  const services = resources.filter(({ type }) => type.toLowerCase() === 'microsoft.apimanagement/service');
  /** Azure Government and China are other clouds; the limits of these tiers would take hundreds of resources to exceed. */
  const elsewhere = ['stv1-platform-sovereign', 'service-limits-standard', 'service-limits-premium'];
  const decidable = requirements.filter(
    ({ id, retirement }) =>
      !elsewhere.includes(retirement) &&
      retirement !== 'trusted-service-connectivity' &&
      !['management-traffic-march', 'management-traffic-september', 'request-metrics'].includes(id),
  );

  it.each(decidable.map(({ id }) => id))('has an instance that %s finds something in', (id) => {
    const found = services.flatMap((service) =>
      judged(id, resources as readonly ArmResource[], { id: service.id, today: '2026-11-28' }),
    );
    expect(found.filter((line) => /^(fail|warn)/.test(line))).not.toEqual([]);
  });
});
