/**
 * The public keys that the channel signs its tokens with. botbuilder fetches them for each token that it does not know, without
 * a time limit; these are fetched once at a time, within a limit, and after a failure not before a pause.
 */

import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import { OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata.js';
import { backoff } from '../model/backoff.ts';
import { abortAfter, type Clock } from '../model/clock.ts';
import { list, text, texts } from '../model/json.ts';
import { isLoopback } from './trust.ts';

/** A key as botbuilder takes it: PEM, and the channels that may sign with it. */
type SigningKey = NonNullable<Awaited<ReturnType<OpenIdMetadata['getKey']>>>;

/** The keys cannot be fetched. That is no fault of the token. */
export class KeysAway extends Error {}

/** How patient fetching is, in milliseconds. */
export interface KeyPatience {
  /** For both requests of a fetch together. */
  readonly limit: number;
  /** After the first failure; it doubles with each, up to `longestPause`. */
  readonly pause: number;
  readonly longestPause: number;
}

type KeyClock = Pick<Clock, 'instant' | 'limit'>;

const USUAL_PATIENCE: KeyPatience = { limit: 5_000, pause: 2_000, longestPause: 60_000 };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** "Bots should refresh their local cache of signing keys at least once every 24 hours" (Bot Connector authentication). */
const fresh = DAY;
/** How long keys are used while no newer ones can be had. */
const USABLE = 5 * DAY;
/** How often an unknown key id may be the reason to look for newer keys. */
const NEWER = 10 * MINUTE;

/** The keys that one address describes. */
class SigningKeys extends OpenIdMetadata {
  readonly #address: string;
  readonly #clock: KeyClock;
  readonly #patience: KeyPatience;
  #keys: ReadonlyMap<string, SigningKey> = new Map();
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #fetching: Promise<void> | undefined;
  #failures = 0;
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(address: string, clock: KeyClock, patience: KeyPatience = USUAL_PATIENCE) {
    super(address);
    this.#address = address;
    this.#clock = clock;
    this.#patience = patience;
  }

  /** Whether nobody can be let in: no keys that may be used, and the last try to fetch some failed. */
  get areAway(): boolean {
    return this.#failures > 0 && Date.parse(this.#clock.instant()) - this.#fetchedAt > USABLE;
  }

  /** The key of an id, or null when the channel has none of it. Throws `KeysAway`. */
  override async getKey(id: string): Promise<SigningKey | null> {
    const age = Date.parse(this.#clock.instant()) - this.#fetchedAt;
    if (age > fresh || (!this.#keys.has(id) && age > NEWER)) {
      await this.#fetch().catch((error: unknown) => {
        if (age > USABLE || !this.#keys.has(id)) throw error;
      });
    }
    return this.#keys.get(id) ?? null;
  }

  #fetch(): Promise<void> {
    if (this.#fetching !== undefined) return this.#fetching;
    if (Date.parse(this.#clock.instant()) < this.#notBefore)
      return Promise.reject(new KeysAway('The keys could not be fetched just now.'));
    this.#fetching = this.#fetchNow().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetchNow(): Promise<void> {
    try {
      this.#keys = await abortAfter(
        this.#clock,
        this.#patience.limit,
        (signal) => fetchKeys(this.#address, signal),
        () => {
          throw new Error('The keys did not come in time.');
        },
      );
      this.#fetchedAt = Date.parse(this.#clock.instant());
      this.#failures = 0;
    } catch (error) {
      const { pause, longestPause } = this.#patience;
      this.#failures += 1;
      this.#notBefore = Date.parse(this.#clock.instant()) + backoff(pause, longestPause, this.#failures, 1);
      throw new KeysAway('The keys could not be fetched.', { cause: error });
    }
  }
}

/** The keys of an address, the same for everybody who asks, botbuilder's own check of tokens included. */
export function sharedSigningKeys(address: string, clock: KeyClock, patience?: KeyPatience): SigningKeys {
  // botbuilder makes its own where it does not find one here, and has no other way to be given one.
  // biome-ignore lint/complexity/useLiteralKeys: the property is private.
  const cache: Map<string, OpenIdMetadata> = JwtTokenExtractor['openIdMetadataCache'];
  const known = cache.get(address);
  if (known instanceof SigningKeys) return known;
  const keys = new SigningKeys(address, clock, patience);
  cache.set(address, keys);
  return keys;
}

async function fetchKeys(address: string, signal: AbortSignal): Promise<ReadonlyMap<string, SigningKey>> {
  const place = text(await json(address, signal), 'jwks_uri');
  return keysOf(await json(secure(place), signal));
}

async function json(address: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(address, { signal, redirect: 'error' });
  if (!response.ok) throw new Error(`The keys' address answered ${response.status}.`);
  return response.json();
}

/** Keys are believed only from where nobody can put others in their place. */
function secure(address: string | undefined): string {
  const url = URL.parse(address ?? '');
  if (url === null || (url.protocol !== 'https:' && !isLoopback(url.hostname))) {
    throw new Error('The address of the keys is missing or not secure.');
  }
  return url.href;
}

function keysOf(answer: unknown): ReadonlyMap<string, SigningKey> {
  const keys = list(answer, 'keys').flatMap((jwk): readonly (readonly [string, SigningKey])[] => {
    const id = text(jwk, 'kid');
    if (id === undefined || text(jwk, 'kty') !== 'RSA') return [];
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    return [
      [
        id,
        { key: key.export({ type: 'spki', format: 'pem' }).toString(), endorsements: [...texts(jwk, 'endorsements')] },
      ],
    ];
  });
  if (keys.length === 0) throw new Error('The answer holds no keys.');
  return new Map(keys);
}
