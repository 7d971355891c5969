/** What a person may ask about reminders and summaries, or have done with them. */
import type { Day } from './days.ts';
import type { Timing } from './reminder.ts';
import type { Scope } from './scope.ts';

/** Set up a reminder or a summary. */
export interface RemindQuestion {
  readonly kind: 'remind';
  readonly what: 'reminder' | 'summary';
  /** Absent when nothing was named: "remind me". */
  readonly scope?: Scope;
  readonly schedule?: Timing;
  /** What was chosen in the form, as `scopeCode` writes it. */
  readonly chosen?: string;
  /** As it was typed into the form; may be unknown to this machine. */
  readonly timeZone?: string;
  /** Id of the reader's subscription that this one takes the place of. */
  readonly replaces?: string;
  /** Once, but no day was filled in. */
  readonly dayMissing?: true;
}

/** Show the form for reminders and summaries, empty or filled in. */
export interface RemindFormQuestion {
  readonly kind: 'remind-form';
  readonly what: 'reminder' | 'summary';
  /** ARM id of the instance that it shall be about. */
  readonly instance?: string;
  /** Id of the reader's subscription to change. */
  readonly subscription?: string;
}

/** What is set up here? */
export interface RemindersQuestion {
  readonly kind: 'reminders';
}

/** What can be done to a reminder or summary: `restore` takes a stop back, `wake` ends a silence. */
export const reminderActs = ['stop', 'restore', 'pause', 'resume', 'snooze', 'acknowledge', 'wake'] as const;

/** Change what is set up here: all of it, or what is about one instance. */
export interface ChangeRemindersQuestion {
  readonly kind: 'change-reminders';
  readonly act: (typeof reminderActs)[number];
  readonly instance?: string;
  /** First UTC day on which reminders come again. */
  readonly until?: Day;
  /** Id of the reader's subscription; only buttons know it. */
  readonly id?: string;
  /** Id of the one retirement that a silence is about; only buttons know it. */
  readonly retirement?: string;
}
