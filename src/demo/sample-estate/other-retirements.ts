/** What the other retirements find in the sample estate: each that Azure's data decides hits at least one instance. */
import type { Day } from '../../model/days.ts';
import { type Resource, resource } from './azure.ts';

type BreakingChange = (service: Resource, today: Day) => readonly Resource[];

const SECURITY = 'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.';

function propertiesOf(service: Resource): Readonly<Record<string, unknown>> {
  return Object(service.properties);
}

function withProperties(service: Resource, properties: Readonly<Record<string, unknown>>): Resource {
  return { ...service, properties: { ...propertiesOf(service), ...properties } };
}

function child({ id }: Resource, path: string, properties: Readonly<Record<string, unknown>>): Resource {
  return resource(`${id}/${path}`, { properties });
}

/** Loggers for Application Insights, one more than a tier may have. */
function loggers(service: Resource, count: number): readonly Resource[] {
  return Array.from({ length: count }, (_, index) =>
    child(service, `loggers/customer-${index + 1}`, { loggerType: 'applicationInsights', isBuffered: true }),
  );
}

const changes: Readonly<Record<string, BreakingChange>> = {
  // The oldest one: never migrated, with a logger for each of its customers.
  'apim-reports': (service) => [withProperties(service, { platformVersion: 'stv1' }), ...loggers(service, 201)],
  // What was switched on years ago, and forgotten.
  'apim-billing': (service) => [
    withProperties(service, {
      customProperties: {
        ...Object(propertiesOf(service).customProperties),
        [`${SECURITY}Protocols.Tls10`]: 'True',
        [`${SECURITY}Ciphers.TripleDes168`]: 'True',
      },
    }),
    child(service, 'tenant/gitAccess', { enabled: true, id: 'gitAccess' }),
    child(service, 'tenant/access', { enabled: true, id: 'access' }),
    child(service, 'identityProviders/aad', { type: 'aad', clientLibrary: 'ADAL' }),
  ],
  'apim-archive': (service) => [withProperties(service, { legacyPortalStatus: 'Enabled' }), ...loggers(service, 401)],
  'apim-payroll': (service, today) => [
    withProperties(service, {
      hostnameConfigurations: [
        ...[propertiesOf(service).hostnameConfigurations].flat(),
        {
          type: 'Proxy',
          hostName: 'payroll.northwind.example',
          certificateSource: 'Managed',
          certificate: { expiry: new Date(Date.parse(`${today}T00:00:00Z`) + 120 * 86_400_000).toISOString() },
        },
      ],
    }),
    child(service, 'gateways/payroll-on-premises', { locationData: { name: 'Rotterdam' } }),
  ],
  'apim-tools': (service) => [service, child(service, 'workspaces/assistants', { displayName: 'Assistants' })],
  'apim-sandbox': (service) => [
    service,
    ...Array.from({ length: 201 }, (_, index) =>
      child(service, `products/trial-${index + 1}`, { displayName: `Trial ${index + 1}`, state: 'published' }),
    ),
  ],
  'apim-prod': (service) => [
    service,
    child(service, 'providers/Microsoft.Insights/diagnosticSettings/to-workspace', {
      workspaceId: service.id.replace(/Microsoft.ApiManagement.*$/, 'Microsoft.OperationalInsights/workspaces/log-api'),
      logs: [{ category: 'GatewayLogs', enabled: true }],
    }),
  ],
  'apim-claims/networkstatus': (status) => [
    JSON.parse(
      JSON.stringify(status, (_, value) =>
        Object(value).resourceType === 'CaptchaEndpoint'
          ? { ...value, status: 'failure', error: 'The connection was refused.' }
          : value,
      ),
    ),
  ],
};

/** The estate with them, as it stands on a UTC day (`YYYY-MM-DD`). */
export function otherRetirements(estate: readonly Resource[], today: Day): readonly Resource[] {
  return estate.flatMap((one) => {
    const [, name] = /\/Microsoft\.ApiManagement\/service\/([^/]+(?:\/networkstatus)?)$/.exec(one.id) ?? [];
    return changes[name ?? '']?.(one, today) ?? [one];
  });
}
