/** Why a request failed, in our words: which reason code, and whether asking again can help. Rules: docs/rules.md#reads. */
import type { Clock } from '../model/clock.ts';
import type { ReadReason } from '../model/estate.ts';
import { type HeaderReader, type HttpFailure, retryAfterOf } from '../model/http-failure.ts';
import type { Json } from '../model/json.ts';
import { isObject, list, text } from '../model/json.ts';

/** One failed request. */
export interface Failure extends HttpFailure {
  readonly reason: ReadReason;
  /** Azure's error code, or the status, or the network's code. Never a message or a body. */
  readonly detail: string;
  /** Whether the same request may work a little later. */
  readonly transient: boolean;
  /** Nobody is signed in, or the sign-in was refused: Azure itself was never asked. */
  readonly signedOut?: true;
}

/** A request that worked, or the failure. */
export type RequestOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** A failure that no answer of Azure's explains. `detail` is a plain word. */
export function failureOf(reason: ReadReason, detail: string, transient = false): Failure {
  return { reason, detail, status: undefined, transient, retryAfter: undefined };
}

/** The request reached nobody, or the answer broke off. `code` is the network's or the client's code. */
export function brokenConnection(code: string | undefined): Failure {
  // A certificate that is not trusted will not be trusted in a second either.
  const lasting = /^(UNABLE_|CERT_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS)/.test(code ?? '');
  return failureOf('READ_FAILED', plainCode(code) ?? 'NoAnswer', !lasting);
}

/** An answer of status 200 that does not look as documented. It is never taken for an empty one. */
export function unexpectedBody(): Failure {
  return failureOf('READ_FAILED', 'UnexpectedBody');
}

/** The sign-in itself failed; waiting does not help. */
export function signInFailure(code: string | undefined): Failure {
  return { ...failureOf('READ_FAILED', plainCode(code) ?? 'SignInFailed'), signedOut: true };
}

const VERSION_CODES = ['invalidapiversionparameter', 'noregisteredproviderfound', 'invalidresourcetype'];

/** An answer with another status than 200. */
export function refusal(status: number, body: unknown, header: HeaderReader, clock: Pick<Clock, 'instant'>): Failure {
  const code = errorCode(body);
  const transient = status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
  return {
    reason: reasonOf(status, code),
    detail: code ?? String(status),
    status,
    transient,
    retryAfter: transient ? retryAfterOf(header, clock) : undefined,
  };
}

/** Azure's most specific error code in an error body, where it is a plain word. */
export function errorCode(body: unknown): string | undefined {
  // Azure Monitor writes the error without `error` around it ("Error response changes" in its page on the batch API).
  const error = isObject(body) && isObject(body.error) ? body.error : body;
  const inner = list(error, 'details').map((detail: Json) => plainCode(text(detail, 'code')));
  return inner.find((code) => code !== undefined) ?? plainCode(text(error, 'code'));
}

/** Whether the failure says that this api-version of this type is not there, rather than the resource. */
export function isUnknownVersion(failure: Failure): boolean {
  return failure.status === 400 || VERSION_CODES.includes(failure.detail.toLowerCase());
}

function plainCode(code: string | undefined): string | undefined {
  return code !== undefined && /^[\w.-]{1,64}$/.test(code) ? code : undefined;
}

function reasonOf(status: number, code: string | undefined): ReadReason {
  // A type or version that the provider does not have says nothing about the resource.
  if (VERSION_CODES.includes((code ?? '').toLowerCase())) return 'READ_FAILED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 404) return 'NOT_FOUND';
  if (status === 409) return 'BUSY';
  if (status === 429) return 'THROTTLED';
  return 'READ_FAILED';
}
