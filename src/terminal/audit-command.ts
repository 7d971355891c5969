/** `npm run -s audit`: the audit trail, and what people think of answers, for an administrator. Changes nothing. */

import { type Day, instantAt } from '../model/days.ts';
import type { AnswerRecord } from '../model/usage.ts';
import type { Audit, AuditRow, FeedbackCount } from '../reminders/store/audit.ts';
import { commandNamed, dayOption, readOptions, UsageError } from './command.ts';
import { EXIT } from './exit-status.ts';
import type { Output } from './output.ts';

/** How to call it. */
export const AUDIT_USAGE =
  'Usage: npm run -s audit -- [--person ID-OR-NAME] [--about NAME] [--act ACT] [--since YYYY-MM-DD] [--last NUMBER] [--json] | --feedback [--json]';

/** What is wanted. */
export interface AuditArguments {
  readonly person: string | undefined;
  readonly about: string | undefined;
  readonly act: AnswerRecord['act'] | undefined;
  readonly since: Day | undefined;
  readonly last: number;
  readonly feedback: boolean;
  readonly json: boolean;
}

const ACTS: readonly AnswerRecord['act'][] = [
  'asked',
  'waived',
  'declared',
  'withdrew',
  'shared',
  'set-up',
  'changed-reminders',
];
const USUAL = '100';

/** Reads the words. Throws `UsageError`. */
export function auditArguments(words: readonly string[]): AuditArguments {
  const command = commandNamed(
    'npm run -s audit --',
    'Prints who asked about what and who did what, the latest first; kept for AUDIT_DAYS.',
  )
    .option('--person <id or name>', 'an object id, or a part of a name')
    .option('--about <name>', 'a part of what it was about, such as the name of an instance')
    .option('--act <act>', `one of ${ACTS.join(', ')}`)
    .option('--since <day>', 'from this UTC day on')
    .option('--last <number>', 'at most so many', USUAL)
    .option('--feedback', 'instead: thumbs under answers, by what was asked for')
    .option('--json', 'as one JSON document');
  const given = readOptions<{
    person?: string;
    about?: string;
    act?: string;
    since?: string;
    last: string;
    feedback?: true;
    json?: true;
  }>(command, words);
  const act = ACTS.find((one) => one === given.act);
  if (given.act !== undefined && act === undefined) throw new UsageError(`--act takes one of: ${ACTS.join(', ')}.`);
  if (!/^[1-9]\d{0,5}$/.test(given.last)) throw new UsageError('--last takes a number from 1 to 999999.');
  const { person, about, feedback = false, json = false } = given;
  return { person, about, act, since: dayOption(given.since, '--since'), last: Number(given.last), feedback, json };
}

/** Prints it. */
export async function auditCommand(args: AuditArguments, audit: Audit, output: Output): Promise<number> {
  if (args.feedback) {
    const counts = await audit.feedback();
    output.out(args.json ? `${JSON.stringify(counts, undefined, 2)}\n` : feedbackText(counts));
    return EXIT.ready;
  }
  const { person, about, act, since, last } = args;
  const rows = await audit.rows({
    person,
    about,
    act,
    since: since === undefined ? undefined : instantAt(since),
    most: last,
  });
  output.out(args.json ? `${JSON.stringify(rows, undefined, 2)}\n` : rowsText(rows));
  return EXIT.ready;
}

function rowsText(rows: readonly AuditRow[]): string {
  if (rows.length === 0) return 'Nothing of the kind is kept.\n';
  return rows.map((row) => `${lineOf(row)}\n`).join('');
}

function lineOf({ at, person, name, act, intent, about, detail, outcome }: AuditRow): string {
  const who = name === undefined ? person : `${name} (${person})`;
  const what = act === 'asked' ? `asked: ${intent}` : act;
  const rest = [...about, ...(detail === undefined ? [] : [detail])].map((one) => one.slice(one.lastIndexOf('/') + 1));
  const end = outcome === 'answered' ? '' : ` (${outcome})`;
  return `${at}  ${who}  ${what}${rest.length === 0 ? '' : `  ${rest.join(', ')}`}${end}`;
}

function feedbackText(counts: readonly FeedbackCount[]): string {
  if (counts.length === 0) return 'Nobody has rated an answer.\n';
  return counts
    .map(
      ({ intent, likes, dislikes, texts }) =>
        `${intent}: ${likes} up, ${dislikes} down\n${texts.map((text) => `  "${text.replaceAll(/\s+/g, ' ')}"\n`).join('')}`,
    )
    .join('');
}
