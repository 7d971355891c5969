/** What to say when a question cannot be answered as it stands: what would have worked. */
import type { CardElement } from '@microsoft/teams.cards';
import { monthInWords } from '../src/model/days.ts';
import { everything } from '../src/model/scope.ts';
import { say, type Text } from '../src/model/text.ts';
import type { DiscoveredInstance } from '../src/readiness/assessor.ts';
import { adaptiveCard, askButton, buttons, type CardMessage, heading, paragraph } from './parts/elements.ts';
import { instanceLines, instanceRow } from './parts/instance-rows.ts';
import { questionRow } from './parts/question-row.ts';
import { clipped, escapeMarkdown } from './wording/escape-markdown.ts';
import { type CardView, type Writer, writerFor } from './wording/writer.ts';

/** Why no answer is possible. */
export type SuggestionCardOptions = { readonly view: CardView } & (
  | {
      /** No instance of this name can be seen. */
      readonly kind: 'unknown-instance';
      readonly name: string;
      /** Instances with names like it, best first; may be empty. */
      readonly nearest: readonly DiscoveredInstance[];
      readonly month?: string | undefined;
    }
  | {
      /** The words made no question. */
      readonly kind: 'not-understood';
      /** Questions that would work, best first. */
      readonly examples: readonly string[];
    }
  | {
      /** Nothing retires in this month, as far as is known. */
      readonly kind: 'unknown-month';
      /** `YYYY-MM`, or the words that were taken for a month. */
      readonly month: string;
      /** The months that are known, `YYYY-MM`. */
      readonly known: readonly string[];
      /** The instance that was asked about, when it is known which one. */
      readonly instance?: Pick<DiscoveredInstance, 'id' | 'name'> | undefined;
    }
);

/** Suggestions shown at most, so that the buttons stay few. */
const MOST = 4;

/** Says what was not understood and offers what would work, a button each. */
export function suggestionCard(options: SuggestionCardOptions): CardMessage {
  const writer = writerFor(options.view);
  const summary = clipped(writer.plain(titleOf(options)), 200);
  const { elements, lines } = suggestions(options, writer);
  return {
    card: adaptiveCard({ body: [heading(escapeMarkdown(summary)), ...elements], speak: summary, writer }),
    summary,
    text: [summary, ...lines].join('\n'),
  };
}

function titleOf(options: SuggestionCardOptions): Text {
  if (options.kind === 'unknown-instance') return say('I can see no instance called {name}', { name: options.name });
  if (options.kind === 'not-understood') return say('I did not understand that');
  return say('I know of nothing that retires in {month}', { month: monthInWords(options.month) });
}

interface SuggestionLines {
  readonly elements: readonly CardElement[];
  readonly lines: readonly string[];
}

function suggestions(options: SuggestionCardOptions, writer: Writer): SuggestionLines {
  if (options.kind === 'unknown-instance') return nearest(options.nearest.slice(0, MOST), options.month, writer);
  if (options.kind === 'not-understood') {
    const lead = say('These would work:');
    const questions = options.examples.slice(0, MOST);
    return {
      elements: [paragraph(writer.markdown(lead)), ...questions.map((question) => questionRow(question, writer))],
      lines: [writer.plain(lead), ...questions],
    };
  }
  const months = options.known.slice(0, MOST);
  const lead = months.length === 0 ? say('No month is known yet.') : say('The months that are known:');
  return {
    elements: [
      paragraph(writer.markdown(lead)),
      // Below each other: long titles do not fit side by side on a phone.
      ...months.map((month) => buttons([monthButton(month, options.instance, writer)])),
    ],
    lines: [writer.plain(lead), ...months.map((month) => writer.plain(monthInWords(month)))],
  };
}

function nearest(found: readonly DiscoveredInstance[], month: string | undefined, writer: Writer): SuggestionLines {
  const seen = say('Its name may be spelt differently, or Reader may be missing where it lives.');
  const lead = found.length === 0 ? seen : say('Did you mean:');
  const list = { kind: 'list', scope: everything } as const;
  return {
    elements: [
      paragraph(writer.markdown(lead)),
      ...found.map((instance) => instanceRow(instance, month, writer)),
      buttons([askButton(writer.plain(say('Show all instances')), list)]),
    ],
    lines: [writer.plain(lead), ...instanceLines(found, writer)],
  };
}

function monthButton(month: string, instance: Pick<DiscoveredInstance, 'id' | 'name'> | undefined, writer: Writer) {
  const words = monthInWords(month);
  if (instance === undefined) {
    return askButton(writer.plain(words), { kind: 'retirements', month });
  }
  const title = say('Check {name} for {month}', { name: instance.name, month: words });
  return askButton(clipped(writer.plain(title), 80), { kind: 'check', instance: instance.id, month });
}
