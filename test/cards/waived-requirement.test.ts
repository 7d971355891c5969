import { readinessCard } from '../../cards/readiness-card.ts';
import { visibleText } from '../support/card-parser.ts';
import { assessment, finding, item, oneOfEach, report, titles } from '../support/report.ts';
import { view } from '../support/sample-cards.ts';
import { waiver } from '../support/sample-reminder-cards.ts';

const WAIVED = 'Waived by Ann Lindqvist until 31 December 2026: The vault moves to a private endpoint in December.';

const card = (findings: Parameters<typeof report>[0], waivers = [waiver]) =>
  readinessCard({ assessment: assessment([report(findings)]), requirements: titles, waivers, view });

describe('a waived requirement on the readiness card', () => {
  it('stays unmet, and says below itself who waived it, until when and why', () => {
    const lines = visibleText(card(oneOfEach.findings)).split('\n');
    const at = lines.indexOf(WAIVED);

    expect(lines[at - 1]).toContain('A key vault has no supported network access option');
    expect(lines.filter((line) => line === WAIVED)).toHaveLength(1);
  });

  it('says so in the plain answer too', () => {
    expect(card(oneOfEach.findings).text.split('\n')).toContain(WAIVED);
  });

  it('says so even on the barest card', () => {
    const long = item('fail', { impact: 'unsupported', reason: 'BYPASS_ONLY', evidence: [] });
    const many = Array.from({ length: 60 }, (_, index) => finding(`requirement-${index}`, long));
    const crowded = card([...many, finding('unsupported', long)]);

    expect(visibleText(crowded)).toContain(WAIVED);
  });

  it('is nothing that changes the verdict', () => {
    expect(card(oneOfEach.findings).summary).toBe(card(oneOfEach.findings, []).summary);
  });

  it('is not told of a requirement that nobody waived', () => {
    expect(visibleText(card(oneOfEach.findings, [{ ...waiver, requirement: 'other' }]))).not.toContain('Waived');
  });
});
