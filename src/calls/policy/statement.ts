/** What a policy says that matters to the gateway's calls, in document order. Rules: docs/rules.md#call-identity. */
import type { Branches } from '../branches.ts';
import type { MintedToken, Template } from './template.ts';

/** Where in a policy a statement stands; `other` is a resolver or an element outside the four sections. */
export type Section = 'inbound' | 'backend' | 'outbound' | 'on-error' | 'other';

/** One thing that says who calls, in the order of the document. */
export type Proof =
  /** `authentication-managed-identity` that writes its token into the request's Authorization header. */
  | ({ readonly kind: 'identity' } & MintedToken)
  /** An Authorization header. `adds`: beside what is there, or only where nothing is; also a header whose name is computed. */
  | { readonly kind: 'authorization'; readonly values: readonly Template[]; readonly adds: boolean }
  /** The Authorization header is taken away. */
  | { readonly kind: 'no-authorization' }
  /** A key or certificate beside the Authorization header. */
  | { readonly kind: 'key' };

/** Where an element stands in its document. */
export interface ElementPlace {
  readonly section: Section;
  /** Branches of `choose` that it stands in, numbered within the document. */
  readonly branches: Branches;
}

/** Where a statement comes from. */
export interface StatementOrigin extends ElementPlace {
  /** The element's name, for people. */
  readonly element: string;
}

/** One statement of a policy. */
export type Statement = StatementOrigin &
  (
    | { readonly kind: 'base' }
    | { readonly kind: 'include'; readonly fragment: Template }
    | { readonly kind: 'variable'; readonly name: string; readonly value: Template }
    /** A proof of who calls on the request that goes to the backend. */
    | { readonly kind: 'proof'; readonly proof: Proof }
    /** A managed identity that mints a token into a variable, or is used towards none of the six services. */
    | { readonly kind: 'other-identity'; readonly workload: boolean }
    /** A request to a URL. `copiesRequest`: starts from the current request, its headers included. */
    | {
        readonly kind: 'request';
        readonly url: Template | undefined;
        readonly copiesRequest: boolean;
        readonly proofs: readonly Proof[];
        readonly proxied: boolean;
      }
    /** The request to the backend leaves through a proxy. */
    | { readonly kind: 'proxy' }
    /** The request is sent to the backend here. */
    | { readonly kind: 'forward' }
    /** `set-backend-service base-url`: where the scope's forwarded request goes. */
    | { readonly kind: 'backend-url'; readonly url: Template }
    /** A backend entity, for the forwarded request or by the element itself. */
    | {
        readonly kind: 'backend';
        readonly backend: Template;
        readonly main: boolean;
        /** The element says that it uses the system-assigned identity. */
        readonly systemIdentity: boolean;
      }
    | { readonly kind: 'logger'; readonly logger: Template }
    /** `send-service-bus-message`: always a managed identity; no `clientId` means the system-assigned one. */
    | { readonly kind: 'message'; readonly namespace: Template; readonly clientId: Template | undefined }
  );
