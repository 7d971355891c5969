/** What a reminder says, as data: whoever draws it needs nothing else. Plain JSON, since it waits in the database. */

import type { AzureScope } from '../../model/azure-scope.ts';
import { type Day, daysBetween, type Instant } from '../../model/days.ts';
import type { Waiver } from '../../model/decision.ts';
import type { Impact, Instance, Report, Status, Verdict } from '../../model/finding.ts';
import { given } from '../../model/given.ts';
import { type Requirement, titleIn } from '../../model/requirement.ts';
import type { ResourceChange } from '../../model/resource-change.ts';
import type { Retirement } from '../../model/retirement.ts';
import { say, type Text } from '../../model/text.ts';
import { severity } from '../../readiness/assess.ts';
import { byKind, changesSince, type MovesByKind } from '../../readiness/finding-changes.ts';
import { firstStep } from '../../readiness/first-step.ts';
import type { Snapshot } from '../../readiness/history.ts';
import type { DueReminder } from './due-reminders.ts';
import { type Occasion, occasionOf } from './milestones.ts';
import type { Pause } from './pause.ts';
import type { Person } from './place.ts';
import type { Subscription } from './subscription.ts';
import { waiverOf } from './waiver.ts';

/** A requirement's id and its title. A `Requirement` fits. */
export type TitledRequirement = Pick<Requirement, 'id' | 'title' | 'titles'>;

/** A requirement that is unmet. */
export interface UnmetLine {
  readonly requirement: string;
  readonly title: Text;
  readonly impact: Impact;
  /** False: it could not be looked at again, and this is what was seen last. */
  readonly seen: boolean;
}

/** A requirement that is unmet, and that somebody decided to live with. */
export interface WaivedLine {
  readonly requirement: string;
  readonly title: Text;
  readonly by: Person;
  readonly until: Day;
  readonly reason: string;
}

/** The first step of putting things right. */
export interface FirstStep {
  readonly requirement: string;
  readonly title: Text;
  readonly portal: string;
  readonly docs: string;
  readonly command?: string;
}

/** Why it came. */
export interface Because {
  readonly subscriptionId: string;
  readonly scope: AzureScope;
  readonly setUpBy: Person;
  /** ISO instant. */
  readonly setUpAt: Instant;
  /** Nothing was set up: somebody has just asked, and `subscriptionId` names nothing. */
  readonly asked?: true;
}

/** A retirement beside the one that a message is about, in a line. */
export type OtherRetirement = Pick<Retirement, 'id' | 'what' | 'effective'>;

/** A reminder about one instance and one retirement, or the closing message. */
export interface ReminderMessage {
  readonly kind: 'reminder';
  readonly occasion: Occasion;
  readonly instance: Instance;
  readonly retirement: Pick<Retirement, 'id' | 'title' | 'what' | 'docs' | 'effective'>;
  /** The day that it is told for. */
  readonly today: Day;
  /** Days until the retirement; 0 on the day, negative after it. */
  readonly daysLeft: number;
  readonly verdict: Verdict;
  /** When Azure was read, ISO instant. */
  readonly checkedAt: Instant;
  readonly unmet: readonly UnmetLine[];
  /** Other retirements of which something is unmet on the instance, in the order of the catalogue. */
  readonly others?: readonly OtherRetirement[];
  readonly waived: readonly WaivedLine[];
  /** Titles of what could not be seen and does not stand among the unmet, as it was seen last. */
  readonly unseen: readonly Text[];
  readonly first?: FirstStep;
  /** Since the last reminder in this thread. */
  readonly changes: MovesByKind<Text>;
  /** Who changed what, where something has become unmet: newest first, without names where they are not to be told. */
  readonly changed?: readonly ResourceChange[];
  /** When Azure was read for that reminder, ISO instant; absent for the first. */
  readonly since?: Instant;
  readonly because: Because;
  /** Who snoozed it or is on it, when that has just ended. */
  readonly paused?: { readonly kind: Pause['kind']; readonly by: Person; readonly until: Day };
}

/** What a reminder is made of. */
export interface ReminderMessageParts {
  readonly due: DueReminder;
  /** The report that the proven state rests on. */
  readonly report: Report;
  /** What was so when the last reminder went out; undefined for the first. */
  readonly before: Snapshot | undefined;
  /** Who changed what made it so. */
  readonly changed?: readonly ResourceChange[] | undefined;
  readonly waivers: readonly Waiver[];
  readonly pause: Pause | undefined;
  readonly requirements: readonly TitledRequirement[];
  readonly retirement: Retirement;
  /** The catalogue, to name the others. */
  readonly retirements: readonly Retirement[];
}

/** Makes a reminder. Unmet requirements stand in the order of the report, outages first. */
export function reminderMessage(parts: ReminderMessageParts): ReminderMessage {
  const { due, report, retirement, pause, changed = [] } = parts;
  const { subscription, provenState, today, milestone } = due;
  const occasion = occasionOf(milestone);
  const titleOf = titles(parts.requirements);
  const lines = provenState.unmet.map((unmet) => ({
    ...unmet,
    waiver: waiverOf(parts.waivers, { instanceId: provenState.instanceId, requirement: unmet.requirement }, today),
  }));
  const unmet = lines.filter(({ waiver }) => waiver === undefined);
  const first = firstOf(report, new Set(unmet.map(({ requirement }) => requirement)));
  const { id, title, what, docs, effective } = retirement;
  const others = parts.retirements.filter((one) => due.others.some((provenState) => provenState.retirement === one.id));
  return {
    kind: 'reminder',
    occasion,
    instance: report.instance,
    retirement: { id, title, what, docs, effective },
    today,
    daysLeft: daysBetween(today, effective),
    verdict: report.verdict,
    checkedAt: provenState.latest.checkedAt,
    unmet: unmet
      .map(({ requirement, impact, seen }) => ({ requirement, title: titleOf(requirement, 'fail'), impact, seen }))
      .toSorted((a, b) => severity('fail', a.impact) - severity('fail', b.impact)),
    ...(others.length === 0 ? {} : { others: others.map(otherOf) }),
    waived: lines.flatMap(({ requirement, waiver }) =>
      waiver === undefined
        ? []
        : [
            {
              requirement,
              title: titleOf(requirement, 'fail'),
              by: waiver.by,
              until: waiver.until,
              reason: waiver.reason,
            },
          ],
    ),
    unseen: report.findings
      .filter(({ status }) => status === 'unknown')
      .filter(({ requirement }) => unmet.every((one) => one.requirement !== requirement))
      .map(({ requirement }) => titleOf(requirement, 'unknown')),
    ...given({ first }),
    changes: byKind(
      parts.before === undefined ? [] : changesSince(parts.before, provenState.latest).moves,
      ({ requirement, now }) => titleOf(requirement, now.status),
    ),
    ...(changed.length === 0 ? {} : { changed }),
    ...given({ since: parts.before?.checkedAt }),
    because: becauseOf(subscription),
    ...(occasion === 'pause-ended' && pause !== undefined
      ? { paused: { kind: pause.kind, by: pause.by, until: pause.until } }
      : {}),
  };
}

/** What a line tells of a retirement. */
export function otherOf({ id, what, effective }: Retirement): OtherRetirement {
  return { id, what, effective };
}

/** Why a message comes: what was set up, by whom. */
export function becauseOf({
  id,
  scope,
  setUpBy,
  createdAt,
}: Pick<Subscription, 'id' | 'scope' | 'setUpBy' | 'createdAt'>): Because {
  return { subscriptionId: id, scope, setUpBy, setUpAt: createdAt };
}
/** A requirement's title in a state. */
export type TitleOf = (id: string, status: Status) => Text;

/** Looks up titles; a requirement that is no longer known is called by its id. */
export function titles(requirements: readonly TitledRequirement[]): TitleOf {
  const known = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  return (id, status) => {
    const requirement = known.get(id);
    return requirement === undefined ? say('{requirement}', { requirement: id }) : titleIn(status, requirement);
  };
}

/** What ends the worst of what is unmet. */
function firstOf(report: Report, unmet: ReadonlySet<string>): FirstStep | undefined {
  const step = firstStep(report, unmet);
  const [portal] = step?.portals ?? [];
  const [cause] = step?.causes ?? [];
  if (step === undefined || portal === undefined || cause === undefined) return undefined;
  const { title, docs, command } = step;
  return { requirement: cause.requirement, title, portal, docs, ...given({ command }) };
}
