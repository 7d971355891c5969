import { reportDocument, reportJson } from '../../src/exports/json.ts';
import type { Report } from '../../src/model/finding.ts';
import { say } from '../../src/model/text.ts';
import { assessment, finding, item, oneOfEach, report, switchedOff, titles } from '../support/report.ts';

const of = (reports: readonly Report[]) => ({ ...assessment(reports), requirements: titles });

describe('reportJson with a what-if', () => {
  const relies = item('fail', { reason: 'G-RELIES', location: 'westeurope', message: say('Only trusted access.') });

  it('says of each report whether the change is safe, and which calls decide that', () => {
    const findings = [finding('gateway-dependencies', relies)];
    const source = of([report(findings, { tried: switchedOff(findings) })]);
    const [first] = reportDocument(source).reports;

    expect(first?.whatIf).toEqual({
      change: 'trusted-access-off',
      safe: 'no',
      message: 'Setting the flag on apim-prod is not safe: 1 dependency has no other way',
      stops: [{ subject: relies.subject, location: 'westeurope', reason: 'G-RELIES', message: 'Only trusted access.' }],
      undecided: [],
      broken: [],
    });
  });

  it('has no such key where nothing was asked', () => {
    expect(Object.keys(reportDocument(of([oneOfEach])).reports[0] ?? {})).not.toContain('whatIf');
  });
});

describe('reportJson', () => {
  it('is one document of the shape in docs/rules.md#json', () => {
    expect(JSON.parse(reportJson(of([oneOfEach])))).toMatchSnapshot();
  });

  it('ends with a line break and is the document', () => {
    const text = reportJson(of([oneOfEach]));

    expect(text.endsWith('}\n')).toBe(true);
    expect(JSON.parse(text)).toEqual(reportDocument(of([oneOfEach])));
  });

  it('has its keys in one order', () => {
    const [first] = reportDocument(of([oneOfEach])).reports;

    expect(Object.keys(reportDocument(of([oneOfEach])))).toEqual(['checkedAt', 'today', 'reports']);
    expect(Object.keys(first ?? {})).toEqual([
      'instance',
      'retirement',
      'effective',
      'verdict',
      'scanned',
      'notes',
      'findings',
    ]);
  });

  it('keeps findings and items in their order', () => {
    const [first] = reportDocument(of([oneOfEach])).reports;

    expect(first?.findings.map((one) => one.requirement)).toEqual(oneOfEach.findings.map((one) => one.requirement));
  });

  it('gives a finding an impact only when it fails, while items keep theirs', () => {
    const unknownWithFail = {
      ...finding('unseen', item('unknown', { reason: 'FORBIDDEN' }), item('fail', { impact: 'unsupported' })),
      impact: 'unsupported' as const,
    };
    const [first] = reportDocument(of([report([unknownWithFail])])).reports;

    expect(first?.findings[0]).not.toHaveProperty('impact');
    expect(first?.findings[0]?.items[1]?.impact).toBe('unsupported');
  });

  it('has no key for what is not there', () => {
    const plain = item('pass', { evidence: [{ resource: 'kv', property: 'p', observed: 'o' }] });
    const [first] = reportDocument(of([report([finding('met', plain)])])).reports;
    const [written] = first?.findings[0]?.items ?? [];

    expect(Object.keys(written ?? {})).toEqual(['subject', 'status', 'message', 'evidence']);
    expect(Object.keys(written?.evidence[0] ?? {})).toEqual(['resource', 'property', 'observed']);
  });

  it('keeps the row of a network rule', () => {
    const [first] = reportDocument(of([report([finding('network-rules', item('fail', { row: 3 }))])])).reports;

    expect(first?.findings[0]?.items[0]?.row).toBe(3);
  });

  it('writes sentences in English, notes too', () => {
    const noted = report([], { notes: [say('Azure reports the state {state}.', { state: 'Updating' })] });

    expect(reportDocument(of([noted])).reports[0]?.notes).toEqual(['Azure reports the state Updating.']);
  });

  it('keeps null where nothing was read', () => {
    expect(reportDocument(of([oneOfEach])).reports[0]?.scanned.certificates).toBeNull();
  });
});
