import { UnreadableField } from '../../src/model/json.ts';
import type { Requirement } from '../../src/model/requirement.ts';
import { retirements } from '../../src/model/retirement.ts';
import { render, say } from '../../src/model/text.ts';
import { assess, findingOf, verdictOf, worstVerdict } from '../../src/readiness/assess.ts';
import { finding, item, requirement } from '../support/report.ts';
import { APIM, apim, SUBNET } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const [retirement] = retirements;
if (retirement === undefined) throw new Error('there is no retirement');
const nothing = { policies: 0, backends: 0, loggers: 0, namedValues: 0, certificates: 0 };

describe('verdictOf', () => {
  const outage = item('fail', { impact: 'outage' });
  const unsupported = item('fail', { impact: 'unsupported' });

  it.each([
    ['not-ready beats everything', [finding('x', item('unknown')), finding('x', outage)], 'not-ready'],
    ['unknown beats an unsupported fail', [finding('x', unsupported), finding('x', item('unknown'))], 'undecided'],
    ['an unknown item behind a warning still counts', [finding('x', item('warn'), item('unknown'))], 'undecided'],
    ['an unsupported fail needs action', [finding('x', unsupported), finding('x', item('pass'))], 'action-needed'],
    ['a warning changes nothing', [finding('x', item('warn')), finding('x', item('not-applicable'))], 'ready'],
    [
      'an unknown item behind an unsupported fail counts too',
      [finding('x', unsupported, item('unknown'))],
      'undecided',
    ],
    ['a finding without any item proves nothing', [finding('x', item('pass')), findingOf('x', [])], 'undecided'],
    ['no findings are never ready', [], 'undecided'],
  ] as const)('%s', (_, findings, expected) => {
    expect(verdictOf(findings)).toBe(expected);
  });
});

describe('worstVerdict', () => {
  it.each([
    [['ready', 'undecided', 'action-needed'] as const, 'undecided'],
    [['ready', 'not-ready'] as const, 'not-ready'],
    [[] as const, 'undecided'],
  ])('of %j is %s', (verdicts, worst) => {
    expect(worstVerdict(verdicts)).toBe(worst);
  });
});

describe('assess', () => {
  const run = (requirements: readonly Requirement[], resources = [apim()]) =>
    assess(subjectOf(resources), requirements, retirement, () => nothing);

  it('orders findings as the requirements are ordered, whatever the order of the files', () => {
    const report = run([requirement('b', 20, () => [item('pass')]), requirement('a', 10, () => [item('pass')])]);

    expect(report.findings.map((one) => one.requirement)).toEqual(['a', 'b']);
  });

  it('puts items worst first, then by subject and location', () => {
    const items = [
      item('pass', { subject: '/B' }),
      item('fail', { impact: 'unsupported' }),
      item('unknown', { subject: '/b', location: 'westeurope' }),
      item('unknown', { subject: '/B', location: 'northeurope' }),
      item('fail', { impact: 'outage' }),
    ];

    const [first] = run([requirement('a', 10, () => items)]).findings;

    expect(first?.items.map((one) => [one.status, one.impact ?? one.location])).toEqual([
      ['fail', 'outage'],
      ['unknown', 'northeurope'],
      ['unknown', 'westeurope'],
      ['fail', 'unsupported'],
      ['pass', undefined],
    ]);
    expect(first).toMatchObject({ status: 'fail', impact: 'outage' });
  });

  it('puts items of one subject in the order of their locations and of the rows of the rules, before others of later ids', () => {
    const place = (subject: string, location: string, row: number) => item('pass', { subject, location, row });
    const inOrder = [
      item('pass', { subject: '/a' }),
      item('pass', { subject: '/a', row: 9 }),
      place('/A', 'eastus', 1),
      place('/A', 'northeurope', 9),
      place('/a', 'westeurope', 1),
      place('/A', 'westeurope', 2),
      place('/b', 'northeurope', 1),
    ];

    for (const items of [inOrder, inOrder.toReversed()]) {
      expect(run([requirement('a', 10, () => items)]).findings[0]?.items).toEqual(inOrder);
    }
    expect(run([requirement('a', 10, () => [item('pass'), item('warn')])]).findings[0]?.status).toBe('warn');
  });

  it('makes a check that throws unknown, and lets the others stand', () => {
    const report = run([
      requirement('a', 10, () => {
        throw new TypeError('secret detail');
      }),
      requirement('b', 20, () => [item('pass')]),
    ]);

    expect(report.findings[0]).toMatchObject({ status: 'unknown', items: [{ reason: 'CHECK_FAILED', subject: APIM }] });
    expect(report.findings[0]?.items[0]?.evidence[0]?.observed).toBe('TypeError');
    expect(JSON.stringify(report)).not.toContain('secret detail');
    expect(report.findings[1]?.status).toBe('pass');
    expect(report.verdict).toBe('undecided');
  });

  it('makes a check without an answer unknown', () => {
    expect(run([requirement('a', 10, () => [])]).findings[0]).toMatchObject({
      status: 'unknown',
      items: [{ reason: 'CHECK_FAILED', subject: APIM }],
    });
  });

  it('names the field that does not have the form that Azure documents', () => {
    const report = run([
      requirement('a', 10, () => {
        throw new UnreadableField({ resource: SUBNET, property: 'properties.routes' });
      }),
    ]);

    expect(report.findings[0]?.items[0]).toMatchObject({
      subject: APIM,
      status: 'unknown',
      reason: 'UNREADABLE',
      evidence: [{ resource: SUBNET, property: 'properties.routes' }],
    });
  });

  it('counts nothing where counting breaks down or the instance could not be read, and lets the findings stand', () => {
    const uncounted = { policies: null, backends: null, loggers: null, namedValues: null, certificates: null };
    const met = [requirement('a', 10, () => [item('pass')])];
    const breaking = () => {
      throw new TypeError('no count');
    };
    const report = assess(subjectOf([apim()]), met, retirement, breaking);

    expect([report.verdict, report.scanned]).toEqual(['ready', uncounted]);
    expect(run(met).scanned).toEqual(nothing);
    expect(run(met, []).scanned).toEqual(uncounted);
  });

  it('judges the requirements of its own retirement alone, and knows nothing of a finding of another', () => {
    const other = { ...requirement('other', 10, () => [item('pass')]), retirement: 'another' };
    const asks = requirement('asks', 5, (subject) => [
      item(subject.finding('other').status === 'unknown' ? 'pass' : 'fail'),
    ]);
    const report = run([asks, other]);

    expect(report.findings.map((one) => [one.requirement, one.status])).toEqual([['asks', 'pass']]);
  });

  it('tells remarks after what Azure says of its own state', () => {
    const report = assess(
      subjectOf([apim({ provisioningState: 'Updating' })]),
      [],
      retirement,
      () => nothing,
      () => [say('A remark')],
    );

    expect(report.notes.map((note) => render(note))).toEqual([
      'Azure reports the state Updating: what was read may be about to change.',
      'A remark',
    ]);
  });

  it('makes every finding unknown when the instance itself could not be read', () => {
    const report = run([requirement('a', 10, () => [item('pass')]), requirement('b', 20, () => [item('pass')])], []);

    expect(report.findings.map((one) => one.items[0]?.reason)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(report.verdict).toBe('undecided');
  });

  it('judges a requirement once, also when another asks for its finding', () => {
    let times = 0;
    const asked = requirement('asked', 10, () => {
      times += 1;
      return [item('warn')];
    });
    const asks = requirement('asks', 5, (subject) => [
      item(subject.finding('asked').status === 'warn' ? 'pass' : 'unknown'),
    ]);

    expect(run([asks, asked]).findings.map((one) => one.status)).toEqual(['pass', 'warn']);
    expect(times).toBe(1);
  });

  it('turns a circle of requirements into unknown', () => {
    const a = requirement('a', 10, (subject) => [item(subject.finding('b').status)]);
    const b = requirement('b', 20, (subject) => [item(subject.finding('a').status)]);

    const report = run([a, b]);
    expect(report.verdict).toBe('undecided');
    expect(report.findings.map(({ items }) => items[0]?.reason)).toContain('CHECK_FAILED');
  });

  it.each([
    ['Updating', 1],
    ['Succeeded', 0],
  ])('notes the provisioning state %s without judging it', (provisioningState, count) => {
    const report = run([requirement('a', 10, () => [item('pass')])], [apim({ provisioningState })]);

    expect(report.notes).toHaveLength(count);
    expect(report.verdict).toBe('ready');
  });
});
