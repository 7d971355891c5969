/** Which identity makes a call. Rules: docs/rules.md#call-identity, docs/rules.md#key-vault-identity. */
import type { Identity } from '../instance/identity.ts';
import { at, isObject, text } from '../model/json.ts';
import type { Cloud } from '../model/requirement.ts';
import { opensNone } from './audience.ts';
import type { CallIdentity } from './call-site.ts';
import type { KnownText, KnownToken } from './policy/host-of-url.ts';
import { type MintedToken, type Template, withNamedValues } from './policy/template.ts';
import type { PolicyRun } from './policy-run.ts';
import { resolvedTexts, type ValueScope } from './resolve-value.ts';

const SYSTEM: CallIdentity = { kind: 'system', managed: true };
const USER_ASSIGNED: CallIdentity = { kind: 'user-assigned', managed: true };
const MISSING: CallIdentity = { kind: 'missing', managed: true };
const MISSING_USER_ASSIGNED: CallIdentity = { kind: 'missing-user-assigned', managed: true };
const NOT_ATTACHED: CallIdentity = { kind: 'not-attached', managed: true };
const SOME_MANAGED: CallIdentity = { kind: 'unknown', managed: true };
const FOREIGN: CallIdentity = { kind: 'foreign-token', managed: false };
const WORKLOAD: CallIdentity = { kind: 'workload', managed: false };
/** Any proof that is no managed identity. */
export const KEY: CallIdentity = { kind: 'key', managed: false };
/** No proof at all. */
export const NONE: CallIdentity = { kind: 'none', managed: false };
/** It cannot be told who calls, nor whether a managed identity does. */
export const UNKNOWN: CallIdentity = { kind: 'unknown', managed: false };

/** Tells identities by client id and audience. */
export class Identities {
  readonly #identity: Identity;
  readonly #cloud: Cloud;

  constructor(identity: Identity, cloud: Cloud) {
    this.#identity = identity;
    this.#cloud = cloud;
  }

  /** The identity of a client id; the system-assigned one's own client id is shown by no read, so a stranger may be it. */
  #ofClientId(clientId: string): CallIdentity {
    const id = clientId.trim().toLowerCase();
    const { system, userAssigned } = this.#identity;
    if (id === '' || id === 'systemassigned') return system ? SYSTEM : MISSING;
    if (!system && userAssigned.size === 0) return MISSING_USER_ASSIGNED;
    return userAssigned.has(id) ? USER_ASSIGNED : NOT_ATTACHED;
  }

  /** The identities that may have minted a token. */
  ofToken({ clientIds, audiences, workload }: KnownToken): readonly CallIdentity[] {
    if (workload) return [WORKLOAD];
    const foreign = (audiences ?? []).filter((one) => opensNone(one, this.#cloud));
    if (foreign.length > 0 && foreign.length === audiences?.length) return [FOREIGN];
    if (clientIds !== undefined) return clientIds.map((id) => this.#ofClientId(id));
    const { system, userAssigned } = this.#identity;
    return [system || userAssigned.size > 0 ? SOME_MANAGED : MISSING_USER_ASSIGNED];
  }

  /** The identities of an element that signs in. */
  ofMinted({ clientId, audience, workload }: MintedToken, scope: ValueScope): readonly CallIdentity[] {
    const clientIds = clientId === undefined ? [''] : resolvedTexts(clientId, scope);
    const audiences = audience === undefined ? undefined : resolvedTexts(audience, scope);
    return this.ofToken({ clientIds, audiences, workload });
  }

  /** The identities of a client id alone; none means the system-assigned identity. */
  ofTemplate(clientId: Template | undefined, scope: ValueScope): readonly CallIdentity[] {
    return this.ofMinted({ clientId, audience: undefined, workload: false }, scope);
  }

  /** The identities in the value of an Authorization header: of the tokens in it, else a key. */
  ofText(value: KnownText): readonly CallIdentity[] {
    const holes = value.filter((part) => typeof part !== 'string');
    const tokens = holes.flatMap((hole) => hole.tokens ?? []).flatMap((token) => this.ofToken(token));
    const perhaps = holes.some((hole) => hole.mayBeToken === true);
    if (tokens.length === 0 && !perhaps) return [KEY];
    return perhaps ? [...tokens, UNKNOWN] : tokens;
  }

  /** The identity of a backend's own credentials; undefined where it has none. */
  ofBackend(credentials: unknown, scope: ValueScope): CallIdentity | undefined {
    const managed = at(credentials, 'managedIdentity');
    if (isObject(managed)) {
      const [clientId, audience] = [text(managed, 'clientId'), text(managed, 'resource')];
      const minted = {
        clientId: clientId === undefined ? undefined : withNamedValues(clientId),
        audience: audience === undefined ? undefined : withNamedValues(audience),
        workload: false,
      };
      return this.ofMinted(minted, scope)[0];
    }
    const others = ['authorization', 'header', 'query', 'certificate', 'certificateIds'];
    const proof = others.some((name) => {
      const value = at(credentials, name);
      return Array.isArray(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;
    });
    return proof ? KEY : undefined;
  }

  /** The identity of an Event Hubs logger's credentials. */
  ofLogger(credentials: unknown, scope: ValueScope): CallIdentity {
    const clientId = text(credentials, 'identityClientId');
    if (clientId !== undefined) return this.ofTemplate(withNamedValues(clientId), scope)[0] ?? UNKNOWN;
    return text(credentials, 'connectionString') === undefined ? UNKNOWN : KEY;
  }
}

/** Whether the known part of a URL carries a shared access signature or a function key. */
export function hasSignature(url: KnownText): boolean {
  return url.some((part) => typeof part === 'string' && /[?&](?:sig|code)=|sharedaccesssignature/i.test(part));
}

/**
 * The identity of a call that shows no proof: `none` where everything that runs around it was read; `unknown` otherwise,
 * for what was not read may add one.
 */
export function withoutProof(run: PolicyRun): CallIdentity {
  return run.complete ? NONE : UNKNOWN;
}
