/** Asking back: which instance, which place. Nothing is guessed. */

import { choiceCard } from '../../../cards/choice-card.ts';
import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { placeOf } from '../../../cards/parts/instance-rows.ts';
import { suggestionCard } from '../../../cards/suggestion-card.ts';
import { given } from '../../model/given.ts';
import type { AboutKind, Only } from '../../model/question.ts';
import type { Condition } from '../../model/scope.ts';
import { count, say, type Text } from '../../model/text.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import { conditionName, type PickedScope, placesAmong } from '../instances/pick-scope.ts';
import type { AnswerRequest } from './answer-context.ts';
import { offerInstances } from './instance-offers.ts';

const LABELS: Readonly<Record<AboutKind, Text>> = {
  check: say('Check'),
  why: say('Why?'),
  fix: say('Fix plan'),
  evidence: say('Evidence'),
  'what-if': say('What if?'),
};

/** Nobody was named, and there are several: each with a button that asks the same about it. */
export function whichInstance(
  kind: AboutKind,
  instances: readonly DiscoveredInstance[],
  month: string | undefined,
  request: AnswerRequest,
): CardMessage {
  offerInstances(instances, month, request, kind);
  return noticeCard({
    title: say('Which instance do you mean?'),
    rows: instances.map((instance) => ({
      text: say('{name}', { name: instance.name }),
      detail: placeOf(instance),
      button: LABELS[kind],
      action: { kind, instance: instance.id, ...given({ month }) },
    })),
    again: request.retry,
    view: request.view,
  });
}

/** What is said of a scope that came to nothing, or to more than one thing. */
export function scopeTrouble(
  picked: Exclude<PickedScope, { kind: 'some' }>,
  asked: {
    readonly instances: readonly DiscoveredInstance[];
    readonly only?: Only | undefined;
    readonly month?: string | undefined;
    readonly request: AnswerRequest;
  },
): CardMessage {
  const { instances, only, month, request } = asked;
  const { view } = request;
  switch (picked.kind) {
    case 'unknown-instance':
      offerInstances(picked.near, month, request);
      return suggestionCard({ kind: 'unknown-instance', name: picked.name, nearest: picked.near, month, view });
    case 'several-instances':
      offerInstances(picked.instances, month, request);
      return choiceCard({ name: picked.name, instances: picked.instances, month, again: request.retry, view });
    case 'several-places':
    case 'no-such-place': {
      const isUnknown = picked.kind === 'no-such-place';
      const isProperty = isUnknown && ['network', 'platform'].includes(picked.condition.by);
      const places = isUnknown ? placesAmong(instances) : picked.places;
      const title = isUnknown
        ? unknownPlace(picked.condition)
        : say('{value} may be several things: which one?', { value: picked.value });
      const rows = places.map((place) => ({
        text: conditionName(place),
        detail: countOf(place, instances),
        button: say('Show'),
        action: {
          kind: 'fleet' as const,
          scope: { names: [], where: [place] },
          ...given({ only, month }),
        },
      }));
      request.offer({
        offers: rows.map(({ action }) => ({ words: action.scope.where.map(({ value }) => value).join(' '), action })),
      });
      return noticeCard({
        title,
        lines: isUnknown && !isProperty ? [say('These I know:')] : [],
        rows: isProperty ? [] : rows,
        again: request.retry,
        view,
      });
    }
  }
}

/** "In X": whether X is no place that is known, or one without instances. */
function unknownPlace(condition: Condition): Text {
  return condition.by === 'any'
    ? say('I know no place called {value}', { value: condition.value })
    : ['network', 'platform'].includes(condition.by)
      ? say('No instance has {place}', { place: conditionName(condition) })
      : say('I can see no instance in {place}', { place: conditionName(condition) });
}

function countOf(place: ReturnType<typeof placesAmong>[number], instances: readonly DiscoveredInstance[]): Text {
  const number = instances.filter((instance) =>
    placesAmong([instance]).some((own) => JSON.stringify(own).toLowerCase() === JSON.stringify(place).toLowerCase()),
  ).length;
  return count(number, { one: '{count} instance', other: '{count} instances' });
}
