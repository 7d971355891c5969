/** What a person may want to know or have done: words are understood as a question, and a button carries one. */

import type { AzureScope } from './azure-scope.ts';
import type { Day, Instant } from './days.ts';
import type { DeclareFormQuestion, DeclareQuestion, WaiveQuestion, WaiversQuestion } from './decision-question.ts';
import type { FileFormat } from './file-format.ts';
import type { FixFormat } from './fix-format.ts';
import type {
  ChangeRemindersQuestion,
  RemindersQuestion,
  RemindFormQuestion,
  RemindQuestion,
} from './reminder-question.ts';
import type { Scope } from './scope.ts';
import type { TargetKind } from './services.ts';
import type { WhatIfText } from './what-if.ts';

/** What can be asked about one instance. */
export const aboutKinds = ['check', 'why', 'fix', 'evidence', 'what-if'] as const;

/** One of them. */
export type AboutKind = (typeof aboutKinds)[number];

/**
 * Is an instance ready; why (not); how is it put right; what was seen; what would happen if the flag were set.
 */
export interface AboutQuestion {
  readonly kind: AboutKind;
  /** A name, `resourceGroup/name` or an ARM id, as it was typed; absent when nobody was named ("are we ready?", "why?"). */
  readonly instance?: string;
  /** `YYYY-MM`, when a month was asked for. */
  readonly month?: string;
  /**
   * A plain word stood where a name is expected ("lunch ready?"): it is a question only if an instance has that very name.
   */
  readonly doubtful?: true;
  /** "and apim-dev?": the same that was asked before, about this. */
  readonly leans?: true;
  /** Without a name it may be about all: "what breaks?". */
  readonly broad?: true;
  /** Several instances: "the fix plan for all that are not ready". */
  readonly scope?: Scope;
  readonly only?: Only;
  /** Id of the requirement that the evidence is wanted of. */
  readonly requirement?: string;
  /** The language that the fix is wanted in. */
  readonly format?: FixFormat;
  /** The service whose fix is wanted. */
  readonly service?: TargetKind;
  /** Nothing but the name was understood: the answer says how it was read. */
  readonly guessed?: true;
  /** What is to be thought through; setting the flag where it is absent. */
  readonly change?: WhatIfText;
  /** Key of the one cause that the evidence is wanted of; only buttons know it. */
  readonly cause?: string;
  /** When the facts on the card of the button were read: an answer to an old card says that it was old. */
  readonly drawn?: Instant;
  /** Ids of the steps of a fix plan that are ticked off; a client sends them with the inputs of the card. */
  readonly done?: readonly string[];
}

/** Hand a fix plan over as a file. */
export interface PlanFileQuestion {
  readonly kind: 'fix-file';
  /** The instance's ARM id. */
  readonly instance: string;
  readonly month?: string;
  readonly format?: FixFormat;
  /** The language of its comments, BCP 47; that of the delivery without. */
  readonly locale?: string;
}

/** Bring the answer about an instance into a channel; without `to` the channels are offered. */
export interface ShareQuestion {
  readonly kind: 'share';
  /** The instance's ARM id. */
  readonly instance: string;
  readonly month?: string;
  /** Id of the place. */
  readonly to?: string;
}

/** Which verdicts to show; `unmet` is every one but ready. */
export type Only = 'unmet' | 'ready' | 'undecided';

/** How do several instances stand? */
export interface FleetQuestion {
  readonly kind: 'fleet';
  readonly scope: Scope;
  readonly only?: Only;
  readonly month?: string;
  readonly leans?: true;
  /** Only those that do not meet this requirement. */
  readonly requirement?: string;
  /** Counted by requirement instead: which one fails most often? */
  readonly by?: 'requirement';
  /** Two instances side by side: what differs? */
  readonly compare?: true;
}

/** What is told of instances in a list beside where they are. */
export type Detail = 'owner' | 'platform' | 'network' | 'tier' | 'place';

/** What a list may be grouped by. */
export type Group = 'owner' | 'network' | 'region' | 'tier';

/** Which instances are there? */
export interface ListQuestion {
  readonly kind: 'list';
  readonly scope: Scope;
  readonly month?: string;
  readonly detail?: Detail;
  readonly group?: Group;
}

/** A word that the glossary explains. */
export type Term =
  | 'trusted-access'
  | 'flag'
  | 'undecided'
  | 'outage'
  | 'unsupported'
  | 'action-needed'
  | 'do-nothing'
  | 'downtime'
  | 'private-endpoint'
  | 'service-endpoint'
  | 'bypass'
  | 'managed-identity'
  | 'network-security-perimeter'
  | 'named-value';

/** What does a requirement, or a word of ours, mean? */
export interface ExplainQuestion {
  readonly kind: 'explain';
  readonly term?: Term;
  /** Ids; several where the words fit several, none for "which requirements are there?". */
  readonly requirements: readonly string[];
}

/** What does Azure take away, and when? */
export interface RetirementsQuestion {
  readonly kind: 'retirements';
  /** Id of the one that was meant. */
  readonly retirement?: string;
  readonly month?: string;
  /** A whole year, `YYYY`. */
  readonly year?: string;
  /** Only those that are past and still unmet: "what did I miss since June 2025?" */
  readonly missed?: true;
  /** With `missed`: on which instances; absent for all. */
  readonly scope?: Scope;
  /** With `missed`: the UTC day of the oldest; absent for all. */
  readonly since?: Day;
}

/** What has changed? */
export interface ChangesQuestion {
  readonly kind: 'changes';
  readonly scope: Scope;
  /** UTC day; absent for "what changed?". */
  readonly since?: Day;
  /** Nobody was named, so that it is about what was asked before, or all. */
  readonly leans?: true;
}

/** Which instances refer to a resource, or call it? */
export interface ReadersQuestion {
  readonly kind: 'readers';
  /** Name of a key vault, storage account or the like. */
  readonly target: string;
}

/** Which Azure services are called, and by which API and operation? */
export interface ServicesQuestion {
  readonly kind: 'services';
  readonly instance?: string;
  readonly scope: Scope;
  readonly service?: TargetKind;
  /** Only those that must change. */
  readonly only?: 'unmet';
}

/** "For 2027?": what was asked before, for another month. */
export interface MonthQuestion {
  readonly kind: 'month';
  readonly month: string;
}

/** How does everything stand, in short? */
export interface SummaryQuestion {
  readonly kind: 'summary';
  readonly scope: Scope;
  readonly month?: string;
  /** Id of the reader's subscription whose summary it is; only buttons know it. */
  readonly subscription?: string;
  /** What it is about where nothing was set up, as `scopeCode` writes it; only buttons say it so. */
  readonly about?: string;
}

/** How everything stands, to take along: a page unless a format is named. */
export interface ExportQuestion {
  readonly kind: 'export';
  readonly format?: FileFormat;
  readonly scope: Scope;
  /** The language of the file, BCP 47; that of the delivery without. */
  readonly locale?: string;
}

/** What may be seen in this chat; with `act` an administrator says what shall be. */
export interface VisibilityQuestion {
  readonly kind: 'visibility';
  /** `only`: in the place of all that was listed. `also`: beside it. `withdraw`: no longer; everything, without an `id`. */
  readonly act?: 'only' | 'also' | 'withdraw';
  readonly scope?: Scope;
  /** A scope by its resource id. */
  readonly written?: AzureScope;
  /** Id of what is listed; only buttons know it. */
  readonly id?: string;
}

/** Thanks, goodbye, never mind. */
export interface ThanksQuestion {
  readonly kind: 'thanks';
  /** "Cancel", "never mind". */
  readonly act?: 'cancel';
}

/** What can this bot do? `access`: what it may read, and by which role; `limits`: what it cannot do. */
export interface HelpQuestion {
  readonly kind: 'help';
  /** Somebody said hello. */
  readonly greeting?: true;
  readonly topic?: 'access' | 'limits';
  readonly instance?: string;
}

/** Not understood; with two questions, near to the words, that would be. */
export interface UnclearQuestion {
  readonly kind: 'unclear';
  readonly nearest: readonly string[];
}

/** A button that is none of those that are drawn today: the card is older than the bot, or was made by somebody else. */
export interface OutdatedQuestion {
  readonly kind: 'outdated';
  /** ARM id of the instance that it was about, if any. */
  readonly instance?: string;
}

/** Everything that can be asked. */
export type Question =
  | AboutQuestion
  | PlanFileQuestion
  | ShareQuestion
  | FleetQuestion
  | ListQuestion
  | ExplainQuestion
  | RetirementsQuestion
  | ChangesQuestion
  | ReadersQuestion
  | ServicesQuestion
  | MonthQuestion
  | RemindQuestion
  | RemindFormQuestion
  | SummaryQuestion
  | RemindersQuestion
  | ChangeRemindersQuestion
  | WaiveQuestion
  | WaiversQuestion
  | DeclareFormQuestion
  | DeclareQuestion
  | ExportQuestion
  | VisibilityQuestion
  | ThanksQuestion
  | HelpQuestion
  | UnclearQuestion
  | OutdatedQuestion;
