/** What every request of ours to Azure goes through: the token, no redirects, no retries of its own. */
import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  createPipelineFromOptions,
  type Pipeline,
  type PipelineResponse,
  redirectPolicyName,
} from '@azure/core-rest-pipeline';
import type { Json } from '../model/json.ts';

/** What a pipeline is made from. */
export interface PipelineOptions {
  readonly credential: TokenCredential;
  /** The scope to ask a token for. */
  readonly scope: string;
  /** PEM certificates to trust beside the system's. */
  readonly ca?: string | undefined;
  readonly userAgent: string;
}

/** Makes it. The token must not follow an answer to another host, so redirects are answers. */
export function createPipeline({ credential, scope, ca, userAgent }: PipelineOptions): Pipeline {
  const pipeline = createPipelineFromOptions({
    userAgentOptions: { userAgentPrefix: userAgent },
    retryOptions: { maxRetries: 0 },
    ...(ca === undefined ? {} : { tlsOptions: { ca } }),
  });
  pipeline.removePolicy({ name: redirectPolicyName });
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: scope }), { phase: 'Sign' });
  return pipeline;
}

/** The body of an answer; undefined where it is no JSON. */
export function bodyOf({ bodyAsText }: Pick<PipelineResponse, 'bodyAsText'>): Json | undefined {
  try {
    return JSON.parse(bodyAsText ?? '') as Json;
  } catch {
    return undefined;
  }
}
