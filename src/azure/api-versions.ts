/** Which api-version each ARM type is read with. Versions whose examples or models were read. */
import { kinds, services } from '../model/services.ts';

/** Longest prefix wins; several versions are tried in order when Azure does not know the first. Types in lower case. */
const VERSIONS: readonly (readonly [prefix: string, ...versions: readonly string[]])[] = [
  ['microsoft.apimanagement', '2024-05-01'],
  // Stable versions leave out `credentials.managedIdentity`.
  ['microsoft.apimanagement/service/backends', '2025-03-01-preview', '2024-05-01'],
  ['microsoft.apimanagement/service/workspaces/backends', '2025-03-01-preview', '2024-05-01'],
  ...kinds.map((kind) => [services[kind].type, ...services[kind].apiVersions] as const),
  ['microsoft.relay', '2021-11-01'],
  ['microsoft.managedidentity', '2023-01-31'],
  ['microsoft.network', '2024-05-01'],
  ['microsoft.network/networksecurityperimeters', '2024-07-01'],
  ['microsoft.network/dnsresolvers', '2022-07-01'],
  ['microsoft.network/privatednszones', '2020-06-01'],
  ['microsoft.authorization', '2022-04-01'],
  ['microsoft.advisor', '2020-01-01'],
  ['microsoft.insights/diagnosticsettings', '2021-05-01-preview'],
];

/** Types whose children keep the version of their provider; older versions leave entries out of these lists. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  // The first version that shows MCP servers and agents (A2A).
  'microsoft.apimanagement/service/apis': ['2025-09-01-preview', '2024-05-01'],
  'microsoft.apimanagement/service/workspaces/apis': ['2025-09-01-preview', '2024-05-01'],
};

/** Whether this api-version may leave entries out of a list that the best one shows. */
export function leavesOut(type: string, version: string): boolean {
  const [best] = LISTS[type.toLowerCase()] ?? [version];
  return best !== version;
}

/** The api-versions to try for a type (any case), best first; empty for a provider that is never read. */
export function apiVersionsFor(type: string): readonly string[] {
  const lower = type.toLowerCase();
  const own = LISTS[lower];
  if (own !== undefined) return own;
  const fitting = VERSIONS.filter(([prefix]) => lower === prefix || lower.startsWith(`${prefix}/`));
  const [, ...found] = fitting.toSorted(([a], [b]) => b.length - a.length)[0] ?? [''];
  return found;
}
