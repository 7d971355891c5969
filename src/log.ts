/** One JSON line per event, on stderr: stdout belongs to results. Constant text plus fields; no secret, no policy text. */
import { pino } from 'pino';

/** What a log line may carry. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where events go. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** A log on stderr. `level` hides everything below it. */
export function createLog(level: 'debug' | 'info' | 'warn' | 'error'): Log {
  const logger = pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
  return {
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
  };
}

/** A log that keeps nothing, for commands that speak for themselves. */
export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
