/** What every request of ours to Azure goes through: the token, no redirects, no retries of its own. */

import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createEmptyPipeline,
  decompressResponsePolicy,
  type Pipeline,
  type PipelineResponse,
  proxyPolicy,
  setClientRequestIdPolicy,
  tlsPolicy,
  userAgentPolicy,
} from '@azure/core-rest-pipeline';
import type { Clock } from '../model/clock.ts';
import type { Json } from '../model/json.ts';
import { type RequestOutcome, refusal, unexpectedBody } from './failure.ts';

/** What a pipeline is made from. */
export interface PipelineOptions {
  readonly credential: TokenCredential;
  /** The scope to ask a token for. */
  readonly scope: string;
  /** PEM certificates to trust beside the system's. */
  readonly ca?: string | undefined;
  readonly userAgent: string;
}

/**
 * Makes it, of those policies of the SDK that do something for a read. Its own retries do not do (`retry.ts`), the token must
 * not follow an answer to another host, so redirects are answers, and forms, parts, traces and logs would only be passed by.
 */
export function createPipeline({ credential, scope, ca, userAgent }: PipelineOptions): Pipeline {
  const pipeline = createEmptyPipeline();
  if (ca !== undefined) pipeline.addPolicy(tlsPolicy({ ca }));
  pipeline.addPolicy(proxyPolicy());
  pipeline.addPolicy(decompressResponsePolicy());
  pipeline.addPolicy(userAgentPolicy({ userAgentPrefix: userAgent }));
  pipeline.addPolicy(setClientRequestIdPolicy());
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: scope }), { phase: 'Sign' });
  return pipeline;
}

/** What an answer says: its JSON, or why there is none. `now` is when it came. */
export function outcomeOf(response: PipelineResponse, clock: Pick<Clock, 'instant'>): RequestOutcome<Json> {
  const body = bodyOf(response);
  if (response.status !== 200)
    return { ok: false, failure: refusal(response.status, body, (name) => response.headers.get(name), clock) };
  // A body that breaks off is worth another try; one of another shape is not.
  return body === undefined
    ? { ok: false, failure: { ...unexpectedBody(), transient: true } }
    : { ok: true, value: body };
}

/** The body of an answer; undefined where it is no JSON. */
function bodyOf({ bodyAsText }: PipelineResponse): Json | undefined {
  try {
    return JSON.parse(bodyAsText ?? '') as Json;
  } catch {
    return undefined;
  }
}
