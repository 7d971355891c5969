/** Which Azure services are called, and by whom. */
import type { CardElement } from '@microsoft/teams.cards';
import type { Status } from '../src/model/finding.ts';
import { count, say, type Text } from '../src/model/text.ts';
import type { TargetKind } from '../src/network/services.ts';
import type { CalledService } from '../src/readiness/called-services.ts';
import { firstThatFits } from './card-size.ts';
import { adaptiveCard, askButton, type CardMessage, heading, paragraph, quiet, rowWithButton } from './elements.ts';
import { bold, clipped, escapeMarkdown, joined, type Markdown } from './escape-markdown.ts';
import { andMore, statusSymbol, statusWithImpact } from './wording.ts';
import { type CardView, type Writer, writerFor } from './writer.ts';

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
  readonly view: CardView;
}

/** What a service is called. */
export function serviceName(kind: TargetKind): Text {
  switch (kind) {
    case 'key-vault':
      return say('Key Vault');
    case 'managed-hsm':
      return say('Managed HSM');
    case 'storage':
      return say('Storage');
    case 'service-bus':
      return say('Service Bus');
    case 'event-hubs':
      return say('Event Hubs');
    case 'container-registry':
      return say('Container Registry');
  }
}

function titleFor({ services, scope, kind, mustChange }: ServicesCardOptions): Text {
  const number = services.length;
  const what = kind === undefined ? say('Azure service') : serviceName(kind);
  const where = scope ?? say('all instances');
  if (mustChange) {
    return number === 0
      ? say('No {what} has to change ({where})', { what, where })
      : count(
          number,
          {
            one: '{count} resource has to change: {what} ({where})',
            other: '{count} resources have to change: {what} ({where})',
          },
          { what, where },
        );
  }
  return number === 0
    ? say('No call to {what} was found ({where})', { what, where })
    : count(
        number,
        {
          one: '{count} resource is called: {what} ({where})',
          other: '{count} resources are called: {what} ({where})',
        },
        { what, where },
      );
}

function callersOf({ callers }: CalledService, writer: Writer, most: number): string {
  const list = new Intl.ListFormat(writer.language, { type: 'unit' });
  return callers
    .map(({ instance, hits }) => {
      const shown = hits.slice(0, most).map((hit) => writer.plain(hit));
      const more = hits.length > most ? [writer.plain(andMore(hits.length - most))] : [];
      return shown.length === 0 ? instance : `${instance}: ${list.format([...shown, ...more])}`;
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
  const action = { verb: 'readers', target: name, place: 'new' } as const;
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
  return firstThatFits([20, 12, 8, 5], (most) => ({
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...services.slice(0, most).map((one) => element(one, writer)),
        ...(services.length > most ? [quiet(writer.markdown(andMore(services.length - most)))] : []),
        ...doubts.map((line) => paragraph(writer.markdown(line), { separator: true })),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, ...lines, ...doubts.map((line) => writer.plain(line))].join('\n'),
  }));
}
