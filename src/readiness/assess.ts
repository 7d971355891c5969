/** Requirements and an estate in, one report out. Pure; docs/rules.md#statuses and docs/rules.md#reads. */

import { whatDecides } from '../fixes/unread-item.ts';
import { idKey, nameOf } from '../model/arm.ts';
import { compareText } from '../model/compare-text.ts';
import { faultName } from '../model/fault-fields.ts';
import {
  type Finding,
  type Impact,
  type Item,
  type Report,
  type Scanned,
  type Status,
  type Verdict,
  verdictsWorstFirst,
} from '../model/finding.ts';
import { given } from '../model/given.ts';
import { type FieldPlace, text, UnreadableField } from '../model/json.ts';
import { readableEstate } from '../model/readable.ts';
import type { ReasonCode } from '../model/reasons.ts';
import { rememberedBy } from '../model/remembered.ts';
import type { Requirement, Subject } from '../model/requirement.ts';
import type { Retirement } from '../model/retirement.ts';
import { say, type Text } from '../model/text.ts';

interface StatusAndImpact {
  readonly status: Status;
  readonly impact?: Impact | undefined;
}

/** How bad a status is: 0 is the worst (docs/rules.md#statuses). */
export function severity(status: Status, impact: Impact | undefined): number {
  if (status === 'fail') return impact === 'unsupported' ? 2 : 0;
  return { unknown: 1, warn: 3, pass: 4, 'not-applicable': 5 }[status];
}

/** Orders items, findings and steps worst first. */
export function bySeverity(a: StatusAndImpact, b: StatusAndImpact): number {
  return severity(a.status, a.impact) - severity(b.status, b.impact);
}

/** How bad a verdict is: 0 is the worst. */
export function verdictSeverity(verdict: Verdict): number {
  return verdictsWorstFirst.indexOf(verdict);
}

/** Orders reports and rows worst first. */
export function byVerdict(a: Pick<Report, 'verdict'>, b: Pick<Report, 'verdict'>): number {
  return verdictSeverity(a.verdict) - verdictSeverity(b.verdict);
}

/** The worst of some verdicts; `undecided` of none, which prove nothing. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return verdictsWorstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'undecided';
}

const locationOf = ({ location = '' }: Item) => location;
const rowOf = ({ row = 0 }: Item) => row;

/** Items worst first, then by subject, location and row (docs/rules.md#json). */
function sorted(items: readonly Item[]): readonly Item[] {
  return items.toSorted(
    (a, b) =>
      bySeverity(a, b) ||
      compareText(idKey(a.subject), idKey(b.subject)) ||
      compareText(locationOf(a), locationOf(b)) ||
      rowOf(a) - rowOf(b),
  );
}

/** A finding of items: its status is that of its worst (docs/rules.md#items). */
export function findingOf(requirement: string, items: readonly Item[]): Finding {
  const ordered = sorted(items);
  const worst = ordered[0];
  const status = worst?.status ?? 'unknown';
  const impact = worst?.status === 'fail' ? worst.impact : undefined;
  return { requirement, status, ...given({ impact }), items: ordered };
}

/** The verdict over findings (docs/rules.md#statuses). No findings at all is never ready. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some((one) => one.status === 'fail' && one.impact === 'outage')) return 'not-ready';
  if (findings.length === 0) return 'undecided';
  // An unknown item may stand behind a worse one of its finding, and a finding may have no item at all (docs/rules.md#statuses).
  if (findings.some((one) => one.status === 'unknown' || one.items.some(({ status }) => status === 'unknown'))) {
    return 'undecided';
  }
  return findings.some((one) => one.status === 'fail') ? 'action-needed' : 'ready';
}

const NOTHING_SCANNED: Scanned = {
  policies: null,
  backends: null,
  loggers: null,
  namedValues: null,
  certificates: null,
};

/** The counts beside the findings; counting that breaks down must not take the findings with it. */
function counted(subject: Subject, scanned: (subject: Subject) => Scanned): Scanned {
  try {
    return scanned(subject);
  } catch {
    return NOTHING_SCANNED;
  }
}

function undecided(id: string, reason: ReasonCode, message: Text, observed: string): Item {
  return { subject: id, status: 'unknown', reason, message, evidence: [{ resource: id, property: 'GET', observed }] };
}

/** One field of everything that a requirement looks at does not have the form that Azure documents. */
function unreadableItem(id: string, { resource, property }: FieldPlace): Item {
  const message = say(
    '{property} of {name} does not have the form that Azure documents, so this cannot be judged. {decides}',
    {
      property,
      name: nameOf(resource),
      decides: whatDecides('UNREADABLE'),
    },
  );
  const evidence = [{ resource, property, observed: 'another form', expected: "Azure's documented form" }];
  return { subject: id, status: 'unknown', reason: 'UNREADABLE', message, evidence };
}

function notes(service: ReturnType<Subject['estate']['resource']>): readonly Text[] {
  const state = service.ok ? text(service.value, 'properties', 'provisioningState') : undefined;
  if (state === undefined || state.toLowerCase() === 'succeeded') return [];
  return [say('Azure reports the state {state}: what was read may be about to change.', { state })];
}

/** The requirements of one retirement, in their order. */
const requirementsOf = rememberedBy((requirements: readonly Requirement[], retirement: string) =>
  requirements.filter((one) => one.retirement === retirement).toSorted((a, b) => a.order - b.order),
);

/** Everything about an instance but the findings of its own report. */
export type SubjectBase = Omit<Subject, 'finding' | 'retirement'>;

/**
 * Judges one instance against one retirement. A requirement that throws becomes `unknown`; so does every one when the
 * instance itself could not be read.
 */
export function assess(
  given: SubjectBase,
  requirements: readonly Requirement[],
  retirement: Retirement,
  scanned: (subject: Subject) => Scanned,
  remarks: (subject: Subject) => readonly Text[] = () => [],
): Report {
  const base: SubjectBase = { ...given, estate: readableEstate(given.estate) };
  const own = requirementsOf(requirements, retirement.id);
  const service = base.estate.resource(base.instance.id);
  const done = new Map<string, Finding | 'running'>();

  const judge = (requirement: Requirement): Finding => {
    const known = done.get(requirement.id);
    if (known === 'running') throw new Error(`requirement ${requirement.id} asks for its own finding`);
    if (known !== undefined) return known;
    done.set(requirement.id, 'running');
    const result = findingOf(requirement.id, items(requirement));
    done.set(requirement.id, result);
    return result;
  };

  const items = (requirement: Requirement): readonly Item[] => {
    const id = base.instance.id;
    if (!service.ok) {
      const message = say('The instance itself could not be read, so this cannot be judged.');
      return [undecided(id, service.reason, message, service.detail ?? service.reason)];
    }
    try {
      const found = requirement.check(subject);
      if (found.length > 0) return found;
      return [undecided(id, 'CHECK_FAILED', say('This check gave no answer.'), 'no items')];
    } catch (error) {
      if (error instanceof UnreadableField) return [unreadableItem(id, error.place)];
      return [undecided(id, 'CHECK_FAILED', say('This check broke down, so it proves nothing.'), faultName(error))];
    }
  };

  const subject: Subject = {
    ...base,
    retirement,
    finding(id) {
      const requirement = own.find((one) => one.id === id);
      return requirement === undefined ? { status: 'unknown', items: [] } : judge(requirement);
    },
  };

  const findings = own.map(judge);
  return {
    instance: base.instance,
    retirement: retirement.id,
    effective: retirement.effective,
    verdict: verdictOf(findings),
    scanned: service.ok ? counted(subject, scanned) : NOTHING_SCANNED,
    notes: [...notes(service), ...remarks(subject)],
    findings,
  };
}
