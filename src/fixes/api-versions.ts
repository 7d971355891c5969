/** The api versions in which fixes write, by the beginning of the type: Azure's stable ones that know every property used here. */
const VERSIONS = {
  'Microsoft.ApiManagement': '2024-05-01',
  'Microsoft.Authorization': '2022-04-01',
  'Microsoft.KeyVault': '2023-07-01',
  'Microsoft.Network': '2024-05-01',
  'Microsoft.Network/networkSecurityPerimeters': '2024-07-01',
  'Microsoft.Network/privateDnsZones': '2024-06-01',
} as const;

/** A type of ARM in the case of the documentation, below one of the table. */
export type WrittenType = `${keyof typeof VERSIONS}/${string}`;

/** The version of a type; of a part, that of what it is a part of. */
export function versionOf(type: WrittenType): string {
  const isPart = (known: string) => type === known || type.startsWith(`${known}/`);
  const [longest] = Object.entries(VERSIONS)
    .filter(([known]) => isPart(known))
    .toSorted(([a], [b]) => b.length - a.length);
  return longest?.[1] ?? '';
}

/** A type with its version, as templates name it: `Microsoft.Network/routeTables@2024-05-01`. */
export function versioned(type: WrittenType): string {
  return `${type}@${versionOf(type)}`;
}
