/** Where traces and metrics go, if anywhere. */
import { isGuid } from '../model/guid.ts';

/** Telemetry that is switched on. */
export type TelemetrySettings =
  /** To a collector, as the `OTEL_...` variables say, which the SDK reads itself. `traces`: the address for those; without one only metrics are sent. */
  | { readonly to: 'otlp'; readonly traces: string | undefined; readonly speaksHttp: boolean }
  /** To Application Insights, in the name of the bot's identity. May hold a key: never logged. */
  | { readonly to: 'azure-monitor'; readonly connectionString: string };

/** "OpenTelemetry Protocol Exporter": the variables that name a collector. */
const ENDPOINTS = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
] as const;
const PROTOCOLS = [
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
  'OTEL_EXPORTER_OTLP_METRICS_PROTOCOL',
] as const;
const KNOWN_PROTOCOLS = ['grpc', 'http/protobuf', 'http/json'];

/**
 * Reads the settings; undefined while nothing is configured. What is wrong is added to `problems`, never a value. A collector goes before
 * Application Insights: it can pass on what it gets.
 */
export function telemetrySettingsOf(
  value: (name: string) => string | undefined,
  problems: string[],
): TelemetrySettings | undefined {
  const named = ENDPOINTS.filter((name) => value(name) !== undefined);
  for (const name of named) {
    if (!isHttp(value(name))) problems.push(`${name} must be an http or https address, such as http://127.0.0.1:4318.`);
  }
  for (const name of PROTOCOLS) {
    const protocol = value(name);
    if (protocol !== undefined && !KNOWN_PROTOCOLS.includes(protocol)) {
      problems.push(`${name} must be one of: ${KNOWN_PROTOCOLS.join(', ')}.`);
    }
  }
  const connectionString = value('APPLICATIONINSIGHTS_CONNECTION_STRING');
  if (connectionString !== undefined && ingestionOf(connectionString) === undefined) {
    problems.push(
      'APPLICATIONINSIGHTS_CONNECTION_STRING must be the connection string of an Application Insights: InstrumentationKey=GUID;IngestionEndpoint=https://...',
    );
  }
  if (value('OTEL_SDK_DISABLED')?.toLowerCase() === 'true') return undefined;
  if (named.length > 0) return { to: 'otlp', ...tracesOf(value) };
  return connectionString === undefined ? undefined : { to: 'azure-monitor', connectionString };
}

/** Where a connection string leads, and for whom a token for it is issued; undefined for one that leads nowhere. */
export function ingestionOf(
  connectionString: string,
): { readonly endpoint: string; readonly audience: string } | undefined {
  const parts = new Map(
    connectionString
      .split(';')
      .map((part) => [part.slice(0, part.indexOf('=')).trim().toLowerCase(), part.slice(part.indexOf('=') + 1).trim()]),
  );
  const endpoint = parts.get('ingestionendpoint') ?? '';
  if (!isGuid(parts.get('instrumentationkey') ?? '') || !/^https:/i.test(endpoint) || !URL.canParse(endpoint)) {
    return undefined;
  }
  return { endpoint: endpoint.replace(/\/+$/, ''), audience: parts.get('aadaudience') ?? 'https://monitor.azure.com' };
}

function tracesOf(
  value: (name: string) => string | undefined,
): Pick<Extract<TelemetrySettings, { to: 'otlp' }>, 'traces' | 'speaksHttp'> {
  const protocol = value('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') ?? value('OTEL_EXPORTER_OTLP_PROTOCOL');
  const speaksHttp = protocol !== 'grpc';
  const own = value('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const shared = value('OTEL_EXPORTER_OTLP_ENDPOINT');
  const below = speaksHttp && shared !== undefined ? `${shared.replace(/\/+$/, '')}/v1/traces` : shared;
  return { traces: own ?? below, speaksHttp };
}

function isHttp(address: string | undefined): boolean {
  return address !== undefined && /^https?:\/\//i.test(address) && URL.canParse(address);
}
