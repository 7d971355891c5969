/** A requirement that Azure's data cannot decide: it says so, and what to look at. */
import type { Requirement } from '../model/requirement.ts';
import { retirementOf } from '../model/retirement.ts';
import type { Text } from '../model/text.ts';
import { manualStep } from './manual-step.ts';

/** What such a requirement says. */
export interface NotDecidable extends Omit<Requirement, 'check' | 'titles' | 'source'> {
  /** The same sentence where it is not known, which is always. */
  readonly unknown: Text;
  /** Why Azure does not show it. */
  readonly message: Text;
  /** What people have to look at. */
  readonly look: Text;
  /** The part of Microsoft's page. */
  readonly section: string;
}

/** Makes the requirement; its one item is always `unknown`, so nobody takes it for met. */
export function notDecidable({ unknown, message, look, section, ...rest }: NotDecidable): Requirement {
  const retirement = retirementOf(rest.retirement);
  return {
    ...rest,
    titles: { fail: unknown, unknown, warn: unknown },
    source: { title: 'Azure API Management breaking changes', section, url: retirement.docs },
    check: (subject) => [
      {
        subject: subject.instance.id,
        status: 'unknown',
        reason: 'NOT_IN_AZURE_DATA',
        message,
        evidence: [],
        fix: manualStep(subject, look, retirement),
      },
    ],
  };
}
