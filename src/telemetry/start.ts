/** Starts sending traces and metrics. Nothing of the SDK is loaded before it is asked for. */
import { hostname } from 'node:os';
import { env } from 'node:process';
import type { TokenCredential } from '@azure/core-auth';
import type { NodeSDKConfiguration } from '@opentelemetry/sdk-node';
import type { TelemetrySettings } from './settings.ts';

/** Who sends. */
export interface Sender {
  readonly version: string;
  /** Signs in to Application Insights. */
  readonly credential: () => Promise<TokenCredential>;
}

/** Telemetry that may be running. */
export interface RunningTelemetry {
  /** Sends what is left, and ends. */
  stop(): Promise<void>;
}

/** Milliseconds between two reports of metrics, as the SDK's own default; `OTEL_METRIC_EXPORT_INTERVAL` changes it for collectors. */
const METRICS_EVERY = 60_000;

/** Starts it where it is configured. What cannot be sent is given up; the bot goes on. */
export async function startTelemetry(
  settings: TelemetrySettings | undefined,
  sender: Sender,
): Promise<RunningTelemetry> {
  if (settings === undefined) return { stop: async () => {} };
  const sdk = await import('@opentelemetry/sdk-node');
  const node = new sdk.NodeSDK({
    resource: sdk.resources.resourceFromAttributes({
      'service.name': 'apim-readiness-bot',
      'service.version': sender.version,
      'service.instance.id': hostname(),
    }),
    // What the environment says of the service goes before that. The command line and the user of the process are nobody's business.
    resourceDetectors: [sdk.resources.envDetector],
    // The log has its own way: one line of JSON for each event, on stderr.
    logRecordProcessors: [],
    ...(settings.to === 'azure-monitor' ? await azureMonitor(sdk, settings.connectionString, sender) : {}),
  });
  node.start();
  return { stop: () => node.shutdown().catch(() => undefined) };
}

async function azureMonitor(
  { metrics, tracing }: typeof import('@opentelemetry/sdk-node'),
  connectionString: string,
  { credential }: Sender,
): Promise<Pick<NodeSDKConfiguration, 'spanProcessors' | 'metricReaders'>> {
  // The exporter would tell its makers about this host, at an address of their own.
  env.APPLICATIONINSIGHTS_STATSBEAT_DISABLED ??= 'true';
  env.APPLICATIONINSIGHTS_SDKSTATS_DISABLED ??= 'true';
  const { AzureMonitorMetricExporter, AzureMonitorTraceExporter } = await import(
    '@azure/monitor-opentelemetry-exporter'
  );
  // The file system is read-only where the bot is deployed.
  const options = { connectionString, credential: await credential(), disableOfflineStorage: true };
  return {
    spanProcessors: [new tracing.BatchSpanProcessor(new AzureMonitorTraceExporter(options))],
    metricReaders: [
      new metrics.PeriodicExportingMetricReader({
        exporter: new AzureMonitorMetricExporter(options),
        exportIntervalMillis: METRICS_EVERY,
      }),
    ],
  };
}
