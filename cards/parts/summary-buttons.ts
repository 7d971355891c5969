/** What a summary leads on to: what has no room on its card, another summary, and how it is changed. */
import type { Action } from '@microsoft/teams.cards';
import type { AzureScope } from '../../src/model/azure-scope.ts';
import { everything, type Scope } from '../../src/model/scope.ts';
import { scopeCode } from '../../src/model/scope-code.ts';
import { say } from '../../src/model/text.ts';
import type { SummaryMessage } from '../../src/reminders/rules/summary-message.ts';
import type { Writer } from '../wording/writer.ts';
import { allChanges } from './change-lines.ts';
import { askButton, linkButton } from './elements.ts';

/** What is on the card already. */
interface RoomOnCard {
  /** Lines of changes of one kind, and of waivers. */
  readonly lines: number;
  /** How many of the instances that matter most. */
  readonly pressing: number;
}

/** The ways on from a summary; from one that was asked for, the way to have it come by itself. */
export function summaryButtons(message: SummaryMessage, layout: RoomOnCard, writer: Writer): readonly Action[] {
  const { because, retirement } = message;
  const { subscriptionId } = because;
  if (because.asked === true) {
    const about = scopeCode(because.scope);
    return [
      ...waysOn(message, layout, writer),
      askButton(writer.plain(say('Summary as of now')), { kind: 'summary', scope: everything, about, place: 'new' }),
      askButton(writer.plain(say('Set up a summary')), { kind: 'remind-form', what: 'summary', place: 'new' }),
      ...linkButton(writer.plain(say('Learn more')), retirement.docs),
    ];
  }
  return [
    ...waysOn(message, layout, writer),
    askButton(writer.plain(say('Summary as of now')), {
      kind: 'summary',
      scope: everything,
      subscription: subscriptionId,
      place: 'new',
    }),
    askButton(writer.plain(say('Change or stop')), {
      kind: 'remind-form',
      what: 'summary',
      subscription: subscriptionId,
      place: 'new',
    }),
    ...linkButton(writer.plain(say('Learn more')), retirement.docs),
  ];
}

/** The ways to what has no room on the card: everything that needs somebody, what changed, what is waived. */
function waysOn(message: SummaryMessage, { pressing, lines }: RoomOnCard, writer: Writer): readonly Action[] {
  const { counts, total, because, changes, since, waived } = message;
  const scope = instancesOf(because.scope);
  if (scope === undefined) return [];
  const needing = total - counts.ready - counts.unchecked;
  return [
    ...(needing > Math.min(pressing, message.pressing.length)
      ? [
          askButton(writer.plain(say('All {number} that need somebody', { number: needing })), {
            kind: 'fleet',
            scope,
            only: 'unmet',
            place: 'new',
          }),
        ]
      : []),
    ...allChanges(changes, since, scope, lines, writer),
    ...(waived.length > lines ? [askButton(writer.plain(say('All waivers')), { kind: 'waivers', place: 'new' })] : []),
  ];
}

/** The instances that a reminder is about, as buttons name them; undefined for a tag of any value, which no button names. */
function instancesOf(scope: AzureScope): Scope | undefined {
  switch (scope.kind) {
    case 'all':
      return everything;
    case 'instance':
      return { names: [scope.instanceId], where: [] };
    // No button names one, and no reminder is set up for one.
    case 'management-group':
      return undefined;
    case 'subscription':
      return { names: [], where: [{ by: 'subscription', value: scope.subscriptionId }] };
    case 'resource-group':
      return {
        names: [],
        where: [
          { by: 'subscription', value: scope.subscriptionId },
          { by: 'resource-group', value: scope.resourceGroup },
        ],
      };
    case 'tag':
      return scope.value === undefined
        ? undefined
        : { names: [], where: [{ by: 'tag', key: scope.tag, value: scope.value }] };
  }
}
