/** A failure as a log may hold it. */
import type { LogFields } from './log.ts';

/**
 * The names and messages of an error and of what caused it, and where it was thrown. Never the error itself: those of HTTP
 * clients carry whole requests, with their tokens.
 */
export function faultFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { fault: typeof error };
  const cause = error.cause instanceof Error ? { cause: `${error.cause.name}: ${error.cause.message}` } : {};
  return { fault: `${error.name}: ${error.message}`, ...cause, stack: error.stack };
}

/** The name of an error alone, for what people or reports are told: its message may hold a secret. `unknown` for anything else. */
export function faultName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
