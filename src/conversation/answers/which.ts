/** Asking back: which instance, which place. Nothing is guessed. */
import type { AboutVerb } from '../../../cards/actions.ts';
import { choiceCard } from '../../../cards/choice-card.ts';
import type { CardMessage } from '../../../cards/elements.ts';
import { placeOf } from '../../../cards/instance-rows.ts';
import { noticeCard } from '../../../cards/notice-card.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import type { CardView } from '../../../cards/writer.ts';
import { count, say, type Text } from '../../model/text.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import { conditionName, type PickedScope, placesAmong } from '../pick-scope.ts';
import type { Only } from '../question.ts';

const labels: Readonly<Record<AboutVerb, Text>> = {
  check: say('Check'),
  why: say('Why?'),
  fix: say('Fix plan'),
  evidence: say('Evidence'),
  'what-if': say('What if?'),
};

/** Nobody was named, and there are several: each with a button that asks the same about it. */
export function whichInstance(
  verb: AboutVerb,
  instances: readonly DiscoveredInstance[],
  month: string | undefined,
  view: CardView,
): CardMessage {
  return noticeCard({
    title: say('Which instance do you mean?'),
    rows: instances.map((instance) => ({
      text: say('{name}', { name: instance.name }),
      detail: placeOf(instance),
      button: labels[verb],
      action: { verb, instance: instance.id, ...(month === undefined ? {} : { month }) },
    })),
    view,
  });
}

/** What is said of a scope that came to nothing, or to more than one thing. */
export function scopeTrouble(
  picked: Exclude<PickedScope, { kind: 'some' }>,
  asked: {
    readonly instances: readonly DiscoveredInstance[];
    readonly only?: Only | undefined;
    readonly month?: string | undefined;
    readonly view: CardView;
  },
): CardMessage {
  const { instances, only, month, view } = asked;
  switch (picked.kind) {
    case 'unknown-instance':
      return suggestionCard({ kind: 'unknown-instance', name: picked.name, nearest: picked.near, month, view });
    case 'several-instances':
      return choiceCard({ name: picked.name, instances: picked.instances, month, view });
    case 'several-places':
    case 'no-such-place': {
      const isUnknown = picked.kind === 'no-such-place';
      const places = isUnknown ? placesAmong(instances) : picked.places;
      const title = isUnknown
        ? say('I can see no instance in {place}', { place: conditionName(picked.condition) })
        : say('{value} may be several things: which one?', { value: picked.value });
      return noticeCard({
        title,
        lines: isUnknown ? [say('These I know:')] : [],
        rows: places.slice(0, 12).map((place) => ({
          text: conditionName(place),
          detail: countOf(place, instances),
          button: say('Show'),
          action: {
            verb: 'fleet',
            where: [place],
            ...(only === undefined ? {} : { only }),
            ...(month === undefined ? {} : { month }),
          },
        })),
        view,
      });
    }
  }
}

function countOf(place: ReturnType<typeof placesAmong>[number], instances: readonly DiscoveredInstance[]): Text {
  const number = instances.filter((instance) =>
    placesAmong([instance]).some((own) => JSON.stringify(own).toLowerCase() === JSON.stringify(place).toLowerCase()),
  ).length;
  return count(number, { one: '{count} instance', other: '{count} instances' });
}
