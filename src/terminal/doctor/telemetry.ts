/** Whether somebody takes the traces and metrics. Nothing is sent but an empty list. */
import { connect } from 'node:net';
import { type ConnectionOptions, signInOf } from '../../azure/connection.ts';
import { ingestionOf, type TelemetrySettings } from '../../telemetry/settings.ts';
import { readerOf } from './azure.ts';
import { type Diagnosis, fault, well } from './diagnosis.ts';
import { AZURE_SIGN_IN, signInDiagnosis } from './sign-in-fault.ts';

/** What is looked at. */
interface ExamineTelemetryOptions {
  readonly settings: TelemetrySettings | undefined;
  readonly connection: ConnectionOptions;
  /** Where Application Insights takes things in, where that is not what its connection string says. */
  readonly ingestion?: string | undefined;
}

const WHAT = 'Traces and metrics';
/** Milliseconds. */
const PATIENCE = 10_000;

/** Looks at it; telemetry that is off is well. */
export async function examineTelemetry({
  settings,
  connection,
  ingestion,
}: ExamineTelemetryOptions): Promise<Diagnosis> {
  if (settings === undefined) return well(WHAT, 'Off: no setting names a receiver.');
  if (settings.to === 'azure-monitor') return examineInsights(settings.connectionString, connection, ingestion);
  const { traces, speaksHttp } = settings;
  if (traces === undefined) return well(WHAT, 'Metrics alone are sent.');
  const status = speaksHttp ? await posted(traces, { resourceSpans: [] }, {}) : await reached(new URL(traces));
  if (status === undefined) {
    return fault(
      WHAT,
      'Nobody answers at the address of the collector.',
      'Start the collector, or correct OTEL_EXPORTER_OTLP_ENDPOINT.',
    );
  }
  // A collector that wants a header answers 401 to the doctor, who does not read secrets out of headers.
  if (status < 400 || status === 400 || status === 401 || status === 403 || status === 415) {
    return well(WHAT, 'The collector answers.');
  }
  return fault(
    WHAT,
    `The address of the collector takes no traces (${status}).`,
    'Correct OTEL_EXPORTER_OTLP_ENDPOINT, without /v1/traces at its end, and OTEL_EXPORTER_OTLP_PROTOCOL.',
  );
}

async function examineInsights(
  connectionString: string,
  connection: ConnectionOptions,
  elsewhere: string | undefined,
): Promise<Diagnosis> {
  const { endpoint, audience } = ingestionOf(connectionString) ?? { endpoint: '', audience: '' };
  let token: string;
  try {
    token = (await signInOf(connection).credential.getToken(`${audience}/.default`))?.token ?? '';
  } catch (error) {
    return signInDiagnosis(WHAT, error, AZURE_SIGN_IN);
  }
  const status = await posted(`${elsewhere ?? endpoint}/v2.1/track`, [], { authorization: `Bearer ${token}` });
  if (status === undefined) {
    return fault(
      WHAT,
      'Nobody answers at the ingestion endpoint of Application Insights.',
      'Let the bot out to port 443 of the IngestionEndpoint in APPLICATIONINSIGHTS_CONNECTION_STRING.',
    );
  }
  if (status !== 401 && status !== 403) return well(WHAT, 'Application Insights answers.');
  const reader = readerOf(token, connection.credential.clientId);
  return fault(
    WHAT,
    `Application Insights refuses what the identity sends (${status}).`,
    `Give the identity the role on that Application Insights:\naz role assignment create --role "Monitoring Metrics Publisher" --assignee-object-id ${reader} --assignee-principal-type ServicePrincipal --scope APPLICATION_INSIGHTS_ID`,
  );
}

/** The status of the answer; undefined where none came. */
async function posted(
  address: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<number | undefined> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return undefined;
  }
}

/** 200 where somebody takes a connection; what is spoken over it is no HTTP that could be tried. */
function reached({ hostname, port, protocol }: URL): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = connect(Number(port) || (protocol === 'https:' ? 443 : 80), hostname);
    const end = (status: number | undefined) => {
      socket.destroy();
      resolve(status);
    };
    socket.setTimeout(PATIENCE, () => end(undefined));
    socket.once('connect', () => end(200));
    socket.once('error', () => end(undefined));
  });
}
