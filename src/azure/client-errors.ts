/** What Azure's clients throw, as a failure. */

import { isRestError } from '@azure/core-rest-pipeline';
import { faultName } from '../model/fault-fields.ts';
import { brokenConnection, type Failure, failureOf, signInFailure } from './failure.ts';

const SIGN_IN = ['AuthenticationError', 'CredentialUnavailableError', 'AuthenticationRequiredError'];

/** Turns anything thrown while a request was under way into a failure. Throws on when the signal was aborted. */
export function failureOfError(error: unknown, signal: AbortSignal): Failure {
  signal.throwIfAborted();
  if (error instanceof Error && (SIGN_IN.includes(error.name) || error.name === 'AggregateAuthenticationError')) {
    return signInFailure(signInCode(error));
  }
  if (isRestError(error)) return brokenConnection(error.code);
  return failureOf('READ_FAILED', faultName(error));
}

/** Entra's code for what went wrong: `invalid_client`, for example. */
function signInCode(error: Error): string | undefined {
  const response = 'errorResponse' in error ? error.errorResponse : undefined;
  if (typeof response !== 'object' || response === null || !('error' in response)) return undefined;
  return typeof response.error === 'string' ? response.error : undefined;
}
