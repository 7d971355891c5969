/**
 * Checks the signature and the dates of a token before botbuilder does. botbuilder checks them too, but writes the public
 * key or a stack to stderr for every token that fails (reference teams 6.1), so that strangers could fill the log.
 */
import { createVerify } from 'node:crypto';
import { OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata.js';
import { at, text } from '../model/json.ts';

/** Why a token is refused, as a constant for the log; `undefined` for one that botbuilder may look at. */
export type TokenRefusal =
  | 'malformed'
  | 'unknown key'
  | 'wrong signature'
  | 'expired'
  | 'not valid yet'
  | 'other channel';

/** Looks at tokens. Throws when the keys of the channel cannot be fetched. */
export type TokenCheck = (authorization: string) => Promise<TokenRefusal | undefined>;

/** How far clocks may be apart, in seconds; botbuilder allows the same. */
const skew = 5 * 60;

/** Makes the check for whoever describes their keys at an address. `now` is UTC in milliseconds. */
export function createTokenCheck(openIdMetadataUrl: string, now: () => number): TokenCheck {
  const keys = new OpenIdMetadata(openIdMetadataUrl);
  return async (authorization) => {
    const [, token = ''] = authorization.split(' ');
    const [header = '', payload = '', signature = ''] = token.split('.');
    const head = decoded(header);
    const claims = decoded(payload);
    const keyId = text(head, 'kid');
    const bits = /^RS(256|384|512)$/.exec(text(head, 'alg') ?? '')?.[1];
    if (keyId === undefined || bits === undefined) return 'malformed';
    const key = await keys.getKey(keyId);
    if (key === null) return 'unknown key';
    const verify = createVerify(`RSA-SHA${bits}`).update(`${header}.${payload}`);
    if (!verify.verify(key.key, signature, 'base64url')) return 'wrong signature';
    const seconds = now() / 1000;
    const expires = at(claims, 'exp');
    if (typeof expires !== 'number' || expires + skew <= seconds) return 'expired';
    const begins = at(claims, 'nbf') ?? 0;
    if (typeof begins !== 'number' || begins - skew > seconds) return 'not valid yet';
    const { endorsements = [] } = key;
    return endorsements.length === 0 || endorsements.includes('msteams') ? undefined : 'other channel';
  };
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
