/** What every piece of evidence owes: where somebody looked, what was seen there, and what was needed where that is said. */
import type { Evidence } from '../../src/model/finding.ts';

const isSaid = (words: string | undefined) => !['', 'undefined'].includes(String(words).trim());

/** The properties of the evidence that leaves something out. */
export function emptyEvidence(evidence: readonly Evidence[]): readonly string[] {
  const owed = ({ resource, property, observed, expected = 'nothing' }: Evidence) => [
    resource,
    property,
    observed,
    expected,
  ];
  return evidence.filter((one) => !owed(one).every(isSaid)).map(({ property }) => property);
}
