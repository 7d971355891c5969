/** What is told of answers, and to whom: the audit trail, and what is counted. */
import type { AnswerObserver } from '../model/usage.ts';
import type { AuditTrail } from '../reminders/ports/audit-port.ts';
import type { TeamsBot, TeamsBotOptions } from '../teams/start.ts';
import type { Meters } from '../telemetry/meters.ts';
import type { ConnectedAssessor } from './connected-assessor.ts';

/** Tells both of every answer. */
export function watchOf(meters: Meters, audit: AuditTrail): AnswerObserver {
  return {
    answering: meters.watch.answering,
    answered(record) {
      meters.watch.answered(record);
      audit.answered(record);
    },
  };
}

/** Tells both of every thumb. */
export function ratedOf(meters: Meters, audit: AuditTrail): NonNullable<TeamsBotOptions['rated']> {
  return (feedback) => void audit.rated(feedback).then((intent) => meters.feedback(intent, feedback.reaction));
}

/** Lets what waits and what was refused be read whenever metrics are sent. */
export function measure(meters: Meters, bot: TeamsBot, { waiting }: Pick<ConnectedAssessor, 'waiting'>): void {
  meters.refusals(() => bot.refused);
  meters.queues(() => [...Object.entries(waiting()), ['answers', bot.underWay]]);
}
