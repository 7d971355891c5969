/** What Azure takes away, and from which day: the catalogue. */
import type { Day } from './days.ts';
import { say, type Text } from './text.ts';

/** One retirement. */
export interface Retirement {
  /** Also the name of the folder in `src/retirements` that holds its requirements. */
  readonly id: string;
  readonly title: Text;
  /** What stops, as the subject of a sentence: "trusted access". */
  readonly what: Text;
  /** First UTC day on which it is in force, `YYYY-MM-DD`. */
  readonly effective: Day;
  readonly docs: string;
  /** The UTC day on which that page was last read for this entry. */
  readonly read: Day;
  /** What Microsoft's pages say otherwise, in English; for the printed catalogue. */
  readonly remark?: string;
  /** Words of which any stands in Azure's announcements of it and of no other, in lower case (docs/rules.md#azure-also-says). */
  readonly calledBy: readonly string[];
  /** Microsoft's sentence on what it means that Advisor recommends nothing, word for word, where its page has one. */
  readonly ifNoRecommendation?: string;
  /** Azure Advisor's id of the recommendation about it, the same in every language. Source: Advisor reference, API Management. */
  readonly advisorType?: string;
  /**
   * When it is judged. `main`: always, and "is it ready?" without a month is about it. `beside`: always too, because what decides
   * stands on the instance itself, which is read anyway; told for its month and, where it is unmet, for later ones. `asked`: only
   * for its own month, because it takes reads of its own.
   */
  readonly judged: 'main' | 'beside' | 'asked';
}

/** The folder of Microsoft's pages about breaking changes; `/overview` is their list. */
export const BREAKING_CHANGES = 'https://learn.microsoft.com/azure/api-management/breaking-changes';

/** Every retirement, the main one first. Source: Azure API Management breaking changes, overview; Azure API Management service limits. */
export const retirements: readonly Retirement[] = [
  {
    id: 'trusted-service-connectivity',
    title: say('Trusted service connectivity retirement'),
    what: say('trusted access'),
    calledBy: ['trusted service connectivity', 'trusted services connectivity'],
    ifNoRecommendation: "If you don't see a recommendation, your API Management gateway isn't affected by the change.",
    effective: '2026-03-15',
    docs: `${BREAKING_CHANGES}/trusted-service-connectivity-retirement-march-2026`,
    read: '2026-11-28',
    advisorType: 'd6c54614-97fe-4f55-85cf-adb49ca7ccd3',
    judged: 'main',
  },
  {
    id: 'resource-provider-addresses-march',
    title: say('Resource provider source IP address updates, March 2023'),
    what: say('the old addresses of the resource provider'),
    calledBy: [],
    effective: '2023-03-31',
    docs: `${BREAKING_CHANGES}/rp-source-ip-address-change-mar-2023`,
    read: '2026-11-28',
    judged: 'asked',
  },
  {
    id: 'metrics-retirement',
    title: say('Metrics retirements'),
    what: say('the old capacity metrics'),
    calledBy: ['gateway requests metric', 'metrics retirement', 'metrics will be retired'],
    effective: '2023-08-31',
    docs: `${BREAKING_CHANGES}/metrics-retirement-aug-2023`,
    read: '2026-11-28',
    judged: 'asked',
  },
  {
    id: 'resource-provider-addresses-september',
    title: say('Resource provider source IP address updates, September 2023'),
    what: say('the second set of old addresses of the resource provider'),
    calledBy: [],
    effective: '2023-09-30',
    docs: `${BREAKING_CHANGES}/rp-source-ip-address-change-sep-2023`,
    read: '2026-11-28',
    judged: 'asked',
  },
  {
    id: 'self-hosted-gateway-versions',
    title: say('Self-hosted gateway v0 and v1 retirements'),
    what: say('support for self-hosted gateways of version 0 and 1'),
    calledBy: ['self-hosted gateway'],
    effective: '2023-10-01',
    docs: `${BREAKING_CHANGES}/self-hosted-gateway-v0-v1-retirement-oct-2023`,
    read: '2026-11-29',
    judged: 'asked',
  },
  {
    id: 'legacy-portal',
    title: say('Legacy developer portal retirement'),
    what: say('the legacy developer portal'),
    calledBy: ['legacy portal', 'legacy developer portal'],
    effective: '2023-10-31',
    docs: `${BREAKING_CHANGES}/legacy-portal-retirement-oct-2023`,
    read: '2026-11-29',
    judged: 'beside',
  },
  {
    id: 'api-versions',
    title: say('API version retirements'),
    what: say('old versions of the management API'),
    calledBy: ['api version', 'api-version'],
    effective: '2024-06-01',
    docs: `${BREAKING_CHANGES}/api-version-retirement-sep-2023`,
    read: '2026-11-28',
    advisorType: '6c154595-3c5c-49d3-ac57-f122a8e1adb9',
    judged: 'beside',
  },
  {
    id: 'workspaces-preview',
    title: say('Workspaces preview breaking changes, part 1'),
    what: say('the first preview of workspaces'),
    calledBy: ['workspaces'],
    effective: '2024-06-14',
    docs: `${BREAKING_CHANGES}/workspaces-breaking-changes-june-2024`,
    read: '2026-11-28',
    judged: 'asked',
  },
  {
    id: 'stv1-platform',
    title: say('stv1 platform retirement, global Azure'),
    what: say('the stv1 compute platform'),
    calledBy: ['stv1'],
    effective: '2024-08-31',
    docs: `${BREAKING_CHANGES}/stv1-platform-retirement-august-2024`,
    read: '2026-11-28',
    judged: 'beside',
  },
  {
    id: 'stv1-platform-sovereign',
    title: say('stv1 platform retirement, Azure Government and Azure in China'),
    what: say('the stv1 compute platform of Azure Government and Azure in China'),
    calledBy: ['stv1'],
    effective: '2025-02-24',
    docs: `${BREAKING_CHANGES}/stv1-platform-retirement-sovereign-clouds-february-2025`,
    read: '2026-11-29',
    remark: 'An older page says 28 February 2025.',
    judged: 'beside',
  },
  {
    id: 'git-repository',
    title: say('Git repository retirement'),
    what: say('the Git repository of the configuration'),
    calledBy: ['git repository', 'git configuration'],
    effective: '2025-03-15',
    docs: `${BREAKING_CHANGES}/git-configuration-retirement-march-2025`,
    read: '2026-11-29',
    judged: 'asked',
  },
  {
    id: 'direct-management-api',
    title: say('Direct management API retirement'),
    what: say('the direct management API'),
    calledBy: ['direct management'],
    effective: '2025-03-15',
    docs: `${BREAKING_CHANGES}/direct-management-api-retirement-march-2025`,
    read: '2026-11-29',
    judged: 'asked',
  },
  {
    id: 'workspaces-on-service-gateway',
    title: say('Workspaces preview breaking changes, part 2'),
    what: say('support for preview workspaces on the gateway of the service'),
    calledBy: ['workspaces'],
    effective: '2025-03-31',
    docs: `${BREAKING_CHANGES}/workspaces-breaking-changes-march-2025`,
    read: '2026-11-29',
    remark: 'Partly taken back since.',
    judged: 'asked',
  },
  {
    id: 'managed-certificates',
    title: say('Managed certificates suspension'),
    what: say('the creation of managed certificates'),
    calledBy: ['managed certificate'],
    effective: '2025-08-15',
    docs: `${BREAKING_CHANGES}/managed-certificates-suspension-august-2025`,
    read: '2026-11-29',
    remark:
      'Suspended, not ended: the table says until 15 March 2026, the page of 23 July 2026 says 30 June and, newest, 30 October 2026.',
    judged: 'beside',
  },
  {
    id: 'identity-providers-adal',
    title: say('ADAL-based Microsoft Entra ID or Azure AD B2C identity provider retirement'),
    what: say('sign-in through ADAL'),
    calledBy: ['adal'],
    effective: '2025-09-30',
    docs: `${BREAKING_CHANGES}/identity-provider-adal-retirement-sep-2025`,
    read: '2026-11-29',
    judged: 'asked',
  },
  {
    id: 'captcha-endpoint',
    title: say('CAPTCHA endpoint update'),
    what: say('the old CAPTCHA endpoint'),
    calledBy: ['captcha'],
    effective: '2025-09-30',
    docs: `${BREAKING_CHANGES}/captcha-endpoint-change-sep-2025`,
    read: '2026-11-29',
    judged: 'asked',
  },
  {
    id: 'tls-versions',
    title: say('TLS 1.0 and 1.1 retirements'),
    what: say('support for TLS 1.0 and 1.1'),
    calledBy: ['tls 1.0', 'tls 1.1', 'tls1.0'],
    effective: '2025-10-31',
    docs: `${BREAKING_CHANGES}/tls-versions-retirement-oct-2025`,
    read: '2026-11-29',
    remark: 'The text of the page says 31 August 2025.',
    advisorType: '18d79d0b-6a10-49f7-a0e4-f6b3b6f9c9b1',
    judged: 'beside',
  },
  {
    id: 'service-limits',
    title: say('Service limits: Consumption, Developer, Basic and Basic v2'),
    what: say('the higher limits of Consumption, Developer, Basic and Basic v2'),
    calledBy: ['service limits', 'resource limits'],
    effective: '2026-03-15',
    docs: 'https://learn.microsoft.com/azure/api-management/service-limits',
    read: '2026-11-29',
    remark: 'No row in the overview.',
    judged: 'asked',
  },
  {
    id: 'service-limits-standard',
    title: say('Service limits: Standard and Standard v2'),
    what: say('the higher limits of Standard and Standard v2'),
    calledBy: ['service limits', 'resource limits'],
    effective: '2026-04-15',
    docs: 'https://learn.microsoft.com/azure/api-management/service-limits',
    read: '2026-11-29',
    remark: 'No row in the overview.',
    judged: 'asked',
  },
  {
    id: 'service-limits-premium',
    title: say('Service limits: Premium and Premium v2'),
    what: say('the higher limits of Premium and Premium v2'),
    calledBy: ['service limits', 'resource limits'],
    effective: '2026-05-15',
    docs: 'https://learn.microsoft.com/azure/api-management/service-limits',
    read: '2026-11-29',
    remark: 'No row in the overview.',
    judged: 'asked',
  },
  {
    id: 'analytics-dashboard',
    title: say('Built-in analytics dashboard retirement'),
    what: say('the built-in analytics dashboard'),
    calledBy: ['built-in analytics', 'analytics dashboard', 'legacy analytics', 'classic analytics'],
    effective: '2027-03-15',
    docs: `${BREAKING_CHANGES}/analytics-dashboard-retirement-march-2027`,
    read: '2026-11-29',
    judged: 'asked',
  },
];

/** The retirement of an id. Throws for one that is not in the catalogue, which a test of every requirement rules out. */
export function retirementOf(id: string): Retirement {
  const found = retirements.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no retirement ${id}`);
  return found;
}

/** Whether a retirement takes effect in a month (`YYYY-MM`). */
export function isIn(month: string, { effective }: Pick<Retirement, 'effective'>): boolean {
  return effective.startsWith(`${month}-`);
}

/** The months (`YYYY-MM`) in which some retirements take effect, each once, in order. */
export function monthsOf(some: readonly Pick<Retirement, 'effective'>[]): readonly string[] {
  return [...new Set(some.map(({ effective }) => effective.slice(0, 7)))].toSorted();
}

/** Those that "is it ready?" without a month is about; reminders and summaries follow them. */
export function mainOf(some: readonly Retirement[]): readonly Retirement[] {
  return some.filter(({ judged }) => judged === 'main');
}

/** The months of what is asked about without naming it: a month without a year is read as one of these. */
export function mainMonths(some: readonly Retirement[]): readonly string[] {
  return monthsOf(mainOf(some));
}
