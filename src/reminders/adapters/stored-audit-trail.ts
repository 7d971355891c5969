/** Keeps the audit trail, and what people think of answers, in the storage. Nobody waits for it. */

import type { Clock } from '../../model/clock.ts';
import type { Log } from '../../model/log.ts';
import type { AuditTrail } from '../ports/audit-port.ts';
import { type AuditRow, auditRowOf, UNKNOWN_INTENT } from '../store/audit.ts';
import { databaseFault } from '../store/database-fault.ts';
import type { StoreHandle } from '../store/open-store.ts';
import type { AuditSettings } from '../store/settings.ts';

/** The audit trail, with what was told while the storage was away. */
export interface StoredAuditTrail extends AuditTrail {
  /** Writes what waits; to be called whenever storage may be there again, and before it is closed. */
  flush(): Promise<void>;
}

/** What it stands on. */
export interface AuditParts {
  readonly handle: Pick<StoreHandle, 'store'>;
  readonly settings: AuditSettings;
  readonly clock: Pick<Clock, 'instant'>;
  readonly log: Log;
}

/** Rows that wait for storage at most; older ones are lost, and the log says how many. */
const MOST = 5_000;
/** Rows that are written together. */
const BATCH = 500;

/** Makes the port. */
export function createStoredAuditTrail({ handle, settings, clock, log }: AuditParts): StoredAuditTrail {
  const waiting: AuditRow[] = [];
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    while (waiting.length > 0 && handle.store !== undefined) {
      const rows = waiting.splice(0, BATCH);
      try {
        await handle.store.audit.add(rows);
      } catch (error) {
        waiting.unshift(...rows);
        log.warn('the audit trail waits for the database', { rows: waiting.length, ...databaseFault(error) });
        return;
      }
    }
  }

  const flush = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = undefined;
    });
    return writing;
  };

  return {
    answered(record) {
      if (settings.auditDays === 0) return;
      waiting.push(auditRowOf(record, clock.instant()));
      const lost = waiting.splice(0, Math.max(0, waiting.length - MOST)).length;
      if (lost > 0) log.error('rows of the audit trail were lost: the database is away for long', { lost });
      void flush();
    },
    async rated({ text, ...feedback }) {
      try {
        await flush();
        if (handle.store === undefined || settings.auditDays === 0) return UNKNOWN_INTENT;
        return await handle.store.audit.rate(
          { ...feedback, text: settings.feedbackText ? text : undefined },
          clock.instant(),
        );
      } catch (error) {
        log.warn('feedback was not kept', { ...databaseFault(error) });
        return UNKNOWN_INTENT;
      }
    },
    flush,
  };
}
