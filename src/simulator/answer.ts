/** What a part of the control plane answers; the server adds the transport. */

/** An HTTP answer before it is written. */
export interface HttpAnswer {
  readonly status: number;
  /** Sent as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error in the shape that ARM uses. */
export function failure(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, body: { error: { code, message } }, headers };
}

/** `api-version` is missing or is no version; undefined when it is fine. Which versions exist is not simulated. */
export function apiVersionFailure(query: URLSearchParams): HttpAnswer | undefined {
  const version = query.get('api-version');
  if (version === null || version === '') {
    const message = 'The api-version query parameter (?api-version=) is required for all requests.';
    return failure(400, 'MissingApiVersionParameter', message);
  }
  if (/^\d{4}-\d{2}-\d{2}(-[a-z]+)?$/i.test(version)) return undefined;
  return failure(400, 'InvalidApiVersionParameter', `The api-version '${version}' is invalid.`);
}

/** 403 in ARM's words (docs/rules.md#reads). */
export function authorizationFailure(action: string, scope: string): HttpAnswer {
  const message = `The client does not have authorization to perform action '${action}' over scope '${scope}'.`;
  return failure(403, 'AuthorizationFailed', message);
}
