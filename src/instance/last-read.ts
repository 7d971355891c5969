/** What API Management says about its last read of a key vault reference. */
import { same } from '../model/json.ts';

/** `keyVault.lastStatus` of a named value or a certificate. */
export interface LastRead {
  readonly code: string;
  readonly message: string | undefined;
  /** The instant of it, as Azure wrote it. */
  readonly at: string | undefined;
}

/** Why a read failed, as far as Azure's own words tell. */
export type FailureCause = 'firewall' | 'permission' | 'disabled' | 'vault-gone' | 'deleted';

/**
 * Azure's words for each cause, most telling first: a firewall also says "Forbidden", and "public network access is
 * disabled" is no disabled secret. Source: Azure Key Vault REST API error codes, and how to troubleshoot access policies.
 */
const WORDS: readonly (readonly [FailureCause, RegExp])[] = [
  [
    'firewall',
    /ForbiddenByFirewall|ForbiddenByConnection|client address|trusted service|public network access|private ?link|private endpoint|firewall/i,
  ],
  [
    'permission',
    /ForbiddenByRbac|ForbiddenByPolicy|not have .*permission|not authorized to perform action|insufficient privileges|AccessDenied/i,
  ],
  ['disabled', /SecretDisabled|CertificateDisabled|disabled/i],
  [
    'vault-gone',
    /VaultNotFound|vault '?[\w.-]*'? ?(?:was |is |could )?not (?:be )?(?:found|exist|resolved)|no such host|name could not be resolved/i,
  ],
  ['deleted', /SecretNotFound|CertificateNotFound|not found|ObjectIs(?:Being)?Deleted|deleted/i],
];

/** As much of Azure's words as is searched. */
const LONGEST = 2000;

/** Whether the last read worked. */
export function hasSucceeded(read: LastRead): boolean {
  return same(read.code, 'Success');
}

/** Why the last read failed; undefined where it did not, or Azure's words tell no cause that is known here. */
export function causeOf(read: LastRead | undefined): FailureCause | undefined {
  if (read === undefined || hasSucceeded(read)) return undefined;
  const words = [read.code, read.message].join(' ').slice(0, LONGEST);
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0];
}
