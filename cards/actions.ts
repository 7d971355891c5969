/** What buttons carry: a verb and ids. The bot looks everything else up, so an old card never brings old data. */

import type { FixFormat } from '../src/model/fix-format.ts';

/** Where the answer goes: on the card of the button, or below it as a message of its own (lists stay what they are). */
export interface Placed {
  readonly place?: 'new';
  /** Page of it to show, from 1. */
  readonly page?: number;
}

/** What can be shown about one instance: the answer, why, the fix plan, what was seen, what a change would do. */
export type AboutVerb = 'check' | 'why' | 'fix' | 'evidence' | 'what-if';

/** Show something about one instance, as it is now. */
export interface AboutAction extends Placed {
  readonly verb: AboutVerb;
  /** The instance's ARM id. */
  readonly instance: string;
  /** `YYYY-MM`, or absent when no month was asked for. */
  readonly month?: string;
  /** When the facts on the card were read, ISO: an old card is refreshed, and says so. */
  readonly drawn?: string;
  /** Id of the one requirement that it is about. */
  readonly requirement?: string;
  /** Key of the one cause that it is about. */
  readonly cause?: string;
  /** The language of the fixes; a client sends it with the inputs of the card. */
  readonly format?: FixFormat;
  /** Ids of the steps that are ticked off; a client sends them with the inputs of the card. */
  readonly done?: readonly string[];
}

/** Hand the fix plan over as a file, in the language that is chosen on the card. */
export interface PlanFileAction extends Placed {
  readonly verb: 'fix-file';
  /** The instance's ARM id. */
  readonly instance: string;
  readonly month?: string;
  readonly format?: FixFormat;
  /** The language of its comments, BCP 47. */
  readonly locale?: string;
}

/** Ask a question, as if it had been typed. */
export interface AskAction extends Placed {
  readonly verb: 'ask';
  readonly question: string;
}

/** Explain a requirement. */
export interface ExplainAction extends Placed {
  readonly verb: 'explain';
  /** Id of the requirement. */
  readonly requirement: string;
}

/** Tell who calls or refers to a resource. */
export interface ReadersAction extends Placed {
  readonly verb: 'readers';
  /** Name of the resource. */
  readonly target: string;
}

/** What instances have in common (the conversation's `Condition`). */
export interface PlaceCondition {
  readonly by: 'subscription' | 'resource-group' | 'region' | 'tier' | 'network' | 'platform' | 'tag' | 'any';
  readonly value: string;
  /** Of a tag. */
  readonly key?: string;
}

/** Show several instances, worst first. */
export interface FleetAction extends Placed {
  readonly verb: 'fleet';
  /** Names or ARM ids; absent for all. */
  readonly names?: readonly string[];
  readonly where?: readonly PlaceCondition[];
  readonly only?: 'unmet' | 'ready' | 'undecided';
  /** Only those that do not meet this requirement. */
  readonly requirement?: string;
  readonly month?: string;
}

/** Tell what changed since a day. */
export interface ChangesAction extends Placed {
  readonly verb: 'changes';
  /** UTC day, `YYYY-MM-DD`. */
  readonly since: string;
  /** Names or ARM ids; absent for all. */
  readonly names?: readonly string[];
  readonly where?: readonly PlaceCondition[];
}

/** Bring the answer about an instance into a channel; without `to` the channels are offered. */
export interface ShareAction extends Placed {
  readonly verb: 'share';
  readonly instance: string;
  readonly month?: string;
  /** Id of the place. */
  readonly to?: string;
}

/** How an export may be written. */
export type FileFormat = 'html' | 'csv' | 'json' | 'markdown';

/** Write how instances stand, to be taken along. */
export interface ExportAction extends Placed {
  readonly verb: 'export';
  readonly format?: FileFormat;
  /** BCP 47 tag of the language in which it was asked for. */
  readonly locale?: string;
  /** Names or ARM ids; absent for all. */
  readonly names?: readonly string[];
  readonly where?: readonly PlaceCondition[];
}

/** Everything that a button may ask of the bot, beside what concerns reminders (`reminder-actions.ts`). */
export type CardAction =
  | AboutAction
  | PlanFileAction
  | AskAction
  | ExplainAction
  | ReadersAction
  | FleetAction
  | ChangesAction
  | ExportAction
  | ShareAction;

/** Names the input that ticks off a step of a fix plan. */
export const TICK = 'done-';
