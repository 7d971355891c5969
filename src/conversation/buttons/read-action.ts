/** What a button carried, read as what anybody may have sent: a card travels through clients. */

import * as v from 'valibot';
import type { CardAction } from '../../../cards/parts/actions.ts';
import { parseArmId } from '../../model/arm.ts';
import { isDay, isInstant } from '../../model/days.ts';
import { isFingerprint } from '../../model/declaration.ts';
import { fileFormats } from '../../model/file-format.ts';
import { fixFormats } from '../../model/fix-format.ts';
import { isObject, text } from '../../model/json.ts';
import { aboutKinds } from '../../model/question.ts';
import { reminderActs } from '../../model/reminder-question.ts';
import { readWhatIf } from '../../model/what-if.ts';
import { isMonth } from '../../readiness/which-retirements.ts';
import { formInputs, KEY, LONGEST, LONGEST_ZONE, TIME } from './form-inputs.ts';

/** Names or conditions of a scope, ticked steps: more is nothing that a card of ours carries. */
const MOST = { names: 20, steps: 100, pages: 9_999, instant: 40 } as const;

const written = v.pipe(v.string(), v.maxLength(LONGEST));
const instance = v.pipe(
  written,
  v.check((id) => parseArmId(id)?.type === 'microsoft.apimanagement/service'),
);
/** Ids that the bot itself has given. */
const token = v.pipe(v.string(), v.regex(/^[\w:.@-]{1,200}$/));
const key = v.pipe(v.string(), v.regex(KEY));
const requirement = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,80}$/));
const month = v.pipe(
  v.string(),
  v.check((value) => isMonth(value) && value.startsWith('20')),
);
const day = v.pipe(v.string(), v.guard(isDay));
const time = v.pipe(v.string(), v.regex(TIME));
const weekdays = v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))), v.minLength(1));
const timing = v.union([
  v.object({ on: day, time }),
  v.object({ days: weekdays, time, weeks: v.exactOptional(v.literal(2)) }),
]);
const what = v.picklist(['reminder', 'summary']);
const only = v.picklist(['unmet', 'ready', 'undecided']);

const condition = v.variant('by', [
  v.object({
    by: v.picklist(['subscription', 'resource-group', 'region', 'tier', 'network', 'platform', 'any']),
    value: written,
  }),
  v.object({ by: v.literal('tag'), key: written, value: written }),
]);

/** Several instances by name or by what they have in common. */
const scope = v.object({
  names: v.pipe(v.array(written), v.maxLength(MOST.names)),
  where: v.pipe(v.array(condition), v.maxLength(MOST.names)),
});

/** Where the answer goes, and which page of it is wanted. */
const placed = {
  place: v.exactOptional(v.literal('new')),
  page: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST.pages))),
};

function button<Kind extends CardAction['kind'], Entries extends v.ObjectEntries>(kind: Kind, entries: Entries) {
  return v.object({ kind: v.literal(kind), ...entries, ...placed });
}

/** Every question that a button of ours carries. What else somebody sends beside it is left out. */
const carried = v.variant('kind', [
  v.object({
    kind: v.picklist(aboutKinds),
    instance,
    month: v.exactOptional(month),
    requirement: v.exactOptional(requirement),
    cause: v.exactOptional(key),
    change: v.exactOptional(
      v.pipe(
        written,
        v.check((text) => readWhatIf(text) !== undefined),
      ),
    ),
    drawn: v.exactOptional(v.pipe(v.string(), v.maxLength(MOST.instant), v.guard(isInstant))),
    format: v.exactOptional(v.picklist(fixFormats)),
    done: v.exactOptional(v.pipe(v.array(key), v.maxLength(MOST.steps))),
    ...placed,
  }),
  button('ask', { question: written }),
  button('help', {}),
  button('list', { scope }),
  button('fleet', {
    scope,
    only: v.exactOptional(only),
    requirement: v.exactOptional(requirement),
    month: v.exactOptional(month),
  }),
  button('changes', { scope, since: day }),
  button('explain', { requirements: v.pipe(v.array(requirement), v.length(1)) }),
  button('retirements', { month: v.exactOptional(month) }),
  button('readers', { target: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{1,62}$/i)) }),
  button('export', {
    scope,
    format: v.exactOptional(v.picklist(fileFormats)),
    locale: v.exactOptional(written),
  }),
  button('fix-file', {
    instance,
    month: v.exactOptional(month),
    format: v.exactOptional(v.picklist(fixFormats)),
    locale: v.exactOptional(written),
  }),
  button('share', { instance, month: v.exactOptional(month), to: v.exactOptional(written) }),
  button('summary', { scope, subscription: v.exactOptional(token), about: v.exactOptional(written) }),
  button('remind', {
    what,
    chosen: v.exactOptional(written),
    schedule: v.exactOptional(timing),
    timeZone: v.exactOptional(v.pipe(v.string(), v.maxLength(LONGEST_ZONE))),
    replaces: v.exactOptional(token),
    dayMissing: v.exactOptional(v.literal(true)),
  }),
  button('remind-form', { what, instance: v.exactOptional(instance), subscription: v.exactOptional(token) }),
  button('reminders', {}),
  button('change-reminders', {
    act: v.picklist(reminderActs),
    id: token,
    instance: v.exactOptional(instance),
    retirement: v.exactOptional(token),
    until: v.exactOptional(day),
  }),
  button('waive', {
    instance,
    requirements: v.pipe(v.array(token), v.maxLength(1)),
    until: v.exactOptional(day),
    reason: v.exactOptional(written),
  }),
  button('waivers', {
    act: v.exactOptional(v.literal('withdraw')),
    id: v.exactOptional(token),
    instance: v.exactOptional(instance),
  }),
  button('visibility', { act: v.exactOptional(v.literal('withdraw')), id: v.exactOptional(token) }),
  button('declare-form', { instance }),
  button('declare', {
    instance,
    policy: v.exactOptional(
      v.pipe(
        written,
        v.check((id) => parseArmId(id) !== undefined),
      ),
    ),
    hash: v.exactOptional(v.pipe(v.string(), v.check(isFingerprint))),
    destination: v.exactOptional(written),
    until: v.exactOptional(day),
  }),
]) satisfies v.GenericSchema<unknown, CardAction>;

/**
 * The data of a button, with what was filled in beside it, as an action; `outdated` for anything that is not exactly one.
 * Cards of older versions named the kind `verb`; those of them whose questions are still asked in the same way work.
 */
export function readAction(data: unknown): CardAction {
  const kind = text(data, 'kind') ?? text(data, 'verb');
  const given = isObject(data) ? data : {};
  const { success, output } = v.safeParse(carried, { ...given, kind, ...formInputs(kind, given) });
  if (success) return output;
  const about = v.safeParse(instance, given.instance);
  return { kind: 'outdated', ...(about.success ? { instance: about.output } : {}) };
}

/** Whether the answer to a button stands below the card, so that the card stays what it is. */
export function isAnsweredBelow({ place }: CardAction): boolean {
  return place === 'new';
}
