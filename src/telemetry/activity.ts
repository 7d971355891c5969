/** What an activity causes, near or far, knows which activity that was: for the log, and for traces. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { SpanKind } from '@opentelemetry/api';
import { spanned } from './spans.ts';

/** The activity that is being worked for. */
export interface CurrentActivity {
  readonly activityId: string;
  /** Whoever sent it; written down in detailed logs alone. */
  readonly asker: string | undefined;
}

const current = new AsyncLocalStorage<CurrentActivity>();

/** Runs work for an activity. `kind` is a constant, such as `message`; everything that the work causes belongs to the activity. */
export function inActivity<T>(activity: CurrentActivity, kind: string, work: () => Promise<T>): Promise<T> {
  return current.run(activity, () =>
    spanned(`activity ${kind}`, { kind: SpanKind.SERVER, attributes: { 'activity.id': activity.activityId } }, work),
  );
}

/** The activity that this code runs for; undefined where none does, as in what runs by the clock. */
export function currentActivity(): CurrentActivity | undefined {
  return current.getStore();
}
