/** The words of a change that nobody has made, shared by the card, the terminal and the exports: whether it is safe, what stops, what gets better. */
import { idKey } from '../../src/model/arm.ts';
import { type Day, since } from '../../src/model/days.ts';
import type { Item, Report } from '../../src/model/finding.ts';
import { retirements } from '../../src/model/retirement.ts';
import { count, say, type Text } from '../../src/model/text.ts';
import { readWhatIf } from '../../src/model/what-if.ts';
import { isFlag, type WhatIf } from '../../src/readiness/what-if.ts';
import { verdictWord } from './verdict.ts';

/** How many things the items are about; one called from several locations counts once. */
function targets(items: readonly Item[]): number {
  return new Set(items.map(({ subject }) => idKey(subject))).size;
}

/** A change that is no fact yet, as the beginning of a sentence. */
function supposed(change: WhatIf['change']): Text {
  const asked = readWhatIf(change);
  switch (asked?.of) {
    case 'trusted-access-on':
      return say('If the flag is taken back');
    case 'system-identity-on':
      return say('If the system-assigned identity is switched on');
    case 'private-endpoint':
      return say('If {target} gets a private endpoint', { target: asked.target });
    case 'admit-subnet':
      return say('If {target} admits the subnet', { target: asked.target });
    case 'admit':
      return say('If {target} admits {address}', { target: asked.target, address: asked.address });
    default:
      return say('If the flag is set');
  }
}

/** What any change but the flag comes to. */
function comparedSentence({ change, safe, stops, ends, verdict, untried }: WhatIf, name: string): Text {
  const values = { supposed: supposed(change), name, verdict: verdictWord(verdict) };
  if (untried !== undefined) return say('{supposed}: I could not try it. {why}.', { ...values, why: untried });
  if (safe === 'done') return say('{supposed}, nothing changes on {name}: it is so already', values);
  if (stops.length > 0) {
    return count(
      targets(stops),
      {
        one: '{supposed}, {name} {verdict}: {count} thing gets worse',
        other: '{supposed}, {name} {verdict}: {count} things get worse',
      },
      values,
    );
  }
  if (ends.length === 0) return say('{supposed}, {name} {verdict}: nothing gets better or worse', values);
  return count(
    targets(ends),
    {
      one: '{supposed}, {name} {verdict}: {count} thing gets better, none worse',
      other: '{supposed}, {name} {verdict}: {count} things get better, none worse',
    },
    values,
  );
}

/** The outcome in one sentence, for cards and the terminal. */
export function whatIfSentence(outcome: WhatIf, name: string): Text {
  const { change, safe, stops, undecided } = outcome;
  if (!isFlag(change)) return comparedSentence(outcome, name);
  switch (safe) {
    case 'done':
      return say('Trusted access is already off in {name}: setting the flag changes nothing', { name });
    case 'yes':
      return say('Setting the flag on {name} is safe: nothing depends on trusted access', { name });
    case 'no':
      return count(
        targets(stops),
        {
          one: 'Setting the flag on {name} is not safe: {count} dependency has no other way',
          other: 'Setting the flag on {name} is not safe: {count} dependencies have no other way',
        },
        { name },
      );
    case 'unknown':
      if (undecided.length === 0) {
        return say('Whether setting the flag on {name} is safe is unknown: its dependencies were not judged', { name });
      }
      return count(
        targets(undecided),
        {
          one: 'Whether setting the flag on {name} is safe is unknown: {count} dependency could not be decided',
          other: 'Whether setting the flag on {name} is safe is unknown: {count} dependencies could not be decided',
        },
        { name },
      );
  }
}

/** What the clock has to say to it: from the day on, the flag takes away what should be gone already. */
export function whatIfClock(outcome: WhatIf, report: Report, today: Day): readonly Text[] {
  if (!isFlag(outcome.change) || outcome.safe === 'done') return [];
  const what = retirements.find(({ id }) => id === report.retirement)?.what ?? say('trusted access');
  const when = say('Whatever the flag says, {what} {since}.', { what, since: since(report.effective, today) });
  const advice =
    outcome.safe === 'yes'
      ? say('Set it in a maintenance window: the whole service is updated.')
      : say('Leave the flag as it is until every call has another way: it cuts trusted access off at once.');
  return [when, advice];
}

/** The groups of items that an outcome has, each with its heading; empty ones are left out. */
export function whatIfGroups({
  change,
  stops,
  undecided,
  broken,
  ends,
}: WhatIf): readonly (readonly [Text, readonly Item[]])[] {
  const groups: readonly (readonly [Text, readonly Item[]])[] = [
    [isFlag(change) ? say('Would stop') : say('Would get worse'), stops],
    [say('Would get better'), ends],
    [say('May stop: could not be decided'), undecided],
    [say('Fails now already, with or without the flag'), broken],
  ];
  return groups.filter(([, items]) => items.length > 0);
}
