/** Who asked about what, and who did what: one row for each answer; and what people thought of answers. */
import type { Instant } from '../../model/days.ts';
import type { AnswerOutcome, AnswerRecord, Feedback } from '../../model/usage.ts';
import type { DatabaseRow, Queries } from './database.ts';
import { instantOf, jsonOf, maybeText, numberOf, textOf } from './row.ts';

/** A row of the trail. */
export interface AuditRow {
  /** ISO. */
  readonly at: Instant;
  /** Joins the row to lines of the log. */
  readonly activityId: string;
  readonly tenantId: string | undefined;
  /** Object id in Entra ID; the channel's id of the person where it told none. */
  readonly person: string;
  readonly name: string | undefined;
  readonly conversationId: string;
  readonly act: AnswerRecord['act'];
  readonly intent: string;
  readonly about: readonly string[];
  readonly detail: string | undefined;
  readonly outcome: AnswerOutcome;
  readonly messageId: string | undefined;
}

/** Which rows are wanted; all of them without anything. */
export interface AuditFilter {
  /** An object id, or a part of a name, in any case. */
  readonly person?: string | undefined;
  /** A part of what it was about. */
  readonly about?: string | undefined;
  readonly act?: AnswerRecord['act'] | undefined;
  /** ISO: from this instant on. */
  readonly since?: Instant | undefined;
  /** At most so many, the latest. */
  readonly most: number;
}

/** Thumbs of one intent. */
export interface FeedbackCount {
  readonly intent: string;
  readonly likes: number;
  readonly dislikes: number;
  /** The latest texts, where they are kept. */
  readonly texts: readonly string[];
}

/** The tables' functions. */
export interface Audit {
  add(rows: readonly AuditRow[]): Promise<void>;
  /** The latest first. */
  rows(filter: AuditFilter): Promise<readonly AuditRow[]>;
  /** Keeps what somebody thinks of an answer, once for each person and answer, and returns what the answer was about. */
  rate(feedback: Feedback, at: Instant): Promise<string>;
  /** By intent, the most disliked first. */
  feedback(): Promise<readonly FeedbackCount[]>;
  /** Forgets what happened before an instant. Returns how many rows. */
  forget(before: Instant): Promise<number>;
}

/** What an answer was about that nobody knows any more, or that no row was kept of. */
export const UNKNOWN_INTENT = 'unknown';

const COLUMNS =
  'at, activity_id, tenant_id, person, name, conversation_id, act, intent, about, detail, outcome, message_id';

/** Makes the tables' functions. */
export function createAudit(database: Queries): Audit {
  return {
    async add(rows) {
      await database.query(
        `insert into readiness.audit (${COLUMNS})
         select ${COLUMNS} from jsonb_to_recordset($1::jsonb) as one (
           at timestamptz, activity_id text, tenant_id text, person text, name text, conversation_id text, act text,
           intent text, about jsonb, detail text, outcome text, message_id text)`,
        [JSON.stringify(rows.map(columnsOf))],
      );
    },
    async rows({ person, about, act, since, most }) {
      const rows = await database.query(
        `select ${COLUMNS} from readiness.audit
         where ($1::text is null or lower(person) = lower($1) or position(lower($1) in lower(name)) > 0)
           and ($2::text is null or position(lower($2) in lower(about::text)) > 0)
           and ($3::text is null or act = $3)
           and ($4::timestamptz is null or at >= $4)
         order by at desc, id desc limit $5`,
        [person ?? null, about ?? null, act ?? null, since ?? null, most],
      );
      return rows.map(auditRow);
    },
    async rate({ asker, address, messageId, reaction, text }, at) {
      const [row] = await database.query(
        `insert into readiness.feedback (at, conversation_id, message_id, person, intent, reaction, text)
         values ($1, $2, $3, $4, coalesce((
           select intent from readiness.audit where conversation_id = $2 and message_id = $3 order by at desc, id desc limit 1
         ), '${UNKNOWN_INTENT}'), $5, $6)
         on conflict (conversation_id, message_id, person)
           do update set at = excluded.at, reaction = excluded.reaction, text = excluded.text
         returning intent`,
        [at, address.conversationId, messageId, personOf(asker), reaction, text ?? null],
      );
      return row === undefined ? UNKNOWN_INTENT : textOf(row, 'intent');
    },
    async feedback() {
      const rows = await database.query(
        `select intent, count(*) filter (where reaction = 'like') as likes,
           count(*) filter (where reaction = 'dislike') as dislikes,
           coalesce((jsonb_agg(text order by at desc) filter (where text is not null)), '[]'::jsonb) as texts
         from readiness.feedback group by intent order by dislikes desc, likes desc, intent`,
      );
      return rows.map((row) => ({
        intent: textOf(row, 'intent'),
        likes: numberOf(row, 'likes'),
        dislikes: numberOf(row, 'dislikes'),
        texts: jsonOf<readonly string[]>(row, 'texts').slice(0, 10),
      }));
    },
    async forget(before) {
      const asked = await database.query('delete from readiness.audit where at < $1 returning 1 as gone', [before]);
      const rated = await database.query('delete from readiness.feedback where at < $1 returning 1 as gone', [before]);
      return asked.length + rated.length;
    },
  };
}

/** The row of an answer. */
export function auditRowOf(record: AnswerRecord, at: Instant): AuditRow {
  const { activityId, asker, address, act, intent, about, detail, outcome, messageId } = record;
  const { tenantId, conversationId } = address;
  const person = personOf(asker);
  return {
    at,
    activityId,
    tenantId,
    person,
    name: asker.name,
    conversationId,
    act,
    intent,
    about,
    detail,
    outcome,
    messageId,
  };
}

function personOf({ objectId, id }: AnswerRecord['asker']): string {
  return objectId ?? id;
}

function columnsOf(row: AuditRow) {
  return {
    at: row.at,
    activity_id: row.activityId,
    tenant_id: row.tenantId,
    person: row.person,
    name: row.name,
    conversation_id: row.conversationId,
    act: row.act,
    intent: row.intent,
    about: row.about,
    detail: row.detail,
    outcome: row.outcome,
    message_id: row.messageId,
  };
}

function auditRow(row: DatabaseRow): AuditRow {
  return {
    at: instantOf(row, 'at'),
    activityId: textOf(row, 'activity_id'),
    tenantId: maybeText(row, 'tenant_id'),
    person: textOf(row, 'person'),
    name: maybeText(row, 'name'),
    conversationId: textOf(row, 'conversation_id'),
    act: textOf(row, 'act') as AuditRow['act'],
    intent: textOf(row, 'intent'),
    about: jsonOf<readonly string[]>(row, 'about'),
    detail: maybeText(row, 'detail'),
    outcome: textOf(row, 'outcome') as AnswerOutcome,
    messageId: maybeText(row, 'message_id'),
  };
}
