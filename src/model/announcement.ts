/** What Azure itself says about an instance, beside what is judged here. It changes no verdict (docs/rules.md#azure-also-says). */

import type { Day } from './days.ts';

/** Where Azure says it. */
export type AnnouncementSource = 'advisor' | 'service-health';

/** One recommendation of Azure Advisor, or one event of Service Health. */
export interface Announcement {
  readonly source: AnnouncementSource;
  /** ARM id. */
  readonly id: string;
  /** What a support request names: Advisor's recommendation type, Service Health's tracking id. */
  readonly reference: string;
  readonly kind: 'retirement' | 'recommendation' | 'advisory' | 'incident' | 'maintenance';
  /** Azure's own words, in the language in which Azure gives them. */
  readonly title: string;
  /** Where it stands in the portal. */
  readonly page: string;
  /** UTC day on which Azure last said so; for maintenance and incidents the day on which they begin. */
  readonly day?: Day;
  /** Retirements only: the UTC day that Azure names. */
  readonly effective?: Day;
  /** The id of the retirement in the catalogue; absent for one that the catalogue does not know. */
  readonly retirement?: string;
  /** Whether somebody dismissed or postponed it. */
  readonly dismissed: boolean;
}

/** Everything that Azure says about an instance. */
export interface AzureSays {
  /** Retirements that the catalogue does not know first, then the newest. */
  readonly announcements: readonly Announcement[];
  /** What could not be read, so that silence there means nothing. */
  readonly unread: readonly AnnouncementSource[];
}

/**
 * Advisor's recommendations that are no retirement and stand beside what is judged: "Review hostname certificate for errors",
 * "Dependency network status check failed". Source: Azure Advisor reference, API Management.
 */
export const advisorEvidence = [
  '8962964c-a6d6-4c3d-918a-2777f7fbdca7',
  '53fd1359-ace2-4712-911c-1fc420dd23e8',
] as const;
