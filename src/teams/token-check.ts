/**
 * Checks a token before anything else of a request is read, and before botbuilder does. botbuilder checks it too, but would
 * send some to validators that are not bound to a service address, and writes a key or a stack to stderr for every token that
 * fails.
 */

import { createVerify } from 'node:crypto';
import type { OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata.js';
import type { Clock } from '../model/clock.ts';
import { at, text } from '../model/json.ts';

/** Why a token is refused, as a constant for the log; `undefined` for one that botbuilder may look at. */
export type TokenRefusal =
  | 'no token'
  | 'not a token of the channel'
  | 'for another bot'
  | 'expired'
  | 'not valid yet'
  | 'unknown key'
  | 'wrong signature'
  | 'other channel';

/** Looks at the header of a request. Throws `KeysAway` when the keys of the channel cannot be fetched. */
export type TokenCheck = (authorization: string | undefined) => Promise<TokenRefusal | undefined>;

/** What a right token says, and what it is signed with. */
export interface TokenCheckParts {
  readonly issuer: string;
  readonly appId: string;
  readonly keys: Pick<OpenIdMetadata, 'getKey'>;
  /** UTC in milliseconds. */
  readonly clock: Pick<Clock, 'instant'>;
}

/** How far clocks may be apart, in seconds; botbuilder allows the same. */
const SKEW = 5 * 60;

/** Makes the check. What costs nothing is looked at first: claims that nobody has signed open nothing, but may be refused. */
export function createTokenCheck({ issuer, appId, keys, clock }: TokenCheckParts): TokenCheck {
  return async (authorization) => {
    if (authorization === undefined) return 'no token';
    const token = tokenIn(authorization);
    if (token === undefined || at(token.claims, 'iss') !== issuer) return 'not a token of the channel';
    const { signed, claims, signature, bits, keyId } = token;
    if (at(claims, 'aud') !== appId) return 'for another bot';
    const untimely = outsideItsTime(claims, Date.parse(clock.instant()) / 1000);
    if (untimely !== undefined) return untimely;
    const key = await keys.getKey(keyId);
    if (key === null) return 'unknown key';
    const verify = createVerify(`RSA-SHA${bits}`).update(signed);
    if (!verify.verify(key.key, signature, 'base64url')) return 'wrong signature';
    return isForTeams(key) ? undefined : 'other channel';
  };
}

/** Whether a key may sign for Teams: one that names no channels signs for all. */
function isForTeams({ endorsements = [] }: { readonly endorsements?: readonly string[] }): boolean {
  return endorsements.length === 0 || endorsements.includes('msteams');
}

/** The parts of a signed token; undefined for anything else, and for a signature of another kind than RSA with SHA-2. */
function tokenIn(authorization: string) {
  const [, header = '', payload = '', signature = ''] =
    /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization) ?? [];
  const head = decoded(header);
  const bits = /^RS(256|384|512)$/.exec(text(head, 'alg') ?? '')?.[1];
  const keyId = text(head, 'kid');
  if (bits === undefined || keyId === undefined) return undefined;
  return { signed: `${header}.${payload}`, claims: decoded(payload), signature, bits, keyId };
}

/** What is wrong with the time of a token, at so many seconds UTC; undefined where nothing is. */
function outsideItsTime(claims: unknown, seconds: number): 'expired' | 'not valid yet' | undefined {
  const expires = at(claims, 'exp');
  if (typeof expires !== 'number' || expires + SKEW <= seconds) return 'expired';
  const begins = at(claims, 'nbf') ?? 0;
  return typeof begins !== 'number' || begins - SKEW > seconds ? 'not valid yet' : undefined;
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
