/** The audit trail as those see it who tell it something. Nothing here throws; while storage is away, rows wait. */
import type { AnswerRecord, Feedback } from '../../model/usage.ts';

/** Keeps who asked about what, who did what, and what people think of answers. */
export interface AuditTrail {
  /** Keeps it; nobody waits. */
  answered(record: AnswerRecord): void;
  /** Resolves with the intent of the answer that was rated, where that is known. */
  rated(feedback: Feedback): Promise<string>;
}
