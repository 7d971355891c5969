/** Ids as Microsoft Entra ID and Azure write them. */

/** Whether a text is a GUID, in any case: `00000000-0000-0000-0000-000000000000`. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
