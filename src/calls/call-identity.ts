/** Which identity makes a call. Domain 4.2 ("Auth inference") and C1. */
import type { Identity } from '../instance/identity.ts';
import { at, isObject, text } from '../model/json.ts';
import type { CallIdentity } from './call-site.ts';
import type { Context, Step } from './context.ts';
import type { KnownText } from './policy/host-of-url.ts';
import type { RequestAuth } from './policy/statement.ts';
import { isComputed, mentionsVariable, type Template } from './policy/template.ts';
import { resolvedTexts, type ValueScope } from './resolve-value.ts';

const SYSTEM: CallIdentity = { kind: 'system', managed: true };
const SOME_MANAGED: CallIdentity = { kind: 'unknown', managed: true };
const KEY: CallIdentity = { kind: 'key', managed: false };
const NONE: CallIdentity = { kind: 'none', managed: false };
const UNKNOWN: CallIdentity = { kind: 'unknown', managed: false };

/** Steps that shape the request which goes to the backend. */
export function shapesMainCall(step: Step): boolean {
  return step.section === 'inbound' || step.section === 'backend';
}

/** Tells identities by client id. */
export class Identities {
  readonly #identity: Identity;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  /** The identity of a client id; the system-assigned one's own client id is shown by no read, so a stranger stays unknown. */
  ofClientId(clientId: string | undefined): CallIdentity {
    const id = clientId?.trim().toLowerCase();
    if (id === undefined || id === '' || id === 'systemassigned') return SYSTEM;
    return this.#identity.userAssigned.has(id) ? { kind: 'user-assigned', managed: true } : SOME_MANAGED;
  }

  /** The identity of a `client-id` attribute. */
  ofTemplate(clientId: Template | undefined, scope: ValueScope): readonly CallIdentity[] {
    if (clientId === undefined) return [SYSTEM];
    return resolvedTexts(clientId, scope)?.map((id) => this.ofClientId(id)) ?? [SOME_MANAGED];
  }

  /** The identities that the main call of a context may carry by its policies; empty where they set none. */
  ofMainCall(context: Context, scope: ValueScope): readonly CallIdentity[] {
    let found: CallIdentity[] = [];
    for (const step of context.steps.filter(shapesMainCall)) {
      const { statement } = step;
      if (statement.kind !== 'identity' || statement.tokenVariable !== undefined) continue;
      // A product's policy runs for some APIs only, and which ones is not read.
      const own = step.viaProduct ? [SOME_MANAGED] : this.ofTemplate(statement.clientId, scope);
      found = step.conditional ? [...found, ...own] : [...own];
    }
    if (found.length > 0) return found;
    const credentials = context.steps
      .filter(shapesMainCall)
      .flatMap(({ statement }) => (statement.kind === 'credential' ? [statement] : []));
    if (credentials.length === 0) return [];
    return this.#ofAuthorization(
      credentials.flatMap((credential) => credential.authorization),
      context,
      scope,
    );
  }

  /** The identities that a request of its own (`send-request` and its like) carries. */
  ofRequest(auth: RequestAuth, url: KnownText, context: Context, scope: ValueScope): readonly CallIdentity[] {
    if (auth.managedIdentity !== undefined) return this.ofTemplate(auth.managedIdentity.clientId, scope);
    if (auth.authorization.length > 0) return this.#ofAuthorization(auth.authorization, context, scope);
    if (auth.otherCredential || hasSignature(url)) return [KEY];
    return [withoutProof(context)];
  }

  /** The identity of a backend's own credentials; undefined where it has none. */
  ofBackend(credentials: unknown, scope: ValueScope): CallIdentity | undefined {
    const managed = at(credentials, 'managedIdentity');
    if (isObject(managed)) {
      const clientId = text(managed, 'clientId');
      if (clientId === undefined || !clientId.includes('{{')) return this.ofClientId(clientId);
      const known = resolvedTexts(namedValueText(clientId), scope);
      return known === undefined ? SOME_MANAGED : this.ofClientId(known[0]);
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
    if (clientId !== undefined) {
      const known = resolvedTexts(namedValueText(clientId), scope);
      return known === undefined ? SOME_MANAGED : this.ofClientId(known[0]);
    }
    return text(credentials, 'connectionString') === undefined ? UNKNOWN : KEY;
  }

  #ofAuthorization(values: readonly Template[], context: Context, scope: ValueScope): readonly CallIdentity[] {
    const minted = context.steps.flatMap(({ statement }) =>
      statement.kind === 'identity' && statement.tokenVariable !== undefined
        ? [{ clientId: statement.clientId, variable: statement.tokenVariable }]
        : [],
    );
    const carried = minted.filter(({ variable }) => values.some((value) => mentionsVariable(value, variable)));
    if (carried.length > 0) return carried.flatMap(({ clientId }) => this.ofTemplate(clientId, scope));
    return minted.length > 0 && values.some(isComputed) ? [UNKNOWN] : [KEY];
  }
}

function namedValueText(value: string): Template {
  const name = /^\{\{\s*([^{}]+?)\s*\}\}$/.exec(value.trim())?.[1];
  return [[name === undefined ? { kind: 'literal', text: value } : { kind: 'named-value', name }]];
}

/** Whether the known part of a URL carries a shared access signature or a function key. */
export function hasSignature(url: KnownText): boolean {
  return url.some((part) => typeof part === 'string' && /[?&](?:sig|code)=|sharedaccesssignature/i.test(part));
}

/**
 * The identity of a call that shows no proof: `none` where everything that runs around it was read and holds no managed
 * identity; `unknown` otherwise, for a token may travel in ways that no reader sees.
 */
export function withoutProof(context: Context): CallIdentity {
  const identityInScope = context.steps.some((step) => step.statement.kind === 'identity');
  return context.complete && !identityInScope ? NONE : UNKNOWN;
}
