/** Where a reference to a key vault stands in the portal, by its id. */
import type { PortalPage } from './portal-links.ts';

/** Whether a reference is the certificate of a hostname, which is a part of the instance and has no address of its own. */
export function isHostname(reference: string): boolean {
  return reference.toLowerCase().includes('/hostnameconfigurations/');
}

/** The page of a reference: hostnames, client certificates or named values. */
export function referencePage(reference: string): PortalPage {
  if (isHostname(reference)) return 'customDomains';
  return /\/certificates\//i.test(reference) ? 'certificates' : 'namedValues';
}
