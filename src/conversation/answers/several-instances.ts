/** Answers about several instances beside how they stand: what differs, what fails most, what to do on each. */

import { type NoticeRow, noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { statusWithImpact } from '../../../cards/wording/status.ts';
import { verdictWord } from '../../../cards/wording/verdict.ts';
import { writerFor } from '../../../cards/wording/writer.ts';
import { given } from '../../model/given.ts';
import { titleIn } from '../../model/requirement.ts';
import { everything } from '../../model/scope.ts';
import { count, say, type Text } from '../../model/text.ts';
import type { Assessment, DiscoveredInstance } from '../../readiness/assessor.ts';
import { wholePlan } from '../../readiness/plan.ts';
import type { AnswerContext, AnswerRequest } from './answer-context.ts';

/** Keeps what the rows of a card offer. */
export function offerRows(
  { offer }: AnswerRequest,
  rows: readonly (Pick<NoticeRow, 'action'> & { readonly words: string })[],
): void {
  offer({ offers: rows.map(({ words, action }) => ({ words, action })) });
}

/** Two instances, or more, side by side: each requirement that does not stand alike everywhere. */
export function comparison(
  instances: readonly DiscoveredInstance[],
  assessments: readonly Assessment[],
  { requirements }: AnswerContext,
  request: AnswerRequest,
): CardMessage {
  const reports = instances.map((instance, index) => ({ instance, report: assessments[index]?.reports[0] }));
  const side = (tell: (one: (typeof reports)[number]) => Text) =>
    reports.map((one) => say('{name}: {told}', { name: one.instance.name, told: tell(one) })).reduce(joinTexts);
  const verdicts = reports
    .map(({ instance: { name }, report }) =>
      report === undefined
        ? say('{name}: {told}', { name, told: say('not judged') })
        : say('{name} {verdict}', { name, verdict: verdictWord(report.verdict) }),
    )
    .reduce(joinTexts);
  const differing = requirements
    .toSorted((a, b) => a.order - b.order)
    .filter(({ id }) => {
      const found = reports.map(({ report }) => report?.findings.find(({ requirement }) => requirement === id));
      return new Set(found.map((finding) => `${finding?.status} ${finding?.impact}`)).size > 1;
    });
  const rows = differing.map((requirement) => ({
    text: requirement.title,
    detail: side(({ report }) => {
      const finding = report?.findings.find((one) => one.requirement === requirement.id);
      return finding === undefined ? say('not judged') : statusWithImpact(finding.status, finding.impact);
    }),
    button: say('Explain'),
    action: { kind: 'explain' as const, requirements: [requirement.id], place: 'new' as const },
  }));
  const names = writerFor(request.view).list(instances.map(({ name }) => name));
  return noticeCard({
    title: count(
      rows.length,
      { one: '{names}: {count} requirement differs', other: '{names}: {count} requirements differ' },
      { names },
    ),
    lines: [
      verdicts,
      side(({ instance }) => say('{sku} in {location}', { sku: instance.sku, location: instance.location })),
    ],
    rows,
    again: request.retry,
    actions: instances.slice(0, 2).map(({ id, name }) => ({
      title: say('Check {name}', { name }),
      action: { kind: 'check', instance: id, place: 'new' },
    })),
    view: request.view,
  });
}

function joinTexts(first: Text, second: Text): Text {
  return say('{first} · {second}', { first, second });
}

/** Requirements by how many instances do not meet them, most first. */
export function byRequirement(
  assessments: readonly Assessment[],
  { requirements }: AnswerContext,
  request: AnswerRequest,
): CardMessage {
  const counted = requirements
    .map((requirement) => {
      const having = (status: 'fail' | 'unknown') =>
        assessments.filter(({ reports }) =>
          reports[0]?.findings.some((finding) => finding.requirement === requirement.id && finding.status === status),
        ).length;
      return { requirement, fails: having('fail'), unknown: having('unknown') };
    })
    .filter(({ fails, unknown }) => fails + unknown > 0)
    .toSorted((a, b) => b.fails - a.fails || b.unknown - a.unknown);
  const [worst] = counted;
  return noticeCard({
    title:
      worst === undefined
        ? say('No requirement fails anywhere')
        : say('Fails most often: {title}', { title: titleIn(worst.fails > 0 ? 'fail' : 'unknown', worst.requirement) }),
    rows: counted.map(({ requirement, fails, unknown }) => ({
      text: requirement.title,
      detail: say('not met by {fails}, not visible on {unknown} of {all}', { fails, unknown, all: assessments.length }),
      button: say('Which?'),
      action: { kind: 'fleet', scope: everything, requirement: requirement.id, only: 'unmet', place: 'new' },
    })),
    again: request.retry,
    view: request.view,
  });
}

/** What to do on each of several instances: the first step, and a button for the whole plan. */
export function plans(
  instances: readonly DiscoveredInstance[],
  assessments: readonly Assessment[],
  request: AnswerRequest,
): CardMessage {
  const due = instances.flatMap((instance, index) => {
    const assessment = assessments[index];
    const { steps, remains } = wholePlan(assessment?.plans?.slice(0, 1) ?? []);
    const isDue = assessment?.reports[0]?.verdict !== 'ready';
    return isDue && steps.length + remains.length > 0 ? [{ instance, steps: [...steps, ...remains] }] : [];
  });
  const rows = due.map(({ instance, steps }) => ({
    text: say('{name}: {steps}', {
      name: instance.name,
      steps: count(steps.length, { one: '{count} step', other: '{count} steps' }),
    }),
    ...given({ detail: steps[0] && say('First: {step}', { step: steps[0].title }) }),
    button: say('Fix plan'),
    action: { kind: 'fix' as const, instance: instance.id, place: 'new' as const },
    words: instance.name,
  }));
  offerRows(request, rows);
  return noticeCard({
    title: count(rows.length, {
      one: 'There is something to do on {count} instance',
      other: 'There is something to do on {count} instances',
    }),
    lines: rows.length === 0 ? [] : [say('Each plan has its commands, in the order in which they are safe.')],
    rows,
    again: request.retry,
    view: request.view,
  });
}
