/** The instances of a summary that matter most, a row each. */
import type { CardElement } from '@microsoft/teams.cards';
import { type PortalContext, portalLink } from '../../src/fixes/portal-links.ts';
import { count, say, type Text } from '../../src/model/text.ts';
import type { PressingInstance } from '../../src/reminders/rules/summary-message.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown, markdownLink } from '../wording/escape-markdown.ts';
import { verdictSymbol } from '../wording/verdict.ts';
import type { Writer } from '../wording/writer.ts';
import { askButton, paragraph, quiet, rowWithButton } from './elements.ts';

/** A row each under a heading, with what is unmet where there is room for `titles`; links lead into the `portal`. */
export function pressingRows(
  shown: readonly PressingInstance[],
  portal: PortalContext,
  titles: boolean,
  writer: Writer,
): readonly CardElement[] {
  if (shown.length === 0) return [];
  return [
    paragraph(bold(writer.plain(say('These matter most'))), { spacing: 'Medium' }),
    ...shown.map((one) => pressingRow(one, portal, titles, writer)),
  ];
}

function pressingRow(one: PressingInstance, portal: PortalContext, titles: boolean, writer: Writer): CardElement {
  const { instance, verdict, unmet } = one;
  const name = clipped(instance.name, 80);
  const head = joined(
    [
      verdictSymbol(verdict) as Markdown,
      markdownLink(name, portalLink(portal, instance.id)),
      writer.markdown(pressingWords(one)),
    ],
    ' ',
  );
  const [worst, ...others] = titles ? unmet : [];
  const button = askButton(writer.plain(say('Check')), { kind: 'check', instance: instance.id, place: 'new' });
  return rowWithButton(
    [
      paragraph(head),
      ...(worst === undefined
        ? []
        : [quiet(escapeMarkdown(clipped(writer.plain(withOthers(worst, others.length)), 200)), { spacing: 'None' })]),
    ],
    { ...button, tooltip: writer.plain(say('Check {name}', { name })) },
  );
}

function withOthers(title: Text, others: number): Text {
  return others === 0
    ? title
    : count(others, { one: '{title}, and {count} more', other: '{title}, and {count} more' }, { title });
}

/** Why it matters: "not ready, 2 with an outage". */
export function pressingWords({ verdict, outages, unsupported, unseen }: PressingInstance): Text {
  if (verdict === 'not-ready') {
    return count(outages, { one: 'not ready, {count} with an outage', other: 'not ready, {count} with an outage' });
  }
  if (verdict === 'undecided') {
    return count(unseen, {
      one: 'undecided, {count} could not be seen',
      other: 'undecided, {count} could not be seen',
    });
  }
  return count(unsupported, { one: 'needs action, {count} unsupported', other: 'needs action, {count} unsupported' });
}
