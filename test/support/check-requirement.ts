/** The tester of a requirement: it refuses one whose ways to answer are not all shown, or whose answers are not whole. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { Item, Status } from '../../src/model/finding.ts';
import { reasons } from '../../src/model/reasons.ts';
import type { Cloud, Requirement } from '../../src/model/requirement.ts';
import { retirementOf } from '../../src/model/retirement.ts';
import { render } from '../../src/model/text.ts';
import { assess, findingOf } from '../../src/readiness/assess.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { emptyEvidence } from './evidence.ts';
import { lineOf } from './judge.ts';
import { type SubjectOptions, subjectOf } from './subject.ts';

/** What a requirement may be told beside the resources. */
export interface ExampleOptions extends SubjectOptions {
  readonly cloud?: Cloud;
}

/** What is given in words, the resources, the items in the short lines of `lineOf` (worst first), and what differs. */
export type Example = readonly [
  given: string,
  resources: readonly ArmResource[],
  items: readonly string[],
  options?: ExampleOptions,
];

/** Why a requirement never answers in a way, as a sentence. */
interface Never {
  readonly because: string;
}

/** Says that a requirement never answers in a way, and why. */
export function never(because: string): Never {
  return { because };
}

/** Examples of every way to answer. The status of an example is that of its worst item. */
export interface Examples {
  readonly pass: readonly Example[] | Never;
  readonly fail: readonly Example[] | Never;
  readonly unknown: readonly Example[];
  readonly notApplicable: readonly Example[] | Never;
  /** Needed where a requirement never fails, unless it never passes either. */
  readonly warn?: readonly Example[];
}

const NOTHING = { policies: null, backends: null, loggers: null, namedValues: null, certificates: null };
const REASONS = new Map<string, (typeof reasons)[number]>(reasons.map((one) => [one.code, one]));

/** The items of a requirement, judged with its whole retirement as a report would be. */
function itemsFor(
  requirement: Requirement,
  resources: readonly ArmResource[],
  { cloud = 'public', ...options }: ExampleOptions = {},
): readonly Item[] {
  const others = requirements.filter(({ id }) => id !== requirement.id);
  const subject = { ...subjectOf(resources, options), cloud };
  const report = assess(subject, [requirement, ...others], retirementOf(requirement.retirement), () => NOTHING);
  return report.findings.find((one) => one.requirement === requirement.id)?.items ?? [];
}

/** What is missing in an item, a sentence each. */
function gapsOf(item: Item): readonly string[] {
  const { status, reason, evidence, fix } = item;
  return [
    ...(reason !== undefined && !REASONS.has(reason) ? [`${reason} is no registered reason`] : []),
    ...((status === 'fail' || status === 'warn') && evidence.length === 0 ? [`${status} without evidence`] : []),
    ...emptyEvidence(evidence).map((property) => `evidence of ${property} that says nothing`),
    ...((status === 'fail' || status === 'warn') && fix === undefined ? [`${status} without a fix`] : []),
    ...(status === 'fail' && item.impact === undefined ? ['fail without an impact'] : []),
    ...(status !== 'pass' && reason === undefined ? [`${status} without a reason`] : []),
    ...(status === 'unknown' && reason !== undefined && REASONS.get(reason)?.decides === null
      ? [`unknown by ${reason}, of which nobody says what would decide it`]
      : []),
    ...(render(item.message).trim() === '' ? ['an item without a message'] : []),
  ];
}

const KINDS: readonly (readonly [keyof Examples, Status])[] = [
  ['pass', 'pass'],
  ['warn', 'warn'],
  ['fail', 'fail'],
  ['unknown', 'unknown'],
  ['notApplicable', 'not-applicable'],
];

function isNever(examples: readonly Example[] | Never | undefined): examples is Never {
  return examples !== undefined && 'because' in examples;
}

/** What of the five ways to answer is not shown, a sentence each. */
function missingIn(examples: Examples): readonly string[] {
  const isEmpty = (of: readonly Example[] | Never | undefined) =>
    of === undefined || (isNever(of) ? of.because.trim() === '' : of.length === 0);
  const required = KINDS.filter(([kind]) => kind !== 'warn' && isEmpty(examples[kind]));
  const isUnmetShown = !isNever(examples.fail) || (examples.warn ?? []).length > 0 || isNever(examples.pass);
  return [
    ...required.map(([kind]) => `no example of ${kind}`),
    ...(isUnmetShown ? [] : ['no example of an unmet one: neither fail nor warn']),
  ];
}

/** Every reason to refuse a requirement, a sentence each; empty for one that is whole. */
export function refusals(requirement: Requirement, examples: Examples): readonly string[] {
  const judged = KINDS.flatMap(([kind, status]) => {
    const own = examples[kind];
    if (own === undefined || isNever(own)) return [];
    return own.map(([given, resources, , options]) => {
      const items = itemsFor(requirement, resources, options);
      return { given, status, items, is: findingOf(requirement.id, items).status };
    });
  });
  const denied = KINDS.filter(([kind]) => isNever(examples[kind])).map(([, status]) => status);
  return [
    ...missingIn(examples),
    ...judged.flatMap(({ given, status, is }) => (is === status ? [] : [`${given}: ${is} instead of ${status}`])),
    ...judged.flatMap(({ given, items }) => items.flatMap(gapsOf).map((gap) => `${given}: ${gap}`)),
    ...judged.flatMap(({ given, items }) =>
      items.flatMap(({ status }) => (denied.includes(status) ? [`${given}: ${status}, which never comes`] : [])),
    ),
  ];
}

/** Describes a requirement by examples of every way to answer: each has the items it says, and none is refused. */
export function checkRequirement(requirement: Requirement, examples: Examples): void {
  describe(requirement.id, () => {
    it('shows every way to answer, each with what it owes', () => {
      expect(refusals(requirement, examples)).toEqual([]);
    });

    const shown = KINDS.flatMap(([kind]) => {
      const own = examples[kind];
      return own === undefined || isNever(own) ? [] : own;
    });
    it.each(shown.map((example) => [example[0], example] as const))('%s', (_, [, resources, items, options]) => {
      expect(itemsFor(requirement, resources, options).map(lineOf)).toEqual(items);
    });
  });
}
