/** One place from which the gateway calls something. Rules: docs/rules.md#calls. */
import type { ReasonCode } from '../model/reasons.ts';
import type { Text } from '../model/text.ts';

/** Who makes a call (docs/rules.md#call-identity, "Auth inference"). */
export interface CallIdentity {
  readonly kind:
    | 'system'
    | 'user-assigned'
    /** The system-assigned identity while it is off: there is no token. */
    | 'missing'
    /** A client id while nothing at all is attached: there is no token. */
    | 'missing-user-assigned'
    /** A client id that is attached nowhere; perhaps that of the system-assigned identity, which no read shows. */
    | 'not-attached'
    /** A managed identity's token for something that is none of the six services. */
    | 'foreign-token'
    /** The workload identity of a self-hosted gateway. */
    | 'workload'
    /** Any proof that is no managed identity. */
    | 'key'
    | 'none'
    | 'unknown';
  /** A managed identity of some kind, also where it is not known which. */
  readonly managed: boolean;
}

/**
 * How much a place counts (docs/rules.md#calls): `used` in full; what only a revision that is not current calls, and a backend
 * that nothing refers to, are at worst a warning.
 */
export type Weight = 'used' | 'other-revision' | 'unreferenced';

/** What is called: a host, or a resource by its ARM id. */
export type Callee =
  | { readonly kind: 'host'; readonly host: string; readonly ports?: readonly number[] }
  | { readonly kind: 'id'; readonly id: string; readonly ports?: readonly number[] };

/** A call and where it is made. */
export interface CallSite {
  readonly callee: Callee;
  /** For people: "API orders, operation get-invoice, send-request". */
  readonly place: Text;
  /** The policy's, backend's, logger's or API's id. */
  readonly source: string;
  /** The element or property that names what is called. */
  readonly element: string;
  readonly identity: CallIdentity;
  readonly weight: Weight;
  /** The workspace it is made from; undefined for the service itself. */
  readonly workspace: string | undefined;
  /** It leaves through a proxy. */
  readonly proxied: boolean;
  /** Names of the APIs whose calls make it, lower case; none for what stands outside any API. */
  readonly apis: ReadonlySet<string>;
}

/** A source that could not be read, understood or resolved. */
export interface Unresolved {
  /** The id of the policy, backend, logger, API or list. */
  readonly source: string;
  /** For people, as the beginning of a sentence. */
  readonly place: Text;
  readonly reason: ReasonCode;
  /** `read`: Azure did not give it; `resolve`: it was read, and what it calls is not known. */
  readonly failure: 'read' | 'resolve';
  /** Azure's error code, on a failed read. */
  readonly detail: string | undefined;
  readonly weight: Weight;
  /** Whether a managed identity may go with the call; `none` is proven. */
  readonly carried: 'perhaps' | 'none';
}
