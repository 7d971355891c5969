/** The cards that answer more than "is it ready?", with believable content. */

import { changesCard } from '../../cards/changes-card.ts';
import { checkingCard } from '../../cards/checking-card.ts';
import { evidenceCard } from '../../cards/evidence-card.ts';
import { fixPlanCard } from '../../cards/fix-plan-card.ts';
import { fleetCard } from '../../cards/fleet-card.ts';
import { noticeCard } from '../../cards/notice-card.ts';
import { staleNote, withNote } from '../../cards/parts/card-notes.ts';
import type { CardMessage } from '../../cards/parts/elements.ts';
import { readersCard } from '../../cards/readers-card.ts';
import { readinessCard } from '../../cards/readiness-card.ts';
import { requirementCard } from '../../cards/requirement-card.ts';
import { retirementsCard } from '../../cards/retirements-card.ts';
import { whatIfCard } from '../../cards/what-if-card.ts';
import { whyCard } from '../../cards/why-card.ts';
import type { RequirementTitle } from '../../cards/wording/status.ts';
import type { CardView } from '../../cards/wording/writer.ts';
import { ok } from '../../src/model/estate.ts';
import type { Finding, Verdict } from '../../src/model/finding.ts';
import type { MetricSeries } from '../../src/model/metrics.ts';
import { retirements } from '../../src/model/retirement.ts';
import { everything } from '../../src/model/scope.ts';
import { say } from '../../src/model/text.ts';
import { fixPlan } from '../../src/readiness/fix-plan.ts';
import type { FleetRow } from '../../src/readiness/fleet.ts';
import { answerKey, withNumbers } from '../../src/readiness/live-metrics.ts';
import { whatIf } from '../../src/readiness/what-if.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { assessment, discovered, finding, INSTANCE, item, planOnPaper, report, switchedOff } from './report.ts';
import { CHANGED } from './resource-changes.ts';

/** What they are drawn from. */
export interface AnswerSamples {
  /** Findings of a real-looking instance that is not ready. */
  readonly findings: readonly Finding[];
  readonly titles: readonly RequirementTitle[];
  readonly view: CardView;
}

const verdicts: readonly Verdict[] = ['not-ready', 'undecided', 'action-needed', 'ready'];

const fleetRowsOf = (count: number, findings: readonly Finding[]): readonly FleetRow[] =>
  verdicts.flatMap((verdict, group) =>
    Array.from({ length: Math.ceil((count - group) / 4) }, (_, index): FleetRow => {
      const [step] = fixPlan([report(findings)]);
      return {
        instance: discovered(`apim-${verdict}-${index + 1}`),
        verdict,
        effective: '2026-03-15',
        unmet: verdict === 'ready' ? 0 : 3,
        unseen: verdict === 'undecided' ? 2 : 0,
        ...(verdict === 'ready' || step === undefined ? {} : { first: step.title }),
      };
    }),
  );

/** Name of the picture, and the card. */
/** Where links lead. */
const PORTAL = { cloud: 'public', tenantId: undefined } as const;

/** Calls of the vault of `item` on one day, by status code. */
const COUNTED: readonly MetricSeries[] = [
  { metric: 'ServiceApiResult', values: ['200'], points: [{ at: Date.parse('2026-11-01T10:00:00Z'), count: 288_000 }] },
  { metric: 'ServiceApiResult', values: ['403'], points: [{ at: Date.parse('2026-11-03T10:00:00Z'), count: 10_183 }] },
];

/** What brings a list again. */
const again = { kind: 'ask', question: 'list all instances' } as const;

export function sampleAnswers({ findings, titles, view }: AnswerSamples): Readonly<Record<string, CardMessage>> {
  const bad = report(findings, { verdict: 'not-ready' });
  const whole = assessment([bad]);
  const steps = planOnPaper(bad).steps;
  const checked = { checkedAt: whole.checkedAt, checkedAs: whole.checkedAs };
  const fleet = { rows: fleetRowsOf(20, findings), hidden: 0, ...checked, view };
  const many = report(
    Array.from({ length: 14 }, (_, index) =>
      finding(
        `requirement-${index}`,
        ...Array.from({ length: 50 }, (_, number) =>
          item('fail', {
            subject: `kv-${index}-${number}`,
            message: say('{text}', { text: 'A long sentence about what was seen. '.repeat(20) }),
            fix: {
              title: say('Step {index} for vault {number}', { index, number }),
              portal: 'https://portal.azure.com/#resource/x',
              docs: 'https://learn.microsoft.com/azure',
              command: `az keyvault show -n kv-${index}-${number}\n`.repeat(20),
            },
          }),
        ),
      ),
    ),
  );
  const vault = item('fail');
  const [calls] = withNumbers(
    [
      report([
        finding('gateway-dependencies', { ...vault, location: 'westeurope' }, { ...vault, location: 'northeurope' }),
      ]),
    ],
    new Map([[answerKey({ resource: vault.subject, metrics: ['ServiceApiResult'] }), ok(COUNTED)]]),
    Date.parse(whole.checkedAt),
    PORTAL,
  );
  const counted = assessment(calls === undefined ? [] : [calls]);
  const [requirement] = requirements;
  if (requirement === undefined) throw new Error('there is no requirement');
  const changed = {
    since: '2026-11-16T08:00:00Z' as const,
    before: 'not-ready' as const,
    now: 'action-needed' as const,
    moves: [
      {
        requirement: 'key-vault-identity',
        kind: 'fixed' as const,
        before: { status: 'fail' as const, impact: 'outage' as const },
        now: { status: 'pass' as const },
      },
      {
        requirement: 'network-rules',
        kind: 'new' as const,
        before: { status: 'pass' as const },
        now: { status: 'fail' as const, impact: 'unsupported' as const },
      },
    ],
  };
  return {
    'why-not-ready': whyCard({ portal: PORTAL, assessment: whole, requirements: titles, month: '2026-03', view }),
    evidence: evidenceCard({ portal: PORTAL, assessment: whole, requirements: titles, view }),
    'why-numbers': whyCard({ portal: PORTAL, assessment: counted, requirements: titles, view }),
    'evidence-numbers': evidenceCard({ portal: PORTAL, assessment: counted, requirements: titles, view }),
    'why-ready': whyCard({
      portal: PORTAL,
      assessment: assessment([report([finding('a', item('pass'))], { verdict: 'ready' })]),
      requirements: titles,
      view,
    }),
    'why-many': whyCard({ portal: PORTAL, assessment: assessment([many]), requirements: titles, page: 2, view }),
    'evidence-many': evidenceCard({
      portal: PORTAL,
      assessment: assessment([many]),
      requirements: titles,
      page: 2,
      view,
    }),
    'fix-plan': fixPlanCard({
      instance: INSTANCE,
      plan: { now: 'not-ready', steps, after: 'ready', remains: [], undecided: [] },
      requirements: titles,
      done: [steps[1]?.id ?? '', 'gone'],
      isFile: true,
      format: 'az',
      month: '2026-03',
      checkedAt: whole.checkedAt,
      view,
    }),
    ...Object.fromEntries(
      (['terraform', 'portal'] as const).map((format) => [
        `fix-plan-${format}`,
        fixPlanCard({
          instance: INSTANCE,
          plan: { now: 'not-ready', steps, after: 'ready', remains: [], undecided: [] },
          requirements: titles,
          done: [],
          isFile: true,
          format,
          checkedAt: whole.checkedAt,
          view,
        }),
      ]),
    ),
    'fix-plan-empty': fixPlanCard({
      instance: INSTANCE,
      plan: planOnPaper(report([], { verdict: 'ready' })),
      requirements: titles,
      done: [],
      isFile: true,
      format: 'az',
      checkedAt: whole.checkedAt,
      view,
    }),
    'fix-plan-many': fixPlanCard({
      instance: INSTANCE,
      plan: {
        now: 'not-ready',
        steps: planOnPaper(many).steps,
        after: 'undecided',
        remains: fixPlan([bad]),
        undecided: [],
      },
      requirements: titles,
      done: [],
      isFile: true,
      format: 'az',
      checkedAt: whole.checkedAt,
      view,
    }),
    fleet: fleetCard({ ...fleet, action: { kind: 'fleet', scope: everything } }),
    'fleet-page': fleetCard({
      ...fleet,
      scope: say('subscription {value}', { value: 'Northwind Production' }),
      hidden: 3,
      action: {
        kind: 'fleet',
        scope: { names: [], where: [{ by: 'subscription', value: 'Northwind Production' }] },
        month: '2026-03',
        page: 2,
      },
    }),
    'fleet-nothing-unmet': fleetCard({
      ...fleet,
      rows: [],
      hidden: 12,
      action: { kind: 'fleet', scope: everything, only: 'unmet' },
    }),
    'what-if-not-safe': whatIfCard({
      assessment: whole,
      report: bad,
      outcome: whatIf(bad, switchedOff(findings)),
      view,
    }),
    'what-if-safe': whatIfCard({
      assessment: whole,
      report: bad,
      outcome: {
        change: 'trusted-access-off',
        safe: 'yes',
        stops: [],
        undecided: [],
        broken: [],
        ends: [],
        verdict: 'ready',
      },
      view,
    }),
    requirement: requirementCard({ requirement, retirement: retirements[0], today: '2026-11-22', view }),
    retirements: retirementsCard({ retirements, today: '2026-11-22', again, view }),
    'retirements-none': retirementsCard({ retirements: [], month: '2031-06', today: '2026-11-22', again, view }),
    changes: changesCard({
      portal: PORTAL,
      instances: [
        {
          id: '1',
          name: 'apim-prod',
          changes: changed,
          unmet: changed.moves.map(({ requirement }) => ({
            retirement: bad.retirement,
            requirement,
            since: '2026-11-03T08:00:00Z' as const,
            wasMet: true,
          })),
          behind: new Map(changed.moves.slice(0, 1).map(({ requirement }) => [requirement, [CHANGED]])),
          beside: [{ ...CHANGED, id: 'other', by: { kind: 'application' }, kind: 'created', parts: [] }],
          unread: 'FORBIDDEN',
        },
        { id: '2', name: 'apim-dev' },
        { id: '3', name: 'apim-lab', changes: { ...changed, before: 'ready', now: 'ready', moves: [] } },
      ],
      requirements: titles,
      since: '2026-11-16',
      again,
      view,
    }),
    'changes-none': changesCard({
      portal: PORTAL,
      instances: [{ id: '3', name: 'apim-lab', changes: { ...changed, before: 'ready', now: 'ready', moves: [] } }],
      requirements: titles,
      since: '2026-11-16',
      again,
      view,
    }),
    readers: readersCard({
      target: 'kv-prod',
      readers: [{ instance: discovered('apim-prod'), calls: true, refers: true, worst: item('fail') }],
      unsure: ['apim-tools'],
      searched: 12,
      again,
      view,
    }),
    'readers-none': readersCard({ target: 'kv-old', readers: [], unsure: [], searched: 12, again, view }),
    'which-instance': noticeCard({
      title: say('Which instance do you mean?'),
      rows: Array.from({ length: 30 }, (_, index) => ({
        text: say('{name}', { name: `apim-${index}` }),
        detail: say('{place}', { place: 'Northwind Production · rg-api-prod · westeurope · Premium' }),
        button: say('Fix plan'),
        action: { kind: 'fix' as const, instance: discovered(`apim-${index}`).id },
      })),
      again,
      view,
    }),
    notice: noticeCard({
      title: say('I keep no history yet'),
      lines: [say('Whoever runs this bot sets it up; the README says how.')],
      questions: ['remind me about everything'],
      actions: [{ title: say('Who is not ready now?'), action: { kind: 'fleet', scope: everything, only: 'unmet' } }],
      view,
    }),
    'checking-fleet': checkingCard({
      name: say('all instances'),
      fleet: { done: 3, total: 12, secondsLeft: 100 },
      view,
    }),
    'readiness-stale': withNote(
      readinessCard({ assessment: whole, requirements: titles, shareable: true, view }),
      staleNote('2026-11-20T09:00:00Z', view),
      view,
    ),
    'readiness-partial-progress': readinessCard({
      assessment: assessment([bad], { partial: true }),
      requirements: titles,
      progress: { scanned: 40, known: 220 },
      view,
    }),
  };
}
