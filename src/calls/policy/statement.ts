/** What a policy says that matters to the gateway's calls, in document order. Domain 4.2. */
import type { Template } from './template.ts';

/** Where in a policy a statement stands; `other` is a resolver or an element outside the four sections. */
export type Section = 'inbound' | 'backend' | 'outbound' | 'on-error' | 'other';

/** How a request proves who it is, as far as its own element tells. */
export interface RequestAuth {
  /** `authentication-managed-identity` inside the request; no `clientId` means the system-assigned identity. */
  readonly managedIdentity: { readonly clientId: Template | undefined } | undefined;
  /** Values of an `Authorization` header set on the request. */
  readonly authorization: readonly Template[];
  /** A key, a basic or certificate authentication, or a header that carries a key. */
  readonly otherCredential: boolean;
  /** A header whose name is computed, or that is set from a computed value: it may carry a token. */
  readonly computedHeader: boolean;
}

interface Common {
  readonly section: Section;
  /** Inside a `choose`: other statements may run instead. */
  readonly conditional: boolean;
  /** The element's name, for people. */
  readonly element: string;
}

/** One statement of a policy. */
export type Statement = Common &
  (
    | { readonly kind: 'base' }
    | { readonly kind: 'include'; readonly fragment: Template }
    | { readonly kind: 'variable'; readonly name: string; readonly value: Template }
    /** The scope's own `authentication-managed-identity`; with `tokenVariable` it only mints a token. */
    | {
        readonly kind: 'identity';
        readonly clientId: Template | undefined;
        readonly tokenVariable: string | undefined;
      }
    /** Another proof of who calls, set on the request that goes to the backend. */
    | { readonly kind: 'credential'; readonly authorization: readonly Template[] }
    /** A request to a URL. `copiesRequest`: starts from the current request, its headers included. */
    | {
        readonly kind: 'request';
        readonly url: Template | undefined;
        readonly copiesRequest: boolean;
        readonly auth: RequestAuth;
      }
    /** `set-backend-service base-url`: where the scope's main call goes. */
    | { readonly kind: 'backend-url'; readonly url: Template }
    /** A backend entity, for the main call or by the element itself. */
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
    /** A managed identity used towards something that is none of the six services. */
    | { readonly kind: 'other-identity' }
  );
