/** Failures on demand, so that tests can see what the product makes of them. */
import type { HttpAnswer } from './answer.ts';
import { failure } from './answer.ts';
import { isObject } from './estate.ts';
import type { Breakage } from './http.ts';
import type { LoggedRequest } from './request-log.ts';

/** A failure, for every request that matches or for the first `times` of them. */
export interface Fault {
  readonly match: (request: LoggedRequest) => boolean;
  readonly kind: Breakage | '429' | '500' | '403' | '404' | 'untrusted' | 'slow' | 'truncated' | 'empty-page';
  readonly times?: number;
  /** Milliseconds before the answer; `slow` without it waits a second. */
  readonly delayMs?: number;
  /** For `429`; 1 without it. */
  readonly retryAfterSeconds?: number;
}

/** Marks the `nextLink` of an `empty-page`; the request for it is answered with 500. */
export const BROKEN_PAGE = 'broken-page';

/** Chooses the fault for a request and counts down its `times`. */
export function createFaults(faults: readonly Fault[]): (request: LoggedRequest) => Fault | undefined {
  const left = new Map(faults.map((fault) => [fault, fault.times ?? Number.POSITIVE_INFINITY]));
  return (request) => {
    const fault = faults.find((candidate) => (left.get(candidate) ?? 0) > 0 && candidate.match(request));
    if (fault !== undefined) left.set(fault, (left.get(fault) ?? 0) - 1);
    return fault;
  };
}

/** The answer that a fault puts in place of the true one; the transport faults leave it as it is. */
export function faultyAnswer(fault: Fault, answer: () => HttpAnswer, url: URL): HttpAnswer {
  switch (fault.kind) {
    case '429':
      return failure(429, 'TooManyRequests', 'The request is being throttled.', {
        'retry-after': String(fault.retryAfterSeconds ?? 1),
      });
    case '500':
      return failure(500, 'InternalServerError', 'Encountered an internal server error.');
    case '403':
      return failure(403, 'AuthorizationFailed', 'The client does not have authorization to perform this action.');
    case '404':
      return failure(404, 'ResourceNotFound', 'The resource was not found.');
    // Of a sign-in: the app trusts no such proof.
    case 'untrusted': {
      const error_description = 'AADSTS700213: No matching federated identity record found for presented assertion.';
      return { status: 400, body: { error: 'invalid_client', error_description } };
    }
    case 'truncated':
      return truncated(answer());
    case 'empty-page':
      return emptyPage(url);
    default:
      return answer();
  }
}

/** Whether a fault breaks the answer itself, and how. */
export function breakageOf(fault: Fault | undefined): Breakage | undefined {
  return fault?.kind === 'cut' || fault?.kind === 'malformed' ? fault.kind : undefined;
}

/** Half of the rows, the statement that there are more, and no way to get them. */
function truncated(answer: HttpAnswer): HttpAnswer {
  if (!isObject(answer.body) || !Array.isArray(answer.body.data)) return answer;
  const { $skipToken: _, ...body } = answer.body;
  const rows = answer.body.data as readonly unknown[];
  const data = rows.slice(0, Math.floor(rows.length / 2));
  return { ...answer, body: { ...body, resultTruncated: 'true', count: data.length, data } };
}

function emptyPage(url: URL): HttpAnswer {
  const next = new URL(url);
  next.searchParams.set('$skiptoken', BROKEN_PAGE);
  return { status: 200, body: { value: [], nextLink: next.href } };
}
