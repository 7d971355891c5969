/** What judging may ask about Azure. The one way from the pure middle to what was read. */
import type { ArmResource } from './arm.ts';
import { UnreadableField } from './json.ts';
import type { ReasonCode } from './reasons.ts';

/** Why a read says nothing. */
export const readReasons = [
  // Not read yet: seen only while collecting, never in a report.
  'PENDING',
  // HTTP status 403, 404, 429 and 409.
  'FORBIDDEN',
  'NOT_FOUND',
  'THROTTLED',
  'BUSY',
  // A name that Resource Graph does not show.
  'TARGET_NOT_VISIBLE',
  // A list whose last pages did not come.
  'PAGE_CUT',
  // Collecting was stopped before it was read, because it led ever further.
  'READ_LIMIT',
  // It came, and does not have the form that Azure documents.
  'UNREADABLE',
  // Anything else.
  'READ_FAILED',
] as const satisfies readonly ReasonCode[];

/** One of them. */
export type ReadReason = (typeof readReasons)[number];

/** A read that failed. `detail` is Azure's error code, a status or a JSON path, never a body or a secret. */
export interface FailedRead<R extends ReasonCode = ReadReason> {
  readonly ok: false;
  readonly reason: R;
  readonly detail?: string;
}

/** One read: it worked, or it says why not. */
export type Read<T, R extends ReasonCode = ReadReason> =
  /** `older`: by an api-version that may leave entries out of a list. */
  { readonly ok: true; readonly value: T; readonly older?: true } | FailedRead<R>;

/** A successful read. */
export function ok<T>(value: T): Read<T, never> {
  return { ok: true, value };
}

/** A failed read. */
export function failed<R extends ReasonCode>(reason: R, detail?: string): FailedRead<R> {
  return detail === undefined ? { ok: false, reason } : { ok: false, reason, detail };
}

/**
 * What is made of fields that may be unreadable: where one is, the read fails with `UNREADABLE` and the field's path. Put it
 * around as little as rests on the same fields, so that one of them takes nothing else along.
 */
export function attempt<T>(make: () => T): Read<T> {
  try {
    return ok(make());
  } catch (error) {
    if (error instanceof UnreadableField) return failed('UNREADABLE', error.place.property);
    throw error;
  }
}

/**
 * Azure as the judges see it. Every method is a plain look-up: the same question has the same answer within one
 * assessment. While collecting, a question that was never asked before answers `PENDING` and is read before the next
 * round; so a judge should ask for everything it may need before it decides, to keep the rounds few.
 */
export interface Estate {
  /**
   * Present where every answer is measured (`readable.ts`) and given once and for all: whatever two estates with the same
   * `answers` have both read, they answer alike.
   */
  readonly answers?: object | undefined;
  /**
   * Says what will be asked for, though only once other answers are there: while collecting it is read at once with what is
   * asked in this round. It answers nothing, and nothing rests on it.
   */
  prefetch(questions: readonly EstateQuestion[]): void;
  /** One resource by its ARM id (any case). A policy's id answers with its XML in `properties.value` (format xml). */
  resource(id: string): Read<ArmResource>;
  /**
   * All children of a resource in one collection, every page: `children(serviceId, 'namedValues')`. A query string may
   * follow: `namedValues?isKeyVaultRefreshFailed=true`.
   */
  children(parentId: string, collection: string): Read<readonly ArmResource[]>;
  /** The resource of a globally unique name among some types (lower case), through Resource Graph alone; else `TARGET_NOT_VISIBLE`. */
  named(types: readonly string[], name: string): Read<ArmResource>;
  /** The private DNS zone links that point at a virtual network. The zone is the link's parent. */
  virtualNetworkLinks(virtualNetworkId: string): Read<readonly ArmResource[]>;
  /** The A records of one name (relative, for example `kv-prod`) in every private DNS zone that can be seen. */
  addressRecords(name: string): Read<readonly ArmResource[]>;
  /** The network security perimeter associations of a target. */
  perimeterAssociations(targetId: string): Read<readonly ArmResource[]>;
  /** The access rules of a perimeter profile. */
  perimeterRules(profileId: string): Read<readonly ArmResource[]>;
  /** The effective security admin rules (Azure Virtual Network Manager) of a virtual network. */
  securityAdminRules(virtualNetworkId: string): Read<readonly ArmResource[]>;
  /** The virtual network gateways (VPN, ExpressRoute) whose subnet lies in a virtual network. */
  virtualNetworkGateways(virtualNetworkId: string): Read<readonly ArmResource[]>;
  /** The Azure Firewalls and inbound endpoints of DNS Private Resolvers that have a private address, which may answer DNS. */
  dnsForwarders(address: string): Read<readonly ArmResource[]>;
  /** Azure Advisor's recommendations for an instance: about retirements, hostname certificates and the network status. */
  recommendations(serviceId: string): Read<readonly ArmResource[]>;
  /** Service Health's events about API Management in a subscription (its ARM id). */
  healthEvents(subscriptionId: string): Read<readonly ArmResource[]>;
}

/** How a question is put to an estate. */
type AskOfEstate<T> = (to: Estate) => Read<T>;

/** An estate that passes each question to one of two functions: `one` answers with a resource, `many` with a list. */
export function estateBy(
  one: (question: AskOfEstate<ArmResource>) => Read<ArmResource>,
  many: (question: AskOfEstate<readonly ArmResource[]>) => Read<readonly ArmResource[]>,
  prefetch: Estate['prefetch'],
): Estate {
  return {
    prefetch,
    resource: (id) => one((to) => to.resource(id)),
    children: (parentId, collection) => many((to) => to.children(parentId, collection)),
    named: (types, name) => one((to) => to.named(types, name)),
    virtualNetworkLinks: (id) => many((to) => to.virtualNetworkLinks(id)),
    addressRecords: (name) => many((to) => to.addressRecords(name)),
    perimeterAssociations: (id) => many((to) => to.perimeterAssociations(id)),
    perimeterRules: (id) => many((to) => to.perimeterRules(id)),
    securityAdminRules: (id) => many((to) => to.securityAdminRules(id)),
    virtualNetworkGateways: (id) => many((to) => to.virtualNetworkGateways(id)),
    dnsForwarders: (address) => many((to) => to.dnsForwarders(address)),
    recommendations: (id) => many((to) => to.recommendations(id)),
    healthEvents: (id) => many((to) => to.healthEvents(id)),
  };
}

/** The estate with every answer passed through a function: `one` for a resource, `many` for a list. */
export function mapEstate(
  estate: Estate,
  one: (read: Read<ArmResource>) => Read<ArmResource>,
  many: (read: Read<readonly ArmResource[]>) => Read<readonly ArmResource[]>,
): Estate {
  return estateBy(
    (question) => one(question(estate)),
    (question) => many(question(estate)),
    estate.prefetch,
  );
}

/** The questions that are answered with a list of rows about one subject; each is the method of `Estate` of that name. */
export type RowKind = Exclude<keyof Estate, 'answers' | 'prefetch' | 'resource' | 'children' | 'named'>;

/** One question to the estate, as data; `kind` is the method of `Estate`. */
export type EstateQuestion =
  | { readonly kind: 'resource'; readonly id: string }
  | { readonly kind: 'children'; readonly parentId: string; readonly collection: string }
  | { readonly kind: 'named'; readonly types: readonly string[]; readonly name: string }
  | { readonly kind: RowKind; readonly subject: string };
