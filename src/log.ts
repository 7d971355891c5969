/** One JSON line per event, on stderr: stdout belongs to results. Constant text plus fields; no secret, no policy text. */
import { pino } from 'pino';
import type { Log } from './model/log.ts';

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
