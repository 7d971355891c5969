/** What a requirement is: a pure question about one instance, with items for an answer. */
import type { Day } from './days.ts';
import type { Declaration } from './declaration.ts';
import type { Estate } from './estate.ts';
import type { Finding, Instance, Item, Status } from './finding.ts';
import type { Retirement } from './retirement.ts';
import type { Text } from './text.ts';

/** What an organisation may set (`.env.example` documents each). */
export interface Settings {
  /** `accept`: named values and client certificates may rest on the trusted-services bypass (docs/rules.md#requirements). */
  readonly keyVaultTrustedAccess: 'strict' | 'accept';
  /** Addresses or CIDR ranges that may stand in a key vault firewall without being ours (docs/rules.md#key-vault-client-addresses). */
  readonly keyVaultKnownAddresses: readonly string[];
}

/** Everything a requirement may look at. */
export interface Subject {
  readonly instance: Instance;
  /** What is judged against: its day and what it takes away. */
  readonly retirement: Retirement;
  readonly tenantId: string | undefined;
  readonly estate: Estate;
  /** The UTC day that judging assumes, `YYYY-MM-DD`. */
  readonly today: Day;
  readonly settings: Settings;
  /** What people said that unresolved calls reach, whichever instance they are about. */
  readonly declarations: readonly Declaration[];
  /** Which Azure cloud: decides hosts, portal and zone names. */
  readonly cloud: Cloud;
  /** A finding of another requirement of the same report. Only `trusted-access-disabled` needs one. */
  finding(requirement: string): Pick<Finding, 'status' | 'items'>;
}

/** The title of a requirement in the state it came out in; what does not apply keeps the passing one. */
export function titleIn(status: Status, { title, titles }: Pick<Requirement, 'title' | 'titles'>): Text {
  return status === 'pass' || status === 'not-applicable' ? title : titles[status];
}

/** The Azure clouds whose names are known. */
export type Cloud = 'public' | 'us-government' | 'china';

/** One requirement of a retirement. */
export interface Requirement {
  /** Kebab-case noun; equals the file's name; never reused. */
  readonly id: string;
  /** The passing state, as a sentence that one can answer with yes or no. */
  readonly title: Text;
  /** The same sentence for the other states, so that no answer states the opposite of what was found. Short: a line of a card. */
  readonly titles: Readonly<Record<'fail' | 'unknown' | 'warn', Text>>;
  /** Why it matters, in a sentence or two. */
  readonly why: Text;
  /** The retirement it belongs to. */
  readonly retirement: string;
  /** Where it stands in a report: the order of docs/rules.md#requirements, 10, 20, 30 … */
  readonly order: number;
  /** The document that asks for it. */
  readonly source: { readonly title: string; readonly section: string; readonly url: string };
  /** Judges one instance. Pure. Never returns an empty list (docs/rules.md#statuses). A throw becomes an `unknown` finding. */
  check(subject: Subject): readonly Item[];
}
