/** The assessor: reads an instance once for all who ask at the same time, judges it, picks what the question was about. */

import { LRUCache } from 'lru-cache';
import { idKey } from '../model/arm.ts';
import { agesBy } from '../model/clock.ts';
import { type Day, monthInWords, since } from '../model/days.ts';
import type { Declaration } from '../model/declaration.ts';
import type { Report } from '../model/finding.ts';
import { given } from '../model/given.ts';
import type { Priority } from '../model/priority.ts';
import { say, type Text } from '../model/text.ts';
import { timedCache } from '../model/timed-cache.ts';
import type { Assessment, AssessmentRequest, Assessor, DiscoveredInstance, KnownVerdict } from './assessor.ts';
import { type Reading, type ReadingParts, type ReadingRequest, readInstance } from './read-instance.ts';
import { readLive } from './read-live.ts';
import { besides, candidates, judgedFor, selectReports } from './which-retirements.ts';

/** What an assessor is made of. Everything that decides is handed in. */
export interface AssessorParts extends ReadingParts {
  /** What people declared about the calls of an instance. A rejection is told in the answer. */
  readonly declarations: (instanceId: string) => Promise<readonly Declaration[]>;
}

/** A reading under way. */
interface Job {
  readonly result: Promise<Reading>;
  readonly listeners: Set<AssessmentRequest>;
  /** When it began, by `clock.now()`. */
  readonly began: number;
}

/** An answer so young is given again, milliseconds. */
const ANSWER_HOLDS = 60_000;
/** A list of instances so young is given again, milliseconds: each costs two of the 15 queries of five seconds. */
const LIST_HOLDS = 5_000;
/** Items in all answers that are kept at most: about 1,000 instances, some 40 MB. */
const MOST_ITEMS = 40_000;
/** How long a verdict is known, milliseconds, and of how many instances. */
const VERDICT_HOLDS = 24 * 60 * 60_000;
const MOST_VERDICTS = 20_000;
/** Who wants a new answer joins a reading that began no longer ago, milliseconds: what was changed before the click is in it. */
const JUST_BEGUN = 2_000;

/** Makes the assessor. */
export function createAssessor(parts: AssessorParts): Assessor {
  const { clock } = parts;
  const jobs = new Map<string, Job>();
  const answers = new LRUCache<string, Reading>({
    ...agesBy(clock),
    ttl: ANSWER_HOLDS,
    maxSize: MOST_ITEMS,
    sizeCalculation: ({ reports }) =>
      1 + reports.flatMap(({ findings }) => findings).flatMap(({ items }) => items).length,
  });
  const verdicts = timedCache<KnownVerdict>(() => clock.now(), { keep: VERDICT_HOLDS, most: MOST_VERDICTS });
  let discovery: Promise<readonly DiscoveredInstance[]> | undefined;
  let listed:
    | { readonly instances: readonly DiscoveredInstance[]; readonly readAs: string; readonly at: number }
    | undefined;

  /** The reports that answer a question; the first says in a line what else is unmet, where no month was asked for. */
  const told = (reports: readonly Report[], day: Day, month: string | undefined): readonly Report[] => {
    const selected = selectReports(candidates(reports, parts.retirements, month), day, month);
    const [first, ...rest] = selected;
    if (first === undefined || month !== undefined) return selected;
    const others = besides(reports, selected, day).map(noteAbout);
    return others.length === 0 ? selected : [{ ...first, notes: [...first.notes, ...others] }, ...rest];
  };

  /** A retirement that was not asked about, in a line. */
  const noteAbout = ({ retirement, effective }: Report): Text => {
    const what = parts.retirements.find(({ id }) => id === retirement)?.what ?? say('{retirement}', { retirement });
    return say('Beside this, something is unmet: {what} {since}. Ask about {month} to see it.', {
      what,
      since: since(effective, clock.today()),
      month: monthInWords(effective.slice(0, 7)),
    });
  };

  const discover = async (signal: AbortSignal | undefined) => {
    const { readAs } = parts.azure;
    const instances = await parts.azure.discover(signal);
    listed = { instances, readAs, at: clock.now() };
    return instances;
  };

  const keyOf = (id: string, day: Day) => `${parts.azure.readAs} ${day} ${idKey(id)}`;

  const assessment = (
    { reports, plans, azureSays: says, checkedAt, restsOn }: Reading,
    request: AssessmentRequest,
    day: Day,
    partial: boolean,
  ): Assessment => {
    const selected = request.catalogue === true ? reports : told(reports, day, request.month);
    const others = besides(reports, selected, day);
    return {
      checkedAt,
      today: day,
      reports: selected.map((report, index) => (index === 0 ? { ...report, ...given({ azureSays: says }) } : report)),
      ...(others.length === 0 ? {} : { besides: others }),
      ...given({ plans: plans && selected.flatMap(({ retirement }) => plans.get(retirement) ?? []) }),
      restsOn,
      checkedAs: parts.azure.checkedAs,
      partial,
    };
  };

  /** `first` is who asks: what is read at once is as urgent as that. */
  const start = (request: ReadingRequest, first: AssessmentRequest): Job => {
    const listeners = new Set([first]);
    const partial = (reading: Reading, listener: AssessmentRequest) => assessment(reading, listener, request.day, true);
    return { result: readInstance(parts, request, { listeners, partial }), listeners, began: clock.now() };
  };

  const withLive = new WeakMap<Reading, Promise<Reading>>();

  /** The reading with what is live beside it, which is read once for it. */
  const live = (
    read: Reading,
    instance: Pick<DiscoveredInstance, 'tenantId'>,
    priority: Priority = 'question',
  ): Promise<Reading> => {
    const known = withLive.get(read);
    if (known !== undefined) return known;
    const made = readLive(parts, read.reports, instance, priority).then((reports) => ({ ...read, reports }));
    withLive.set(read, made);
    return made;
  };

  const keep = (key: string, verdictKey: string, read: Reading) => {
    answers.set(key, read);
    const [report] = told(read.reports, clock.today(), undefined);
    if (report === undefined) return;
    verdicts.set(verdictKey, { verdict: report.verdict, effective: report.effective, checkedAt: read.checkedAt });
  };

  /** The reading under way that may be joined. */
  const running = (key: string, fresh: boolean): Job | undefined => {
    const job = jobs.get(key);
    return job !== undefined && (!fresh || clock.now() - job.began <= JUST_BEGUN) ? job : undefined;
  };

  const begin = (key: string, verdictKey: string, job: Job): Job => {
    jobs.set(key, job);
    const forget = () => {
      if (jobs.get(key) === job) jobs.delete(key);
    };
    job.result
      .then((read) => {
        if (jobs.get(key) === job) keep(key, verdictKey, read);
      })
      .then(forget, forget);
    return job;
  };

  return {
    async instances(signal) {
      const isYoung = listed?.readAs === parts.azure.readAs && clock.now() - listed.at < LIST_HOLDS;
      if (listed !== undefined && isYoung) return listed.instances;
      discovery ??= discover(signal).finally(() => {
        discovery = undefined;
      });
      return await discovery;
    },
    async assess(instance, request) {
      const day = clock.today();
      const verdictKey = keyOf(instance.id, day);
      // What people declared changes the answer, so it is part of what an answer is kept by.
      const declared = await parts.declarations(instance.id).catch(() => undefined);
      const withPlans = request.plan === true;
      const judged = request.catalogue === true ? parts.retirements : judgedFor(request.month, parts.retirements);
      const key = JSON.stringify([verdictKey, withPlans, request.whatIf, declared, judged.map(({ id }) => id)]);
      const fresh = request.fresh === true;
      const kept = fresh ? undefined : answers.get(key);
      const answered = async (read: Reading) =>
        assessment(request.live === true ? await live(read, instance, request.priority) : read, request, day, false);
      if (kept !== undefined) return await answered(kept);
      const job =
        running(key, fresh) ??
        begin(
          key,
          verdictKey,
          start({ instance, day, declared, judged, plan: withPlans, fresh, change: request.whatIf }, request),
        );
      job.listeners.add(request);
      return await answered(await job.result);
    },
    changesBehind: ({ id }, resources, since, priority) => parts.azure.changeLog.behind(id, resources, since, priority),
    known: ({ id }) => verdicts.get(keyOf(id, clock.today())),
  };
}
