/** What time it is at the sign-in host: it refuses, and issues, tokens by its own clock. */
import { createDefaultHttpClient, createPipelineRequest } from '@azure/core-rest-pipeline';

/** How long an answer is waited for, in milliseconds. */
const PATIENCE = 10_000;

/** Milliseconds since 1970, exact to a second; undefined when it did not say. `ca` are PEM certificates to trust beside the system's. */
export async function serverTime(address: string, ca?: string): Promise<number | undefined> {
  const request = createPipelineRequest({
    url: address,
    timeout: PATIENCE,
  });
  if (ca !== undefined) request.tlsSettings = { ca };
  try {
    const { headers } = await createDefaultHttpClient().sendRequest(request);
    const instant = Date.parse(headers.get('date') ?? '');
    return Number.isNaN(instant) ? undefined : instant;
  } catch {
    return undefined;
  }
}
