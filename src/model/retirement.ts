/** What Azure takes away, and from which day. */
import { say, type Text } from './text.ts';

/** One retirement. */
export interface Retirement {
  readonly id: string;
  readonly title: Text;
  /** What stops, as the subject of a sentence: "trusted access". */
  readonly what: Text;
  /** First UTC day on which it is in force, `YYYY-MM-DD`. */
  readonly effective: string;
  readonly docs: string;
  /** Azure Advisor's id of the recommendation about it, the same in every language. Source: Advisor reference, API Management. */
  readonly advisorType: string;
}

/** Every retirement that can be judged. Source: Azure API Management breaking changes, overview. */
export const retirements: readonly Retirement[] = [
  {
    id: 'trusted-service-connectivity',
    title: say('Trusted service connectivity retirement'),
    what: say('trusted access'),
    effective: '2026-03-15',
    docs: 'https://learn.microsoft.com/azure/api-management/breaking-changes/trusted-service-connectivity-retirement-march-2026',
    advisorType: 'd6c54614-97fe-4f55-85cf-adb49ca7ccd3',
  },
];
