/** Every assessment that was made, reduced to verdicts, statuses and reasons; and how each instance stands since. */

import { idKey } from '../../model/arm.ts';
import { type Day, type Instant, instantAt } from '../../model/days.ts';
import type { Verdict } from '../../model/finding.ts';
import type { History, Snapshot } from '../../readiness/history.ts';
import { nextProvenState, type ProvenState } from '../rules/proven-state.ts';
import type { TrendPoint } from '../rules/summary-message.ts';
import type { DatabaseRow, Queries } from './database.ts';
import { dayOf, instantOf, jsonOf, numberOf, textOf } from './row.ts';

/** Keeps assessments. */
export interface Snapshots extends History {
  /** Keeps snapshots and moves the proven states on. Returns them as they are now. */
  record(snapshots: readonly Snapshot[]): Promise<readonly ProvenState[]>;
  provenStates(): Promise<readonly ProvenState[]>;
  /** The latest snapshots of every instance, or of one, at an instant, one for each retirement. */
  at(instant: Instant, instanceId?: string): Promise<readonly Snapshot[]>;
  /** Verdicts by day since a UTC day, of some instances: each day's last snapshot counts, or the last one before it. */
  trend(instanceIds: readonly string[], retirement: string, since: Day): Promise<readonly TrendPoint[]>;
  /** Forgets what was taken before an instant, but never the latest of an instance. Returns how many. */
  forget(before: Instant): Promise<number>;
}

const COLUMNS = 'instance_id, retirement, checked_at, verdict, findings';

/** Makes the tables' functions. */
export function createSnapshots(database: {
  readonly query: Queries['query'];
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
}): Snapshots {
  const record: Snapshots['record'] = (snapshots) =>
    database.transaction(async (queries) => {
      const provenStates: ProvenState[] = [];
      for (const snapshot of inOrder(snapshots)) {
        await insert(queries, snapshot);
        provenStates.push(await moveOn(queries, snapshot));
      }
      return provenStates;
    });

  const at: Snapshots['at'] = async (instant, instanceId) => {
    const rows = await database.query(
      `select distinct on (instance_id, retirement) ${COLUMNS} from readiness.snapshots
       where checked_at <= $1 and ($2::text is null or instance_id = $2)
       order by instance_id, retirement, checked_at desc`,
      [instant, instanceId === undefined ? null : idKey(instanceId)],
    );
    return rows.map(snapshotRow);
  };

  return {
    record,
    async keep(snapshots) {
      await record(snapshots);
    },
    latestBefore: (instanceId, day) => at(instantAt(Date.parse(day) - 1), instanceId),
    async unmetSince(instanceId) {
      // What could not be seen in between ends nothing, and begins nothing.
      const rows = await database.query(
        `with states as (
           select retirement, checked_at, finding ->> 'requirement' as requirement, finding ->> 'status' as status
           from readiness.snapshots cross join lateral jsonb_array_elements(findings) as finding
           where instance_id = $1 and finding ->> 'status' <> 'unknown'
         ), met as (
           select retirement, requirement, max(checked_at) as at from states where status <> 'fail' group by retirement, requirement
         )
         select states.retirement, states.requirement, min(checked_at) as since, bool_or(met.at is not null) as was_met
         from states left join met using (retirement, requirement)
         where status = 'fail' and (met.at is null or checked_at > met.at)
         group by states.retirement, states.requirement`,
        [idKey(instanceId)],
      );
      return rows.map((row) => ({
        retirement: textOf(row, 'retirement'),
        requirement: textOf(row, 'requirement'),
        since: instantOf(row, 'since'),
        wasMet: row.was_met === true,
      }));
    },
    async provenStates() {
      return (await database.query('select standing from readiness.standings')).map((row) =>
        jsonOf<ProvenState>(row, 'standing'),
      );
    },
    at,
    async trend(instanceIds, retirement, since) {
      const rows = await database.query(
        `select to_char(day, 'YYYY-MM-DD') as day, verdict, count(*) as instances
         from generate_series($3::date, (select max(checked_at at time zone 'utc')::date from readiness.snapshots), '1 day') as day
         cross join unnest($1::text[]) as instance (id)
         cross join lateral (
           select verdict from readiness.snapshots
           where instance_id = instance.id and retirement = $2
             and checked_at < ((day + interval '1 day') at time zone 'utc')
           order by checked_at desc limit 1
         ) as latest
         group by day, verdict order by day`,
        [instanceIds.map(idKey), retirement, since],
      );
      return [...Map.groupBy(rows, (row) => dayOf(row, 'day'))].map(([day, own]) => ({ day, counts: countsOf(own) }));
    },
    async forget(before) {
      const rows = await database.query(
        `delete from readiness.snapshots old where checked_at < $1 and exists (
           select from readiness.snapshots newer where newer.instance_id = old.instance_id
             and newer.retirement = old.retirement and newer.checked_at > old.checked_at
         ) returning 1 as gone`,
        [before],
      );
      return rows.length;
    },
  };
}

/** One order for all, so that two replicas that record the same instances never wait for each other in a circle. */
function inOrder(snapshots: readonly Snapshot[]): readonly Snapshot[] {
  const key = ({ instanceId, retirement, checkedAt }: Snapshot) =>
    JSON.stringify([idKey(instanceId), retirement, checkedAt]);
  return snapshots.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

async function insert(
  queries: Queries,
  { instanceId, retirement, checkedAt, verdict, findings }: Snapshot,
): Promise<void> {
  await queries.query(
    `insert into readiness.snapshots (${COLUMNS}) values ($1, $2, $3, $4, $5::jsonb) on conflict do nothing`,
    [idKey(instanceId), retirement, checkedAt, verdict, JSON.stringify(findings)],
  );
}

/** The row is locked from reading to writing: a change of state is counted once, however many replicas see it. */
async function moveOn(queries: Queries, snapshot: Snapshot): Promise<ProvenState> {
  const key = [idKey(snapshot.instanceId), snapshot.retirement];
  const first = nextProvenState(undefined, snapshot);
  const [added] = await queries.query(
    `insert into readiness.standings (instance_id, retirement, standing) values ($1, $2, $3::jsonb)
     on conflict do nothing returning 1 as added`,
    [...key, JSON.stringify(first)],
  );
  if (added !== undefined) return first;
  const [row] = await queries.query(
    'select standing from readiness.standings where instance_id = $1 and retirement = $2 for update',
    key,
  );
  const next = nextProvenState(row === undefined ? undefined : jsonOf<ProvenState>(row, 'standing'), snapshot);
  await queries.query(
    'update readiness.standings set standing = $3::jsonb where instance_id = $1 and retirement = $2',
    [...key, JSON.stringify(next)],
  );
  return next;
}

function snapshotRow(row: DatabaseRow): Snapshot {
  return {
    instanceId: textOf(row, 'instance_id'),
    retirement: textOf(row, 'retirement'),
    checkedAt: instantOf(row, 'checked_at'),
    verdict: textOf(row, 'verdict') as Verdict,
    findings: jsonOf<Snapshot['findings']>(row, 'findings'),
  };
}

function countsOf(rows: readonly DatabaseRow[]): TrendPoint['counts'] {
  const counts = { ready: 0, 'action-needed': 0, 'not-ready': 0, undecided: 0 };
  for (const row of rows) counts[textOf(row, 'verdict') as Verdict] = numberOf(row, 'instances');
  return counts;
}
