/** The words of waivers and declarations, the same in answers, lists and messages. */
import { nameOf } from '../../src/model/arm.ts';
import { dayInWords } from '../../src/model/days.ts';
import type { Decision } from '../../src/model/decision.ts';
import { destinationInWords } from '../../src/model/declaration.ts';
import { say, type Text } from '../../src/model/text.ts';
import { clipped } from './escape-markdown.ts';
import { nameOfPerson } from './reminder.ts';

/** Longest reason that is shown whole, in characters. */
const LENGTH = 200;

/** What was decided about which instance. `titleFor`: the title of a requirement that is not met. */
export function decisionTitle(decision: Decision, titleFor: (requirement: string) => Text): Text {
  const name = nameOf(decision.instanceId);
  if (decision.kind === 'waiver') {
    return say('Waived for {name}: {title}', { name, title: titleFor(decision.requirement) });
  }
  return say('Declared for {name}: {policy} calls {destination}', {
    name,
    policy: textName(decision.policy, decision.instanceId),
    destination: destinationInWords(decision.destination),
  });
}

/** By whom, for how long and why. */
export function decisionDetail(decision: Decision): Text {
  const values = { name: nameOfPerson(decision.by), day: dayInWords(decision.at.slice(0, 10)) };
  if (decision.kind === 'waiver') {
    const { until, reason } = decision;
    return say('By {name} on {day}, until {until}: {reason}', {
      ...values,
      until: dayInWords(until),
      reason: clipped(reason, LENGTH),
    });
  }
  return decision.until === undefined
    ? say('By {name} on {day}, while its text stays the same', values)
    : say('By {name} on {day}, until {until} and while its text stays the same', {
        ...values,
        until: dayInWords(decision.until),
      });
}

/** The text of a policy under its instance, short: `apis/orders`, `backends/b`, `the policy for all APIs`. */
export function textName(policy: string, instanceId: string): Text {
  const under = policy.slice(instanceId.length + 1).replace(/\/policies\/[^/]+$/i, '');
  return /^policies\//i.test(under)
    ? say('the policy for all APIs')
    : say('{policy}', { policy: clipped(under, LENGTH) });
}
