/** "I know what it calls": a person says what an unresolved call reaches. */
import type { Day } from '../src/model/days.ts';
import { count, say, type Text } from '../src/model/text.ts';
import { backButton } from './parts/answer-buttons.ts';
import { firstThatFits } from './parts/card-size.ts';
import { adaptiveCard, askButton, type CardMessage, heading, quiet } from './parts/elements.ts';
import { DESTINATION, inputNames } from './parts/input-names.ts';
import { choiceInput, lineInput, optionalDayInput, problemElements } from './parts/inputs.ts';
import { textName } from './wording/decision.ts';
import { clipped, escapeMarkdown } from './wording/escape-markdown.ts';
import { type CardView, writerFor } from './wording/writer.ts';

/** A text with calls that are not known. */
export interface DeclarableCall {
  /** Id of the policy, backend, logger or API. */
  readonly policy: string;
  readonly hash: string;
  readonly instanceId: string;
}

/** What the form is drawn from. */
export interface DeclareFormOptions {
  readonly instance: { readonly id: string; readonly name: string };
  /** At least one. */
  readonly calls: readonly DeclarableCall[];
  /** UTC day. */
  readonly today: Day;
  /** What was sent and could not be taken. */
  readonly problem: Text | undefined;
  readonly view: CardView;
}

/** Draws the form. Its answer is a `declare` action. */
export function declareFormCard({ instance, calls, today, problem, view }: DeclareFormOptions): CardMessage {
  const writer = writerFor(view);
  const title = say('What do these calls of {name} reach?', { name: instance.name });
  const summary = clipped(writer.plain(title), 200);
  const explanation = say(
    'Azure does not show it. What you say is shown on every answer with your name, and ends when that text changes.',
  );
  return firstThatFits([60, 30, 15, 5], (most) => ({
    card: adaptiveCard({
      body: [
        heading(escapeMarkdown(summary)),
        ...problemElements(problem, writer),
        quiet(writer.markdown(explanation)),
        choiceInput(
          { id: inputNames.declareCall, label: writer.plain(say('Calls of')) },
          calls.slice(0, most).map(({ policy, hash }) => ({
            title: writer.plain(textName(policy, instance.id)),
            value: `${hash} ${policy}`,
          })),
          calls[0] === undefined ? undefined : `${calls[0].hash} ${calls[0].policy}`,
        ),
        ...(calls.length > most
          ? [
              quiet(
                writer.markdown(
                  count(calls.length - most, {
                    one: '{count} more comes up when these are told',
                    other: '{count} more come up when these are told',
                  }),
                ),
              ),
            ]
          : []),
        {
          ...choiceInput(
            { id: inputNames.declareDestination, label: writer.plain(say('They reach')) },
            [
              { title: writer.plain(say('None of the six services')), value: DESTINATION.none },
              { title: writer.plain(say('This host:')), value: DESTINATION.host },
            ],
            DESTINATION.none,
          ),
          style: 'expanded' as const,
        },
        lineInput(
          { id: inputNames.declareHost, label: writer.plain(say('Host')) },
          { placeholder: 'st1.blob.core.windows.net', maxLength: 300 },
        ),
        optionalDayInput(
          { id: inputNames.declareUntil, label: writer.plain(say('Last day (optional)')) },
          { min: today },
        ),
        quiet(
          writer.markdown(
            say(
              'The six are Storage, Key Vault, Managed HSM, Service Bus, Event Hubs and Container Registry. A host is judged as if it had been read.',
            ),
          ),
        ),
      ],
      actions: [
        askButton(writer.plain(say('Declare')), { kind: 'declare', instance: instance.id }, 'positive'),
        backButton({ instance }, writer),
      ],
      speak: summary,
      writer,
    }),
    summary,
    text: [summary, ...(problem === undefined ? [] : [writer.plain(problem)]), writer.plain(explanation)].join('\n'),
  }));
}
