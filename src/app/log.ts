/** One JSON line per event, on stderr: stdout belongs to results. Constant text plus fields; no secret, no policy text. */
import { type DestinationStream, pino } from 'pino';
import type { Log, LogFields } from '../model/log.ts';
import { currentActivity } from '../telemetry/activity.ts';

/** The longest text that a field may hold, in characters: what somebody sent is never written down whole. */
const LONGEST = 500;
/** The same for stacks, which are our own. */
const LONGEST_STACK = 4_000;

/**
 * A log on stderr, or where it is told to write. `level` hides everything below it. Each line says for which activity it was written,
 * and at the level `debug` also who sent that.
 */
export function createLog(
  level: 'debug' | 'info' | 'warn' | 'error',
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Log {
  const mixin = () => {
    const { activityId, asker } = currentActivity() ?? {};
    return activityId === undefined
      ? {}
      : { activityId, ...(level === 'debug' && asker !== undefined ? { asker } : {}) };
  };
  const logger = pino({ level, base: null, mixin }, destination);
  return {
    info: (event, fields = {}) => logger.info(short(fields), event),
    warn: (event, fields = {}) => logger.warn(short(fields), event),
    error: (event, fields = {}) => logger.error(short(fields), event),
  };
}

/** Fields come from JSON of others too, where a text may be anything. */
function short(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: readonly [string, unknown]) => [
      name,
      typeof value === 'string'
        ? cut(value, name === 'stack' ? LONGEST_STACK : LONGEST)
        : typeof value === 'object' && value !== null
          ? 'no text'
          : (value as LogFields[string]),
    ]),
  );
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
}

/** A log that keeps nothing, for commands that speak for themselves. */
export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
