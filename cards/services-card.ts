/** Which Azure services are called, and by whom. */
import type { CardElement } from '@microsoft/teams.cards';
import type { Status } from '../src/model/finding.ts';
import type { TargetKind } from '../src/model/services.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { CalledService } from '../src/readiness/called-services.ts';
import { askButton, type CardMessage, paragraph, quiet, rowWithButton } from './parts/elements.ts';
import { type Again, pagedCard } from './parts/pages.ts';
import { andMore } from './wording/answer.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown } from './wording/escape-markdown.ts';
import { serviceName } from './wording/service.ts';
import { statusSymbol, statusWithImpact } from './wording/status.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** What the card is drawn from. */
export interface ServicesCardOptions {
  /** Worst first. */
  readonly services: readonly CalledService[];
  /** What was asked about: an instance, a place; absent for all. */
  readonly scope?: Text | undefined;
  /** Only this kind was asked for. */
  readonly kind?: TargetKind | undefined;
  /** Only what must change was asked for. */
  readonly mustChange: boolean;
  /** Calls whose target is not known. */
  readonly unresolved: number;
  readonly again: Again;
  readonly view: CardView;
}

/** Resources on a page. */
const MOST = 10;

function titleFor({ services, scope, kind, mustChange }: ServicesCardOptions): Text {
  const number = services.length;
  const values = { where: scope ?? say('all instances'), ...(kind === undefined ? {} : { what: serviceName(kind) }) };
  if (mustChange) return kind === undefined ? changingOf(number, values) : changingOfKind(number, values);
  return kind === undefined ? calledOf(number, values) : calledOfKind(number, values);
}

type SentenceValues = Readonly<Record<string, Text>>;

function changingOf(number: number, values: SentenceValues): Text {
  if (number === 0) return say('No Azure resource has to change ({where})', values);
  return count(
    number,
    {
      one: '{count} Azure resource has to change ({where})',
      other: '{count} Azure resources have to change ({where})',
    },
    values,
  );
}

function changingOfKind(number: number, values: SentenceValues): Text {
  if (number === 0) return say('{what}: nothing has to change ({where})', values);
  return count(
    number,
    { one: '{what}: {count} has to change ({where})', other: '{what}: {count} have to change ({where})' },
    values,
  );
}

function calledOf(number: number, values: SentenceValues): Text {
  if (number === 0) return say('No call to an Azure service was found ({where})', values);
  return count(
    number,
    { one: '{count} Azure resource is called ({where})', other: '{count} Azure resources are called ({where})' },
    values,
  );
}

function calledOfKind(number: number, values: SentenceValues): Text {
  if (number === 0) return say('{what}: no call was found ({where})', values);
  return count(
    number,
    { one: '{what}: {count} resource is called ({where})', other: '{what}: {count} resources are called ({where})' },
    values,
  );
}

function callersOf({ callers }: CalledService, writer: Writer, most: number): string {
  return callers
    .map(({ instance, hits }) => {
      const shown = hits.slice(0, most).map((hit) => writer.plain(hit));
      const more = hits.length > most ? [writer.plain(andMore(hits.length - most))] : [];
      return shown.length === 0 ? instance : `${instance}${writer.colon}${writer.list([...shown, ...more])}`;
    })
    .join('; ');
}

function element(service: CalledService, writer: Writer): CardElement {
  const { name, kind, worst } = service;
  const status = joined(
    [
      statusSymbol(worst.status satisfies Status) as Markdown,
      writer.markdown(statusWithImpact(worst.status, worst.impact)),
    ],
    ' ',
  );
  const action = { kind: 'readers', target: name, place: 'new' } as const;
  return rowWithButton(
    [
      paragraph(joined([bold(clipped(name, 60)), writer.markdown(serviceName(kind)), status], ' · ')),
      quiet(escapeMarkdown(clipped(callersOf(service, writer, 4), 300)), { spacing: 'None' }),
    ],
    {
      ...askButton(writer.plain(say('Who?')), action),
      tooltip: writer.plain(say('Who uses {target}?', { target: name })),
    },
  );
}

/** Each resource with who calls it, worst first. What could not be resolved is said, because it may be any of them. */
export function servicesCard(options: ServicesCardOptions): CardMessage {
  const { services, unresolved, view } = options;
  const writer = writerFor(view);
  const summary = clipped(writer.plain(titleFor(options)), 200);
  const doubts =
    unresolved === 0
      ? []
      : [
          count(unresolved, {
            one: '{count} call could not be resolved; it may reach any service.',
            other: '{count} calls could not be resolved; they may reach any service.',
          }),
        ];
  const lines = services
    .slice(0, 20)
    .map((one) =>
      clipped(
        `${one.name} (${writer.plain(serviceName(one.kind))}, ${writer.plain(statusWithImpact(one.worst.status, one.worst.impact))}): ${callersOf(one, writer, 6)}`,
        300,
      ),
    );
  return pagedCard({
    summary,
    blocks: services.map((one) => [element(one, writer)]),
    most: MOST,
    again: options.again,
    closing: doubts.map((line) => paragraph(writer.markdown(line), { separator: true })),
    lines: [...lines, ...doubts.map((line) => writer.plain(line))],
    writer,
  });
}
