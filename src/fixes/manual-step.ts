/** A step for people about the instance itself: what to look at, where, and Microsoft's page about it. */
import type { Fix } from '../model/finding.ts';
import type { Retirement } from '../model/retirement.ts';
import type { Text } from '../model/text.ts';
import type { PortalPage } from './portal-links.ts';
import { type PortalContext, portalLink } from './portal-links.ts';

/** The step; it stands behind everything that can be applied by a command. */
export function manualStep(
  subject: PortalContext & { readonly instance: { readonly id: string } },
  title: Text,
  { docs }: Pick<Retirement, 'docs'>,
  page: PortalPage = 'overview',
): Fix {
  return { title, portal: portalLink(subject, subject.instance.id, page), docs, order: 97 };
}
